// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "release/registers.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace peelian;

namespace {

constexpr const char* k_decisions = R"(
id = "decisions"
title = "Decisions"
singular = "decision"
heading = "title"
[public]
from = "publish"
[[field]]
id = "title"
label = "Title"
type = "text"
required = true
public = true
[[field]]
id = "publish"
label = "To be published on"
type = "date"
[[field]]
id = "notes"
label = "Notes"
type = "text"
[[field]]
id = "keeps"
label = "Promises it keeps"
type = "link"
to = "promises"
many = true
public = true
[[field]]
id = "serves"
label = "Serves"
type = "link"
to = "plan"
public = true
[[state]]
id = "draft"
label = "Draft"
[[state]]
id = "signed"
label = "Signed"
kind = "done"
public = true
[[move]]
id = "sign"
label = "Sign"
to = "signed"
)";

constexpr const char* k_promises = R"(
id = "promises"
title = "Promises"
singular = "promise"
heading = "text"
[public]
[[field]]
id = "text"
label = "Text"
type = "text"
public = true
[[state]]
id = "made"
label = "Made"
public = true
[[state]]
id = "idea"
label = "Idea"
[[move]]
id = "withdraw"
label = "Withdraw"
to = "idea"
)";

/// A workspace of two registers and nothing else.
struct Bodys {
    tests::TemporaryFolder folder;
    Workspace workspace;

    Bodys() {
        workspace.root = folder.path();
        workspace.registers =
            RegisterDefinitions({parse_register(k_decisions, "decisions.toml"), parse_register(k_promises, "p.toml")});
        workspace.store = StoreAddress::from("", folder.path() / "store");
        workspace.objectives = {{"O1", "Safe"}};
        std::filesystem::create_directories(folder.path() / "records");
    }
    void write(const std::string& id, const std::string& text) const {
        write_file(folder.path() / "records" / (id + ".toml"), text);
    }
    std::vector<PublicRegister> shown(std::string_view day = "2024-06-30") const {
        return public_registers(workspace, load_registers(workspace), Day::from(day));
    }
    std::string refused() const {
        try {
            load_registers(workspace);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

constexpr const char* k_signed = R"(
[[record]]
id = "lamps"
title = "Lamps"
publish = "2024-06-01"
notes = "Between us."
keeps = ["lit-parks", "later"]
serves = "O1"
[[record.move]]
to = "signed"
on = "2024-05-01"
)";
constexpr const char* k_two = R"(
[[record]]
id = "lit-parks"
text = "Parks are lit."
[[record]]
id = "later"
text = "Perhaps."
[[record.move]]
to = "idea"
on = "2024-01-01"
)";

} // namespace

TEST_CASE("without a store, records come from text, and may link to those of other files") {
    Bodys body;
    body.write("decisions", k_signed);
    body.write("promises", k_two);
    LoadedRegisters loaded = load_registers(body.workspace);
    CHECK_FALSE(loaded.head);
    std::vector<PublicRegister> shown = body.shown();
    REQUIRE(shown.size() == 2);
    REQUIRE(shown[0].records.size() == 1);
    CHECK(shown[0].records[0].first("title") == "Lamps");
    // What is not public is not there at all.
    CHECK(is_empty(shown[0].records[0].values, "notes"));
    CHECK(shown[1].records.size() == 1);
    CHECK(shown[1].all == 2);
}

TEST_CASE("a link to a record that is not public is left out, so that no page names it") {
    Bodys body;
    body.write("decisions", k_signed);
    body.write("promises", k_two);
    CHECK(body.shown()[0].records[0].values.at("keeps") == FieldValue{"lit-parks"});
    CHECK(body.shown()[0].records[0].first("serves") == "O1");
}

TEST_CASE("a record is on no page before its day") {
    Bodys body;
    body.write("decisions", k_signed);
    body.write("promises", k_two);
    CHECK(body.shown("2024-05-31")[0].records.empty());
    CHECK(body.shown("2024-06-01")[0].records.size() == 1);
}

TEST_CASE("text that leads nowhere is refused with its place") {
    Bodys body;
    body.write("decisions", k_signed);
    CHECK(has(body.refused(), "decisions.toml"));
    CHECK(has(body.refused(), "lit-parks"));
    body.write("promises", k_two);
    CHECK(body.refused().empty());
    body.write("promisses", k_two);
    CHECK(has(body.refused(), "There are records of 'promisses', and no such register is declared"));
}

TEST_CASE("a private change moves the log's head and nothing that a release follows from") {
    Bodys body;
    body.write("decisions", k_signed); // not read once there is a store
    Actor ann = Actor::operator_named("Ann");
    {
        Store store(body.workspace.store);
        Records records(store, body.workspace.registers, references_of(body.workspace));
        records.create(ann, "promises", {.values = {{"text", {"Parks are lit."}}}}, "lit-parks");
        records.create(ann, "decisions", {.values = {{"title", {"Lamps"}}, {"publish", {"2024-06-01"}}}}, "lamps");
    }
    auto change = [&](std::int64_t version, const RecordChange& what) {
        Store store(body.workspace.store);
        Records(store, body.workspace.registers, references_of(body.workspace))
            .change(ann, "decisions", "lamps", version, what);
    };
    auto hash = [&] { return content_hash(body.shown()); };
    LoadedRegisters first = load_registers(body.workspace);
    REQUIRE(first.head);
    CHECK(first.head->number == 2);
    CHECK(first.head->hash.size() == 64);
    std::string before = hash();
    change(1, {.values = {{"notes", {"Between us."}}}});
    CHECK(load_registers(body.workspace).head->number == 3);
    CHECK(hash() == before);
    change(2, {.move = "sign", .on = "2024-05-01"});
    std::string after = hash();
    CHECK(after != before);
    change(3, {.values = {{"notes", {"Still."}}}});
    CHECK(hash() == after);
    change(4, {.values = {{"title", {"Lamps for all"}}}});
    CHECK(hash() != after);
}
