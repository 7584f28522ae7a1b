// SPDX-License-Identifier: MIT
// Verification: the chain of hashes first, then what stands against what the events say.
#include "base/text.hpp"
#include "registers/numbering.hpp"
#include "registers/projections.hpp"

#include <algorithm>
#include <array>

namespace peelian {
namespace {

/// Names of k_record_columns for people, in the same order.
constexpr std::array k_column_names{"register",
                                    "id",
                                    "number",
                                    "version",
                                    "state",
                                    "fields",
                                    "reasons for withholding",
                                    "moves",
                                    "time it was made",
                                    "name of who made it",
                                    "account that made it",
                                    "time of its last change",
                                    "name of who changed it last",
                                    "last event"};
constexpr std::size_t k_fields_column = 5;

class Verifier {
public:
    Verifier(StoreConnection& connection, const RegisterDefinitions& definitions, std::span<const LogHead> expected)
        : connection_(connection),
          definitions_(definitions),
          expected_(expected),
          replay_(registers_with_records(connection, definitions)) {
        found_.head = {0, std::string(64, '0')};
        for (const RegisterDefinition& definition : definitions.all()) {
            if (projections_are_of(connection, definition)) current_.insert(definition.id);
            else note_other_definition(definition);
        }
    }
    LogVerification all() {
        each_event(connection_, [this](const LogEvent& event) { take(event); });
        check_expected();
        check_records();
        for (const RegisterDefinition& definition : definitions_.all())
            check_projections(definition);
        return std::move(found_);
    }

private:
    template <typename... T> void fault(fmt::format_string<T...> text, T&&... args) {
        found_.faults.push_back(fmt::format(text, std::forward<T>(args)...));
    }
    void note_other_definition(const RegisterDefinition& definition) {
        if (connection_.run("select 1 from records where register = $1 limit 1", {definition.id}).empty()) return;
        found_.notes.push_back(fmt::format("Links and due dates of {} were made with another definition than the "
                                           "workspace's; they are made anew at the next change",
                                           definition.id));
    }
    void take(const LogEvent& event);
    void check_expected();
    void check_records();
    void check_row(std::span<const SqlValue> row);
    void check_projections(const RegisterDefinition& definition);
    template <typename Item>
    void compare(const RegisterDefinition& definition, std::string_view what, const std::string& record,
                 const std::set<Item>& should, const std::set<Item>& is) {
        if (should == is) return;
        fault("{} of {}/{} are not what its events make them ({} stored, {} expected)", what, definition.id, record,
              is.size(), should.size());
    }

