// SPDX-License-Identifier: MIT
#include "registers/records.hpp"

#include "base/text.hpp"
#include "registers/projections.hpp"
#include "registers/record_changes.hpp"
#include "registers/record_shelf.hpp"

#include <algorithm>
#include <tuple>

namespace peelian {

Records::Records(Store& store, const RegisterDefinitions& definitions, References references, const Clock& clock)
    : store_(store),
      definitions_(definitions),
      references_(std::move(references)),
      clock_(clock),
      shelf_(std::make_shared<RecordShelf>()) {}

void Records::be_current(StoreConnection& connection) {
    if (shelf_->projections_are_fresh) return;
    refresh_projections(connection, definitions_);
    shelf_->projections_are_fresh = true;
}

Record Records::create(const Actor& actor, std::string_view register_id, const RecordChange& change,
                       std::string_view id) {
    const RegisterDefinition& definition = definitions_.at(register_id);
    auto db = store_.take();
    be_current(*db);
    Transaction transaction(*db);
    ChangeContext context{*db, definitions_, references_, actor, clock_};
    NewRecord name{.id = definition.number.empty() ? std::string(id) : std::string(), .number = {}};
    Record made = make_record(context, definition, name, change);
    transaction.commit();
    return visible_to(actor, definition, std::move(made));
}

Record Records::change(const Actor& actor, std::string_view register_id, std::string_view id, std::int64_t version,
                       const RecordChange& change) {
    const RegisterDefinition& definition = definitions_.at(register_id);
    if (version < 1) throw Error::input("A change names the version of the record that it was made from");
    auto db = store_.take();
    be_current(*db);
    Transaction transaction(*db);
    ChangeContext context{*db, definitions_, references_, actor, clock_};
    Record changed = change_record(context, definition, record_to_change(context, definition, id), version, change);
    transaction.commit();
    return visible_to(actor, definition, std::move(changed));
}

std::vector<Records::EntryProblem> Records::enter(const Actor& actor, std::span<const Entry> entries, bool dry_run,
                                                  std::string_view action) {
    auto db = store_.take();
    be_current(*db);
    Transaction transaction(*db);
    ChangeContext context{*db, definitions_, references_, actor, clock_, action};
    for (const Entry& entry : entries)
        if (entry.is_new && !(entry.id.empty() && entry.number.empty()))
            context.coming.insert(entry.register_id + '/' + (entry.id.empty() ? slug(entry.number) : entry.id));

    auto enter_one = [&](const Entry& entry) {
        const RegisterDefinition& definition = definitions_.at(entry.register_id);
        std::span<const RecordChange> changes = entry.changes;
        Record record;
        if (entry.is_new) {
            const RecordChange nothing;
            record = make_record(context, definition, {entry.id, entry.number, true},
                                 changes.empty() ? nothing : changes.front());
            changes = changes.subspan(changes.empty() ? 0 : 1);
        } else record = record_to_change(context, definition, entry.id);
        std::int64_t seen = entry.version;
        for (const RecordChange& change : changes) {
            record = change_record(context, definition, std::move(record), seen, change, entry.is_new);
            seen = 0; // what follows builds on what this entry did
        }
    };
    std::vector<EntryProblem> problems;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        try {
            enter_one(entries[i]);
        } catch (const InvalidChange& invalid) {
            problems.push_back({i, invalid.problems});
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::conflict && error.kind() != ErrorKind::not_found) throw;
            problems.push_back({i, {{"", error.what()}}});
        }
    }
    if (problems.empty() && !dry_run) transaction.commit();
    return problems;
}

std::optional<Record> Records::find(const Actor& actor, std::string_view register_id, std::string_view id) {
    const RegisterDefinition& definition = definitions_.at(register_id);
    auto db = store_.take();
    auto record = load_record(*db, register_id, id);
    if (!record || !may_read(actor, definition) || !may_read(actor, definition, *record)) return std::nullopt;
    note_read(*db, actor, definition, id);
    return visible_to(actor, definition, std::move(*record));
}

