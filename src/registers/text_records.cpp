// SPDX-License-Identifier: MIT
#include "registers/text_records.hpp"

#include "base/month.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"

#include <algorithm>
#include <set>

namespace peelian {
namespace fs = std::filesystem;
namespace {

/// A day, or a month's last.
Day day_of(const TomlTable& table, std::string_view key) {
    std::string text = table.text(key);
    if (std::optional<Day> day = Day::parse(text)) return *day;
    if (std::optional<Month> month = text.size() == 7 ? Month::parse(text) : std::nullopt)
        return *Day::of(month->year(), month->month(), month->days());
    throw table.error(key, fmt::format("'{}' is neither a day nor a month; write \"2017-12-31\" or \"2017-12\"", text));
}

/// A field's texts, whatever TOML type they are written in.
FieldValue texts_of(const TomlTable& table, const FieldDefinition& field) {
    if (field.type == FieldType::number || field.type == FieldType::money)
        if (std::optional<std::string> number = table.maybe_number_text(field.id)) return {*number};
    if (field.type == FieldType::yes_no)
        if (std::optional<bool> flag = table.maybe_boolean(field.id)) return {*flag ? "yes" : "no"};
    return table.texts(field.id);
}

void read_moves(const TomlTable& table, const RegisterDefinition& definition, Record& record) {
    std::vector<std::string> states;
    for (const StateDefinition& state : definition.states)
        states.push_back(state.id);
    for (const TomlTable& entry : table.tables("move")) {
        MadeMove move;
        move.to = entry.choice("to", states);
        move.on = day_of(entry, "on");
        move.note = trim(entry.text_or("note", ""));
        move.source = trim(entry.text_or("source", ""));
        entry.done();
        if (!record.moves.empty() && move.on < record.moves.back().on)
            throw entry.error("on", fmt::format("'{}' has a move on {} after one on {}; write them in order of time",
                                                record.id, move.on.to_string(), record.moves.back().on.to_string()));
        record.state = move.to;
        record.moves.push_back(std::move(move));
    }
}

/// `state`, for records whose moves nobody knows; where there are moves it says what they come to.
void read_state(const TomlTable& table, const RegisterDefinition& definition, Record& record) {
    std::vector<std::string> states;
    for (const StateDefinition& state : definition.states)
        states.push_back(state.id);
    std::string given = table.choice_or("state", states, record.state);
    if (!record.moves.empty() && given != record.state)
        throw table.error("state",
                          fmt::format("'{}' is '{}' after its last move, not '{}'", record.id, record.state, given));
    record.state = given;
}

Record read_one(const TomlTable& table, const RegisterDefinition& definition, std::vector<std::string>& problems) {
    Record record;
    record.register_id = definition.id;
    record.number = trim(table.text_or("number", ""));
    record.id = table.text_or("id", slug(record.number));
    if (record.id.empty() || record.id != slug(record.id))
        throw table.error("id", fmt::format("a record needs an 'id' of small letters, digits and hyphens{}, not '{}'",
                                            definition.number.empty() ? "" : ", or a 'number'", record.id));
    record.version = 1;
    record.state = definition.states.front().id;
    auto say = [&](const std::string& message) {
        problems.push_back(fmt::format("{}:{}: '{}': {}", table.file(), table.line(), record.id, message));
    };
    for (const FieldDefinition& field : definition.fields) {
        FieldValue values;
        for (const std::string& text : texts_of(table, field)) {
            Canonical read = canonical(field, text);
            if (!read.problem.empty()) say(read.problem);
            else if (!read.value.empty()) values.push_back(std::move(read.value));
        }
        if (!values.empty()) record.values[field.id] = std::move(values);
    }
    if (auto withheld = table.maybe_table("withheld"))
        for (const std::string& key : withheld->keys()) {
            const FieldDefinition* field = definition.field(key);
            if (field == nullptr || !field->is_public)
                throw withheld->error(key, fmt::format("'{}' is no public field of {}", key, definition.id));
            record.withheld[key] = trim(withheld->text(key));
            if (record.withheld[key].empty()) throw withheld->error(key, "say why it is withheld");
        }
    read_moves(table, definition, record);
    read_state(table, definition, record);
    table.done();
    return record;
}

} // namespace

std::vector<Record> read_text_records(const fs::path& file, const RegisterDefinition& definition,
                                      const References& references) {
    TomlTable root = read_toml(file);
    std::vector<Record> records;
    std::vector<std::string> problems;
    std::set<std::string, std::less<>> ids, numbers;
    std::vector<TomlTable> tables = root.tables("record");
    root.done();
    for (const TomlTable& table : tables) {
        Record record = read_one(table, definition, problems);
        if (!ids.insert(record.id).second) throw table.error("id", fmt::format("'{}' is there twice", record.id));
        if (!record.number.empty() && !numbers.insert(record.number).second)
            throw table.error("number", fmt::format("'{}' is there twice", record.number));
        records.push_back(std::move(record));
    }
    // Records may link to others of the same file, whatever their order.
    References within = references;
    if (references.exists)
        within.exists = [&](std::string_view kind, std::string_view id) {
            return kind == definition.id ? ids.contains(id) : references.exists(kind, id);
        };
    for (std::size_t i = 0; i < records.size(); ++i)
        for (const FieldProblem& p : problems_of(definition, nullptr, records[i], {}, within, Day()))
            problems.push_back(
                fmt::format("{}:{}: '{}': {}", tables[i].file(), tables[i].line(), records[i].id, p.message));
    if (!problems.empty()) {
        std::size_t more = problems.size() > 50 ? problems.size() - 50 : 0;
        problems.resize(std::min<std::size_t>(problems.size(), 50));
        throw Error::input("{}{}", join(problems, "\n"), more > 0 ? fmt::format("\nand {} more", more) : "");
    }
    return records;
}

} // namespace peelian
