// SPDX-License-Identifier: MIT
// The example of London's plan: made-up records that add up to forty published rows, and the
// published figures that come out of the measures again.
#include "base/csv.hpp"
#include "base/text.hpp"
#include "release/assemble.hpp"
#include "support/folders.hpp"
#include "synthetic/made.hpp"
#include "synthetic/record_justice.hpp"
#include "synthetic/records.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

using namespace peelian;
namespace syn = peelian::synthetic;
namespace fs = std::filesystem;

namespace {

fs::path example() { return fs::path(made::source_dir()) / "examples/london-2017"; }

std::string refused(const std::string& text) {
    made::Folder folder;
    fs::create_directories(folder.path);
    write_file(folder.path / "r.toml", text);
    try {
        syn::RecordPlan plan = syn::read_record_plan(folder.path / "r.toml");
        syn::make_records(plan, syn::Places(1), 1, 1, 1);
    } catch (const Error& e) {
        return e.what();
    }
    return "";
}

} // namespace

TEST_CASE("the figures of the committee's report come out of the example's measures as printed") {
    made::Folder folder;
    fs::copy(example(), folder.path, fs::copy_options::recursive);
    fs::remove_all(folder.path / "data");
    SyntheticOptions options;
    options.folder = folder.path / "data";
    options.first = Month::from("2015-07");
    options.months = 24;
    options.records = example() / "records.toml";
    generate_london(options);
    AssembleOptions assembling;
    assembling.threads = 2;
    assembling.presets = fs::path(made::source_dir()) / "presets";
    LoadedWorkspace loaded = load_workspace(folder.path, assembling);
    auto content = assemble(loaded, assembling);
    AreaIndex force = content->areas.at("E23000001");
    CsvTable printed = read_csv(example() / "printed/committee-2017-07.csv");
    REQUIRE(printed.rows.size() == 40);
    for (const CsvRow& row : printed.rows) {
        CAPTURE(row.fields[1]);
        auto data = std::ranges::find(content->data, row.fields[0], [](const MeasureData& d) { return d.measure->id; });
        REQUIRE(data != content->data.end());
        double before = 0, after = 0;
        for (const Point& p : points_of(*data, *data->whole_of(force), PeriodKind::rolling_12)) {
            if (p.last == Month::from("2016-06")) before = p.value;
            if (p.last == Month::from("2017-06")) after = p.value;
        }
        CHECK(plain_number(before) == row.fields[2]);
        CHECK(plain_number(after) == row.fields[3]);
        std::string change = number(100 * (after - before) / before, 1) + "%";
        CHECK(replace_all(change, "\u2212", "-") == row.fields[4]);
    }
    auto value = [&](const char* id, PeriodKind kind, const char* month) {
        auto data = std::ranges::find(content->data, id, [](const MeasureData& d) { return d.measure->id; });
        REQUIRE(data != content->data.end());
        for (const Point& p : points_of(*data, *data->whole_of(force), kind))
            if (p.last == Month::from(month)) return p;
        return Point{};
    };
    // The annual report's 76 per cent of detainees.
    Point custody = value("custody-interviewed", PeriodKind::rolling_12, "2018-12");
    CHECK(custody.numerator == 3991);
    CHECK(custody.denominator == 9616 - 4376);
    CHECK(std::lround(100 * custody.value) == 76);
    CHECK(value("custody-visits", PeriodKind::rolling_12, "2018-12").value == 1215);
    // A quarter of all offenders, and 43 in 100 of the young, reoffend within a year.
    for (const char* month : {"2016-06", "2017-06"}) {
        CHECK(std::lround(100 * value("reoffending-share", PeriodKind::rolling_12, month).value) == 24);
        auto cohorts =
            std::ranges::find(content->data, "reoffending-share", [](const MeasureData& d) { return d.measure->id; });
        const Breakdown& by = cohorts->breakdowns[0];
        auto young = std::ranges::find(by.groups, "Young offenders") - by.groups.begin();
        for (const Point& p :
             points_of(*cohorts, *cohorts->find(force, 0, static_cast<int>(young)), PeriodKind::rolling_12))
            if (p.last == Month::from(month)) CHECK(std::lround(100 * p.value) == 43);
    }
    // One in ten of those referred to general support took it up.
    auto referrals =
        std::ranges::find(content->data, "referrals-taken-up", [](const MeasureData& d) { return d.measure->id; });
    auto general =
        std::ranges::find(referrals->breakdowns[0].groups, "General support") - referrals->breakdowns[0].groups.begin();
    for (const Point& p :
         points_of(*referrals, *referrals->find(force, 0, static_cast<int>(general)), PeriodKind::rolling_12))
        if (p.last == Month::from("2017-06")) CHECK(std::lround(100 * p.value) == 10);
    // Every outcome of the plan has a measure that the data can answer.
    for (const PlanOutcome& outcome : content->outcomes)
        CHECK_MESSAGE(
            std::ranges::any_of(content->data, [&](const MeasureData& d) { return d.measure->outcome == outcome.id; }),
            outcome.id);
    // Confidence and satisfaction in whole per cent, within their intervals; strength to the hundredth,
    // with the decimal points that the report lost put back.
    for (auto [id, month, percent] :
         {std::tuple{"good-job-confidence", "2015-12", 67}, std::tuple{"good-job-confidence", "2016-12", 69},
          std::tuple{"victims-satisfied", "2015-12", 80}, std::tuple{"victims-satisfied", "2016-12", 78}}) {
        Point p = value(id, PeriodKind::rolling_12, month);
        CHECK(std::lround(100 * p.value) == percent);
        CHECK(p.lower < p.value);
        CHECK(p.upper - p.lower < 0.03);
    }
    for (auto [id, before, after] :
         {std::tuple{"police-officers", 31601.41, 30822.23}, std::tuple{"police-staff", 9410.64, 8508.15},
          std::tuple{"community-support-officers", 1565.56, 1387.69},
          std::tuple{"special-constables", 3204.0, 2537.0}}) {
        CHECK(value(id, PeriodKind::month, "2016-05").value == doctest::Approx(before).epsilon(1e-9));
        CHECK(value(id, PeriodKind::month, "2017-05").value == doctest::Approx(after).epsilon(1e-9));
    }
}

