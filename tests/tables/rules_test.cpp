// SPDX-License-Identifier: MIT
// Each rule: a table that sets it off, and one that nearly does.
#include "base/error.hpp"
#include "support/temporary_folder.hpp"
#include "tables/made.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace peelian::tests;
using namespace made;

TEST_CASE("a change that does not follow is told with the value that would") {
    auto faults = check_table(table("Kind,2016,2017,Change,% change\nA,\"1,200\",\"1,500\",300,25.0%\n"
                                    "B,400,300,-100,-52.0%\nC,810,900,90,11.1%\n"),
                              {});
    REQUIRE(said(faults) == Said{"percent-change fault B/% change"});
    CHECK(faults[0].likely == "-25.0%");
    CHECK(faults[0].advice.find("two digits swapped") != std::string::npos);
}

TEST_CASE("a figure that neither its change nor its percentage follows from is itself to blame") {
    auto faults = check_table(table("Kind,2016,2017,Change,% change\nA,1200,1500,300,25.0%\nB,400,3000,-100,-25.0%\n"
                                    "C,810,900,90,11.1%\n"),
                              {});
    REQUIRE(said(faults) == Said{"change fault B/2017"});
    CHECK(faults[0].likely == "300");
}

TEST_CASE("counts are exact, measured values are intervals") {
    CHECK(said("Kind,2016,2017,Change\nA,120,150,31\nB,40,30,-10\nC,81,90,9\nD,77,70,-7\n") ==
          Said{"change fault A/Change"});
    CHECK(said("Kind £m,2016 £m,2017 £m,Change £m\nA,1.2,1.5,0.4\nB,4.0,3.0,-1.0\nC,8.1,9.0,0.9\n", true) ==
          Said{"rounding note A/Change £m"});
}

TEST_CASE("a column that is cut off has no fault, and one that is rounded has when a row is cut off") {
    CHECK(said("K,n,x,in per cent\nA,300,200,66%\nB,700,500,71%\nC,900,700,77%\nD,600,599,99%\nE,9,5,55%\n", true) ==
          Said{});
    CHECK(said("K,n,x,in per "
               "cent\nA,300,200,67%\nB,700,500,71%\nC,900,700,78%\nD,600,599,100%\nE,9,5,55%\nF,1000,506,51%\n"
               "G,1000,507,51%\nH,1000,508,51%\nI,1000,509,51%\nJ,1000,608,61%\nK,1000,708,71%\nL,1000,808,81%\nM,1000,"
               "707,71%\n") == Said{"share fault E/in per cent"});
}

TEST_CASE("rates follow from their populations") {
    CHECK(said("Area,Offences,Residents,Rate per 1,000 residents\n") == Said{});
    CHECK(said("Area,Offences,Residents,\"Rate per "
               "1,000\"\nA,500,\"20,000\",25.0\nB,330,\"30,000\",11.0\nC,90,\"15,000\",60.0\n") ==
          Said{"share fault C/Rate per 1,000"});
}

TEST_CASE("totals of rows and columns add up, by group, before or after their parts") {
    const char* good = "Kind,2016,2017\nTotal robbery,300,330\nPersonal,200,210\nBusiness,100,120\nTheft of,233,267\n"
                       "Theft from,497,513\nTotal vehicle,730,780\nTotal shoplifting,45,43\n";
    CHECK(said(good, true) == Said{});
    std::string wrong = good;
    wrong.replace(wrong.find("730,780"), 7, "730,870");
    auto faults = check_table(table(wrong), {});
    REQUIRE(said(faults) == Said{"total fault Total vehicle/2017"});
    CHECK(faults[0].likely == "780");
    CHECK(said("Area,Men,Women,All\nA,12,13,25\nB,40,31,71\nC,55,60,116\nD,70,71,141\n") ==
          Said{"row-total fault C/All"});
}

TEST_CASE("a total whose parts are not in the table, or overlap, is left alone") {
    CHECK(said("Kind,2016,2017\nTotal offences,7486,7249\nTotal robbery,214,240\nTotal theft,1332,1380\nKnife "
               "crime,97,118\n"
               "Knife crime with injury,37,42\n") == Said{});
}

