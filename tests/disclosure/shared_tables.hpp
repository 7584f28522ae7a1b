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
#include <functional>
#include <map>
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

/// A force with boroughs and wards; borough b lies in unit b % units, or where that is `alone`,
/// in none.
inline void add_areas(Scene& scene, int boroughs, int wards, int units = 0, int alone = -1) {
    scene.areas.add("F", "Force", Level::force, "");
    for (int u = 0; u < units; ++u)
        if (u != alone) scene.areas.add("U" + std::to_string(u), "Unit", Level::unit, "F");
    for (int b = 0; b < boroughs; ++b) {
        bool in_unit = units > 0 && b % units != alone;
        scene.areas.add("B" + std::to_string(b), "Borough " + std::to_string(b), Level::borough,
                        in_unit ? "U" + std::to_string(b % units) : "F");
    }
    for (int b = 0; b < boroughs; ++b)
        for (int w = 0; w < wards; ++w)
            scene.areas.add("W" + std::to_string(b) + "." + std::to_string(w), "Ward", Level::ward,
                            "B" + std::to_string(b));
    scene.areas.sort();
}

using Draw = std::function<double(std::size_t)>; // group -> count

/// A measure with breakdowns of `groups` groups each, all areas adding to their parents
/// and groups to wholes.
inline void fill(Scene& scene, std::size_t measure, const std::vector<std::size_t>& groups, std::size_t months,
                 const Draw& draw) {
    MeasureData& d = scene.data[measure];
    d.length = months;
    std::map<std::tuple<AreaIndex, int, int>, std::vector<double>> values;
    for (std::size_t b = 0; b < groups.size(); ++b) {
        d.breakdowns.push_back({"by" + std::to_string(b), "By", {}});
        for (std::size_t g = 0; g < groups[b]; ++g)
            d.breakdowns.back().groups.push_back("g" + std::to_string(g));
    }
    for (AreaIndex a = 0; a < scene.areas.size(); ++a) {
        if (!scene.areas[a].children.empty()) continue;
        for (std::size_t t = 0; t < months; ++t) {
            // The first breakdown is drawn; the others share the same whole out anew.
            double whole = 0;
            auto put = [&](int b, int g, double x) {
                for (std::optional<AreaIndex> at = a; at; at = scene.areas[*at].parent) {
                    auto& list = values[{*at, b, g}];
                    list.resize(months);
                    list[t] += x;
                }
            };
            std::vector<double> first;
            for (std::size_t g = 0; g < (groups.empty() ? 1 : groups[0]); ++g)
                whole += first.emplace_back(draw(g));
            put(-1, -1, whole);
            for (std::size_t b = 0; b < groups.size(); ++b) {
                double left = whole;
                for (std::size_t g = 0; g < groups[b]; ++g) {
                    double x = b == 0 ? first[g] : g + 1 == groups[b] ? left : std::min(left, draw(g));
                    left -= x;
                    put(static_cast<int>(b), static_cast<int>(g), x);
                }
            }
        }
    }
    for (auto& [key, list] : values)
        scene.add_series(d, scene.areas[std::get<0>(key)].code, std::get<1>(key), std::get<2>(key), list);
}

inline std::string described(const std::vector<AuditFailure>& failures) {
    std::string text;
    for (const AuditFailure& f : failures)
        text += f.measure + " " + f.area_code + " " + f.breakdown + "=" + f.group + " " + f.period.to_string() + " [" +
                std::to_string(f.range.low) + ", " + std::to_string(f.range.high) + "]\n";
    return text;
}

inline Suppression suppress_and_audit(Scene& scene) {
    Suppression done = suppress(scene.data, scene.areas, scene.profile, {.keep_hidden = true});
    auto failures = audit(scene.data, scene.areas, scene.profile);
    CHECK_MESSAGE(failures.empty(), described(failures));
    CHECK(done.failed == 0);
    return done;
}

} // namespace peelian::testing
