// SPDX-License-Identifier: MIT
// What another program reads in a workbook is held against the report by workbook_check.py;
// here is what needs no reader.
#include "base/files.hpp"
#include "base/text.hpp"
#include "made_report.hpp"
#include "reports/workbook.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

using namespace peelian;
using namespace peelian::tests;

namespace {

WorkbookText text() {
    return {.body = "Mayor's Office <of> London",
            .contact = "someone@example.org",
            .release = "3f2a9c",
            .date = "2017-08-14",
            .synthetic = true};
}

} // namespace

TEST_CASE("a workbook has the same bytes at any time, in any time zone") {
    std::string first = workbook_bytes(made_report(), text());
    CHECK(first.starts_with("PK"));
    std::this_thread::sleep_for(std::chrono::milliseconds(2100)); // zip files keep every second second
    setenv("TZ", "Pacific/Auckland", 1);
    tzset();
    std::string second = workbook_bytes(made_report(), text());
    unsetenv("TZ");
    tzset();
    CHECK(first == second);
}

TEST_CASE("a text that no cell can hold is told with its place") {
    Report report = made_report();
    report.parts[1].table->rows[0].label = std::string(40000, 'x');
    std::string message = message_of([&] { workbook_bytes(report, text()); });
    CHECK_MESSAGE(has(message, "longer than the 32,767 letters"), message);
    CHECK_MESSAGE(has(message, "worksheet Recorded crime what changed in:"), message);
}

TEST_CASE("rows with more cells than headings, and dates that are none, are refused") {
    Report report = made_report();
    report.parts[1].table->headings.pop_back();
    CHECK(has(message_of([&] { workbook_bytes(report, text()); }), "has 5 cells for 4 headings"));
    for (const char* date : {"", "2017-02-30", "2017-08", "2017-08-14T00", "today"}) {
        WorkbookText wrong = text();
        wrong.date = date;
        CHECK_MESSAGE(has(message_of([&] { workbook_bytes(made_report(), wrong); }), "is not YYYY-MM-DD"), date);
    }
}

TEST_CASE("nothing is left among temporary files") {
    TemporaryFolder folder;
    setenv("TMPDIR", folder.path().c_str(), 1);
    workbook_bytes(made_report(), text());
    CHECK(std::filesystem::is_empty(folder.path()));
    setenv("TMPDIR", "/proc/nowhere", 1);
    std::string message = message_of([&] { workbook_bytes(made_report(), text()); });
    CHECK_MESSAGE(has(message, "TMPDIR"), message);
    unsetenv("TMPDIR");
}

// Writes a workbook and, as plain CSV, what its tables are to show: workbook_check.py reads both.
TEST_CASE("a workbook for other programs to read") {
    const char* named = std::getenv("PEELIAN_WORKBOOK");
    if (named == nullptr) return;
    WorkbookText linked = text();
    linked.site = "https://www.example.org";
    linked.page = "https://www.example.org/reports/committee/2017-07/";
    Report report = made_report();
    report.parts[1].table->rows[0].address = "/measures/burglary/";
    std::filesystem::path folder(named);
    write_file(folder / "book.xlsx", workbook_bytes(report, linked));
    std::string shown;
    for (const ReportPart& made : report.parts) {
        if (!made.table) continue;
        append_csv(shown, made.table->title);
        shown += '\n';
        for (const ReportRow& row : made.table->rows) {
            std::vector<std::string> line{row.label};
            if (!made.table->group.empty()) line.insert(line.begin(), row.group);
            for (const ReportCell& cell : row.cells)
                line.push_back(cell.text);
            for (std::size_t i = 0; i < line.size(); ++i) {
                if (i > 0) shown += ',';
                append_csv(shown, line[i].empty() ? "[z]" : line[i]);
            }
            shown += '\n';
        }
    }
    write_file(folder / "shown.csv", shown);
}
