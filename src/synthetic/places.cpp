// SPDX-License-Identifier: MIT
#include "synthetic/places.hpp"

#include "synthetic/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian::synthetic {
namespace {

constexpr std::int32_t k_west = -510'000, k_north = 51'691'000;
constexpr std::int32_t k_tile_width = 105'000, k_tile_height = 67'500;
constexpr double k_areas_a_ward = 7.3;
constexpr int k_areas_a_group = 5; // "Hackney 001A" to "Hackney 001E"
constexpr int k_areas_a_district = 4;

/// Places of the n-1 cuts between `from` and `to`, with both ends; moved a little so that
/// the map does not look ruled.
std::vector<std::int32_t> cuts(std::int32_t from, std::int32_t to, std::size_t n, Random& random) {
    std::vector<std::int32_t> places{from};
    double step = (to - from) / static_cast<double>(n);
    for (std::size_t i = 1; i < n; ++i) {
        double moved = static_cast<double>(i) + random.between(-0.14, 0.14);
        places.push_back(from + static_cast<std::int32_t>(step * moved));
    }
    places.push_back(to);
    return places;
}

/// Cuts a box into `n` boxes in rows, from the north-west.
std::vector<Box> cut(const Box& box, std::size_t n, Random& random) {
    auto rows = static_cast<std::size_t>(std::max(1L, std::lround(std::sqrt(static_cast<double>(n)))));
    std::vector<std::int32_t> across = cuts(box.south, box.north, rows, random);
    std::vector<Box> boxes;
    for (std::size_t row = 0; row < rows; ++row) {
        std::size_t columns = n * (row + 1) / rows - n * row / rows;
        std::vector<std::int32_t> down = cuts(box.west, box.east, columns, random);
        for (std::size_t column = 0; column < columns; ++column)
            boxes.push_back({down[column], across[rows - row - 1], down[column + 1], across[rows - row]});
    }
    return boxes;
}

std::int32_t inside(std::int32_t from, std::int32_t to, Random& random) {
    return from + static_cast<std::int32_t>((to - from) * random.between(0.1, 0.9));
}

/// How much crime finds a place here: a few town centres take a large part.
void draw_weights(SmallArea& area, Random& random) {
    bool centre = random.chance(0.07);
    area.busy = (centre ? 5.0 : 1.0) * std::exp(0.75 * random.normal());
    area.homes = std::max(area.persons, 500.0) * std::exp(0.35 * random.normal());
}

} // namespace

Places::Places(std::uint64_t seed) {
    for (std::size_t borough = 0; borough < k_boroughs; ++borough)
        add_borough(seed, borough);
    add_outside(seed);
}

Box Places::borough_box(std::size_t borough) const {
    const Borough& b = boroughs()[borough];
    std::int32_t west = k_west + b.column * k_tile_width, north = k_north - b.row * k_tile_height;
    return {west, north - k_tile_height, west + k_tile_width, north};
}

void Places::add_borough(std::uint64_t seed, std::size_t borough) {
    const Borough& b = boroughs()[borough];
    Random random(stream_key(seed, Purpose::geography, borough));
    auto count = static_cast<std::size_t>(b.small_areas);
    auto ward_count = static_cast<std::size_t>(std::max(2L, std::lround(static_cast<double>(count) / k_areas_a_ward)));
    std::vector<std::string> names = ward_names(random, ward_count);
    std::vector<Box> ward_boxes = cut(borough_box(borough), ward_count, random);
    blocks_[borough] = {areas_.size(), count};
    double growth = random.between(-0.002, 0.014);
    int nth = 0;
    for (std::size_t w = 0; w < ward_count; ++w) {
        wards_.push_back(
            {fmt::format("X05{:04}{:02}", borough + 1, w + 1), std::move(names[w]), borough, ward_boxes[w]});
        std::size_t here = count * (w + 1) / ward_count - count * w / ward_count;
        for (const Box& box : cut(ward_boxes[w], here, random)) {
            SmallArea area;
            area.code = fmt::format("X01{:06}", areas_.size() + 1);
            area.name = fmt::format("{} {:03}{:c}", b.name, nth / k_areas_a_group + 1, 'A' + nth % k_areas_a_group);
            area.ward = wards_.size() - 1;
            area.box = box;
            area.persons = b.persons * 1000 / b.small_areas * std::exp(0.15 * random.normal());
            area.growth = growth + random.between(-0.004, 0.004);
            draw_weights(area, random);
            add_points(area, random);
            areas_.push_back(std::move(area));
            ++nth;
        }
    }
}

void Places::add_outside(std::uint64_t seed) {
    Random random(stream_key(seed, Purpose::geography, k_outside));
    blocks_[k_outside] = {areas_.size(), outside_districts().size() * k_areas_a_district};
    std::size_t number = 0;
    for (const District& district : outside_districts()) {
        for (int i = 0; i < k_areas_a_district; ++i) {
            SmallArea area;
            area.code = fmt::format("X02{:06}", ++number);
            area.name = fmt::format("{} {:03}{:c}", district.name, 2 + random.below(14), 'A' + i);
            area.ward = wards_.size();
            auto west = static_cast<std::int32_t>(std::lround(district.longitude * 1e6)) + (i % 2 == 0 ? -16'000 : 0);
            auto south = static_cast<std::int32_t>(std::lround(district.latitude * 1e6)) + (i / 2 == 0 ? -10'000 : 0);
            area.box = {west, south, west + 16'000, south + 10'000};
            area.busy = area.homes = district.weight;
            add_points(area, random);
            areas_.push_back(std::move(area));
        }
    }
}

void Places::add_points(SmallArea& area, Random& random) {
    area.first_point = static_cast<std::uint32_t>(points_.size());
    area.points = 8 + random.below(9);
    for (std::uint32_t i = 0; i < area.points; ++i) {
        std::size_t begin = text_.size();
        append_degrees(text_, inside(area.box.west, area.box.east, random));
        std::size_t after_longitude = text_.size();
        text_ += ',';
        append_degrees(text_, inside(area.box.south, area.box.north, random));
        std::size_t after_latitude = text_.size();
        text_ += ",On or near ";
        text_ += place_name(random);
        text_ += ',';
        text_ += area.code;
        text_ += ',';
        text_ += area.name;
        text_ += ',';
        points_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint16_t>(text_.size() - begin),
                           static_cast<std::uint8_t>(after_longitude - begin),
                           static_cast<std::uint8_t>(after_latitude - after_longitude - 1)});
    }
}

void append_degrees(std::string& out, std::int32_t millionths) {
    std::int32_t size = std::abs(millionths);
    fmt::format_to(std::back_inserter(out), "{}{}.{:06}", millionths < 0 ? "-" : "", size / 1'000'000,
                   size % 1'000'000);
}

} // namespace peelian::synthetic
