// SPDX-License-Identifier: MIT
// Which of several downloads counts, and loading again.
#include "sources/made.hpp"

#include <algorithm>

using namespace peelian;
using namespace peelian::source_tests;

namespace {

/// Everything a load says, as text.
std::string dump(const Loaded& loaded) {
    std::string out;
    for (const SourceFile& f : loaded.report.files)
        out += fmt::format("{} {} {} {} {} {} {} {} {}\n", f.path, f.sha256, f.bytes, f.preset, f.partition,
                           to_text(f.status), f.other, f.rows, f.rejected);
    for (const std::string& r : rejects(loaded))
        out += r + "\n";
    for (const SourceRevision& r : loaded.report.revisions)
        out += fmt::format("{} {} {} {} {} {}\n", r.partition, r.before, r.after, r.rows_before, r.rows_after,
                           join(r.changes, ";"));
    for (const FactFile& f : loaded.facts) {
        out += fmt::format("{} {} {} {}", f.key, f.dataset, f.source_file, f.only ? "only" : "all");
        for (Month m : f.months)
            out += " " + m.to_string();
        out += "\n";
    }
    for (const DayCoverage& d : loaded.days)
        out += fmt::format("{} {} {} {}-{} {} {}\n", d.dataset, d.force, d.month.to_string(), d.first_day, d.last_day,
                           d.days_seen, d.rows);
    for (const UnknownCategory& u : loaded.unknown)
        out += fmt::format("{} {} {} {}\n", u.column, u.value, u.rows, u.total);
    return out;
}

void put_mixed_files(Desk& desk) {
    desk.put("2024-01-avon-street.csv", street({Crime{.month = "2024-01"}.row(), Crime{.longitude = "x"}.row()}));
    desk.put("2024-02-avon-street.downloaded-2024-04.csv", street({Crime{}.row(), Crime{.type = "Odd"}.row()}));
    desk.put("2024-02-avon-street.downloaded-2024-06.csv", street({Crime{.outcome = "Local resolution"}.row()}));
    desk.put("2024-03-avon-street.csv", "<html>");
    desk.put("2024-02-avon-stop-and-search.csv",
             std::string(k_search_header) + "\nPerson search,2024-02-03T10:00:00+00:00,,,,,,,,,,,,,\n");
}

std::string wide(std::string_view months, std::string_view values) {
    return fmt::format("MajorText,MinorText,BoroughName,{}\nBURGLARY,BURGLARY - RESIDENTIAL,North,{}\n", months,
                       values);
}

} // namespace

TEST_CASE("a file that is another's bytes again is a duplicate, whatever its folder") {
    Desk desk;
    desk.put("a/2024-02-avon-street.csv", street({Crime{}.row()}));
    desk.put("b/2024-02-avon-street.csv", street({Crime{}.row()}));
    desk.load();
    CHECK(desk.file("a/2024-02-avon-street.csv").status == FileStatus::used);
    CHECK(desk.file("b/2024-02-avon-street.csv").status == FileStatus::duplicate);
    CHECK(desk.file("b/2024-02-avon-street.csv").other == "raw/a/2024-02-avon-street.csv");
    CHECK(desk.facts("month").size() == 1);
    CHECK(desk.loaded.report.accepted() == 1);
}

TEST_CASE("a later download of the same month replaces it, and what changed is reported") {
    Desk desk;
    desk.put("2024-02-avon-street.downloaded-2024-04.csv", street({Crime{}.row(), Crime{.lsoa = "E01000002"}.row()}));
    desk.put("2024-02-avon-street.downloaded-2024-06.csv",
             street({Crime{}.row(), Crime{.lsoa = "E01000002", .outcome = "Local resolution"}.row()}));
    const Loaded& loaded = desk.load();
    CHECK(desk.file("2024-04.csv").status == FileStatus::superseded);
    CHECK(desk.file("2024-04.csv").other == "raw/2024-02-avon-street.downloaded-2024-06.csv");
    CHECK(desk.facts("outcome") == Lines{"Local resolution", "Under investigation"});
    REQUIRE(loaded.report.revisions.size() == 1);
    const SourceRevision& revision = loaded.report.revisions[0];
    CHECK(revision.partition == "2024-02 avon");
    CHECK(revision.rows_before == 2);
    CHECK(revision.rows_after == 2);
    CHECK(revision.changes == Lines{"outcome: 'Local resolution' 0 -> 1", "outcome: 'Under investigation' 2 -> 1"});
}

TEST_CASE("a name without a download date is the newest of its month") {
    Desk desk;
    desk.put("2024-02-avon-street.csv", street({Crime{.outcome = "Local resolution"}.row()}));
    desk.put("2024-02-avon-street.downloaded-2026-06.csv", street({Crime{}.row()}));
    desk.load();
    CHECK(desk.facts("outcome") == Lines{"Local resolution"});
}

