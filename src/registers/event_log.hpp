// SPDX-License-Identifier: MIT
// Inside the room: the log as it lies in the store, and what an event says of a record.
#pragma once

#include "registers/records.hpp"

namespace peelian {

/// Columns of `events` in the order event_of reads them.
inline constexpr std::string_view k_event_columns =
    "number, at, actor, actor_name, register, record, action, change, reason, previous, hash";
LogEvent event_of(std::span<const SqlValue> row);
/// SHA-256 over every part of the event with its length, and the hash before.
std::string event_hash(const LogEvent& event);
LogHead log_head(StoreConnection& connection);
/// Makes the event the next after `head` but for its hash, and writes one that is whole.
void follow_on(LogEvent& event, const LogHead& head);
void write_event(StoreConnection& connection, LogEvent event);
/// Events of one record, oldest first.
std::vector<LogEvent> events_of(StoreConnection& connection, std::string_view register_id, std::string_view id);

/// What one event did to a record: what became different, no more.
struct RecordStep {
    std::string number;                                       ///< of a new record
    Values values;                                            ///< an empty list: cleared
    std::map<std::string, std::string, std::less<>> withhold; ///< an empty reason: lifted
    std::vector<MadeMove> moves;                              ///< by, at and event are those of the event
    bool nothing() const { return values.empty() && withhold.empty() && moves.empty(); }
};
std::string to_json(const RecordStep& step);
/// Throws Error(input) when the text is not such a step.
RecordStep parse_step(std::string_view json);
/// The event's change without these fields' values.
std::string without_fields(std::string_view json, const std::function<bool(std::string_view field)>& hidden);

/// Takes the step; the first one makes the record. The only place where a record changes.
void take_step(Record& record, const RecordStep& step, const LogEvent& event);
/// The record after its first `count` events, of those given.
Record replayed(std::span<const LogEvent> events);

} // namespace peelian
