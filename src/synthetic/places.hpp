// SPDX-License-Identifier: MIT
// The made-up map: each borough is one rectangle of a tile map stretched over London's
// bounding box, cut into wards, each cut into small areas (like LSOAs), each with a few
// street points that crimes and searches snap to. Cuts are whole microdegrees, so that
// neighbours share their edges exactly; points lie well inside their small area.
#pragma once

#include "synthetic/boroughs.hpp"
#include "synthetic/random.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian::synthetic {

/// In millionths of a degree, WGS84.
struct Box {
    std::int32_t west = 0, south = 0, east = 0, north = 0;
};

struct Ward {
    std::string code; ///< "X05000101"
    std::string name;
    std::size_t borough = 0;
    Box box;
};

struct SmallArea {
    std::string code;     ///< "X01000001"; outside London "X02000001"
    std::string name;     ///< "Hackney 001A"
    std::size_t ward = 0; ///< of Places::wards; nothing outside London
    Box box;
    std::uint32_t first_point = 0, points = 0;
    double persons = 0;         ///< in 2021
    double growth = 0;          ///< a year
    double busy = 0, homes = 0; ///< weights of crime by setting
};

/// The small areas of a borough, or of all districts outside London (the last block).
struct Block {
    std::size_t first = 0, count = 0;
};
inline constexpr std::size_t k_blocks = k_boroughs + 1;
inline constexpr std::size_t k_outside = k_boroughs;

class Places {
public:
    explicit Places(std::uint64_t seed);

    std::span<const Ward> wards() const { return wards_; }
    /// London's first, in the order of boroughs and wards, then those outside.
    std::span<const SmallArea> small_areas() const { return areas_; }
    std::span<const Block, k_blocks> blocks() const { return blocks_; }
    Box borough_box(std::size_t borough) const;

    /// `lon,lat,On or near PLACE,code,name,` as in the street and outcomes files.
    std::string_view street_text(std::uint32_t point) const {
        const Point& p = points_[point];
        return {text_.data() + p.begin, p.length};
    }
    std::string_view longitude(std::uint32_t point) const {
        return street_text(point).substr(0, points_[point].longitude_length);
    }
    std::string_view latitude(std::uint32_t point) const {
        const Point& p = points_[point];
        return street_text(point).substr(p.longitude_length + 1U, p.latitude_length);
    }

private:
    struct Point {
        std::uint32_t begin;
        std::uint16_t length;
        std::uint8_t longitude_length, latitude_length;
    };
    void add_borough(std::uint64_t seed, std::size_t borough);
    void add_outside(std::uint64_t seed);
    void add_points(SmallArea& area, Random& random);

    std::vector<Ward> wards_;
    std::vector<SmallArea> areas_;
    std::array<Block, k_blocks> blocks_{};
    std::vector<Point> points_;
    std::string text_;
};

/// Appends a coordinate in millionths of a degree: "-0.106220".
void append_degrees(std::string& out, std::int32_t millionths);

} // namespace peelian::synthetic
