// SPDX-License-Identifier: MIT
// A figure as a document prints it, and what it may have been before it was rounded: the
// interval that printed precision and words such as "nearly" leave open.
#pragma once

#include "base/month.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace peelian {

/// What a printed figure is in. `percent` and `share` ("4 in 5") are both parts of a whole.
enum class ClaimUnit : std::uint8_t { number, percent, share, money, days };
/// `number`, `percent`, ...: as files and open data have them.
std::string_view to_code(ClaimUnit unit);
/// True of the two that are parts of a whole, and may be held against each other.
bool is_part(ClaimUnit unit);

/// A word before the figure that says which way it was rounded.
enum class ClaimQualifier : std::uint8_t { none, about, nearly, more_than, less_than, up_to, at_least };

/// A printed figure; parts of a whole are proportions, 0 to 1 of it.
struct ClaimFigure {
    double value = 0; ///< the middle, of a range
    double low = 0;   ///< what it may be at least, by its rounding
    double high = 0;  ///< and at most; infinite for `at least`

    /// Can be one number. What only touches cannot: nothing rounds to 5 and to 6.
    bool meets(const ClaimFigure& other) const { return low < other.high && other.low < high; }
    bool operator==(const ClaimFigure&) const = default;
    ClaimFigure times(double factor) const { return {value * factor, low * factor, high * factor}; }
};

/// Reads "11,896", "12.9", "4 in 5" or "184 to 700"; nothing else. A number stands for what rounds
/// to it at its last printed digit, `about` it at its last digit that is not 0; `nearly` and
/// `more_than` reach one such unit down or up. "1 in n" is nearer to it than to 1 in n - 1 or n + 1,
/// "a in b" than to a - 1 or a + 1 in b.
std::optional<ClaimFigure> parse_figure(std::string_view text, ClaimQualifier qualifier);

/// A value of this unit for readers: "25%", "£600 million", "173 days", "11,896".
std::string figure_words(ClaimUnit unit, double value);
/// Its interval: "22.2% to 28.6%"; the value alone when they do not differ as shown.
std::string interval_words(ClaimUnit unit, const ClaimFigure& figure);

/// The months a printed figure is of.
struct ClaimPeriod {
    Month first, last;
    bool operator==(const ClaimPeriod&) const = default;
};
/// Reads "2017-02", "2016" (its twelve months), "2016/17" (April to March) or "2016-07 to 2017-06".
std::optional<ClaimPeriod> parse_claim_period(std::string_view text);
/// "February 2017", "2016", "2010 to 2015", "2016/17", "2013/14 to 2016/17", "July 2016 to June 2017"
std::string period_words(const ClaimPeriod& period);

} // namespace peelian
