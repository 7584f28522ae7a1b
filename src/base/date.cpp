// SPDX-License-Identifier: MIT
#include "base/date.hpp"

#include "base/month.hpp"

namespace peelian {

bool is_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    auto month = Month::parse(text.substr(0, 7));
    auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!month || !digit(text[8]) || !digit(text[9])) return false;
    int day = (text[8] - '0') * 10 + (text[9] - '0');
    return day >= 1 && day <= month->days();
}

} // namespace peelian
