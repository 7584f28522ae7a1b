// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "workbench/desk.hpp"

#include <algorithm>
#include <set>

namespace peelian::tests {

namespace {

RegisterDefinition decisions() {
    RegisterDefinition d{.id = "decisions", .title = "Decisions", .singular = "decision"};
    d.about = "What was decided, by whom and why";
    d.number = "PCD {n}";
    d.heading = "title";
    d.area = "area";
    d.owner = "owner";
    d.columns = {"title", "area", "state", "due"};
    d.filters = {"kind", "area"};
    d.fields = {
        {.id = "title", .label = "Title", .required = true, .is_public = true},
        {.id = "text", .label = "Text", .type = FieldType::markdown, .is_public = true},
        {.id = "kind",
         .label = "Kind",
         .type = FieldType::choice,
         .choices = {{"grant", "A grant"}, {"contract", "A contract"}}},
        {.id = "cost", .label = "Cost", .type = FieldType::money, .is_public = true, .group = "Money"},
        {.id = "by", .label = "Decide by", .type = FieldType::date},
        {.id = "signed", .label = "Signed on", .type = FieldType::date},
        {.id = "area", .label = "Area", .type = FieldType::area},
        {.id = "owner", .label = "Owner", .type = FieldType::person},
        {.id = "serves", .label = "Serves", .type = FieldType::link, .many = true, .to = "plan"},
        {.id = "follows", .label = "Follows", .type = FieldType::link, .to = "decisions"},
        {.id = "paper", .label = "Paper", .type = FieldType::file, .many = true, .file_types = {"pdf", "txt"}},
        {.id = "advice", .label = "Legal advice", .read = role_bit(Role::approver) | role_bit(Role::auditor)},
        {.id = "urgent", .label = "Urgent", .type = FieldType::yes_no},
        {.id = "tags", .label = "Tags", .many = true},
    };
    d.states = {{.id = "draft", .label = "Draft", .kind = StateKind::open},
                {.id = "proposed", .label = "Proposed", .kind = StateKind::underway},
                {.id = "signed", .label = "Signed", .kind = StateKind::done, .is_public = true}};
    d.moves = {{.id = "propose", .label = "Propose it", .from = {"draft"}, .to = "proposed", .needs = {"text"}},
               {.id = "sign",
                .label = "Sign the decision",
                .from = {"proposed"},
                .to = "signed",
                .who = role_bit(Role::approver),
                .sets = {"signed"},
                .reason = true,
                .by_another = true}};
    d.due = {{.id = "decide",
              .label = "Decide",
              .kind = DueRule::Kind::on_field,
              .from = "by",
              .until = {"signed"},
              .who = "owner"}};
    d.create = d.edit = role_bit(Role::officer) | role_bit(Role::approver) | role_bit(Role::administrator);
    d.is_public = true;
    return d;
}

RegisterDefinition letters() {
    RegisterDefinition d{.id = "letters", .title = "Letters", .singular = "letter"};
    d.heading = "subject";
    d.group = "campaign";
    d.items = "copies";
    d.fields = {{.id = "subject", .label = "Subject", .required = true},
                {.id = "campaign", .label = "Campaign"},
                {.id = "copies", .label = "Copies", .type = FieldType::number},
                {.id = "received", .label = "Received", .type = FieldType::date, .required = true},
                {.id = "answered", .label = "Answered", .type = FieldType::date, .not_before = "received"},
                {.id = "about", .label = "About the decision", .type = FieldType::link, .to = "decisions"}};
    d.states = {{.id = "open", .label = "Open"}, {.id = "done", .label = "Answered", .kind = StateKind::done}};
    d.moves = {{.id = "answer", .label = "Answer it", .from = {"open"}, .to = "done", .sets = {"answered"}}};
    d.due = {{.id = "answer",
              .label = "Answer within 20 working days",
              .kind = DueRule::Kind::working_days,
              .count = 20,
              .from = "received",
              .done = "answered",
              .counted = true}};
    d.create = d.edit = role_bit(Role::officer);
    return d;
}

RegisterDefinition risks() {
    RegisterDefinition d{.id = "risks", .title = "Risks", .singular = "risk"};
    d.heading = "risk";
    d.fields = {{.id = "risk", .label = "Risk", .required = true},
                {.id = "likely", .label = "Likelihood", .type = FieldType::number, .least = 1, .most = 5},
                {.id = "impact", .label = "Impact", .type = FieldType::number, .least = 1, .most = 5}};
    d.states = {{.id = "open", .label = "Open"}};
    d.scores = {{.id = "before", .label = "Before controls", .likelihood = "likely", .impact = "impact"}};
    d.read = static_cast<Roles>(k_every_role & ~role_bit(Role::viewer));
    d.create = d.edit = role_bit(Role::officer);
    return d;
}

RegisterDefinition samples() {
    RegisterDefinition d{.id = "samples", .title = "Samples", .singular = "sample"};
    d.heading = "recording";
    d.group = "team";
    d.draws = true;
    d.fields = {{.id = "recording", .label = "Recording", .required = true},
                {.id = "team", .label = "Team"},
                {.id = "month", .label = "Month", .type = FieldType::month, .required = true},
                {.id = "verdict", .label = "Verdict"}};
    d.states = {{.id = "picked", .label = "Picked"}, {.id = "seen", .label = "Looked at", .kind = StateKind::done}};
    d.create = d.edit = role_bit(Role::officer);
    return d;
}

std::vector<RegisterDefinition> all_registers() { return {decisions(), letters(), risks(), samples()}; }

/// Not by regular expressions: those of the library go as deep as a text is long.
std::string attribute(const std::string& tag, const std::string& name) {
    std::size_t at = tag.find(" " + name + "=\"");
    if (at == std::string::npos) return "";
    at += name.size() + 3;
    std::string text = tag.substr(at, tag.find('"', at) - at);
    for (auto [from, to] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
        text = replace_all(text, from, to);
    return text;
}

/// Every tag that opens one of these elements; a textarea's with its text behind it.
struct Tag {
    std::string element, text, inside;
};
std::vector<Tag> tags_of(std::string_view html, const std::set<std::string>& elements) {
    std::vector<Tag> tags;
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
        std::size_t end = html.find_first_of(" >", at), close = html.find('>', at);
        if (close == std::string_view::npos) break;
        std::string element(html.substr(at + 1, end - at - 1));
        if (!elements.contains(element)) continue;
        std::string_view inside = html.substr(close + 1);
        tags.push_back({element, std::string(html.substr(at, close + 1 - at)),
                        element == "textarea" ? std::string(inside.substr(0, inside.find("</textarea>"))) : ""});
    }
    return tags;
}

std::string unescaped(std::string text) {
    for (auto [from, to] : {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
        text = replace_all(text, from, to);
    return text;
}

} // namespace

Desk::Desk()
    : store(StoreAddress::from("", folder / "store")),
      definitions(all_registers()),
      records(store, definitions, {}, clock),
      accounts(store, {}, clock) {
    workspace.areas.add("E12000007", "London", Level::force, "");
    workspace.areas.add("E09000007", "Camden", Level::borough, "E12000007");
    workspace.areas.add("E09000033", "Westminster", Level::borough, "E12000007");
    workspace.objectives = {{"O1", "A better police service"}};
    workspace.outcomes = {{"O1.1", "Officers in wards", "O1"}, {"O1.2", "Fair searches", "O1"}};
    workspace.root = folder.path();
    auto person = [](std::string id, std::string name, Role role) {
        Account account{.id = std::move(id), .name = std::move(name), .roles = role_bit(role)};
        return account;
    };
    ann = person("ann.admin", "Ann Admin", Role::administrator);
    bob = person("bob.boss", "Bob Boss", Role::approver);
    olga = person("olga.officer", "Olga Officer", Role::officer);
    vera = person("vera.viewer", "Vera Viewer", Role::viewer);
    aude = person("aude.audit", "Aude Audit", Role::auditor);
    cam = person("cam.camden", "Cam Camden", Role::officer);
    cam.areas = {"E09000007"};
}

http::AppResponse Desk::answer(const Account& who, http::AppRequest request) {
    WorkbenchParts parts{workspace, records, accounts, {.public_address = "https://public.example"}};
    static const std::vector<RouteEntry> routes = all_routes();
    const RouteEntry* best = nullptr;
    std::vector<std::string> best_matched;
    for (const RouteEntry& route : routes) {
        auto matched = match_route(route.pattern, request.path);
        if (!matched || route.method != request.method) continue;
        best = &route;
        best_matched = *matched;
        break;
    }
    REQUIRE_MESSAGE(best != nullptr, "no route for " << request.method << " " << request.path);
    Session session;
    session.account = who.id;
    session.csrf = "the-token";
    Visit visit{request, parts, who.actor(), who, session, best_matched, "cookie"};
    try {
        return best->answer(visit);
    } catch (const Error& error) { // as the frame's pages of errors
        http::AppResponse refused;
        refused.status = dynamic_cast<const Forbidden*>(&error) ? 403
                         : error.kind() == ErrorKind::not_found ? 404
                         : error.kind() == ErrorKind::conflict  ? 409
                         : error.kind() == ErrorKind::internal  ? 500
                         : error.kind() == ErrorKind::io        ? 503
                                                                : 400;
        refused.body = error.what();
        return refused;
    }
}

http::AppResponse Desk::get(const Account& who, std::string_view address) {
    http::AppRequest request{.method = "GET"};
    std::size_t mark = address.find('?');
    request.path = address.substr(0, mark);
    if (mark != std::string_view::npos) {
        auto query = http::read_form(address.substr(mark + 1));
        REQUIRE(query);
        request.query = *query;
    }
    return answer(who, request);
}

http::AppResponse Desk::post(const Account& who, std::string_view path, const Pairs& form,
                             std::vector<http::FormFile> files) {
    http::AppRequest request{.method = "POST", .path = std::string(path)};
    for (const auto& [name, value] : form)
        request.form.add(name, value);
    request.files = std::move(files);
    return answer(who, request);
}

http::AppResponse Desk::post_json(const Account& who, std::string_view path, std::string_view body) {
    http::AppRequest request{.method = "POST", .path = std::string(path)};
    request.body = body;
    return answer(who, request);
}

Record Desk::decision(std::string_view title, const Pairs& values) {
    RecordChange change;
    change.values["title"] = {std::string(title)};
    for (const auto& [field, value] : values)
        change.values[field].push_back(value);
    return records.create(olga.actor(), "decisions", change);
}

Record Desk::record(std::string_view register_id, std::string_view id) {
    auto found = records.find(Actor::operator_named("test"), register_id, id);
    REQUIRE(found);
    return *found;
}

Pairs boxes_of(std::string_view html) {
    Pairs form;
    std::string select;
    bool chosen = true;
    auto end_select = [&] {
        if (!chosen) form.emplace_back(select, "");
        chosen = true;
    };
    for (const Tag& tag : tags_of(html, {"input", "textarea", "select", "option", "/select"})) {
        std::string name = attribute(tag.text, "name");
        if (tag.element == "input") {
            std::string type = attribute(tag.text, "type");
            bool ticks = type == "checkbox" || type == "radio";
            bool ticked = tag.text.find(" checked") != std::string::npos;
            if (!name.empty() && type != "file" && (!ticks || ticked))
                form.emplace_back(name, attribute(tag.text, "value"));
        } else if (tag.element == "textarea") {
            form.emplace_back(name, unescaped(tag.inside.starts_with('\n') ? tag.inside.substr(1) : tag.inside));
        } else if (tag.element == "select") {
            select = name;
            chosen = false;
        } else if (tag.element == "option" && tag.text.find(" selected") != std::string::npos) {
            form.emplace_back(select, attribute(tag.text, "value"));
            chosen = true;
        } else if (tag.element == "/select") {
            end_select();
        }
    }
    return form;
}

Pairs with(Pairs form, std::string_view name, std::string_view value) {
    for (auto& [key, text] : form)
        if (key == name) {
            text = value;
            return form;
        }
    form.emplace_back(name, value);
    return form;
}

std::string value_of(const Pairs& form, std::string_view name) {
    for (const auto& [key, text] : form)
        if (key == name) return text;
    return "(no such box)";
}

std::size_t count_of(std::string_view html, std::string_view words) {
    std::size_t count = 0;
    for (std::size_t at = html.find(words); at != std::string_view::npos; at = html.find(words, at + words.size()))
        ++count;
    return count;
}

void check_page(const http::AppResponse& answer) {
    const std::string& html = answer.body;
    CHECK(count_of(html, "<h1") == 1);
    CHECK(!has(html, "<script>alert"));
    CHECK(!has(html, "<img src=x"));
    std::set<std::string> ids, labels;
    for (std::size_t at = html.find(" id=\""); at != std::string::npos; at = html.find(" id=\"", at + 5)) {
        std::string id = html.substr(at + 5, html.find('"', at + 5) - at - 5);
        CHECK_MESSAGE(ids.insert(id).second, "twice: " << id);
    }
    for (const Tag& tag : tags_of(html, {"label"}))
        labels.insert(attribute(tag.text, "for"));
    for (const Tag& tag : tags_of(html, {"input", "select", "textarea"})) {
        bool hidden = attribute(tag.text, "type") == "hidden";
        CHECK_MESSAGE((hidden || labels.contains(attribute(tag.text, "id"))), "no label for " << tag.text);
    }
    for (const Tag& tag : tags_of(html, {"th"}))
        CHECK_MESSAGE(has(tag.text, "scope="), tag.text);
    CHECK(count_of(html, "<table") == count_of(html, "<caption"));
}

} // namespace peelian::tests
