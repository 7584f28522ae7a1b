// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "measures/measure.hpp"
#include "plan/impact.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace peelian;

namespace {

const std::vector<std::string> k_declared{"satisfied", "searches", "recorded-*"};
const std::vector<std::string> k_plan{"O1", "O1.1"};
const std::vector<std::string> k_commitments{"two-officers"};

const std::string k_objectives = R"(
[[objective]]
id = "safety"
title = "Safety"
text = "People are safe."
)";

const std::string k_policy = R"(
title = "Searches"
about = "More of them."
owner = "A. Owner"
date = "2017-03-20"
status = "agreed"
review = "2018-03-20"
serves = ["O1.1"]
commitments = "two-officers"
)";

const std::string k_judgement = R"(
[[judgement]]
on = "race"
effect = "negative"
judgement = "It falls on some more than on others."
basis = "The plan."
)";

Areas some_areas() {
    Areas areas;
    areas.add("E23", "Meres", Level::force, "");
    areas.add("E09", "Alder Vale", Level::borough, "E23");
    areas.sort();
    return areas;
}

ImpactAssessments read(const std::string& policy, const std::string& objectives = k_objectives,
                       const std::string& name = "searches.toml") {
    tests::TemporaryFolder folder;
    std::filesystem::create_directories(folder.path() / "impact");
    if (!objectives.empty()) write_file(folder.path() / "impact.toml", objectives);
    write_file(folder.path() / "impact" / name, policy);
    Measure satisfied;
    satisfied.id = "satisfied";
    satisfied.levels = {Level::force};
    satisfied.breakdowns = {"ethnicity"};
    std::vector<Measure> measures{satisfied};
    Areas areas = some_areas();
    return read_impact(folder.path(), {measures, k_declared, k_plan, k_commitments, areas});
}

void refuses(const std::string& why, const std::string& policy, const std::string& objectives = k_objectives,
             const std::string& name = "searches.toml") {
    std::string said;
    try {
        read(policy, objectives, name);
    } catch (const Error& e) {
        said = e.what();
    }
    INFO(said);
    CHECK(said.find(why) != std::string::npos);
}

/// `text` with a line of it, that of `key`, in other words.
std::string with(std::string text, const std::string& key, const std::string& line) {
    std::size_t at = text.find("\n" + key + " = ");
    REQUIRE(at != std::string::npos);
    std::size_t end = text.find('\n', at + 1);
    return text.replace(at + 1, end - at - 1, line);
}

} // namespace

TEST_CASE("an assessment has its judgements, with evidence, gaps and what is done") {
    ImpactAssessments all = read(k_policy + k_judgement + R"(
[[judgement.evidence]]
measure = "satisfied"
breakdown = "ethnicity"
groups = ["Black", "Asian"]
against = "White"
says = "Whom it leaves dissatisfied."
[[judgement.gap]]
unknown = "Who was stopped."
tells = "A record of stops."
[[judgement.mitigation]]
text = "Watch it."
owner = "B. Owner"
due = "2017-12-31"
done = "2018-01-02"
[[judgement]]
on = "safety"
effect = "positive"
judgement = "Fewer knives."
basis = "Made up."
)");
    REQUIRE(all.policies.size() == 1);
    const ImpactPolicy& p = all.policies[0];
    CHECK(p.id == "searches");
    CHECK(p.serves == std::vector<std::string>{"O1.1"});
    REQUIRE(p.judgements.size() == 2);
    const ImpactJudgement& race = *p.of("race");
    CHECK(race.effect == ImpactEffect::negative);
    REQUIRE(race.evidence.size() == 1);
    CHECK(race.evidence[0].groups == std::vector<std::string>{"Black", "Asian"});
    CHECK(race.evidence[0].against == "White");
    CHECK(race.gaps[0].tells == "A record of stops.");
    CHECK(race.mitigations[0].done == "2018-01-02");
    CHECK(p.of("sex") == nullptr);
    CHECK(all.title_of("race") == "Race");
    CHECK(all.title_of("safety") == "Safety");
}

