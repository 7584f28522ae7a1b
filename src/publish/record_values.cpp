// SPDX-License-Identifier: MIT
#include "publish/record_values.hpp"

#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace peelian {
namespace {

ShownValue shown_plan(const SiteContext& site, const std::string& id) {
    for (const PlanObjective& o : site.content.objectives)
        if (o.id == id) return {o.title, address::objective(o.id), o.id};
    for (const PlanOutcome& o : site.content.outcomes)
        if (o.id == id) return {o.title, address::outcome(o.objective, o.id), o.id};
    return {id, {}, {}};
}

ShownValue shown_area(const SiteContext& site, const std::string& code) {
    auto area = site.content.areas.find(code);
    if (!area) return {code, {}, {}};
    return {site.area(*area).name, address::area(site.area(*area).code), {}};
}

std::string choice_words(const FieldDefinition& field, const std::string& value) {
    for (const FieldChoice& choice : field.choices)
        if (choice.id == value) return choice.label;
    return value;
}

ShownValue shown_value(const SiteContext& site, const FieldDefinition& field, const std::string& value) {
    switch (field.type) {
    case FieldType::date: return {date_words(value), {}, {}};
    case FieldType::month: return {month_words(value), {}, {}};
    case FieldType::money: return {money_words(value), {}, {}};
    case FieldType::yes_no: return {capital(value), {}, {}};
    case FieldType::choice: return {choice_words(field, value), {}, {}};
    case FieldType::area: return shown_area(site, value);
    case FieldType::link: return shown_link(site, field.to, value);
    // "<sha256>/<name>"
    case FieldType::file: return {value.substr(value.find('/') + 1), {}, {}};
    default: return {value, {}, {}};
    }
}

} // namespace

ShownValue shown_link(const SiteContext& site, std::string_view kind, const std::string& id) {
    if (kind == "plan") return shown_plan(site, id);
    if (kind == "area") return shown_area(site, id);
    if (kind == "measure") {
        const MeasureIndex* index = site.find(id);
        if (index == nullptr) return {id, {}, "no figures in this release"};
        return {index->measure->title, address::measure(id), {}};
    }
    auto place = site.records.find(kind, id);
    if (!place) return {id, {}, {}};
    const RegisterDefinition& definition = site.records.registers()[place->in].all->definition;
    const Record& record = site.records.record(*place);
    return {record_title(site, definition, record), site.records.address(*place),
            state_words(definition, record.state)};
}

std::vector<ShownValue> shown_values(const SiteContext& site, const FieldDefinition& field, const Record& record) {
    std::vector<ShownValue> shown;
    if (field.type == FieldType::markdown) return shown;
    for (const std::string& value : values_of(record, field.id))
        shown.push_back(shown_value(site, field, value));
    return shown;
}

ShownValue shown_cell(const SiteContext& site, const FieldDefinition& field, const Record& record) {
    if (auto withheld = record.withheld.find(field.id); withheld != record.withheld.end())
        return {"Withheld: " + withheld->second, {}, {}};
    std::vector<ShownValue> values = shown_values(site, field, record);
    if (values.size() == 1) return {values[0].text, values[0].address, {}};
    std::vector<std::string> texts;
    for (const ShownValue& value : values)
        texts.push_back(value.text);
    return {join(texts, "; "), {}, {}};
}

std::string record_title(const SiteContext& site, const RegisterDefinition& definition, const Record& record) {
    const FieldDefinition* field = definition.field(definition.heading);
    bool plain = field == nullptr || field->type == FieldType::text || field->type == FieldType::markdown;
    // Two records may name themselves by each other: of another record the title alone is told, as it is written.
    bool other = !plain && field->type == FieldType::link && field->to != "plan" && field->to != "measure";
    if (plain || other || record.first(field->id).empty()) return record.title(definition);
    std::string heading = shown_cell(site, *field, record).text;
    return record.number.empty() ? heading : fmt::format("{}: {}", record.number, heading);
}

std::string money_words(std::string_view pounds) {
    std::string_view digits = pounds;
    bool negative = digits.starts_with('-');
    if (negative) digits.remove_prefix(1);
    std::size_t dot = std::min(digits.find('.'), digits.size());
    std::string_view whole = digits.substr(0, dot), pence = digits.substr(dot);
    auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (whole.empty() || !std::ranges::all_of(whole, is_digit)) return std::string(pounds);
    std::string out = negative ? "\u2212£" : "£";
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0) out += ',';
        out += whole[i];
    }
    if (pence != ".00" && pence != ".") out += pence;
    return out;
}

std::string month_words(std::string_view iso) {
    auto month = Month::parse(iso);
    return month && iso.size() == 7 ? month->to_words() : std::string(iso);
}

std::string state_words(const RegisterDefinition& definition, std::string_view state) {
    const StateDefinition* found = definition.state(state);
    return found == nullptr ? std::string(state) : found->label;
}

} // namespace peelian
