// SPDX-License-Identifier: MIT
// Home: what is overdue, what is due, what waits for me, what changed since I looked.
#include "base/text.hpp"
#include "workbench/my_work_pages.hpp"
#include "workbench/routes.hpp"

#include <algorithm>
#include <set>
#include <span>

namespace peelian {

namespace {

constexpr int k_days_ahead = 14;
constexpr std::size_t k_shown = 20;
constexpr std::size_t k_waiting_asked = 200; ///< records looked at in each register

struct Waiting {
    const RegisterDefinition* definition = nullptr;
    Record record;
    std::vector<const MoveDefinition*> moves;
};

/// A move for approvers: those who do the work day by day may not make it.
bool needs_approver(const MoveDefinition& move) {
    constexpr Roles k_workers = role_bit(Role::officer) | role_bit(Role::analyst);
    return (move.who & role_bit(Role::approver)) != 0 && (move.who & k_workers) == 0;
}

/// States from which somebody with these roles may do something.
std::vector<std::string> states_with_moves(const RegisterDefinition& definition, Roles roles, bool approvals_only) {
    std::vector<std::string> states;
    for (const StateDefinition& state : definition.states)
        for (const MoveDefinition& move : definition.moves) {
            bool from = move.from.empty() || std::find(move.from.begin(), move.from.end(), state.id) != move.from.end();
            if (!from || (move.who & roles) == 0 || (approvals_only && !needs_approver(move))) continue;
            states.push_back(state.id);
            break;
        }
    return states;
}

void look_for(const Visit& visit, const RegisterDefinition& definition, RecordQuery query, bool approvals_only,
              std::set<std::string>& seen, std::vector<Waiting>& all) {
    query.states = states_with_moves(definition, visit.actor.roles, approvals_only);
    if (query.states.empty()) return;
    query.register_id = definition.id;
    query.count = k_waiting_asked;
    for (Record& record : visit.parts.records.search(visit.actor, query).records) {
        auto moves = moves_open_to(visit.actor, definition, record);
        if (approvals_only) std::erase_if(moves, [](const MoveDefinition* move) { return !needs_approver(*move); });
        const StateDefinition* state = definition.state(record.state);
        bool over = state != nullptr && (state->kind == StateKind::done || state->kind == StateKind::closed);
        if (moves.empty() || (over && !approvals_only) || !seen.insert(definition.id + "/" + record.id).second)
            continue;
        all.push_back({&definition, std::move(record), std::move(moves)});
    }
}

/// Records that name me as who is to act and let me do so, and those that wait for an approver, if I am one.
std::vector<Waiting> waiting_for(const Visit& visit) {
    std::vector<Waiting> all;
    std::set<std::string> seen;
    for (const RegisterDefinition& definition : visit.parts.records.definitions().all()) {
        if (!may_read(visit.actor, definition)) continue;
        const FieldDefinition* owner = definition.field(definition.owner);
        if (owner != nullptr && may_read(visit.actor, *owner)) {
            RecordQuery mine;
            mine.filters[owner->id] = names_of(visit);
            look_for(visit, definition, mine, false, seen, all);
        }
        if (visit.actor.is(Role::approver)) look_for(visit, definition, {}, true, seen, all);
    }
    return all;
}

void show_waiting(View page, const std::vector<Waiting>& all) {
    if (all.size() > k_shown) page.section("MORE_WAITING").number("N", static_cast<std::int64_t>(all.size() - k_shown));
    for (const Waiting& one : std::span(all).first(std::min(k_shown, all.size()))) {
        View item = page.section("WAITING");
        std::string title = one.record.title(*one.definition);
        item.text("ADDRESS", record_address(one.definition->id, one.record.id));
        item.text("TITLE", title.empty() ? one.record.id : title).text("REGISTER", one.definition->title);
        const StateDefinition* state = one.definition->state(one.record.state);
        item.text("STATE", state_label(*one.definition, one.record.state));
        item.text("COLOUR", state ? tag_colour(state->kind) : "grey");
        std::vector<std::string> labels;
        for (const MoveDefinition* move : one.moves)
            labels.push_back(move->label.empty() ? capital(move->id) : move->label);
        item.text("MOVES", join(labels, "; "));
    }
}

/// A record's title; its id where reading it would be noted, or it is none.
std::string title_of(const Visit& visit, const RegisterDefinition* definition, const std::string& id) {
    if (definition == nullptr || definition->restricted) return id;
    auto record = visit.parts.records.find(visit.actor, definition->id, id);
    std::string title = record ? record->title(*definition) : "";
    return title.empty() ? id : title;
}

} // namespace

std::vector<std::string> names_of(const Visit& visit) {
    std::vector<std::string> names{visit.account.id};
    if (!visit.account.name.empty()) names.push_back(visit.account.name);
    if (!visit.account.post.empty()) names.push_back(visit.account.post);
    return names;
}

void show_due_item(View list, const Visit& visit, const DueItem& item, Day today) {
    const RegisterDefinition* definition = visit.parts.records.definitions().find(item.register_id);
    View one = list.section("ITEM");
    one.text("ADDRESS", record_address(item.register_id, item.record));
    one.text("TITLE", item.title.empty() ? item.record : item.title);
    std::string rule = item.rule;
    if (definition != nullptr)
        for (const DueRule& known : definition->due)
            if (known.id == item.rule && !known.label.empty()) rule = known.label;
    one.text("RULE", rule).text("REGISTER", definition ? definition->title : item.register_id);
    one.text("DAY", item.due.to_words()).text("DUE", due_words(item.due, today));
    one.text("COLOUR", item.due < today ? "orange" : "blue").maybe("WHO", item.who);
}

void show_change(View list, const Visit& visit, const LogEvent& event) {
    const RegisterDefinition* definition = visit.parts.records.definitions().find(event.register_id);
    View one = list.section("CHANGE");
    one.text("WHEN", moment_words(event.at)).text("BY", event.actor_name);
    one.text("REGISTER", definition ? definition->title : event.register_id);
    std::string action = event.action == "create"   ? "made"
                         : event.action == "change" ? "changed"
                         : event.action == "move"   ? "moved on"
                         : event.action == "import" ? "imported"
                                                    : event.action;
    one.text("ACTION", action).maybe("REASON", event.reason);
    one.text("ADDRESS", record_address(event.register_id, event.record))
        .text("RECORD", title_of(visit, definition, event.record));
}

http::AppResponse my_work_page(Visit& visit) {
    Records& records = visit.parts.records;
    Day today = records.clock().today();
    auto names = names_of(visit);
    auto due = records.due(visit.actor, std::nullopt, today + k_days_ahead, names);
    auto soon = std::partition_point(due.begin(), due.end(), [&](const DueItem& item) { return item.due < today; });
    auto waiting = waiting_for(visit);
    auto changes = records.changed_since(visit.actor, seen_event(visit), k_shown + 1);

    Sheet sheet;
    View page = visit.page(sheet, "My work", "wb_my_work.tpl");
    auto late_count = static_cast<std::size_t>(soon - due.begin());
    page.number("LATE_COUNT", static_cast<std::int64_t>(late_count));
    page.number("DUE_COUNT", static_cast<std::int64_t>(due.size() - late_count));
    page.number("WAITING_COUNT", static_cast<std::int64_t>(waiting.size()));
    page.text("CHANGE_COUNT", changes.size() > k_shown ? fmt::format("{}+", k_shown) : std::to_string(changes.size()));
    View late = page.section("LATE"), next = page.section("NEXT");
    for (auto item = due.begin(); item != due.end(); ++item)
        show_due_item(item < soon ? late : next, visit, *item, today);
    late.show("NONE", late_count == 0);
    next.show("NONE", late_count == due.size());
    show_waiting(page, waiting);
    page.show("NONE_WAITING", waiting.empty()).show("NONE_CHANGED", changes.empty());
    View changed = page.section("CHANGED");
    for (std::size_t n = 0; n < std::min(k_shown, changes.size()); ++n)
        show_change(changed, visit, changes[n]);
    if (!changes.empty())
        changed.section("MARK").text("CSRF", visit.session.csrf).number("UP_TO", changes.front().number);
    for (const SavedView& view : saved_views(visit))
        page.section("VIEW")
            .text("NAME", view.name)
            .text("ADDRESS", register_address(view.register_id) + (view.query.empty() ? "" : "?" + view.query));
    return visit.show(sheet);
}

std::vector<RouteEntry> my_work_routes() {
    return {{"GET", "/", my_work_page},
            {"GET", "/due/", due_page},
            {"GET", "/due.ics", due_calendar_file},
            {"GET", "/changes/", changes_page},
            {"POST", "/changes/", changes_page},
            {"GET", "/search/", search_page},
            {"GET", "/views/", views_page},
            {"POST", "/views/", views_page},
            {"POST", "/views/delete", delete_view_page}};
}

} // namespace peelian
