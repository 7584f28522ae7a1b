// SPDX-License-Identifier: MIT
#include "synthetic/records.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "synthetic/lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace peelian::synthetic {
namespace {

constexpr int k_year = 12;
constexpr double k_parts = 1e9; ///< shares in parts of a whole number, so that small ones have a logarithm above 0
constexpr std::array<std::string_view, 3> k_sexes{"Female", "Male", "Not given"};
constexpr std::array<std::pair<int, std::string_view>, 7> k_ages{{{17, "Under 18"},
                                                                  {24, "18 to 24"},
                                                                  {34, "25 to 34"},
                                                                  {44, "35 to 44"},
                                                                  {54, "45 to 54"},
                                                                  {64, "55 to 64"},
                                                                  {200, "65 and over"}}};

std::uint64_t scaled(std::uint64_t total, double scale) {
    return static_cast<std::uint64_t>(std::floor(static_cast<double>(total) * scale + 0.5));
}

/// A person of a borough who has been a victim.
struct Victim {
    std::uint16_t last_month;
    std::uint8_t age, sex, ethnicity;
};

int draw_age(Random& random) {
    // Victims are younger than residents: a gamma of mean 36.
    return std::clamp(static_cast<int>(random.gamma(6) * 6), 1, 95);
}

/// The records of one borough, in the order of months and classes.
class BoroughMaker {
public:
    BoroughMaker(const RecordPlan& plan, const Places& places, std::uint64_t seed, std::size_t borough)
        : plan_(plan),
          places_(places),
          borough_(borough),
          random_(stream_key(seed, Purpose::records, borough)) {
        const Block& block = places.blocks()[borough];
        std::vector<double> out, home;
        for (std::size_t i = 0; i < block.count; ++i) {
            const SmallArea& area = places.small_areas()[block.first + i];
            out.push_back(area.busy + 1e-9);
            home.push_back(area.homes + 1e-9);
        }
        busy_ = Weighted(out);
        homes_ = Weighted(home);
        EthnicShares shares = ethnic_shares(boroughs()[borough]);
        ethnic_ = Weighted(shares);
    }
    void add(std::vector<CrimeRecord>& to, std::size_t kind, int month, Month when, std::uint64_t count) {
        const RecordClass& c = plan_.classes[kind];
        const Block& block = places_.blocks()[borough_];
        for (std::uint64_t i = 0; i < count; ++i) {
            CrimeRecord r;
            r.kind = static_cast<std::uint8_t>(kind);
            r.borough = static_cast<std::uint8_t>(borough_);
            r.month = static_cast<std::uint16_t>(month);
            r.day = static_cast<std::uint8_t>(1 + random_.below(static_cast<std::uint32_t>(when.days())));
            r.area = static_cast<std::uint32_t>(block.first + (c.night ? busy_ : homes_)(random_));
            if (random_.chance(c.victims)) give_victim(r, c, month);
            to.push_back(r);
        }
    }

private:
    void give_victim(CrimeRecord& r, const RecordClass& c, int month) {
        if (!victims_.empty() && random_.chance(c.repeats)) {
            // One of those of the last year or so: the latest are the likeliest.
            std::size_t back = random_.below(static_cast<std::uint32_t>(std::min<std::size_t>(victims_.size(), 4000)));
            std::size_t who = victims_.size() - 1 - back;
            if (month - victims_[who].last_month <= k_year) {
                Victim& v = victims_[who];
                v.last_month = static_cast<std::uint16_t>(month);
                r.victim = static_cast<std::uint32_t>(who + 1);
                r.age = v.age;
                r.sex = v.sex;
                r.ethnicity = v.ethnicity;
                return;
            }
        }
        Victim v{static_cast<std::uint16_t>(month), static_cast<std::uint8_t>(draw_age(random_)),
                 static_cast<std::uint8_t>(random_.chance(0.02) ? 2 : random_.below(2)),
                 static_cast<std::uint8_t>(ethnic_(random_))};
        victims_.push_back(v);
        r.victim = static_cast<std::uint32_t>(victims_.size());
        r.age = v.age;
        r.sex = v.sex;
        r.ethnicity = v.ethnicity;
    }