    StoreConnection& connection_;
    const RegisterDefinitions& definitions_;
    std::span<const LogHead> expected_;
    LogReplay replay_;
    LogVerification found_;
    std::set<std::string> current_; // registers whose links and due dates were made with their definition
    Moment last_at_ = 0;
    std::set<std::pair<std::string, std::string>> unread_; // records with an event that cannot be read
    std::set<std::pair<std::string, std::string>> seen_;
};

void Verifier::take(const LogEvent& event) {
    LogHead& head = found_.head;
    if (event.number != head.number + 1)
        fault("The log goes from event {} to event {}: what was between is missing", head.number, event.number);
    if (event.previous != head.hash)
        fault("Event {} does not follow on event {}: the hash it names is not that event's", event.number, head.number);
    if (event_hash(event) != event.hash)
        fault("Event {} ({}/{}, {}) is not what its hash was made of: it was changed afterwards", event.number,
              event.register_id, event.record, event.action);
    if (found_.events > 0 && event.at < last_at_)
        found_.notes.push_back(fmt::format("The clock went back from {} to {} before event {}", moment_text(last_at_),
                                           moment_text(event.at), event.number));
    for (const LogHead& expected : expected_)
        if (expected.number == event.number && expected.hash != event.hash)
            fault("Event {} has the hash {}, but {} was noted for it: the log was rewritten at or before it",
                  event.number, event.hash, expected.hash);
    try {
        replay_.take(event);
    } catch (const Error& error) {
        fault("Event {} ({}/{}) cannot be read: {}", event.number, event.register_id, event.record, error.what());
        unread_.insert({event.register_id, event.record});
    }
    ++found_.events;
    last_at_ = event.at;
    head = {event.number, event.hash};
}

void Verifier::check_expected() {
    for (const LogHead& expected : expected_)
        if (expected.number > found_.head.number)
            fault("The log ends with event {}, but event {} was noted with the hash {}: the end of the log is missing",
                  found_.head.number, expected.number, expected.hash);
}

void Verifier::check_records() {
    static const std::string sql = fmt::format("select {}, series, serial from records", k_record_columns);
    auto take_row = [](void* who, std::span<const SqlValue> row) {
        static_cast<Verifier*>(who)->check_row(row);
        return true;
    };
    connection_.each(sql, {}, take_row, this);
    for (const auto& [key, held] : replay_.records())
        if (!seen_.contains(key) && !unread_.contains(key))
            fault("The record {}/{} is missing, though the log has its events", key.first, key.second);
}

/// "fields (title, cost)" where both sides can be read.
std::string differing_fields(const SqlValue& is, const SqlValue& should) {
    try {
        Values a = parse_values(is.value_or("")), b = parse_values(should.value_or(""));
        std::vector<std::string> names;
        for (const auto& [field, value] : a)
            if (auto other = b.find(field); other == b.end() || other->second != value) names.push_back(field);
        for (const auto& [field, value] : b)
            if (!a.contains(field)) names.push_back(field);
        return names.empty() ? "fields (as they are written)" : fmt::format("fields ({})", join(names, ", "));
    } catch (const Error&) {
        return "fields (not readable)";
    }
}

void Verifier::check_row(std::span<const SqlValue> row) {
    std::pair<std::string, std::string> key{row[0].value_or(""), row[1].value_or("")};
    seen_.insert(key);
    if (unread_.contains(key)) return; // said already; there is nothing to hold it against
    auto held = replay_.records().find(key);
    if (held == replay_.records().end()) {
        fault("The record {}/{} is in the store, but no event made it", key.first, key.second);
        return;
    }
    auto should = row_of(held->second.record, held->second.event);
    const RegisterDefinition* definition = definitions_.find(key.first);
    std::vector<std::string> wrong;
    for (std::size_t i = 0; i < should.size(); ++i)
        if (row[i] != should[i])
            wrong.push_back(i == k_fields_column ? differing_fields(row[i], should[i]) : k_column_names[i]);
    if (definition && current_.contains(key.first)) {
        auto serial = parse_number(definition->number, held->second.record.number);
        SqlValue series = serial ? SqlValue(serial->series) : SqlValue();
        SqlValue n = serial ? SqlValue(std::to_string(serial->n)) : SqlValue();
        if (row[should.size()] != series || row[should.size() + 1] != n) wrong.emplace_back("place in its series");
    }
    if (!wrong.empty())
        fault("The record {}/{} is not what its events say: its {} differ{}", key.first, key.second, listed(wrong),
              wrong.size() == 1 && wrong[0].rfind("fields", 0) != 0 ? "s" : "");
}

void Verifier::check_projections(const RegisterDefinition& definition) {
    if (!current_.contains(definition.id)) return;
    std::map<std::string, std::set<RecordLink>> links;
    SqlRows rows =
        connection_.run("select record, field, kind, target from links where register = $1", {definition.id});
    for (std::size_t i = 0; i < rows.size(); ++i)
        links[rows.text(i, 0)].insert({rows.text(i, 1), rows.text(i, 2), rows.text(i, 3)});
    std::map<std::string, std::set<RecordDue>> due;
    rows = connection_.run("select record, rule, due, who from due where register = $1", {definition.id});
    for (std::size_t i = 0; i < rows.size(); ++i)
        due[rows.text(i, 0)].insert({rows.text(i, 1), rows.text(i, 2), rows.text(i, 3)});

    for (const auto& [key, held] : replay_.records()) {
        if (key.first != definition.id || unread_.contains(key)) continue;
        compare(definition, "Links", key.second, links_of(definition, held.record), links[key.second]);
        compare(definition, "Due dates", key.second, due_of(definition, held.record), due[key.second]);
        links.erase(key.second);
        due.erase(key.second);
    }
    for (const auto& [record, left] : links)
        if (!unread_.contains({definition.id, record}))
            fault("{}/{} has links in the store, but no event made it", definition.id, record);
    for (const auto& [record, left] : due)
        if (!unread_.contains({definition.id, record}))
            fault("{}/{} has due dates in the store, but no event made it", definition.id, record);
}

} // namespace

LogVerification verify_log(StoreConnection& connection, const RegisterDefinitions& definitions,
                           std::span<const LogHead> expected) {
    return Verifier(connection, definitions, expected).all();
}

} // namespace peelian
