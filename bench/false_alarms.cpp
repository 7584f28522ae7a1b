// SPDX-License-Identifier: MIT
// How often a verdict is wrong about stable series, and how often it notices a step: the
// tables of docs/verdicts.md. Seeded; the result does not depend on the threads.
//
//     false_alarms [series a cell, default 2000] [most months] [largest mean] [seed, default 0]
//
// Thresholds were chosen with seed 0; what is published comes from another one.
// With limits only the false alarms of shorter and sparser series are measured.
#include "base/parallel.hpp"
#include "verdicts/simulated_series.hpp"
#include "verdicts/verdict.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace peelian;
using peelian::testing::Behaviour;
using peelian::testing::CountSource;

namespace {

struct Cell {
    std::size_t length;
    Behaviour behaviour;
    double factor = 1;
    std::size_t stepped = 0;
    // found
    double signals = 0; ///< share of all series
    double refused = 0; ///< share without a verdict
};

/// What the caller asked for, apart from the seeds of one run among themselves.
std::uint64_t g_seed = 0;

std::mt19937_64 generator(std::uint64_t of) { return std::mt19937_64(of + 1'000'003 * g_seed); }

void run(Cell& cell, int series, std::uint64_t seed) {
    CountSource source(cell.behaviour, cell.factor);
    std::mt19937_64 random = generator(seed);
    int signals = 0;
    int refused = 0;
    for (int i = 0; i < series; ++i) {
        Month first = Month::of(2010, 1 + i % 12);
        Judge judge(first, cell.length);
        std::vector<double> counts = source.draw(random, first, cell.length, cell.stepped);
        JudgeInput input{counts, {}, JudgeInput::Nature::count, Better::down, {}};
        VerdictKind kind = judge.judge(input).kind;
        if (kind == VerdictKind::not_enough_data) ++refused;
        else if (kind != VerdictKind::no_clear_change) ++signals;
    }
    cell.signals = 100.0 * signals / series;
    cell.refused = 100.0 * refused / series;
}

void run_all(std::vector<Cell>& cells, int series) {
    parallel_for(cells.size(), default_threads(), [&](std::size_t i) { run(cells[i], series, 20240301 + i); });
}

std::string describe(const Behaviour& b) {
    return fmt::format("season {:.0f}%{}, dispersion {:.0f}, correlation {:.1f}", 100 * b.season,
                       b.sharp ? " sharp" : "", b.dispersion, b.correlation);
}

constexpr double k_means[] = {0.25, 0.5, 1, 3, 10, 30, 300, 3000, 10000};
constexpr double k_step_means[] = {0.5, 3, 10, 30, 300, 3000};
constexpr double k_factors[] = {1.1, 1.2, 1.4, 3};
/// Cells in which fewer than one in ten are judged are too thin for a share of those.
constexpr double k_most_refused = 90;
constexpr std::size_t k_lengths[] = {24, 36, 60, 120, 180};

void false_alarms(int series, std::size_t most_months, double largest_mean) {
    std::vector<Cell> cells;
    for (std::size_t length : k_lengths)
        for (double mean : k_means)
            for (double season : {0.0, 0.15, 0.4})
                for (bool sharp : {false, true})
                    for (double dispersion : {1.0, 2.0, 5.0})
                        for (double rho : {0.0, 0.3, 0.6})
                            if ((season > 0 || !sharp) && length <= most_months && mean <= largest_mean)
                                cells.push_back({length, {mean, season, sharp, dispersion, rho}});
    run_all(cells, series);
    fmt::print("False alarms, per cent of series: mean over 45 cells, worst cell\n");
    std::size_t at = 0;
    for (std::size_t length : k_lengths) {
        for (double mean : k_means) {
            if (length > most_months || mean > largest_mean) continue;
            double sum = 0;
            double refused = 0;
            double judged = 0; // largest share among those that got a verdict
            const Cell* worst = nullptr;
            for (int i = 0; i < 45; ++i, ++at) {
                sum += cells[at].signals / 45;
                refused += cells[at].refused / 45;
                if (cells[at].refused < k_most_refused)
                    judged = std::max(judged, cells[at].signals / (1 - cells[at].refused / 100));
                if (worst == nullptr || cells[at].signals > worst->signals) worst = &cells[at];
            }
            fmt::print("{:4} months, mean {:5}: {:4.1f}  worst {:4.1f} ({}); no verdict {:.0f}; worst of those judged "
                       "{:.1f}\n",
                       length, mean, sum, worst->signals, describe(worst->behaviour), refused, judged);
        }
    }
}

void detection(int series) {
    std::vector<Cell> cells;
    for (std::size_t length : k_lengths)
        for (double mean : k_step_means)
            for (double factor : k_factors)
                for (double rho : {0.0, 0.3})
                    for (std::size_t stepped : {3, 6, 12})
                        cells.push_back({length, {mean, 0.15, true, 1, rho}, factor, stepped});
    run_all(cells, series);
    fmt::print("\nNoticed, per cent, after 3/6/12 months of a step; independent events, then "
               "correlation 0.3\n");
    std::size_t at = 0;
    for (std::size_t length : k_lengths) {
        for (double mean : k_step_means) {
            std::string line = fmt::format("{:4} months, mean {:5}:", length, mean);
            for (double factor : k_factors) {
                line += fmt::format("  +{:.0f}%", 100 * (factor - 1));
                for (int i = 0; i < 6; ++i)
                    line += fmt::format("{}{:3.0f}", i % 3 == 0 ? " " : "/", cells[at++].signals);
            }
            fmt::print("{}\n", line);
        }
    }
}

const Month k_first = Month::of(2011, 4);

/// A level that rises by so much each month, from some months ago on: how often it is noticed.
void drifts(int series) {
    fmt::print("\nA steady rise noticed, per cent, after 6/12/24 months of it, of 60 months\n");
    for (double mean : {30.0, 300.0})
        for (double monthly : {0.005, 0.01, 0.02}) {
            std::string line = fmt::format("mean {:3}, {:.1f}% a month:", mean, 100 * monthly);
            for (std::size_t drifting : {6, 12, 24}) {
                std::vector<int> noticed(16, 0);
                parallel_for(noticed.size(), default_threads(), [&](std::size_t part) {
                    std::mt19937_64 random = generator(500 + part);
                    Judge judge(k_first, 60);
                    for (int i = 0; i < series / 16; ++i) {
                        std::vector<double> counts;
                        for (std::size_t t = 0; t < 60; ++t) {
                            double season = 1 + 0.15 * std::cos(static_cast<double>(t) * M_PI / 6);
                            double months = t + drifting >= 60 ? static_cast<double>(t + drifting - 59) : 0;
                            double level = mean * season * std::pow(1 + monthly, months);
                            counts.push_back(std::poisson_distribution<int>(
                                level * (k_first + static_cast<int>(t)).days() / 30.4375)(random));
                        }
                        VerdictKind kind = judge.judge({counts, {}, JudgeInput::Nature::count, Better::down, {}}).kind;
                        noticed[part] += kind == VerdictKind::worsening;
                    }
                });
                int all = 0;
                for (int n : noticed)
                    all += n;
                line += fmt::format("{}{:.0f}", drifting == 6 ? " " : "/", 100.0 * all / (series / 16 * 16));
            }
            fmt::print("{}\n", line);
        }
}

/// Share of `series` series, drawn by `draw(random, i)`, that are called changed.
template <typename Draw>
void other_kind(std::string_view name, const Judge& judge, JudgeInput::Nature nature, int series, Draw draw) {
    std::mt19937_64 random = generator(77);
    int signals = 0;
    int refused = 0;
    for (int i = 0; i < series; ++i) {
        auto [numerator, denominator] = draw(random);
        VerdictKind kind = judge.judge({numerator, denominator, nature, Better::down, {}}).kind;
        if (kind == VerdictKind::not_enough_data) ++refused;
        else if (kind != VerdictKind::no_clear_change) ++signals;
    }
    fmt::print("{:70} {:4.1f}%{}\n", name, 100.0 * signals / series,
               refused > 0 ? fmt::format("  (no verdict {:.0f}%)", 100.0 * refused / series) : "");
}

using Columns = std::pair<std::vector<double>, std::vector<double>>;

void other_counts(int series) {
    using Nature = JudgeInput::Nature;
    CountSource usual(Behaviour{40, 0.15, true, 2, 0.3});
    Judge five(k_first, 60);
    other_kind("one month in ten missing", five, Nature::count, series, [&](auto& random) {
        Columns c{usual.draw(random, k_first, 60), {}};
        for (double& y : c.first)
            if (random() % 10 == 0) y = k_missing;
        return c;
    });
    other_kind("three months in a hundred two and a half times as high", five, Nature::count, series,
               [&](auto& random) {
                   Columns c{usual.draw(random, k_first, 60), {}};
                   for (double& y : c.first)
                       if (random() % 100 < 3) y = std::round(2.5 * y);
                   return c;
               });
    other_kind("Poisson about a level that wanders by 15% with correlation 0.6", five, Nature::count, series,
               [&](auto& random) {
                   std::normal_distribution<double> normal;
                   Columns c;
                   double level = normal(random);
                   for (int i = 0; i < 60; ++i) {
                       double mean = 40 * std::exp(0.15 * level) * (k_first + i).days() / 30.4375;
                       c.first.push_back(std::poisson_distribution<int>(mean)(random));
                       level = 0.6 * level + 0.8 * normal(random);
                   }
                   return c;
               });
    Judge nine(k_first, 96);
    CountSource raised(Behaviour{40, 0.15, true, 2, 0.3}, 1.4);
    other_kind("40% higher for the last 40 of 96 months (old news)", nine, Nature::count, series, [&](auto& random) {
        return Columns{raised.draw(random, k_first, 96, 40), {}};
    });
    other_kind("40% higher for six months, over since six months", five, Nature::count, series, [&](auto& random) {
        Columns c{raised.draw(random, k_first, 60, 12), {}};
        std::vector<double> calm = usual.draw(random, k_first, 60);
        std::copy(calm.end() - 6, calm.end(), c.first.end() - 6);
        return c;
    });
}

void other_natures(int series) {
    using Nature = JudgeInput::Nature;
    Judge five(k_first, 60);
    other_kind("proportion of one fifth, bases 20 to 400", five, Nature::proportion, series, [&](auto& random) {
        Columns c;
        for (int i = 0; i < 60; ++i) {
            int n = 20 + static_cast<int>(random() % 381);
            c.first.push_back(std::binomial_distribution<int>(n, 0.2)(random));
            c.second.push_back(n);
        }
        return c;
    });
    other_kind("the same, with the proportion itself varying by 0.05", five, Nature::proportion, series,
               [&](auto& random) {
                   std::normal_distribution<double> spread(0.2, 0.05);
                   Columns c;
                   for (int i = 0; i < 60; ++i) {
                       int n = 20 + static_cast<int>(random() % 381);
                       double p = std::clamp(spread(random), 0.02, 0.9);
                       c.first.push_back(std::binomial_distribution<int>(n, p)(random));
                       c.second.push_back(n);
                   }
                   return c;
               });
    other_kind("rate of a population that doubles in five years", five, Nature::rate, series, [&](auto& random) {
        Columns c;
        for (int i = 0; i < 60; ++i) {
            double people = 50000 * std::exp2(i / 60.0);
            double mean = people * 6e-4 * (k_first + i).days() / 30.4375;
            c.first.push_back(std::poisson_distribution<int>(mean)(random));
            c.second.push_back(people);
        }
        return c;
    });
    CountSource usual(Behaviour{40, 0.15, true, 2, 0.3});
    for (std::size_t quarters : {16u, 24u, 40u}) {
        Judge judge(k_first + 2, quarters, 3);
        other_kind(fmt::format("{} quarters of counts", quarters), judge, Nature::count, series, [&](auto& random) {
            std::vector<double> months = usual.draw(random, k_first, 3 * quarters);
            Columns c;
            for (std::size_t i = 0; i < months.size(); i += 3)
                c.first.push_back(months[i] + months[i + 1] + months[i + 2]);
            return c;
        });
    }
    Judge yearly(Month::of(1990, 3), 20, 12);
    other_kind("20 yearly values, normal", yearly, Nature::value, series, [&](auto& random) {
        std::normal_distribution<double> normal(60, 4);
        Columns c;
        for (int i = 0; i < 20; ++i)
            c.first.push_back(normal(random));
        return c;
    });
}

/// Whether the numbers of a verdict mean what they say.
void check_numbers(int series) {
    fmt::print("\nLatest outside its usual range; true change outside its interval; step of the\n"
               "stated smallest change noticed after 12 months (per cent)\n");
    for (std::size_t length : k_lengths) {
        for (const Behaviour& b : {Behaviour{30, 0.15, true, 1, 0}, Behaviour{300, 0.15, true, 2, 0.3}}) {
            CountSource source(b);
            Judge judge(k_first, length);
            std::mt19937_64 random = generator(5);
            int outside = 0;
            int missed = 0;
            std::vector<double> smallest;
            for (int i = 0; i < series; ++i) {
                std::vector<double> counts = source.draw(random, k_first, length);
                Verdict v = judge.judge({counts, {}, JudgeInput::Nature::count, Better::down, {}});
                outside += v.value < v.lower || v.value > v.upper;
                missed += v.change_lower > 0 || v.change_upper < 0;
                smallest.push_back(v.smallest_change);
            }
            std::nth_element(smallest.begin(), smallest.begin() + series / 2, smallest.end());
            double step = smallest[static_cast<std::size_t>(series / 2)];
            Cell cell{length, b, 1 + step, 12};
            run(cell, series, 6);
            fmt::print("{:4} months, mean {:3}, {}: {:.1f}  {:.1f}  {:.0f} (step of {:.0f}%)\n", length, b.mean,
                       describe(b), 100.0 * outside / series, 100.0 * missed / series, cell.signals, 100 * step);
        }
    }
}

/// Median of the smallest changes named for stable series, and how often a step of that size
/// is noticed after 12 of 60 months; `draw(random, factor)` raises the last 12 months.
template <typename Draw> void power_of(std::string_view name, JudgeInput::Nature nature, int series, Draw draw) {
    Judge judge(k_first, 60);
    std::mt19937_64 random = generator(12);
    std::vector<double> smallest;
    for (int i = 0; i < series; ++i) {
        auto [numerator, denominator] = draw(random, 1.0);
        Verdict v = judge.judge({numerator, denominator, nature, Better::down, {}});
        if (std::isfinite(v.smallest_change)) smallest.push_back(v.smallest_change);
    }
    auto middle = smallest.begin() + static_cast<std::ptrdiff_t>(smallest.size() / 2);
    std::nth_element(smallest.begin(), middle, smallest.end());
    double factor = 1 + *middle;
    int noticed = 0;
    for (int i = 0; i < series; ++i) {
        auto [numerator, denominator] = draw(random, factor);
        VerdictKind kind = judge.judge({numerator, denominator, nature, Better::down, {}}).kind;
        noticed += kind == VerdictKind::worsening;
    }
    fmt::print("{:50} step of {:3.0f}%: noticed {:.0f}%\n", name, 100 * *middle, 100.0 * noticed / series);
}

void check_power(int series) {
    using Nature = JudgeInput::Nature;
    auto columns = [](auto& random, double factor, auto one) {
        Columns c;
        for (int i = 0; i < 60; ++i) {
            auto [x, n] = one(random, i, i >= 48 ? factor : 1.0);
            c.first.push_back(x);
            c.second.push_back(n);
        }
        return c;
    };
    using Pair = std::pair<double, double>;
    fmt::print("\nStep of the smallest change named, by nature of the series (60 months)\n");
    for (double mean : {0.5, 0.9})
        power_of(fmt::format("rare counts, mean {}", mean), Nature::count, series, [&](auto& random, double factor) {
            Columns c = columns(random, factor, [&](auto& r, int i, double f) {
                double expected = mean * f * (k_first + i).days() / 30.4375;
                return Pair{std::poisson_distribution<int>(expected)(r), 1};
            });
            c.second.clear();
            return c;
        });
    power_of("proportions of one fifth, bases 20 to 400", Nature::proportion, series, [&](auto& random, double factor) {
        return columns(random, factor, [](auto& r, int, double f) {
            int n = 20 + static_cast<int>(r() % 381);
            return Pair{std::binomial_distribution<int>(n, std::min(1.0, 0.2 * f))(r), n};
        });
    });
    power_of("rates, 30 of 50,000 people", Nature::rate, series, [&](auto& random, double factor) {
        return columns(random, factor, [](auto& r, int, double f) {
            return Pair{std::poisson_distribution<int>(30 * f)(r), 50000};
        });
    });
    power_of("values, 60 with deviation 4", Nature::value, series, [&](auto& random, double factor) {
        Columns c = columns(random, factor, [](auto& r, int, double f) {
            return Pair{std::normal_distribution<double>(60 * f, 4)(r), 1};
        });
        c.second.clear();
        return c;
    });
}

} // namespace

int main(int argc, char** argv) {
    int series = argc > 1 ? std::atoi(argv[1]) : 2000;
    auto most_months = argc > 2 ? static_cast<std::size_t>(std::atoi(argv[2])) : k_lengths[4];
    double largest_mean = argc > 3 ? std::atof(argv[3]) : k_means[8];
    g_seed = argc > 4 ? std::strtoull(argv[4], nullptr, 10) : 0;
    fmt::print("{} series a cell, seed {}\n", series, g_seed);
    false_alarms(series, most_months, largest_mean);
    if (most_months < k_lengths[4] || largest_mean < k_means[8]) {
        drifts(std::min(series, 4000));
        return 0;
    }
    detection(std::min(series, 4000));
    drifts(std::min(series, 4000));
    fmt::print("\nOther kinds of stable series called changed\n");
    other_counts(series);
    other_natures(series);
    check_numbers(std::min(series, 4000));
    check_power(std::min(series, 4000));
    return 0;
}
