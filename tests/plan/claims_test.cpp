// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "measures/measure.hpp"
#include "plan/claims.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace peelian;

namespace {

const std::vector<std::string> k_declared{"knife-crime", "trust", "recorded-*"};

Areas two_areas() {
    Areas areas;
    areas.add("E23", "Meres", Level::force, "");
    areas.add("E09", "Alder Vale", Level::borough, "E23");
    areas.sort();
    return areas;
}

std::vector<Measure> some_measures() {
    Measure knife;
    knife.id = "knife-crime";
    knife.levels = {Level::force};
    knife.breakdowns = {"age_group"};
    Measure trust;
    trust.id = "trust";
    trust.percent = true;
    trust.levels = {Level::force};
    return {knife, trust};
}

const std::string k_head = R"(
[[document]]
id = "plan"
title = "The police and crime plan"
called = "the plan"
publisher = "The Mayor"
date = "2017-03"
[[subject]]
id = "knives"
title = "Knives"
[[subject.definition]]
id = "offences"
text = "knife crime"
[[subject.definition]]
id = "wounds"
text = "people wounded"
)";

/// A claim that is right, but for what `change` puts in the place of `key`.
std::string claim(const std::string& key = "", const std::string& change = "") {
    std::string out = "[[claim]]\n";
    for (auto [name, value] : {std::pair{"id", "'a'"},
                               {"subject", "'knives'"},
                               {"document", "'plan'"},
                               {"section", "'Knives'"},
                               {"statement", "'So many'"},
                               {"printed", "'9,783'"},
                               {"figure", "'9,783'"},
                               {"unit", "'number'"},
                               {"definition", "'offences'"}})
        if (key != name) out += std::string(name) + " = " + value + "\n";
    return change.empty() ? out : out + key + " = " + change + "\n";
}

ClaimRegister read(const std::string& text) {
    tests::TemporaryFolder folder;
    write_file(folder.path() / "claims.toml", text);
    return read_claims(folder.path() / "claims.toml", some_measures(), k_declared, two_areas());
}

std::string refused(const std::string& text) {
    try {
        read(text);
    } catch (const Error& e) {
        return e.what();
    }
    return "";
}

bool refuses(const std::string& text, const std::string& why) {
    std::string said = refused(text);
    INFO(said);
    bool found = said.find(why) != std::string::npos;
    CHECK(found);
    return found;
}

} // namespace

TEST_CASE("a claim has its source, its figure and what it counts") {
    ClaimRegister all =
        read(k_head + claim("period", "'2016/17'") +
             "by = 'The Deputy'\npage = '12'\nnote = 'A draft.'\n"
             "ours = { measure = 'knife-crime', kind = 'fy', period = '2017-03' }\n"
             "[[answer]]\nclaims = 'a'\nright = 'a'\ntext = 'It is.'\nby = 'Ann'\ndate = '2018-01-02'\n");
    REQUIRE(all.claims.size() == 1);
    const Claim& c = all.claims[0];
    CHECK(all.document_of(c).called == "the plan");
    CHECK(all.definition_of(c).text == "knife crime");
    CHECK(c.value.value == 9783);
    CHECK(c.period == ClaimPeriod{Month::of(2016, 4), Month::of(2017, 3)});
    CHECK(c.by == "The Deputy");
    REQUIRE(c.ours);
    CHECK(c.ours->kind == PeriodKind::financial_year);
    CHECK(c.ours->area == 0); // the only force
    CHECK(all.told(0) == "9,783 (the plan)");
    REQUIRE(all.answers.size() == 1);
    CHECK(all.answers[0].right == std::size_t{0});
}

TEST_CASE("figures are brought to one scale") {
    auto value = [](const std::string& figure, const std::string& unit, const std::string& more = "") {
        std::string text = claim("figure", "'" + figure + "'");
        text.replace(text.find("'number'"), 8, "'" + unit + "'");
        return read(k_head + text + more).claims[0].value.value;
    };
    CHECK(value("12.9", "percent") == doctest::Approx(0.129));
    CHECK(value("4 in 5", "share") == doctest::Approx(0.8));
    CHECK(value("0.25", "share") == doctest::Approx(0.25));
    CHECK(value("600", "money", "scale = 'million'\n") == 600e6);
    CHECK(value("173", "days", "qualifier = 'nearly'\n") == 173);
}

TEST_CASE("who says it is the document's publisher, unless the claim names another") {
    CHECK(read(k_head + claim()).claims[0].by == "The Mayor");
}

TEST_CASE("what a claim names must be there") {
    CHECK(refused(k_head + claim()).empty());
    refuses(k_head + claim("subject", "'knive'"), "no subject 'knive'; did you mean 'knives'?");
    refuses(k_head + claim("document", "'plans'"), "no document 'plans'; did you mean 'plan'?");
    refuses(k_head + claim("definition", "'wound'"), "no definition of 'knives' 'wound'; did you mean 'wounds'?");
    refuses(k_head + claim("definition"), "definition");
    refuses(k_head + claim() + claim(), "Claim 'a' is there twice");
    refuses(k_head + claim("id", "'A b'"), "'A b' is no id");
    refuses(k_head + claim("statement", "' '"), "'statement' must say something");
    refuses(k_head + claim("sektion", "'x'"), "sektion");
    refuses(k_head + claim("page", "12"), "page");
    refuses("[[subject]]\nid = 's'\ntitle = 'S'\n", "has no [[subject.definition]]");
    refuses("[[document]]\nid = 'd'\ntitle = 'D'\npublisher = 'P'\ndate = '2017'\n", "'2017' is no date");
    // The error stands at the key's own line.
    CHECK(refused(k_head + claim("unit", "'pounds'")).find("claims.toml:") != std::string::npos);
}

