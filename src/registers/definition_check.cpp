// SPDX-License-Identifier: MIT
#include "registers/definition_check.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace peelian {
namespace {

const std::vector<std::string> k_other_kinds{"measure", "plan", "area", "release"};
const std::vector<std::string> k_reserved{"id", "number", "state", "version", "csrf", "reason", "move"};

/// Finds what is named, or says where it is not.
class Names {
public:
    Names(const TomlTable& root, const RegisterDefinition& definition) : root_(root), definition_(definition) {}

    /// What is looked at: an entry of an array of tables, or a key of the file itself.
    void look_at(std::string_view array, std::string_view id) { (array_ = array), (id_ = id); }

    [[noreturn]] void refuse(const std::string& message, std::string_view key = {}) const {
        std::string text = fmt::format("register '{}': {}", definition_.id, message);
        if (array_.empty()) throw root_.error(key, text);
        for (const TomlTable& entry : root_.tables(array_))
            if (entry.text_or("id", "") == id_) throw entry.error("id", text);
        throw Error::input("{}", text).at(root_.file(), 1); // it stands in the preset
    }
    const FieldDefinition& field(const std::string& what, const std::string& id) const {
        const FieldDefinition* found = definition_.field(id);
        if (found == nullptr)
            refuse(
                fmt::format("{} names the field '{}', which is not there.{}", what, id, near(definition_.fields, id)),
                what);
        return *found;
    }
    void field_of(const std::string& what, const std::string& id, std::initializer_list<FieldType> types,
                  std::string_view words) const {
        const FieldDefinition& found = field(what, id);
        if (std::ranges::find(types, found.type) == types.end())
            refuse(fmt::format("{} names the field '{}', which must be {}", what, id, words), what);
    }
    void state(const std::string& what, const std::string& id) const {
        if (definition_.state(id) == nullptr)
            refuse(
                fmt::format("{} names the state '{}', which is not there.{}", what, id, near(definition_.states, id)));
    }
    template <typename T> static std::string near(const std::vector<T>& all, const std::string& id) {
        std::vector<std::string> ids;
        for (const T& one : all)
            ids.push_back(one.id);
        auto found = nearest(id, ids);
        return found ? fmt::format(" Is '{}' meant?", *found) : "";
    }

private:
    const TomlTable& root_;
    const RegisterDefinition& definition_;
    std::string_view array_, id_;
};

void check_fields(Names& names, const RegisterDefinition& d) {
    for (const FieldDefinition& f : d.fields) {
        std::string what = fmt::format("field '{}'", f.id);
        names.look_at("field", f.id);
        if (std::ranges::find(k_reserved, f.id) != k_reserved.end())
            names.refuse(fmt::format("'{}' cannot name a field: it is a word of the program's own", f.id));
        for (const std::string& state : f.required_in)
            names.state(what, state);
        if (f.type == FieldType::choice && f.choices.empty()) names.refuse(what + " is a choice without choices");
        if (f.type != FieldType::choice && !f.choices.empty()) names.refuse(what + " has choices and is no choice");
        if (f.type == FieldType::link && f.to.empty()) names.refuse(what + " is a link and does not say what to");
        if (f.type != FieldType::link && !f.to.empty()) names.refuse(what + " has 'to' and is no link");
        if (f.least && f.most && *f.least > *f.most) names.refuse(what + ": 'least' is more than 'most'");
        if (f.not_before) names.field_of(what, *f.not_before, {FieldType::date, FieldType::month}, "a date or a month");
    }
}

void check_moves(Names& names, const RegisterDefinition& d) {
    for (const MoveDefinition& m : d.moves) {
        std::string what = fmt::format("move '{}'", m.id);
        names.look_at("move", m.id);
        names.state(what, m.to);
        for (const std::string& state : m.from)
            names.state(what, state);
        for (const std::string& field : m.needs)
            names.field(what, field);
        for (const std::string& field : m.sets)
            names.field_of(what, field, {FieldType::date}, "a date");
    }
}

void check_due(Names& names, const RegisterDefinition& d) {
    for (const DueRule& r : d.due) {
        std::string what = fmt::format("due '{}'", r.id);
        names.look_at("due", r.id);
        names.field_of(what, r.from, {FieldType::date, FieldType::month}, "a date or a month");
        if (!r.done.empty()) names.field_of(what, r.done, {FieldType::date}, "a date");
        if (!r.who.empty())
            names.field_of(what, r.who, {FieldType::person, FieldType::post, FieldType::text}, "a person or post");
        for (const std::string& state : r.until)
            names.state(what, state);
        if (r.counted && r.done.empty()) names.refuse(what + " is counted, and has no 'done' to count by");
    }
    for (const ScoreDefinition& s : d.scores) {
        std::string what = fmt::format("score '{}'", s.id);
        names.look_at("score", s.id);
        names.field_of(what, s.likelihood, {FieldType::number}, "a number");
        names.field_of(what, s.impact, {FieldType::number}, "a number");
    }
}

} // namespace

void check_definition(const TomlTable& root, const RegisterDefinition& d) {
    Names names(root, d);
    if (d.title.empty() || d.singular.empty()) names.refuse("'title' and 'singular' must say something");
    if (d.fields.empty() || d.states.empty()) names.refuse("there must be at least one [[field]] and one [[state]]");
    if (d.heading.empty()) names.refuse("'heading' must name the field that names a record");
    names.field_of("heading", d.heading,
                   {FieldType::text, FieldType::markdown, FieldType::link, FieldType::choice, FieldType::area,
                    FieldType::date, FieldType::month},
                   "text, a choice, a link, an area or a date");
    if (!d.area.empty()) names.field_of("area", d.area, {FieldType::area}, "an area");
    if (!d.owner.empty())
        names.field_of("owner", d.owner, {FieldType::person, FieldType::post, FieldType::text}, "a person or post");
    if (!d.items.empty()) names.field_of("items", d.items, {FieldType::number}, "a number");
    if (!d.group.empty()) names.field("group", d.group);
    for (const std::string& column : d.columns)
        if (column != "number" && column != "state" && column != "due" && column != "changed")
            names.field("columns", column);
    for (const std::string& filter : d.filters)
        names.field("filters", filter);
    if (!d.public_from.empty()) names.field_of("[public] from", d.public_from, {FieldType::date}, "a date");
    bool any_public = std::ranges::any_of(d.states, &StateDefinition::is_public);
    if (d.is_public && !any_public) names.refuse("it is public, and none of its states is", "public");
    if (!d.number.empty() && d.number.find("{n") == std::string::npos)
        names.refuse(fmt::format("number '{}' must have {{n}} in it", d.number), "number");
    check_fields(names, d);
    check_moves(names, d);
    check_due(names, d);
}

void check_links(const std::vector<RegisterDefinition>& all) {
    std::vector<std::string> known = k_other_kinds;
    for (const RegisterDefinition& d : all)
        known.push_back(d.id);
    for (const RegisterDefinition& d : all)
        for (const FieldDefinition& f : d.fields) {
            if (f.type != FieldType::link || std::ranges::find(known, f.to) != known.end()) continue;
            auto near = nearest(f.to, known);
            throw Error::input(
                "field '{}' links to '{}', which is neither a register of this workspace nor one of {}.{}", f.id, f.to,
                listed(k_other_kinds), near ? fmt::format(" Is '{}' meant?", *near) : "")
                .at(d.file.string(), f.line);
        }
}

} // namespace peelian