    const RecordPlan& plan_;
    const Places& places_;
    std::size_t borough_;
    Random random_;
    Weighted busy_, homes_, ethnic_;
    std::vector<Victim> victims_;
};

/// By class, the count of each borough (rows) and month of the whole plan (columns).
std::vector<std::vector<std::uint64_t>> lay_out(const RecordPlan& plan, double scale, std::uint64_t seed) {
    std::size_t months = plan.years.size() * k_year;
    std::vector<std::vector<std::uint64_t>> tables(plan.classes.size(),
                                                   std::vector<std::uint64_t>(k_boroughs * months, 0));
    for (std::size_t c = 0; c < plan.classes.size(); ++c) {
        const RecordClass& kind = plan.classes[c];
        std::vector<double> totals(kind.totals.begin(), kind.totals.end());
        for (std::size_t y = 0; y < plan.years.size(); ++y) {
            std::vector<double> expected;
            for (std::size_t b = 0; b < k_boroughs; ++b) {
                const Borough& borough = boroughs()[b];
                double size = kind.night && borough.character == Character::centre ? 2 * borough.crime : borough.crime;
                Random place(stream_key(seed, Purpose::records, 5000 + c, b));
                size *= std::exp(kind.spread * place.normal());
                Random random(stream_key(seed, Purpose::records, 1000 + c, b, y));
                for (int m = 0; m < k_year; ++m) {
                    Month month = plan.years[y] + m;
                    double level = 1 + kind.season * std::cos(2 * M_PI * (month.month() - 7) / 12);
                    for (const RecordStep& step : plan.steps)
                        if (step.is_at(c, b, month)) level *= step.times;
                    expected.push_back(size * level * course_within(totals, y, m) * month.days() *
                                       std::exp(0.05 * random.normal()));
                }
            }
            std::uint64_t total = scaled(kind.totals[y], scale);
            double sum = std::accumulate(expected.begin(), expected.end(), 0.0);
            for (double& e : expected)
                e *= static_cast<double>(total) / sum;
            std::vector<std::uint64_t> counts = largest_remainder(expected, total);
            for (std::size_t b = 0; b < k_boroughs; ++b)
                for (std::size_t m = 0; m < k_year; ++m)
                    tables[c][b * months + y * k_year + m] = counts[b * k_year + m];
        }
    }
    return tables;
}

/// How much of what a mark may be put on has it, by year: what its months follow beside
/// those of their classes.
std::vector<double> shares_of(const RecordPlan& plan, const RecordMark& mark) {
    std::vector<double> shares;
    for (std::size_t y = 0; y < plan.years.size(); ++y) {
        double of = 1;
        for (const auto& [kind, weight] : mark.among)
            of += weight * static_cast<double>(plan.classes[kind].totals[y]);
        shares.push_back(k_parts * static_cast<double>(mark.totals[y]) / of);
    }
    return shares;
}

/// The victim's other crimes keep one age with this one where it is changed. `records` are
/// those of the year.
void put_mark(const RecordPlan& plan, const RecordMark& mark, std::size_t at, std::size_t year, double scale,
              std::uint64_t seed, std::span<CrimeRecord> records) {
    auto bits = [&](const std::vector<std::string>& flags) {
        std::uint32_t all = 0;
        for (const std::string& f : flags)
            all |= 1U << plan.flag(f);
        return all;
    };
    std::uint32_t within = bits(mark.within), without = bits(mark.without), put = bits(mark.flags);
    std::uint32_t unless = mark.unless.empty() ? 0 : bits({mark.unless});
    std::uint64_t total = scaled(mark.totals[year], scale);
    // The smallest of -log(u) / weight are a weighted draw without replacement.
    std::vector<std::pair<double, std::uint32_t>> keys;
    std::uint64_t stream = stream_key(seed, Purpose::records, 2000 + at, year);
    std::array<double, k_year> course{};
    std::vector<double> shares = shares_of(plan, mark);
    for (int m = 0; m < k_year; ++m)
        course[static_cast<std::size_t>(m)] = course_within(shares, year, m);
    for (std::uint32_t i = 0; i < records.size(); ++i) {
        const CrimeRecord& r = records[i];
        if ((r.flags & within) != within || (r.flags & without) != 0) continue;
        auto weight = mark.among.find(r.kind);
        if (weight == mark.among.end() || (mark.ages && r.victim == 0)) continue;
        double w = weight->second * course[r.month % k_year];
        auto peak = mark.peaks.find(plan.years[0] + r.month);
        if (peak != mark.peaks.end()) w *= peak->second;
        double u = (static_cast<double>(mixed(stream ^ mixed(i)) >> 11) + 0.5) * 0x1.0p-53;
        keys.emplace_back(-std::log(u) / w, i);
    }
    if (keys.size() < total)
        throw Error::input("The mark '{}' asks for {} crimes of the year from {}, and only {} may have it",
                           mark.flags[0], total, plan.years[year].to_string(), keys.size());
    std::nth_element(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(total), keys.end());
    for (std::uint64_t k = 0; k < total; ++k) {
        CrimeRecord& r = records[keys[k].second];
        if (mark.ages && (unless == 0 || (r.flags & unless) == 0)) {
            auto [from, to] = *mark.ages;
            auto span = static_cast<std::uint32_t>(to - from + 1);
            if (r.age < from || r.age > to)
                r.age = static_cast<std::uint8_t>(from + static_cast<int>(mixed(stream ^ keys[k].second) % span));
        }
        r.flags |= put;
    }
}

} // namespace

