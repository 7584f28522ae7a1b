// SPDX-License-Identifier: MIT
#include "registers/access.hpp"

#include <algorithm>

namespace peelian {
namespace {

bool any(Roles have, Roles wanted) { return (have & wanted) != 0; }

/// Viewers and auditors change nothing, whatever a definition says.
constexpr Roles k_changing = k_every_role & ~(role_bit(Role::viewer) | role_bit(Role::auditor));

/// Roles that a definition's rule lets change something.
bool may_change(const Actor& actor, Roles allowed) {
    return any(actor.roles, static_cast<Roles>(allowed & k_changing));
}

/// Whether a record is in this person's areas; a record without an area belongs to all.
bool is_theirs(const Actor& actor, const RegisterDefinition& definition, const Record& record) {
    if (actor.areas.empty() || definition.area.empty()) return true;
    auto found = record.values.find(definition.area);
    if (found == record.values.end() || found->second.empty()) return false;
    return std::ranges::any_of(found->second, [&](const std::string& area) {
        return std::ranges::find(actor.areas, area) != actor.areas.end();
    });
}

bool same_person(const Actor& actor, std::string_view id, std::string_view name) {
    return (!id.empty() && id == actor.id) || (!name.empty() && name == actor.name);
}

} // namespace

bool may_read(const Actor& actor, const RegisterDefinition& definition) {
    return actor.is(Role::auditor) || any(actor.roles, definition.read);
}

bool may_read(const Actor& actor, const RegisterDefinition& definition, const Record& record) {
    return may_read(actor, definition) && is_theirs(actor, definition, record);
}

bool may_read(const Actor& actor, const FieldDefinition& field) {
    return actor.is(Role::auditor) || any(actor.roles, field.read);
}

bool may_create(const Actor& actor, const RegisterDefinition& definition) {
    return may_read(actor, definition) && may_change(actor, definition.create);
}

bool may_edit(const Actor& actor, const RegisterDefinition& definition, const Record& record) {
    return may_read(actor, definition, record) && may_change(actor, definition.edit);
}

bool may_write(const Actor& actor, const RegisterDefinition& definition, const FieldDefinition& field) {
    return may_read(actor, definition) && may_read(actor, field) && may_change(actor, field.write);
}

std::vector<const MoveDefinition*> moves_open_to(const Actor& actor, const RegisterDefinition& definition,
                                                 const Record& record) {
    std::vector<const MoveDefinition*> out;
    if (!may_read(actor, definition, record)) return out;
    bool made_it = same_person(actor, record.created_by_id, record.created_by);
    bool moved_it = !record.moves.empty() && same_person(actor, "", record.moves.back().by);
    for (const MoveDefinition& move : definition.moves) {
        bool from_here = move.from.empty() || std::ranges::find(move.from, record.state) != move.from.end();
        if (!from_here || !may_change(actor, move.who)) continue;
        if (move.by_another && (made_it || moved_it)) continue;
        out.push_back(&move);
    }
    return out;
}

Record visible_to(const Actor& actor, const RegisterDefinition& definition, Record record) {
    auto hidden = [&](std::string_view id) {
        const FieldDefinition* field = definition.field(id);
        return field == nullptr || !may_read(actor, *field); // a field that the definition no longer has
    };
    std::erase_if(record.values, [&](const auto& entry) { return hidden(entry.first); });
    std::erase_if(record.withheld, [&](const auto& entry) { return hidden(entry.first); });
    return record;
}

} // namespace peelian