TEST_CASE("a figure that is none, or not in its unit, is refused") {
    refuses(k_head + claim("figure", "'many'"), "'many' is no figure");
    refuses(k_head + claim("figure", "'4 in 5'"), "expected unit = \"share\"");
    refuses(k_head + claim("period", "'2016-17'"), "'2016-17' is no period");
    refuses(k_head + claim("qualifier", "'roughly'"), "roughly");
    std::string share = claim("figure", "'1.5'");
    share.replace(share.find("'number'"), 8, "'share'");
    refuses(k_head + share, "'1.5' is no share");
    std::string percent = claim("scale", "'million'");
    percent.replace(percent.find("'number'"), 8, "'percent'");
    refuses(k_head + percent, "has no scale");
    std::string second = claim("unit", "'money'");
    second.replace(second.find("'a'"), 3, "'b'");
    refuses(k_head + claim() + second, "'a' has the same definition and is number");
}

TEST_CASE("our own figure must be one that the measure has") {
    auto ours = [](const std::string& link) { return k_head + claim() + "ours = " + link + "\n"; };
    refuses(ours("{ measure = 'knife-crimes', kind = 'fy', period = '2017-03' }"), "did you mean 'knife-crime'?");
    refuses(ours("{ measure = 'trust', kind = 'fy', period = '2017-03' }"),
            "'trust' is in per cent and the claim is number");
    refuses(ours("{ measure = 'knife-crime', kind = 'fy', period = '2017-04' }"), "No fy ends with April 2017");
    refuses(ours("{ measure = 'knife-crime', kind = 'year', period = '2017-03' }"), "year");
    refuses(ours("{ measure = 'knife-crime', kind = 'fy', period = '2017' }"), "'2017' is not a month");
    refuses(ours("{ measure = 'knife-crime', kind = 'fy', period = '2017-03', area = 'E99' }"), "no area 'E99'");
    refuses(ours("{ measure = 'knife-crime', kind = 'fy', period = '2017-03', area = 'E09' }"),
            "has no figures by borough");
    refuses(ours("{ measure = 'knife-crime', kind = 'fy', period = '2017-03', group = 'x' }"), "stand together");
    refuses(ours("{ measure = 'knife-crime', kind = 'fy', period = '2017-03', breakdown = 'age', group = 'x' }"),
            "no breakdown of 'knife-crime' 'age'");
    // A measure without data, and one that a template would make, cannot be looked at and are taken.
    CHECK(refused(ours("{ measure = 'recorded-arson', kind = 'fy', period = '2017-03' }")).empty());
}

TEST_CASE("with several forces the file or the claim says whose figure ours is") {
    Areas areas = two_areas();
    areas.add("E24", "Dales", Level::force, "");
    areas.sort();
    auto area = [&](const std::string& text) {
        tests::TemporaryFolder folder;
        write_file(folder.path() / "claims.toml", text);
        return areas
            [read_claims(folder.path() / "claims.toml", some_measures(), k_declared, areas).claims[0].ours->area]
                .code;
    };
    std::string link = "ours = { measure = 'knife-crime', kind = 'fy', period = '2017-03'";
    CHECK_THROWS_WITH_AS(area(k_head + claim() + link + " }\n"), doctest::Contains("several forces"), Error);
    CHECK(area(k_head + claim() + link + ", area = 'E24' }\n") == "E24");
    CHECK(area("area = 'E24'\n" + k_head + claim() + link + " }\n") == "E24");
    CHECK_THROWS_WITH_AS(area("area = 'E25'\n" + k_head + claim()), doctest::Contains("no area 'E25'"), Error);
}

TEST_CASE("an answer is about claims of one subject") {
    std::string end = "text = 'T'\nby = 'Ann'\ndate = '2018-01-02'\n";
    std::string other = "[[subject]]\nid = 'guns'\ntitle = 'Guns'\n[[subject.definition]]\nid = 'g'\ntext = 'guns'\n";
    std::string second = claim("subject", "'guns'");
    second.replace(second.find("'a'"), 3, "'b'");
    second.replace(second.find("'offences'"), 10, "'g'");
    std::string both = k_head + other + claim() + second;
    CHECK(refused(both).empty());
    refuses(both + "[[answer]]\nclaims = ['a', 'b']\n" + end, "'b' is of another subject");
    refuses(both + "[[answer]]\nclaims = ['a']\nright = 'b'\n" + end, "'b' is none of the claims");
    refuses(both + "[[answer]]\n" + end, "'claims' names them");
    refuses(both + "[[answer]]\nclaims = 'c'\n" + end, "no claim 'c'");
    refuses(both + "[[answer]]\nclaims = 'a'\ntext = 'T'\nby = 'Ann'\ndate = '2018-02-30'\n", "is not a date");
}
