// SPDX-License-Identifier: MIT
// Presets (how a published file is read) and datasets (what a row becomes). Both are
// TOML under presets/ or in a workspace's own presets/ folder; docs/sources.md is the
// manual. Nothing in C++ knows a publisher.
#pragma once

#include "base/hash.hpp"
#include "base/toml.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// A column of a dataset and the part it plays.
struct DatasetColumn {
    std::string name;
    std::string type;  ///< SQL type of the facts: VARCHAR, DATE, BIGINT, DOUBLE, BOOLEAN, TIMESTAMP
    std::string role;  ///< time, day, as_of, force, small_area, ward, district, category, count, level, value, group,
                       ///< weight, stratum, cluster, ""
    std::string title; ///< for people
    bool required = false;
    std::vector<std::string> known; ///< values expected; others are noticed, never dropped
};

/// A canonical fact table.
struct Dataset {
    std::string id;
    std::string title;
    std::string unit;     ///< "crimes"
    bool persons = false; ///< a row is about a person: disclosure is stricter
    std::vector<DatasetColumn> columns;
    std::string file;
    const DatasetColumn* with_role(std::string_view role) const;
    const DatasetColumn* find(std::string_view name) const;
};

/// A column of a raw file.
struct RawColumn {
    std::string name;                 ///< as expressions call it
    std::vector<std::string> spelled; ///< headers it may stand under; the name itself is one
    std::string type;                 ///< SQL type it is read as
    bool optional = false;
};

/// How one published kind of file is recognised and read.
struct Preset {
    std::string id, title, publisher, url, licence;
    std::string dataset;
    std::string format;             ///< csv or parquet
    std::vector<std::string> files; ///< shell patterns of file names
    std::vector<std::string> names; ///< templates: "{month}-{force}-street.csv*"
    std::string partition;          ///< template over captures; empty: the file alone
    std::string vintage;            ///< template; later sorts later
    std::string wide_old;           ///< shell pattern of wide files that end before their download...
    int wide_old_months = 0;        ///< ...by so many months
    std::string delimiter = ",", decimal = ".", date_format;
    std::vector<RawColumn> columns;
    bool any_order = true;
    std::string wide_pattern;                               ///< headers that are periods: "{yyyymm}"; empty: none
    std::string wide_name, wide_value;                      ///< names for the period and the value
    std::string where;                                      ///< SQL: rows that are not data (totals); others are facts
    std::vector<std::pair<std::string, std::string>> facts; ///< dataset column, SQL
    std::string hash;                                       ///< of the definition
    std::string file;                                       ///< where it was declared
};

/// All presets and datasets that a workspace can use.
struct Catalogue {
    std::map<std::string, Dataset> datasets;
    std::map<std::string, Preset> presets;
    const Dataset& dataset(std::string_view id) const; ///< Error(not_found) with the nearest
    const Preset& preset(std::string_view id) const;
};

/// Reads `<folder>/datasets/*.toml` and `<folder>/sources/*.toml` of each folder; a later
/// folder's definition replaces an earlier one's of the same id.
Catalogue read_catalogue(std::span<const std::filesystem::path> folders);
Dataset read_dataset(const TomlTable& table);
Preset read_preset(const TomlTable& table);

/// Matches a file name against a template such as "{month}-{force}-street.csv*":
/// {month} takes YYYY-MM, other names take the shortest text, * any text.
std::optional<std::map<std::string, std::string>> match_template(std::string_view text, std::string_view pattern);
/// Puts captures into a template; an unknown name stays empty.
std::string fill_template(std::string_view pattern, const std::map<std::string, std::string>& captures);

} // namespace peelian
