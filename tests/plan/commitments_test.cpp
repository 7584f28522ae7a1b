// SPDX-License-Identifier: MIT
#include "plan/commitments.hpp"

#include <doctest/doctest.h>

using namespace peelian;

namespace {

MadeMove moved(std::string move, std::string to, std::string_view on, std::string note) {
    return {std::move(move), std::move(to), Day::from(on), std::move(note), "Annual report 2017-18", "", 0, 0};
}

/// A register of promises, by names of its own for states and heading.
PublicRegister promises() {
    PublicRegister all;
    all.definition.id = "commitments";
    all.definition.heading = "promise";
    all.definition.states = {{"new", "New", "", StateKind::open, true},
                             {"running", "Running", "", StateKind::underway, true},
                             {"kept", "Kept", "", StateKind::done, true},
                             {"behind", "Behind", "", StateKind::late, true},
                             {"given-up", "Given up", "", StateKind::closed, true}};
    Record knives;
    knives.id = "knives";
    knives.state = "kept";
    knives.values = {{"promise", {"Every borough has a plan against knives."}},
                     {"serves", {"O3.2", "O1"}},
                     {"section", {"Young people"}},
                     {"owner", {"MOPAC"}},
                     {"deadline", {"2017-12"}},
                     {"measures", {"knife-crime", "gun-crime"}}};
    knives.moves = {moved("", "new", "2017-03-31", ""), moved("keep", "kept", "2018-03-31", "All have one."),
                    moved("run", "running", "2017-09-30", "Twenty have one.")};
    knives.moves[0].source.clear();
    Record guns;
    guns.id = "guns";
    guns.state = "new";
    guns.values = {{"promise", {"Guns are few."}}, {"serves", {"O1"}}};
    all.records = {knives, guns};
    return all;
}

} // namespace

TEST_CASE("a commitment has what it serves, when it is due and what was reported of it") {
    std::vector<Commitment> all = commitments_of(promises());
    REQUIRE(all.size() == 2);
    const Commitment& c = all[0];
    CHECK(c.id == "knives");
    CHECK(c.text == "Every borough has a plan against knives.");
    CHECK(c.serves == std::vector<std::string>{"O3.2", "O1"});
    CHECK(c.section == "Young people");
    CHECK(c.owner == "MOPAC");
    CHECK(c.due == Month::of(2017, 12));
    CHECK(c.measures == std::vector<std::string>{"knife-crime", "gun-crime"});
    CHECK(c.status() == CommitmentStatus::done);
    // In order of the time they speak of, whenever they were entered; its making is no report.
    REQUIRE(c.reports.size() == 2);
    CHECK(c.reports[0].date == Month::of(2017, 9));
    CHECK(c.reports[0].status == CommitmentStatus::underway);
    CHECK(c.reports[1].text == "All have one.");
    CHECK(c.reports[1].source == "Annual report 2017-18");
}

TEST_CASE("records from text have no entry of their making, and name no moves") {
    PublicRegister all = promises();
    all.records[1].moves = {moved("", "running", "2018-03-31", "It began."), moved("", "kept", "2019-03-31", "Kept.")};
    Commitment c = commitments_of(all)[1];
    REQUIRE(c.reports.size() == 2);
    CHECK(c.reports[0].text == "It began.");
    // Also where the first report leaves it where it was.
    all.records[1].moves[0].to = "new";
    CHECK(commitments_of(all)[1].reports.size() == 2);
}

TEST_CASE("a commitment that nothing was reported of is told as such") {
    std::vector<Commitment> all = commitments_of(promises());
    CHECK(all[1].status() == CommitmentStatus::not_reported);
    CHECK(status_words(all[1].status()) == "Not reported on");
    CHECK_FALSE(all[1].due);
    CHECK(all[1].owner.empty());
}

TEST_CASE("a commitment stands where its record does, also when what was reported of it is not public") {
    PublicRegister all = promises();
    all.records[0].moves.clear();
    all.records[0].state = "given-up";
    CHECK(commitments_of(all)[0].status() == CommitmentStatus::dropped);
    all.records[0].state = "behind";
    CHECK(commitments_of(all)[0].status() == CommitmentStatus::late);
    all.records[0].state = "no-such-state";
    CHECK(commitments_of(all)[0].status() == CommitmentStatus::not_reported);
}
