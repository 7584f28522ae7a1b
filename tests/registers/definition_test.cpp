// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "registers/definition.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace peelian;
using namespace peelian::tests;

namespace {

const std::string k_letters = R"(
id = "letters"
title = "Letters"
singular = "letter"
heading = "topic"
number = "L{n}"
[access]
read = ["officer", "auditor"]
[public]
from = "answered"
[[field]]
id = "topic"
label = "Topic"
type = "text"
public = true
[[field]]
id = "received"
label = "Received"
type = "date"
[[field]]
id = "answered"
label = "Answered"
type = "date"
not_before = "received"
[[field]]
id = "channel"
label = "How it came"
type = "choice"
choices = ["Post", "by-mail: E-mail"]
[[state]]
id = "open"
label = "Open"
[[state]]
id = "closed"
label = "Closed"
kind = "done"
public = true
[[move]]
id = "answer"
label = "Answer"
from = ["open"]
to = "closed"
sets = ["answered"]
[[due]]
id = "reply"
label = "Reply"
rule = "20 working days"
from = "received"
done = "answered"
counted = true
)";

std::string refused(const std::string& from, const std::string& to) {
    std::string text = k_letters;
    std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    return message_of([&] { parse_register(text, "letters.toml"); });
}

} // namespace

TEST_CASE("a register is read with its fields, states, moves and due dates") {
    RegisterDefinition d = parse_register(k_letters, "letters.toml");
    CHECK(d.number == "L{n}");
    CHECK(d.read == (role_bit(Role::officer) | role_bit(Role::auditor)));
    CHECK(d.create == k_every_role);
    CHECK(d.is_public);
    CHECK(d.field_at("channel").choices[1].id == "by-mail");
    CHECK(d.field_at("channel").choices[0].label == "Post");
    CHECK(d.due[0].kind == DueRule::Kind::working_days);
    CHECK(d.due[0].count == 20);
    CHECK(d.state("closed")->kind == StateKind::done);
    CHECK(has(message_of([&] { (void)d.field_at("recieved"); }), "Is 'received' meant?"));
}

TEST_CASE("what a definition names must be there") {
    CHECK(has(refused("to = \"closed\"", "to = \"closd\""),
              "names the state 'closd', which is not there. Is 'closed' meant?"));
    CHECK(has(refused("from = \"received\"", "from = \"recieved\""), "Is 'received' meant?"));
    CHECK(has(refused("heading = \"topic\"", "heading = \"topik\""), "heading names the field 'topik'"));
    CHECK(has(refused("rule = \"20 working days\"", "rule = \"soon\""), "'soon' is no rule"));
    CHECK(has(refused("\"officer\"", "\"offiser\""), "'offiser' is no role; is 'officer' meant?"));
    CHECK(has(refused("sets = [\"answered\"]", "sets = [\"topic\"]"), "must be a date"));
    CHECK(has(refused("id = \"channel\"", "id = \"number\""), "a word of the program's own"));
    CHECK(has(refused("id = \"channel\"", "id = \"topic\""), "'topic' is there twice"));
    CHECK(has(refused("\"L{n}\"", "\"L\""), "must have {n} in it"));
    CHECK(has(refused("kind = \"done\"\npublic = true", "kind = \"done\""), "none of its states is"));
    CHECK(has(refused("counted = true", "countd = true"), "letters.toml"));
}

TEST_CASE("a register that begins from a preset changes what it names and keeps the rest") {
    TemporaryFolder folder;
    write_file(folder / "presets/registers/letters.toml", k_letters);
    write_file(folder / "city/registers/letters.toml",
               "use = \"letters\"\ntitle = \"Post\"\n[[field]]\nid = \"topic\"\nlabel = \"Subject\"\n"
               "[[field]]\nid = \"ward\"\nlabel = \"Ward\"\ntype = \"area\"\n");
    RegisterDefinitions all = read_registers(folder / "city", folder / "presets");
    const RegisterDefinition& d = all.at("letters");
    CHECK(d.title == "Post");
    CHECK(d.fields.size() == 5);
    CHECK(d.fields[0].label == "Subject");
    CHECK(d.fields[0].is_public);
    CHECK(d.moves.size() == 1);
    write_file(folder / "city/registers/letters.toml", "use = \"leters\"\n");
    CHECK(has(message_of([&] { read_registers(folder / "city", folder / "presets"); }), "is 'letters' meant?"));
    write_file(folder / "city/registers/letters.toml",
               "use = \"letters\"\n[[field]]\nid = \"to-whom\"\nlabel = \"To\"\n"
               "type = \"link\"\nto = \"persons\"\n");
    CHECK(has(message_of([&] { read_registers(folder / "city", folder / "presets"); }), "links to 'persons'"));
}

TEST_CASE("a fault in a definition has its line and column") {
    auto line_of = [](const std::string& words) {
        std::string before = k_letters.substr(0, k_letters.find(words));
        return std::count(before.begin(), before.end(), '\n') + 1;
    };
    CHECK(
        has(refused("to = \"closed\"", "to = \"closd\""), fmt::format("letters.toml:{}:", line_of("id = \"answer\""))));
    CHECK(has(refused("from = \"received\"", "from = \"recieved\""),
              fmt::format("letters.toml:{}:", line_of("id = \"reply\""))));
    CHECK(has(refused("heading = \"topic\"", "heading = \"topik\""),
              fmt::format("letters.toml:{}:", line_of("heading = "))));
    CHECK(has(refused("counted = true", "countd = true"), fmt::format("letters.toml:{}:", line_of("counted = true"))));
    CHECK(has(refused("type = \"choice\"", "type = \"choise\""), "'choise'"));
}
