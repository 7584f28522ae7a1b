// SPDX-License-Identifier: MIT
// registers/*.toml to definitions. A file that begins from a preset is read into what the preset gave: a key
// that is there replaces, a [[field]], [[state]], [[move]], [[due]] or [[score]] of a known id is changed where
// it stands, one of a new id comes after.
#include "base/files.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"
#include "registers/definition.hpp"
#include "registers/definition_check.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace peelian {
namespace fs = std::filesystem;
namespace {

const std::vector<std::string> k_types{"text",   "markdown", "date", "month", "choice", "yes_no", "money",
                                       "number", "person",   "post", "area",  "link",   "file"};
const std::vector<std::string> k_kinds{"open", "underway", "done", "late", "closed"};
const std::vector<std::string> k_file_types{"pdf", "docx", "xlsx", "csv", "png", "jpg", "txt", "ods", "odt"};

void set_text(const TomlTable& table, std::string_view key, std::string& out) {
    if (table.has(key)) out = trim(table.text(key));
    else table.maybe_text(key); // asked for, so that `done` knows it
}
void set_texts(const TomlTable& table, std::string_view key, std::vector<std::string>& out) {
    std::vector<std::string> read = table.texts(key);
    if (table.has(key)) out = std::move(read);
}
void set_flag(const TomlTable& table, std::string_view key, bool& out) { out = table.boolean_or(key, out); }

void set_roles(const TomlTable& table, std::string_view key, Roles& out) {
    std::vector<std::string> names = table.texts(key);
    if (!table.has(key)) return;
    std::vector<std::string> known;
    for (std::size_t i = 0; i < k_roles; ++i)
        known.emplace_back(to_text(static_cast<Role>(i)));
    out = 0;
    for (const std::string& name : names) {
        std::optional<Role> role = parse_role(name);
        if (!role) {
            auto near = nearest(name, known);
            throw table.error(key,
                              fmt::format("'{}' is no role; {}", name,
                                          near ? fmt::format("is '{}' meant?", *near) : "there are " + listed(known)));
        }
        out = static_cast<Roles>(out | role_bit(*role));
    }
}

/// A name of our own: "received", "risk-before"; letters, digits and hyphens or underscores.
std::string id_of(const TomlTable& table) {
    std::string id = table.text("id");
    bool fine = !id.empty() && id.size() <= 60 &&
                id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos &&
                id.front() != '-' && id.front() != '_';
    if (!fine)
        throw table.error("id", fmt::format("'{}' is no id: use small letters, digits and hyphens, at most 60", id));
    return id;
}

/// The one of this id, made at the end where there is none; `seen` finds an id that the file has twice.
template <typename T> T& entry_of(const TomlTable& table, std::vector<T>& all, std::vector<std::string>& seen) {
    std::string id = id_of(table);
    if (std::ranges::find(seen, id) != seen.end()) throw table.error("id", fmt::format("'{}' is there twice", id));
    seen.push_back(id);
    auto found = std::ranges::find(all, id, &T::id);
    if (found != all.end()) return *found;
    all.emplace_back();
    all.back().id = id;
    return all.back();
}

/// "id: Label", or a label alone, whose slug is its id.
FieldChoice choice_of(const std::string& text) {
    std::size_t colon = text.find(": ");
    bool given = colon != std::string::npos && slug(text.substr(0, colon)) == text.substr(0, colon);
    return {given ? text.substr(0, colon) : slug(text), given ? text.substr(colon + 2) : text};
}

void read_choices(const TomlTable& table, FieldDefinition& field) {
    if (!table.has("choices")) return;
    std::vector<FieldChoice> choices;
    if (table.holds_tables("choices")) {
        for (const TomlTable& choice : table.tables("choices")) {
            choices.push_back({id_of(choice), choice.text("label")});
            choice.done();
        }
    } else {
        for (const std::string& text : table.texts("choices"))
            choices.push_back(choice_of(text));
    }
    std::vector<std::string> seen;
    for (const FieldChoice& choice : choices) {
        if (choice.id.empty())
            throw table.error("choices", fmt::format("'{}' has no letters to name it by", choice.label));
        if (std::ranges::find(seen, choice.id) != seen.end())
            throw table.error("choices", fmt::format("'{}' is there twice", choice.id));
        seen.push_back(choice.id);
    }
    field.choices = std::move(choices);
}

void read_field(const TomlTable& table, FieldDefinition& field) {
    field.line = table.line();
    set_text(table, "label", field.label);
    set_text(table, "hint", field.hint);
    if (std::string type = table.choice_or("type", k_types, ""); !type.empty())
        field.type = static_cast<FieldType>(std::ranges::find(k_types, type) - k_types.begin());
    else if (field.label.empty()) table.choice("type", k_types); // a new field says its type
    set_flag(table, "many", field.many);
    set_flag(table, "required", field.required);
    set_texts(table, "required_in", field.required_in);
    read_choices(table, field);
    set_text(table, "to", field.to);
    if (auto least = table.maybe_real("least")) field.least = least;
    if (auto most = table.maybe_real("most")) field.most = most;
    if (auto before = table.maybe_text("not_before")) field.not_before = before;
    field.file_bytes = static_cast<std::uint64_t>(
        std::max<std::int64_t>(0, table.integer_or("file_bytes", static_cast<std::int64_t>(field.file_bytes))));
    set_texts(table, "file_types", field.file_types);
    for (const std::string& type : field.file_types)
        if (std::ranges::find(k_file_types, type) == k_file_types.end())
            throw table.error("file_types", fmt::format("'{}' is none of {}", type, listed(k_file_types)));
    set_roles(table, "read", field.read);
    set_roles(table, "write", field.write);
    set_flag(table, "public", field.is_public);
    set_text(table, "group", field.group);
    if (field.label.empty()) throw table.error("label", "a field must have a label");
    table.done();
}

void read_state(const TomlTable& table, StateDefinition& state) {
    set_text(table, "label", state.label);
    set_text(table, "about", state.about);
    std::string kind = table.choice_or("kind", k_kinds, k_kinds[static_cast<std::size_t>(state.kind)]);
    state.kind = static_cast<StateKind>(std::ranges::find(k_kinds, kind) - k_kinds.begin());
    set_flag(table, "public", state.is_public);
    if (state.label.empty()) throw table.error("label", "a state must have a label");
    table.done();
}

void read_move(const TomlTable& table, MoveDefinition& move) {
    set_text(table, "label", move.label);
    set_texts(table, "from", move.from);
    set_text(table, "to", move.to);
    set_roles(table, "who", move.who);
    set_texts(table, "needs", move.needs);
    set_texts(table, "sets", move.sets);
    set_flag(table, "reason", move.reason);
    set_flag(table, "by_another", move.by_another);
    if (move.label.empty()) throw table.error("label", "a move must have a label");
    if (move.to.empty()) throw table.error("to", "a move must say which state it leads to");
    table.done();
}

void read_rule(const TomlTable& table, DueRule& rule) {
    if (!table.has("rule")) {
        table.maybe_text("rule");
        return;
    }
    std::string text = lower(trim(table.text("rule")));
    int count = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), count);
    std::string unit(trim(std::string_view(end, text.data() + text.size())));
    bool counted = failed == std::errc() && count > 0 && count <= 1000;
    rule.count = counted ? count : 0;
    if (text == "on field") rule.kind = DueRule::Kind::on_field;
    else if (text == "end of quarter") rule.kind = DueRule::Kind::end_of_quarter;
    else if (counted && (unit == "working days" || unit == "working day")) rule.kind = DueRule::Kind::working_days;
    else if (counted && (unit == "days" || unit == "day")) rule.kind = DueRule::Kind::days;
    else if (counted && (unit == "months" || unit == "month")) rule.kind = DueRule::Kind::months;
    else
        throw table.error("rule", fmt::format("'{}' is no rule; write \"on field\", \"end of quarter\", \"20 working "
                                              "days\", \"10 days\" or \"3 months\"",
                                              text));
}

