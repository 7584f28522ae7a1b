// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "registers/records_made.hpp"
#include "registers/table_exchange.hpp"
#include "tables/read_tables.hpp"
#include "tables/xlsx_package.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace peelian;
using namespace peelian::tests;

namespace {

/// The decisions of the tests, with what they cost as money.
RegisterDefinition money_decisions() {
    RegisterDefinition d = made_decisions();
    for (FieldDefinition& f : d.fields)
        if (f.id == "cost") f.type = FieldType::money;
    return d;
}

Record decision(std::string id, const Values& values) {
    Record r;
    r.register_id = "decisions";
    r.id = id;
    r.number = "PCD " + id.substr(4);
    r.version = 3;
    r.state = "draft";
    r.values = values;
    return r;
}

FindRecord among(const std::vector<Record>& records) {
    return [&records](std::string_view id) -> std::optional<Record> {
        for (const Record& r : records)
            if (r.id == id) return r;
        return std::nullopt;
    };
}

const Actor k_ada = made_actor("ada", {Role::approver});

ImportedTable taken_in(std::string_view csv, const std::vector<Record>& records = {}) {
    return read_record_table(money_decisions(), csv, "decisions.csv", among(records));
}
std::string fault(std::string_view csv, const std::vector<Record>& records = {}) {
    ImportedTable table = taken_in(csv, records);
    std::string out;
    for (const RowProblem& p : table.problems)
        out += fmt::format("{} {}: {}\n", p.row, p.column, p.message);
    return out;
}

/// Text of what spreadsheets, CSV and lists trip over.
std::string odd_text(std::mt19937& random) {
    static const std::vector<std::string> parts{
        "=1+1", "'",       "\"", ",",  ";",  "; ",  "\\",  "+",   "-",   "@", "a", " b c", "é",
        "£5",   "_x0041_", "_x", "''", "'=", "\\;", "<&>", "1e5", "007", "😀", "|", "%00",  "x"};
    std::string out;
    for (std::size_t n = 1 + random() % 5; n > 0; --n)
        out += parts[random() % parts.size()];
    return out;
}

Values odd_values(const RegisterDefinition& d, std::mt19937& random) {
    Values values;
    auto put = [&](std::string_view field, const std::string& text) {
        Canonical read = canonical(d.field_at(field), text);
        if (read.problem.empty() && !read.value.empty()) values[std::string(field)].push_back(read.value);
    };
    put("title", odd_text(random));
    put("owner", odd_text(random));
    if (random() % 2 == 0)
        put("cost", fmt::format("{}.{:02}", static_cast<int>(random() % 2'000'000) - 1'000'000, random() % 100));
    if (random() % 2 == 0)
        put("received", fmt::format("{:04}-{:02}-{:02}", 1850 + random() % 300, 1 + random() % 12, 1 + random() % 28));
    if (random() % 2 == 0) put("kind", random() % 2 == 0 ? "spend" : "grant");
    for (std::size_t n = random() % 4; n > 0; --n)
        put("serves", odd_text(random));
    if (random() % 2 == 0) put("advice", odd_text(random) + "\n" + odd_text(random));
    return values;
}

} // namespace

TEST_CASE("records that are taken out and put in again are not changed, as CSV and as XLSX") {
    RegisterDefinition d = money_decisions();
    d.fields[6].type = FieldType::markdown; // advice, of several lines
    std::mt19937 random(20170706);
    std::vector<Record> records;
    for (int i = 1; i <= 400; ++i)
        records.push_back(decision(fmt::format("pcd-{}", i), odd_values(d, random)));
    for (bool workbook : {false, true}) {
        std::string bytes = workbook ? records_xlsx(k_ada, d, records) : records_csv(k_ada, d, records);
        ImportedTable table = read_record_table(d, bytes, workbook ? "d.xlsx" : "d.csv", among(records));
        INFO(workbook);
        CHECK(table.unchanged == 400);
        CHECK(table.problems.empty());
        for (const RowProblem& p : table.problems)
            MESSAGE(p.row, " ", p.column, " ", p.message);
        CHECK(table.entries.empty());
        for (const auto& entry : table.entries)
            for (const auto& [field, values] : entry.changes[0].values)
                MESSAGE(field, ": ", values_json({{field, values}}), " was ",
                        values_json(among(records)(entry.id)->values));
    }
}

