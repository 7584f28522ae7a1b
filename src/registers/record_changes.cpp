// SPDX-License-Identifier: MIT
#include "registers/record_changes.hpp"

#include "base/text.hpp"
#include "registers/numbering.hpp"

#include <algorithm>
#include <array>

namespace peelian {
namespace {

constexpr std::size_t k_longest_id = 80;

/// "two-officers-a-ward", "O1.2": what stands in an address and as a folder's name.
bool is_good_id(std::string_view id) {
    auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
               c == '_';
    };
    return !id.empty() && id.size() <= k_longest_id && id.front() != '.' && std::ranges::all_of(id, good);
}

/// A slug cut at a word, so that addresses stay readable.
std::string short_slug(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::string id = slug(text);
    if (id.size() <= longest) return id;
    std::size_t cut = id.rfind('-', longest);
    id.resize(cut == std::string::npos || cut == 0 ? longest : cut);
    return id;
}

bool is_taken(StoreConnection& connection, std::string_view register_id, std::string_view id) {
    return !connection
                .run("select 1 from records where register = $1 and id = $2",
                     {std::string(register_id), std::string(id)})
                .empty();
}

bool number_is_taken(StoreConnection& connection, std::string_view register_id, std::string_view number) {
    return !connection
                .run("select 1 from records where register = $1 and number = $2",
                     {std::string(register_id), std::string(number)})
                .empty();
}

std::string next_number(StoreConnection& connection, const RegisterDefinition& definition, Day today) {
    // Not max(serial): PostgreSQL, without statistics yet, goes through the whole series for it.
    SqlRows rows =
        connection.run("select serial from records where register = $1 and series = $2 order by serial desc limit 1",
                       {definition.id, series_of(definition.number, today)});
    return numbered(definition.number, today, (rows.empty() ? 0 : rows.integer(0, 0)) + 1);
}

/// The id of a new record: as asked for, else of its number, else of its heading.
/// Words that stand for pages of their own where records have theirs.
bool is_taken_by_a_page(std::string_view id) {
    static constexpr std::array<std::string_view, 8> words{"new",     "import", "export", "draw",
                                                           "figures", "by",     "state",  "page"};
    return std::ranges::find(words, id) != words.end();
}

std::string id_of_new(const ChangeContext& context, const RegisterDefinition& definition, const NewRecord& name,
                      const std::string& number, const RecordChange& change) {
    if (!name.id.empty() && !is_good_id(name.id))
        throw InvalidChange({{"", fmt::format("'{}' cannot name a record; use up to {} letters, digits, hyphens, dots",
                                              name.id, k_longest_id)}});
    std::string id = name.id;
    if (id.empty() && !number.empty()) id = slug(number);
    if (!id.empty()) {
        if (is_taken_by_a_page(id) || is_taken(context.connection, definition.id, id))
            throw Error::conflict("There is a {} '{}' already", definition.singular, id)
                .hint("Give another name, or change the record that is there.");
        return id;
    }
    std::string base = short_slug(first_of(change.values, definition.heading));
    if (base.empty()) base = slug(definition.singular);
    if (base.empty()) base = "record";
    id = base;
    for (int n = 2; is_taken_by_a_page(id) || is_taken(context.connection, definition.id, id); ++n)
        id = fmt::format("{}-{}", base, n);
    return id;
}

/// Links to records are looked up in the same transaction; all else is asked of the workspace.
References with_records(const ChangeContext& context) {
    return {[&context](std::string_view kind, std::string_view id) {
        if (context.definitions.find(kind))
            return context.coming.contains(fmt::format("{}/{}", kind, id)) || is_taken(context.connection, kind, id);
        return !context.references.exists || context.references.exists(kind, id);
    }};
}

/// What of the change is different from what stands.
RecordStep step_of(const Record& before, const RecordChange& change) {
    RecordStep step;
    for (const auto& [field, value] : change.values) {
        auto stands = before.values.find(field);
        if (stands == before.values.end() ? !value.empty() : stands->second != value) step.values[field] = value;
    }
    for (const auto& [field, reason] : change.withhold) {
        auto stands = before.withheld.find(field);
        if (stands == before.withheld.end() ? !reason.empty() : stands->second != reason) step.withhold[field] = reason;
    }
    return step;
}

void check_fields(const ChangeContext& context, const RegisterDefinition& definition, const RecordStep& step) {
    std::vector<FieldProblem> unknown;
    auto check = [&](const std::string& id) {
        const FieldDefinition* field = definition.field(id);
        if (!field) unknown.push_back({"", fmt::format("{} have no field '{}'", definition.title, id)});
        else if (!may_write(context.actor, definition, *field))
            throw Forbidden(fmt::format("'{}' of a {} is not yours to fill", field->label, definition.singular));
    };
    for (const auto& [id, value] : step.values)
        check(id);
    for (const auto& [id, reason] : step.withhold)
        check(id);
    if (!unknown.empty()) throw InvalidChange(std::move(unknown));
}

Day day_of_move(const RecordChange& change, Day today) {
    if (change.on.empty()) return today;
    auto day = Day::parse(change.on);
    if (!day) throw InvalidChange({{"", fmt::format("'{}' is not a day; enter the day as YYYY-MM-DD", change.on)}});
    return *day;
}

/// The move that is asked for, if this person may make it from where the record stands.
const MoveDefinition& allowed_move(const ChangeContext& context, const RegisterDefinition& definition, Record stands,
                                   const std::string& id, bool history) {
    const MoveDefinition* move = definition.move(id);
    if (!move) throw InvalidChange({{"", fmt::format("{} have no move '{}'", definition.title, id)}});
    if (!move->from.empty() && std::ranges::find(move->from, stands.state) == move->from.end()) {
        const StateDefinition* state = definition.state(stands.state);
        throw InvalidChange(
            {{"", fmt::format("'{}' is not a move from '{}'", move->label, state ? state->label : stands.state)}});
    }
    if (history) { // who made the record only tells what others did before
        stands.created_by_id.clear();
        stands.created_by.clear();
        for (MadeMove& made : stands.moves)
            made.by.clear();
    }
    auto open = moves_open_to(context.actor, definition, stands);
    if (std::ranges::find(open, move) == open.end())
        throw Forbidden(fmt::format("'{}' is not yours to do{}", move->label,
                                    move->by_another ? ", or not after what you did with this record before" : ""));
    return *move;
}

void add_move(RecordStep& step, const RegisterDefinition& definition, const Record& before, const MoveDefinition& move,
              const RecordChange& change, Day on) {
    step.moves.push_back({.move = move.id, .to = move.to, .on = on, .note = change.note, .source = change.source});
    for (const std::string& id : move.sets) {
        auto asked = step.values.find(id);
        bool filled = asked == step.values.end() ? !is_empty(before.values, id) : !asked->second.empty();
        if (filled) continue;
        const FieldDefinition* field = definition.field(id);
        bool month = field && field->type == FieldType::month;
        step.values[id] = {month ? on.to_string().substr(0, 7) : on.to_string()};
    }
}

/// What happened before the record was kept here is bound by no move.
void add_past(RecordStep& step, const RegisterDefinition& definition, const RecordChange& change, Day on,
              bool history) {
    if (!history) throw Error::usage("Only an import of new records may tell of states they came to before");
    if (definition.state(change.came_to) == nullptr)
        throw InvalidChange({{"", fmt::format("{} have no state '{}'", definition.title, change.came_to)}});
    step.moves.push_back({.to = change.came_to, .on = on, .note = change.note, .source = change.source});
}

std::vector<FieldProblem> problems_of_due(const RegisterDefinition& definition, const Record& record) {
    std::vector<FieldProblem> problems;
    for (const DueRule& rule : definition.due) {
        try {
            due_on(rule, definition, record);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::input) throw;
            problems.push_back({rule.from, error.what()});
        }
    }
    return problems;
}