void Records::note_read(StoreConnection& connection, const Actor& actor, const RegisterDefinition& definition,
                        std::string_view id) {
    if (!definition.restricted) return;
    connection.run("insert into reads(at, actor, register, record) values ($1, $2, $3, $4)",
                   {std::to_string(clock_.now()), actor.id, definition.id, std::string(id)});
}

std::optional<Record> Records::as_of(const Actor& actor, std::string_view register_id, std::string_view id,
                                     std::int64_t event) {
    const RegisterDefinition& definition = definitions_.at(register_id);
    // Who may see it now; then also who might have seen it then.
    if (!find(actor, register_id, id)) return std::nullopt;
    auto db = store_.take();
    auto events = events_of(*db, register_id, id);
    std::erase_if(events, [&](const LogEvent& one) { return one.number > event; });
    if (events.empty()) return std::nullopt;
    Record record = replayed(events);
    if (!may_read(actor, definition, record)) return std::nullopt;
    return visible_to(actor, definition, std::move(record));
}

std::vector<LogEvent> Records::history(const Actor& actor, std::string_view register_id, std::string_view id) {
    const RegisterDefinition& definition = definitions_.at(register_id);
    if (!find(actor, register_id, id)) return {};
    auto db = store_.take();
    auto events = events_of(*db, register_id, id);
    for (LogEvent& event : events)
        hide_fields(actor, definition, event);
    return events;
}

void Records::hide_fields(const Actor& actor, const RegisterDefinition& definition, LogEvent& event) {
    event.change = without_fields(event.change, [&](std::string_view id) {
        const FieldDefinition* field = definition.field(id);
        // Of a field that the register has no more nobody can say who may read it: auditors may.
        return field ? !may_read(actor, *field) : !actor.is(Role::auditor) && !actor.is(Role::administrator);
    });
}

RecordPage Records::search(const Actor& actor, const RecordQuery& query) {
    const RegisterDefinition& definition = definitions_.at(query.register_id);
    auto db = store_.take();
    RecordPage page = search_shelf(actor, definition, *shelf_->get(*db, definition), query);
    if (!page.records.empty()) note_read(*db, actor, definition, "");
    return page;
}

std::vector<Records::LinkFrom> Records::linked_to(const Actor& actor, std::string_view kind, std::string_view id) {
    auto db = store_.take();
    be_current(*db);
    SqlRows rows = db->run("select register, record, field from links where kind = $1 and target = $2",
                           {std::string(kind), std::string(id)});
    std::vector<LinkFrom> links;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const RegisterDefinition* definition = definitions_.find(rows.text(i, 0));
        const FieldDefinition* field = definition ? definition->field(rows.text(i, 2)) : nullptr;
        if (!field || !may_read(actor, *definition) || !may_read(actor, *field)) continue;
        auto record = load_record(*db, definition->id, rows.text(i, 1));
        if (!record || !may_read(actor, *definition, *record)) continue;
        note_read(*db, actor, *definition, record->id);
        links.push_back({field->id, visible_to(actor, *definition, std::move(*record))});
    }
    std::ranges::sort(
        links, {}, [](const LinkFrom& link) { return std::tie(link.record.register_id, link.field, link.record.id); });
    return links;
}

