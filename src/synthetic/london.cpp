// SPDX-License-Identifier: MIT
#include "synthetic/london.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "synthetic/attitudes.hpp"
#include "synthetic/crimes.hpp"
#include "synthetic/geography_files.hpp"
#include "synthetic/record_justice.hpp"
#include "synthetic/record_people.hpp"
#include "synthetic/records.hpp"
#include "synthetic/search_files.hpp"
#include "synthetic/street_files.hpp"
#include "synthetic/volumes.hpp"
#include "synthetic/wide_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace peelian {
namespace {

namespace fs = std::filesystem;
namespace syn = synthetic;

constexpr std::string_view k_mark = "SYNTHETIC.txt";
constexpr std::array<std::string_view, 5> k_folders{"police_uk", "london_datastore", "mopac", "geography",
                                                    "population"};
constexpr int k_least_months_to_plant = 6;
constexpr int k_step_months = 10;
constexpr double k_step_factor = 1.4;
constexpr int k_last_search_day = 17;
constexpr int k_recent_months = 24; // of the wide tables, by their names

void check_options(const SyntheticOptions& options) {
    if (options.folder.empty()) throw Error::usage("Say which folder to write the data into");
    if (!(options.scale >= 0.01 && options.scale <= 100))
        throw Error::usage("The scale must be between 0.01 and 100, not {}", options.scale)
            .hint("1 is a force the size of London's.");
    if (options.months < 1 || options.months > 600)
        throw Error::usage("The number of months must be between 1 and 600, not {}", options.months);
    if (options.first < Month::of(1996, 1) || options.first + options.months > Month::of(2100, 1))
        throw Error::usage("Months must lie between 1996-01 and 2099-12, not {} to {}", options.first.to_string(),
                           (options.first + (options.months - 1)).to_string());
}

[[noreturn]] void cannot(std::string_view what, const fs::path& path, const std::error_code& why) {
    throw Error::io("Cannot {}: {}", what, why.message())
        .at(path.string())
        .hint("Check that the disk has room and that the folder may be written to.");
}

void make_folder(const fs::path& folder) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) cannot("make the folder", folder, failed);
}

/// Makes the folder ready and empty, or says why not. Only ever removes what an earlier
/// run made, and only when asked to.
void prepare_folder(const SyntheticOptions& options) {
    std::error_code failed;
    make_folder(options.folder);
    bool empty = fs::is_empty(options.folder, failed);
    if (failed) cannot("read the folder", options.folder, failed);
    if (empty) return;
    if (!fs::exists(options.folder / k_mark))
        throw Error::conflict("The folder is not empty, and what is in it is not synthetic data")
            .at(options.folder.string())
            .hint("Choose an empty or a new folder; only synthetic data is ever overwritten.");
    if (!options.overwrite)
        throw Error::conflict("The folder holds synthetic data already")
            .at(options.folder.string())
            .hint("Choose another folder, or allow overwriting (--overwrite) to replace it.");
    for (std::string_view name : k_folders) {
        fs::remove_all(options.folder / name, failed);
        if (failed) cannot("remove the old data", options.folder / name, failed);
    }
}

/// One run: what is decided before anything is written, and what came of it.
class Run {
public:
    explicit Run(const SyntheticOptions& options)
        : options_(options),
          last_(options.first + (options.months - 1)),
          step_(choose_step()),
          places_(options.seed),
          volumes_({options.first - (syn::k_lags - 1), last_, options.scale, options.seed, step_}),
          maker_(places_, volumes_, options.seed),
          cut_month_(plants() ? std::optional(options.first + options.months * 3 / 5) : std::nullopt) {}

    SyntheticReport operator()(Progress::Style style);

private:
    /// A file of the police_uk folder, as a task of its own.
    struct Task {
        Month month;
        syn::Force force;
        enum class Kind { street, outcomes, searches } kind;
    };

    bool plants() const { return options_.months >= k_least_months_to_plant; }
    std::optional<syn::Step> choose_step() const;
    std::vector<Task> tasks() const;
    syn::Written write(const Task& task, const syn::StreetFiles& street, syn::RecordedTally& tally) const;
    void write_police(Progress& progress);
    void write_recorded();
    void write_rest();
    void write_crime_records();
    void write_mark(bool finished) const;
    void say_planted(const std::optional<syn::LostDigit>& lost);
    void note(const syn::Written& written, std::uint64_t SyntheticReport::*rows);
    fs::path below(std::string_view name) const { return options_.folder / name; }

    const SyntheticOptions& options_;
    Month last_;
    std::optional<syn::Step> step_;
    syn::Places places_;
    syn::Volumes volumes_;
    syn::CrimeMaker maker_;
    std::optional<Month> cut_month_;
    syn::RecordedMonths recorded_;
    SyntheticReport report_;
};

