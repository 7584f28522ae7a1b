// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "plan/commitments.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace peelian;

namespace {

const std::vector<std::string> k_plan{"O1", "O1.1", "O3.2"};
const std::vector<std::string> k_measures{"knife-crime", "gun-crime"};

std::vector<Commitment> read(const std::string& text) {
    tests::TemporaryFolder folder;
    write_file(folder.path() / "commitments.toml", text);
    return read_commitments(folder.path() / "commitments.toml", k_plan, k_measures);
}

std::string refused(const std::string& text) {
    try {
        read(text);
    } catch (const Error& e) {
        return e.what();
    }
    return "";
}

} // namespace

TEST_CASE("a commitment has what it serves, when it is due and what was reported of it") {
    std::vector<Commitment> all = read(R"(
[[commitment]]
id = "C1"
serves = ["O3.2", "O1"]
text = "Every borough has a plan against knives."
section = "Young people"
owner = "MOPAC"
due = "2017-12"
measures = ["knife-crime"]
[[commitment.report]]
date = "2018-03"
status = "underway"
text = "Twenty have one."
source = "Annual report"
[[commitment.report]]
date = "2019-03"
status = "done"
text = "All have one."
source = "Annual report"
[[commitment]]
id = "C2"
serves = "O1"
text = "Nothing was told of this one."
)");
    REQUIRE(all.size() == 2);
    CHECK(all[0].serves == std::vector<std::string>{"O3.2", "O1"});
    CHECK(all[0].due == Month::of(2017, 12));
    CHECK(all[0].status() == CommitmentStatus::done);
    CHECK(status_words(all[0].status()) == "Done");
    CHECK(all[0].reports.size() == 2);
    // Silence is neither done nor late.
    CHECK(all[1].status() == CommitmentStatus::not_reported);
    CHECK(status_words(all[1].status()) == "Not reported on");
}

TEST_CASE("what a commitment names must be there") {
    std::string head = "[[commitment]]\nid = 'C1'\ntext = 'T'\n";
    CHECK(refused(head + "serves = 'O1'\n").empty());
    CHECK(refused(head).find("at least one objective or outcome") != std::string::npos);
    CHECK(refused(head + "serves = 'O3.3'\n").find("no objective or outcome 'O3.3'; did you mean 'O3.2'?") !=
          std::string::npos);
    CHECK(refused(head + "serves = 'O1'\nmeasures = 'knife-crimes'\n").find("did you mean 'knife-crime'?") !=
          std::string::npos);
    CHECK(refused(head + "serves = 'O1'\ndue = 'soon'\n").find("'soon' is not a month; expected YYYY-MM") !=
          std::string::npos);
    CHECK(refused(head + "serves = 'O1'\n" + head + "serves = 'O1'\n").find("'C1' is there twice") !=
          std::string::npos);
    CHECK(refused(head + "serves = 'O1'\nstatus = 'done'\n").find("status") != std::string::npos);
    std::string report = "[[commitment.report]]\nstatus = 'done'\ntext = 'T'\nsource = 'S'\ndate = ";
    CHECK(refused(head + "serves = 'O1'\n" + report + "'2019-03'\n" + report + "'2018-03'\n")
              .find("order of their dates") != std::string::npos);
    CHECK(refused(head + "serves = 'O1'\n[[commitment.report]]\ndate = '2019-03'\nstatus = 'finished'\n")
              .find("finished") != std::string::npos);
}