TEST_CASE("figures that add up but for rounding are a note") {
    auto faults = check_table(
        table("Heading,Budget £m,Outturn £m\nPay,9.0,8.3\nOther,0.3,0.3\nGoods,51.5,45.3\nTotal,60.9,54.0\n"), {});
    REQUIRE(said(faults, true) == Said{"rounding note Total/Budget £m"});
    CHECK(faults[0].expected == "60.8");
}

TEST_CASE("percentages of a whole add up to a hundred") {
    CHECK(said("Area,White %,Black %,Asian %\nA,50,30,20\nB,61,19,20\nC,33,33,33\nD,70,10,20\nE,70,40,20\n") ==
          Said{"shares-of-a-whole fault E/White %"});
    CHECK(said("Reason,% of all answers\nA,45\nB,40\nC,30\n") == Said{"shares-of-a-whole suspect /% of all answers"});
    CHECK(said("Question,2016 %,2017 %\nA,45,50\nB,40,41\nC,30,33\n") == Said{});
}

TEST_CASE("nothing falls by more than all of it") {
    CHECK(said("Area,% change in offences\nA,-12.0%\nB,-120.5%\nC,4.0%\n") ==
          Said{"impossible-change fault B/% change in offences"});
    CHECK(said("Heading,Budget,Outturn,% variance\nA,-3.8,0.9,-123.7%\nB,2.0,3.0,50.0%\nC,4.0,3.0,-25.0%\n") == Said{});
}

TEST_CASE("a value a power of ten from the others of its row is suspect") {
    const char* good =
        "Kind,2014,2015,2016,2017\nA,1200,1250,1180,1300\nB,400,390,410,405\nC,8100,8000,7900,8400\nD,25,30,21,26\n";
    CHECK(said(good) == Said{});
    std::string wrong = good;
    wrong.replace(wrong.find("1180"), 4, "11800");
    auto faults = check_table(table(wrong), {});
    REQUIRE(said(faults) == Said{"lost-decimal-point suspect A/2016"});
    CHECK(faults[0].likely == "1180");
    // So few that ten times as many may well be so.
    wrong = good;
    wrong.replace(wrong.find("21,26"), 5, "210,26");
    CHECK(said(wrong) == Said{});
    // All rows grew tenfold: a scheme that began.
    CHECK(said("Kind,2016,2017\nA,120,1250\nB,400,3900\nC,810,8000\nD,250,2600\n") == Said{});
}

TEST_CASE("a large whole number among values with decimals is no lost point when it is in scale, or a total") {
    CHECK(said("Group,May-16,May-17\nOfficers,\"31,601.41\",\"30,822.23\"\nStaff,\"9,410.64\",\"8,508.15\"\n"
               "Specials,\"3,204.00\",\"2,537.00\"\n") == Said{});
    CHECK(said("Item,2016 £,2017 £\nA,10.25,12.50\nB,11.75,14.99\nTotal of all that is not "
               "shown,\"1,122.00\",\"1,327.00\"\n") == Said{});
}

TEST_CASE("odd cells: text, broken numbers, errors of spreadsheets, holes, signs, decimals") {
    CHECK(said("K,n\nA,12\nB,1O4\nC,14\nD,19\n", true) == Said{"not-a-number fault B/n"});
    CHECK(said("K,n\nA,12\nB,\"1,23\"\nC,14\nD,19\n") == Said{"not-a-number fault B/n"});
    CHECK(said("K,n\nA,12\nB,#DIV/0!\nC,14\nD,19\n") == Said{"spreadsheet-error fault B/n"});
    CHECK(said("K,n,m\nA,12,4\nB,,5\nC,14,6\nD,19,7\n") == Said{"missing-cell suspect B/n"});
    CHECK(said("K,n,m\nA,12,4\nB,..,5\nC,14,6\nD,-,7\n", true) == Said{});
    CHECK(said("K,n\nA,12\nB,-17\nC,14\nD,19\nE,3\nF,8\n") == Said{"negative-count suspect B/n"});
    CHECK(said("K,n\nA,1200\nB,1.387\nC,1400\nD,1901\nE,355\nF,877\n") == Said{"count-with-decimals suspect B/n"});
    CHECK(said("K,rate\nA,1.2\nB,1.25\nC,1.4\nD,1.9\nE,3.0\n", true) == Said{"mixed-precision note B/rate"});
    // A row of another unit is no slip.
    CHECK(said("K,2016,2017\nA,1200,1210\nDays,1.5,1.6\nC,1400,1300\nD,1901,1800\nE,355,377\nF,877,888\n", true) ==
          Said{});
}

