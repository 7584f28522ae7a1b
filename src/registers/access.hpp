// SPDX-License-Identifier: MIT
// Who may see and do what with a record: pure functions, the only place where that is decided. Pages, the
// JSON interface, search, exports and digests all ask here.
//
// The rules: a viewer sees what a register lets viewers see and changes nothing; an auditor sees everything
// and changes nothing; an administrator keeps accounts and may do everything with records that the
// definition lets administrators do; other roles have what the definition says. Whoever has areas sees, in
// registers with an area field, the records of those areas alone, and may make records for them alone.
#pragma once

#include "registers/record.hpp"

namespace peelian {

bool may_read(const Actor& actor, const RegisterDefinition& definition);
bool may_read(const Actor& actor, const RegisterDefinition& definition, const Record& record);
bool may_read(const Actor& actor, const FieldDefinition& field);
bool may_create(const Actor& actor, const RegisterDefinition& definition);
bool may_edit(const Actor& actor, const RegisterDefinition& definition, const Record& record);
bool may_write(const Actor& actor, const RegisterDefinition& definition, const FieldDefinition& field);
/// Moves this person may make from where the record stands (by_another included).
std::vector<const MoveDefinition*> moves_open_to(const Actor& actor, const RegisterDefinition& definition,
                                                 const Record& record);
/// The record without fields this person may not read.
Record visible_to(const Actor& actor, const RegisterDefinition& definition, Record record);

} // namespace peelian