TEST_CASE("a table has what the person may read, by labels, and no cell is live") {
    std::vector<Record> records{decision("pcd-1", {{"title", {"=HYPERLINK(\"http://evil\")"}},
                                                   {"cost", {"-5.00"}},
                                                   {"advice", {"Privileged"}},
                                                   {"kind", {"grant"}},
                                                   {"serves", {"a", "b;c"}}})};
    CHECK(records_csv(made_actor("olive", {Role::officer}), money_decisions(), records) ==
          "ID,Number,State,Version,title,cost,area,owner,received,signed,serves,kind\r\n"
          "pcd-1,PCD 1,Draft,3,\"'=HYPERLINK(\"\"http://evil\"\")\",-5.00,,,,,a; b\\;c,A grant\r\n");
    CHECK(has(records_csv(k_ada, money_decisions(), records), "Privileged"));
    std::string workbook = records_xlsx(k_ada, money_decisions(), records);
    XlsxPackage package(workbook, "d.xlsx");
    std::string sheet = package.read("xl/worksheets/sheet1.xml");
    CHECK_FALSE(has(sheet, "<f>")); // no formula
    CHECK_FALSE(has(sheet, "<hyperlink"));
    CHECK(has(package.read("xl/sharedStrings.xml"), "=HYPERLINK"));
    CHECK(has(sheet, "<v>-5</v>"));
}

