// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "base/toml.hpp"
#include "evaluations/evaluation.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace peelian {
namespace {

const std::vector<std::string> k_designs{"before-after", "difference",   "staggered",
                                         "synthetic",    "displacement", "dose"};
const std::vector<std::string> k_expected{"down", "up", "either"};
const std::vector<std::string> k_scales{"relative", "absolute"};

Month read_month(const TomlTable& table, std::string_view key) {
    std::string text = table.text(key);
    auto month = Month::parse(text);
    if (!month) throw table.error(key, fmt::format("'{}' is not a month; expected YYYY-MM", text));
    return *month;
}

class Reader {
public:
    Reader(std::span<const MeasureData> data, const Areas& areas) : data_(data), areas_(areas) {}
    Evaluation read(const TomlTable& table);

private:
    const MeasureData& read_measure(Evaluation& e, const TomlTable& table) const;
    void read_group(Evaluation& e, const TomlTable& table, const MeasureData& data) const;
    AreaIndex area_of(const TomlTable& table, std::string_view key, const std::string& code) const;
    std::vector<AreaIndex> read_areas(const TomlTable& table, std::string_view key) const;
    void read_treated(Evaluation& e, const TomlTable& table) const;
    void read_comparison(Evaluation& e, const TomlTable& table) const;
    void check_months(const Evaluation& e, const TomlTable& table, const MeasureData& data) const;
    void check_roles(const Evaluation& e, const TomlTable& table) const;
    void check_needs(const Evaluation& e, const TomlTable& table) const;

