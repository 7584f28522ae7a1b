// SPDX-License-Identifier: MIT
// Small maps drawn by hand for the tests of this room.
#pragma once

#include "geography/boundaries.hpp"

#include <fmt/core.h>

#include <initializer_list>
#include <string>
#include <utility>

namespace peelian::maps {

/// A closed ring through the given corners.
inline Ring ring(std::initializer_list<std::pair<double, double>> corners) {
    Ring out;
    for (auto [x, y] : corners)
        out.push_back({x, y});
    out.push_back(out.front());
    return out;
}

inline Ring square(double west, double south, double side) {
    return ring({{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}});
}

inline Feature feature(std::string code, std::initializer_list<Polygon> polygons) {
    return {code, "Area " + code, polygons};
}

} // namespace peelian::maps
