// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "disclosure/audit.hpp"
#include "disclosure/shared_tables.hpp"

#include <cmath>

using namespace peelian;
using namespace peelian::testing;

namespace {

/// Where the total of a row ("r") or column ("c") is hidden it is one more unknown of its
/// equation; equations stand in the order of rows and columns that have a hidden cell.
void hide_total(LinearSystem& system, std::size_t& equation, const Table& table, const Places& hidden,
                const std::vector<std::pair<std::size_t, std::size_t>>& order,
                const std::pair<std::string, std::size_t>& total, const std::set<std::string>& totals) {
    auto [side, i] = total;
    bool row = side == "r";
    auto in_total = [row, at = i](auto place) { return (row ? place.first : place.second) == at; };
    if (std::ranges::none_of(order, in_total)) return;
    if (totals.contains(side + std::to_string(i))) {
        double shown = 0;
        for (std::size_t r = 0; r < table.size(); ++r)
            for (std::size_t c = 0; c < table[r].size(); ++c)
                if (in_total(std::pair{r, c}) && !hidden.contains({r, c})) shown += table[r][c];
        system.equations[equation].terms.push_back({system.unknowns.size(), -1});
        system.equations[equation].equals = -shown;
        system.unknowns.emplace_back();
    }
    ++equation;
}

} // namespace

TEST_CASE("a hidden rectangle leaves each cell the range of its smallest neighbours") {
    // From the shared oracle: primary (0,1) with rectangle complement, made with HiGHS.
    std::vector<std::pair<std::size_t, std::size_t>> order;
    auto system = system_of({{20, 3, 17}, {14, 22, 9}, {31, 12, 2}}, {{0, 1}, {0, 2}, {1, 1}, {1, 2}}, order);
    auto ranges = feasible_ranges(system);
    const std::vector<std::pair<double, double>> expected{{0, 20}, {0, 20}, {5, 25}, {6, 26}};
    for (std::size_t u = 0; u < expected.size(); ++u) {
        CHECK(ranges[u].low == doctest::Approx(expected[u].first));
        CHECK(ranges[u].high == doctest::Approx(expected[u].second));
    }
}

TEST_CASE("an unknown in no equation has no upper limit") {
    LinearSystem system;
    system.unknowns.resize(1);
    CHECK(feasible_ranges(system)[0].low == 0);
    CHECK(std::isinf(feasible_ranges(system)[0].high));
}

TEST_CASE("bounds narrow what can be") {
    LinearSystem system;
    system.unknowns = {{1, 4}, {1, 4}};
    system.equations = {{{{0, 1}, {1, 1}}, 8}};
    auto ranges = feasible_ranges(system);
    CHECK(ranges[0].low == doctest::Approx(4));
    CHECK(ranges[0].high == doctest::Approx(4));
}

TEST_CASE("equations that contradict each other are refused") {
    LinearSystem system;
    system.unknowns.resize(1);
    system.equations = {{{{0, 1}}, 3}, {{{0, 1}}, 4}};
    CHECK_THROWS_AS(feasible_ranges(system), Error);
}

TEST_CASE("ranges agree with every shared case, hidden totals included") {
    auto cases = shared_json("suppression_audit_intervals.json");
    if (!cases) return;
    for (const auto& item : *cases) {
        INFO(item["case"].get<std::string>());
        auto table = item["table"].get<Table>();
        Places hidden;
        std::set<std::string> totals;
        for (const auto& place : item["suppressed"]) {
            if (place.is_string()) totals.insert("t");
            else if (place[0].is_string())
                totals.insert(place[0].get<std::string>() + std::to_string(place[1].get<int>()));
            else hidden.emplace(place[0].get<std::size_t>(), place[1].get<std::size_t>());
        }
        std::vector<std::pair<std::size_t, std::size_t>> order;
        LinearSystem system = system_of(table, hidden, order);
        std::size_t equation = 0;
        for (std::size_t r = 0; r < table.size(); ++r)
            hide_total(system, equation, table, hidden, order, {"r", r}, totals);
        for (std::size_t c = 0; c < table[0].size(); ++c)
            hide_total(system, equation, table, hidden, order, {"c", c}, totals);
        auto ranges = feasible_ranges(system);
        for (std::size_t u = 0; u < order.size(); ++u) {
            std::string name = std::to_string(order[u].first) + "," + std::to_string(order[u].second);
            if (!item["feasible_interval_nonneg"].contains(name)) continue;
            const auto& expected = item["feasible_interval_nonneg"][name];
            CHECK(std::fabs(ranges[u].low - expected[0].get<double>()) < 1e-6);
            if (expected[1].is_null()) CHECK(std::isinf(ranges[u].high));
            else CHECK(std::fabs(ranges[u].high - expected[1].get<double>()) < 1e-6);
        }
    }
}

TEST_CASE("linked regions have the ranges of the shared case") {
    auto shared = shared_json("linked_tables_issue136.json");
    if (!shared) return;
    auto regions = (*shared)["region"].get<std::vector<std::string>>();
    auto county = (*shared)["county"].get<std::vector<int>>();
    auto group = (*shared)["group"].get<std::vector<std::string>>();
    auto n = (*shared)["n"].get<std::vector<double>>();
    for (const auto& item : (*shared)["cases"]) {
        LinearSystem system;
        std::map<std::string, std::size_t> unknown;
        std::map<std::string, LinearSystem::Equation> sums;
        for (const auto& name : item["primary"])
            unknown.try_emplace(name.get<std::string>(), unknown.size());
        system.unknowns.resize(unknown.size());
        for (std::size_t r = 0; r < regions.size(); ++r) {
            if (!unknown.contains(regions[r])) continue;
            for (const std::string& sum : {std::to_string(county[r]), group[r]}) {
                sums[sum].terms.push_back({unknown[regions[r]], 1});
                sums[sum].equals += n[r];
            }
        }
        for (const auto& [name, sum] : sums)
            system.equations.push_back(sum);
        auto ranges = feasible_ranges(system);
        for (const auto& [name, u] : unknown) {
            const auto& expected = item["primary_only_intervals"][name];
            CHECK(std::fabs(ranges[u].low - expected[0].get<double>()) < 1e-6);
            CHECK(std::fabs(ranges[u].high - expected[1].get<double>()) < 1e-6);
        }
    }
}