void read_due(const TomlTable& table, DueRule& rule) {
    set_text(table, "label", rule.label);
    read_rule(table, rule);
    set_text(table, "from", rule.from);
    set_text(table, "done", rule.done);
    set_texts(table, "until", rule.until);
    set_flag(table, "repeats", rule.repeats);
    set_text(table, "who", rule.who);
    set_flag(table, "counted", rule.counted);
    if (rule.label.empty()) throw table.error("label", "what is due must have a label");
    if (rule.from.empty()) throw table.error("from", "what is due must name the field it is counted from");
    table.done();
}

void read_score(const TomlTable& table, ScoreDefinition& score) {
    set_text(table, "label", score.label);
    set_text(table, "likelihood", score.likelihood);
    set_text(table, "impact", score.impact);
    table.done();
}

template <typename T, typename Read>
void read_all(const TomlTable& root, std::string_view key, std::vector<T>& all, Read read) {
    std::vector<std::string> seen;
    for (const TomlTable& table : root.tables(key))
        read(table, entry_of(table, all, seen));
}

void read_access(const TomlTable& root, RegisterDefinition& out) {
    if (auto access = root.maybe_table("access")) {
        set_roles(*access, "read", out.read);
        set_roles(*access, "create", out.create);
        set_roles(*access, "edit", out.edit);
        set_flag(*access, "restricted", out.restricted);
        access->done();
    }
    if (auto open = root.maybe_table("public")) {
        out.is_public = open->boolean_or("published", true);
        set_flag(*open, "history", out.public_history);
        set_text(*open, "from", out.public_from);
        set_flag(*open, "counter", out.counter);
        open->done();
    }
}

