// SPDX-License-Identifier: MIT
#include "registers/content.hpp"

#include "base/hash.hpp"

#include <algorithm>

namespace peelian {
namespace {

/// The definition as the public may know it: no field, hint or right that is not about what is published.
RegisterDefinition public_definition(const RegisterDefinition& definition) {
    RegisterDefinition out = definition;
    std::erase_if(out.fields, [](const FieldDefinition& f) { return !f.is_public; });
    auto keep = [&](std::string& field) {
        if (out.field(field) == nullptr) field.clear();
    };
    keep(out.area);
    keep(out.owner);
    keep(out.group);
    keep(out.items);
    auto gone = [&](const std::string& id) {
        return id != "number" && id != "state" && id != "due" && out.field(id) == nullptr;
    };
    std::erase_if(out.columns, gone);
    std::erase_if(out.filters, gone);
    std::erase_if(out.scores, [&](const ScoreDefinition& s) { return gone(s.likelihood) || gone(s.impact); });
    return out;
}

bool is_public(const RegisterDefinition& definition, const Record& record, Day today) {
    const StateDefinition* state = definition.state(record.state);
    if (state == nullptr || !state->is_public) return false;
    if (definition.public_from.empty()) return true;
    std::optional<Day> from = Day::parse(record.first(definition.public_from));
    return from && *from <= today;
}

Record public_record(const RegisterDefinition& definition, const Record& record) {
    Record out;
    out.register_id = record.register_id;
    out.id = record.id;
    out.number = record.number;
    out.state = record.state;
    for (const FieldDefinition& field : definition.fields) {
        if (!field.is_public) continue;
        auto withheld = record.withheld.find(field.id);
        auto value = record.values.find(field.id);
        if (withheld != record.withheld.end()) out.withheld.insert(*withheld);
        else if (value != record.values.end() && !value->second.empty()) out.values.insert(*value);
    }
    for (const MadeMove& made : record.moves) {
        const StateDefinition* state = definition.state(made.to);
        // What came before the record was public stays inside.
        if (!definition.public_history || state == nullptr || !state->is_public) continue;
        MadeMove move;
        move.move = made.move;
        move.to = made.to;
        move.on = made.on;
        move.note = made.note;
        move.source = made.source;
        out.moves.push_back(std::move(move));
    }
    return out;
}

/// By number as people count ("PCD 9" before "PCD 10"), else by id.
bool before(const Record& a, const Record& b) {
    auto key = [](const Record& r) -> const std::string& { return r.number.empty() ? r.id : r.number; };
    const std::string &x = key(a), &y = key(b);
    auto digits = [](const std::string& text) { return text.find_last_not_of("0123456789") + 1; };
    std::size_t i = digits(x), j = digits(y);
    auto compared = x.compare(0, i, y, 0, j);
    if (compared != 0) return compared < 0;
    if (x.size() - i != y.size() - j) return x.size() - i < y.size() - j;
    return x < y;
}

} // namespace

PublicRegister public_part(const RegisterDefinition& definition, std::span<const Record> records, Day today) {
    PublicRegister out;
    out.definition = public_definition(definition);
    out.all = records.size();
    for (const DueRule& rule : definition.due) {
        if (rule.counted) out.on_time.emplace_back(rule.label, on_time(definition, rule, records, today));
        std::map<std::string, std::string> days;
        for (const Record& record : records) {
            // A day counted from what is withheld here would tell it.
            if (!is_public(definition, record, today) || record.withheld.contains(rule.from)) continue;
            if (std::optional<Day> day = due_on(rule, definition, record)) days[record.id] = day->to_string();
        }
        const FieldDefinition* from = definition.field(rule.from);
        // A day that gives away a field that is not public is not published.
        if (from != nullptr && from->is_public) out.due.emplace_back(rule.label, std::move(days));
    }
    for (const Record& record : records)
        if (is_public(definition, record, today)) out.records.push_back(public_record(definition, record));
    std::ranges::stable_sort(out.records, before);
    return out;
}

std::string content_hash(std::span<const PublicRegister> registers) {
    Hasher hasher;
    auto text = [&](std::string_view value) { hasher.field(value); };
    for (const PublicRegister& one : registers) {
        text(one.definition.id);
        text(std::to_string(one.records.size()));
        for (const Record& record : one.records) {
            text(record.id);
            text(record.number);
            text(record.state);
            text(values_json(record.values));
            for (const auto& [field, reason] : record.withheld)
                hasher.field("withheld").field(field).field(reason);
            for (const MadeMove& move : record.moves)
                hasher.field("move").field(move.to).field(move.on.to_string()).field(move.note).field(move.source);
        }
        for (const auto& [label, months] : one.on_time)
            for (const OnTime& m : months)
                hasher.field(label).field(
                    fmt::format("{} {} {} {} {}", m.month, m.received, m.on_time, m.late, m.open));
        for (const auto& [label, days] : one.due)
            for (const auto& [record, day] : days)
                hasher.field(label).field(record).field(day);
    }
    return hasher.hex();
}

} // namespace peelian