TEST_CASE("records are the same on one thread and four, and add up by borough and month") {
    syn::RecordPlan plan = syn::read_record_plan(example() / "records.toml");
    syn::Places places(1);
    auto one = syn::make_records(plan, places, 0.02, 7, 1), four = syn::make_records(plan, places, 0.02, 7, 4);
    REQUIRE(one.size() == four.size());
    std::size_t knives = 0, bad = 0;
    std::uint32_t knife = 1U << plan.flag("knife"), injury = 1U << plan.flag("knife-injury"),
                  young = 1U << plan.flag("knife-injury-young"), domestic = 1U << plan.flag("domestic-abuse");
    for (std::size_t i = 0; i < one.size(); ++i) {
        const syn::CrimeRecord &a = one[i], &b = four[i];
        bad += a.flags != b.flags || a.victim != b.victim || a.area != b.area || a.day != b.day || a.age != b.age;
        knives += a.month / 12 == 3 && (a.flags & knife) != 0;
        // An injury is of a knife; the young ones are under 25 and not domestic abuse.
        if ((a.flags & injury) != 0) bad += (a.flags & knife) == 0;
        if ((a.flags & young) != 0) bad += (a.flags & injury) == 0 || a.age >= 25 || (a.flags & domestic) != 0;
        else if ((a.flags & injury) != 0) bad += a.age < 25 && (a.flags & domestic) == 0;
    }
    CHECK(bad == 0);
    CHECK(std::abs(static_cast<double>(knives) - 0.02 * 9783) <= 2); // three marks, each rounded
}

