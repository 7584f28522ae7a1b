// SPDX-License-Identifier: MIT
#include "sources/made.hpp"

using namespace peelian;
using namespace peelian::source_tests;

namespace {
constexpr const char* k_dataset = R"(
id = "count"
title = "Counts"
[columns]
month = { type = "month", role = "time", required = true }
n = { type = "integer", role = "count", required = true }
)";
constexpr const char* k_preset = R"(id = "mine"
title = "My counts"
dataset = "count"
files = ["mine*.csv"]
[columns]
"Month" = "month"
"N" = "integer"
[facts]
month = '"Month"'
n = '"N"'
)";

/// What reading says when a piece of the preset (or dataset) is another.
std::string changed(std::string_view from, std::string_view to, bool dataset = false) {
    TemporaryFolder folder;
    folder.put("datasets/count.toml", dataset ? replace_all(k_dataset, from, to) : std::string(k_dataset));
    folder.put("sources/mine.toml", dataset ? std::string(k_preset) : replace_all(k_preset, from, to));
    std::array folders{folder.path()};
    std::string message = message_of([&] { read_catalogue(folders); });
    return replace_all(message, folder.path().string() + "/", "");
}
} // namespace

TEST_CASE("a preset and its dataset are read") { CHECK(changed("My counts", "My counts") == "no error"); }

TEST_CASE("an unknown key of a preset is refused with its place") {
    CHECK_MESSAGE(has(changed("title =", "titel = 'x'\ntitle ="),
                      "sources/mine.toml:2:1: 'titel' is not a key here; did you mean 'title'"),
                  changed("title =", "titel = 'x'\ntitle ="));
}

TEST_CASE("an unknown type is refused with its place and the nearest") {
    std::string message = changed("\"N\" = \"integer\"", "\"N\" = \"integr\"");
    CHECK_MESSAGE(message.starts_with("sources/mine.toml:7:"), message);
    CHECK_MESSAGE(has(message, "integer"), message);
}

TEST_CASE("a fact for a column the dataset lacks is refused") {
    std::string message = changed("n = '\"N\"'", "n = '\"N\"'\nmonht = '1'");
    CHECK_MESSAGE(message.starts_with("sources/mine.toml"), message);
    CHECK_MESSAGE(has(message, "fills 'monht', but dataset 'count' has no such column; did you mean 'month'?"),
                  message);
}

TEST_CASE("a required column that no fact fills is refused") {
    CHECK_MESSAGE(has(changed("n = '\"N\"'", ""), "must fill 'n', which dataset 'count' requires"),
                  changed("n = '\"N\"'", ""));
}

TEST_CASE("a dataset nobody defined is refused") {
    CHECK(has(changed("dataset = \"count\"", "dataset = \"cuont\""), "maps to dataset 'cuont', which is not defined"));
}

TEST_CASE("a dataset needs a column for time, and roles that exist") {
    CHECK(has(changed("role = \"time\", ", "", true), "needs a column with role = \"time\""));
    std::string message = changed("role = \"count\"", "role = \"cuont\"", true);
    CHECK_MESSAGE(message.starts_with("datasets/count.toml:6:"), message);
}

TEST_CASE("a workspace's own preset replaces the program's of the same id") {
    TemporaryFolder program, own;
    program.put("datasets/count.toml", k_dataset);
    program.put("sources/mine.toml", k_preset);
    own.put("sources/other.toml", replace_all(k_preset, "My counts", "Their counts"));
    std::array folders{program.path(), own.path()};
    Catalogue catalogue = read_catalogue(folders);
    CHECK(catalogue.presets.size() == 1);
    CHECK(catalogue.preset("mine").title == "Their counts");
    CHECK(has(message_of([&] { catalogue.preset("mien"); }), "did you mean 'mine'?"));
}

TEST_CASE("every preset of the program stands") { CHECK(program_presets().presets.size() >= 10); }