std::vector<DueItem> Records::due(const Actor& actor, std::optional<Day> from, Day to,
                                  std::span<const std::string> who) {
    auto db = store_.take();
    be_current(*db);
    SqlRows rows = db->run("select register, record, rule, due, who from due where due >= $1 and due <= $2",
                           {from ? from->to_string() : std::string(), to.to_string()});
    std::map<std::string, std::shared_ptr<const RegisterShelf>, std::less<>> shelves;
    std::vector<DueItem> items;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const RegisterDefinition* definition = definitions_.find(rows.text(i, 0));
        auto day = Day::parse(rows.text(i, 3));
        if (!definition || !day || !may_read(actor, *definition)) continue;
        if (!who.empty() && std::ranges::find(who, rows.text(i, 4)) == who.end()) continue;
        auto& shelf = shelves[definition->id];
        if (!shelf) shelf = shelf_->get(*db, *definition);
        const ShelvedRecord* shelved = shelf->find(rows.text(i, 1));
        if (!shelved || !may_read(actor, *definition, shelved->record)) continue;
        Record seen = visible_to(actor, *definition, shelved->record);
        items.push_back({definition->id, seen.id, seen.title(*definition), rows.text(i, 2), *day, rows.text(i, 4)});
    }
    std::ranges::sort(items, {},
                      [](const DueItem& item) { return std::tie(item.due, item.register_id, item.record, item.rule); });
    return items;
}

std::vector<LogEvent> Records::changed_since(const Actor& actor, std::int64_t event, std::size_t count) {
    constexpr std::size_t together = 200;
    auto db = store_.take();
    std::map<std::string, std::shared_ptr<const RegisterShelf>, std::less<>> shelves;
    auto shown = [&](const LogEvent& one) {
        const RegisterDefinition* definition = definitions_.find(one.register_id);
        if (!definition || !may_read(actor, *definition)) return false;
        auto& shelf = shelves[definition->id];
        if (!shelf) shelf = shelf_->get(*db, *definition);
        const ShelvedRecord* shelved = shelf->find(one.record);
        return shelved && may_read(actor, *definition, shelved->record);
    };
    static const std::string sql = fmt::format("select {} from events where number > $1 and number <= $2 "
                                               "order by number desc limit {}",
                                               k_event_columns, together);
    std::vector<LogEvent> events;
    std::int64_t before = log_head(*db).number;
    while (events.size() < count) {
        SqlRows rows = db->run(sql, {std::to_string(event), std::to_string(before)});
        if (rows.empty()) break;
        for (const auto& row : rows.rows) {
            LogEvent one = event_of(row);
            before = one.number - 1;
            if (events.size() == count || !shown(one)) continue;
            hide_fields(actor, definitions_.at(one.register_id), one);
            events.push_back(std::move(one));
        }
    }
    return events;
}

std::vector<std::pair<std::string, std::size_t>> Records::counts(const Actor& actor, std::string_view register_id) {
    const RegisterDefinition& definition = definitions_.at(register_id);
    std::vector<std::pair<std::string, std::size_t>> counts;
    for (const StateDefinition& state : definition.states)
        counts.emplace_back(state.id, 0);
    if (!may_read(actor, definition)) return counts;
    auto db = store_.take();
    // Held while it is looked at: another thread may put a newer one in its place.
    std::shared_ptr<const RegisterShelf> shelf = shelf_->get(*db, definition);
    for (const auto& shelved : shelf->records) {
        if (!may_read(actor, definition, shelved->record)) continue;
        const std::string& state = shelved->record.state;
        auto place = std::ranges::find(counts, state, &std::pair<std::string, std::size_t>::first);
        if (place == counts.end()) counts.emplace_back(state, 1); // a state that the definition has no more
        else ++place->second;
    }
    return counts;
}

std::vector<Record> Records::all(std::string_view register_id) {
    static const std::string sql = fmt::format("select {} from records where register = $1", k_record_columns);
    auto db = store_.take();
    SqlRows rows = db->run(sql, {std::string(register_id)});
    std::vector<Record> records;
    records.reserve(rows.size());
    for (const auto& row : rows.rows)
        records.push_back(record_of(row));
    std::ranges::sort(records, {}, &Record::id);
    return records;
}

LogHead Records::head() { return log_head(*store_.take()); }

LogVerification Records::verify(std::span<const LogHead> expected) {
    auto db = store_.take();
    ReadView view(*db);
    return verify_log(*db, definitions_, expected);
}

void Records::rebuild() {
    auto db = store_.take();
    Transaction change(*db);
    rebuild_from_log(*db, definitions_);
    change.commit();
}

} // namespace peelian
