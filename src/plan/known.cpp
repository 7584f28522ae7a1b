// SPDX-License-Identifier: MIT
#include "plan/known.hpp"

#include "base/date.hpp"
#include "base/text.hpp"
#include "measures/definitions.hpp"

#include <fmt/format.h>

namespace peelian {

std::string some_text(const TomlTable& table, std::string_view key) {
    std::string text = table.text(key);
    if (trim(text).empty()) throw table.error(key, fmt::format("'{}' must say something", key));
    return text;
}

std::string date_text(const TomlTable& table, std::string_view key) {
    std::string text = table.text(key);
    if (!is_date(text)) throw table.error(key, fmt::format("'{}' is not a date; expected YYYY-MM-DD", text));
    return text;
}

void require_known(const TomlTable& table, std::string_view key, const std::string& id,
                   std::span<const std::string> ids, std::string_view what) {
    if (is_declared(id, ids)) return;
    auto near = nearest(id, ids);
    throw table.error(
        key, fmt::format("There is no {} '{}'{}", what, id, near ? fmt::format("; did you mean '{}'?", *near) : ""));
}

void require_breakdown(const TomlTable& table, const Measure& measure, const std::string& breakdown) {
    if (breakdown.empty()) return;
    std::vector<std::string> known = measure.breakdowns;
    if (measure.kind == MeasureKind::funnel)
        for (std::string_view own : {k_stage_breakdown, k_lost_breakdown})
            known.emplace_back(own);
    require_known(table, "breakdown", breakdown, known, fmt::format("breakdown of '{}'", measure.id));
}

} // namespace peelian
