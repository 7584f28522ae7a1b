// SPDX-License-Identifier: MIT
// The stages of a funnel and where cases were lost tell of each other; an attacker subtracts.
#include "disclosure/suppress.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <random>

using namespace peelian;

namespace {

constexpr std::size_t k_months = 40;
constexpr double k_threshold = 5;

/// A force of three boroughs; cases pass two stages; lost before each for one of two reasons.
struct MadeFunnel {
    Areas areas;
    Measure measure;
    MeasureData data;
    std::map<std::tuple<std::string, std::string, std::size_t>, double> truth; ///< area, reason, month

    explicit MadeFunnel(unsigned seed) {
        areas.add("F", "Force", Level::force, "");
        for (const char* code : {"B1", "B2", "B3"})
            areas.add(code, code, Level::borough, "F");
        areas.sort();
        measure.id = "cases";
        measure.kind = MeasureKind::funnel;
        measure.dataset = "court_case";
        measure.levels = {Level::force, Level::borough};
        data.measure = &measure;
        data.first = Month::of(2020, 1);
        data.length = k_months;
        data.breakdowns = {{"stage", "Stage", {"1. Charged", "2. Convicted"}},
                           {"lost",
                            "Lost",
                            {"Before Charged: evidence", "Before Charged: victim", "Before Convicted: acquitted",
                             "Before Convicted: other"}}};
        std::mt19937 random(seed);
        std::map<std::pair<std::string, int>, std::vector<double>> lost;
        for (const char* code : {"B1", "B2", "B3"})
            for (int g = 0; g < 4; ++g)
                for (std::size_t t = 0; t < k_months; ++t) {
                    double mean = t < k_months / 2 ? 40 : 9; // late months are small
                    double n = std::poisson_distribution<int>(mean)(random);
                    for (const char* area : {code, "F"}) {
                        auto& row = lost[{area, g}];
                        row.resize(k_months);
                        row[t] += n;
                        truth[{area, data.breakdowns[1].groups[static_cast<std::size_t>(g)], t}] += n;
                    }
                }
        for (AreaIndex a = 0; a < areas.size(); ++a) {
            const std::string& code = areas[a].code;
            double convicted = code == "F" ? 240 : 80;
            std::vector<std::vector<double>> rows(7, std::vector<double>(k_months));
            for (std::size_t t = 0; t < k_months; ++t) {
                for (int g = 0; g < 4; ++g)
                    rows[static_cast<std::size_t>(3 + g)][t] = lost[{code, g}][t];
                rows[2][t] = convicted;                            // stage 2
                rows[1][t] = convicted + rows[5][t] + rows[6][t];  // stage 1
                rows[0][t] = rows[1][t] + rows[3][t] + rows[4][t]; // cases
            }
            auto add = [&](int breakdown, int group, const std::vector<double>& x) {
                Series s;
                s.area = a;
                s.breakdown = breakdown;
                s.group = group;
                s.numerator = x;
                s.denominator = rows[0];
                s.end = k_months;
                data.series.push_back(std::move(s));
            };
            add(-1, -1, rows[2]);
            add(0, 0, rows[1]);
            add(0, 1, rows[2]);
            for (int g = 0; g < 4; ++g)
                add(1, g, rows[static_cast<std::size_t>(3 + g)]);
        }
    }
    const Series& of(const std::string& area, int breakdown, int group) const {
        return *data.find(*areas.find(area), breakdown, group);
    }
};

Profile people() {
    return parse_profile("id = 'public'\ntitle = 'P'\n[otherwise]\npersons = {threshold = 5}\nreason = 'People.'\n",
                         "p.toml");
}

} // namespace

TEST_CASE("what was lost between two stages cannot be had by subtraction where it is small") {
    std::size_t shown = 0, hidden = 0;
    for (unsigned seed = 1; seed <= 5; ++seed) {
        MadeFunnel made(seed);
        suppress(made.data, made.areas, people());
        for (std::size_t t = 0; t < k_months; ++t)
            for (const char* area : {"F", "B1", "B2", "B3"}) {
                double cases = made.of(area, -1, -1).denominator[t];
                double first = made.of(area, 0, 0).numerator[t], second = made.of(area, 0, 1).numerator[t];
                double reached = made.of(area, -1, -1).numerator[t];
                for (double d : {cases - first, first - second, cases - reached, reached})
                    if (!std::isnan(d)) CHECK((d == 0 || d >= k_threshold));
                for (int stage = 0; stage < 2; ++stage) {
                    double lost = stage == 0 ? cases - first : first - second;
                    double a = made.of(area, 1, 2 * stage).numerator[t],
                           b = made.of(area, 1, 2 * stage + 1).numerator[t];
                    // One reason known leaves the other.
                    for (double other : {a, b, lost - a, lost - b}) {
                        if (std::isnan(other)) {
                            ++hidden;
                            continue;
                        }
                        ++shown;
                        CHECK((other == 0 || other >= k_threshold));
                    }
                }
                // Two boroughs and the force leave the third.
                for (int g = 0; g < 4; ++g) {
                    double rest = made.of("F", 1, g).numerator[t];
                    for (const char* other : {"B1", "B2", "B3"})
                        if (std::string(other) != area) rest -= made.of(other, 1, g).numerator[t];
                    if (std::string(area) != "F" && !std::isnan(rest)) CHECK((rest == 0 || rest >= k_threshold));
                }
            }
    }
    CHECK(shown > 1000); // large months are published
    CHECK(hidden > 1000);
}
