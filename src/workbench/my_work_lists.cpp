// SPDX-License-Identifier: MIT
// Changes since one looked, search over all registers, saved lists.
#include "base/text.hpp"
#include "workbench/my_work_pages.hpp"

#include <algorithm>

namespace peelian {

namespace {

constexpr std::size_t k_changes_shown = 200;
constexpr std::size_t k_found_shown = 20;
constexpr std::size_t k_most_views = 200;
constexpr std::size_t k_longest_name = 100;
constexpr std::size_t k_longest_query = 4000;

void mark_seen(const Visit& visit, std::int64_t event) {
    auto database = visit.parts.records.store().take();
    Transaction change(*database);
    database->run("delete from seen where account = $1", {visit.account.id});
    database->run("insert into seen(account, event) values ($1, $2)", {visit.account.id, std::to_string(event)});
    change.commit();
}

void save_view(const Visit& visit, const SavedView& view) {
    auto database = visit.parts.records.store().take();
    Transaction change(*database);
    database->run("delete from views where owner = $1 and register = $2 and name = $3",
                  {visit.account.id, view.register_id, view.name});
    database->run("insert into views(owner, name, register, query) values ($1, $2, $3, $4)",
                  {visit.account.id, view.name, view.register_id, view.query});
    change.commit();
}

/// What is wrong with a view that somebody wants to keep; empty: nothing.
std::string view_problem(const Visit& visit, const SavedView& view) {
    const RegisterDefinition* definition = visit.parts.records.definitions().find(view.register_id);
    if (definition == nullptr || !may_read(visit.actor, *definition)) return "There is no such register";
    if (view.name.empty()) return "Enter a name for the view";
    if (view.name.size() > k_longest_name) return "A view's name has at most 100 letters";
    if (view.query.size() > k_longest_query || !http::read_form(view.query)) return "The list's address is damaged";
    if (saved_views(visit).size() >= k_most_views) return "There are 200 views already: delete one first";
    return "";
}

http::AppResponse show_views(const Visit& visit, const std::string& problem, const SavedView& asked) {
    Sheet sheet;
    View page = visit.page(sheet, std::string(problem.empty() ? "" : "Error: ") + "Saved views", "wb_views.tpl");
    if (!problem.empty()) {
        show_problems(page, std::vector<FieldProblem>{{"", problem}}, {});
        View again = page.section("AGAIN");
        again.text("CSRF", visit.session.csrf).text("NAME", asked.name).text("QUERY", asked.query);
        again.text("REGISTER", asked.register_id);
    }
    auto views = saved_views(visit);
    page.show("NONE", views.empty());
    for (const SavedView& view : views) {
        const RegisterDefinition* definition = visit.parts.records.definitions().find(view.register_id);
        View one = page.section("VIEW");
        one.text("NAME", view.name).text("REGISTER_TITLE", definition ? definition->title : view.register_id);
        one.text("REGISTER", view.register_id).text("CSRF", visit.session.csrf);
        one.text("ADDRESS", register_address(view.register_id) + (view.query.empty() ? "" : "?" + view.query));
    }
    return visit.show(sheet, problem.empty() ? 200 : 422);
}

} // namespace

std::int64_t seen_event(const Visit& visit) {
    auto database = visit.parts.records.store().take();
    SqlRows rows = database->run("select event from seen where account = $1", {visit.account.id});
    return rows.empty() ? 0 : rows.integer(0, 0);
}

std::vector<SavedView> saved_views(const Visit& visit) {
    auto database = visit.parts.records.store().take();
    SqlRows rows = database->run("select register, name, query from views where owner = $1 order by register, name",
                                 {visit.account.id});
    std::vector<SavedView> views;
    for (std::size_t n = 0; n < rows.size(); ++n)
        views.push_back({rows.text(n, 0), rows.text(n, 1), rows.text(n, 2)});
    return views;
}

http::AppResponse changes_page(Visit& visit) {
    Records& records = visit.parts.records;
    if (visit.request.method == "POST") {
        auto head = static_cast<std::size_t>(records.head().number);
        std::size_t up_to = std::min(number_or(visit.request.form.get("up_to"), 0), head);
        // Never back: a page that was open for long must not make what was seen since new again.
        auto now = std::max(static_cast<std::int64_t>(up_to), seen_event(visit));
        mark_seen(visit, now);
        return http::AppResponse::see_other("/");
    }
    bool all = visit.request.query.get("all") == "yes";
    auto changes = records.changed_since(visit.actor, all ? 0 : seen_event(visit), k_changes_shown);
    Sheet sheet;
    View page = visit.page(sheet, "Changes", "wb_changes.tpl");
    page.text("TITLE", all ? "Latest changes" : "Changed since you looked");
    page.show("NONE", changes.empty()).show("FULL", changes.size() == k_changes_shown).show("ONLY_NEW", !all);
    for (const LogEvent& event : changes)
        show_change(page, visit, event);
    if (!changes.empty()) page.section("MARK").text("CSRF", visit.session.csrf).number("UP_TO", changes.front().number);
    return visit.show(sheet);
}

http::AppResponse search_page(Visit& visit) {
    std::string words(trim(visit.request.query.get("words")));
    Sheet sheet;
    View page = visit.page(sheet, words.empty() ? "Search" : "Search: " + words, "wb_search.tpl");
    page.text("WORDS", words);
    if (words.empty()) return visit.show(sheet);
    bool any = false;
    for (const RegisterDefinition& definition : visit.parts.records.definitions().all()) {
        if (!may_read(visit.actor, definition)) continue;
        RecordQuery query{.register_id = definition.id, .words = words, .count = k_found_shown};
        RecordPage found = visit.parts.records.search(visit.actor, query);
        if (found.records.empty()) continue;
        any = true;
        View group = page.section("REGISTER");
        group.text("TITLE", definition.title).text("COUNT", number(static_cast<double>(found.all)));
        for (const Record& record : found.records) {
            const StateDefinition* state = definition.state(record.state);
            std::string title = record.title(definition);
            View one = group.section("FOUND");
            one.text("ADDRESS", record_address(definition.id, record.id));
            one.text("NAME", title.empty() ? record.id : title).text("STATE", state_label(definition, record.state));
            one.text("COLOUR", state ? tag_colour(state->kind) : "grey");
        }
        if (found.all > found.records.size())
            group.section("ALL").text("ADDRESS", list_address(definition, query_parameters(query)));
    }
    page.show("NONE", !any);
    return visit.show(sheet);
}

http::AppResponse views_page(Visit& visit) {
    if (visit.request.method != "POST") return show_views(visit, "", {});
    const http::Parameters& form = visit.request.form;
    SavedView view{form.get("register"), std::string(trim(form.get("name"))), form.get("query")};
    std::string problem = view_problem(visit, view);
    if (!problem.empty()) return show_views(visit, problem, view);
    save_view(visit, view);
    return http::AppResponse::see_other(register_address(view.register_id) +
                                        (view.query.empty() ? "" : "?" + view.query));
}

http::AppResponse delete_view_page(Visit& visit) {
    auto database = visit.parts.records.store().take();
    database->run("delete from views where owner = $1 and register = $2 and name = $3",
                  {visit.account.id, visit.request.form.get("register"), visit.request.form.get("name")});
    return http::AppResponse::see_other("/views/");
}

} // namespace peelian
