// SPDX-License-Identifier: MIT
// The example of docs/registers.md, read as it stands there.
#include "registers/calendar.hpp"
#include "registers/text_records.hpp"
#include "support/folders.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace peelian::tests;

namespace {

std::string manual() { return read_file(std::filesystem::path(made::source_dir()) / "docs/registers.md"); }

/// The block of TOML that stands after the name of its file.
std::string example(const std::string& text, const std::string& file) {
    const std::string fence = "```toml\n";
    std::size_t from = text.find(fence, text.find("`" + file + "`:")) + fence.size();
    return text.substr(from, text.find("```", from) - from);
}

} // namespace

TEST_CASE("the manual's register and records are read as the manual says") {
    std::string text = manual();
    RegisterDefinition letters = parse_register(example(text, "registers/letters.toml"), "letters.toml");
    std::string records = example(text, "records/letters.toml");
    TemporaryFolder folder;
    std::string said = message_of([&] { read_text_records(folder.put("a.toml", records), letters, {}); });
    std::string wanted = "Date the letter was received must be a real date, such as 27 3 2018";
    CHECK(has(said, wanted));
    std::string one_line = text;
    for (char& c : one_line)
        if (c == '\n') c = ' ';
    CHECK(has(one_line, wanted));
    records.resize(records.rfind("[[record]]"));
    std::vector<Record> read = read_text_records(folder.put("b.toml", records), letters, {});
    REQUIRE(read.size() == 1);
    CHECK(read[0].state == "done");
    CHECK(read[0].first("count") == "40");
    read[0].state = "open";
    CHECK(due_on(letters.due[0], letters, read[0]) == Day::from("2018-01-17"));
}

TEST_CASE("the manual names every key of a field") {
    std::string text = manual();
    for (const char* key :
         {"hint",       "many",  "required_in", "choices", "least",      "most",    "not_before", "file_bytes",
          "file_types", "read",  "write",       "public",  "group",      "reason",  "by_another", "needs",
          "sets",       "until", "repeats",     "counted", "restricted", "counter", "history",    "draws"}) {
        INFO(key);
        CHECK((has(text, "`" + std::string(key) + "`") || has(text, "`" + std::string(key) + " = true`")));
    }
}