TEST_CASE("largest remainders keep the total and lie next to what is expected") {
    std::vector<double> expected{1.2, 3.7, 0.6, 4.5};
    CHECK(syn::largest_remainder(expected, 10) == std::vector<std::uint64_t>{1, 4, 1, 4});
    CHECK(syn::largest_remainder({}, 0).empty());
    syn::RecordPlan plan = syn::read_record_plan(example() / "records.toml");
    auto records = syn::make_records(plan, syn::Places(1), 0.05, 3, 2);
    // Every class of every year, to the last crime.
    std::map<std::pair<int, int>, std::uint64_t> counts;
    for (const syn::CrimeRecord& r : records)
        ++counts[{r.kind, r.month / 12}];
    for (std::size_t c = 0; c < plan.classes.size(); ++c)
        for (std::size_t y = 0; y < plan.years.size(); ++y)
            CHECK(counts[{static_cast<int>(c), static_cast<int>(y)}] ==
                  static_cast<std::uint64_t>(std::floor(0.05 * static_cast<double>(plan.classes[c].totals[y]) + 0.5)));
}

TEST_CASE("years before the first that is told are made up, each step back half of the one after it") {
    made::Folder folder;
    fs::create_directories(folder.path);
    write_file(folder.path / "r.toml", "years = ['2015-07', '2016-07']\nearlier = 2\n[[class]]\nid = 'a'\ntitle = 'A'\n"
                                       "totals = { 2015-07 = 10000, 2016-07 = 12100 }\n"
                                       "[[question]]\nsurvey = 's'\nitem = 'i'\nshares = { 2016 = 0.6 }\n"
                                       "[[staff]]\nkind = 'k'\nfull_time = { 2016-05 = 10.0 }\n");
    syn::RecordPlan plan = syn::read_record_plan(folder.path / "r.toml");
    CHECK(plan.years.front() == Month::from("2013-07"));
    // 10000 / 1.1, then that by the root of 1.1.
    CHECK(plan.classes[0].totals == std::vector<std::uint64_t>{8668, 9091, 10000, 12100});
    CHECK(plan.questions[0].shares == std::map<int, double>{{2014, 0.6}, {2015, 0.6}, {2016, 0.6}});
    CHECK(plan.staff[0].full_time.begin()->first == Month::from("2014-05"));
    CHECK(refused("years = ['2020-01']\nearlier = 21\n").find("0 to 20") != std::string::npos);
}

TEST_CASE("within a year the level moves towards its neighbours, without a jump at the end of a year") {
    std::vector<double> totals{100, 200, 400};
    // On the log scale a straight line: each month is the twelfth root of two above the one before.
    for (std::size_t y = 0; y < 3; ++y)
        for (int m = 0; m + 1 < 12; ++m)
            CHECK(syn::course_within(totals, y, m + 1) / syn::course_within(totals, y, m) ==
                  doctest::Approx(std::pow(2.0, 1.0 / 12)));
    CHECK(200 * syn::course_within(totals, 1, 0) / (100 * syn::course_within(totals, 0, 11)) ==
          doctest::Approx(std::pow(2.0, 1.0 / 12)));
    CHECK(syn::course_within(std::vector<double>{7}, 0, 3) == 1);
}

