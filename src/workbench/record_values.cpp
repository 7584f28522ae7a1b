// SPDX-License-Identifier: MIT
#include "workbench/record_values.hpp"

#include "base/month.hpp"
#include "base/text.hpp"
#include "measures/definitions.hpp"
#include "release/store.hpp"

#include <algorithm>
#include <cstdlib>

namespace peelian {

namespace {

std::string pounds(const std::string& value) {
    char* end = nullptr;
    double amount = std::strtod(value.c_str(), &end);
    if (end == value.c_str()) return value;
    std::string text = number(std::abs(amount), value.ends_with(".00") || value.find('.') == std::string::npos ? 0 : 2);
    return (amount < 0 ? "\u2212£" : "£") + text;
}

bool has_all(std::string_view words, const FieldChoice& choice) {
    std::string text = lower(choice.label + " " + choice.id);
    for (const std::string& word : split(words, ' '))
        if (text.find(lower(word)) == std::string::npos) return false;
    return true;
}

void add_areas(const Workspace& workspace, std::vector<FieldChoice>& all) {
    for (const Area& area : workspace.areas.all())
        if (area.kind == AreaKind::real) {
            std::string name = area.name;
            if (area.level == Level::ward && area.parent) name += ", " + workspace.areas[*area.parent].name;
            all.push_back({area.code, name});
        }
}

void add_plan(const Workspace& workspace, std::vector<FieldChoice>& all) {
    for (const PlanObjective& objective : workspace.objectives) {
        all.push_back({objective.id, objective.id + " " + objective.title});
        for (const PlanOutcome& outcome : workspace.outcomes)
            if (outcome.objective == objective.id) all.push_back({outcome.id, outcome.id + " " + outcome.title});
    }
}

} // namespace

std::string register_address(std::string_view register_id) {
    return fmt::format("/registers/{}/", http::percent_encode(register_id));
}
std::string record_address(std::string_view register_id, std::string_view record) {
    return fmt::format("/registers/{}/{}", http::percent_encode(register_id), http::percent_encode(record));
}

const RegisterDefinition& register_of(const Visit& visit) {
    const RegisterDefinition* found = visit.parts.records.definitions().find(visit.matched.at(0));
    if (found == nullptr || !may_read(visit.actor, *found))
        throw Error::not_found("There is no register '{}' that you may read", visit.matched.at(0))
            .hint("The page /registers/ lists those there are.");
    return *found;
}

Record record_of(const Visit& visit, const RegisterDefinition& definition) {
    auto found = visit.parts.records.find(visit.actor, definition.id, visit.matched.at(1));
    if (!found)
        throw Error::not_found("There is no {} '{}' that you may read", definition.singular, visit.matched.at(1))
            .hint("It may have another number, or belong to an area that is not yours.");
    return std::move(*found);
}

std::string_view to_words(StateKind kind) {
    switch (kind) {
    case StateKind::open: return "open";
    case StateKind::underway: return "underway";
    case StateKind::done: return "done";
    case StateKind::late: return "late";
    case StateKind::closed: return "closed";
    }
    return "";
}
std::string_view tag_colour(StateKind kind) {
    switch (kind) {
    case StateKind::open: return "blue";
    case StateKind::underway: return "purple";
    case StateKind::done: return "green";
    case StateKind::late: return "orange";
    case StateKind::closed: return "grey";
    }
    return "grey";
}
std::string state_label(const RegisterDefinition& definition, std::string_view state) {
    const StateDefinition* found = definition.state(state);
    return found != nullptr && !found->label.empty() ? found->label : std::string(state);
}

std::string moment_words(Moment moment) {
    std::string text = moment_text(moment); // 2017-07-06T09:30:00Z
    auto day = Day::parse(text.substr(0, 10));
    return day ? fmt::format("{}, {}", day->to_words(), text.substr(11, 5)) : text;
}

std::vector<NextDue> next_due(const RegisterDefinition& definition, const Record& record) {
    std::vector<NextDue> all;
    for (const DueRule& rule : definition.due)
        if (auto day = due_on(rule, definition, record)) all.push_back({&rule, *day});
    std::stable_sort(all.begin(), all.end(), [](const NextDue& a, const NextDue& b) { return a.day < b.day; });
    return all;
}

std::string due_words(Day due, Day today) {
    int days = due - today;
    if (days == 0) return "due today";
    if (days < 0) return counted(static_cast<std::size_t>(-days), "day") + " overdue";
    return "due in " + counted(static_cast<std::size_t>(days), "day");
}

std::string Labels::linked(const std::string& to, const std::string& id) {
    auto [at, fresh] = known_.try_emplace({to, id});
    if (!fresh) return at->second;
    at->second = id;
    const Records& records = visit_.parts.records;
    const RegisterDefinition* definition = records.definitions().find(to);
    if (definition == nullptr) {
        for (const PlanObjective& objective : visit_.parts.workspace.objectives)
            if (to == "plan" && objective.id == id) at->second = id + " " + objective.title;
        for (const PlanOutcome& outcome : visit_.parts.workspace.outcomes)
            if (to == "plan" && outcome.id == id) at->second = id + " " + outcome.title;
        if (to == "area")
            if (auto index = visit_.parts.workspace.areas.find(id))
                at->second = visit_.parts.workspace.areas[*index].name;
    } else if (!definition->restricted && may_read(visit_.actor, *definition)) {
        // A restricted record is not opened for its name alone: that would be noted as a reading.
        if (auto record = visit_.parts.records.find(visit_.actor, to, id)) at->second = record->title(*definition);
    }
    return at->second;
}

std::string Labels::of(const FieldDefinition& field, const std::string& value) {
    switch (field.type) {
    case FieldType::date: {
        auto day = Day::parse(value);
        return day ? day->to_words() : value;
    }
    case FieldType::month: {
        auto month = Month::parse(value);
        return month ? month->to_words() : value;
    }
    case FieldType::choice:
        for (const FieldChoice& choice : field.choices)
            if (choice.id == value) return choice.label;
        return value;
    case FieldType::yes_no: return value == "yes" ? "Yes" : value == "no" ? "No" : value;
    case FieldType::money: return pounds(value);
    case FieldType::area: return linked("area", value);
    case FieldType::link: return linked(field.to, value);
    case FieldType::file: return value.substr(std::min(value.size(), value.find('/') + 1));
    case FieldType::text:
    case FieldType::markdown:
    case FieldType::number:
    case FieldType::person:
    case FieldType::post: return value;
    }
    return value;
}

std::string Labels::of(const FieldDefinition& field, const Record& record) {
    std::vector<std::string> words;
    if (auto found = record.values.find(field.id); found != record.values.end())
        for (const std::string& value : found->second)
            words.push_back(of(field, value));
    return join(words, "; ");
}

std::string Labels::address(const FieldDefinition& field, const std::string& value, const Record& record) const {
    if (field.type == FieldType::file)
        return fmt::format("{}/files/{}", record_address(record.register_id, record.id),
                           http::percent_encode(value.substr(0, value.find('/'))));
    std::string to = field.type == FieldType::area ? "area" : field.type == FieldType::link ? field.to : "";
    if (const RegisterDefinition* definition = visit_.parts.records.definitions().find(to); !to.empty() && definition)
        return may_read(visit_.actor, *definition) ? record_address(to, value) : "";
    const std::string& site = visit_.parts.options.public_address;
    if (site.empty()) return "";
    if (to == "measure") return fmt::format("{}/measures/{}/", site, http::percent_encode(value));
    if (to == "area") return fmt::format("{}/areas/{}/", site, http::percent_encode(value));
    if (to == "plan") return fmt::format("{}/plan/", site);
    return "";
}

PickList Labels::picks(const FieldDefinition& field, std::string_view words) {
    PickList list;
    std::vector<FieldChoice> all;
    const Workspace& workspace = visit_.parts.workspace;
    Records& records = visit_.parts.records;
    if (field.type == FieldType::choice) {
        list.choices = field.choices;
        return list;
    }
    const RegisterDefinition* definition =
        field.type == FieldType::link ? records.definitions().find(field.to) : nullptr;
    if (definition != nullptr) {
        if (!may_read(visit_.actor, *definition)) return {.choices = {}, .more = true};
        RecordQuery query{.register_id = definition->id, .words = std::string(words), .count = k_most_choices};
        RecordPage page = records.search(visit_.actor, query);
        for (const Record& record : page.records)
            list.choices.push_back({record.id, record.title(*definition)});
        list.more = page.all > list.choices.size();
        return list;
    }
    if (field.type == FieldType::area || field.to == "area") add_areas(workspace, all);
    if (field.to == "plan") add_plan(workspace, all);
    if (field.to == "measure")
        for (const std::string& id : declared_measures(workspace.measure_files)) {
            if (id.find('*') == std::string::npos) all.push_back({id, id});
            else list.more = true; // a template's measures are known only with the data
        }
    if (field.to == "release")
        for (const ReleaseInfo& release : ReleaseStore(workspace.root).list())
            all.push_back({release.id, fmt::format("{} of {}", release.id, release.manifest.date)});
    for (const FieldChoice& choice : all) {
        if (!has_all(words, choice)) continue;
        if (list.choices.size() == k_most_choices) {
            list.more = true;
            break;
        }
        list.choices.push_back(choice);
    }
    return list;
}

void show_problems(View page, std::span<const FieldProblem> problems, std::span<const FieldDefinition* const> on_page) {
    if (problems.empty()) return;
    View errors = page.include("ERRORS", "wb_errors.tpl");
    for (const FieldProblem& problem : problems) {
        View one = errors.section("PROBLEM");
        one.text("MESSAGE", problem.message);
        bool here = std::any_of(on_page.begin(), on_page.end(),
                                [&](const FieldDefinition* field) { return field->id == problem.field; });
        if (here) one.section("LINK").text("ADDRESS", "#f-" + problem.field);
        else one.show("PLAIN");
    }
}

} // namespace peelian
