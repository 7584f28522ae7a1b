// SPDX-License-Identifier: MIT
#include "geography/areas.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace peelian {
namespace {

constexpr std::array<std::string_view, k_level_count> k_level_names{"force", "unit", "borough", "ward"};

/// Whether an area of a level may lie in one of another.
bool may_lie_in(Level level, Level parent) {
    switch (level) {
    case Level::force: return false;
    case Level::unit: return parent == Level::force;
    case Level::borough: return parent == Level::force || parent == Level::unit;
    case Level::ward: break;
    }
    return parent == Level::borough;
}

/// What its parent must be, in words.
std::string_view above_words(Level level) {
    if (level == Level::borough) return "force or unit";
    return level == Level::ward ? "borough" : "force";
}

bool has_digit(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::string> nearest_code(const std::vector<Area>& areas, std::string_view word) {
    std::vector<std::string> codes, names;
    for (const Area& area : areas) {
        codes.push_back(area.code);
        names.push_back(area.name);
    }
    auto by_name = [&]() -> std::optional<std::string> {
        for (const Area& area : areas)
            if (same_text(area.name, word)) return area.code;
        auto name = nearest(word, names);
        if (!name) return std::nullopt;
        return codes[static_cast<std::size_t>(std::ranges::find(names, *name) - names.begin())];
    };
    if (has_digit(word)) {
        auto code = nearest(word, codes);
        return code ? code : by_name();
    }
    auto code = by_name();
    return code ? code : nearest(word, codes);
}

} // namespace

std::string_view to_text(Level level) { return k_level_names[static_cast<std::size_t>(level)]; }

std::optional<Level> parse_level(std::string_view text) {
    for (std::size_t i = 0; i < k_level_names.size(); ++i)
        if (k_level_names[i] == text) return static_cast<Level>(i);
    return std::nullopt;
}

AreaIndex Areas::add(std::string code, std::string name, Level level, std::string_view parent_code, AreaKind kind) {
    if (code.empty()) throw Error::input("The {} '{}' has no code", to_text(level), name);
    if (by_code_.contains(code))
        throw Error::input("There is a second area with the code '{}' ('{}' and '{}')", code,
                           areas_[by_code_.at(code)].name, name);
    std::optional<AreaIndex> parent;
    if (level == Level::force) {
        if (!parent_code.empty())
            throw Error::input("The force '{}' cannot have a parent, but it names '{}'", code, parent_code);
    } else {
        std::string_view above = above_words(level);
        if (parent_code.empty())
            throw Error::input("The {} '{}' needs a parent, the code of its {}", to_text(level), code, above);
        parent = find(parent_code);
        if (!parent) {
            auto near = nearest_code(areas_, parent_code);
            throw Error::input("The parent '{}' of '{}' is not an area{}", parent_code, code,
                               near ? fmt::format("; did you mean '{}'?", *near) : "");
        }
        if (!may_lie_in(level, areas_[*parent].level))
            throw Error::input("The parent of the {} '{}' must be a {}, but '{}' is a {}", to_text(level), code, above,
                               parent_code, to_text(areas_[*parent].level));
    }
    auto index = static_cast<AreaIndex>(areas_.size());
    by_code_.emplace(code, index);
    areas_.push_back({std::move(code), std::move(name), level, kind, parent, {}});
    if (parent) areas_[*parent].children.push_back(index);
    return index;
}

void Areas::add_stand_ins() {
    for (AreaIndex force : of_level(Level::force)) {
        bool elsewhere = false, no_location = false;
        for (AreaIndex child : areas_[force].children) {
            elsewhere |= areas_[child].kind == AreaKind::elsewhere;
            no_location |= areas_[child].kind == AreaKind::no_location;
        }
        std::string code = areas_[force].code;
        if (!elsewhere)
            add(code + "-elsewhere", fmt::format("Elsewhere (outside {})", areas_[force].name), Level::borough, code,
                AreaKind::elsewhere);
        if (!no_location) add(code + "-no-location", "No location given", Level::borough, code, AreaKind::no_location);
    }
}

void Areas::sort() {
    auto among_siblings = [this](AreaIndex a, AreaIndex b) {
        const Area &x = areas_[a], &y = areas_[b];
        if (x.level == Level::force) return x.code < y.code;
        return std::tie(x.kind, x.level, x.name, x.code) < std::tie(y.kind, y.level, y.name, y.code);
    };
    for (Area& area : areas_)
        std::ranges::sort(area.children, among_siblings);
    std::vector<AreaIndex> forces = of_level(Level::force);
    std::ranges::sort(forces, among_siblings);

    std::vector<AreaIndex> order; // new place -> old index
    for (AreaIndex force : forces) {
        order.push_back(force);
        std::vector<AreaIndex> within = areas_[force].children;
        for (AreaIndex child : areas_[force].children)
            if (areas_[child].level == Level::unit)
                within.insert(within.end(), areas_[child].children.begin(), areas_[child].children.end());
        std::ranges::sort(within, among_siblings);
        order.insert(order.end(), within.begin(), within.end());
    }
    for (std::size_t i = 0, n = order.size(); i < n; ++i) {
        const Area& borough = areas_[order[i]];
        if (borough.level != Level::borough) continue;
        order.insert(order.end(), borough.children.begin(), borough.children.end());
    }

    std::vector<AreaIndex> place(areas_.size()); // old index -> new place
    for (std::size_t i = 0; i < order.size(); ++i)
        place[order[i]] = static_cast<AreaIndex>(i);
    std::vector<Area> sorted;
    sorted.reserve(areas_.size());
    for (AreaIndex old : order) {
        Area area = std::move(areas_[old]);
        if (area.parent) area.parent = place[*area.parent];
        for (AreaIndex& child : area.children)
            child = place[child];
        by_code_[area.code] = static_cast<AreaIndex>(sorted.size());
        sorted.push_back(std::move(area));
    }
    areas_ = std::move(sorted);
}

std::optional<AreaIndex> Areas::find(std::string_view code) const {
    auto found = by_code_.find(std::string(code));
    if (found == by_code_.end()) return std::nullopt;
    return found->second;
}

AreaIndex Areas::at(std::string_view code) const {
    if (auto found = find(code)) return *found;
    auto near = nearest_code(areas_, code);
    if (!near) throw Error::not_found("There is no area '{}'", code);
    throw Error::not_found("There is no area '{}'; did you mean '{}' ({})?", code, *near,
                           areas_[by_code_.at(*near)].name);
}

std::vector<AreaIndex> Areas::of_level(Level level) const {
    std::vector<AreaIndex> found;
    for (std::size_t i = 0; i < areas_.size(); ++i)
        if (areas_[i].level == level) found.push_back(static_cast<AreaIndex>(i));
    return found;
}

bool Areas::has(Level level) const { return std::ranges::find(areas_, level, &Area::level) != areas_.end(); }

std::optional<AreaIndex> Areas::unit_of(AreaIndex borough) const {
    auto parent = areas_[borough].parent;
    return parent && areas_[*parent].level == Level::unit ? parent : std::nullopt;
}

std::vector<AreaIndex> Areas::boroughs_of(AreaIndex around) const {
    std::vector<AreaIndex> boroughs;
    for (AreaIndex child : areas_[around].children) {
        if (areas_[child].level == Level::unit) {
            std::vector<AreaIndex> its = boroughs_of(child);
            boroughs.insert(boroughs.end(), its.begin(), its.end());
        } else if (areas_[child].level == Level::borough) {
            boroughs.push_back(child);
        }
    }
    std::ranges::sort(boroughs);
    return boroughs;
}

AreaIndex Areas::force_of(AreaIndex index) const {
    while (areas_[index].parent)
        index = *areas_[index].parent;
    return index;
}

} // namespace peelian
