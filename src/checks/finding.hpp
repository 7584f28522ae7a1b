// SPDX-License-Identifier: MIT
// Room checks: arithmetic and plausibility, on facts and on finished numbers. This
// header: what a check finds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// What a finding does to a release. `stop`: it cannot be built or approved. `explain`:
/// it must be answered by name in checks/explained.toml before publication. `note`: shown.
enum class CheckLevel { stop, explain, note };
std::string_view to_text(CheckLevel level);

/// One thing a check found.
struct Finding {
    std::string id;    ///< stable between builds: check and what it is about, hyphenated
    std::string check; ///< the rule: "incomplete-month"
    CheckLevel level = CheckLevel::note;
    std::string subject;      ///< measure, area, period or file it is about
    std::string message;      ///< what was found, what was expected, what to do
    std::string explained_by; ///< who answered, empty while nobody has
    std::string explanation;  ///< and what they said
};

} // namespace peelian
