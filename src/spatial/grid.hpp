// SPDX-License-Identifier: MIT
// Points sorted into square cells, so that those near one are found without looking at
// all. Used inside the room.
#pragma once

#include "spatial/weights.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace peelian {

class PointGrid {
public:
    /// Cells of side `cell`, above 0; points must be finite.
    PointGrid(std::span<const PlanePoint> points, double cell) : cell_(cell) {
        for (std::uint32_t i = 0; i < points.size(); ++i)
            cells_[key(column(points[i].x), column(points[i].y))].push_back(i);
    }

    /// Calls visit(j) for every point in the cell of `p` and those `reach` cells around it.
    template <typename Visit> void around(PlanePoint p, std::int64_t reach, Visit&& visit) const {
        std::int64_t cx = column(p.x), cy = column(p.y);
        for (std::int64_t x = cx - reach; x <= cx + reach; ++x)
            for (std::int64_t y = cy - reach; y <= cy + reach; ++y) {
                auto found = cells_.find(key(x, y));
                if (found == cells_.end()) continue;
                for (std::uint32_t j : found->second)
                    visit(j);
            }
    }
    double cell() const { return cell_; }

private:
    std::int64_t column(double v) const { return static_cast<std::int64_t>(std::floor(v / cell_)); }
    static std::uint64_t key(std::int64_t x, std::int64_t y) {
        return (static_cast<std::uint64_t>(x) << 32) ^ (static_cast<std::uint64_t>(y) & 0xffffffffULL);
    }
    double cell_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> cells_;
};

/// Throws Error(input) naming the first point that is not finite.
void require_points(std::span<const PlanePoint> points);

} // namespace peelian
