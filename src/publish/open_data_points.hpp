// SPDX-License-Identifier: MIT
// Points as rows, the bulk of open data: a row is some pieces that stay the same over a
// series and five numbers. Used by open_data*.cpp.
#pragma once

#include "publish/open_data.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// Rows of one measure; keeps what its series share. One a thread.
class PointRows {
public:
    PointRows(const ReleaseContent& content, const MeasureData& data);

    /// Points of a series of one kind, worked out once and valid until the next call.
    std::span<const Point> points(const Series& series, PeriodKind kind);
    /// Appends points of a series as rows of CSV.
    void append_csv(std::string& out, const Series& series, std::span<const Point> points);
    /// Appends points as JSON objects, see append_points_json.
    void append_objects(std::string& out, const Series& series, std::span<const Point> points) const;

private:
    struct Key {
        std::string_view breakdown, group;
    };
    Key key(const Series& series) const;
    std::string_view interval_of_count(const Point& point);

    const ReleaseContent& content_;
    const MeasureData& data_;
    std::vector<Point> points_;
    std::vector<std::string> intervals_; ///< by whole count: "lower,upper" as text
};

/// Appends points as JSON lists: [kind, period, numerator, denominator, value, lower,
/// upper, flag], with commas between.
void append_point_lists(std::string& out, std::span<const Point> points);

/// True when a filter lets a series or a point through.
bool passes(const PointFilter& filter, const ReleaseContent& content, const MeasureData& data, const Series& series);

} // namespace peelian