TEST_CASE("a case begins with its crime, ends after it is charged, and is open where the extract came first") {
    made::Folder folder;
    fs::create_directories(folder.path);
    syn::RecordPlan plan = syn::read_record_plan(example() / "records.toml");
    plan.extract = Month::from("2017-08");
    syn::Places places(1);
    std::vector<syn::CrimeRecord> records = syn::make_records(plan, places, 0.02, 7, 2);
    syn::write_cases(folder.path / "cases.csv", plan, records, 7);
    CsvTable cases = read_csv(folder.path / "cases.csv");
    std::size_t began = cases.column("began"), charged = cases.column("charged"), heard = cases.column("first_hearing"),
                ended = cases.column("ended"), convicted = cases.column("convicted"), reason = cases.column("reason"),
                trial = cases.column("trial"), trial_reason = cases.column("trial_reason"),
                as_of = cases.column("as_of");
    std::size_t open_late = 0, late = 0, open_early = 0, early = 0, bad = 0;
    std::map<std::string, double> trials;
    for (const CsvRow& row : cases.rows) {
        const std::vector<std::string>& f = row.fields;
        std::string before = f[began];
        for (std::size_t step : {charged, heard, ended}) {
            if (f[step].empty()) continue;
            bad += f[step] < before || f[step] >= f[as_of];
            before = f[step];
        }
        bool open = f[ended].empty();
        bad += f[heard].empty() ? !f[charged].empty() && !open : f[charged].empty();
        bad += open != f[convicted].empty();
        if (!open) bad += f[convicted] == "true" ? !f[reason].empty() || f[charged].empty() : f[reason].empty();
        bad += !f[trial_reason].empty() && (f[trial].empty() || f[trial] == "Effective");
        if (!f[trial].empty()) ++trials[f[trial]];
        bool is_late = f[began] >= "2017-05";
        (is_late ? late : early) += 1;
        (is_late ? open_late : open_early) += open;
    }
    CHECK(cases.rows.size() > 5000);
    CHECK(bad == 0);
    // The later it began, the likelier it is open.
    CHECK(static_cast<double>(open_late) / static_cast<double>(late) >
          4 * static_cast<double>(open_early) / static_cast<double>(early));
    // About half of trials are effective.
    CHECK(std::abs(trials["Effective"] / (trials["Effective"] + trials["Cracked"] + trials["Ineffective"]) - 0.5) <
          0.05);
}

TEST_CASE("of each cohort and year exactly the told share reoffends") {
    made::Folder folder;
    fs::create_directories(folder.path);
    syn::RecordPlan plan = syn::read_record_plan(example() / "records.toml");
    syn::write_cohorts(folder.path / "offenders.csv", plan, 1, 7);
    CsvTable offenders = read_csv(folder.path / "offenders.csv");
    std::map<std::pair<std::string, bool>, std::pair<double, double>> told; // cohort, second year: all, again
    std::size_t bad = 0;
    for (const CsvRow& row : offenders.rows) {
        if (row.fields[0] < "2015-07") continue;
        auto& [all, again] = told[{row.fields[4], row.fields[0] >= "2016-07"}];
        ++all;
        again += row.fields[5] != "0";
        bad += (row.fields[5] == "0") != (row.fields[6] == "0");
    }
    CHECK(bad == 0);
    for (const syn::RecordCohort& cohort : plan.cohorts)
        for (bool second : {false, true}) {
            auto [all, again] = told[{cohort.name, second}];
            CHECK(all == static_cast<double>(cohort.totals[plan.earlier + (second ? 1 : 0)]));
            CHECK(again == std::lround(cohort.reoffend * all));
        }
}

TEST_CASE("victims come back, within a year and in their own borough") {
    syn::RecordPlan plan = syn::read_record_plan(example() / "records.toml");
    auto records = syn::make_records(plan, syn::Places(1), 0.2, 3, 2);
    std::map<std::pair<int, std::uint32_t>, int> times;
    std::size_t known = 0;
    for (const syn::CrimeRecord& r : records)
        if (r.victim > 0) {
            ++known;
            ++times[{r.borough, r.victim}];
        }
    std::size_t again = known - times.size();
    double share = static_cast<double>(again) / static_cast<double>(known);
    CHECK(share > 0.04);
    CHECK(share < 0.12);
}

