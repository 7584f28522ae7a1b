// SPDX-License-Identifier: MIT
// Tables for tests: read from text, or made at random with everything right.
#pragma once

#include "base/files.hpp"
#include "support/folders.hpp"
#include "tables/check_table.hpp"
#include "tables/read_tables.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace made {

/// The one table of a CSV text.
inline peelian::PrintedTable table(std::string_view csv) {
    auto tables = peelian::read_tables(csv, "t.csv", peelian::TableFormat::csv);
    return tables.empty() ? peelian::PrintedTable{} : tables.front();
}

inline peelian::PrintedTable table_of_file(const std::filesystem::path& file) {
    return table(peelian::read_file(file));
}

/// A table of the tests' data, and one of the example's printed tables.
inline peelian::PrintedTable data(const std::string& name) {
    return table_of_file(std::filesystem::path(source_dir()) / "tests/tables/data" / name);
}
inline peelian::PrintedTable printed(const std::string& name) {
    return table_of_file(std::filesystem::path(source_dir()) / "examples/london-2017/printed" / name);
}

/// "rule level row/column" of each, in order; notes only when asked for.
inline std::vector<std::string> said(const std::vector<peelian::TableFault>& faults, bool notes = false) {
    std::vector<std::string> out;
    for (const peelian::TableFault& f : faults)
        if (notes || f.level != peelian::FaultLevel::note)
            out.push_back(f.rule + " " + std::string(to_text(f.level)) + " " + f.row + "/" + f.column);
    return out;
}

inline std::vector<std::string> said(std::string_view csv, bool notes = false, const peelian::TableRules& rules = {}) {
    return said(check_table(table(csv), rules), notes);
}

using Said = std::vector<std::string>;

} // namespace made

namespace doctest {
template <> struct StringMaker<std::vector<std::string>> {
    static String convert(const std::vector<std::string>& lines) {
        std::string out;
        for (const std::string& line : lines)
            out += "\n  " + line;
        return out.c_str();
    }
};
} // namespace doctest
