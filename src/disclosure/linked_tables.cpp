// SPDX-License-Identifier: MIT
#include "disclosure/linked_tables.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

namespace peelian {
namespace {

std::string_view breakdown_name(const MeasureData& data, int breakdown) {
    return breakdown < 0 ? std::string_view() : data.breakdowns[static_cast<std::size_t>(breakdown)].name;
}

// Fewer numbers than this can be the same by chance.
constexpr int k_numbers_to_be_same = 4;

std::size_t level_index(Level level) { return static_cast<std::size_t>(level); }

/// Not published in any month.
bool is_withheld(const Series& series) {
    for (std::size_t t = 0; t < series.flags.size(); ++t)
        if (series.flags[t] != Flag::suppressed && series.flags[t] != Flag::missing && !std::isnan(series.numerator[t]))
            return false;
    return !series.flags.empty();
}

std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * 0x9e3779b97f4a7c15ULL;
    return hash ^ (hash >> 29);
}

} // namespace

LinkedTables::LinkedTables(std::span<MeasureData* const> data, const Areas& areas, const Profile& profile)
    : areas_(areas) {
    for (MeasureData* measure : data)
        add_measure(*measure, profile);
    add_blocks(data, profile);
}

void LinkedTables::add_measure(MeasureData& data, const Profile& profile) {
    const Measure& measure = *data.measure;
    // One column for the whole, then one for each group of each breakdown.
    std::vector<std::uint32_t> first_group;
    auto add_column = [&](bool whole) {
        Column& column = columns_.emplace_back();
        column.data = &data;
        column.whole = whole;
        column.at.assign(areas_.size(), k_none);
        return static_cast<std::uint32_t>(columns_.size() - 1);
    };
    std::uint32_t whole = add_column(true);
    for (const Breakdown& breakdown : data.breakdowns) {
        first_group.push_back(static_cast<std::uint32_t>(columns_.size()));
        for (std::size_t g = 0; g < breakdown.groups.size(); ++g)
            add_column(false);
    }
    std::vector<const DisclosureRule*> rules((data.breakdowns.size() + 1) * k_level_count);
    auto area_first = static_cast<std::uint32_t>(series_.size());
    for (Series& series : data.series) {
        auto id = static_cast<std::uint32_t>(series_.size());
        if (id > area_first && series_.back().series->area != series.area) area_first = id;
        Level level = rule_level(areas_, series.area);
        const DisclosureRule*& rule =
            rules[static_cast<std::size_t>(series.breakdown + 1) * k_level_count + level_index(level)];
        if (rule == nullptr) rule = &profile.rule_for(measure, level, breakdown_name(data, series.breakdown));
        SeriesInfo& info = series_.emplace_back();
        info = {.data = &data,
                .series = &series,
                .area_first = area_first,
                .threshold = rule->threshold,
                .zero = rule->zero,
                .secondary = rule->secondary,
                .proportion = is_part_of_base(measure)};
        info.column = series.breakdown < 0 ? whole
                                           : first_group[static_cast<std::size_t>(series.breakdown)] +
                                                 static_cast<std::uint32_t>(series.group);
        info.against = measure.kind == MeasureKind::ratio && series.breakdown >= 0 &&
                       data.breakdowns[static_cast<std::size_t>(series.breakdown)]
                               .groups[static_cast<std::size_t>(series.group)] == measure.against;
        columns_[info.column].at[series.area] = id;
        for (std::uint32_t s = area_first; s <= id; ++s)
            series_[s].area_end = id + 1;
    }
}

bool LinkedTables::add_family(const AddingMeasures& adding, std::vector<bool>& in_family) {
    Block block{.family = true};
    for (std::uint32_t c = 0; c < columns_.size(); ++c) {
        if (!columns_[c].whole) continue;
        if (columns_[c].data->measure->id == adding.total) block.margin = c;
        else if (adding.has_part(columns_[c].data->measure->id)) block.columns.push_back(c);
    }
    if (block.margin == k_none || block.columns.empty()) return false;
    for (std::uint32_t c : block.columns)
        in_family[c] = true;
    add_block(std::move(block));
    return true;
}

