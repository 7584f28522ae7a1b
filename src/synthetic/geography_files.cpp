// SPDX-License-Identifier: MIT
#include "synthetic/geography_files.hpp"

#include "base/text.hpp"
#include "synthetic/lines.hpp"
#include "synthetic/records.hpp"
#include "synthetic/vocabulary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace peelian::synthetic {
namespace {

namespace fs = std::filesystem;

void write(GeographyWritten& written, const fs::path& path, std::string_view text) {
    Lines lines(path);
    lines.add(text);
    lines.close();
    ++written.files;
    written.bytes += lines.bytes();
}

std::string areas_csv(const Places& places, bool units) {
    std::string out = "code,name,level,parent\n";
    auto add = [&](std::string_view code, std::string_view name, std::string_view level, std::string_view parent) {
        append_csv(out += fmt::format("{},", code), name);
        out += fmt::format(",{},{}\n", level, parent);
    };
    for (Force force : k_forces)
        add(words_of(force).code, words_of(force).area_name, "force", "");
    std::array<std::string_view, k_boroughs> parents;
    parents.fill(words_of(Force::metropolitan).code);
    parents[k_city] = words_of(Force::city).code;
    if (units)
        for (const CommandUnit& unit : command_units()) {
            add(unit.code, unit.name, "unit", words_of(Force::metropolitan).code);
            for (std::size_t b = 0; b < k_boroughs; ++b)
                if (std::ranges::find(unit.labels, boroughs()[b].label) != unit.labels.end()) parents[b] = unit.code;
        }
    for (std::size_t b = 0; b < k_boroughs; ++b)
        add(boroughs()[b].code, boroughs()[b].name, "borough", parents[b]);
    for (const Ward& ward : places.wards())
        add(ward.code, ward.name, "ward", boroughs()[ward.borough].code);
    return out;
}

std::string lookup_csv(const Places& places) {
    std::string out = "small_area,ward,district,from,to\n";
    for (std::size_t b = 0; b < k_boroughs; ++b) {
        const Block& block = places.blocks()[b];
        for (const SmallArea& area : places.small_areas().subspan(block.first, block.count))
            out += fmt::format("{},{},{},,\n", area.code, places.wards()[area.ward].code, boroughs()[b].code);
    }
    return out;
}

std::string tiles_csv() {
    std::string out = "code,column,row,label\n";
    for (const Borough& borough : boroughs())
        out += fmt::format("{},{},{},{}\n", borough.code, borough.column, borough.row, borough.label);
    return out;
}

/// A collection of rectangles, counter-clockwise as RFC 7946 wants them.
class Collection {
public:
    void add(std::string_view code, std::string_view name, const Box& box) {
        out_ += first_ ? "\n" : ",\n";
        first_ = false;
        out_ += R"({"type":"Feature","properties":{"code":)";
        append_json(out_, code);
        out_ += R"(,"name":)";
        append_json(out_, name);
        out_ += R"(},"geometry":{"type":"Polygon","coordinates":[[)";
        corner(box.west, box.south, ",");
        corner(box.east, box.south, ",");
        corner(box.east, box.north, ",");
        corner(box.west, box.north, ",");
        corner(box.west, box.south, "]]}}");
    }
    std::string text() && { return std::move(out_ += "\n]}\n"); }

private:
    void corner(std::int32_t longitude, std::int32_t latitude, std::string_view after) {
        out_ += '[';
        append_degrees(out_, longitude);
        out_ += ',';
        append_degrees(out_, latitude);
        out_ += ']';
        out_ += after;
    }

