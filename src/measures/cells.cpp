// SPDX-License-Identifier: MIT
#include "measures/cells.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "measures/question.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

namespace peelian {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view k_cells_format = "cells-2";

Month month_of_days(std::int64_t days) {
    std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
    return Month::of(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())));
}

/// Columns before those of the breakdowns.
constexpr std::size_t k_first_breakdown = 13;

void read_cells(Result& rows, const Measure& m, Cells& cells) {
    std::size_t n = m.breakdowns.size();
    while (rows.next()) {
        Cell cell{};
        cell.month = month_of_days(rows.integer(0)).index();
        cell.force = cells.texts.add(rows.text(1));
        cell.borough = cells.texts.add(rows.text(2));
        cell.ward = cells.texts.add(rows.text(3));
        bool by_ward = rows.integer(4) == 0;
        cell.level = cells.texts.add(rows.text(5));
        cell.each = cells.texts.add(rows.text(6));
        cell.numerator = rows.real(7);
        cell.denominator = rows.real(8);
        cell.third = rows.real(9);
        cell.fourth = rows.real(10);
        cell.fifth = rows.real(11);
        cell.key = cells.texts.add(rows.text(12));
        cell.breakdown = by_ward ? -2 : -1;
        for (std::size_t b = 0; b < n; ++b) {
            if (rows.integer(k_first_breakdown + n + b) != 0) continue;
            cell.breakdown = static_cast<std::int32_t>(b);
            cell.group = cells.texts.add(rows.text(k_first_breakdown + b));
        }
        cells.rows.push_back(cell);
    }
}

/// What the facts of each month are: their keys together.
std::map<Month, std::string> month_keys(const Family& family, const std::vector<FactFile>& facts) {
    std::map<Month, std::vector<std::string>> keys;
    for (const FactFile& fact : facts)
        if (fact.dataset == family.dataset->id)
            for (Month month : fact.months)
                keys[month].push_back(fact.key);
    std::map<Month, std::string> out;
    for (auto& [month, list] : keys) {
        std::ranges::sort(list);
        Hasher hasher;
        hasher.field(k_cells_format).field(family.id);
        for (const std::string& key : list)
            hasher.field(key);
        out[month] = hasher.hex();
    }
    return out;
}

// Cached cells are plain text, a row a line; they are ours alone and can always be made
// again, so anything odd in them just means that they are.
std::string write_cells(const Cells& cells, const std::map<Month, std::string>& keys) {
    std::string out;
    for (const auto& [month, key] : keys)
        out += fmt::format("{} {}\n", month.index(), key);
    out += "\n";
    for (std::uint32_t i = 0; i < cells.texts.size(); ++i)
        out += replace_all(cells.texts[i], "\n", " ") + "\n";
    out += "\x01\n";
    auto raw = [&](const void* bytes, std::size_t n) { out.append(static_cast<const char*>(bytes), n); };
    raw(cells.rows.data(), cells.rows.size() * sizeof(Cell));
    return out;
}

struct Remembered {
    std::map<Month, std::string> keys;
    Cells cells;
};

Remembered remember(const fs::path& path) {
    Remembered memory;
    if (!fs::exists(path)) return memory;
    std::string bytes = read_file(path);
    std::size_t at = 0;
    auto line = [&]() -> std::string_view {
        auto end = bytes.find('\n', at);
        if (end == std::string::npos) end = bytes.size();
        std::string_view text(bytes.data() + at, end - at);
        at = std::min(bytes.size(), end + 1);
        return text;
    };
    for (std::string_view text = line(); !text.empty(); text = line()) {
        auto fields = split(text, ' ');
        if (fields.size() != 2) return {};
        memory.keys[Month::from_index(std::stoi(fields[0]))] = fields[1];
    }
    for (std::string_view text = line(); text != "\x01" && at < bytes.size(); text = line())
        memory.cells.texts.add(text);
    std::size_t n = (bytes.size() - at) / sizeof(Cell);
    if ((bytes.size() - at) % sizeof(Cell) != 0) return {};
    memory.cells.rows.resize(n);
    if (n > 0) std::copy_n(bytes.data() + at, n * sizeof(Cell), reinterpret_cast<char*>(memory.cells.rows.data()));
    return memory;
}

} // namespace

std::uint32_t TextTable::add(std::string_view text) {
    thread_local std::string key;
    key.assign(text);
    auto [at, fresh] = index_.try_emplace(key, static_cast<std::uint32_t>(texts_.size()));
    if (fresh) texts_.push_back(key);
    return at->second;
}

