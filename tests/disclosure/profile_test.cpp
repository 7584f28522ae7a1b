// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "disclosure/profile.hpp"
#include "support/folders.hpp"

#include <doctest/doctest.h>

using namespace peelian;

namespace {

std::string message_of(std::string_view text) {
    try {
        parse_profile(text, "p.toml");
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

constexpr std::string_view k_head = "id = 'p'\ntitle = 'P'\notherwise = {open = true}\n";

Measure measure_of(std::string id, std::string dataset) {
    Measure m;
    m.id = std::move(id);
    m.dataset = std::move(dataset);
    return m;
}

Profile shipped(const std::string& id) {
    return read_profile(std::string(made::source_dir()) + "/presets/profiles/" + id + ".toml");
}

} // namespace

TEST_CASE("the first rule that speaks of a series decides") {
    Profile p =
        parse_profile(std::string(k_head) + "[[rule]]\ndataset = 'searches'\nbreakdowns = ['age*']\n"
                                            "levels = ['borough']\npersons = {threshold = 5}\n"
                                            "[[rule]]\ndataset = 'searches'\npersons = {threshold = 7, round = 5}\n",
                      "p.toml");
    Measure m = measure_of("a", "searches");
    CHECK(p.rule_for(m, Level::borough, "age_range").threshold == 5);
    CHECK(p.rule_for(m, Level::force, "age_range").threshold == 7);
    CHECK(p.rule_for(m, Level::borough, "").threshold == 7);
    CHECK(p.rule_for(measure_of("a", "other"), Level::borough, "").open());
    CHECK_FALSE(p.open());
}

TEST_CASE("a pattern can name the whole") {
    Profile p =
        parse_profile(std::string(k_head) + "[[rule]]\nbreakdowns = 'whole'\npersons = {threshold = 5}\n", "p.toml");
    CHECK(p.rule_for(measure_of("a", "d"), Level::ward, "").threshold == 5);
    CHECK(p.rule_for(measure_of("a", "d"), Level::ward, "sex").threshold == 0);
}

TEST_CASE("a rule that does nothing, or two things that exclude each other, is refused") {
    CHECK(message_of(std::string(k_head) + "[[rule]]\ndataset = 'a'\n").find("must say one thing that it does") !=
          std::string::npos);
    CHECK(message_of(std::string(k_head) + "[[rule]]\nopen = true\npersons = {threshold = 5}\n")
              .find("must say one thing that it does") != std::string::npos);
}

TEST_CASE("thresholds are whole numbers of two or more") {
    CHECK(message_of(std::string(k_head) + "[[rule]]\npersons = {threshold = 1}\n").find("2 or more") !=
          std::string::npos);
    CHECK(message_of(std::string(k_head) + "[[rule]]\npersons = {round = 5}\n").find("threshold") != std::string::npos);
}

TEST_CASE("an unknown level or key is refused with its place") {
    CHECK(message_of(std::string(k_head) + "[[rule]]\nlevels = ['county']\nopen = true\n").starts_with("p.toml:5:"));
    CHECK(message_of(std::string(k_head) + "[[rule]]\nopen = true\nlevel = 'ward'\n").find("levels") !=
          std::string::npos);
}

TEST_CASE("a unit is taken as a borough unless a rule before says otherwise") {
    Measure m = measure_of("complaints", "complaint");
    std::string boroughs = "[[rule]]\nlevels = 'borough'\npersons = {threshold = 5}\n";
    std::string units = "[[rule]]\nlevels = 'unit'\nwithhold = true\n";
    Profile plain = parse_profile(std::string(k_head) + boroughs, "p.toml");
    CHECK(plain.rule_for(m, Level::unit, "").threshold == 5);
    CHECK(plain.rule_for(m, Level::ward, "").threshold != 5);
    Profile own = parse_profile(std::string(k_head) + units + boroughs, "p.toml");
    CHECK(own.rule_for(m, Level::unit, "").withhold);
    CHECK(own.rule_for(m, Level::borough, "").threshold == 5);
}

TEST_CASE("what is no smaller than its force follows the force, and a unit of one borough the boroughs") {
    Areas areas;
    areas.add("F", "Force", Level::force, "");
    areas.add("U", "Unit", Level::unit, "F");
    areas.add("V", "Unit of one borough", Level::unit, "F");
    areas.add("B1", "B1", Level::borough, "U");
    areas.add("B2", "B2", Level::borough, "U");
    areas.add("B3", "B3", Level::borough, "V");
    areas.add("G", "Guard", Level::force, "");
    areas.add("W", "All of the guard", Level::unit, "G");
    areas.add("B4", "B4", Level::borough, "W");
    areas.add("H", "Home force", Level::force, "");
    areas.add("B5", "B5", Level::borough, "H");
    areas.add_stand_ins();
    auto level = [&](std::string_view code) { return rule_level(areas, areas.at(code)); };
    CHECK(level("U") == Level::unit);
    CHECK(level("B1") == Level::borough);
    CHECK(level("V") == Level::borough);
    CHECK(level("B3") == Level::borough);
    CHECK(level("W") == Level::force);
    CHECK(level("B4") == Level::force);
    CHECK(level("B5") == Level::force);
    CHECK(level("F-elsewhere") == Level::force);
}

TEST_CASE("a total is no part of itself and exceptions are left out") {
    AddingMeasures adds{"recorded-all-crime", {"recorded-*"}, {"*anti-social*"}};
    CHECK(adds.has_part("recorded-burglary"));
    CHECK_FALSE(adds.has_part("recorded-all-crime"));
    CHECK_FALSE(adds.has_part("recorded-anti-social-behaviour"));
    CHECK_FALSE(adds.has_part("searches"));
}

TEST_CASE("the public profile opens what is published nationally and no more") {
    Profile p = shipped("public");
    CHECK(p.id == "public");
    Measure burglary = measure_of("recorded-burglary", "crime");
    CHECK(p.rule_for(burglary, Level::ward, "").open());
    Measure searches = measure_of("searches", "stop_search");
    CHECK(p.rule_for(searches, Level::ward, "").open());
    CHECK(p.rule_for(searches, Level::ward, "object").open());
    CHECK(p.rule_for(searches, Level::force, "ethnicity").open());
    // The national file has every search with its place and who was searched.
    for (std::string_view personal : {"ethnicity", "officer_defined_ethnicity", "age_range", "gender"}) {
        CHECK(p.rule_for(searches, Level::borough, personal).open());
        CHECK(p.rule_for(searches, Level::ward, personal).threshold == 5);
    }
    CHECK(p.rule_for(measure_of("recorded-rape", "recorded_crime"), Level::ward, "").threshold == 5);
    CHECK(p.rule_for(measure_of("recorded-rape", "recorded_crime"), Level::borough, "").open());
    const DisclosureRule& unknown = p.rule_for(measure_of("custody-visits", "custody"), Level::force, "");
    CHECK(unknown.threshold == 10);
    CHECK(unknown.round == 5);
    const DisclosureRule& survey = p.rule_for(measure_of("confidence", "survey_response"), Level::force, "");
    CHECK(survey.base_hide == 50);
    CHECK(survey.base_low == 100);
}

TEST_CASE("the board's profile hides nothing") { CHECK(shipped("board").open()); }