void LinkedTables::add_blocks(std::span<MeasureData* const> data, const Profile& profile) {
    std::vector<bool> in_family(columns_.size(), false);
    for (const AddingMeasures& adding : profile.adds)
        add_family(adding, in_family);
    std::uint32_t column = 0;
    for (const MeasureData* measure : data) {
        bool proportion = is_part_of_base(*measure->measure);
        std::uint32_t whole = column++;
        if (!in_family[whole]) add_block({.columns = {whole}, .proportion = proportion});
        for (const Breakdown& breakdown : measure->breakdowns) {
            Block block{.margin = whole, .proportion = proportion};
            for (std::size_t g = 0; g < breakdown.groups.size(); ++g)
                block.columns.push_back(column++);
            add_block(std::move(block));
        }
    }
}

void LinkedTables::add_block(Block block) {
    auto id = static_cast<std::uint32_t>(blocks_.size());
    for (std::uint32_t c : block.columns)
        columns_[c].blocks.push_back(id);
    if (block.margin != k_none) columns_[block.margin].blocks.push_back(id);
    for (std::uint32_t c : block.columns)
        for (std::uint32_t s : columns_[c].at)
            if (s != k_none) block.threshold = std::max(block.threshold, series_[s].threshold);
    block.tables = tables_of(block);
    block.table_of.assign(areas_.size(), k_none);
    for (std::uint32_t t = 0; t < block.tables.size(); ++t)
        block.table_of[block.tables[t].parent] = t;
    blocks_.push_back(std::move(block));
}

/// A table for each area that has others in it, and for each that lies in no other; an
/// area's parent is the nearest that the block knows. What is not published at all is not
/// known: boroughs add to their force all the same where their units are withheld.
std::vector<LinkedTables::Table> LinkedTables::tables_of(const Block& block) const {
    std::vector<bool> known(areas_.size(), false);
    for (std::uint32_t c : block.columns)
        for (AreaIndex a = 0; a < areas_.size(); ++a)
            known[a] = known[a] || (columns_[c].at[a] != k_none && !is_withheld(*series_[columns_[c].at[a]].series));
    std::vector<Table> tables;
    std::vector<std::uint32_t> table_of(areas_.size(), k_none);
    std::vector<AreaIndex> order;
    for (AreaIndex a = 0; a < areas_.size(); ++a)
        if (known[a]) order.push_back(a);
    std::ranges::stable_sort(order, {}, [&](AreaIndex a) { return areas_[a].level; });
    auto table_for = [&](AreaIndex area, std::uint32_t above) {
        if (table_of[area] != k_none) return;
        table_of[area] = static_cast<std::uint32_t>(tables.size());
        tables.push_back({.parent = area, .above = above});
    };
    std::vector<std::uint32_t> row_of(areas_.size(), k_none);
    for (AreaIndex area : order) {
        auto parent = areas_[area].parent;
        while (parent && !known[*parent])
            parent = areas_[*parent].parent;
        if (!parent) {
            table_for(area, k_none);
            continue;
        }
        table_for(*parent, row_of[*parent]);
        row_of[area] = table_of[*parent];
        tables[table_of[*parent]].rows.push_back(area);
    }
    for (Table& table : tables)
        std::ranges::sort(table.rows, {}, [&](AreaIndex a) { return std::string_view(areas_[a].code); });
    return tables;
}

HiddenFor LinkedTables::primary(const SeriesInfo& info, double x, double n) const {
    double limit = info.threshold;
    if (limit == 0 || std::isnan(x)) return HiddenFor::nothing;
    if (info.proportion && !std::isnan(n)) {
        if (n > 0 && n < limit) return HiddenFor::small_base;
        if (x > 0 && x < limit) return HiddenFor::small_count;
        if (n - x > 0 && n - x < limit) return HiddenFor::small_remainder;
        if (info.zero && n > 0 && (x == 0 || x == n)) return HiddenFor::nobody;
        return HiddenFor::nothing;
    }
    if (x > 0 && x < limit) return HiddenFor::small_count;
    return info.zero && x == 0 ? HiddenFor::nobody : HiddenFor::nothing;
}

std::size_t LinkedTables::position(std::size_t cell, Month month) const {
    const MeasureData& data = *series_[cell].data;
    int months = month - data.first;
    if (months < 0 || months % data.measure->step != 0) return data.length;
    return std::min(data.length, static_cast<std::size_t>(months / data.measure->step));
}