/// Checks the record as it would become, writes its event, then the record.
Record write(const ChangeContext& context, const RegisterDefinition& definition, const Record* before,
             std::string_view id, const RecordStep& step, const RecordChange& change) {
    LogEvent event{.at = context.clock.now(),
                   .actor = context.actor.id,
                   .actor_name = context.actor.name,
                   .register_id = definition.id,
                   .record = std::string(id),
                   .action = std::string(context.action),
                   .change = to_json(step),
                   .reason = change.reason};
    if (event.action.empty()) event.action = !before ? "create" : change.move.empty() ? "change" : "move";
    follow_on(event, log_head(context.connection));
    Record after = before ? *before : Record{};
    take_step(after, step, event);
    if (!may_read(context.actor, definition, after))
        throw Forbidden(fmt::format("This {} would be of an area that is not yours", definition.singular));
    auto problems = problems_of(definition, before, after, change, with_records(context), context.clock.today());
    if (problems.empty()) problems = problems_of_due(definition, after);
    if (!problems.empty()) throw InvalidChange(std::move(problems));
    std::int64_t number = event.number;
    write_event(context.connection, std::move(event));
    save_record(context.connection, &definition, before, after, number);
    return after;
}

/// Of fields that both touched; where there is none, of all that changed since.
std::vector<FieldDifference> differences(const ChangeContext& context, const RegisterDefinition& definition,
                                         const Record& current, std::int64_t seen, const RecordChange& change) {
    auto events = events_of(context.connection, definition.id, current.id);
    auto count = std::min<std::size_t>(events.size(), seen < 0 ? 0 : static_cast<std::size_t>(seen));
    Record base = replayed(std::span(events).first(count));
    std::vector<FieldDifference> both, since;
    for (const FieldDefinition& field : definition.fields) {
        auto value = [&](const Values& values) {
            auto found = values.find(field.id);
            return found == values.end() ? FieldValue{} : found->second;
        };
        FieldValue theirs = value(current.values), was = value(base.values);
        if (theirs == was || !may_read(context.actor, field)) continue;
        auto asked = change.values.find(field.id);
        // A form sends what was not touched as well, as it was.
        if (asked == change.values.end() || asked->second == was) since.push_back({field.id, theirs, was});
        else if (asked->second != theirs) both.push_back({field.id, theirs, asked->second});
    }
    return both.empty() ? since : both;
}

} // namespace

