// SPDX-License-Identifier: MIT
#include "synthetic/record_people.hpp"

#include "base/text.hpp"
#include "synthetic/lines.hpp"
#include "synthetic/records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian::synthetic {
namespace {

constexpr std::array<std::string_view, 6> k_ages{"16 to 24", "25 to 34", "35 to 44",
                                                 "45 to 54", "55 to 64", "65 and over"};
constexpr int k_points = 12; ///< sampling points a borough

struct Interview {
    std::size_t borough;
    int point, age, sex, ethnicity;
    double weight;
    double push; ///< towards agreeing
    bool agrees;
};

/// The share's own scale, so that pushes add.
double logit(double p) { return std::log(p / (1 - p)); }

/// Lets the likeliest agree until the weighted share is the one told.
void answer(std::vector<Interview>& interviews, double share) {
    std::vector<std::size_t> order(interviews.size());
    double all = 0, agreed = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
        all += interviews[i].weight;
        interviews[i].agrees = false;
    }
    std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t i) { return interviews[i].push; });
    for (std::size_t i : order) {
        if (agreed + interviews[i].weight / 2 > share * all) break;
        interviews[i].agrees = true;
        agreed += interviews[i].weight;
    }
}

} // namespace

Written write_interviews(const std::filesystem::path& path, const RecordPlan& plan, double scale, std::uint64_t seed) {
    Lines lines(path);
    lines.add("month,force,borough,survey,item,answer,weight,stratum,cluster,age_group,sex,ethnicity\n");
    Written written;
    std::string row;
    for (std::size_t q = 0; q < plan.questions.size(); ++q) {
        const RecordQuestion& question = plan.questions[q];
        for (const auto& [year, share] : question.shares)
            for (int m = 1; m <= 12; ++m) {
                Month month = Month::of(year, m);
                Random random(stream_key(seed, Purpose::records, 3000 + q, static_cast<std::uint64_t>(month.index())));
                std::vector<Interview> interviews;
                auto count = static_cast<int>(std::max(40.0, plan.interviews * scale));
                for (int i = 0; i < count; ++i) {
                    std::size_t b = random.below(static_cast<std::uint32_t>(k_boroughs));
                    if (b == k_city) b = 0;
                    Interview person{b,
                                     static_cast<int>(random.below(k_points)),
                                     static_cast<int>(random.below(6)),
                                     static_cast<int>(random.below(2)),
                                     static_cast<int>(Weighted(ethnic_shares(boroughs()[b]))(random)),
                                     boroughs()[b].persons * random.between(0.7, 1.4) / 250,
                                     0,
                                     false};
                    Random lasting(stream_key(seed, Purpose::records, 3500 + q, b));
                    Random near(
                        stream_key(seed, Purpose::records, 3600 + q, b, static_cast<std::uint64_t>(person.point)));
                    double slope = question.boroughs / (share * (1 - share));
                    double draw = std::clamp(random.unit(), 1e-9, 1 - 1e-9);
                    person.push =
                        logit(draw) + slope * lasting.normal() + 0.2 * near.normal() + 0.06 * (person.age - 2.5);
                    interviews.push_back(person);
                }
                answer(interviews, share);
                for (const Interview& p : interviews) {
                    row.clear();
                    fmt::format_to(std::back_inserter(row), "{},Metropolitan Police Service,{},", month.to_string(),
                                   boroughs()[p.borough].name);
                    append_csv(row, question.survey);
                    row += ',';
                    append_csv(row, question.item);
                    fmt::format_to(std::back_inserter(row), ",{},{:.3f},{},{}-{},{},{},{}\n", p.agrees ? 1 : 0,
                                   p.weight, boroughs()[p.borough].code, boroughs()[p.borough].code, p.point,
                                   k_ages[static_cast<std::size_t>(p.age)], p.sex == 0 ? "Female" : "Male",
                                   k_ethnicities[static_cast<std::size_t>(p.ethnicity)]);
                    lines.add(row);
                    ++written.rows;
                }
            }
    }
    lines.close();
    written.bytes = lines.bytes();
    return written;
}