std::vector<Month> LinkedTables::months() const {
    std::map<const MeasureData*, std::vector<bool>> found;
    for (const SeriesInfo& info : series_) {
        if (info.threshold == 0) continue;
        std::vector<bool>& at = found[info.data];
        at.resize(info.data->length);
        const Series& s = *info.series;
        for (std::size_t t = 0; t < info.data->length; ++t)
            if (!at[t] && primary(info, s.numerator[t], s.denominator.empty() ? k_missing : s.denominator[t]) !=
                              HiddenFor::nothing)
                at[t] = true;
    }
    std::set<std::int32_t> indices;
    for (const auto& [data, at] : found)
        for (std::size_t t = 0; t < at.size(); ++t)
            if (at[t]) indices.insert(data->month_at(t).index());
    std::vector<Month> months;
    months.reserve(indices.size());
    for (std::int32_t index : indices)
        months.push_back(Month::from_index(index));
    return months;
}

/// Columns of one level that carry the same numbers in all areas and months are one
/// column under several names (searches of women as a measure and as a group; the base
/// of a proportion and the count it is the base of).
void LinkedTables::link() {
    std::array<std::unordered_map<std::uint64_t, std::vector<Sameness>>, k_level_count> found;
    auto add = [&](std::uint32_t c, Layer layer) {
        std::array<std::uint64_t, k_level_count> hash{};
        std::array<int, k_level_count> numbers{};
        for (AreaIndex area = 0; area < areas_.size(); ++area) {
            std::uint32_t s = columns_[c].at[area];
            if (s == k_none) continue;
            std::size_t level = level_index(areas_[area].level);
            const Series& series = *series_[s].series;
            const auto& values = layer == Layer::count ? series.numerator : series.denominator;
            for (std::size_t t = 0; t < values.size(); ++t) {
                if (std::isnan(values[t]) || values[t] == 0) continue;
                ++numbers[level];
                auto month = static_cast<std::uint64_t>(columns_[c].data->month_at(t).index());
                hash[level] =
                    mixed(mixed(hash[level], area * 100000ULL + month), std::bit_cast<std::uint64_t>(values[t]));
            }
        }
        for (std::size_t level = 0; level < k_level_count; ++level)
            if (numbers[level] >= k_numbers_to_be_same) found[level][hash[level]].push_back({c, layer});
    };
    for (std::uint32_t c = 0; c < columns_.size(); ++c) {
        add(c, Layer::count);
        if (is_part_of_base(*columns_[c].data->measure)) add(c, Layer::base);
    }
    for (std::size_t level = 0; level < k_level_count; ++level)
        for (auto& [hash, members] : found[level]) {
            if (members.size() < 2) continue;
            for (const Sameness& member : members)
                (member.layer == Layer::count ? columns_[member.column].same_x
                                              : columns_[member.column].same_n)[level] =
                    static_cast<std::uint32_t>(same_.size());
            same_.push_back(std::move(members));
        }
}

/// True for a zero whose group is a published zero in an area around.
bool LinkedTables::under_empty_group(std::uint32_t id, const State& state) const {
    const SeriesInfo& info = series_[id];
    if (state.cells[id].x != 0) return false;
    for (auto parent = areas_[info.series->area].parent; parent; parent = areas_[*parent].parent) {
        std::uint32_t above = columns_[info.column].at[*parent];
        if (above != k_none && state.cells[above].x == 0 && !state.cells[above].hidden() && !series_[above].zero)
            return true;
    }
    return false;
}

/// True where a zero is plain to see: its whole, or its group in an area around, is a
/// published zero.
bool LinkedTables::under_empty_margin(std::uint32_t id, const State& state) const {
    std::uint32_t first = series_[id].area_first;
    bool whole_is_zero = first != id && series_[first].series->breakdown < 0 && state.cells[first].x == 0 &&
                         !state.cells[first].hidden() && series_[first].threshold == 0;
    return (state.cells[id].x == 0 && whole_is_zero) || under_empty_group(id, state);
}

