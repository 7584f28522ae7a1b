// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "measures/measure.hpp"
#include "plan/priorities.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace peelian;
namespace fs = std::filesystem;

namespace {

Measure measure(std::string id, MeasureKind kind, bool percent = false) {
    Measure m;
    m.id = std::move(id);
    m.kind = kind;
    m.percent = percent;
    m.levels = {Level::force, Level::borough};
    return m;
}

Areas two_boroughs() {
    Areas areas;
    areas.add("F", "Northmere Police", Level::force, "");
    areas.add("B1", "Alder Vale", Level::borough, "F");
    areas.add("B2", "Birchwood", Level::borough, "F");
    areas.sort();
    return areas;
}

constexpr const char* k_rules = R"(
choose = 2
above_peers = 25
[[candidate]]
id = "burglary"
title = "Burglary"
volume = "burglaries"
rate = "burglary-rate"
repeat = "burglary-repeat"
[[candidate]]
id = "robbery"
title = "Robbery"
volume = "robberies"
[[candidate]]
id = "damage"
title = "Criminal damage"
volume = "unloaded"
[[everywhere]]
id = "weapons"
title = "Weapons"
measures = ["robberies"]
)";
constexpr const char* k_choice = R"([[choice]]
area = "B1"
chosen = ["burglary", "robbery"]
agreed = "2017-03-20"
parties = ["Alder Vale Council", "Northmere Police"]
)";
constexpr const char* k_change = R"([[choice.change]]
date = "2017-11-01"
out = "robbery"
in = "damage"
why = "Bus shelters."
parties = ["Alder Vale Council"]
)";

Priorities read(const std::string& rules, const std::string& year, const char* name = "2017-18.toml") {
    tests::TemporaryFolder folder;
    folder.put("priorities.toml", rules);
    fs::create_directories(folder.path() / "priorities");
    if (!year.empty()) folder.put(std::string("priorities/") + name, year);
    std::vector<Measure> measures{measure("burglaries", MeasureKind::count), measure("robberies", MeasureKind::count),
                                  measure("burglary-rate", MeasureKind::rate),
                                  measure("burglary-repeat", MeasureKind::repeat, true)};
    std::vector<std::string> declared{"burglaries", "robberies", "burglary-rate", "burglary-repeat", "unloaded"};
    return read_priorities(folder.path(), measures, declared, two_boroughs());
}

std::string refused(const std::string& rules, const std::string& year, const char* name = "2017-18.toml") {
    try {
        read(rules, year, name);
    } catch (const Error& e) {
        return e.what();
    }
    return "";
}

std::string with(std::string text, std::string_view from, std::string_view to) {
    return text.replace(text.find(from), from.size(), to);
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("a choice is on record with its date and parties, and a change leaves the first one readable") {
    Priorities p = read(k_rules, std::string(k_choice) + k_change);
    CHECK(p.choose == 2);
    CHECK(p.above_peers == doctest::Approx(0.25));
    CHECK(p.find("damage")->volume.empty()); // declared, without data: a candidate without evidence
    REQUIRE(p.years.size() == 1);
    const PriorityChoice* choice = p.years[0].of(two_boroughs().at("B1"));
    REQUIRE(choice != nullptr);
    CHECK(choice->chosen == std::vector<std::string>{"burglary", "robbery"});
    CHECK(choice->now() == std::vector<std::string>{"burglary", "damage"});
    CHECK(p.years[0].of(two_boroughs().at("B2")) == nullptr);
}

TEST_CASE("without rules there are no priorities") {
    tests::TemporaryFolder folder;
    CHECK(!read_priorities(folder.path(), {}, {}, two_boroughs()).any());
}

TEST_CASE("rules that are wrong are refused, with what was expected") {
    CHECK(has(refused(with(k_rules, "\"burglaries\"", "\"burglarys\""), ""), "did you mean 'burglaries'?"));
    CHECK(has(refused(with(k_rules, "\"burglaries\"", "\"burglary-rate\""), ""), "expected a count or sum by month"));
    CHECK(has(refused(with(k_rules, "\"burglary-repeat\"", "\"burglaries\""), ""), "expected a share in per cent"));
    CHECK(has(refused(with(k_rules, "id = \"robbery\"", "id = \"burglary\""), ""), "'burglary' is there twice"));
    CHECK(has(refused("choose = 2\n", ""), "no [[candidate]]"));
    CHECK(has(refused(with(k_rules, "choose = 2", "choose = 0"), ""), "1 to 10"));
    CHECK(has(refused(with(k_rules, "[[everywhere]]", "[[everywhere]]\ncolour = 1"), ""), "colour"));
}

TEST_CASE("a choice that cannot be is refused, with what was expected") {
    CHECK(has(refused(k_rules, with(k_choice, "\"B1\"", "\"F\"")), "There is no borough 'F'"));
    CHECK(has(refused(k_rules, with(k_choice, "\"robbery\"", "\"robery\"")), "did you mean 'robbery'?"));
    CHECK(has(refused(k_rules, with(k_choice, ", \"robbery\"", "")), "1 chosen"));
    CHECK(has(refused(k_rules, with(k_choice, "\"robbery\"", "\"burglary\"")), "chosen twice"));
    CHECK(has(refused(k_rules, with(k_choice, "2017-03-20", "2017-02-30")), "is not a date"));
    CHECK(has(
        refused(k_rules, with(k_choice, "parties = [\"Alder Vale Council\", \"Northmere Police\"]", "parties = []")),
        "'parties' names them"));
    CHECK(has(refused(k_rules, std::string(k_choice) + k_choice), "has chosen already"));
    CHECK(has(refused(k_rules, k_choice, "2017-19.toml"), "not named by a year"));
    std::string changed = std::string(k_choice) + k_change;
    CHECK(has(refused(k_rules, with(changed, "2017-11-01", "2017-01-01")), "dates stand in order"));
    CHECK(has(refused(k_rules, with(changed, "out = \"robbery\"", "out = \"damage\"")), "was not a priority then"));
    CHECK(has(refused(k_rules, with(changed, "in = \"damage\"", "in = \"burglary\"")), "a priority already"));
    CHECK(has(refused(k_rules, with(changed, "\"Bus shelters.\"", "\" \"")), "must say something"));
}