TEST_CASE("the nine characteristics are those of the Act") {
    CHECK(protected_characteristics().size() == 9);
    CHECK(protected_characteristics().front().id == "age");
    CHECK(protected_characteristics().back().title == "Sexual orientation");
}

TEST_CASE("without a file of objectives there are characteristics alone, without a folder nothing") {
    CHECK(read(k_policy + k_judgement, "").objectives.empty());
    refuses("'safety'", with(k_policy + k_judgement, "on", "on = 'safety'"), "");
    Areas areas = some_areas();
    tests::TemporaryFolder empty;
    CHECK_FALSE(read_impact(empty.path(), {{}, {}, {}, {}, areas}).any());
}

TEST_CASE("what an assessment says must be there and make sense") {
    std::string all = k_policy + k_judgement;
    CHECK(read(all).any());
    refuses("did you mean 'race'?", with(all, "on", "on = 'rase'"));
    refuses("negativ", with(all, "effect", "effect = 'negativ'"));
    refuses("'basis' must say something", with(all, "basis", "basis = ' '"));
    refuses("'owner' must say something", with(all, "owner", "owner = ''"));
    refuses("stands before the assessment", with(all, "review", "review = '2016-01-01'"));
    refuses("'soon' is not a date", with(all, "review", "review = 'soon'"));
    refuses("'2017-02-30' is not a date", with(all, "date", "date = '2017-02-30'"));
    refuses("finished", with(all, "status", "status = 'finished'"));
    refuses("no objective or outcome 'O2'", with(all, "serves", "serves = ['O2']"));
    refuses("did you mean 'two-officers'?", with(all, "commitments", "commitments = ['two-officer']"));
    refuses("a judgement on 'race' already", all + k_judgement);
    refuses("figure", all + "figure = 12\n");
    refuses("title", with(all, "title", "title = 12"));
    refuses("expected lower case", all, k_objectives, "Searches 2.toml");
    refuses("already", all, k_objectives + "[[objective]]\nid = 'age'\ntitle = 'T'\ntext = 'T'\n");
    refuses("'A b' is no id", all, "[[objective]]\nid = 'A b'\ntitle = 'T'\ntext = 'T'\n");
}

TEST_CASE("evidence must be figures that there can be") {
    auto evidence = [](const std::string& lines) {
        return k_policy + k_judgement + "[[judgement.evidence]]\n" + lines;
    };
    CHECK(read(evidence("measure = 'satisfied'\n")).any());
    // A measure without data, and one that a template would make, cannot be looked at and are taken.
    CHECK(read(evidence("measure = 'searches'\nbreakdown = 'age'\n")).any());
    CHECK(read(evidence("measure = 'recorded-arson'\n")).any());
    refuses("did you mean 'satisfied'?", evidence("measure = 'satisfed'\n"));
    refuses("no breakdown of 'satisfied' 'etnicity'; did you mean 'ethnicity'?",
            evidence("measure = 'satisfied'\nbreakdown = 'etnicity'\n"));
    refuses("'breakdown' names it", evidence("measure = 'satisfied'\nagainst = 'White'\n"));
    refuses("no area 'E99'", evidence("measure = 'satisfied'\narea = 'E99'\n"));
    refuses("has no figures by borough", evidence("measure = 'satisfied'\narea = 'E09'\n"));
    refuses("no area 'E98'", k_policy, "area = 'E98'\n");
    refuses("tells", k_policy + k_judgement + "[[judgement.gap]]\nunknown = 'Much.'\n");
    refuses("'never' is not a date",
            k_policy + k_judgement + "[[judgement.mitigation]]\ntext = 'T'\nowner = 'O'\ndue = 'never'\n");
    refuses("owner", k_policy + k_judgement + "[[judgement.mitigation]]\ntext = 'T'\ndue = '2018-01-01'\n");
}
