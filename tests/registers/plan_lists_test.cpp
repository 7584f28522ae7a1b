// SPDX-License-Identifier: MIT
// Holds the commitments on record to the plan they come from: the London plan closes each of its parts with a list
// of what it commits to, seventeen in all. Here is each list, a line for each of its points, with the commitments that
// stand for it. A point may promise several things, which are on record one by one.
#include "registers/content.hpp"
#include "registers/text_records.hpp"
#include "support/folders.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

using namespace peelian;

namespace {

struct PlanList {
    std::string section;             ///< of the records
    std::vector<std::string> points; ///< ids with spaces between them
};

std::vector<PlanList> lists_of_police_and_justice() {
    return {
        {"Policing where and when you need it",
         {"two-officers-a-ward more-officers-where-need-is-high ward-deployment-data",
          "two-local-priorities high-harm-crimes-first-everywhere", "custody-visitors neighbourhood-boards",
          "public-access-consultation", "business-crime-partnerships", "cyber-crime-support",
          "late-night-levy-law licensing-consistency", "transport-safety"}},
        {"Protecting victims and vulnerable people",
         {"same-officer-throughout integrated-protection-teams", "mental-health-teams-trial"}},
        {"Transforming the Metropolitan Police",
         {"workforce-like-london recruit-assessment voluntary-routes", "inclusion-held-to-account ehrc-recommendations",
          "complaints-oversight", "body-worn-video mobile-tablets digital-forensics-kiosks core-it-systems",
          "command-unit-review", "wildlife-crime-unit"}},
        {"Victims and criminal justice",
         {"victims-commissioner victims-code-compliance", "victims-services-for-all-needs victims-services-reach",
          "satisfaction-gaps justice-satisfaction-survey", "restorative-justice", "crime-tracking-portal",
          "witness-services-joined-up", "faster-justice body-worn-video-in-court"}},
        {"Reducing reoffending",
         {"persistent-offenders", "community-sentence-review electronic-monitoring", "prison-pathfinder",
          "services-for-offenders jobs-for-offenders", "young-adults", "women-police-triage women-centres"}},
        {"Criminal justice and health",
         {"health-justice-commissioning", "custody-healthcare-review", "drug-testing-review",
          "vulnerable-people-out-of-custody", "continuity-of-care"}},
    };
}

std::vector<PlanList> lists_of_priorities() {
    return {
        {"Young people: protection",
         {"schools-officers", "youth-hotspots safe-havens", "hmic-child-protection child-protection-oversight",
          "safeguarding-board-funding", "places-of-safety-review",
          "exploitation-found-early youth-sexual-violence-advocates child-houses"}},
        {"Young people: knife crime and violence",
         {"knife-crime-strategy knife-crime-enforcement knife-availability knife-victims-services",
          "hospital-support hospital-data-on-violence", "stop-and-search-targeted stop-and-search-scrutiny",
          "tougher-knife-sentences knife-offenders-in-custody"}},
        {"Young people: gangs",
         {"local-gang-work local-gang-funding community-seed-fund", "gang-exit-services", "trauma-centre-youth-workers",
          "gangs-matrix-review county-lines grooming-law-review"}},
        {"Young people: prevention",
         {"young-people-at-risk looked-after-children", "young-people-in-custody-scrutiny custody-as-last-resort",
          "out-of-court-scrutiny high-harm-young-offenders", "underage-alcohol drug-programmes-evaluation"}},
        {"Young people: young offenders",
         {"youth-justice-outcomes alternatives-to-custody", "youth-custody-review secure-school",
          "trauma-informed-services", "young-offenders-jobs", "prolific-young-offenders",
          "youth-equalities-data lammy-review"}},
        {"Women and girls: reducing violence",
         {"vawg-strategy", "vawg-beneath-the-figures", "vawg-data", "vawg-campaign whole-school-pilot",
          "harmful-practices-training", "transport-sexual-offences taxis-safe", "modern-slavery-partnerships"}},
        {"Women and girls: support for survivors",
         {"first-contact-training body-worn-video-domestic-abuse", "vawg-officer-workload",
          "support-without-prosecution sexual-violence-model", "rape-crisis-funding", "havens-referrals",
          "refuge-places refuge-commissioning", "sexual-violence-advocates domestic-violence-advocates",
          "survivors-in-custody", "prostitution-response trafficking-audit"}},
        {"Women and girls: targeting offenders",
         {"vawg-evidence-quality", "highest-risk-perpetrators perpetrator-programmes", "vawg-disposals-review",
          "offenders-as-a-cohort", "licence-conditions sobriety-tag-evaluation"}},
        {"Hate crime",
         {"community-cohesion", "hate-crime-awareness", "hate-crime-training", "hate-crime-transport",
          "hate-crime-satisfaction hate-crime-attrition hate-crime-data", "hate-crime-apps third-party-reporting",
          "online-hate-hub"}},
        {"Hate crime: support for victims", {"hate-crime-advocates", "hate-crime-services", "hate-crime-small-grants"}},
        {"Counter-radicalisation", {"tailored-counter-radicalisation"}},
    };
}

std::vector<PlanList> lists_of_the_plan() {
    std::vector<PlanList> all = lists_of_police_and_justice();
    for (PlanList& list : lists_of_priorities())
        all.push_back(std::move(list));
    return all;
}

std::vector<std::string> words(const std::string& text) {
    std::istringstream in(text);
    return {std::istream_iterator<std::string>(in), {}};
}

const std::vector<Record>& commitments() {
    static const std::vector<Record> all = [] {
        std::filesystem::path root = made::source_dir(), london = root / "examples/london-2017";
        RegisterDefinitions definitions = read_registers(london, root / "presets");
        return read_text_records(london / "records/commitments.toml", definitions.at("commitments"), References{});
    }();
    return all;
}

/// What the points name that is not on record, or stands in another section.
std::vector<std::string> not_on_record(const std::vector<PlanList>& lists, const std::vector<Record>& records) {
    std::map<std::string, std::string> section_of;
    for (const Record& r : records)
        section_of[r.id] = r.first("section");
    std::vector<std::string> missing;
    for (const PlanList& list : lists)
        for (const std::string& point : list.points)
            for (const std::string& id : words(point))
                if (!section_of.contains(id) || section_of[id] != list.section) missing.push_back(id);
    return missing;
}

} // namespace

