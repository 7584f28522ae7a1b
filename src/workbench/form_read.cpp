// SPDX-License-Identifier: MIT
// What was typed into a form, as values.
#include "base/text.hpp"
#include "workbench/form_fields.hpp"

#include <algorithm>

namespace peelian {

namespace {

constexpr std::string_view k_day_parts[] = {".day", ".month", ".year"};
constexpr std::string_view k_month_parts[] = {".month", ".year"};

std::span<const std::string_view> parts_of(const FieldDefinition& field) {
    if (field.type == FieldType::date) return k_day_parts;
    if (field.type == FieldType::month) return k_month_parts;
    return {};
}

std::string box_name(const FieldDefinition& field) { return "f." + field.id; }

void take(const http::Parameters& form, const std::string& name, FormState& state) {
    if (auto all = form.every(name); !all.empty()) state.boxes[name] = std::move(all);
}

const std::string& box(const FormState& state, const std::string& name, std::size_t n) {
    static const std::string nothing;
    auto found = state.boxes.find(name);
    return found != state.boxes.end() && n < found->second.size() ? found->second[n] : nothing;
}

std::size_t box_count(const FormState& state, const FieldDefinition& field) {
    std::size_t most = 0;
    auto count = [&](const std::string& name) {
        if (auto found = state.boxes.find(name); found != state.boxes.end())
            most = std::max(most, found->second.size());
    };
    count(box_name(field));
    for (std::string_view part : parts_of(field))
        count(box_name(field) + std::string(part));
    return most;
}

/// Day, month and year as one text; a problem when some of it is missing. Empty: nothing was typed.
Canonical joined(const FormState& state, const FieldDefinition& field, std::size_t n) {
    std::vector<std::string> texts, missing;
    for (std::string_view part : parts_of(field)) {
        texts.emplace_back(trim(box(state, box_name(field) + std::string(part), n)));
        if (texts.back().empty()) missing.push_back(fmt::format("a {}", part.substr(1)));
    }
    if (missing.size() == texts.size()) return {};
    if (!missing.empty()) return {"", fmt::format("{} must include {}", capital(field.label), listed(missing))};
    if (field.type == FieldType::date) return {join(texts, "/"), ""};
    return {fmt::format("{}-{}{}", texts[1], texts[0].size() == 1 ? "0" : "", texts[0]), ""};
}

/// The id of what was typed as a name: "Camden", "PCD 132". As it is where nothing fits, for canonical to refuse.
std::string resolved(Labels& labels, const FieldDefinition& field, const std::string& text) {
    if (field.type != FieldType::area && field.type != FieldType::link) return text;
    PickList list = labels.picks(field, text);
    const FieldChoice* begins = nullptr;
    std::size_t count = 0;
    for (const FieldChoice& choice : list.choices) {
        if (choice.id == text || same_text(choice.label, text)) return choice.id;
        std::string start = lower(text);
        if (lower(choice.label).starts_with(start + " ") || lower(choice.label).starts_with(start + ",")) {
            begins = &choice;
            ++count;
        }
    }
    return count == 1 ? begins->id : text;
}

void read_field(Labels& labels, const FieldDefinition& field, FormState& state) {
    FieldValue& values = state.values[field.id];
    for (std::size_t n = 0, count = box_count(state, field); n < count; ++n) {
        Canonical text =
            parts_of(field).empty() ? Canonical{box(state, box_name(field), n), ""} : joined(state, field, n);
        if (text.problem.empty() && trim(text.value).empty()) continue;
        if (text.problem.empty() && field.type != FieldType::file)
            text = canonical(field, resolved(labels, field, std::string(trim(text.value))));
        if (field.type == FieldType::file && !has_file(labels.visit(), text.value))
            text.problem = "One of the files is not in the store: choose it again";
        if (!text.problem.empty()) {
            state.problems.push_back({field.id, text.problem});
            continue;
        }
        if (text.value.empty() || std::find(values.begin(), values.end(), text.value) != values.end()) continue;
        if (!field.many) values.clear(); // a choice that was looked for stands after the box it replaces
        values.push_back(text.value);
    }
}

void read_files(const Visit& visit, const FieldDefinition& field, FormState& state) {
    FieldValue& kept = state.boxes[box_name(field)];
    for (const http::FormFile& file : visit.request.files) {
        if (file.field != box_name(field) || (file.name.empty() && file.bytes.empty())) continue;
        Canonical stored = keep_file(visit, field, file);
        if (!stored.problem.empty()) {
            state.problems.push_back({field.id, stored.problem});
            continue;
        }
        if (!field.many) kept.clear();
        kept.push_back(stored.value);
    }
}

} // namespace

FieldList fields_to_fill(const Visit& visit, const RegisterDefinition& definition) {
    FieldList fields;
    for (const FieldDefinition& field : definition.fields)
        if (may_read(visit.actor, field) && may_write(visit.actor, definition, field)) fields.push_back(&field);
    return fields;
}

FormState state_of(const FieldList& fields, const Values& values) {
    FormState state;
    for (const FieldDefinition* field : fields) {
        auto found = values.find(field->id);
        if (found == values.end()) continue;
        state.values[field->id] = found->second;
        for (const std::string& value : found->second) {
            auto pieces = split(value, '-');
            if (parts_of(*field).empty() || pieces.size() < parts_of(*field).size()) {
                state.boxes[box_name(*field)].push_back(value);
                continue;
            }
            // YYYY-MM-DD without the noughts that nobody types.
            auto plain = [](std::string text) { return text.starts_with('0') ? text.substr(1) : text; };
            if (field->type == FieldType::date) state.boxes[box_name(*field) + ".day"].push_back(plain(pieces[2]));
            state.boxes[box_name(*field) + ".month"].push_back(plain(pieces[1]));
            state.boxes[box_name(*field) + ".year"].push_back(pieces[0]);
        }
    }
    return state;
}

FormState read_state(Labels& labels, const FieldList& fields) {
    const Visit& visit = labels.visit();
    const http::Parameters& form = visit.request.form;
    FormState state;
    state.find = form.get("find");
    if (!state.find.empty()) state.words = form.get("look." + state.find);
    auto on = form.every("on");
    for (const FieldDefinition* field : fields) {
        if (std::find(on.begin(), on.end(), field->id) == on.end()) continue;
        take(form, box_name(*field), state);
        for (std::string_view part : parts_of(*field))
            take(form, box_name(*field) + std::string(part), state);
        if (field->type == FieldType::file) read_files(visit, *field, state);
        read_field(labels, *field, state);
        if (form.get("more") == field->id) // one box more than there were
            state.boxes[box_name(*field) + (parts_of(*field).empty() ? "" : ".year")].resize(box_count(state, *field) +
                                                                                             1);
    }
    return state;
}

bool asks_again(const Visit& visit) {
    const http::Parameters& form = visit.request.form;
    return form.has("more") || form.has("find") || form.get("step") == "back";
}

} // namespace peelian