Record make_record(const ChangeContext& context, const RegisterDefinition& definition, const NewRecord& name,
                   const RecordChange& change) {
    if (!may_create(context.actor, definition))
        throw Forbidden(fmt::format("You may not make a {}", definition.singular));
    RecordStep step = step_of({}, change);
    check_fields(context, definition, step);
    Day today = context.clock.today(), on = day_of_move(change, today);
    step.number = name.number;
    if (!step.number.empty() && number_is_taken(context.connection, definition.id, step.number))
        throw Error::conflict("There is a {} with the number '{}' already", definition.singular, step.number);
    if (step.number.empty() && !definition.number.empty())
        step.number = next_number(context.connection, definition, today);
    std::string id = id_of_new(context, definition, name, step.number, change);

    MadeMove first{.on = on};
    if (!definition.states.empty()) first.to = definition.states.front().id;
    if (change.move.empty() && change.came_to.empty()) {
        first.note = change.note;
        first.source = change.source;
    }
    step.moves.push_back(first);
    if (!change.move.empty()) {
        Record begun{.register_id = definition.id, .id = id, .number = step.number, .version = 1, .state = first.to};
        begun.values = change.values;
        begun.created_by = context.actor.name;
        begun.created_by_id = context.actor.id;
        const MoveDefinition& move = allowed_move(context, definition, begun, change.move, name.history);
        add_move(step, definition, {}, move, change, on);
    }
    if (!change.came_to.empty()) add_past(step, definition, change, on, name.history);
    return write(context, definition, nullptr, id, step, change);
}

Record record_to_change(const ChangeContext& context, const RegisterDefinition& definition, std::string_view id) {
    auto record = load_record(context.connection, definition.id, id);
    if (!record || !may_read(context.actor, definition, *record))
        throw Error::not_found("There is no {} '{}'", definition.singular, id);
    return std::move(*record);
}

Record change_record(const ChangeContext& context, const RegisterDefinition& definition, Record before,
                     std::int64_t seen, const RecordChange& change, bool history) {
    RecordStep step = step_of(before, change);
    // Who sends a whole form sends fields as they stand too: what is judged is what they would change.
    bool edits = !step.values.empty() || !step.withhold.empty();
    if ((edits || (change.move.empty() && change.came_to.empty())) && !may_edit(context.actor, definition, before))
        throw Forbidden(fmt::format("You may not change this {}", definition.singular));
    if (seen != 0 && seen != before.version) {
        auto differing = differences(context, definition, before, seen, change);
        throw EditConflict(visible_to(context.actor, definition, std::move(before)), std::move(differing));
    }
    check_fields(context, definition, step);
    if (!change.move.empty()) {
        const MoveDefinition& move = allowed_move(context, definition, before, change.move, history);
        add_move(step, definition, before, move, change, day_of_move(change, context.clock.today()));
    }
    if (!change.came_to.empty())
        add_past(step, definition, change, day_of_move(change, context.clock.today()), history);
    if (step.nothing()) return before;
    return write(context, definition, &before, before.id, step, change);
}

} // namespace peelian
