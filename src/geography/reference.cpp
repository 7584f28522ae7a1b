// SPDX-License-Identifier: MIT
#include "geography/reference.hpp"

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace peelian {
namespace {

/// Lower case words with single spaces; "&" is "and", hyphens are spaces, other marks
/// are left out: "King’s Lynn & West-Norfolk" -> "kings lynn and west norfolk".
std::string name_key(std::string_view text) {
    std::string plain = replace_all(replace_all(text, "&", " and "), "\xE2\x80\x99", "");
    std::string key;
    bool gap = false;
    for (char c : lower(plain)) {
        if (c == ' ' || c == '-' || c == '/' || c == '\t' || c == '_') {
            gap = !key.empty();
            continue;
        }
        if (c == '.' || c == ',' || c == '\'' || c == '(' || c == ')') continue;
        if (gap) key += ' ';
        gap = false;
        key += c;
    }
    return key;
}

bool strip_prefix(std::string& key, std::string_view prefix) {
    if (!key.starts_with(prefix) || key.size() == prefix.size()) return false;
    key.erase(0, prefix.size());
    return true;
}

bool strip_suffix(std::string& key, std::string_view suffix) {
    if (!key.ends_with(suffix) || key.size() == suffix.size()) return false;
    key.resize(key.size() - suffix.size());
    return true;
}

/// "devon and cornwall police" -> "devon and cornwall"
std::string force_key(std::string_view text) {
    std::string key = name_key(text);
    while (strip_suffix(key, " police") || strip_suffix(key, " constabulary") || strip_suffix(key, " service")) {
    }
    return key;
}

/// The key without the words a council puts round its name; the same when there are none.
std::string bare_district_key(std::string key) {
    static constexpr std::array<std::string_view, 8> k_before{
        "the ", "london borough of ", "royal borough of ", "city and county of ", "city of ", "county of ", "lb ",
        "rb "};
    while (std::ranges::any_of(k_before, [&](auto prefix) { return strip_prefix(key, prefix); })) {
    }
    if (!strip_suffix(key, " city of")) strip_suffix(key, " county of");
    return key;
}

std::optional<Month> month_field(const CsvTable& table, const CsvRow& row, std::size_t column) {
    try {
        return month_of_date(row.fields[column]);
    } catch (Error& error) {
        throw std::move(error).at(table.file, row.line);
    }
}

int whole_number(const CsvTable& table, const CsvRow& row, std::size_t column) {
    const std::string& text = row.fields[column];
    int value = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc() || end != text.data() + text.size())
        throw Error::input("'{}' must be a whole number, but it is '{}'", table.header[column], text)
            .at(table.file, row.line);
    return value;
}

} // namespace

Reference Reference::load(const std::filesystem::path& folder) {
    Reference reference;
    CsvTable forces = read_csv(folder / "forces.csv");
    std::size_t code = forces.column("code"), name = forces.column("name"), police_uk = forces.column("police_uk_name"),
                slug_column = forces.column("police_uk_slug");
    for (const CsvRow& row : forces.rows) {
        const auto& f = row.fields;
        if (!reference.force_by_code_.emplace(f[code], reference.forces_.size()).second)
            throw Error::input("There is a second force '{}'", f[code]).at(forces.file, row.line);
        reference.forces_.push_back({f[code], f[name], f[police_uk], f[slug_column]});
    }
    reference.index_forces();

    CsvTable districts = read_csv(folder / "districts.csv");
    code = districts.column("code");
    name = districts.column("name");
    std::size_t force = districts.column("force_code"), from = districts.column("from"), to = districts.column("to");
    for (const CsvRow& row : districts.rows) {
        const auto& f = row.fields;
        if (!reference.force(f[force]))
            throw Error::input("'{}' is not a force of forces.csv", f[force]).at(districts.file, row.line);
        if (!reference.district_by_code_.emplace(f[code], reference.districts_.size()).second)
            throw Error::input("There is a second district '{}'", f[code]).at(districts.file, row.line);
        reference.districts_.push_back(
            {f[code], f[name], f[force], month_field(districts, row, from), month_field(districts, row, to)});
    }
    reference.index_districts(folder / "district-spellings.csv");
    return reference;
}

void Reference::index_forces() {
    for (std::size_t i = 0; i < forces_.size(); ++i)
        for (const std::string* text : {&forces_[i].name, &forces_[i].police_uk_name, &forces_[i].slug})
            force_by_key_.emplace(force_key(*text), i);
}

