// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "made.hpp"

#include <unistd.h>

using namespace peelian;
using namespace peelian::check_tests;
namespace fs = std::filesystem;

namespace {

struct File {
    fs::path path = fs::temp_directory_path() / ("peelian-explained-" + std::to_string(::getpid()) + ".toml");
    explicit File(std::string_view text) { write_file(path, text); }
    ~File() { fs::remove(path); }
};

std::vector<Finding> some() {
    Finding a{"sudden-zero-burglary", "sudden-zero", CheckLevel::explain, "burglary", "m", "", ""};
    Finding b{"sudden-zero-robbery", "sudden-zero", CheckLevel::explain, "robbery", "m", "", ""};
    Finding c{"unusable-file-a", "unusable-file", CheckLevel::stop, "a", "m", "", ""};
    return {a, b, c};
}

std::vector<Finding> answered(std::string_view text) {
    return apply_explanations(some(), File(text).path, "2025-06-30");
}

} // namespace

TEST_CASE("an answer to one finding closes it and no other") {
    auto found = answered("[[explained]]\nid = 'sudden-zero-burglary'\nwho = 'A. Analyst'\nwhy = 'None took place.'");
    CHECK(found.size() == 3);
    CHECK(found[0].explained_by == "A. Analyst");
    CHECK(found[0].explanation == "None took place.");
    CHECK_FALSE(is_open(found[0]));
    CHECK(is_open(found[1]));
    CHECK(is_open(found[2]));
}

TEST_CASE("an answer to a rule closes all its findings but leaves better answers") {
    auto found = answered("[[explained]]\ncheck = 'sudden-zero'\nwho = 'A'\nwhy = 'all'\n"
                          "[[explained]]\nid = 'sudden-zero-robbery'\nwho = 'B'\nwhy = 'one'");
    CHECK(found[0].explanation == "all");
    CHECK(found[1].explanation == "one");
}

TEST_CASE("an answer to nothing is noted with the nearest that is meant") {
    auto found = answered("[[explained]]\nid = 'sudden-zero-burglry'\nwho = 'A'\nwhy = 'b'");
    REQUIRE(found.size() == 4);
    CHECK(found[3].check == "explanation-unused");
    CHECK(found[3].level == CheckLevel::note);
    CHECK(says(found[3], "Is 'sudden-zero-burglary' meant?"));
}

TEST_CASE("an answer that has run out answers no more") {
    std::string_view text = "[[explained]]\nid = 'sudden-zero-burglary'\nwho = 'A'\nwhy = 'b'\nuntil = '2025-06-29'";
    auto found = answered(text);
    CHECK(is_open(found[0]));
    CHECK(found.at(3).check == "explanation-expired");
    CHECK_FALSE(is_open(apply_explanations(some(), File(text).path, "2025-06-29")[0]));
}

TEST_CASE("a stop is not answered away") {
    auto found = answered("[[explained]]\nid = 'unusable-file-a'\nwho = 'A'\nwhy = 'b'");
    CHECK(is_open(found[2]));
    CHECK(found[2].explained_by.empty());
    CHECK(found.at(3).check == "explanation-of-stop");
}

TEST_CASE("without a file nothing is answered") {
    CHECK(apply_explanations(some(), "/nowhere/explained.toml", "2025-06-30").size() == 3);
}

TEST_CASE("an answer without a name, a reason or a subject is refused with its place") {
    CHECK_THROWS_WITH_AS(answered("[[explained]]\nid = 'a'\nwhy = 'b'"), doctest::Contains("'who'"), Error);
    CHECK_THROWS_WITH_AS(answered("[[explained]]\nid = 'a'\nwho = 'b'\nwhy = ' '"), doctest::Contains(":4"), Error);
    CHECK_THROWS_WITH_AS(answered("[[explained]]\nwho = 'b'\nwhy = 'c'"), doctest::Contains("must name one"), Error);
    CHECK_THROWS_WITH_AS(answered("[[explained]]\nid = 'a'\ncheck = 'b'\nwho = 'b'\nwhy = 'c'"),
                         doctest::Contains("must name one"), Error);
    CHECK_THROWS_WITH_AS(answered("[[explained]]\nid = 'a'\nwho = 'b'\nwhy = 'c'\nuntil = 'March'"),
                         doctest::Contains("is not a date"), Error);
    CHECK_THROWS_WITH_AS(answered("[[explained]]\nid = 'a'\nwho = 'b'\nwhy = 'c'\nwhen = 'd'"),
                         doctest::Contains("'when'"), Error);
}