void LinkedTables::load(Month month, State& state) const {
    state.cells.assign(series_.size(), {});
    state.dirty.assign(blocks_.size(), false);
    const MeasureData* last = nullptr;
    std::size_t t = 0;
    for (std::uint32_t id = 0; id < series_.size(); ++id) {
        const SeriesInfo& info = series_[id];
        if (info.data != last) {
            last = info.data;
            t = position(id, month);
        }
        if (t >= info.data->length) continue;
        const Series& s = *info.series;
        Cell& cell = state.cells[id];
        cell.x = s.numerator[t];
        if (!s.denominator.empty()) cell.n = s.denominator[t];
        if (!s.flags.empty() && (s.flags[t] == Flag::missing || s.flags[t] == Flag::suppressed))
            cell.why = HiddenFor::missing;
    }
    for (std::uint32_t id = 0; id < series_.size(); ++id) {
        const SeriesInfo& info = series_[id];
        Cell& cell = state.cells[id];
        // A value that went with the same number elsewhere may still be small itself.
        bool asked = info.threshold > 0 && cell.why != HiddenFor::missing;
        HiddenFor why = asked ? primary(info, cell.x, cell.n) : HiddenFor::nothing;
        if (why == HiddenFor::nobody && under_empty_margin(id, state)) why = HiddenFor::nothing;
        if (why != HiddenFor::nothing) hide(id, why, state);
    }
}

/// Hides a value and what cannot be shown without it. The block `settled_in` has seen to
/// the value's protection already.
void LinkedTables::hide(std::uint32_t id, HiddenFor why, State& state, std::uint32_t settled_in) const {
    const SeriesInfo& info = series_[id];
    Cell& cell = state.cells[id];
    if (std::isnan(cell.x) || cell.why == HiddenFor::missing) return;
    bool was_hidden = cell.hidden() && !(cell.idle() && why == HiddenFor::complement);
    bool is_primary = why >= HiddenFor::small_count && why <= HiddenFor::nobody;
    if (!was_hidden || (is_primary && !cell.primary())) cell.why = why;
    if (why == HiddenFor::hidden_whole) cell.relaxed = true;
    if (was_hidden) return;
    for (std::uint32_t block : columns_[info.column].blocks)
        if (block != settled_in) state.dirty[block] = true;
    if (why == HiddenFor::compared_with) return;
    if (info.series->breakdown < 0)
        for (std::uint32_t s = id + 1; s < info.area_end; ++s)
            if (!under_empty_group(s, state)) hide(s, HiddenFor::hidden_whole, state);
    if (info.against)
        for (std::uint32_t s = info.area_first; s < info.area_end; ++s)
            if (series_[s].series->breakdown == info.series->breakdown) hide(s, HiddenFor::compared_with, state);
    hide_same(id, state);
}

void LinkedTables::hide_same(std::uint32_t id, State& state) const {
    if (same_.empty()) return;
    const SeriesInfo& info = series_[id];
    AreaIndex area = info.series->area;
    std::size_t level = level_index(areas_[area].level);
    auto hide_in = [&](const Sameness& member) {
        std::uint32_t other = columns_[member.column].at[area];
        if (other == k_none || other == id) return;
        if (member.layer == Layer::base && !state.cells[other].base_secret) {
            state.cells[other].base_secret = true;
            for (std::uint32_t block : columns_[member.column].blocks)
                state.dirty[block] = true;
        }
        // A group that has everything is its measure's whole by chance; so are two groups of
        // one breakdown. "Not stated" of two breakdowns is one group under two names.
        const Series& its = *series_[other].series;
        bool by_chance = series_[other].data == info.data &&
                         (its.breakdown < 0 || info.series->breakdown < 0 || its.breakdown == info.series->breakdown);
        if (!by_chance) hide(other, HiddenFor::same_number, state);
    };
    if (std::uint32_t same = columns_[info.column].same_x[level]; same != k_none)
        for (const Sameness& member : same_[same])
            hide_in(member);
    // The base of a hidden proportion may be published as a count of its own, but not as
    // the base of another proportion, of which it would be the complement.
    if (std::uint32_t same = columns_[info.column].same_n[level]; same != k_none)
        for (const Sameness& member : same_[same])
            if (member.layer == Layer::base) hide_in(member);
}

} // namespace peelian
