// SPDX-License-Identifier: MIT
// Inside the room: what follows from the log, held against it and made anew.
#pragma once

#include "registers/record_rows.hpp"

#include <map>

namespace peelian {

/// Records as the events say, taken one after the other.
class LogReplay {
public:
    struct Held {
        Record record;
        std::int64_t event = 0;
    };
    /// Events of these registers are of records; others are of accounts, releases and the like.
    explicit LogReplay(std::set<std::string> registers) : registers_(std::move(registers)) {}
    /// Throws Error(input) when the event's change cannot be read.
    void take(const LogEvent& event);
    const std::map<std::pair<std::string, std::string>, Held>& records() const { return records_; }

private:
    std::set<std::string> registers_;
    std::map<std::pair<std::string, std::string>, Held> records_; // by register and id
};

/// Registers of the workspace, and those that records are left of.
std::set<std::string> registers_with_records(StoreConnection& connection, const RegisterDefinitions& definitions);
/// All events in order, without holding them.
void each_event(StoreConnection& connection, const std::function<void(const LogEvent&)>& take);

/// Whether links and due dates of a register were made with this definition.
bool projections_are_of(StoreConnection& connection, const RegisterDefinition& definition);
/// Makes links, due dates and serials anew where a definition has changed since.
void refresh_projections(StoreConnection& connection, const RegisterDefinitions& definitions);
/// Makes records and all that follows anew, within the caller's transaction.
void rebuild_from_log(StoreConnection& connection, const RegisterDefinitions& definitions);
LogVerification verify_log(StoreConnection& connection, const RegisterDefinitions& definitions,
                           std::span<const LogHead> expected);

} // namespace peelian
