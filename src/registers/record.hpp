// SPDX-License-Identifier: MIT
// A record as it stands, and the events that made it so.
#pragma once

#include "base/day.hpp"
#include "base/error.hpp"
#include "registers/definition.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace peelian {

/// Who acts: a signed-in person, or the operator of the command line.
struct Actor {
    std::string id;   ///< account's id, "ann.analyst"; never empty
    std::string name; ///< as shown
    Roles roles = 0;
    std::vector<std::string> areas; ///< area codes; empty: every area
    bool is(Role role) const { return (roles & role_bit(role)) != 0; }
    /// Somebody with every role and area, for the command line and tests.
    static Actor operator_named(std::string name);
};

/// A change of state that was made.
struct MadeMove {
    std::string move, to;     ///< ids; a new record's first entry has an empty move
    Day on;                   ///< the day it is true of, which may lie before the day it was entered
    std::string note, source; ///< why or what; and where that can be read
    std::string by;           ///< name
    Moment at = 0;            ///< when it was entered
    std::int64_t event = 0;   ///< its number in the log; 0 for records read from text
};

struct Record {
    std::string register_id, id;
    std::string number;       ///< "PCD 132", or empty
    std::int64_t version = 0; ///< one more with each event
    std::string state;
    Values values;
    std::map<std::string, std::string, std::less<>> withheld; ///< public fields kept back here, with the reason
    std::vector<MadeMove> moves;                              ///< in order of entry
    std::string created_by, changed_by;                       ///< names
    std::string created_by_id;
    Moment created = 0, changed = 0;

    const std::string& first(std::string_view field) const { return first_of(values, field); }
    /// The heading field's text, the number before it where there is one.
    std::string title(const RegisterDefinition& definition) const;
};

/// What somebody asks to be changed; what is not named stays.
struct RecordChange {
    Values values;                                            ///< an empty list clears a field
    std::map<std::string, std::string, std::less<>> withhold; ///< field -> reason; an empty reason lifts it
    std::string move;                                         ///< id of a move; empty: none
    /// A state that the record came to before it was kept here, by whatever way: for new records of an import alone.
    std::string came_to;
    std::string on; ///< its day, YYYY-MM-DD; empty: today
    std::string note, source;
    std::string reason; ///< why the record is changed; kept with the event
};

/// One entry of the log. Never changed; `hash` covers all of it and the hash before.
struct LogEvent {
    std::int64_t number = 0; ///< 1, 2, 3, ... without gaps
    Moment at = 0;
    std::string actor, actor_name;   ///< account's id, and the name at the time
    std::string register_id, record; ///< of accounts: "accounts" and the account's id
    std::string action;              ///< create, change, move, import, read, or what else a room logs
    std::string change;              ///< JSON: values, withheld, move as they became
    std::string reason;
    std::string previous, hash;
};

/// A field where two people's changes differ.
struct FieldDifference {
    std::string field;
    FieldValue theirs, yours; ///< as it stands, as you asked for
};

/// Somebody else changed the record first; nothing of yours is lost: it is in here.
class EditConflict : public Error {
public:
    EditConflict(Record current, std::vector<FieldDifference> differences);
    Record current;
    std::vector<FieldDifference> differences; ///< of fields that both touched, or that changed since
};

/// What is wrong with one field of a change; shown in an error summary, beside the field, or by row.
struct FieldProblem {
    std::string field;   ///< empty: of the record as a whole
    std::string message; ///< "Enter the date the letter was received"
};
/// A change that is not well said; all its problems at once.
class InvalidChange : public Error {
public:
    explicit InvalidChange(std::vector<FieldProblem> problems);
    std::vector<FieldProblem> problems;
};
/// The person may not do this. The server answers 403.
class Forbidden : public Error {
public:
    explicit Forbidden(std::string what);
};

} // namespace peelian
