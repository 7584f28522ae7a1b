// SPDX-License-Identifier: MIT
#include "publish/open_data_points.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

// Counts to keep the text of intervals for: most rows of monthly tables are below it.
constexpr double k_counts_kept = 4096;
// More than five numbers, a flag and the separators between them take.
constexpr std::size_t k_numbers_room = 200;

/// YYYY-MM
void append_month(std::string& out, Month month) {
    int year = month.year(), number = month.month();
    auto digit = [](int n) { return static_cast<char>('0' + n % 10); };
    const char text[] = {digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), '-',
                         digit(number / 10), digit(number)};
    out.append(text, sizeof text);
}

void append_json_number(std::string& out, double value) {
    if (std::isnan(value)) out += "null";
    else append_plain_number(out, value);
}

} // namespace

PointRows::PointRows(const ReleaseContent& content, const MeasureData& data) : content_(content), data_(data) {
    if (data.measure->kind == MeasureKind::count) intervals_.resize(static_cast<std::size_t>(k_counts_kept));
}

PointRows::Key PointRows::key(const Series& series) const {
    if (series.breakdown < 0) return {};
    const Breakdown& breakdown = data_.breakdowns[static_cast<std::size_t>(series.breakdown)];
    return {breakdown.name, breakdown.groups[static_cast<std::size_t>(series.group)]};
}

std::span<const Point> PointRows::points(const Series& series, PeriodKind kind) {
    points_of(data_, series, kind, points_);
    return points_;
}

/// The interval of a count follows from the count: writing it out again for every 3 would
/// take a third of the time of all rows.
std::string_view PointRows::interval_of_count(const Point& point) {
    std::string& text = intervals_[static_cast<std::size_t>(point.value)];
    if (text.empty()) {
        append_plain_number(text, point.lower);
        text += ',';
        append_plain_number(text, point.upper);
    }
    return text;
}

void PointRows::append_csv(std::string& out, const Series& series, std::span<const Point> points) {
    if (points.empty()) return;
    const Area& area = content_.areas[series.area];
    std::string before = data_.measure->id + ',' + std::string(to_text(area.level)) + ',' + area.code + ',';
    peelian::append_csv(before, area.name);
    before.append(",").append(to_code(points.front().kind)).append(",");
    std::string between = ",";
    auto [breakdown, group] = key(series);
    peelian::append_csv(between, breakdown);
    between += ',';
    peelian::append_csv(between, group);
    between += ',';
    out.reserve(out.size() + points.size() * (before.size() + between.size() + k_numbers_room));
    for (const Point& point : points) {
        out.append(before);
        append_month(out, point.last);
        out.append(between);
        append_plain_number(out, point.numerator);
        out += ',';
        append_plain_number(out, point.denominator);
        out += ',';
        append_plain_number(out, point.value);
        out += ',';
        bool kept = !intervals_.empty() && point.value >= 0 && point.value < k_counts_kept &&
                    point.value == std::trunc(point.value);
        if (kept) {
            out.append(interval_of_count(point));
        } else {
            append_plain_number(out, point.lower);
            out += ',';
            append_plain_number(out, point.upper);
        }
        out += ',';
        out.append(to_code(point.flag));
        out += '\n';
    }
}

void PointRows::append_objects(std::string& out, const Series& series, std::span<const Point> points) const {
    const Area& area = content_.areas[series.area];
    auto [breakdown, group] = key(series);
    std::string before = "{";
    auto text = [&](std::string& to, std::string_view name, std::string_view value) {
        if (to.back() != '{') to += ',';
        append_json(to, name);
        to += ':';
        append_json(to, value);
    };
    text(before, "measure", data_.measure->id);
    text(before, "level", to_text(area.level));
    text(before, "area_code", area.code);
    text(before, "area_name", area.name);
    for (const Point& point : points) {
        if (!out.empty() && out.back() != '[') out += ',';
        out += '\n';
        out += before;
        text(out, "period_kind", to_code(point.kind));
        text(out, "period", point.last.to_string());
        text(out, "breakdown", breakdown);
        text(out, "group", group);
        for (auto [name, value] : {std::pair{"numerator", point.numerator},
                                   {"denominator", point.denominator},
                                   {"value", point.value},
                                   {"lower", point.lower},
                                   {"upper", point.upper}}) {
            out.append(",\"").append(name).append("\":");
            append_json_number(out, value);
        }
        text(out, "flag", to_code(point.flag));
        out += '}';
    }
}

void append_point_lists(std::string& out, std::span<const Point> points) {
    for (const Point& point : points) {
        if (out.back() != '[') out += ',';
        out.append("[\"").append(to_code(point.kind)).append("\",\"");
        append_month(out, point.last);
        out += '"';
        for (double value : {point.numerator, point.denominator, point.value, point.lower, point.upper}) {
            out += ',';
            append_json_number(out, value);
        }
        out.append(",\"").append(to_code(point.flag)).append("\"]");
    }
}

bool passes(const PointFilter& filter, const ReleaseContent& content, const MeasureData& data, const Series& series) {
    const Area& area = content.areas[series.area];
    if (!filter.measure.empty() && filter.measure != data.measure->id) return false;
    if (!filter.area.empty() && filter.area != area.code) return false;
    if (filter.level && *filter.level != area.level) return false;
    if (!filter.breakdown) return true;
    if (series.breakdown < 0) return filter.breakdown->empty();
    return data.breakdowns[static_cast<std::size_t>(series.breakdown)].name == *filter.breakdown;
}

namespace {

/// Calls `append` with the points of each series and kind that a filter lets through.
template <typename Append>
void each_run(PointRows& rows, const ReleaseContent& content, const MeasureData& data, const PointFilter& filter,
              Append append) {
    std::vector<PeriodKind> kinds = period_kinds(*data.measure);
    for (const Series& series : data.series) {
        if (!passes(filter, content, data, series)) continue;
        for (PeriodKind kind : kinds) {
            if (filter.kind && *filter.kind != kind) continue;
            std::span<const Point> points = rows.points(series, kind);
            auto from =
                std::ranges::find_if(points, [&](const Point& p) { return !filter.from || p.last >= *filter.from; });
            auto to =
                std::find_if(from, points.end(), [&](const Point& p) { return filter.to && p.last > *filter.to; });
            append(series, std::span<const Point>(from, to));
        }
    }
}

} // namespace

std::string_view points_csv_header() {
    return "measure,level,area_code,area_name,period_kind,period,breakdown,group,numerator,denominator,value,lower,"
           "upper,flag\n";
}

void append_points_csv(std::string& out, const ReleaseContent& content, const MeasureData& data,
                       const PointFilter& filter) {
    PointRows rows(content, data);
    each_run(rows, content, data, filter,
             [&](const Series& series, std::span<const Point> points) { rows.append_csv(out, series, points); });
}

void append_points_json(std::string& out, const ReleaseContent& content, const MeasureData& data,
                        const PointFilter& filter) {
    PointRows rows(content, data);
    each_run(rows, content, data, filter,
             [&](const Series& series, std::span<const Point> points) { rows.append_objects(out, series, points); });
}

} // namespace peelian
