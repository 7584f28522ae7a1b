// SPDX-License-Identifier: MIT
// Inside the room: how a change that somebody asks for becomes an event and a record, within one transaction.
#pragma once

#include "registers/record_rows.hpp"

namespace peelian {

/// Where an event comes from: what it is called, and who acts when.
struct ChangeContext {
    StoreConnection& connection;
    const RegisterDefinitions& definitions;
    const References& references;
    const Actor& actor;
    const Clock& clock;
    std::string_view action = {};      ///< empty: create, change or move, as it is
    std::set<std::string> coming = {}; ///< "register/id" of records that the same transaction will make
};

/// What a new record is to be called.
struct NewRecord {
    std::string id, number; ///< empty: given here
    /// Its moves tell what happened before it was entered: nobody else is asked to make them.
    bool history = false;
};
/// Writes a new record and its event. Throws Forbidden, InvalidChange, Error(conflict) for a name that is taken.
Record make_record(const ChangeContext& context, const RegisterDefinition& definition, const NewRecord& name,
                   const RecordChange& change);
/// The record as it stands. Error(not_found) when it is not there or not theirs to see.
Record record_to_change(const ChangeContext& context, const RegisterDefinition& definition, std::string_view id);
/// Writes a change of the record that stands; a change that changes nothing is no event. `seen` is the version that
/// the person saw, 0 for whatever it is. Throws Forbidden, InvalidChange, EditConflict.
/// `history` as of NewRecord, for what follows in the same import.
Record change_record(const ChangeContext& context, const RegisterDefinition& definition, Record before,
                     std::int64_t seen, const RecordChange& change, bool history = false);

} // namespace peelian