TEST_CASE("a third download that says again what the first said is the one that counts") {
    Desk desk;
    desk.put("2024-02-avon-street.downloaded-2024-04.csv", street({Crime{}.row()}));
    desk.put("2024-02-avon-street.downloaded-2024-05.csv", street({Crime{.outcome = "Local resolution"}.row()}));
    desk.put("2024-02-avon-street.downloaded-2024-06.csv", street({Crime{}.row()}));
    desk.load();
    CHECK(desk.facts("outcome") == Lines{"Under investigation"});
    CHECK(desk.file("2024-06.csv").status == FileStatus::used);
    CHECK(desk.file("2024-05.csv").status == FileStatus::superseded);
    CHECK(desk.file("2024-04.csv").status == FileStatus::duplicate);
}

TEST_CASE("an unusable later download gives its place back to the one before") {
    Desk desk;
    desk.put("2024-02-avon-street.downloaded-2024-04.csv", street({Crime{}.row()}));
    desk.put("2024-02-avon-street.downloaded-2024-06.csv", street({Crime{}.row(), std::string(10'000'000, 'x')}));
    desk.load();
    CHECK(desk.file("2024-06.csv").status == FileStatus::unusable);
    CHECK(desk.file("2024-04.csv").status == FileStatus::used);
    CHECK(desk.file("2024-04.csv").other.empty());
    CHECK(desk.facts("outcome") == Lines{"Under investigation"});
    CHECK(desk.loaded.report.revisions.empty());
}

TEST_CASE("two downloads of a wide table are put together month by month") {
    Desk desk;
    desk.put("MPS Borough Level Crime (most recent 24 months) [old].csv", wide("202102,202103,202104", "1,2,3"));
    desk.put("MPS Borough Level Crime (most recent 24 months) [new].csv", wide("202103,202104,202105", "20,30,40"));
    const Loaded& loaded = desk.load();
    REQUIRE(loaded.facts.size() == 2);
    std::vector<std::string> counted;
    for (const FactFile& f : loaded.facts)
        for (Month m : f.months)
            counted.push_back(m.to_string() + (f.only ? " old" : " new"));
    std::ranges::sort(counted);
    CHECK(counted == Lines{"2021-02 old", "2021-03 new", "2021-04 new", "2021-05 new"});
    REQUIRE(loaded.report.revisions.size() == 1);
    CHECK(loaded.report.revisions[0].changes == Lines{"total of 2 months, the largest change in April 2021 3 -> 30"});
}

TEST_CASE("a historical wide table is as old as its download, not as its last month") {
    Desk desk;
    // Ends in March 2021, so it was downloaded in March 2023: later than the other.
    desk.put("MPS Borough Level Crime (Historical).csv", wide("202102,202103", "10,20"));
    desk.put("MPS Borough Level Crime (most recent 24 months).csv", wide("202102,202103", "1,2"));
    desk.load();
    CHECK(desk.facts("month, n, borough_area, minor") ==
          Lines{"2021-02-01|10|N|Burglary - residential", "2021-03-01|20|N|Burglary - residential"});
    CHECK(desk.file("24 months).csv").status == FileStatus::superseded);
}

TEST_CASE("loading twice says the same and makes no fact file again") {
    Desk desk;
    put_mixed_files(desk);
    std::string first = dump(desk.load());
    auto facts_folder = [&] {
        std::map<fs::path, fs::file_time_type> found;
        for (const fs::path& path : files_below(desk.folder / "cache/facts"))
            found[path] = fs::last_write_time(path);
        return found;
    };
    auto before = facts_folder();
    CHECK_FALSE(before.empty());
    CHECK(dump(desk.load()) == first);
    CHECK(facts_folder() == before);
}

TEST_CASE("one thread and four load the same") {
    Desk one, four;
    put_mixed_files(one);
    put_mixed_files(four);
    CHECK(dump(one.load(1)) == dump(four.load(4)));
}

TEST_CASE("a cache that was damaged or thrown away is made again") {
    Desk desk;
    put_mixed_files(desk);
    std::string first = dump(desk.load());
    desk.folder.put("cache/files.tsv", "nonsense\n\x01");
    CHECK(dump(desk.load()) == first);
    fs::remove_all(desk.folder / "cache");
    CHECK(dump(desk.load()) == first);
}

TEST_CASE("a changed file is read again") {
    Desk desk;
    desk.put("2024-02-avon-street.csv", street({Crime{}.row()}));
    desk.load();
    desk.put("2024-02-avon-street.csv", street({Crime{}.row(), Crime{}.row()}));
    CHECK(desk.load().report.accepted() == 2);
}
