// SPDX-License-Identifier: MIT
#include "registers/draw.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

using namespace peelian;
using namespace peelian::tests;

namespace {

const std::string k_seed = "peelian draw of 6 July 2017";

std::vector<DrawItem> recordings(std::size_t n, std::string stratum = "", std::string prefix = "BWV-") {
    std::vector<DrawItem> out;
    for (std::size_t i = 1; i <= n; ++i)
        out.push_back({prefix + std::to_string(i), stratum});
    return out;
}

} // namespace

TEST_CASE("a draw's order is that of SHA-256 over seed, line end and id, as sha256sum gives it") {
    // printf '%s\n%s' 'peelian draw of 6 July 2017' BWV-3 | sha256sum
    CHECK(draw_rank(k_seed, "BWV-3") == "0e9a4f486f294cb117ec1ce526c401ebdf9bba49e19b099bf41cb69ab068f00c");
    CHECK(draw_promise(k_seed) == "750e98107343cf5e4696457ab6b5ae9fe27108e308fe0c7264f55811241a3045");
    Draw draw = fair_draw(k_seed, recordings(5), 3);
    REQUIRE(draw.picked.size() == 3);
    CHECK(draw.picked[0].id == "BWV-3");
    CHECK(draw.picked[1].id == "BWV-2");
    CHECK(draw.picked[2].id == "BWV-4");
    CHECK(draw.picked[2].rank == "2d97aec4d747aac0e6d9ad130d69996bccad92839a44f4863c76c516b59c874a");
    CHECK(keeps_promise(k_seed, draw.promise));
    CHECK_FALSE(keeps_promise(k_seed + " ", draw.promise));
}

TEST_CASE("how a list is sorted changes neither its fingerprint nor who is drawn; another item does") {
    std::vector<DrawItem> list = recordings(50), turned(list.rbegin(), list.rend());
    CHECK(list_fingerprint(list) == list_fingerprint(turned));
    Draw a = fair_draw(k_seed, list, 10), b = fair_draw(k_seed, turned, 10);
    for (std::size_t i = 0; i < 10; ++i)
        CHECK(a.picked[i].id == b.picked[i].id);
    list.push_back({"BWV-51"});
    CHECK(list_fingerprint(list) != list_fingerprint(turned));
}

TEST_CASE("teams have their shares by largest remainder") {
    std::vector<DrawItem> list = recordings(50, "North", "n");
    for (const auto& more : {recordings(30, "South", "s"), recordings(13, "East", "e"), recordings(7, "West", "w")})
        list.insert(list.end(), more.begin(), more.end());
    Draw draw = fair_draw(k_seed, list, 10); // 5, 3, 1.3 and 0.7: the last place is the west's
    std::map<std::string, std::size_t> picked;
    for (const DrawnItem& item : draw.picked)
        ++picked[item.stratum];
    CHECK(picked["North"] == 5);
    CHECK(picked["South"] == 3);
    CHECK(picked["East"] == 1);
    CHECK(picked["West"] == 1);
    for (const DrawShare& share : draw.shares)
        CHECK(share.picked == picked[share.stratum]);
    CHECK(fair_draw(k_seed, list, 100).picked.size() == 100);
}

TEST_CASE("over two thousand seeds each item is drawn as often as chance has it") {
    std::vector<DrawItem> list = recordings(20);
    std::map<std::string, int> times;
    for (int i = 0; i < 2000; ++i)
        for (const DrawnItem& item : fair_draw("seed number " + std::to_string(100'000 + i), list, 5).picked)
            ++times[item.id];
    double statistic = 0; // drawn without putting back: (n-1)/n of the sum of squares over the variance
    for (const DrawItem& item : list)
        statistic += (times[item.id] - 500.0) * (times[item.id] - 500.0) / (2000 * 0.25 * 0.75) * 19 / 20;
    CHECK(statistic < 43.82); // 99.9 per cent of chi-square with 19 degrees of freedom
    CHECK(statistic > 5.41);  // and not better than chance
}

TEST_CASE("a draw that nobody could check is refused") {
    CHECK(has(message_of([] { fair_draw("short", recordings(5), 1); }), "at least 16 characters"));
    CHECK(has(message_of([] { fair_draw("a seed with\na line end", recordings(5), 1); }), "on one line"));
    CHECK(has(message_of([] { fair_draw(k_seed, recordings(5), 6); }), "6 items cannot be drawn from a list of 5"));
    CHECK(has(message_of([] { fair_draw(k_seed, recordings(5), 0); }), "cannot be drawn"));
    std::vector<DrawItem> twice{{"a"}, {"b"}, {"a"}};
    CHECK(has(message_of([&] { fair_draw(k_seed, twice, 1); }), "'a' is in the list twice"));
    CHECK(new_seed().size() == 64);
    CHECK(new_seed() != new_seed());
}
