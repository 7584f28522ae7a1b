// SPDX-License-Identifier: MIT
// Measures as declared in TOML: presets/measures/*.toml and a workspace's measures/*.toml.
#pragma once

#include "measures/measure.hpp"
#include "measures/points.hpp"
#include "sources/preset.hpp"
#include "warehouse/database.hpp"

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace peelian {

/// Values that a category column really has, for templates that name none.
using ValuesOf = std::function<std::vector<std::string>(const std::string& dataset, const std::string& column)>;

/// Reads the [[measure]]s of the files, expands `each` templates, and checks ids, columns
/// and SQL against the datasets without running anything. Throws Error(input) with file
/// and line. Measures whose dataset has no facts are kept only if `keep` says so.
std::vector<Measure> read_measures(std::span<const std::filesystem::path> files, const Catalogue& catalogue,
                                   Connection& connection, const ValuesOf& values_of,
                                   const std::function<bool(const std::string& dataset)>& keep);

/// The ids of all [[measure]]s, with data or without; a template's as "recorded-*".
std::vector<std::string> declared_measures(std::span<const std::filesystem::path> files);
/// True when `id` is one of them, or one that a template would make.
bool is_declared(std::string_view id, std::span<const std::string> declared);

/// Breaks must be real periods of what was found: not after its last, and the first month of
/// a period (of a quarter, of a year). Throws Error(input) with file and line. One before the
/// data begin cuts nothing off and is let be.
void check_breaks(const MeasureData& data);

} // namespace peelian
