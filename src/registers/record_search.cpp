// SPDX-License-Identifier: MIT
// Lists: which records, in what order. Fields that a person may not read are not searched, filtered or sorted by,
// as each of these would tell what they hold.
#include "base/text.hpp"
#include "registers/numbering.hpp"
#include "registers/record_shelf.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace peelian {
namespace {

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (char c : folded(text) + ' ') {
        bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space) word += c;
        else if (!word.empty()) words.push_back(std::exchange(word, {}));
    }
    return words;
}

bool holds(const Record& record, std::string_view field, const FieldValue& wanted) {
    auto found = record.values.find(field);
    return std::ranges::any_of(wanted, [&](const std::string& text) {
        if (found == record.values.end() || found->second.empty()) return text.empty();
        return std::ranges::find(found->second, text) != found->second.end();
    });
}

class Wanted {
public:
    Wanted(const Actor& actor, const RegisterDefinition& definition, const RecordQuery& query)
        : actor_(actor),
          definition_(definition),
          query_(query),
          words_(words_of(query.words)) {
        if (query.due_by) due_by_ = query.due_by->to_string();
        for (const auto& [field, wanted] : query.filters)
            if (!may_read(actor, definition.field_at(field))) none_ = true;
        for (std::size_t readers = 0; readers < readable_.size(); ++readers)
            readable_[readers] = may_read(actor, FieldDefinition{.read = static_cast<Roles>(readers)});
    }
    bool operator()(const ShelvedRecord& shelved) const {
        const Record& record = shelved.record;
        if (none_) return false;
        if (!query_.states.empty() && std::ranges::find(query_.states, record.state) == query_.states.end())
            return false;
        if (query_.due_by && (!shelved.due || *shelved.due > due_by_)) return false;
        for (const auto& [field, wanted] : query_.filters)
            if (!wanted.empty() && !holds(record, field, wanted)) return false;
        return may_read(actor_, definition_, record) && says_all(shelved);
    }

private:
    bool says_all(const ShelvedRecord& shelved) const {
        return std::ranges::all_of(words_, [&](const std::string& word) {
            return std::ranges::any_of(shelved.texts, [&](const auto& text) {
                return readable_[text.first] && text.second.find(word) != std::string::npos;
            });
        });
    }

    const Actor& actor_;
    const RegisterDefinition& definition_;
    const RecordQuery& query_;
    std::vector<std::string> words_;
    std::string due_by_;
    std::array<bool, 256> readable_{}; // by the roles that may read a text
    bool none_ = false;
};

/// What a record is sorted by: a number where there is one, then a text. Without either it comes last.
struct Key {
    bool missing = false;
    double number = 0;
    std::string text;
};

std::optional<double> number_of(const std::string& text) {
    double value = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Key key_of_number(const RegisterDefinition& definition, const Record& record) {
    if (record.number.empty()) return {.text = record.id};
    if (auto serial = parse_number(definition.number, record.number))
        return {.number = static_cast<double>(serial->n), .text = {}};
    return {.missing = true, .text = folded(record.number)};
}

Key key_of_field(const FieldDefinition& field, const Record& record) {
    const std::string& text = record.first(field.id);
    if (text.empty()) return {.missing = true};
    if (field.type == FieldType::money || field.type == FieldType::number)
        if (auto number = number_of(text)) return {.number = *number};
    if (auto choice = std::ranges::find(field.choices, text, &FieldChoice::id); choice != field.choices.end())
        return {.number = static_cast<double>(choice - field.choices.begin())};
    return {.text = folded(text)};
}

Key key_of(const RegisterDefinition& definition, const FieldDefinition* field, std::string_view sort,
           const ShelvedRecord& shelved) {
    const Record& record = shelved.record;
    if (field) return key_of_field(*field, record);
    if (sort == "changed") return {.number = static_cast<double>(shelved.event)};
    if (sort == "due") return {.missing = !shelved.due, .text = shelved.due.value_or("")};
    if (sort == "state") {
        auto state = std::ranges::find(definition.states, record.state, &StateDefinition::id);
        return {.number = static_cast<double>(state - definition.states.begin())};
    }
    return key_of_number(definition, record);
}

/// Years of a series before its numbers: "2016-17/009" before "2017-18/001".
std::string series_key(const RegisterDefinition& definition, const Record& record) {
    auto serial = parse_number(definition.number, record.number);
    return serial ? serial->series : std::string();
}

using Shelved = const ShelvedRecord*;

void sort_records(const Actor& actor, const RegisterDefinition& definition, std::string_view sort,
                  std::vector<Shelved>& found) {
    bool down = sort.starts_with('-');
    if (down) sort.remove_prefix(1);
    const FieldDefinition* field = nullptr;
    bool own = sort.empty() || sort == "number" || sort == "state" || sort == "changed" || sort == "due";
    if (!own) field = &definition.field_at(sort);
    if (field && !may_read(actor, *field)) {
        field = nullptr;
        sort = {};
    }
    bool by_number = !field && (sort.empty() || sort == "number");
    struct Place {
        Key key;
        std::string series;
        Shelved record;
    };
    std::vector<Place> places;
    places.reserve(found.size());
    for (Shelved one : found)
        places.push_back({key_of(definition, field, sort, *one),
                          by_number ? series_key(definition, one->record) : std::string(), one});
    std::ranges::stable_sort(places, [down](const Place& a, const Place& b) {
        if (a.key.missing != b.key.missing) return b.key.missing; // at the end, whichever way round
        if (a.series != b.series) return down ? b.series < a.series : a.series < b.series;
        if (a.key.number != b.key.number) return down ? b.key.number < a.key.number : a.key.number < b.key.number;
        return down ? b.key.text < a.key.text : a.key.text < b.key.text;
    });
    std::ranges::transform(places, found.begin(), &Place::record);
}

} // namespace

RecordPage search_shelf(const Actor& actor, const RegisterDefinition& definition, const RegisterShelf& shelf,
                        const RecordQuery& query) {
    RecordPage page;
    if (!may_read(actor, definition)) return page;
    Wanted wanted(actor, definition, query);
    std::vector<Shelved> found;
    for (const auto& one : shelf.records)
        if (wanted(*one)) found.push_back(one.get());
    sort_records(actor, definition, query.sort, found);
    page.all = found.size();
    std::size_t from = std::min(query.from, found.size());
    std::size_t count = query.count == 0 ? found.size() - from : std::min(query.count, found.size() - from);
    for (Shelved one : std::span(found).subspan(from, count))
        page.records.push_back(visible_to(actor, definition, one->record));
    return page;
}

} // namespace peelian
