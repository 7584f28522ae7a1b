// SPDX-License-Identifier: MIT
#include "checks/wording.hpp"

#include "base/text.hpp"

#include <fmt/core.h>

#include <cmath>

namespace peelian::check_rules {

Finding make(std::string_view check, std::string_view about, CheckLevel level, std::string_view subject,
             std::string message) {
    Finding finding;
    finding.check = check;
    finding.id = about.empty() ? std::string(check) : fmt::format("{}-{}", check, slug(about));
    finding.level = level;
    finding.subject = subject;
    finding.message = std::move(message);
    return finding;
}

std::string some_of(const std::vector<std::string>& items, std::string_view separator) {
    std::size_t named = std::min(items.size(), k_named);
    std::string out = join(std::span(items).first(named), separator);
    if (items.size() > named)
        out += fmt::format("{}and {} more", separator, number(static_cast<double>(items.size() - named)));
    return out;
}

std::string per_cent(double share) {
    double value = 100 * share;
    return fmt::format("{} per cent", number(value, std::abs(value) < 9.95 ? 1 : 0));
}

std::vector<const Series*> wholes(const MeasureData& data, const Areas& areas) {
    std::vector<const Series*> found(areas.size(), nullptr);
    for (const Series& series : data.series)
        if (series.breakdown < 0) found[series.area] = &series;
    return found;
}

std::string months_in_words(Month first, Month last) {
    if (first == last) return first.to_words();
    return fmt::format("{} to {}", first.to_words(), last.to_words());
}

bool adds_up(const Measure& measure) {
    switch (measure.kind) {
    case MeasureKind::count:
    case MeasureKind::sum:
    case MeasureKind::rate:
    case MeasureKind::proportion: return true;
    default: return false; // estimates, stocks and quotients are no sums
    }
}

} // namespace peelian::check_rules