void Reference::index_districts(const std::filesystem::path& spellings) {
    for (std::size_t i = 0; i < districts_.size(); ++i)
        district_by_key_[name_key(districts_[i].name)].push_back(i);
    // "Bristol, City of" is also "Bristol"; but "City of London" is never "London".
    for (std::size_t i = 0; i < districts_.size(); ++i) {
        std::string key = name_key(districts_[i].name);
        if (strip_suffix(key, " city of") || strip_suffix(key, " county of")) district_by_key_[key].push_back(i);
    }
    CsvTable table = read_csv(spellings);
    std::size_t spelling = table.column("spelling"), code = table.column("code");
    for (const CsvRow& row : table.rows) {
        auto found = district_by_code_.find(row.fields[code]);
        if (found == district_by_code_.end())
            throw Error::input("'{}' is not a district of districts.csv", row.fields[code]).at(table.file, row.line);
        district_by_key_[name_key(row.fields[spelling])].push_back(found->second);
    }
}

const ForceInfo* Reference::force(std::string_view code) const {
    auto found = force_by_code_.find(std::string(code));
    return found == force_by_code_.end() ? nullptr : &forces_[found->second];
}

const ForceInfo* Reference::find_force(std::string_view text) const {
    if (const ForceInfo* by_code = force(trim(text))) return by_code;
    auto found = force_by_key_.find(force_key(text));
    return found == force_by_key_.end() ? nullptr : &forces_[found->second];
}

const DistrictInfo* Reference::district(std::string_view code) const {
    auto found = district_by_code_.find(std::string(code));
    return found == district_by_code_.end() ? nullptr : &districts_[found->second];
}

const DistrictInfo* Reference::find_district(std::string_view name, std::optional<Month> when) const {
    std::string key = name_key(name);
    auto found = district_by_key_.find(key);
    if (found == district_by_key_.end()) found = district_by_key_.find(bare_district_key(key));
    if (found == district_by_key_.end()) return nullptr;
    const DistrictInfo* latest = nullptr;
    for (std::size_t i : found->second) {
        const DistrictInfo& district = districts_[i];
        if (when && district.valid_in(*when)) return &district;
        if (latest == nullptr || (latest->to && (!district.to || *latest->to < *district.to))) latest = &district;
    }
    return latest;
}

std::optional<std::string> district_of_lsoa_name(std::string_view name) {
    name = trim(name);
    // Three digits and a letter after a space, as the census names them.
    if (name.size() < 6 || name[name.size() - 5] != ' ') return std::nullopt;
    std::string_view number = name.substr(name.size() - 4);
    bool fits = std::ranges::all_of(number.substr(0, 3), [](char c) { return c >= '0' && c <= '9'; }) &&
                number[3] >= 'A' && number[3] <= 'Z';
    if (!fits) return std::nullopt;
    return std::string(trim(name.substr(0, name.size() - 5)));
}

std::vector<TileRow> read_tiles(const std::filesystem::path& path) {
    CsvTable table = read_csv(path);
    std::size_t code = table.column("code"), column = table.column("column"), row_column = table.column("row"),
                label = table.column("label");
    std::vector<TileRow> tiles;
    std::map<std::pair<int, int>, std::string> taken;
    std::map<std::string, std::size_t> seen;
    for (const CsvRow& row : table.rows) {
        TileRow tile{row.fields[code], whole_number(table, row, column), whole_number(table, row, row_column),
                     row.fields[label]};
        if (auto [other, fresh] = taken.emplace(std::pair(tile.column, tile.row), tile.code); !fresh)
            throw Error::input("'{}' and '{}' stand in one place", other->second, tile.code).at(table.file, row.line);
        if (!seen.emplace(tile.code, row.line).second)
            throw Error::input("There is a second tile for '{}'", tile.code).at(table.file, row.line);
        tiles.push_back(std::move(tile));
    }
    return tiles;
}

std::optional<Month> month_of_date(std::string_view text) {
    text = trim(text);
    if (text.empty()) return std::nullopt;
    bool has_day =
        text.size() == 10 && text[7] == '-' && text[8] >= '0' && text[8] <= '3' && text[9] >= '0' && text[9] <= '9';
    if (auto month = Month::parse(has_day ? text.substr(0, 7) : text)) return month;
    throw Error::input("'{}' is not a month or a date; expected YYYY-MM or YYYY-MM-DD", text);
}

} // namespace peelian