std::optional<syn::Step> Run::choose_step() const {
    if (!plants() || !options_.crimes) return std::nullopt;
    // Among the busier boroughs, so that a rise can be told from chance at scale 1.
    std::vector<std::size_t> busy;
    for (std::size_t b = 0; b < syn::k_boroughs; ++b)
        if (syn::boroughs()[b].crime >= 25) busy.push_back(b);
    syn::Random random(syn::stream_key(options_.seed, syn::Purpose::planting, 1));
    std::size_t borough = busy[random.below(static_cast<std::uint32_t>(busy.size()))];
    int months = std::min(k_step_months, options_.months / 2);
    return syn::Step{borough, syn::CrimeType::robbery, last_ - (months - 1), k_step_factor};
}

std::vector<Run::Task> Run::tasks() const {
    std::vector<Task> tasks;
    for (int m = 0; m < options_.months; ++m)
        for (syn::Force force : syn::k_forces)
            for (auto kind : {Task::Kind::outcomes, Task::Kind::street, Task::Kind::searches})
                if (options_.crimes || kind == Task::Kind::searches) tasks.push_back({options_.first + m, force, kind});
    return tasks;
}

syn::Written Run::write(const Task& task, const syn::StreetFiles& street, syn::RecordedTally& tally) const {
    auto path = [&](std::string_view kind) { return syn::police_file(options_.folder, task.force, task.month, kind); };
    bool met = task.force == syn::Force::metropolitan;
    switch (task.kind) {
    case Task::Kind::street: return street.write_street(path("street"), task.force, task.month, met ? &tally : nullptr);
    case Task::Kind::outcomes: return street.write_outcomes(path("outcomes"), task.force, task.month);
    case Task::Kind::searches: {
        bool cut = met && cut_month_ == task.month;
        syn::SearchFiles searches(maker_, volumes_, places_, options_.seed);
        return searches.write(path("stop-and-search"), task.force, task.month,
                              cut ? std::optional(k_last_search_day) : std::nullopt);
    }
    }
    return {};
}

void Run::write_police(Progress& progress) {
    recorded_ = {options_.first, {}, options_.scale, options_.seed};
    recorded_.tallies.resize(static_cast<std::size_t>(options_.months));
    for (int m = 0; m < options_.months; ++m) {
        make_folder(below("police_uk") / (options_.first + m).to_string());
        if (m >= options_.months - k_recent_months)
            recorded_.tallies[static_cast<std::size_t>(m)].wards.resize(places_.wards().size());
    }
    syn::StreetFiles street(maker_, places_, last_);
    std::vector<Task> todo = tasks();
    std::vector<syn::Written> written(todo.size());
    unsigned threads = options_.threads == 0 ? default_threads() : options_.threads;
    parallel_for(todo.size(), threads, [&](std::size_t i) {
        auto month = static_cast<std::size_t>(todo[i].month - options_.first);
        written[i] = write(todo[i], street, recorded_.tallies[month]);
        progress.step();
    });
    for (std::size_t i = 0; i < todo.size(); ++i)
        note(written[i], todo[i].kind == Task::Kind::street     ? &SyntheticReport::crimes
                         : todo[i].kind == Task::Kind::outcomes ? &SyntheticReport::outcomes
                                                                : &SyntheticReport::searches);
}

void Run::write_recorded() {
    if (!options_.crimes) {
        say_planted(std::nullopt);
        return;
    }
    make_folder(below("london_datastore"));
    Month recent = std::max(options_.first, last_ - (k_recent_months - 1));
    std::optional<syn::LostDigit> lost;
    if (plants()) lost = syn::find_lost_digit(recorded_, last_ - std::min(7, options_.months / 3));
    auto path = [&](std::string_view level, std::string_view span) {
        return below("london_datastore") / fmt::format("MPS {} Level Crime ({}).csv", level, span);
    };
    auto rows = &SyntheticReport::recorded_rows;
    if (recent > options_.first)
        note(syn::write_borough_table(path("Borough", "Historical"), recorded_, options_.first, recent - 1,
                                      std::nullopt),
             rows);
    note(syn::write_borough_table(path("Borough", "most recent 24 months"), recorded_, recent, last_, lost), rows);
    note(syn::write_ward_table(path("Ward", "most recent 24 months"), recorded_, places_, recent, last_), rows);
    say_planted(lost);
}

void Run::write_rest() {
    make_folder(below("geography"));
    make_folder(below("population"));
    make_folder(below("mopac"));
    bool units = !options_.records.empty(); // a plan's records come with the units it is led by
    for (const syn::GeographyWritten& written : {syn::write_geography(below("geography"), places_, units),
                                                 syn::write_population(below("population"), places_, options_.seed,
                                                                       options_.first.year() - 1, last_.year())}) {
        report_.files += written.files;
        report_.bytes += written.bytes;
    }
    write_crime_records();
    note(syn::write_attitudes(below("mopac") / "PAS_Dashboard_Borough.csv", options_.first, last_, options_.seed),
         &SyntheticReport::survey_rows);
}

