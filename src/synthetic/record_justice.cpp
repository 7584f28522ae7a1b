// SPDX-License-Identifier: MIT
#include "synthetic/record_justice.hpp"

#include "base/text.hpp"
#include "synthetic/lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

namespace peelian::synthetic {
namespace {

namespace chrono = std::chrono;
constexpr double k_spread = 0.9; ///< of a delay's logarithm
constexpr int k_year = 12;

/// Words drawn by weight.
class Words {
public:
    explicit Words(const std::map<std::string, double>& weights) {
        std::vector<double> likely;
        for (const auto& [word, weight] : weights) {
            words_.push_back(word);
            likely.push_back(weight);
        }
        if (!likely.empty()) draw_ = Weighted(likely);
    }
    std::string_view operator()(Random& random) const {
        return words_.empty() ? std::string_view{} : words_[draw_(random)];
    }

private:
    std::vector<std::string> words_;
    Weighted draw_;
};

chrono::sys_days day_of(Month month, unsigned day) {
    return chrono::year_month_day(chrono::year(month.year()), chrono::month(static_cast<unsigned>(month.month())),
                                  chrono::day(day));
}

void append_day(std::string& row, chrono::sys_days day) {
    chrono::year_month_day d(day);
    fmt::format_to(std::back_inserter(row), "{:04}-{:02}-{:02}", static_cast<int>(d.year()),
                   static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
}

chrono::days delay(Random& random, double median) {
    return chrono::days(static_cast<int>(std::floor(median * std::exp(k_spread * random.normal()))));
}

/// A [[cases]] ready to draw from.
struct Course {
    const RecordCases* cases;
    std::uint32_t flags = 0;
    std::vector<bool> classes;
    Words reasons, acquittals, trial, trial_reasons;
};

/// What became of one case by the day of the extract.
struct Case {
    std::optional<chrono::sys_days> charged, heard, ended;
    std::optional<bool> convicted;
    std::string_view reason, trial, trial_reason;
};

Case follow(const Course& course, Random& random, chrono::sys_days began, chrono::sys_days extract) {
    const RecordCases& c = *course.cases;
    Case out;
    auto by_then = [&](chrono::sys_days day) { return day < extract; };
    if (!random.chance(c.charged)) {
        chrono::sys_days closed = began + delay(random, c.days_to_close);
        std::string_view reason = course.reasons(random);
        if (by_then(closed)) out.ended = closed, out.convicted = false, out.reason = reason;
        return out;
    }
    chrono::sys_days charged = began + delay(random, c.days_to_charge);
    chrono::sys_days heard = charged + delay(random, c.days_to_court), ended = heard + delay(random, c.days_to_end);
    bool convicted = random.chance(c.convicted), listed = random.chance(c.trials);
    std::string_view acquittal = course.acquittals(random), trial = course.trial(random);
    std::string_view why = course.trial_reasons(random);
    if (by_then(charged)) out.charged = charged;
    if (by_then(heard)) out.heard = heard;
    if (!by_then(ended)) return out;
    out.ended = ended;
    out.convicted = convicted;
    if (!convicted) out.reason = acquittal;
    if (listed) {
        out.trial = trial;
        if (trial != "Effective") out.trial_reason = why;
    }
    return out;
}

void append_case(std::string& row, const Case& one) {
    for (const auto& day : {one.charged, one.heard, one.ended}) {
        row += ',';
        if (day) append_day(row, *day);
    }
    row += !one.convicted ? "," : *one.convicted ? ",true" : ",false";
    for (std::string_view word : {one.reason, one.trial, one.trial_reason}) {
        row += ',';
        append_csv(row, word);
    }
}

std::vector<Course> courses_of(const RecordPlan& plan) {
    std::vector<Course> out;
    for (const RecordCases& c : plan.cases) {
        Course course{&c,
                      0,
                      std::vector<bool>(plan.classes.size(), false),
                      Words(c.reasons),
                      Words(c.acquittals),
                      Words(c.trial),
                      Words(c.trial_reasons)};
        for (const std::string& flag : c.flags)
            course.flags |= 1U << plan.flag(flag);
        for (std::size_t kind : c.classes)
            course.classes[kind] = true;
        out.push_back(std::move(course));
    }
    return out;
}

} // namespace

Written write_cases(const std::filesystem::path& path, const RecordPlan& plan, std::span<const CrimeRecord> records,
                    std::uint64_t seed) {
    std::vector<Course> courses = courses_of(plan);
    chrono::sys_days extract = day_of(plan.extract, 1);
    Lines lines(path);
    lines.add("began,as_of,force,borough,crime_type,flags,charged,first_hearing,ended,convicted,reason,trial,"
              "trial_reason,age_group,sex,ethnicity\n");
    Written written;
    std::string row;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const CrimeRecord& r = records[i];
        auto course = std::ranges::find_if(
            courses, [&](const Course& c) { return c.classes[r.kind] && (r.flags & c.flags) == c.flags; });
        if (course == courses.end()) continue;
        Random random(stream_key(seed, Purpose::records, 5000, i));
        if (!random.chance(course->cases->share)) continue;
        chrono::sys_days began = day_of(plan.years[0] + r.month, r.day);
        if (began >= extract) continue;
        row.clear();
        append_day(row, began);
        row += ',';
        append_day(row, extract);
        fmt::format_to(std::back_inserter(row), ",{},{},",
                       r.borough == k_city ? "City of London Police" : "Metropolitan Police Service",
                       boroughs()[r.borough].name);
        append_csv(row, plan.classes[r.kind].title);
        row += ',';
        append_flags(row, plan, r.flags);
        append_case(row, follow(*course, random, began, extract));
        append_victim(row, r);
        lines.add(row);
        ++written.rows;
    }
    lines.close();
    written.bytes = lines.bytes();
    return written;
}

Written write_cohorts(const std::filesystem::path& path, const RecordPlan& plan, double scale, std::uint64_t seed) {
    Lines lines(path);
    lines.add("entered,as_of,force,borough,cohort,reoffences,severity,complied,offence_type,age_group,sex\n");
    Written written;
    std::vector<double> sizes;
    for (const Borough& b : boroughs())
        sizes.push_back(b.crime);
    Weighted borough(sizes);
    for (std::size_t c = 0; c < plan.cohorts.size(); ++c) {
        const RecordCohort& cohort = plan.cohorts[c];
        Words mix(cohort.mix);
        for (std::size_t y = 0; y < plan.years.size(); ++y) {
            Random random(stream_key(seed, Purpose::records, 6000 + c, y));
            auto n = static_cast<std::size_t>(std::floor(static_cast<double>(cohort.totals[y]) * scale + 0.5));
            auto again = static_cast<std::size_t>(std::lround(cohort.reoffend * static_cast<double>(n)));
            // Exactly so many reoffend, drawn one by one as from a bag.
            for (std::size_t left = n; left > 0; --left) {
                bool reoffends = random.below(static_cast<std::uint32_t>(left)) < again;
                again -= reoffends ? 1 : 0;
                int offences = 0;
                double severity = 0;
                if (reoffends) do {
                        ++offences;
                        severity += 1 - (cohort.severity - 1) * std::log(std::max(random.unit(), 1e-12));
                    } while (random.chance(1 - 1 / cohort.offences));
                Month month = plan.years[y] + static_cast<int>(random.below(k_year));
                auto day = 1 + random.below(static_cast<std::uint32_t>(month.days()));
                int age = cohort.ages.first + static_cast<int>(random.below(static_cast<std::uint32_t>(
                                                  cohort.ages.second - cohort.ages.first + 1)));
                std::string_view name = boroughs()[borough(random)].name;
                std::string_view complied = cohort.complied < 0              ? ""
                                            : random.chance(cohort.complied) ? "true"
                                                                             : "false";
                std::string row = fmt::format("{}-{:02},{}-01,Metropolitan Police Service,{},", month.to_string(), day,
                                              plan.extract.to_string(), name);
                append_csv(row, cohort.name);
                fmt::format_to(std::back_inserter(row), ",{},{:.0f},{},", offences, severity, complied);
                append_csv(row, mix(random));
                fmt::format_to(std::back_inserter(row), ",{},{}\n", age_group(age),
                               random.chance(cohort.women) ? "Female" : "Male");
                lines.add(row);
                ++written.rows;
            }
        }
    }
    lines.close();
    written.bytes = lines.bytes();
    return written;
}

} // namespace peelian::synthetic