TEST_CASE("what comes twice is suspect") {
    CHECK(said("K,2016,2017\nA,1203,1203\nB,455,455\nC,78,78\nD,9021,9021\n") == Said{"stale-column suspect /2017"});
    CHECK(said("K,2016,2016\nA,1203,1300\nB,455,401\nC,78,71\n") == Said{"repeated-period suspect /2016"});
    CHECK(said("K,n,m\nA,12,4\nB,15,5\nA,12,4\nD,19,7\n") == Said{"same-rows suspect A/K"});
    CHECK(said("Month,n\nApril 2017,12\nMay 2017,15\nMay 2017,19\n") == Said{"repeated-period suspect May 2017/Month"});
    CHECK(said("K,2016,2016 %,2017,2017 %\nA,60,60%,50,50%\nB,40,40%,50,50%\nTotal,100,100%,100,100%\n") == Said{});
}

TEST_CASE("an old table is suspect when a whole period has passed since its last") {
    TableRules rules;
    rules.as_of = Month::from("2017-07");
    const char* monthly = "K,March 2017,April 2017\nA,12,13\nB,15,16\n";
    CHECK(said(monthly, false, rules) == Said{});
    rules.as_of = Month::from("2017-08");
    CHECK(said(monthly, false, rules) == Said{"old-period suspect /April 2017"});
    CHECK(said("K,Dec-15,Dec-16\nA,12,13\nB,15,16\n", false, rules) == Said{});
    rules.as_of = Month::from("2019-06");
    CHECK(said("K,2015-16,2016-17\nA,12,13\nB,15,16\n", false, rules) == Said{"old-period suspect /2016-17"});
}

TEST_CASE("a difference of percentages under a heading of per cent is told") {
    CHECK(said("K,Dec-15,Dec-16,% change\nA,67%,69%,2%\nB,80%,78%,-2%\nC,50%,41%,-9%\n") ==
          Said{"points-not-per-cent suspect /% change"});
    CHECK(said("K,Dec-15,Dec-16,Change (% points)\nA,67%,69%,2%\nB,80%,78%,-2%\nC,50%,41%,-9%\n") == Said{});
}

TEST_CASE("reference values make an implausible figure certain") {
    TableRules rules;
    rules.plausible.push_back({"police staff", "", 5000, 15000, "the force's own count"});
    auto faults = check_table(printed("committee-2017-07-workforce.csv"), rules);
    Said open = said(faults);
    CHECK(std::ranges::count(open, "implausible-value fault Police staff/May-16") == 1);
    CHECK(std::ranges::count(open, "implausible-value fault Police staff/May-17") == 1);
}

TEST_CASE("rules say what deduction cannot, and answer what is known") {
    TemporaryFolder folder;
    write_file(folder / "rules.toml", R"([[table]]
title = "*"
no_total_rows = ["Total MV"]
[[table.column]]
name = "Was"
role = "percent-change"
from = "now"
of = "then"
[[known]]
rule = "percent-change"
row = "B"
who = "Ana"
why = "printed so by others"
[[known]]
rule = "total"
who = "Ana"
why = "gone"
)");
    TableRules rules;
    read_table_rules(folder / "rules.toml", rules);
    auto faults = apply_known(check_table(table("K,now,then,Was\nA,100,110,10%\nB,200,210,50%\n"), rules), rules);
    CHECK(said(faults, true) == Said{"percent-change fault B/Was", "known-unused note /"});
    CHECK(faults[0].known_by == "Ana");
    CHECK_FALSE(is_open(faults[0]));
    for (const char* bad :
         {"[[known]]\nwho = \"A\"\nwhy = \"B\"\n", "[[known]]\nrule = \"x\"\nwhy = \"B\"\n", "[[table]]\nnumber = -1\n",
          "[[table]]\n[[table.column]]\nname = \"x\"\nrole = \"chnage\"\n", "lag = 3\n",
          "[[table]]\n[[table.column]]\nname = \"x\"\nrole = \"total\"\nfrom = \"y\"\n"}) {
        write_file(folder / "bad.toml", bad);
        CHECK_THROWS_AS(read_table_rules(folder / "bad.toml", rules), Error);
    }
    for (const char* bad : {"row,low,high,source\nx,5,1,s\n", "row,low,high,source\nx,\"1,000\",1,s\n",
                            "row,low,source\n", "row,low,high,source\n,1,2,s\n"}) {
        write_file(folder / "bad.csv", bad);
        CHECK_THROWS_AS(read_plausible_ranges(folder / "bad.csv", rules), Error);
    }
}

