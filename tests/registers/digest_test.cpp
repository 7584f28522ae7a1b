// SPDX-License-Identifier: MIT
#include "base/files.hpp"
#include "registers/digest.hpp"
#include "registers/records_made.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace peelian::tests;

namespace {

constexpr Moment k_day = 24 * 3600;
const DigestOptions k_options{{"Registers", "registers@example.org"}, "https://work.example.org"};

DigestReader reader_of(const Actor& actor) { return {actor, actor.id + "@example.org", "Head of Decisions"}; }

std::string digest_of(Played& played, const Actor& actor) {
    auto file = write_digest(played.records, reader_of(actor), k_options);
    return file ? read_file(*file) : "none";
}

} // namespace

TEST_CASE("a digest tells what is overdue and due soon, once a day") {
    on_each_played([](Played& played) {
        Actor olive = played.olive;
        auto due_rule = [&](const std::string& title, const std::string& received) {
            played.decide({{"title", {title}}, {"owner", {olive.name}}, {"received", {received}}});
        };
        due_rule("Long ago", "2017-06-01"); // due ten days on; it is 6 July
        due_rule("Soon", "2017-07-01");
        due_rule("Far off", "2017-07-30");
        std::string text = digest_of(played, olive);
        CHECK(has(text, "To: Name of olive\r\n <olive@example.org>\r\n"));
        CHECK(text.find("Overdue") < text.find("Long ago"));
        CHECK(text.find("Long ago") < text.find("Soon"));
        CHECK_FALSE(has(text, "Far off"));
        CHECK(has(text, "https://work.example.org/registers/decisions/pcd-1"));
        CHECK(digest_of(played, olive) == "none");
        played.clock.at += k_day;
        CHECK(has(digest_of(played, olive), "Long ago"));
    });
}

TEST_CASE("changes by others are told once, and one's own never") {
    on_each_played([](Played& played) {
        Record record = played.decide({{"title", {"Grants"}}});
        played.clock.at += k_day;
        CHECK(digest_of(played, played.olive) == "none"); // what she did herself
        played.records.change(played.ada, "decisions", record.id, 1, {.values = {{"cost", {"5"}}}});
        CHECK(digest_of(played, played.olive) == "none"); // told when the day is over
        played.clock.at += k_day;
        CHECK(has(digest_of(played, played.olive), "changed by Name of ada"));
        played.clock.at += k_day;
        CHECK(digest_of(played, played.olive) == "none");
        CHECK(digest_of(played, played.vic) == "none"); // it is not theirs
    });
}

TEST_CASE("of a restricted register a digest tells no title, and of hidden records nothing") {
    on_each_played([](Played& played) {
        Record made = played.records.create(played.olive, "complaints", {.values = {{"text", {"About P. Smith"}}}});
        played.records.change(played.ada, "complaints", made.id, 1, {.values = {{"text", {"About Q. Smith"}}}});
        played.clock.at += k_day;
        std::string text = digest_of(played, played.olive);
        CHECK(has(text, made.id));
        CHECK_FALSE(has(text, "Smith"));
        Actor viewer = played.olive; // the same person, no longer an officer
        viewer.roles = role_bit(Role::viewer);
        played.clock.at += k_day;
        played.records.change(played.ada, "complaints", made.id, 2, {.values = {{"text", {"About R. Smith"}}}});
        played.clock.at += k_day;
        CHECK(digest_of(played, viewer) == "none");
    });
}

TEST_CASE("nobody without an address gets a digest, and a title is no header") {
    on_each_played([](Played& played) {
        played.decide(
            {{"title", {"a Bcc: all@example.org"}}, {"owner", {played.olive.name}}, {"received", {"2017-06-01"}}});
        DigestReader reader = reader_of(played.olive);
        reader.email.clear();
        CHECK_FALSE(write_digest(played.records, reader, k_options));
        std::string text = digest_of(played, played.olive);
        std::string head = text.substr(0, text.find("\r\n\r\n"));
        CHECK_FALSE(has(head, "Bcc"));
    });
}