    std::string out_ = R"({"type":"FeatureCollection","features":[)";
    bool first_ = true;
};

std::string borough_shapes(const Places& places) {
    Collection shapes;
    for (std::size_t b = 0; b < k_boroughs; ++b)
        shapes.add(boroughs()[b].code, boroughs()[b].name, places.borough_box(b));
    return std::move(shapes).text();
}

std::string ward_shapes(const Places& places) {
    Collection shapes;
    for (const Ward& ward : places.wards())
        shapes.add(ward.code, ward.name, ward.box);
    return std::move(shapes).text();
}

std::string small_area_shapes(const Places& places) {
    Collection shapes;
    for (const SmallArea& area : places.small_areas().first(places.blocks()[k_outside].first))
        shapes.add(area.code, area.name, area.box);
    return std::move(shapes).text();
}

long persons_in(const SmallArea& area, int year) {
    return std::lround(area.persons * std::pow(1 + area.growth, year - 2021));
}

/// The persons of a borough by ethnic group; rounded so that they add up.
std::array<long, 5> by_ethnicity(std::size_t borough, long persons, int year, std::uint64_t seed) {
    EthnicShares shares = ethnic_shares(boroughs()[borough]);
    Random random(stream_key(seed, Purpose::population, borough));
    double total = 0;
    for (double& share : shares) {
        double drift = random.between(-0.008, 0.012); // a year
        share *= std::exp(0.08 * random.normal() + drift * (year - 2021));
        total += share;
    }
    std::array<long, 5> counts{};
    long left = persons;
    for (std::size_t group = shares.size(); group-- > 1;) {
        counts[group] = std::lround(static_cast<double>(persons) * shares[group] / total);
        left -= counts[group];
    }
    counts[0] = left;
    return counts;
}

/// Ages as records tell those of victims, with about London's shares of them.
constexpr std::array<std::pair<std::string_view, double>, 7> k_age_shares{{{"Under 18", 0.225},
                                                                           {"18 to 24", 0.09},
                                                                           {"25 to 34", 0.19},
                                                                           {"35 to 44", 0.16},
                                                                           {"45 to 54", 0.13},
                                                                           {"55 to 64", 0.095},
                                                                           {"65 and over", 0.11}}};

/// The persons of a borough by age group; they add up.
std::vector<std::uint64_t> by_age(std::size_t borough, long persons, std::uint64_t seed) {
    Random random(stream_key(seed, Purpose::population, borough, 1));
    std::vector<double> expected;
    double total = 0;
    for (const auto& [group, share] : k_age_shares)
        total += expected.emplace_back(share * std::exp(0.1 * random.normal()));
    for (double& e : expected)
        e *= static_cast<double>(persons) / total;
    return largest_remainder(expected, static_cast<std::uint64_t>(persons));
}

} // namespace

GeographyWritten write_geography(const fs::path& folder, const Places& places, bool units) {
    GeographyWritten written;
    write(written, folder / "areas.csv", areas_csv(places, units));
    write(written, folder / "lookup.csv", lookup_csv(places));
    write(written, folder / "tiles.csv", tiles_csv());
    write(written, folder / "boroughs.geojson", borough_shapes(places));
    write(written, folder / "wards.geojson", ward_shapes(places));
    write(written, folder / "small-areas.geojson", small_area_shapes(places));
    return written;
}

GeographyWritten write_population(const fs::path& folder, const Places& places, std::uint64_t seed, int from, int to) {
    std::string persons = "area,year,persons\n", groups = "area,year,ethnicity,persons\n",
                ages = "area,year,age_group,persons\n";
    for (int year = from; year <= to; ++year) {
        for (std::size_t b = 0; b < k_boroughs; ++b) {
            const Block& block = places.blocks()[b];
            long total = 0;
            for (const SmallArea& area : places.small_areas().subspan(block.first, block.count)) {
                long here = persons_in(area, year);
                total += here;
                persons += fmt::format("{},{},{}\n", area.code, year, here);
            }
            auto counts = by_ethnicity(b, total, year, seed);
            for (std::size_t group = 0; group < counts.size(); ++group)
                groups += fmt::format("{},{},{},{}\n", boroughs()[b].code, year, k_ethnicities[group], counts[group]);
            auto old = by_age(b, total, seed);
            for (std::size_t group = 0; group < old.size(); ++group)
                ages += fmt::format("{},{},{},{}\n", boroughs()[b].code, year, k_age_shares[group].first, old[group]);
        }
    }
    GeographyWritten written;
    write(written, folder / "population.csv", persons);
    write(written, folder / "ethnicity.csv", groups);
    write(written, folder / "age-population.csv", ages);
    return written;
}

} // namespace peelian::synthetic