    std::span<const MeasureData> data_;
    const Areas& areas_;
};

const MeasureData& Reader::read_measure(Evaluation& e, const TomlTable& table) const {
    e.measure = table.text("measure");
    std::vector<std::string> ids;
    for (const MeasureData& d : data_) {
        if (d.measure->id == e.measure) return d;
        ids.push_back(d.measure->id);
    }
    auto near = nearest(e.measure, ids);
    throw table
        .error("measure", fmt::format("There is no measure '{}'{}", e.measure,
                                      near ? fmt::format("; did you mean '{}'?", *near) : ""))
        .hint("'peelian list measures' names those that the data can answer.");
}

void Reader::read_group(Evaluation& e, const TomlTable& table, const MeasureData& data) const {
    e.breakdown = table.text_or("breakdown", "");
    e.group = table.text_or("group", "");
    if (e.breakdown.empty() != e.group.empty())
        throw table.error(e.breakdown.empty() ? "group" : "breakdown", "'breakdown' and 'group' go together");
    if (e.breakdown.empty()) return;
    auto breakdown = std::ranges::find(data.breakdowns, e.breakdown, &Breakdown::name);
    if (breakdown == data.breakdowns.end()) {
        std::vector<std::string> names;
        for (const Breakdown& b : data.breakdowns)
            names.push_back(b.name);
        throw table.error("breakdown", fmt::format("'{}' is no breakdown of '{}'{}", e.breakdown, e.measure,
                                                   names.empty() ? "; it has none" : "; it has " + one_of(names)));
    }
    if (std::ranges::find(breakdown->groups, e.group) == breakdown->groups.end())
        throw table.error("group", fmt::format("'{}' is no group of '{}'; there are {}", e.group, e.breakdown,
                                               one_of(breakdown->groups)));
}

AreaIndex Reader::area_of(const TomlTable& table, std::string_view key, const std::string& code) const {
    try {
        return areas_.at(code);
    } catch (const Error& error) {
        throw table.error(key, error.what());
    }
}

std::vector<AreaIndex> Reader::read_areas(const TomlTable& table, std::string_view key) const {
    std::vector<AreaIndex> out;
    for (const std::string& code : table.texts(key))
        out.push_back(area_of(table, key, code));
    return out;
}

/// Either `treated` with one `start`, or [[evaluation.wave]] and [[evaluation.given]].
void Reader::read_treated(Evaluation& e, const TomlTable& table) const {
    std::vector<AreaIndex> together = read_areas(table, "treated");
    if (!together.empty()) {
        Month start = read_month(table, "start");
        for (AreaIndex a : together)
            e.treated.push_back({.area = a, .start = start});
    }
    for (const TomlTable& wave : table.tables("wave")) {
        Month start = read_month(wave, "start");
        for (AreaIndex a : read_areas(wave, "areas"))
            e.treated.push_back({.area = a, .start = start});
        wave.done();
    }
    std::vector<TomlTable> given = table.tables("given");
    if (given.empty()) return;
    Month start = read_month(table, "start");
    for (const TomlTable& row : given) {
        TreatedArea t{.area = area_of(row, "area", row.text("area")), .start = start};
        t.dose = row.maybe_real("dose").value_or(k_missing);
        t.received = row.maybe_real("received");
        t.assigned = row.boolean_or("assigned", true);
        if (t.received && !(*t.received >= 0 && *t.received <= 1))
            throw row.error("received", fmt::format("{} is not a share from 0 to 1", *t.received));
        row.done();
        e.treated.push_back(t);
    }
}

/// `comparison = "others"`: all areas of the same level and force that have no other part.
void Reader::read_comparison(Evaluation& e, const TomlTable& table) const {
    std::vector<std::string> named = table.texts("comparison");
    e.around = read_areas(table, "around");
    e.around_comparison = read_areas(table, "around_comparison");
    if (named.size() != 1 || named[0] != "others") {
        e.comparison = read_areas(table, "comparison");
        return;
    }
    std::set<AreaIndex> taken(e.around.begin(), e.around.end());
    taken.insert(e.around_comparison.begin(), e.around_comparison.end());
    for (const TreatedArea& t : e.treated)
        taken.insert(t.area);
    for (AreaIndex a = 0; a < areas_.size() && !e.treated.empty(); ++a) {
        const Area& like = areas_[e.treated[0].area];
        if (areas_[a].level == like.level && areas_[a].kind == AreaKind::real && !taken.contains(a) &&
            areas_.force_of(a) == areas_.force_of(e.treated[0].area))
            e.comparison.push_back(a);
    }
}

void Reader::check_months(const Evaluation& e, const TomlTable& table, const MeasureData& data) const {
    if (data.length == 0) return;
    Month last = data.month_at(data.length - 1);
    Month first = data.first - (data.measure->step - 1);
    for (const TreatedArea& t : e.treated) {
        if (t.start > first && t.start <= last) continue;
        throw table.error("start", fmt::format("{} is not within the data of '{}', which run from {} to {}",
                                               t.start.to_words(), e.measure, first.to_words(), last.to_words()));
    }
    if (e.from && e.to && *e.from >= *e.to)
        throw table.error("to", fmt::format("{} does not come after {}", e.to->to_words(), e.from->to_words()));
}

void Reader::check_roles(const Evaluation& e, const TomlTable& table) const {
    std::map<AreaIndex, std::string_view> roles;
    auto take = [&](AreaIndex area, std::string_view key) {
        auto [at, fresh] = roles.emplace(area, key);
        if (!fresh)
            throw table.error(key, fmt::format("{} ({}) is in '{}' and in '{}'", areas_[area].name, areas_[area].code,
                                               at->second, key));
    };
    for (const TreatedArea& t : e.treated)
        take(t.area, "treated");
    for (AreaIndex a : e.comparison)
        take(a, "comparison");
    for (AreaIndex a : e.around)
        take(a, "around");
    for (AreaIndex a : e.around_comparison)
        take(a, "around_comparison");
}

void Reader::check_needs(const Evaluation& e, const TomlTable& table) const {
    std::string_view design = to_text(e.design);
    if (e.treated.empty())
        throw table.error("treated",
                          "It must say where something was done: 'treated' with 'start', [[evaluation.wave]] "
                          "or [[evaluation.given]]");
    bool needs_comparison = e.design == EvaluationDesign::difference || e.design == EvaluationDesign::synthetic ||
                            e.design == EvaluationDesign::displacement;
    if (needs_comparison && e.comparison.empty())
        throw table.error("comparison", fmt::format("Design '{}' needs areas where nothing was done", design))
            .hint("List their codes, or write comparison = \"others\".");
    if (e.design == EvaluationDesign::synthetic && e.treated.size() != 1)
        throw table.error("treated", fmt::format("Design 'synthetic' takes one area; there are {}", e.treated.size()));
    if (e.design == EvaluationDesign::dose)
        for (const TreatedArea& t : e.treated)
            if (std::isnan(t.dose) && !t.received)
                throw table.error("given",
                                  fmt::format("{} has neither a dose nor what it received", areas_[t.area].name));
}

Evaluation Reader::read(const TomlTable& table) {
    Evaluation e;
    e.file = table.file();
    e.line = table.line();
    e.id = table.text("id");
    if (slug(e.id) != e.id || e.id.empty())
        throw table.error("id", fmt::format("'{}' must be lower case letters, digits and hyphens", e.id));
    e.title = table.text("title");
    e.question = table.text("question");
    e.done = table.text("what_was_done");
    std::string design = table.choice("design", k_designs);
    e.design = static_cast<EvaluationDesign>(std::ranges::find(k_designs, design) - k_designs.begin());
    const MeasureData& data = read_measure(e, table);
    read_group(e, table, data);
    read_treated(e, table);
    read_comparison(e, table);
    if (table.has("from")) e.from = read_month(table, "from");
    if (table.has("to")) e.to = read_month(table, "to");
    std::string expected = table.choice_or("expected", k_expected, "either");
    e.expected = expected == "down" ? -1 : expected == "up" ? 1 : 0;
    if (table.has("scale")) e.relative = table.choice("scale", k_scales) == "relative";
    e.limitations = table.text_or("limitations", "");
    e.author = table.text_or("author", "");
    e.date = table.text_or("date", "");
    table.done();
    check_needs(e, table);
    check_roles(e, table);
    check_months(e, table, data);
    return e;
}

} // namespace

std::vector<Evaluation> read_evaluations(std::span<const std::filesystem::path> files,
                                         std::span<const MeasureData> data, const Areas& areas) {
    std::vector<Evaluation> out;
    Reader reader(data, areas);
    for (const auto& path : files) {
        TomlTable file = read_toml(path);
        for (const TomlTable& table : file.tables("evaluation")) {
            Evaluation e = reader.read(table);
            auto same = std::ranges::find(out, e.id, &Evaluation::id);
            if (same != out.end())
                throw table.error("id", fmt::format("Evaluation '{}' is declared twice, first in {}:{}", e.id,
                                                    same->file, same->line));
            out.push_back(std::move(e));
        }
        file.done();
    }
    return out;
}

std::string_view to_text(EvaluationDesign design) { return k_designs[static_cast<std::size_t>(design)]; }

} // namespace peelian