Written write_table(const std::filesystem::path& folder, const RecordTable& table, double scale, std::uint64_t seed) {
    constexpr int k_year = 12;
    Lines lines(folder / (table.file + ".csv"));
    std::string row = "month,force,borough";
    for (const std::string& column : table.columns) {
        row += ',';
        append_csv(row, column);
    }
    lines.add(row + ",n\n");
    Written written;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        std::vector<double> totals(table.rows[r].totals.begin(), table.rows[r].totals.end());
        for (std::size_t y = 0; y < table.years.size(); ++y) {
            auto total =
                static_cast<std::uint64_t>(std::floor(static_cast<double>(table.rows[r].totals[y]) * scale + 0.5));
            std::size_t areas = table.boroughs ? k_boroughs : 1;
            std::vector<double> expected;
            for (std::size_t b = 0; b < areas; ++b) {
                Random random(stream_key(seed, Purpose::records, 4000 + r, b,
                                         static_cast<std::uint64_t>(table.years[y].index())));
                for (int m = 0; m < k_year; ++m)
                    expected.push_back((table.boroughs ? boroughs()[b].crime : 1) * course_within(totals, y, m) *
                                       std::exp(0.1 * random.normal()));
            }
            double sum = 0;
            for (double e : expected)
                sum += e;
            for (double& e : expected)
                e *= static_cast<double>(total) / sum;
            std::vector<std::uint64_t> counts = largest_remainder(expected, total);
            for (std::size_t b = 0; b < areas; ++b)
                for (int m = 0; m < k_year; ++m) {
                    std::uint64_t n = counts[b * k_year + static_cast<std::size_t>(m)];
                    if (n == 0) continue;
                    row = fmt::format("{},Metropolitan Police Service,{}", (table.years[y] + m).to_string(),
                                      table.boroughs ? boroughs()[b].name : "");
                    for (const std::string& value : table.rows[r].values) {
                        row += ',';
                        append_csv(row, value);
                    }
                    lines.add(row + fmt::format(",{}\n", n));
                    ++written.rows;
                }
        }
    }
    lines.close();
    written.bytes = lines.bytes();
    return written;
}

Written write_workforce(const std::filesystem::path& path, const RecordPlan& plan) {
    Lines lines(path);
    lines.add("month,force,event,kind,sex,ethnicity,people,full_time\n");
    Written written;
    for (const RecordStaff& staff : plan.staff) {
        Month first = staff.full_time.begin()->first, last = staff.full_time.rbegin()->first;
        for (Month month = first; month <= last; month = month + 1) {
            auto after = staff.full_time.lower_bound(month);
            double full_time = after->second;
            if (after->first != month) {
                auto before = std::prev(after);
                double part = static_cast<double>(month - before->first) / (after->first - before->first);
                full_time = before->second + part * (after->second - before->second);
            }
            std::vector<double> shares;
            for (double sex : {staff.women, 1 - staff.women})
                for (double group : {staff.minority, 1 - staff.minority})
                    shares.push_back(sex * group);
            auto hundredths = static_cast<std::uint64_t>(std::lround(full_time * 100));
            std::vector<double> expected;
            for (double s : shares)
                expected.push_back(s * static_cast<double>(hundredths));
            std::vector<std::uint64_t> parts = largest_remainder(expected, hundredths);
            for (std::size_t k = 0; k < parts.size(); ++k) {
                double fte = static_cast<double>(parts[k]) / 100;
                lines.add(fmt::format("{},Metropolitan Police Service,In post,{},{},{},{},{:.2f}\n", month.to_string(),
                                      staff.kind, k < 2 ? "Female" : "Male", k % 2 == 0 ? "Minority ethnic" : "White",
                                      std::lround(fte * 1.02), fte));
                ++written.rows;
            }
        }
    }
    lines.close();
    written.bytes = lines.bytes();
    return written;
}

} // namespace peelian::synthetic