TEST_CASE("a text that no cell of a workbook holds is refused, and goes out as CSV") {
    RegisterDefinition d = money_decisions();
    std::vector<Record> records{decision("pcd-1", {{"title", {std::string(40'000, 'a')}}})};
    CHECK(has(message_of([&] { records_xlsx(k_ada, d, records); }), "longer than the 32,767 characters"));
    CHECK(records_csv(k_ada, d, records).size() > 40'000);
}

TEST_CASE("rows make new records and change known ones, with what differs alone") {
    std::vector<Record> records{decision("pcd-1", {{"title", {"Old"}}, {"cost", {"5.00"}}})};
    ImportedTable table = taken_in("Title,Cost,Number,State\n"
                                   "Old,\"£1,000\",PCD 1,Draft\n"
                                   "New one,,,Signed\n"
                                   "\n"
                                   "Given number,,PCD 77,\n",
                                   records);
    REQUIRE(table.problems.empty());
    REQUIRE(table.entries.size() == 3);
    CHECK_FALSE(table.entries[0].is_new);
    CHECK(table.entries[0].id == "pcd-1");
    CHECK(table.entries[0].version == 3);
    CHECK(table.entries[0].changes.size() == 1);
    CHECK(table.entries[0].changes[0].values == Values{{"cost", {"1000.00"}}});
    CHECK(table.entries[1].is_new);
    CHECK(table.entries[1].changes.size() == 2);
    CHECK(table.entries[1].changes[1].move == "sign");
    CHECK(table.entries[2].number == "PCD 77");
    CHECK(table.rows == std::vector<std::size_t>{2, 3, 5});
}

TEST_CASE("an empty cell clears a field, a column that is not there leaves it alone") {
    std::vector<Record> records{decision("pcd-1", {{"title", {"Old"}}, {"cost", {"5.00"}}, {"owner", {"Ann"}}})};
    ImportedTable table = taken_in("id,title,cost\npcd-1,Old,\n", records);
    REQUIRE(table.entries.size() == 1);
    CHECK(table.entries[0].changes[0].values == Values{{"cost", {}}});
}

TEST_CASE("all that is wrong with a heading is said at once") {
    std::string said = message_of([] { taken_in("titel,cost,COST,stat,wholly else\nx,1,2,3,4\n"); });
    CHECK(has(said, "decisions.csv:1"));
    CHECK(has(said, "there is no field 'titel'; is 'title' meant?"));
    CHECK(has(said, "Column 3: 'COST' is there twice"));
    CHECK(has(said, "there is no field 'stat'; is 'State' meant?"));
    CHECK(has(said, "there is no field 'wholly else'"));
    CHECK(has(message_of([] { taken_in("\n\n"); }), "The file is empty"));
    CHECK(has(message_of([] { taken_in("ID\nx\n"); }), "no column with a field"));
}

TEST_CASE("what is wrong with rows is said by row and column, all of it") {
    std::vector<Record> records{decision("pcd-1", {{"title", {"Old"}}})};
    std::string said = fault("ID,Version,State,title,cost,received\n"
                             "pcd-1,3,Drafd,x,five,07/23/2017\n"
                             "pcd-9,,,x,,\n"
                             "pcd-1,,,x,,\n"
                             ",x,,x,,,more\n",
                             records);
    CHECK(has(said, "2 State: 'Drafd' is none of Draft and Signed; is 'Draft' meant?"));
    CHECK(has(said, "2 cost: cost must be an amount"));
    CHECK(has(said, "2 received: received must be a real date"));
    CHECK(has(said, "3 ID: There is no decision 'pcd-9'"));
    CHECK(has(said, "4 ID: 'pcd-1' is there twice"));
    CHECK(has(said, "5 Version: 'x' is no version"));
    CHECK(has(said, "5 : Cell 7 has no heading above it"));
    std::vector<Record> signed_one = records;
    signed_one[0].state = "signed";
    CHECK(has(fault("ID,State\npcd-1,Draft\n", signed_one), "2 State: No move leads from 'Signed' to 'Draft'"));
}

TEST_CASE("fifty thousand rows are taken, one more is not") {
    std::string csv = "title\n";
    for (int i = 0; i < 50'000; ++i)
        csv += "Decision\n";
    CHECK(taken_in(csv).entries.size() == 50'000);
    CHECK(has(message_of([&] { taken_in(csv + "Decision\n"); }), "50,001 rows; 50,000 is the most"));
}

TEST_CASE("what is no table is refused") {
    auto in = [](std::string_view bytes, std::string_view name) {
        return message_of([&] { read_record_table(money_decisions(), bytes, name, among({})); });
    };
    CHECK(has(in("PK\x03\x04 nothing", "a.xlsx"), "no whole workbook"));
    CHECK(has(in("title\n\"open", "a.csv"), "never closed"));
    CHECK(has(in("<table></table>", "a.html"), "no table of records"));
}

TEST_CASE("an exported table is entered in the store by its rows, and an old one overwrites nobody") {
    on_each_played([](Played& played) {
        Record made = played.decide({{"title", {"Two officers"}}});
        std::string csv = records_csv(played.olive, made_decisions(), std::vector<Record>{made});
        FindRecord find = [&](std::string_view id) { return played.records.find(played.olive, "decisions", id); };
        std::string changed = replace_all(csv, "Two officers", "Three officers");
        ImportedTable table = read_record_table(made_decisions(), changed, "d.csv", find);
        REQUIRE(table.entries.size() == 1);
        CHECK(played.records.enter(played.olive, table.entries, false).empty());
        CHECK(find(made.id)->first("title") == "Three officers");
        ImportedTable old =
            read_record_table(made_decisions(), replace_all(csv, "Two officers", "No officers"), "d.csv", find);
        std::string said = message_of([&] {
            auto problems = played.records.enter(played.olive, old.entries, false);
            if (!problems.empty()) throw InvalidChange(problems[0].problems);
        });
        CHECK(said != "no error");
        CHECK(find(made.id)->first("title") == "Three officers");
    });
}
