// SPDX-License-Identifier: MIT
// Working days of England and Wales, and when things are due.
#pragma once

#include "registers/record.hpp"

#include <filesystem>
#include <optional>
#include <vector>

namespace peelian {

/// Bank holidays, by year; a year outside those known is an Error(input) that names the file to add it to.
class WorkingDays {
public:
    /// England and Wales, 2012 to 2030: by law and by proclamation (src/registers/bank_holidays.inc).
    static const WorkingDays& england_and_wales();
    explicit WorkingDays(std::vector<Day> holidays, int first_year, int last_year);
    bool is_working(Day day) const;
    /// The working day `count` working days after `day`; the day itself is not counted (as for letters
    /// answered "within 20 working days" of receipt).
    Day after(Day day, int count) const;
    /// Working days after `from` up to and with `to`; 0 when `to` is not later.
    int between(Day from, Day to) const;

private:
    std::vector<Day> holidays_; // in order
    int first_year_, last_year_;
};

/// What a rule makes due on a record as it stands, if anything.
std::optional<Day> due_on(const DueRule& rule, const RegisterDefinition& definition, const Record& record);

/// On time or not, of records whose `from` lies in one month, each counted `items` times.
struct OnTime {
    std::string month;                                          ///< YYYY-MM
    std::int64_t received = 0, on_time = 0, late = 0, open = 0; ///< open: neither answered nor late yet
    /// on_time of received, in per cent; what is still open counts as not on time, as the published tables do.
    double per_cent() const;
};
std::vector<OnTime> on_time(const RegisterDefinition& definition, const DueRule& rule, std::span<const Record> records,
                            Day today);

} // namespace peelian
