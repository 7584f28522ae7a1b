// SPDX-License-Identifier: MIT
#include "registers/projections.hpp"

namespace peelian {
namespace {

void note_projection(StoreConnection& connection, const RegisterDefinition& definition) {
    connection.run("delete from projections where register = $1", {definition.id});
    connection.run("insert into projections(register, definition) values ($1, $2)",
                   {definition.id, projection_hash(definition)});
}

void refresh_register(StoreConnection& connection, const RegisterDefinition& definition) {
    static const std::string sql = fmt::format("select {} from records where register = $1", k_record_columns);
    SqlRows rows = connection.run(sql, {definition.id});
    for (std::size_t i = 0; i < rows.size(); ++i)
        save_projections(connection, definition, record_of(rows.rows[i]), rows.integer(i, rows.rows[i].size() - 1));
    note_projection(connection, definition);
}

} // namespace

void LogReplay::take(const LogEvent& event) {
    if (!registers_.contains(event.register_id)) return;
    Held& held = records_[{event.register_id, event.record}];
    take_step(held.record, parse_step(event.change), event);
    held.event = event.number;
}

std::set<std::string> registers_with_records(StoreConnection& connection, const RegisterDefinitions& definitions) {
    std::set<std::string> registers;
    for (const RegisterDefinition& definition : definitions.all())
        registers.insert(definition.id);
    SqlRows rows = connection.run("select distinct register from records");
    for (std::size_t i = 0; i < rows.size(); ++i)
        registers.insert(rows.text(i, 0));
    return registers;
}

void each_event(StoreConnection& connection, const std::function<void(const LogEvent&)>& take) {
    static const std::string sql = fmt::format("select {} from events order by number", k_event_columns);
    auto give = [](void* who, std::span<const SqlValue> row) {
        (*static_cast<const std::function<void(const LogEvent&)>*>(who))(event_of(row));
        return true;
    };
    connection.each(sql, {}, give, const_cast<std::function<void(const LogEvent&)>*>(&take));
}

bool projections_are_of(StoreConnection& connection, const RegisterDefinition& definition) {
    return !connection
                .run("select 1 from projections where register = $1 and definition = $2",
                     {definition.id, projection_hash(definition)})
                .empty();
}

void refresh_projections(StoreConnection& connection, const RegisterDefinitions& definitions) {
    auto stale = [&](const RegisterDefinition& definition) { return !projections_are_of(connection, definition); };
    bool any = false;
    for (const RegisterDefinition& definition : definitions.all())
        any = any || stale(definition);
    if (!any) return;
    Transaction change(connection);
    for (const RegisterDefinition& definition : definitions.all())
        if (stale(definition)) refresh_register(connection, definition);
    change.commit();
}

void rebuild_from_log(StoreConnection& connection, const RegisterDefinitions& definitions) {
    LogReplay replay(registers_with_records(connection, definitions));
    each_event(connection, [&](const LogEvent& event) {
        try {
            replay.take(event);
        } catch (const Error& error) {
            throw Error::io("Event {} of the log cannot be read: {}", event.number, error.what())
                .hint("Restore the log from a copy; 'peelian verify' names all that is damaged.");
        }
    });
    for (const char* table : {"links", "due", "records", "projections"})
        connection.run(fmt::format("delete from {}", table));
    for (const auto& [key, held] : replay.records())
        save_record(connection, definitions.find(key.first), nullptr, held.record, held.event);
    for (const RegisterDefinition& definition : definitions.all())
        note_projection(connection, definition);
    connection.run("insert into rebuilds(number) select max(number) + 1 from rebuilds");
}

} // namespace peelian