TEST_CASE("each point of the plan's seventeen lists is on record") {
    std::vector<PlanList> lists = lists_of_the_plan();
    std::vector<std::size_t> points;
    for (const PlanList& list : lists)
        points.push_back(list.points.size());
    // Counted in the plan, list by list in its order: ninety points.
    CHECK(points == std::vector<std::size_t>{8, 2, 6, 7, 6, 5, 6, 4, 4, 4, 6, 7, 9, 5, 7, 3, 1});
    CHECK(not_on_record(lists, commitments()).empty());
}

TEST_CASE("no promise of the lists stands for two of their points") {
    std::set<std::string> seen;
    for (const PlanList& list : lists_of_the_plan())
        for (const std::string& point : list.points) {
            REQUIRE_FALSE(words(point).empty());
            for (const std::string& id : words(point)) {
                CAPTURE(id);
                CHECK(seen.insert(id).second);
            }
        }
    // The others are promises that the plan makes in its text alone.
    CHECK(seen.size() < commitments().size());
}

TEST_CASE("a promise that is taken off the record, or moved to another part, is missed") {
    std::vector<Record> fewer = commitments();
    std::erase_if(fewer, [](const Record& r) { return r.id == "online-hate-hub"; });
    auto taxis = std::ranges::find(fewer, "taxis-safe", &Record::id);
    REQUIRE(taxis != fewer.end());
    taxis->values["section"] = {"Hate crime"};
    CHECK(not_on_record(lists_of_the_plan(), fewer) == std::vector<std::string>{"taxis-safe", "online-hate-hub"});
}

TEST_CASE("what is told of commitments is told in order of time, each with its source") {
    for (const Record& r : commitments()) {
        CAPTURE(r.id);
        for (const MadeMove& move : r.moves) {
            CHECK_FALSE(move.note.empty());
            CHECK_FALSE(move.source.empty());
        }
        CHECK(std::ranges::is_sorted(r.moves, {}, &MadeMove::on));
    }
}