TEST_CASE("a step that is put in is there, and the totals of years stay as told") {
    std::string head = "years = ['2020-01', '2021-01']\n[[class]]\nid = 'a'\ntitle = 'A'\nspread = 0.3\n"
                       "totals = { 2020-01 = 330000, 2021-01 = 330000 }\n";
    auto counts = [&](const std::string& text) {
        made::Folder folder;
        fs::create_directories(folder.path);
        write_file(folder.path / "r.toml", text);
        syn::RecordPlan plan = syn::read_record_plan(folder.path / "r.toml");
        std::array<double, 4> n{}; // Camden and all others, each year
        std::size_t camden = 0;
        while (syn::boroughs()[camden].name != "Camden")
            ++camden;
        for (const syn::CrimeRecord& r : syn::make_records(plan, syn::Places(1), 1, 1, 1))
            n[(r.borough == camden ? 0U : 2U) + (r.month >= 12 ? 1U : 0U)] += 1;
        return n;
    };
    auto plain = counts(head);
    auto stepped = counts(head + "[[step]]\nclass = 'a'\nboroughs = ['Camden']\nfrom = '2021-01'\ntimes = 0.5\n");
    CHECK(stepped[0] == plain[0]);
    CHECK(stepped[1] / plain[1] == doctest::Approx(0.5).epsilon(0.03));
    CHECK(stepped[1] + stepped[3] == 330000);
    CHECK(refused(head + "[[step]]\nclass = 'b'\nboroughs = ['Camden']\nfrom = '2021-01'\n").find("'b'") !=
          std::string::npos);
    CHECK(refused(head + "[[step]]\nclass = 'a'\nboroughs = ['Camdem']\nfrom = '2021-01'\n")
              .find("'Camdem' is no borough") != std::string::npos);
}

TEST_CASE("a plan that cannot be met is refused, with what it asked for") {
    std::string head = "years = ['2020-01']\n[[class]]\nid = 'a'\ntitle = 'A'\ntotals = { 2020-01 = 5 }\n";
    CHECK(refused(head).empty());
    CHECK(refused(head + "[[mark]]\nflags = ['knife']\ntotals = { 2020-01 = 6 }\namong = { a = 1.0 }\n")
              .find("asks for 6 crimes of the year from 2020-01, and only 5 may have it") != std::string::npos);
    CHECK(refused(head + "[[mark]]\nflags = ['knife']\ntotals = { 2020-01 = 1 }\namong = { b = 1.0 }\n")
              .find("There is no class 'b'") != std::string::npos);
    CHECK(
        refused(head + "[[mark]]\nflags = ['knife']\ntotals = { 2020-01 = 1 }\namong = { a = 1.0 }\nwithin = ['gun']\n")
            .find("No mark before this one puts the flag 'gun'") != std::string::npos);
    CHECK(refused("years = ['2020-01']\n[[class]]\nid = 'a'\ntitle = 'A'\ntotals = { 2021-01 = 5 }\n")
              .find("There is no total for the year from 2020-01") != std::string::npos);
    CHECK(refused(head + "[[cases]]\nclasses = ['b']\n").find("There is no class 'b'") != std::string::npos);
    CHECK(refused(head + "[[cases]]\nclasses = ['a']\ncharged = 2.0\n").find("share from 0 to 1") != std::string::npos);
    CHECK(refused(head + "[[cases]]\nclasses = ['a']\ndays_to_end = 0.0\n").find("above 0") != std::string::npos);
    CHECK(refused(head + "[[cohort]]\nname = 'c'\ntotals = { 2020-01 = 5 }\nages = { from = 5, to = 9 }\n")
              .find("from 10 to 100") != std::string::npos);
    CHECK(refused(head + "[[table]]\nfile = 't'\nyears = ['2020-01']\ncolumns = []\nwards = true\nboroughs = false\n")
              .find("by borough too") != std::string::npos);
    CHECK(refused("years = ['2020-01', '2022-01']\n").find("follow one another") != std::string::npos);
    CHECK(refused(head + "colour = 1\n").find("colour") != std::string::npos);
}
