// SPDX-License-Identifier: MIT
// How findings are put into words, and ids made.
#pragma once

#include "checks/finding.hpp"
#include "geography/areas.hpp"
#include "measures/points.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian::check_rules {

inline constexpr std::size_t k_named = 5; ///< places or months a finding names

/// A finding with the id `check-about`; `about` in any words that stay between builds.
Finding make(std::string_view check, std::string_view about, CheckLevel level, std::string_view subject,
             std::string message);

/// The first five, and how many more: "a; b; and 3 more".
std::string some_of(const std::vector<std::string>& items, std::string_view separator = "; ");

/// "3.2 per cent"; tenths only below ten.
std::string per_cent(double share);

/// The whole series of a measure by area; null where there is none.
std::vector<const Series*> wholes(const MeasureData& data, const Areas& areas);

/// "October 2023", or "October 2023 to March 2024".
std::string months_in_words(Month first, Month last);

/// Whether a measure's numerators (and denominators, for proportions) add up over areas
/// and groups.
bool adds_up(const Measure& measure);

} // namespace peelian::check_rules
