// SPDX-License-Identifier: MIT
#include "checks/finding.hpp"

namespace peelian {

std::string_view to_text(CheckLevel level) {
    switch (level) {
    case CheckLevel::stop: return "stop";
    case CheckLevel::explain: return "explain";
    case CheckLevel::note: return "note";
    }
    return "";
}

} // namespace peelian