TEST_CASE("a column of small figures that are much alike is no share of others by chance") {
    std::string csv = "Area,Income score (rate),Employment score (rate),Barriers (rate),Crime score\n";
    for (int i = 0; i < 300; ++i)
        csv += "A" + std::to_string(i) + ",0." + std::to_string(1 + i * 7 % 3) + ",0." + std::to_string(1 + i * 5 % 2) +
               ",0." + std::to_string(i * 11 % 3) + "," + (i % 2 == 0 ? "-" : "") + std::to_string(i * 13 % 4) + ".4\n";
    CHECK(said(csv) == Said{});
}

TEST_CASE("many rows that come twice are one matter") {
    std::string csv = "Area,n\n";
    for (int i = 0; i < 20; ++i)
        csv += "A" + std::to_string(i % 10) + ",1" + std::to_string(i % 10) + "\n";
    auto faults = check_table(table(csv), {});
    REQUIRE(said(faults) == Said{"same-rows suspect A0/Area"});
    CHECK(faults[0].message.find("10 rows") != std::string::npos);
}

TEST_CASE("columns that are declared are held to what they are said to be") {
    TableRules rules;
    rules.tables.push_back({});
    TableDeclaration& d = rules.tables.back();
    d.columns.push_back({"Both", ColumnRole::total, "", "", {"Men", "Women"}, {}, "", 0});
    CHECK(said("K,Men,Other,Women,Both\nA,12,5,13,25\nB,40,6,31,72\n") == Said{});
    CHECK(said("K,Men,Other,Women,Both\nA,12,5,13,25\nB,40,6,31,72\n", false, rules) == Said{"row-total fault B/Both"});
    d.columns = {{"n*", ColumnRole::deduce, "", "", {}, false, "", 0}};
    CHECK(said("K,n 2016,n 2017,Change\nA,120,150,31\nB,40,30,-10\nC,81,90,9\nD,77,70,-7\n", true, rules) ==
          Said{"rounding note A/Change"});
    d.total_rows = {"Strength"};
    d.columns.clear();
    const char* strength = "K,2016,2017\nOfficers,3160,3082\nStaff,941,850\nStrength,4101,3923\n";
    CHECK(said(strength) == Said{});
    CHECK(said(strength, false, rules) == Said{"total fault Strength/2017"});
    std::vector<PrintedTable> tables{table("a,b\nx,1\n")};
    d.header_rows = 0;
    set_header_rows(tables, rules);
    CHECK(tables[0].header.empty());
    CHECK(tables[0].rows.size() == 2);
}

TEST_CASE("the last edition tells what was revised and what did not move on") {
    auto before = table("Kind,2015-16,2016-17\nA,\"12,031\",\"13,120\"\nB,455,401\nC,78,71\nD,\"90,213\",\"91,456\"\n");
    auto now = table("Kind,2016-17,2017-18\nA,\"13,122\",\"14,011\"\nB,401,433\nC,71,69\nD,\"91,456\",\"91,456\"\n");
    std::vector<PrintedTable> old{before}, fresh{now};
    auto faults = compare_editions(fresh, old, {});
    CHECK(said(faults, true) == Said{"stale-figure suspect D/2017-18", "revised note A/2016-17"});
    CHECK(faults[1].expected == "13,120");
    auto copied = table("Kind,2016-17,2017-18\nA,\"13,120\",\"13,120\"\nB,401,401\nC,71,71\nD,\"91,456\",\"91,456\"\n");
    std::vector<PrintedTable> stale{copied};
    CHECK(said(compare_editions(stale, old, {})) == Said{"stale-column suspect /2017-18"});
}

TEST_CASE("a table whose figures are those of another period's table before it is suspect") {
    auto tables = read_tables(
        "April 2017\n\nKind,April 2017\nA,12031\nB,455\nC,78\n\nMay 2017\n\nKind,May 2017\nA,12031\nB,455\nC,78\n",
        "t.csv", TableFormat::csv);
    REQUIRE(tables.size() == 2);
    CHECK(said(check_tables(tables, {})) == Said{"stale-column suspect /May 2017"});
}
