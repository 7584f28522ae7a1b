// SPDX-License-Identifier: MIT
#include "registers/records_made.hpp"
#include "registers/validation.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace peelian;
using namespace peelian::tests;

namespace {

FieldDefinition field(FieldType type, std::string label = "Field") {
    return {.id = "field", .label = std::move(label), .type = type};
}
std::string kept(FieldType type, std::string_view text) { return canonical(field(type), text).value; }
std::string refused(FieldType type, std::string_view text) {
    Canonical read = canonical(field(type), text);
    CHECK(read.value.empty());
    return read.problem;
}

bool says(const std::vector<FieldProblem>& problems, std::string_view id, std::string_view message) {
    return std::ranges::any_of(problems, [&](const FieldProblem& p) { return p.field == id && p.message == message; });
}

Record decision() {
    Record r;
    r.state = "draft";
    r.values["title"] = {"Two officers a ward"};
    return r;
}

std::vector<FieldProblem> judged(const RegisterDefinition& d, const Record& after, const RecordChange& change = {}) {
    References none_there{[](std::string_view, std::string_view id) { return id == "there"; }};
    return problems_of(d, nullptr, after, change, none_there, Day::from("2017-07-06"));
}

} // namespace

TEST_CASE("money is pounds and pence however it is written") {
    CHECK(kept(FieldType::money, "£1,234.50") == "1234.50");
    CHECK(kept(FieldType::money, " £ 1234.5 ") == "1234.50");
    CHECK(kept(FieldType::money, "(1,200)") == "-1200.00");
    CHECK(kept(FieldType::money, "-0.5") == "-0.50");
    CHECK(kept(FieldType::money, "−£3") == "-3.00");
    CHECK(kept(FieldType::money, "0.29") == "0.29"); // no binary digit lost
    CHECK(kept(FieldType::money, "9,999,999,999,999.99") == "9999999999999.99");
    CHECK(has(refused(FieldType::money, "10,000,000,000,000"), "must be an amount in pounds"));
    CHECK(has(refused(FieldType::money, "1.234"), "no more than two decimals"));
    for (const char* text : {"1e5", "nan", "inf", "0x10", "12 pounds", "1.2.3", "()", "--1"}) {
        INFO(text);
        CHECK(has(refused(FieldType::money, text), "must be an amount in pounds"));
    }
}

TEST_CASE("dates are read as they are written in Britain, never as in America") {
    for (const char* text :
         {"2017-07-06", "6 July 2017", "06/07/2017", "6.7.2017", "6 7 2017", "6 jul 2017", "06-07-2017"})
        CHECK(kept(FieldType::date, text) == "2017-07-06");
    for (const char* text :
         {"07/23/2017", "July 6 2017", "6/7/17", "31 February 2018", "29/2/2018", "2017-7-6", "soon"})
        CHECK(refused(FieldType::date, text) == "Field must be a real date, such as 27 3 2018");
    CHECK(kept(FieldType::date, "29/2/2016") == "2016-02-29");
    CHECK(kept(FieldType::month, "March 2018") == "2018-03");
    CHECK(kept(FieldType::month, "3/2018") == "2018-03");
    CHECK(has(refused(FieldType::month, "13 2018"), "must be a month and year"));
}

TEST_CASE("numbers, choices, yes and no come to one form") {
    CHECK(kept(FieldType::number, "1,234.0") == "1234");
    CHECK(kept(FieldType::number, "−3") == "-3");
    CHECK(kept(FieldType::number, "-0") == "0");
    FieldDefinition score = field(FieldType::number, "Value");
    score.least = 0;
    CHECK(canonical(score, "-1").problem == "Value must be 0 or more");
    CHECK(kept(FieldType::yes_no, "Y") == "yes");
    CHECK(kept(FieldType::yes_no, "false") == "no");
    CHECK(has(refused(FieldType::yes_no, "maybe"), "must be yes or no"));
    FieldDefinition kind = field(FieldType::choice, "Kind");
    kind.choices = {{"spend", "Spending"}, {"grant", "A grant"}};
    CHECK(canonical(kind, "a GRANT").value == "grant");
    CHECK(canonical(kind, "Spendin").problem == "Kind: 'Spendin' is none of the choices; is 'Spending' meant?");
}

