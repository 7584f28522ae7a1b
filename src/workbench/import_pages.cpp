// SPDX-License-Identifier: MIT
// Tables of records in and out. An import is looked at first: what it would make and change, and what is wrong row
// by row. The file waits in the store under its hash, so that what was looked at is what is imported.
#include "base/text.hpp"
#include "registers/attachments.hpp"
#include "registers/table_exchange.hpp"
#include "workbench/form_pages.hpp"
#include "workbench/register_query.hpp"
#include "workbench/routes.hpp"

#include <algorithm>
#include <chrono>

namespace peelian {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t k_problems_shown = 200;
constexpr auto k_kept_for = std::chrono::hours(48);

/// Apart from the files of records, so that no import can name one of those.
fs::path waiting_room(const Visit& visit) { return visit.parts.records.store().address().folder / "imports"; }

/// Files that nobody confirmed.
void clear_old(const fs::path& room) {
    std::error_code ignored;
    auto now = fs::file_time_type::clock::now();
    for (fs::recursive_directory_iterator at(room, ignored), end; at != end; at.increment(ignored)) {
        std::error_code failed;
        if (at->is_regular_file(failed) && now - at->last_write_time(failed) > k_kept_for && !failed)
            fs::remove(at->path(), failed);
    }
}

const FieldDefinition& table_field() {
    static const FieldDefinition field{.id = "-file",
                                       .label = "File",
                                       .type = FieldType::file,
                                       .file_bytes = 32U << 20U,
                                       .file_types = {"csv", "xlsx", "txt"}};
    return field;
}

struct Look {
    std::string file, name; ///< "<sha256>/<name>", and the name
    ImportedTable table;
    std::size_t made = 0, changed = 0;
};

/// Reads the table and tries it without changing anything.
Look look_at(const Visit& visit, const RegisterDefinition& definition, const std::string& file) {
    Look look{.file = file, .name = file.substr(file.find('/') + 1)};
    std::string bytes = read_attachment(waiting_room(visit), file);
    Records& records = visit.parts.records;
    look.table = read_record_table(definition, bytes, look.name,
                                   [&](std::string_view id) { return records.find(visit.actor, definition.id, id); });
    for (const Records::Entry& entry : look.table.entries)
        ++(entry.is_new ? look.made : look.changed);
    for (const auto& entry : records.enter(visit.actor, look.table.entries, true))
        for (const FieldProblem& problem : entry.problems) {
            const FieldDefinition* field = definition.field(problem.field);
            std::size_t row = entry.entry < look.table.rows.size() ? look.table.rows[entry.entry] : 0;
            look.table.problems.push_back({row, field ? field->label : "", problem.message});
        }
    std::stable_sort(look.table.problems.begin(), look.table.problems.end(),
                     [](const RowProblem& a, const RowProblem& b) { return a.row < b.row; });
    return look;
}

View start(Sheet& sheet, const Visit& visit, const RegisterDefinition& definition, std::string_view title) {
    View page = visit.page(sheet, title, "wb_import.tpl");
    std::string address = register_address(definition.id);
    page.text("BACK", address).text("TITLE", definition.title).text("ACTION", address + "import");
    page.text("CSRF", visit.session.csrf);
    return page;
}

/// The box for a file.
View show_box(View page, const RegisterDefinition& definition) {
    return page.section("UPLOAD").text("EXAMPLE", register_address(definition.id) + "export?as=csv&only=heading");
}

http::AppResponse show_upload(const Visit& visit, const RegisterDefinition& definition,
                              std::span<const FieldProblem> problems, int status) {
    Sheet sheet;
    View page = start(sheet, visit, definition,
                      (problems.empty() ? "" : "Error: ") + std::string("Import: ") + definition.title);
    show_problems(page, problems, FieldList{&table_field()});
    View upload = show_box(page, definition);
    for (const FieldProblem& problem : problems)
        upload.section("BAD").text("MESSAGE", problem.message);
    const http::Parameters& asked = visit.request.query;
    if (asked.has("made")) {
        View done = page.section("DONE");
        done.text("MADE", counted(number_or(asked.get("made"), 0), "new record"));
        done.text("CHANGED", counted(number_or(asked.get("changed"), 0), "changed record"));
    }
    return visit.show(sheet, status);
}

http::AppResponse show_look(const Visit& visit, const RegisterDefinition& definition, const Look& look) {
    bool bad = !look.table.problems.empty();
    Sheet sheet;
    View page = start(sheet, visit, definition, (bad ? "Error: " : "") + std::string("Check the import"));
    View seen = page.section("SEEN");
    seen.text("NAME", look.name).text("MADE", number(static_cast<double>(look.made)));
    seen.text("CHANGED", number(static_cast<double>(look.changed)));
    seen.text("UNCHANGED", number(static_cast<double>(look.table.unchanged)));
    if (bad) {
        View problems = page.section("PROBLEMS");
        problems.text("COUNT", counted(look.table.problems.size(), "problem"));
        for (std::size_t n = 0; n < std::min(k_problems_shown, look.table.problems.size()); ++n) {
            const RowProblem& problem = look.table.problems[n];
            problems.section("PROBLEM")
                .text("ROW", problem.row == 0 ? "" : std::to_string(problem.row))
                .text("COLUMN", problem.column)
                .text("MESSAGE", problem.message);
        }
        if (look.table.problems.size() > k_problems_shown)
            problems.section("MORE").number("N",
                                            static_cast<std::int64_t>(look.table.problems.size() - k_problems_shown));
        show_box(page, definition); // to send the mended file
    } else if (look.table.entries.empty()) {
        page.show("NOTHING");
    } else {
        page.section("CONFIRM").text("FILE", look.file).text("WHAT", counted(look.table.entries.size(), "record"));
    }
    return visit.show(sheet, bad ? 422 : 200);
}

http::AppResponse check_upload(const Visit& visit, const RegisterDefinition& definition) {
    auto sent = std::find_if(visit.request.files.begin(), visit.request.files.end(),
                             [](const http::FormFile& file) { return file.field == "file"; });
    if (sent == visit.request.files.end() || sent->bytes.empty())
        return show_upload(visit, definition, std::vector<FieldProblem>{{"-file", "Choose a file that is not empty"}},
                           422);
    clear_old(waiting_room(visit));
    Canonical kept = keep_attachment(waiting_room(visit), table_field(), sent->name, sent->bytes);
    if (!kept.problem.empty())
        return show_upload(visit, definition, std::vector<FieldProblem>{{"-file", kept.problem}}, 422);
    return show_look(visit, definition, look_at(visit, definition, kept.value));
}

http::AppResponse confirm(const Visit& visit, const RegisterDefinition& definition) {
    const std::string& file = visit.request.form.get("file");
    auto waiting = find_attachment(waiting_room(visit), file);
    if (!waiting)
        throw Error::not_found("The file that was looked at is not there any more")
            .hint("Send it again: nothing was changed.");
    Look look = look_at(visit, definition, file);
    if (!look.table.problems.empty()) return show_look(visit, definition, look);
    // Between the look and this others may have changed what it touches: then all of it is refused, and shown.
    auto problems = visit.parts.records.enter(visit.actor, look.table.entries, false);
    if (!problems.empty()) return show_look(visit, definition, look_at(visit, definition, file));
    std::error_code ignored;
    fs::remove(waiting->path, ignored);
    return http::AppResponse::see_other(
        fmt::format("{}import?made={}&changed={}", register_address(definition.id), look.made, look.changed));
}

http::AppResponse import_page(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    if (!may_create(visit.actor, definition))
        throw Forbidden(fmt::format("Your roles do not let you make new records of {}", definition.title));
    if (visit.request.method != "POST") return show_upload(visit, definition, {}, 200);
    try {
        return visit.request.form.get("step") == "import" ? confirm(visit, definition)
                                                          : check_upload(visit, definition);
    } catch (const Error& error) {
        Refusal refusal = refusal_of(error);
        for (FieldProblem& problem : refusal.problems)
            if (problem.field.empty()) problem.field = "-file";
        return show_upload(visit, definition, refusal.problems, refusal.status);
    }
}

http::AppResponse export_file(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    const http::Parameters& asked = visit.request.query;
    bool spreadsheet = asked.get("as") == "xlsx";
    if (!spreadsheet && asked.get("as") != "csv")
        throw Error::input("A list is given as csv or xlsx, not as '{}'", asked.get("as"));
    RecordPage found;
    if (asked.get("only") != "heading") {
        RecordQuery query = read_query(visit, definition);
        query.from = query.count = 0;
        found = visit.parts.records.search(visit.actor, query);
    }
    http::AppResponse answer;
    answer.body = spreadsheet ? records_xlsx(visit.actor, definition, found.records)
                              : records_csv(visit.actor, definition, found.records);
    answer.type =
        spreadsheet ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8";
    std::string name = fmt::format("{}-{}.{}", definition.id, visit.parts.records.clock().today().to_string(),
                                   spreadsheet ? "xlsx" : "csv");
    answer.headers.emplace_back("Content-Disposition", content_disposition(name));
    answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
    return answer;
}

} // namespace

std::vector<RouteEntry> import_routes() {
    return {{"GET", "/registers/{}/import", import_page},
            {"POST", "/registers/{}/import", import_page},
            {"GET", "/registers/{}/export", export_file}};
}

} // namespace peelian
