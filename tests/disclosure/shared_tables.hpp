// SPDX-License-Identifier: MIT
// Small tables for tests: as graphs, as linear systems, and as measures.
#pragma once

#include "base/files.hpp"
#include "disclosure/audit.hpp"
#include "disclosure/protection.hpp"
#include "disclosure/suppress.hpp"
#include "support/folders.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <deque>
#include <filesystem>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace peelian::testing {

using Table = std::vector<std::vector<double>>;
using Places = std::set<std::pair<std::size_t, std::size_t>>;

/// The JSON of oracles/sdc/`name`, or nothing (and a message) when it is not there.
inline std::optional<nlohmann::json> shared_json(const std::string& name) {
    auto path = std::filesystem::path(made::shared_dir()) / "oracles" / "sdc" / name;
    if (std::filesystem::exists(path)) return nlohmann::json::parse(read_file(path));
    MESSAGE("skipped: no sdc/", name);
    return std::nullopt;
}

/// A table with all margins published as a graph; `hidden` are primary.
inline Protection graph_of(const Table& table, const Places& hidden, double threshold = 0) {
    Protection graph;
    auto rows = static_cast<std::uint32_t>(table.size());
    auto columns = static_cast<std::uint32_t>(table[0].size());
    graph.start(rows + columns, 1);
    for (std::uint32_t r = 0; r < rows; ++r)
        for (std::uint32_t c = 0; c < columns; ++c) {
            TableCell cell;
            cell.plus = r;
            cell.minus = rows + c;
            cell.value = table[r][c];
            cell.hidden = hidden.contains({r, c});
            cell.must = true;
            cell.candidate = !cell.hidden;
            if (cell.hidden && threshold > 0) {
                cell.low = cell.value > 0 ? 1 : 0;
                cell.high = threshold - 1;
            }
            graph.add(cell);
        }
    graph.finish(rows + columns + 1);
    return graph;
}

/// The same as equations: each row and column with its published total.
inline LinearSystem system_of(const Table& table, const Places& hidden,
                              std::vector<std::pair<std::size_t, std::size_t>>& order) {
    LinearSystem system;
    order.assign(hidden.begin(), hidden.end());
    system.unknowns.resize(order.size());
    std::vector<LinearSystem::Equation> rows(table.size()), columns(table[0].size());
    for (std::size_t u = 0; u < order.size(); ++u) {
        auto [r, c] = order[u];
        for (auto* sum : {&rows[r], &columns[c]}) {
            sum->terms.push_back({u, 1});
            sum->equals += table[r][c];
        }
    }
    for (auto* sums : {&rows, &columns})
        for (auto& sum : *sums)
            if (!sum.terms.empty()) system.equations.push_back(sum);
    return system;
}

/// Measures with areas and a profile, which refer to each other, in one place.
struct Scene {
    Areas areas;
    std::deque<Measure> measures;
    std::vector<MeasureData> data;
    Profile profile;

    Measure& add_measure(std::string id, MeasureKind kind = MeasureKind::count) {
        Measure& m = measures.emplace_back();
        m.id = std::move(id);
        m.kind = kind;
        m.dataset = "people";
        MeasureData& d = data.emplace_back();
        d.measure = &m;
        d.first = Month::of(2020, 1);
        return m;
    }
    Series& add_series(MeasureData& d, std::string_view area, int breakdown, int group, std::vector<double> values,
                       std::vector<double> base = {}) const {
        d.length = values.size();
        Series& s = d.series.emplace_back();
        s.area = areas.at(area);
        s.breakdown = breakdown;
        s.group = group;
        s.numerator = std::move(values);
        s.denominator = std::move(base);
        return s;
    }
    Flag flag(std::size_t measure, std::string_view area, int breakdown, int group, std::size_t t) const {
        const Series* s = data[measure].find(areas.at(area), breakdown, group);
        REQUIRE(s != nullptr);
        return s->flags.empty() ? Flag::none : s->flags[t];
    }
    std::size_t hidden() const {
        std::size_t n = 0;
        for (const MeasureData& d : data)
            for (const Series& s : d.series)
                n += static_cast<std::size_t>(std::count(s.flags.begin(), s.flags.end(), Flag::suppressed));
        return n;
    }
};

/// A profile with one rule for everything below the force, and nothing at the force.
inline Profile below_force(int threshold, const std::string& more = "", const std::string& adds = "") {
    return parse_profile("id = 'p'\ntitle = 'P'\notherwise = {open = true}\n[[rule]]\n"
                         "levels = ['borough', 'ward']\npersons = {threshold = " +
                             std::to_string(threshold) + more + "}\n" + adds,
                         "p.toml");
}

} // namespace peelian::testing
