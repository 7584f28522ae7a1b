// SPDX-License-Identifier: MIT
#include "geography/places.hpp"

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "geography/reference.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

namespace peelian {
namespace {

/// A row of the lookup before best fit, with its line for errors.
struct Candidate {
    PlaceRow row;
    double weight = 1;
    std::size_t line = 0;
};

struct LookupColumns {
    std::size_t small_area, ward, district;
    std::optional<std::size_t> from, to, weight;
};

LookupColumns lookup_columns(const CsvTable& table) {
    return {table.column("small_area"), table.column("ward"),    table.column("district"),
            table.find_column("from"),  table.find_column("to"), table.find_column("weight")};
}

double weight_of(const CsvTable& table, const CsvRow& row, std::size_t column) {
    const std::string& text = row.fields[column];
    double weight = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), weight);
    if (failed != std::errc() || end != text.data() + text.size() || !(weight >= 0))
        throw Error::input("'{}' must be a number from 0 up, but it is '{}'", table.header[column], text)
            .at(table.file, row.line);
    return weight;
}

/// Months from, to; the place of the row is added to what month_of_date says.
std::pair<std::optional<Month>, std::optional<Month>> months_of(const CsvTable& table, const CsvRow& row,
                                                                const LookupColumns& columns) {
    try {
        std::optional<Month> from, to;
        if (columns.from) from = month_of_date(row.fields[*columns.from]);
        if (columns.to) to = month_of_date(row.fields[*columns.to]);
        if (from && to && *to < *from)
            throw Error::input("'to' ({}) lies before 'from' ({})", to->to_string(), from->to_string());
        return {from, to};
    } catch (Error& error) {
        throw std::move(error).at(table.file, row.line);
    }
}

/// Refuses a ward or district that the areas do not have, or that do not fit together.
void check_place(const CsvTable& table, std::size_t line, const PlaceRow& place, const Areas& areas) {
    auto must_be = [&](const std::string& code, Level level) {
        AreaIndex index = 0;
        try {
            index = areas.at(code);
        } catch (Error& error) {
            throw Error::input("{}", error.what()).at(table.file, line);
        }
        if (areas[index].level != level)
            throw Error::input("'{}' is a {}, not a {}", code, to_text(areas[index].level), to_text(level))
                .at(table.file, line);
        return index;
    };
    AreaIndex district = must_be(place.district, Level::borough);
    if (place.ward.empty()) return;
    AreaIndex ward = must_be(place.ward, Level::ward);
    if (areas[ward].parent != district)
        throw Error::input("The ward '{}' lies in '{}', not in '{}'", place.ward, areas[*areas[ward].parent].code,
                           place.district)
            .at(table.file, line);
}

bool overlap(const PlaceRow& a, const PlaceRow& b) {
    return (!a.from || !b.to || *a.from <= *b.to) && (!b.from || !a.to || *b.from <= *a.to);
}

auto sort_key(const PlaceRow& row) {
    return std::tuple(std::string_view(row.small_area), row.from.value_or(Month()), row.from.has_value());
}

/// Keeps of the candidates for one small area and time the one of greatest weight (its
/// ward counted over all its rows); with equal weights the lowest ward code.
void keep_best(const CsvTable& table, bool weighted, std::vector<Candidate>& same, std::vector<PlaceRow>& kept) {
    if (same.size() > 1 && !weighted)
        throw Error::input("'{}' has a row already, on line {}", same[1].row.small_area, same[0].line)
            .at(table.file, same[1].line)
            .hint("Give the months each is for in 'from' and 'to', or a 'weight' to choose by.");
    std::ranges::sort(same, {}, [](const Candidate& c) { return std::tie(c.row.ward, c.row.district, c.line); });
    std::size_t best = 0;
    double best_weight = -1;
    for (std::size_t i = 0; i < same.size();) {
        std::size_t next = i;
        double weight = 0;
        for (; next < same.size() && same[next].row.ward == same[i].row.ward &&
               same[next].row.district == same[i].row.district;
             ++next)
            weight += same[next].weight;
        if (weight > best_weight) {
            best = i;
            best_weight = weight;
        }
        i = next;
    }
    kept.push_back(std::move(same[best].row));
    same.clear();
}