/// Reads a file's root into what its preset gave, or into nothing.
void read_into(const TomlTable& root, RegisterDefinition& out) {
    if (root.has("id")) out.id = id_of(root);
    else if (out.id.empty()) root.text("id");
    set_text(root, "title", out.title);
    set_text(root, "singular", out.singular);
    set_text(root, "about", out.about);
    set_text(root, "number", out.number);
    set_text(root, "heading", out.heading);
    set_text(root, "area", out.area);
    set_text(root, "owner", out.owner);
    set_text(root, "items", out.items);
    set_text(root, "group", out.group);
    set_texts(root, "columns", out.columns);
    set_texts(root, "filters", out.filters);
    set_flag(root, "draws", out.draws);
    read_access(root, out);
    read_all(root, "field", out.fields, read_field);
    read_all(root, "state", out.states, read_state);
    read_all(root, "move", out.moves, read_move);
    read_all(root, "due", out.due, read_due);
    read_all(root, "score", out.scores, read_score);
    root.done();
}

RegisterDefinition read_one(const fs::path& file, const fs::path& presets) {
    TomlTable root = read_toml(file);
    RegisterDefinition out;
    if (auto use = root.maybe_text("use")) {
        fs::path preset = presets / "registers" / (slug(*use) + ".toml");
        if (!fs::exists(preset)) {
            std::vector<std::string> names;
            if (fs::is_directory(presets / "registers"))
                for (const fs::path& path : files_below(presets / "registers"))
                    names.push_back(path.stem().string());
            auto near = nearest(*use, names);
            throw root.error("use",
                             fmt::format("there is no preset '{}'; {}", *use,
                                         near ? fmt::format("is '{}' meant?", *near) : "there are " + listed(names)));
        }
        read_into(read_toml(preset), out);
    }
    read_into(root, out);
    out.file = file;
    if (out.id != file.stem().string())
        throw root.error("id", fmt::format("register '{}' must stand in {}.toml, not in {}", out.id, out.id,
                                           file.filename().string()));
    check_definition(root, out);
    return out;
}

} // namespace

RegisterDefinitions read_registers(const fs::path& workspace, const fs::path& presets) {
    std::vector<RegisterDefinition> all;
    if (fs::is_directory(workspace / "registers"))
        for (const fs::path& file : files_below(workspace / "registers"))
            if (file.extension() == ".toml") all.push_back(read_one(file, presets));
    check_links(all);
    return RegisterDefinitions(std::move(all));
}

RegisterDefinition parse_register(std::string_view toml, std::string_view name) {
    TomlTable root = parse_toml(toml, name);
    RegisterDefinition out;
    out.file = fs::path(name);
    read_into(root, out);
    check_definition(root, out);
    return out;
}

} // namespace peelian
