// SPDX-License-Identifier: MIT
// Tables as they were printed: the committee's report of July 2017 and the annual reports of
// 2017/18 and 2018/19. What is wrong in them is found, and nothing else; and each of their
// figures is under watch, which one wrong digit at a time shows.
#include "tables/made.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace made;
namespace fs = std::filesystem;

TEST_CASE("the committee's workforce table: police staff and community support officers are off, and nothing else") {
    auto faults = check_table(printed("committee-2017-07-workforce.csv"), {});
    REQUIRE(said(faults, true) == Said{"lost-decimal-point suspect Police staff/May-16",
                                       "lost-decimal-point suspect Community support officers/May-16"});
    CHECK(faults[0].line == 3);
    CHECK(faults[0].likely == "9,410.64 and 8,508.15");
    CHECK(faults[1].found == "156,556.00");
    CHECK(faults[1].likely == "1,565.56");
}

TEST_CASE("the committee's other tables have nothing wrong in them") {
    for (const char* name : {"committee-2017-07.csv", "committee-2017-07-satisfaction.csv",
                             "committee-2017-07-correspondence.csv", "committee-2017-07-questions.csv"}) {
        CAPTURE(name);
        CHECK(said(check_table(printed(name), {}), true) == Said{});
    }
}

TEST_CASE("the annual reports' tables are right but for rounding, blanks and a bare nought") {
    CHECK(said(check_table(data("finance-2017-18.csv"), {}), true) ==
          Said{"rounding note Total gross spending/Budget £m", "mixed-precision note Property act fund/Outturn £m"});
    CHECK(said(check_table(data("transformation-fund-2017-18.csv"), {}), true) == Said{});
    CHECK(said(check_table(data("budget-2019-20.csv"), {}), true) == Said{});
    CHECK(said(check_table(data("custody-visits-2018.csv"), {}), true) == Said{});
    CHECK(said(check_table(data("staff-spend.csv"), {}), true) == Said{});
    CHECK(said(check_table(data("staff-spend-by-grade.csv"), {}), true) == Said{"missing-cell note 9/2015/16 £k"});
}

namespace {

/// Changes one cell and says what is found.
Said after(PrintedTable table, std::size_t row, std::size_t column, std::string_view was, std::string_view is) {
    std::string& text = table.rows.at(row).cells.at(column).text;
    REQUIRE(text == was);
    text = is;
    return said(check_table(table, {}));
}

} // namespace

TEST_CASE("each printed percentage of the forty rows is under watch") {
    PrintedTable table = printed("committee-2017-07.csv");
    REQUIRE(table.rows.size() == 40);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        PrintedTable wrong = table;
        std::string& text = wrong.rows[row].cells[4].text;
        std::size_t last = text.size() - 2;
        text[last] = text[last] == '9' ? '8' : static_cast<char>(text[last] + 1);
        auto faults = check_table(wrong, {});
        CAPTURE(text);
        REQUIRE(faults.size() == 1);
        CHECK(faults[0].rule == "percent-change");
        CHECK(faults[0].likely == table.rows[row].cells[4].text);
    }
}

TEST_CASE("other figures of the printed tables are under watch") {
    CHECK(after(printed("committee-2017-07-correspondence.csv"), 1, 3, "99%", "97%") ==
          Said{"share fault May 2017*/in percentage terms"});
    CHECK(after(printed("committee-2017-07-questions.csv"), 2, 3, "91%", "92%") ==
          Said{"share suspect June 2017/in percentage terms"});
    CHECK(after(printed("committee-2017-07-satisfaction.csv"), 0, 3, "2%", "4%") ==
          Said{"change suspect Police do a good job/Change"});
    CHECK(after(data("custody-visits-2018.csv"), 0, 5, "76%", "67%") == Said{"share suspect 2018/% of available"});
    CHECK(after(data("budget-2019-20.csv"), 2, 2, "89", "98") == Said{"share fault Sub total/Percentage"});
    CHECK(after(data("budget-2019-20.csv"), 5, 1, "76.2", "72.6").size() >= 1);
    CHECK(after(data("finance-2017-18.csv"), 5, 3, "-6.2", "-2.6") ==
          Said{"change fault Supplies, services and commissioning/Variance £m"});
    CHECK(after(data("finance-2017-18.csv"), 6, 2, "54.0", "45.0") ==
          Said{"change fault Total gross spending/Variance £m", "total fault Total gross spending/Outturn £m"});
    CHECK(after(data("transformation-fund-2017-18.csv"), 7, 1, "£6.33m", "£6.83m") ==
          Said{"total fault Total of the fund/2017/18"});
}

TEST_CASE("every column total of the table of grades is under watch") {
    PrintedTable table = data("staff-spend-by-grade.csv");
    for (std::size_t column = 1; column <= 5; ++column) {
        PrintedTable wrong = table;
        std::string& text = wrong.rows.back().cells[column].text;
        text[2] = text[2] == '9' ? '1' : '9';
        auto faults = check_table(wrong, {});
        CHECK(said(faults) == Said{"total fault Total/" + table.header[0].cells[column].text});
        CHECK(faults.back().likely == table.rows.back().cells[column].text);
    }
}

TEST_CASE("the documents themselves say the same, where they are beside the project" *
          doctest::skip(!fs::is_directory(fs::path(shared_dir()) / "seeds"))) {
    std::size_t committee = 0, finance = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(shared_dir()) / "seeds")) {
        if (entry.path().extension() != ".txt") continue;
        auto tables = read_tables(read_file(entry.path()), "document", TableFormat::text);
        Said open = said(check_tables(tables, {}));
        if (entry.path().filename().string().starts_with("003_")) {
            ++committee;
            CHECK(tables.size() == 7);
            CHECK(open ==
                  Said{"lost-decimal-point suspect Police Staff/May-16", "lost-decimal-point suspect PCSOs/May-16"});
        } else {
            finance += tables.size();
            CHECK(open == Said{});
        }
    }
    CHECK(committee == 1);
    CHECK(finance == 3);
}
