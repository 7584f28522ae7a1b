// SPDX-License-Identifier: MIT
// A first look at a raw file: is it what its name says, which preset reads it, what is
// each column. Reads the head only (and a gzip file to its end, to see that it is whole).
#pragma once

#include "base/month.hpp"
#include "sources/preset.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace peelian {

/// What a raw file turned out to be.
struct Inspection {
    std::filesystem::path path;
    const Preset* preset = nullptr; ///< null: no preset knows it
    std::string problem;            ///< not usable, and what to do; empty when fine
    bool gzipped = false;
    std::string newline;              ///< "\n", "\r\n" or "\r"
    std::vector<std::string> header;  ///< as it stands in the file
    std::vector<std::string> names;   ///< per column: the preset's name, or a stand-in for one it does not use
    std::vector<std::string> ignored; ///< headers the preset does not use
    std::vector<std::string> wide;    ///< headers that are periods
    std::vector<Month> wide_months;   ///< the months they stand for, where they are months
    std::map<std::string, std::string> captures; ///< from the file name
    std::string partition, vintage;
    std::vector<std::string> considered; ///< one sentence a preset that was not chosen and nearly fits
};

/// Looks at a file. `only` limits the presets by id; empty: all. `known_whole` spares a
/// gzip file the reading to its end. Never throws for what is wrong with the file: that
/// is in `problem`.
Inspection inspect(const std::filesystem::path& path, const Catalogue& catalogue,
                   const std::vector<std::string>& only = {}, bool known_whole = false);

} // namespace peelian
