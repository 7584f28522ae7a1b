// SPDX-License-Identifier: MIT
#include "registers/record_shelf.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace peelian {
namespace {

void add_text(std::vector<std::pair<Roles, std::string>>& texts, Roles readers, std::string_view text) {
    auto place = std::ranges::find(texts, readers, &std::pair<Roles, std::string>::first);
    if (place == texts.end()) place = texts.insert(texts.end(), {readers, {}});
    place->second += text;
    place->second += '\n'; // words do not run on from one field to the next
}

std::string readable(const FieldDefinition& field, const std::string& text) {
    auto choice = std::ranges::find(field.choices, text, &FieldChoice::id);
    return choice == field.choices.end() ? text : choice->label;
}

std::shared_ptr<const ShelvedRecord> shelved(const RegisterDefinition& definition, std::span<const SqlValue> row) {
    auto shelf = std::make_shared<ShelvedRecord>();
    shelf->record = record_of(row);
    shelf->event = std::stoll(row.back().value_or("0"));
    const Record& record = shelf->record;
    for (const RecordDue& item : due_of(definition, record))
        if (!shelf->due || item.due < *shelf->due) shelf->due = item.due;

    add_text(shelf->texts, k_every_role, record.number);
    add_text(shelf->texts, k_every_role, record.id);
    if (const StateDefinition* state = definition.state(record.state))
        add_text(shelf->texts, k_every_role, state->label);
    for (const MadeMove& move : record.moves) {
        add_text(shelf->texts, k_every_role, move.note);
        add_text(shelf->texts, k_every_role, move.source);
    }
    for (const FieldDefinition& field : definition.fields)
        if (auto value = record.values.find(field.id); value != record.values.end())
            for (const std::string& text : value->second)
                add_text(shelf->texts, field.read, readable(field, text));
    for (auto& [readers, text] : shelf->texts)
        text = folded(text);
    return shelf;
}

} // namespace

std::string folded(std::string_view text) {
    std::string out = lower(text);
    for (std::size_t i = 0; i + 1 < out.size(); ++i) {
        auto next = static_cast<unsigned char>(out[i + 1]);
        if (out[i] == '\xC3' && next >= 0x80 && next <= 0x9E && next != 0x97)
            out[i + 1] = static_cast<char>(next + 0x20);
    }
    return out;
}

const ShelvedRecord* RegisterShelf::find(std::string_view id) const {
    auto place =
        std::ranges::lower_bound(records, id, {}, [](const auto& one) -> std::string_view { return one->record.id; });
    return place != records.end() && (*place)->record.id == id ? place->get() : nullptr;
}

std::shared_ptr<const RegisterShelf> RecordShelf::get(StoreConnection& connection,
                                                      const RegisterDefinition& definition) {
    // The end of the log is read before the records: what is written between is read once more next time.
    std::int64_t event = log_head(connection).number;
    std::int64_t rebuilt = connection.run("select max(number) from rebuilds").integer(0, 0);
    std::shared_ptr<const RegisterShelf> before;
    {
        std::lock_guard lock(mutex_);
        before = shelves_[definition.id];
    }
    if (before && before->event == event && before->rebuilt == rebuilt) return before;

    bool anew = !before || before->rebuilt != rebuilt || before->event > event;
    auto now = std::make_shared<RegisterShelf>();
    now->event = event;
    now->rebuilt = rebuilt;
    if (!anew) now->records = before->records;
    static const std::string sql =
        fmt::format("select {} from records where register = $1 and event > $2", k_record_columns);
    SqlRows rows = connection.run(sql, {definition.id, std::to_string(anew ? -1 : before->event)});
    auto by_id = [](const auto& a, const auto& b) { return a->record.id < b->record.id; };
    std::vector<std::shared_ptr<const ShelvedRecord>> changed;
    for (const auto& row : rows.rows)
        changed.push_back(shelved(definition, row));
    std::ranges::sort(changed, by_id);
    if (!changed.empty()) {
        // The same id from both: set_union takes the first, which is the newer.
        std::vector<std::shared_ptr<const ShelvedRecord>> all;
        all.reserve(now->records.size() + changed.size());
        std::ranges::set_union(changed, now->records, std::back_inserter(all), by_id);
        now->records = std::move(all);
    }
    std::lock_guard lock(mutex_);
    auto& kept = shelves_[definition.id];
    if (!kept || kept->event <= event || kept->rebuilt != rebuilt) kept = now;
    return now;
}

} // namespace peelian
