// SPDX-License-Identifier: MIT
// The page of fair draws: promise a seed, hand in the list, see what was drawn and how to check it.
#include "workbench/register_draw.hpp"

#include "base/text.hpp"
#include "registers/attachments.hpp"
#include "workbench/form_pages.hpp"
#include "workbench/register_pages.hpp"

#include <algorithm>

namespace peelian {

namespace {

constexpr std::size_t k_problems_shown = 20;

/// What was typed for a draw.
struct DrawForm {
    std::string title, list, size;
    FormState form; ///< fields that every new record gets
};

/// Where a record keeps its item's team, and the draw it came from: fields of these names, where there are such.
const FieldDefinition* team_field(const RegisterDefinition& definition) {
    const FieldDefinition* team = definition.field("team");
    return team != nullptr ? team : definition.field(definition.group);
}
const FieldDefinition* draw_field(const RegisterDefinition& definition) {
    const FieldDefinition* draw = definition.field("draw");
    return draw != nullptr && draw->type == FieldType::text ? draw : nullptr;
}

/// Fields that a new record must have, beside the item's own and its team.
FieldList fields_of(const Visit& visit, const RegisterDefinition& definition) {
    FieldList fields = fields_to_fill(visit, definition);
    std::erase_if(fields, [&](const FieldDefinition* field) {
        const std::string first = definition.states.empty() ? "" : definition.states.front().id;
        bool needed = field->required || std::find(field->required_in.begin(), field->required_in.end(), first) !=
                                             field->required_in.end();
        return !needed || field->id == definition.heading || field == team_field(definition) ||
               field == draw_field(definition);
    });
    return fields;
}

std::vector<Records::Entry> entries_of(const RegisterDefinition& definition, const KeptDraw& draw,
                                       const std::vector<DrawnItem>& picked, const Values& shared) {
    const FieldDefinition* team = team_field(definition);
    const FieldDefinition* from = draw_field(definition);
    std::vector<Records::Entry> entries;
    for (const DrawnItem& item : picked) {
        RecordChange change{.values = shared, .reason = "Picked by a fair draw"};
        change.values[definition.heading] = {item.id};
        if (team != nullptr && !item.stratum.empty()) change.values[team->id] = {item.stratum};
        if (from != nullptr) change.values[from->id] = {draw.title};
        entries.push_back({.register_id = definition.id, .changes = {change}});
    }
    return entries;
}

void show_drawn(View page, const RegisterDefinition& definition, const KeptDraw& draw) {
    const Draw& made = *draw.drawn;
    View drawn = page.section("DRAWN");
    drawn.text("SEED", made.seed).text("PROMISE", made.promise).text("LIST_HASH", made.list);
    drawn.text("BY", draw.drawn_by).text("WHEN", moment_words(draw.drawn_at));
    drawn.text("LIST", fmt::format("{}draw?draw={}&as=list", register_address(definition.id), draw.number));
    for (const DrawShare& share : made.shares)
        drawn.section("SHARE")
            .text("TEAM", share.stratum.empty() ? "All" : share.stratum)
            .number("ITEMS", static_cast<std::int64_t>(share.items))
            .number("PICKED", static_cast<std::int64_t>(share.picked));
    for (const DrawnItem& item : made.picked)
        drawn.section("PICK").text("ITEM", item.id).text("TEAM", item.stratum).text("RANK", item.rank);
    if (!made.picked.empty()) drawn.text("EXAMPLE_RANK", made.picked.front().rank);
}

http::AppResponse show(Labels& labels, const RegisterDefinition& definition, const KeptDraw* draw, const DrawForm& form,
                       std::span<const FieldProblem> problems, int status) {
    const Visit& visit = labels.visit();
    Sheet sheet;
    View page = visit.page(
        sheet, (problems.empty() ? "" : "Error: ") + std::string("Draw a sample: ") + definition.title, "wb_draw.tpl");
    page.text("TITLE", definition.title).text("BACK", register_address(definition.id)).text("CSRF", visit.session.csrf);
    page.text("ACTION", register_address(definition.id) + "draw");
    FieldList fields = fields_of(visit, definition);
    FieldDefinition title{.id = "-title"}, list{.id = "-list"}, size{.id = "-size"};
    FieldList on_page = fields;
    for (const FieldDefinition* field : {&title, &list, &size})
        on_page.push_back(field);
    show_problems(page, problems, on_page);
    if (draw == nullptr) {
        page.section("PROMISE_FORM").text("NAME", form.title);
        auto draws = kept_draws(visit.parts.records, definition.id);
        page.show("NONE", draws.empty());
        for (const KeptDraw& one : draws)
            page.section("DRAW")
                .text("ADDRESS", fmt::format("{}draw?draw={}", register_address(definition.id), one.number))
                .text("NAME", one.title)
                .text("STATE", one.drawn ? "Drawn" : "Seed promised")
                .text("COLOUR", one.drawn ? "green" : "blue")
                .text("WHEN", moment_words(one.promised));
        return visit.show(sheet, status);
    }
    View one = page.section("ONE");
    one.text("NAME", draw->title).text("PROMISE", draw->promise).text("BY", draw->promised_by);
    one.text("WHEN", moment_words(draw->promised));
    if (draw->drawn) {
        show_drawn(page, definition, *draw);
        return visit.show(sheet, status);
    }
    View ask = page.section("LIST_FORM");
    ask.number("NUMBER", draw->number).text("LIST", form.list).text("SIZE", form.size);
    show_fields(ask, labels, fields, form.form, problems,
                definition.states.empty() ? "" : definition.states.front().id);
    return visit.show(sheet, status);
}

/// The list as pasted, or as sent in a file.
std::string list_text(const Visit& visit) {
    for (const http::FormFile& file : visit.request.files)
        if (file.field == "file" && !file.bytes.empty()) return file.bytes;
    return visit.request.form.get("list");
}

std::string keep_list(const Visit& visit, std::string_view text, std::vector<FieldProblem>& problems) {
    static const FieldDefinition field{.id = "-list",
                                       .label = "List",
                                       .type = FieldType::file,
                                       .file_bytes = 32U << 20U,
                                       .file_types = {"txt", "csv"}};
    Canonical kept = keep_attachment(visit.parts.records.store().address().folder / "draws", field, "list.txt", text);
    if (!kept.problem.empty()) problems.push_back({"-list", kept.problem});
    return kept.value;
}

http::AppResponse draw_now(Labels& labels, const RegisterDefinition& definition, const KeptDraw& draw) {
    const Visit& visit = labels.visit();
    DrawForm form{.list = list_text(visit), .size = visit.request.form.get("size")};
    form.form = read_state(labels, fields_of(visit, definition));
    if (asks_again(visit)) return show(labels, definition, &draw, form, form.form.problems, 200);
    std::vector<FieldProblem> problems = form.form.problems;
    std::size_t size = number_or(std::string(trim(form.size)), 0);
    if (size == 0) problems.push_back({"-size", "Enter how many are to be picked, a whole number"});
    std::vector<DrawItem> items = read_draw_items(form.list);
    if (items.empty()) problems.push_back({"-list", "Paste the list, an item a line, or choose its file"});
    else if (size > items.size())
        problems.push_back(
            {"-size", fmt::format("The list has {}, fewer than are to be picked", counted(items.size(), "item"))});
    // Whether records can be made of any of them, before the seed is used up.
    if (problems.empty()) {
        std::vector<DrawnItem> any;
        for (const DrawItem& item : items)
            any.push_back({item.id, item.stratum, ""});
        for (const auto& entry :
             visit.parts.records.enter(visit.actor, entries_of(definition, draw, any, form.form.values), true, "draw"))
            for (FieldProblem problem : entry.problems) {
                if (!form.form.values.contains(problem.field))
                    problem = {"-list", fmt::format("{}: {}", any[entry.entry].id, problem.message)};
                bool told = std::any_of(problems.begin(), problems.end(), [&](const FieldProblem& other) {
                    return other.field == problem.field && other.message == problem.message;
                });
                if (!told && problems.size() < k_problems_shown) problems.push_back(problem);
            }
    }
    std::string file = problems.empty() ? keep_list(visit, form.list, problems) : "";
    if (!problems.empty()) return show(labels, definition, &draw, form, problems, 422);
    try {
        Draw made = make_draw(visit.parts.records, visit.actor, definition.id, draw.number, items, size, file);
        visit.parts.records.enter(visit.actor, entries_of(definition, draw, made.picked, form.form.values), false,
                                  "draw");
    } catch (const Error& error) {
        Refusal refusal = refusal_of(error);
        return show(labels, definition, &draw, form, refusal.problems, refusal.status);
    }
    return http::AppResponse::see_other(fmt::format("{}draw?draw={}", register_address(definition.id), draw.number));
}

http::AppResponse promise(Labels& labels, const RegisterDefinition& definition) {
    const Visit& visit = labels.visit();
    DrawForm form{.title = std::string(trim(visit.request.form.get("title")))};
    constexpr std::size_t k_longest = 200;
    if (form.title.empty() || form.title.size() > k_longest)
        return show(labels, definition, nullptr, form,
                    std::vector<FieldProblem>{{"-title", "Say what is to be drawn from, in at most 200 letters"}}, 422);
    auto number = promise_draw(visit.parts.records, visit.actor, definition.id, form.title);
    return http::AppResponse::see_other(fmt::format("{}draw?draw={}", register_address(definition.id), number));
}

http::AppResponse list_file(const Visit& visit, const KeptDraw& draw) {
    http::AppResponse answer;
    answer.type = "text/plain; charset=utf-8";
    answer.body = read_attachment(visit.parts.records.store().address().folder / "draws", draw.file);
    answer.headers.emplace_back("Content-Disposition",
                                content_disposition(fmt::format("draw-{}-list.txt", draw.number)));
    answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
    return answer;
}

} // namespace

http::AppResponse draw_page(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    if (!definition.draws) throw Error::not_found("Nothing is drawn for {}", definition.title);
    if (!may_create(visit.actor, definition))
        throw Forbidden(fmt::format("Your roles do not let you make new records of {}", definition.title));
    Labels labels(visit);
    bool posted = visit.request.method == "POST";
    const std::string& asked = posted ? visit.request.form.get("draw") : visit.request.query.get("draw");
    if (asked.empty()) return posted ? promise(labels, definition) : show(labels, definition, nullptr, {}, {}, 200);
    auto draws = kept_draws(visit.parts.records, definition.id);
    auto draw = std::find_if(draws.begin(), draws.end(),
                             [&](const KeptDraw& one) { return std::to_string(one.number) == asked; });
    if (draw == draws.end()) throw Error::not_found("There is no draw '{}' for {}", asked, definition.title);
    if (posted) {
        if (draw->drawn) throw Error::conflict("Draw {} has been made already: a seed serves once", draw->number);
        return draw_now(labels, definition, *draw);
    }
    if (visit.request.query.get("as") == "list" && draw->drawn) return list_file(visit, *draw);
    return show(labels, definition, &*draw, {}, {}, 200);
}

} // namespace peelian