std::vector<std::uint64_t> largest_remainder(std::span<const double> expected, std::uint64_t total) {
    std::vector<std::uint64_t> out;
    std::vector<std::pair<double, std::size_t>> rest;
    std::uint64_t given = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        out.push_back(static_cast<std::uint64_t>(expected[i]));
        given += out.back();
        rest.emplace_back(-(expected[i] - std::floor(expected[i])), i);
    }
    std::ranges::sort(rest);
    for (std::size_t k = 0; given < total && k < rest.size(); ++k, ++given)
        ++out[rest[k].second];
    return out;
}

std::vector<CrimeRecord> make_records(const RecordPlan& plan, const Places& places, double scale, std::uint64_t seed,
                                      unsigned threads) {
    std::vector<std::vector<std::uint64_t>> tables = lay_out(plan, scale, seed);
    std::size_t months = plan.years.size() * k_year;
    std::vector<std::vector<CrimeRecord>> by_borough(k_boroughs);
    parallel_for(k_boroughs, threads, [&](std::size_t b) {
        BoroughMaker maker(plan, places, seed, b);
        for (std::size_t m = 0; m < months; ++m)
            for (std::size_t c = 0; c < plan.classes.size(); ++c)
                maker.add(by_borough[b], c, static_cast<int>(m), plan.years[0] + static_cast<int>(m),
                          tables[c][b * months + m]);
    });
    std::vector<CrimeRecord> records;
    for (const std::vector<CrimeRecord>& some : by_borough)
        records.insert(records.end(), some.begin(), some.end());
    std::ranges::stable_sort(records, {}, [](const CrimeRecord& r) { return r.month * 40 + r.day; });
    // Each year's marks touch that year's records alone.
    parallel_for(plan.years.size(), threads, [&](std::size_t year) {
        auto of_year =
            std::ranges::equal_range(records, year, {}, [](const CrimeRecord& r) { return r.month / k_year; });
        for (std::size_t k = 0; k < plan.marks.size(); ++k)
            put_mark(plan, plan.marks[k], k, year, scale, seed, of_year);
    });
    return records;
}

std::string_view age_group(int age) {
    return std::ranges::find_if(k_ages, [&](const auto& band) { return age <= band.first; })->second;
}

void append_flags(std::string& row, const RecordPlan& plan, std::uint32_t flags) {
    bool first = true;
    for (std::size_t f = 0; f < plan.flags.size(); ++f)
        if ((flags >> f & 1U) != 0) {
            if (!first) row += ';';
            row += plan.flags[f];
            first = false;
        }
}

void append_victim(std::string& row, const CrimeRecord& r) {
    if (r.victim > 0)
        fmt::format_to(std::back_inserter(row), ",{},{},{}\n", age_group(r.age), k_sexes[r.sex],
                       k_ethnicities[r.ethnicity]);
    else row += ",,,\n";
}

std::vector<Written> write_records(const std::filesystem::path& folder, const RecordPlan& plan, const Places& places,
                                   std::span<const CrimeRecord> records, unsigned threads) {
    std::size_t months = plan.years.size() * k_year;
    std::vector<Written> written(months);
    parallel_for(months, threads, [&](std::size_t m) {
        Month month = plan.years[0] + static_cast<int>(m);
        auto [from, to] = std::ranges::equal_range(records, m, {}, &CrimeRecord::month);
        Lines lines(folder / fmt::format("victims-{}.csv", month.to_string()));
        lines.add("day,force,small_area,borough,victim,crime_type,flags,age_group,sex,ethnicity\n");
        std::string row;
        for (auto r = from; r != to; ++r) {
            row.clear();
            auto out = std::back_inserter(row);
            const Borough& borough = boroughs()[r->borough];
            fmt::format_to(out, "{}-{:02},{},{},{},", month.to_string(), r->day,
                           r->borough == k_city ? "City of London Police" : "Metropolitan Police Service",
                           places.small_areas()[r->area].code, borough.name);
            // A pseudonym of the borough's number and the person's; nobody stands behind it.
            if (r->victim > 0) fmt::format_to(out, "{:02}-{:07}", r->borough, r->victim);
            row += ',';
            append_csv(row, plan.classes[r->kind].title);
            row += ',';
            append_flags(row, plan, r->flags);
            append_victim(row, *r);
            lines.add(row);
            ++written[m].rows;
        }
        lines.close();
        written[m].bytes = lines.bytes();
    });
    return written;
}

} // namespace peelian::synthetic
