// SPDX-License-Identifier: MIT
#include "disclosure/profile.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

bool any_matches(const std::vector<std::string>& patterns, std::string_view name) {
    return std::ranges::any_of(patterns, [&](const std::string& p) { return matches_glob(name, p); });
}

/// Real boroughs of a force or a unit; a borough is one.
std::size_t boroughs_in(const Areas& areas, AreaIndex index) {
    const Area& area = areas[index];
    if (area.level == Level::borough) return area.kind == AreaKind::real ? 1 : 0;
    std::size_t n = 0;
    for (AreaIndex child : area.children)
        n += boroughs_in(areas, child);
    return n;
}

bool has_level(const std::vector<Level>& levels, Level level) {
    return std::ranges::find(levels, level) != levels.end();
}

double whole_number(const TomlTable& table, std::string_view key, double least) {
    double value = table.real_or(key, 0);
    if (table.has(key) && (value < least || value != std::trunc(value)))
        throw table.error(key, fmt::format("'{}' must be a whole number of {} or more, but it is {}", key, least,
                                           plain_number(value)));
    return value;
}

void read_persons(const TomlTable& persons, DisclosureRule& rule) {
    rule.threshold = whole_number(persons, "threshold", 2);
    rule.round = whole_number(persons, "round", 1);
    rule.zero = persons.boolean_or("zero", false);
    rule.secondary = persons.boolean_or("secondary", true);
    if (rule.threshold == 0) throw persons.error("threshold", "'persons' must have a 'threshold', such as 5 or 10");
    persons.done();
}

void read_base(const TomlTable& base, DisclosureRule& rule) {
    rule.base_hide = whole_number(base, "hide", 1);
    rule.base_low = whole_number(base, "low", 1);
    if (rule.base_hide == 0 && rule.base_low == 0)
        throw base.error("hide", "'base' must have 'hide' or 'low', numbers of answers");
    base.done();
}

/// What a rule does: exactly one of `open = true`, `withhold = true`, or `persons` and/or `base`.
void read_action(const TomlTable& table, DisclosureRule& rule) {
    bool open = table.boolean_or("open", false);
    rule.withhold = table.boolean_or("withhold", false);
    auto persons = table.maybe_table("persons");
    auto base = table.maybe_table("base");
    bool hides = persons.has_value() || base.has_value();
    if (int{open} + int{rule.withhold} + int{hides} != 1)
        throw table.error(open            ? "open"
                          : rule.withhold ? "withhold"
                                          : "persons",
                          "A rule must say one thing that it does: 'open = true', 'withhold = true', "
                          "'persons = {threshold = 5}' or 'base = {hide = 50, low = 100}'");
    if (persons) read_persons(*persons, rule);
    if (base) read_base(*base, rule);
    rule.reason = table.text_or("reason", "");
    rule.line = table.line();
}

DisclosureRule read_rule(const TomlTable& table) {
    DisclosureRule rule;
    rule.datasets = table.texts("dataset");
    rule.measures = table.texts("measures");
    rule.breakdowns = table.texts("breakdowns");
    for (const std::string& text : table.texts("levels")) {
        auto level = parse_level(text);
        if (!level) throw table.error("levels", fmt::format("'{}' is not a level: force, unit, borough or ward", text));
        rule.levels.push_back(*level);
    }
    read_action(table, rule);
    table.done();
    return rule;
}

AddingMeasures read_adding(const TomlTable& table) {
    AddingMeasures adding{table.text("total"), table.texts("parts"), table.texts("except")};
    if (adding.parts.empty())
        throw table.error("parts", "[adds] must have 'parts', patterns of measures such as 'recorded-*'");
    table.done();
    return adding;
}

Profile read(const TomlTable& root) {
    Profile profile;
    profile.file = root.file();
    profile.id = root.text("id");
    profile.title = root.text("title");
    TomlTable otherwise = root.table("otherwise");
    read_action(otherwise, profile.otherwise);
    otherwise.done();
    for (const TomlTable& table : root.tables("rule"))
        profile.rules.push_back(read_rule(table));
    for (const TomlTable& table : root.tables("adds"))
        profile.adds.push_back(read_adding(table));
    root.done();
    return profile;
}

} // namespace

bool DisclosureRule::speaks_of(const Measure& measure, Level level, std::string_view breakdown) const {
    auto fits = [](const std::vector<std::string>& patterns, std::string_view name) {
        return patterns.empty() || any_matches(patterns, name);
    };
    return fits(datasets, measure.dataset) && fits(measures, measure.id) &&
           fits(breakdowns, breakdown.empty() ? k_whole : breakdown) &&
           (levels.empty() || has_level(levels, level) || (level == Level::unit && has_level(levels, Level::borough)));
}

bool AddingMeasures::has_part(std::string_view id) const {
    return id != total && any_matches(parts, id) && !any_matches(except, id);
}

const DisclosureRule& Profile::rule_for(const Measure& measure, Level level, std::string_view breakdown) const {
    for (const DisclosureRule& rule : rules)
        if (rule.speaks_of(measure, level, breakdown)) return rule;
    return otherwise;
}

bool Profile::open() const { return otherwise.open() && std::ranges::all_of(rules, &DisclosureRule::open); }

Level rule_level(const Areas& areas, AreaIndex index) {
    const Area& area = areas[index];
    if (area.level == Level::ward || area.level == Level::force) return area.level;
    if (area.kind != AreaKind::real) return Level::force;
    std::size_t here = boroughs_in(areas, index);
    if (here == boroughs_in(areas, areas.force_of(index))) return Level::force;
    return here == 1 ? Level::borough : area.level;
}

Level hidden_with(Level level) { return level == Level::unit ? Level::borough : level; }

Profile read_profile(const std::filesystem::path& path) { return read(read_toml(path)); }

Profile parse_profile(std::string_view text, std::string_view name) { return read(parse_toml(text, name)); }

} // namespace peelian
