// SPDX-License-Identifier: MIT
// A total that is not what its name says: our series beside one that was published.
#include "base/text.hpp"
#include "checks/rules.hpp"
#include "checks/wording.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace peelian::check_rules {
namespace {

std::string range_of(const std::vector<double>& values) {
    auto [low, high] = std::ranges::minmax(values);
    if (low == high) return number(low);
    return fmt::format("{} to {}", number(low), number(high));
}

} // namespace

std::vector<Finding> reference_totals(const CheckInput& input) {
    std::map<std::pair<std::string, std::string>, std::vector<ReferenceValue>> series;
    for (const ReferenceValue& value : input.references)
        if (std::isfinite(value.ours) && std::isfinite(value.published))
            series[{value.name, value.measure}].push_back(value);
    std::vector<Finding> findings;
    for (const auto& [key, values] : series) {
        std::vector<double> below, above;
        const ReferenceValue* largest = nullptr;
        for (const ReferenceValue& v : values) {
            double difference = v.ours - v.published;
            if (std::abs(difference) <= v.tolerance) continue;
            (difference < 0 ? below : above).push_back(std::abs(difference));
            if (largest == nullptr || std::abs(difference) > std::abs(largest->ours - largest->published)) largest = &v;
        }
        if (largest == nullptr) continue;
        std::vector<std::string> sides;
        if (!below.empty())
            sides.push_back(
                fmt::format("below it in {} of {} months by {}", below.size(), values.size(), range_of(below)));
        if (!above.empty())
            sides.push_back(
                fmt::format("above it in {} of {} months by {}", above.size(), values.size(), range_of(above)));
        bool always = below.size() == values.size() || above.size() == values.size();
        findings.push_back(make(
            "reference-total", key.first + " " + key.second, CheckLevel::explain, key.second,
            fmt::format("'{}' is not the published series '{}': {} (most in {}: {} against {}, {}). {}", key.second,
                        key.first, join(sides, " and "), largest->month.to_words(), number(largest->ours),
                        number(largest->published), per_cent((largest->ours - largest->published) / largest->published),
                        always ? "It leaves something out, or takes something in, that the publisher does "
                                 "not: "
                                 "name it for what it counts, and say what the difference is."
                               : "Say what the difference is, or give the reference a tolerance.")));
    }
    return findings;
}

} // namespace peelian::check_rules