TEST_CASE("hostile text is refused, whatever the type that ends as text") {
    for (FieldType type : {FieldType::text, FieldType::markdown, FieldType::person, FieldType::post, FieldType::link}) {
        CHECK(has(refused(type, std::string("a\0b", 3)), "cannot be shown"));
        CHECK(has(refused(type, "a\x1B[31m"), "cannot be shown"));
        CHECK(has(refused(type, "invoice\xE2\x80\xAE"
                                "fdp.exe"),
                  "cannot be shown")); // right-to-left override
        CHECK(has(refused(type, "a\xE2\x81\xA6"
                                "b"),
                  "cannot be shown")); // isolate
        CHECK(has(refused(type, "caf\xE9"), "no text (UTF-8)"));
        CHECK(has(refused(type, "\xC0\xAF"), "no text (UTF-8)"));         // overlong "/"
        CHECK(has(refused(type, "\xED\xA0\x80"), "no text (UTF-8)"));     // a surrogate
        CHECK(has(refused(type, "\xF4\x90\x80\x80"), "no text (UTF-8)")); // beyond Unicode
        CHECK_FALSE(refused(type, std::string(500'000, 'a')).empty());
    }
    CHECK(kept(FieldType::text, "  Caf\xC3\xA9  ") == "Caf\xC3\xA9");
    CHECK(refused(FieldType::text, "two\nlines") == "Field must be one line");
    CHECK(kept(FieldType::markdown, "two\r\nlines\r") == "two\nlines");
    CHECK(has(refused(FieldType::text, std::string(2001, 'a')), "must be 2,000 characters or fewer; it has 2,001"));
    CHECK(has(refused(FieldType::file, "../../etc/passwd"), "must be a file that was kept"));
}

TEST_CASE("a text's length has its bounds in characters, not bytes") {
    FieldDefinition heading = field(FieldType::text, "Heading");
    heading.least = 3;
    heading.most = 4;
    CHECK(canonical(heading, "\xC3\xA9\xC3\xA9\xC3\xA9").problem.empty());
    CHECK(canonical(heading, "ab").problem == "Heading must be 3 characters or more");
    CHECK(canonical(heading, "abcde").problem == "Heading must be 4 characters or fewer; it has 5");
}

TEST_CASE("what is missing is asked for in the words of its kind") {
    RegisterDefinition d = made_decisions();
    d.fields[5].label = "Date the letter was received"; // signed
    d.fields[5].required_in = {"signed"};
    Record r = decision();
    CHECK(judged(d, r).empty());
    r.state = "signed";
    CHECK(says(judged(d, r), "signed", "Enter the date the letter was received"));
    d.fields[8].label = "Kind";
    d.fields[8].required = true;
    r.state = "draft";
    CHECK(says(judged(d, r), "kind", "Choose kind"));
    d.fields[8].required = false;
    d.moves[0].needs = {"cost"};
    d.fields[1].label = "PCC's cost";
    CHECK(says(judged(d, r, {.move = "sign"}), "cost", "Enter PCC's cost"));
    r.values.erase("title");
    CHECK(says(judged(d, r), "title", "Enter title"));
}

TEST_CASE("links, areas, order of dates and several values are judged") {
    RegisterDefinition d = made_decisions();
    d.fields[5].label = "Signed";
    d.fields[4].label = "Received";
    d.fields[5].not_before = "received";
    Record r = decision();
    r.values["serves"] = {"there", "gone", "there"};
    r.values["area"] = {"E09000099"};
    r.values["received"] = {"2017-07-06"};
    r.values["signed"] = {"2017-07-05"};
    r.values["cost"] = {"1.00", "2.00"};
    auto problems = judged(d, r);
    CHECK(says(problems, "serves", "serves: there is no promises 'gone'"));
    CHECK(says(problems, "serves", "serves has 'there' twice"));
    CHECK(says(problems, "area", "area: there is no area 'E09000099'"));
    CHECK(says(problems, "signed", "Signed must not be before received"));
    CHECK(says(problems, "cost", "cost can have one entry only"));
    r.values = decision().values;
    r.values["received"] = {"6 July 2017"};
    CHECK(has(judged(d, r).at(0).message, "is not in its canonical form"));
}

TEST_CASE("what stood before is not judged anew") {
    RegisterDefinition d = made_decisions();
    Record before = decision();
    before.values["serves"] = {"gone"};
    References nothing{[](std::string_view, std::string_view) { return false; }};
    CHECK(problems_of(d, &before, before, {}, nothing, Day::from("2017-07-06")).empty());
    CHECK(problems_of(d, nullptr, before, {}, nothing, Day::from("2017-07-06")).size() == 1);
}

TEST_CASE("a move needs its reason, and a day that does not lie ahead") {
    RegisterDefinition d = made_decisions();
    d.moves[0].reason = true;
    CHECK(says(judged(d, decision(), {.move = "sign"}), "note", "Enter why"));
    CHECK(judged(d, decision(), {.move = "sign", .note = "Agreed"}).empty());
    CHECK(judged(d, decision(), {.move = "sign", .on = "2017-07-07", .note = "Agreed"}).empty());
    CHECK(says(judged(d, decision(), {.move = "sign", .on = "2017-07-08", .note = "Agreed"}), "on",
               "The day it is true of must not lie ahead"));
    CHECK(says(judged(d, decision(), {.withhold = {{"cost", "Commercial"}}}), "cost", "cost is not public anyway"));
}