std::string facts_relation(const std::vector<FactFile>& facts, const std::string& dataset,
                           const std::vector<Month>& months) {
    auto wanted = [&](const FactFile& f) {
        return months.empty() ||
               std::ranges::any_of(f.months, [&](Month m) { return std::ranges::binary_search(months, m); });
    };
    std::vector<std::string> whole;
    std::string parts;
    for (const FactFile& f : facts) {
        if (f.dataset != dataset || !wanted(f)) continue;
        if (!f.only) {
            whole.push_back(f.path.string());
            continue;
        }
        std::string list;
        for (Month m : *f.only)
            list += fmt::format("{}date '{}-01'", list.empty() ? "" : ", ", m.to_string());
        if (list.empty()) continue;
        // Facts that can be cut to months are those of wide files, whose time is `month`.
        parts += fmt::format("{}select * from read_parquet({}) where month in ({})", parts.empty() ? "" : " union all ",
                             sql_text(f.path.string()), list);
    }
    if (!whole.empty())
        parts += fmt::format("{}select * from read_parquet({})", parts.empty() ? "" : " union all ", sql_list(whole));
    return parts.empty() ? std::string() : "(" + parts + ")";
}

std::string statement_of(const Measure& measure, const Dataset& dataset) {
    Measure shown = measure;
    if (!measure.each_value.empty()) {
        std::string own = fmt::format("{} = {}", sql_name(measure.each_column), sql_text(measure.each_value));
        shown.where = measure.where.empty() ? own : fmt::format("({}) and {}", measure.where, own);
        shown.each_column.clear();
    }
    return build_statement(shown, dataset, dataset.id);
}

std::vector<Family> families_of(const EvaluateInput& input) {
    std::map<std::string, Family> found;
    for (std::size_t i = 0; i < input.measures.size(); ++i) {
        const Measure& m = input.measures[i];
        if (is_derived(m)) continue;
        const Dataset& dataset = input.catalogue.dataset(m.dataset);
        std::string id = sha256(build_statement(m, dataset, dataset.id) + std::string(to_text(m.kind)));
        Family& family = found[id];
        family.members.push_back(i);
        family.pattern = &m;
        family.dataset = &dataset;
        family.id = id;
    }
    std::vector<Family> families;
    for (auto& [id, family] : found)
        families.push_back(std::move(family));
    std::ranges::sort(families, {}, [](const Family& f) { return f.members.front(); });
    return families;
}

Cells cells_of(const Family& family, const EvaluateInput& input, Connection& connection) {
    auto keys = month_keys(family, input.facts);
    fs::path path = input.cache / "cells" / (family.id.substr(0, 32) + ".cells");
    Remembered memory = remember(path);
    std::vector<Month> fresh;
    std::set<std::int32_t> stale;
    for (const auto& [month, key] : keys) {
        auto known = memory.keys.find(month);
        if (known == memory.keys.end() || known->second != key) fresh.push_back(month);
    }
    for (const auto& [month, key] : memory.keys)
        if (!keys.contains(month) || std::ranges::binary_search(fresh, month)) stale.insert(month.index());
    if (looks_beyond_months(*family.pattern) && !(fresh.empty() && stale.empty())) {
        fresh.clear();
        for (const auto& [month, key] : keys)
            fresh.push_back(month);
        for (const auto& [month, key] : memory.keys)
            stale.insert(month.index());
    }
    if (fresh.empty() && stale.empty()) return std::move(memory.cells);
    std::erase_if(memory.cells.rows, [&](const Cell& c) { return stale.contains(c.month); });
    if (!fresh.empty()) {
        // With every month new there is nothing to pick; else facts are cut to those months,
        // since a file may also hold months that are known already.
        bool all = fresh.size() == keys.size();
        std::string relation = facts_relation(input.facts, family.dataset->id, all ? std::vector<Month>{} : fresh);
        std::string list;
        for (Month m : all ? std::vector<Month>{} : fresh)
            list += fmt::format("{}date '{}-01'", list.empty() ? "" : ", ", m.to_string());
        try {
            Result rows = connection.query(build_statement(*family.pattern, *family.dataset, relation, list));
            read_cells(rows, *family.pattern, memory.cells);
        } catch (Error& error) {
            throw std::move(error)
                .at(family.pattern->file, family.pattern->line)
                .during("answering measure " + family.pattern->id);
        }
    }
    write_file(path, write_cells(memory.cells, keys));
    return std::move(memory.cells);
}

} // namespace peelian