std::vector<PlaceRow> best_fit(const CsvTable& table, bool weighted, std::vector<Candidate> candidates) {
    std::ranges::stable_sort(candidates,
                             [](const Candidate& a, const Candidate& b) { return sort_key(a.row) < sort_key(b.row); });
    std::vector<PlaceRow> kept;
    std::vector<Candidate> same;
    for (Candidate& candidate : candidates) {
        const PlaceRow& row = candidate.row;
        if (!same.empty()) {
            const PlaceRow& last = same.back().row;
            bool together = last.small_area == row.small_area && last.from == row.from && last.to == row.to;
            if (!together) keep_best(table, weighted, same, kept);
        }
        if (!kept.empty() && kept.back().small_area == row.small_area && overlap(kept.back(), row))
            throw Error::input("The months of '{}' overlap with those of an earlier row", row.small_area)
                .at(table.file, candidate.line);
        same.push_back(std::move(candidate));
    }
    if (!same.empty()) keep_best(table, weighted, same, kept);
    return kept;
}

} // namespace

Areas read_areas(const std::filesystem::path& path) {
    static const std::array<std::string, 4> k_names{"force", "unit", "borough", "ward"};
    CsvTable table = read_csv(path);
    std::size_t code = table.column("code"), name = table.column("name"), level_column = table.column("level"),
                parent = table.column("parent");
    Areas areas;
    for (Level level : {Level::force, Level::unit, Level::borough, Level::ward})
        for (const CsvRow& row : table.rows) {
            const std::string& text = row.fields[level_column];
            auto row_level = parse_level(text);
            if (!row_level) {
                auto near = nearest(text, k_names);
                throw Error::input("'level' must be {}, but it is '{}'{}", one_of(k_names), text,
                                   near ? fmt::format("; did you mean '{}'?", *near) : "")
                    .at(table.file, row.line);
            }
            if (*row_level != level) continue;
            try {
                areas.add(row.fields[code], row.fields[name], level, row.fields[parent]);
            } catch (Error& error) {
                throw std::move(error).at(table.file, row.line);
            }
        }
    areas.add_stand_ins();
    areas.sort();
    return areas;
}

PlaceTable PlaceTable::read(const std::filesystem::path& path, const Areas& areas, OutsideRows outside) {
    CsvTable table = read_csv(path);
    LookupColumns columns = lookup_columns(table);
    PlaceTable places;
    std::vector<Candidate> candidates;
    for (const CsvRow& row : table.rows) {
        Candidate candidate;
        PlaceRow& place = candidate.row;
        place.small_area = trim(row.fields[columns.small_area]);
        place.ward = trim(row.fields[columns.ward]);
        place.district = trim(row.fields[columns.district]);
        candidate.line = row.line;
        if (place.small_area.empty()) throw Error::input("'small_area' is blank").at(table.file, row.line);
        if (outside == OutsideRows::skip && !areas.find(place.district)) {
            ++places.outside_;
            continue;
        }
        check_place(table, row.line, place, areas);
        std::tie(place.from, place.to) = months_of(table, row, columns);
        if (columns.weight) candidate.weight = weight_of(table, row, *columns.weight);
        candidates.push_back(std::move(candidate));
    }
    places.rows_ = best_fit(table, columns.weight.has_value(), std::move(candidates));
    return places;
}

const PlaceRow* PlaceTable::find(std::string_view small_area, Month month) const {
    auto [first, last] = std::ranges::equal_range(rows_, small_area, {},
                                                  [](const PlaceRow& row) { return std::string_view(row.small_area); });
    const PlaceRow* nearest_row = nullptr;
    for (auto row = first; row != last; ++row) {
        // Rows stand in order of time: the last that has begun, else the first there is.
        if (nearest_row == nullptr || !row->from || *row->from <= month) nearest_row = &*row;
    }
    return nearest_row;
}

} // namespace peelian
