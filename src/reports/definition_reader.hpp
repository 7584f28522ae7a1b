// SPDX-License-Identifier: MIT
// Inside the room: what readers of blocks share - where they stand, and looking names up.
#pragma once

#include "base/toml.hpp"
#include "reports/definition.hpp"

#include <string>
#include <string_view>

namespace peelian {

/// A block's place in its file, and what it may name.
struct BlockReader {
    const ReportSource& source;
    const SiteContext& site;

    /// The measure; Error(input) with the nearest name when nothing declares it.
    NamedMeasure measure(std::string_view id) const;
    /// As measure, placed at a key of a table.
    NamedMeasure measure(const TomlTable& table, std::string_view key, std::string_view id) const;
};

MeasureTable read_measure_table(const BlockReader& reader, const TomlTable& body);
FileTable read_file_table(const BlockReader& reader, const TomlTable& body);
PrintedBlock read_printed_block(const BlockReader& reader, const TomlTable& body);

} // namespace peelian
