// SPDX-License-Identifier: MIT
// Inside the room: records as rows, with what follows from them (links, what is due, places in a series).
#pragma once

#include "registers/event_log.hpp"

#include <set>

namespace peelian {

/// Columns of `records` in the order record_of reads them; the last is the number of the last event.
inline constexpr std::string_view k_record_columns =
    "register, id, number, version, state, fields, withheld, moves, created, created_by, created_by_id, changed, "
    "changed_by, event";
Record record_of(std::span<const SqlValue> row);
/// What those columns hold of a record.
std::vector<SqlValue> row_of(const Record& record, std::int64_t event);

std::optional<Record> load_record(StoreConnection& connection, std::string_view register_id, std::string_view id);
/// Writes the record, and what follows from it where that is different from what followed from `before`, the record
/// that is there; null: it is new. `definition` may be null when the workspace has no such register any more, and
/// then nothing follows.
void save_record(StoreConnection& connection, const RegisterDefinition* definition, const Record* before,
                 const Record& record, std::int64_t event);
/// Writes links and due dates anew, for a definition that has changed.
void save_projections(StoreConnection& connection, const RegisterDefinition& definition, const Record& record,
                      std::int64_t event);

/// What a record leads to: links and areas, people and posts.
struct RecordLink {
    std::string field, kind, target;
    auto operator<=>(const RecordLink&) const = default;
};
std::set<RecordLink> links_of(const RegisterDefinition& definition, const Record& record);
/// The kind of thing that a field leads to: a register's id, measure, area, person...; empty for other fields.
std::string_view link_kind(const FieldDefinition& field);

struct RecordDue {
    std::string rule, due, who;
    auto operator<=>(const RecordDue&) const = default;
};
/// A rule that cannot be reckoned (bank holidays of the year are not known) makes nothing due.
std::set<RecordDue> due_of(const RegisterDefinition& definition, const Record& record);

/// Tells when links, due and series must be made anew: a hash of what they follow from.
std::string projection_hash(const RegisterDefinition& definition);

} // namespace peelian
