// SPDX-License-Identifier: MIT
// The geometry of charts: scales, ticks and path data. Plots are drawn in a nested <svg>
// of 1,000 by 520 units that is stretched to its place (strokes are not), so that whole
// numbers do and text keeps its size at every width; what is text or a symbol stands in
// the outer <svg> by percentage and pixel.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace peelian {

inline constexpr int k_plot_width = 1000;
inline constexpr int k_plot_height = 520; ///< units
inline constexpr int k_plot_pixels = 260; ///< that height on the page, if nothing else is said

/// A scale from values to the plot's height, with its round ticks.
class Scale {
public:
    /// Holds all values that are not NaN. From zero, unless `own`: then about what the
    /// values need. Whole ticks only, if `whole`.
    static Scale over(std::span<const double> lowest_and_highest, bool own, bool whole);
    double bottom() const { return bottom_; }
    double top() const { return top_; }
    double step() const { return step_; }
    std::vector<double> ticks() const;
    /// Decimals that tell the ticks apart.
    int decimals() const;
    /// Units from the top of the plot, within it.
    int y(double value, int height = k_plot_height) const;

private:
    double bottom_ = 0, top_ = 1, step_ = 1;
};

/// Position of period `i` of `n` across a width; one alone stands in the middle.
int x_of(std::size_t i, std::size_t n, int width = k_plot_width);
/// The same as a percentage with up to two decimals, for the outer <svg>.
std::string x_percent(std::size_t i, std::size_t n);
std::string percent_text(double percent);

/// Path data in relative whole units, as short as can be.
class Path {
public:
    void move(int x, int y);
    void line(int x, int y);
    /// A point: drawn as a disc by a round line end.
    void dot(int x, int y);
    void close();
    bool empty() const { return d_.empty(); }
    std::string take() { return std::move(d_); }

private:
    void pair(int dx, int dy, char command);
    std::string d_;
    int x_ = 0, y_ = 0, start_x_ = 0, start_y_ = 0;
    char last_ = 0;
};

/// The line through a series; NaN breaks it, and a value alone between gaps is a dot.
std::string line_path(std::span<const double> values, const Scale& scale, int width = k_plot_width,
                      int height = k_plot_height);
/// The area between two series, in one piece per unbroken run.
std::string band_path(std::span<const double> lower, std::span<const double> upper, const Scale& scale,
                      int width = k_plot_width, int height = k_plot_height);

/// Smallest and largest of the values that are there; NaN twice when none is.
struct Span {
    double lowest, highest;
};
Span span_of(std::span<const double> values);

} // namespace peelian
