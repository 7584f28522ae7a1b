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

namespace {

/// A place a table counts in, and how much of all it has.
struct TablePlace {
    std::string borough, ward;
    double size;
};

std::vector<TablePlace> places_of(const RecordTable& table, const Places& places) {
    if (!table.boroughs) return {{"", "", 1}};
    std::vector<TablePlace> out;
    if (table.wards) {
        std::vector<double> wards(k_boroughs, 0);
        for (const Ward& ward : places.wards())
            ++wards[ward.borough];
        for (const Ward& ward : places.wards()) {
            const Borough& b = boroughs()[ward.borough];
            out.push_back({std::string(b.name), ward.code, b.crime / wards[ward.borough]});
        }
    } else {
        for (const Borough& b : boroughs())
            out.push_back({std::string(b.name), "", b.crime});
    }
    return out;
}

} // namespace

Written write_table(const std::filesystem::path& folder, const RecordTable& table, const Places& all, double scale,
                    std::uint64_t seed) {
    constexpr std::size_t k_year = 12;
    Lines lines(folder / (table.file + ".csv"));
    std::string row = table.wards ? "month,force,borough,ward" : "month,force,borough";
    for (const std::string& column : table.columns) {
        row += ',';
        append_csv(row, column);
    }
    lines.add(row + ",n\n");
    Written written;
    std::vector<TablePlace> places = places_of(table, all);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        std::vector<double> totals(table.rows[r].totals.begin(), table.rows[r].totals.end());
        for (std::size_t y = 0; y < table.years.size(); ++y) {
            auto total = static_cast<std::uint64_t>(std::floor(totals[y] * scale + 0.5));
            std::vector<double> expected;
            for (std::size_t p = 0; p < places.size(); ++p) {
                Random random(stream_key(seed, Purpose::records, 4000 + r, p,
                                         static_cast<std::uint64_t>(table.years[y].index())));
                for (int m = 0; m < static_cast<int>(k_year); ++m)
                    expected.push_back(places[p].size * course_within(totals, y, m) * std::exp(0.1 * random.normal()));
            }
            double sum = 0;
            for (double e : expected)
                sum += e;
            for (double& e : expected)
                e *= static_cast<double>(total) / sum;
            std::vector<std::uint64_t> counts = largest_remainder(expected, total);
            for (std::size_t i = 0; i < counts.size(); ++i) {
                if (counts[i] == 0) continue;
                const TablePlace& place = places[i / k_year];
                row = fmt::format("{},Metropolitan Police Service,{}",
                                  (table.years[y] + static_cast<int>(i % k_year)).to_string(), place.borough);
                if (table.wards) row += ',' + place.ward;
                for (const std::string& value : table.rows[r].values) {
                    row += ',';
                    append_csv(row, value);
                }
                lines.add(row + fmt::format(",{}\n", counts[i]));
                ++written.rows;
            }
        }
    }
    lines.close();
    written.bytes = lines.bytes();
    return written;
}

Written write_workforce(const std::filesystem::path& path, const RecordPlan& plan, std::uint64_t seed) {
    constexpr double k_comings = 0.002; ///< how far a share lies from its usual level in a month, sd
    std::size_t kind = 0;
    Lines lines(path);
    lines.add("month,force,event,kind,sex,ethnicity,people,full_time\n");
    Written written;
    for (const RecordStaff& staff : plan.staff) {
        ++kind;
        Month first = staff.full_time.begin()->first, last = staff.full_time.rbegin()->first;
        for (Month month = first; month <= last; month = month + 1) {
            auto after = staff.full_time.lower_bound(month);
            double full_time = after->second;
            if (after->first != month) {
                auto before = std::prev(after);
                double part = static_cast<double>(month - before->first) / (after->first - before->first);
                full_time = before->second + part * (after->second - before->second);
            }
            // People come and go, so that the shares are never twice the same.
            Random random(stream_key(seed, Purpose::records, 6000 + kind, static_cast<std::uint64_t>(month.index())));
            double women = staff.women + k_comings * random.normal(),
                   minority = staff.minority + k_comings * random.normal();
            std::vector<double> shares;
            for (double sex : {women, 1 - women})
                for (double group : {minority, 1 - minority})
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
