// SPDX-License-Identifier: MIT
// Periods as headings of tables write them.
#pragma once

#include "base/month.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace peelian {

/// The period that a heading speaks of.
struct PrintedPeriod {
    Month last;
    int months = 1;
    std::string rest{}; ///< the heading's other words, lower case: two measures of one period differ here
    bool operator==(const PrintedPeriod& other) const { return last == other.last && months == other.months; }
};

/// Reads "2015-16", "2017/18 £m", "Dec-15", "June 2017", "Q1 2017", "12 months to June 2017",
/// "2019-03", "2018". A financial year ends in March unless the text says "to June" or the like.
std::optional<PrintedPeriod> find_period(std::string_view heading);
/// "June 2017", "the year to June 2017".
std::string period_words(const PrintedPeriod& period);

} // namespace peelian