void Run::write_crime_records() {
    if (options_.records.empty()) return;
    make_folder(below("records"));
    syn::RecordPlan plan = syn::read_record_plan(options_.records);
    unsigned threads = options_.threads == 0 ? default_threads() : options_.threads;
    std::vector<syn::CrimeRecord> records = syn::make_records(plan, places_, options_.scale, options_.seed, threads);
    for (const syn::Written& written : syn::write_records(below("records"), plan, places_, records, threads))
        note(written, &SyntheticReport::records);
    if (!plan.questions.empty())
        note(syn::write_interviews(below("records") / "survey-answers.csv", plan, options_.scale, options_.seed),
             &SyntheticReport::survey_rows);
    for (const syn::RecordTable& table : plan.tables)
        note(syn::write_table(below("records"), table, places_, options_.scale, options_.seed),
             &SyntheticReport::table_rows);
    if (!plan.cases.empty())
        note(syn::write_cases(below("records") / "cases.csv", plan, records, options_.seed),
             &SyntheticReport::table_rows);
    if (!plan.cohorts.empty())
        note(syn::write_cohorts(below("records") / "offenders.csv", plan, options_.scale, options_.seed),
             &SyntheticReport::table_rows);
    if (!plan.staff.empty())
        note(syn::write_workforce(below("records") / "workforce.csv", plan, options_.seed),
             &SyntheticReport::workforce_rows);
}

void Run::note(const syn::Written& written, std::uint64_t SyntheticReport::*rows) {
    ++report_.files;
    report_.bytes += written.bytes;
    report_.*rows += written.rows;
}

void Run::say_planted(const std::optional<syn::LostDigit>& lost) {
    using Kind = SyntheticPlant::Kind;
    if (step_) {
        const syn::Borough& borough = syn::boroughs()[step_->borough];
        std::string_view type = syn::words_of(step_->type).name;
        SyntheticPlant plant{Kind::step,
                             std::string(borough.code),
                             std::string(borough.name),
                             std::string(type),
                             step_->from,
                             step_->factor,
                             0,
                             0,
                             {}};
        plant.words = fmt::format("A step change: {} in {} rises by {:.0f}% from {} on and stays there.", type,
                                  borough.name, (step_->factor - 1) * 100, step_->from.to_words());
        report_.planted.push_back(std::move(plant));
    }
    if (cut_month_) {
        const syn::ForceWords& force = syn::words_of(syn::Force::metropolitan);
        SyntheticPlant plant{Kind::cut_month,
                             std::string(force.code),
                             std::string(force.area_name),
                             "stop-and-search",
                             *cut_month_,
                             1,
                             0,
                             0,
                             {}};
        plant.words = fmt::format("A fault: stop and search of the {} for {} ends on the {}th.", force.published,
                                  cut_month_->to_words(), k_last_search_day);
        report_.planted.push_back(std::move(plant));
    }
    if (lost) {
        const syn::Borough& borough = syn::boroughs()[lost->borough];
        std::string_view type = syn::recorded_types()[lost->recorded].minor;
        SyntheticPlant plant{Kind::lost_digit,
                             std::string(borough.code),
                             std::string(borough.name),
                             std::string(type),
                             lost->month,
                             1,
                             lost->before,
                             lost->after,
                             {}};
        plant.words = fmt::format("A fault: the borough table says {} for {} in {} in {}; it was {}, "
                                  "and the ward table adds up to about that.",
                                  lost->after, type, borough.name, lost->month.to_words(), lost->before);
        report_.planted.push_back(std::move(plant));
    }
}

void Run::write_mark(bool finished) const {
    std::string text = "SYNTHETIC DATA\n\n"
                       "Everything in this folder is made up. No row stands for a real crime, search,\n"
                       "answer, person or street. Names and codes of forces and boroughs are real; all\n"
                       "codes that begin with X, and the map, are invented. Whatever is made from this\n"
                       "data must say that it is synthetic.\n\n";
    text +=
        fmt::format("Made by    peelian {}\nSeed       {}\nScale      {}\nMonths     {} to {} ({})\n", PEELIAN_VERSION,
                    options_.seed, options_.scale, options_.first.to_string(), last_.to_string(), options_.months);
    if (!finished) {
        text += "\nNOT FINISHED: the run that made this was stopped; files are missing or cut short.\n";
    } else {
        text += fmt::format("Rows       {} crimes, {} outcomes, {} searches\n\nPlanted, to be found:\n", report_.crimes,
                            report_.outcomes, report_.searches);
        for (const SyntheticPlant& plant : report_.planted)
            text += fmt::format("- {}\n", plant.words);
        if (report_.planted.empty()) text += fmt::format("- nothing (it takes {} months)\n", k_least_months_to_plant);
    }
    write_file(below(k_mark), text);
}

SyntheticReport Run::operator()(Progress::Style style) {
    prepare_folder(options_);
    write_mark(false); // from the first byte on, the folder says what it is
    Progress progress(style, "generate", tasks().size() + 2);
    write_police(progress);
    write_recorded();
    progress.step();
    write_rest();
    progress.step();
    write_mark(true);
    ++report_.files;
    report_.wards = places_.wards().size();
    report_.small_areas = places_.blocks()[syn::k_outside].first;
    return report_;
}

} // namespace

SyntheticReport generate_london(const SyntheticOptions& options, Progress::Style progress) {
    check_options(options);
    return Run(options)(progress);
}

} // namespace peelian
