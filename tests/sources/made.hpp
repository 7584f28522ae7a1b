// SPDX-License-Identifier: MIT
// For tests of the sources: a small force and files in the published layouts.
#pragma once

#include "base/text.hpp"
#include "sources/load.hpp"
#include "support/folders.hpp"
#include "support/gzip.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace peelian::source_tests {
using tests::gzipped;
using tests::has;
using tests::message_of;
using tests::TemporaryFolder;
namespace fs = std::filesystem;

inline const Catalogue& program_presets() {
    static const Catalogue catalogue = [] {
        std::array folders{fs::path(made::source_dir()) / "presets"};
        return read_catalogue(folders);
    }();
    return catalogue;
}

inline constexpr std::string_view k_street_header =
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,"
    "LSOA code,LSOA name,Crime type,Last outcome category,Context";

/// A row of a street file of February 2024.
struct Crime {
    std::string lsoa = "E01000001", name = "North 001A", type = "Burglary", outcome = "Under investigation";
    std::string longitude = "-0.1", latitude = "51.5", month = "2024-02";
    std::string row() const {
        return fmt::format("id,{},Avon Police,Avon Police,{},{},On or near High Street,{},{},{},{},", month, longitude,
                           latitude, lsoa, name, type, outcome);
    }
};

inline std::string street(const std::vector<std::string>& rows, std::string_view newline = "\n") {
    std::string out = std::string(k_street_header) + std::string(newline);
    for (const std::string& row : rows)
        out += row + std::string(newline);
    return out;
}

inline constexpr std::string_view k_search_header =
    "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined "
    "ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of "
    "search,Removal "
    "of more than just outer clothing";

/// A workspace's places and raw files, loaded as often as asked.
struct Desk {
    TemporaryFolder folder;
    Catalogue catalogue = program_presets();
    PlaceTables places;
    std::unique_ptr<Database> database;
    Loaded loaded;

    Desk() {
        places.small_areas = {
            {"E01000001", "N1", "N", {}, {}}, {"E01000002", "N2", "N", {}, {}}, {"E01000003", "S1", "S", {}, {}}};
        places.districts = {{"north", "N"}, {"south", "S"}};
        places.forces = {{"Avon Police", "F"}, {"avon", "F"}};
        places.hash = "made";
        fs::create_directories(folder / "raw");
    }
    fs::path put(std::string_view name, std::string_view bytes) {
        return folder.put("raw/" + std::string(name), bytes);
    }

    const Loaded& load(unsigned threads = 2) {
        database = std::make_unique<Database>(DatabaseOptions{.allowed = {folder.path()}});
        loaded = peelian::load({{"raw", folder / "raw", {}, {}, "sources.toml", 1}}, catalogue, places, *database,
                               {folder.path(), folder / "cache", threads, Progress::Style::quiet});
        return loaded;
    }
    Inspection look(std::string_view name, std::string_view bytes) { return inspect(put(name, bytes), catalogue); }

    /// Rows of all facts, their fields joined by `|`, null as `-`, in order.
    std::vector<std::string> facts(std::string_view columns) {
        std::vector<std::string> rows, paths;
        for (const FactFile& f : loaded.facts)
            paths.push_back(f.path.string());
        if (paths.empty()) return rows;
        Connection connection = database->connect();
        Result result = connection.query(
            fmt::format("select columns(*)::varchar from (select {} from read_parquet({})) order by all", columns,
                        sql_list(paths)));
        while (result.next()) {
            std::string row;
            for (std::size_t c = 0; c < result.columns(); ++c)
                row += (c > 0 ? "|" : "") + (result.null(c) ? std::string("-") : std::string(result.text(c)));
            rows.push_back(row);
        }
        return rows;
    }
    const SourceFile& file(std::string_view name) const {
        for (const SourceFile& f : loaded.report.files)
            if (f.path.ends_with(name)) return f;
        FAIL("no file ", std::string(name));
        return loaded.report.files.front();
    }
};

/// A reject as one line: `line column 'value': reason`.
inline std::vector<std::string> rejects(const Loaded& loaded) {
    std::vector<std::string> out;
    for (const Reject& r : loaded.report.rejects)
        out.push_back(fmt::format("{} {} '{}': {}", r.line, r.column, r.value, r.reason));
    return out;
}

using Lines = std::vector<std::string>;

} // namespace peelian::source_tests
