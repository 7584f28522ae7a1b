// SPDX-License-Identifier: MIT
#include "publish/plot.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace peelian {

Span span_of(std::span<const double> values) {
    double low = std::numeric_limits<double>::quiet_NaN(), high = low;
    for (double v : values) {
        if (!std::isfinite(v)) continue;
        low = std::isnan(low) ? v : std::min(low, v);
        high = std::isnan(high) ? v : std::max(high, v);
    }
    return {low, high};
}

Scale Scale::over(std::span<const double> values, bool own, bool whole) {
    Span span = span_of(values);
    if (std::isnan(span.lowest)) span = {0, 1};
    double low = own ? span.lowest : std::min(0.0, span.lowest);
    double high = own ? span.highest : std::max(0.0, span.highest);
    if (high - low < 1e-12) high = low + (low == 0 ? 1 : std::abs(low) * 0.1);
    Scale s;
    double raw = (high - low) / 4; // four steps or five
    double power = std::pow(10.0, std::floor(std::log10(raw)));
    double part = raw / power;
    s.step_ = (part <= 1 ? 1 : part <= 2 ? 2 : part <= 2.5 && power >= 10 ? 2.5 : part <= 5 ? 5 : 10) * power;
    if (whole) s.step_ = std::max(1.0, std::round(s.step_));
    s.bottom_ = std::floor(low / s.step_ + 1e-9) * s.step_;
    s.top_ = std::ceil(high / s.step_ - 1e-9) * s.step_;
    return s;
}

std::vector<double> Scale::ticks() const {
    std::vector<double> out;
    auto n = static_cast<int>(std::lround((top_ - bottom_) / step_));
    for (int i = 0; i <= n; ++i)
        out.push_back(bottom_ + i * step_);
    return out;
}

int Scale::decimals() const {
    double step = step_;
    int decimals = 0;
    while (decimals < 6 && std::abs(step - std::round(step)) > 1e-9 * std::max(1.0, step)) {
        step *= 10;
        ++decimals;
    }
    return decimals;
}

int Scale::y(double value, int height) const {
    double part = std::clamp((value - bottom_) / (top_ - bottom_), 0.0, 1.0);
    return static_cast<int>(std::lround((1 - part) * height));
}

int x_of(std::size_t i, std::size_t n, int width) {
    if (n < 2) return width / 2;
    return static_cast<int>(std::lround(static_cast<double>(i) * width / static_cast<double>(n - 1)));
}

std::string percent_text(double percent) {
    std::string text = fmt::format("{:.2f}", percent);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text + "%";
}

std::string x_percent(std::size_t i, std::size_t n) {
    return percent_text(n < 2 ? 50.0 : 100.0 * static_cast<double>(i) / static_cast<double>(n - 1));
}

void Path::pair(int dx, int dy, char command) {
    if (command != last_) d_ += command;
    else if (dx >= 0) d_ += ' ';
    last_ = command;
    fmt::format_int x(dx), y(dy);
    d_.append(x.data(), x.size());
    if (dy >= 0) d_ += ' ';
    d_.append(y.data(), y.size());
}

void Path::move(int x, int y) {
    bool first = d_.empty();
    last_ = 0;
    if (first) pair(x, y, 'M');
    else pair(x - x_, y - y_, 'm');
    // Pairs after `m` are relative lines; after `M` they would be absolute ones.
    last_ = first ? '\0' : 'l';
    x_ = start_x_ = x;
    y_ = start_y_ = y;
}

void Path::line(int x, int y) {
    pair(x - x_, y - y_, 'l');
    x_ = x;
    y_ = y;
}

void Path::dot(int x, int y) {
    move(x, y);
    d_ += "h0";
    last_ = 0;
}

void Path::close() {
    d_ += 'z';
    x_ = start_x_;
    y_ = start_y_;
    last_ = 0;
}

std::string line_path(std::span<const double> values, const Scale& scale, int width, int height) {
    Path path;
    bool inside = false;
    std::size_t n = values.size();
    for (std::size_t i = 0; i < n; ++i) {
        if (!std::isfinite(values[i])) {
            inside = false;
            continue;
        }
        int x = x_of(i, n, width), y = scale.y(values[i], height);
        bool alone = !inside && (i + 1 == n || !std::isfinite(values[i + 1]));
        if (alone) path.dot(x, y);
        else if (inside) path.line(x, y);
        else path.move(x, y);
        inside = true;
    }
    return path.take();
}

std::string band_path(std::span<const double> lower, std::span<const double> upper, const Scale& scale, int width,
                      int height) {
    Path path;
    std::size_t n = std::min(lower.size(), upper.size());
    auto there = [&](std::size_t i) { return std::isfinite(lower[i]) && std::isfinite(upper[i]); };
    for (std::size_t i = 0; i < n;) {
        if (!there(i)) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < n && there(end))
            ++end;
        path.move(x_of(i, n, width), scale.y(upper[i], height));
        for (std::size_t k = i + 1; k < end; ++k)
            path.line(x_of(k, n, width), scale.y(upper[k], height));
        for (std::size_t k = end; k-- > i;)
            path.line(x_of(k, n, width), scale.y(lower[k], height));
        path.close();
        i = end;
    }
    return path.take();
}

} // namespace peelian
