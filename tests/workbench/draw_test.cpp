// SPDX-License-Identifier: MIT
#include "base/hash.hpp"
#include "registers/draw.hpp"
#include "workbench/desk.hpp"

#include <algorithm>

using namespace peelian;
using namespace peelian::tests;

namespace {

constexpr std::string_view k_draw = "/registers/samples/draw";

std::string between(const std::string& text, std::string_view before, std::string_view after) {
    std::size_t at = text.find(before);
    REQUIRE(at != std::string::npos);
    at += before.size();
    return text.substr(at, text.find(after, at) - at);
}

std::string list_of(int per_team) {
    std::string list = "id,team\n";
    for (int n = 0; n < per_team; ++n)
        list += "north-" + std::to_string(n) + ",North\nsouth-" + std::to_string(n) + ",South\n";
    return list;
}

} // namespace

TEST_CASE("a draw promises its seed, takes the list, makes the records, and can be checked by anyone") {
    Desk desk;
    check_page(desk.get(desk.olga, k_draw));
    CHECK(desk.post(desk.olga, k_draw, {{"title", "Searches in June"}}).status == 303);
    auto promised = desk.get(desk.olga, "/registers/samples/draw?draw=1");
    check_page(promised);
    std::string promise = between(promised.body, "<p><code>", "</code>");
    CHECK(promise.size() == 64);
    CHECK(!has(promised.body, "Seed</dt>")); // nobody sees it before the list is in

    Pairs form = with(with(boxes_of(promised.body), "list", list_of(50)), "size", "10");
    form = with(with(form, "f.month.month", "6"), "f.month.year", "2017");
    REQUIRE(desk.post(desk.olga, k_draw, form).status == 303);
    auto drawn = desk.get(desk.olga, "/registers/samples/draw?draw=1");
    check_page(drawn);
    std::string seed = between(drawn.body, "Seed</dt><dd class=\"govuk-summary-list__value\"><code>", "</code>");
    CHECK(sha256(seed) == promise);

    auto made = desk.records.all("samples");
    CHECK(made.size() == 10);
    std::vector<std::string> north;
    for (int n = 0; n < 50; ++n)
        north.push_back("north-" + std::to_string(n));
    std::sort(north.begin(), north.end(),
              [&](const auto& a, const auto& b) { return sha256(seed + "\n" + a) < sha256(seed + "\n" + b); });
    for (int n = 0; n < 5; ++n) // the five lowest of the team, and no others
        CHECK(std::any_of(made.begin(), made.end(),
                          [&](const Record& one) { return one.first("recording") == north[n]; }));
    CHECK(made.front().first("month") == "2017-06");
    CHECK(desk.get(desk.olga, "/registers/samples/draw?draw=1&as=list").body == list_of(50));
    CHECK(desk.records.verify().whole());
}

TEST_CASE("a seed serves once") {
    Desk desk;
    desk.post(desk.olga, k_draw, {{"title", "Once"}});
    Pairs form{{"draw", "1"},   {"list", "a\nb\nc\n"},  {"size", "1"},
               {"on", "month"}, {"f.month.month", "6"}, {"f.month.year", "2017"}};
    CHECK(desk.post(desk.olga, k_draw, form).status == 303);
    CHECK(desk.post(desk.olga, k_draw, form).status == 409);
    CHECK(desk.records.all("samples").size() == 1);
}

TEST_CASE("a list that will not do leaves the promise as it is and keeps what was typed") {
    Desk desk;
    desk.post(desk.olga, k_draw, {{"title", "Fussy"}});
    Pairs month{{"on", "month"}, {"f.month.month", "6"}, {"f.month.year", "2017"}};
    auto send = [&](std::string list, std::string size) {
        Pairs form = month;
        form.insert(form.end(), {{"draw", "1"}, {"list", std::move(list)}, {"size", std::move(size)}});
        return desk.post(desk.olga, k_draw, form);
    };
    for (auto [list, size] : {std::pair<std::string, std::string>{"", "1"},
                              {"a\nb", "0"},
                              {"a\nb", "3"},
                              {"a\nb", "x"},
                              {"a\na", "1"},
                              {"a\nb", "-1"},
                              {"a\nb", "99999999999999999999"}}) {
        auto answer = send(list, size);
        CHECK_MESSAGE(answer.status == 422, list << " " << size << " " << answer.status);
        check_page(answer);
        CHECK(value_of(boxes_of(answer.body), "list") == list);
    }
    CHECK(desk.records.all("samples").empty());
    CHECK(send("a\nb", "1").status == 303);
}

TEST_CASE("draws are for registers that draw, and for people who may make records") {
    Desk desk;
    CHECK(desk.get(desk.olga, "/registers/letters/draw").status == 404);
    CHECK(desk.get(desk.vera, k_draw).status == 403);
    CHECK(desk.post(desk.vera, k_draw, {{"title", "x"}}).status == 403);
    CHECK(desk.post(desk.olga, k_draw, {{"title", ""}}).status == 422);
    for (std::string_view number : {"0", "9", "x", "-1"})
        CHECK(desk.get(desk.olga, "/registers/samples/draw?draw=" + std::string(number)).status == 404);
}
