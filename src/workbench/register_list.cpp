// SPDX-License-Identifier: MIT
// One register as a list.
#include "base/text.hpp"
#include "workbench/register_pages.hpp"

#include <algorithm>
#include <set>

namespace peelian {

namespace {

/// Figures stand on the list itself up to so many records; beyond, on a page of their own.
constexpr std::size_t k_figures_on_list = 1000;

struct Column {
    std::string id, label; ///< a field's id; or number, state, due
    const FieldDefinition* field = nullptr;
};

std::vector<Column> columns_of(const Visit& visit, const RegisterDefinition& definition) {
    std::vector<Column> columns;
    if (!definition.number.empty()) columns.push_back({"number", "Number", nullptr});
    auto add = [&](const std::string& id) {
        if (id == "state" || (id == "due" && definition.field(id) == nullptr)) {
            columns.push_back({id, id == "state" ? "State" : "Next due", nullptr});
            return;
        }
        const FieldDefinition* field = definition.field(id);
        if (field != nullptr && may_read(visit.actor, *field)) columns.push_back({id, field->label, field});
    };
    if (definition.columns.empty()) {
        add(definition.heading);
        if (!definition.owner.empty()) add(definition.owner);
        add("state");
        if (!definition.due.empty()) add("due");
    } else {
        // Who reads a list has to see of what, and where it stands, whatever else the definition shows.
        if (std::find(definition.columns.begin(), definition.columns.end(), definition.heading) ==
            definition.columns.end())
            add(definition.heading);
        for (const std::string& id : definition.columns)
            if (id != "number") add(id);
        if (std::find(definition.columns.begin(), definition.columns.end(), "state") == definition.columns.end())
            add("state");
    }
    return columns;
}

void show_headings(View page, const RegisterDefinition& definition, const RecordQuery& query,
                   const std::vector<Column>& columns) {
    for (const Column& column : columns) {
        View heading = page.section("HEADING");
        bool up = query.sort == column.id, down = query.sort == "-" + column.id;
        RecordQuery turned = query;
        turned.sort = up ? "-" + column.id : column.id;
        heading.text("LABEL", column.label).text("ADDRESS", list_address(definition, query_parameters(turned)));
        heading.text("ORDER", up ? "ascending" : down ? "descending" : "none");
        heading.text("ARROW", up ? " \u25B2" : down ? " \u25BC" : "");
    }
}

/// The day that something is due, where the column shows such a day.
std::optional<Day> due_of(const RegisterDefinition& definition, const Record& record, const Column& column) {
    bool is_date = column.field != nullptr && column.field->type == FieldType::date;
    if (column.field != nullptr ? !is_date : column.id != "due") return std::nullopt;
    for (const NextDue& next : next_due(definition, record))
        if (!is_date || record.first(column.field->id) == next.day.to_string()) return next.day;
    return std::nullopt;
}

void show_cell(View row, Labels& labels, const RegisterDefinition& definition, const Record& record,
               const Column& column, bool is_first, Day today) {
    View cell = row.section(is_first ? "FIRST" : "CELL");
    std::string words;
    if (column.id == "number") words = record.number;
    else if (column.field != nullptr) words = labels.of(*column.field, record);
    if (column.id == "state") {
        const StateDefinition* state = definition.state(record.state);
        cell.section("TAG")
            .text("COLOUR", state ? tag_colour(state->kind) : "grey")
            .text("WORDS", state_label(definition, record.state));
    } else if (auto due = due_of(definition, record, column)) {
        cell.section("DUE").text("DAY", due->to_words()).show("LATE", *due < today);
    } else if (is_first || column.id == definition.heading) {
        if (words.empty()) words = record.title(definition).empty() ? record.id : record.title(definition);
        cell.section("LINK").text("ADDRESS", record_address(definition.id, record.id)).text("WORDS", words);
    } else {
        cell.section("PLAIN").text("WORDS", words);
    }
}

/// How many records a group has in all, and how many things they stand for.
std::string group_count(const Visit& visit, const RegisterDefinition& definition, RecordQuery query,
                        const std::string& value) {
    query.filters[definition.group] = {value};
    query.from = 0;
    query.count = definition.items.empty() ? 1 : 0;
    RecordPage found = visit.parts.records.search(visit.actor, query);
    std::string words = counted(found.all, definition.singular, definition.title);
    const FieldDefinition* items = definition.field(definition.items);
    if (items == nullptr || !may_read(visit.actor, *items)) return lower(words);
    double sum = 0;
    for (const Record& record : found.records)
        sum += is_empty(record.values, items->id) ? 1 : std::strtod(record.first(items->id).c_str(), nullptr);
    return fmt::format("{}; {}: {}", lower(words), lower(items->label), number(sum));
}

void show_rows(View page, Labels& labels, const RegisterDefinition& definition, const RecordQuery& query,
               const RecordPage& found, const std::vector<Column>& columns) {
    const Visit& visit = labels.visit();
    Day today = visit.parts.records.clock().today();
    const FieldDefinition* group = definition.field(definition.group);
    bool grouped =
        group != nullptr && may_read(visit.actor, *group) && (query.sort == group->id || query.sort == "-" + group->id);
    std::string last;
    for (std::size_t n = 0; n < found.records.size(); ++n) {
        const Record& record = found.records[n];
        View row = page.section("ROW");
        if (grouped && (n == 0 || record.first(group->id) != last)) {
            last = record.first(group->id);
            View heading = row.section("GROUP_ROW");
            heading.number("COLUMNS", static_cast<std::int64_t>(columns.size()));
            heading.text("NAME", last.empty() ? "None: " + lower(group->label) : labels.of(*group, last));
            heading.text("COUNT", last.empty() ? "" : group_count(visit, definition, query, last));
        }
        for (std::size_t c = 0; c < columns.size(); ++c)
            show_cell(row, labels, definition, record, columns[c], c == 0, today);
    }
}

void show_filters(View page, Labels& labels, const RegisterDefinition& definition, const RecordQuery& query) {
    page.text("WORDS_ASKED", query.words).text("SORT", query.sort);
    for (const StateDefinition& state : definition.states) {
        View one = page.section("STATE");
        one.text("STATE_ID", state.id).text("LABEL", state.label);
        one.show("CHOSEN", std::find(query.states.begin(), query.states.end(), state.id) != query.states.end());
    }
    for (const std::string& id : definition.filters) {
        const FieldDefinition* field = definition.field(id);
        if (field == nullptr || !may_read(labels.visit().actor, *field)) continue;
        auto asked = query.filters.find(id);
        std::string now = asked == query.filters.end() ? "" : asked->second.front();
        PickList list;
        if (field->type == FieldType::yes_no) list.choices = {{"yes", "Yes"}, {"no", "No"}};
        else list = labels.picks(*field);
        View filter = page.section("FILTER");
        filter.text("FIELD", id).text("LABEL", field->label);
        if (list.choices.empty() || list.more) {
            filter.section("TYPED").text("VALUE", now);
            continue;
        }
        View select = filter.section("SELECT");
        for (const FieldChoice& choice : list.choices)
            select.section("OPTION")
                .text("CHOICE", choice.id)
                .text("WORDS", choice.label)
                .show("CHOSEN", choice.id == now);
    }
}

/// Filters that are on but have no box of their own: they go on holding, and can be seen.
void show_other_filters(View page, Labels& labels, const RegisterDefinition& definition, const RecordQuery& query) {
    std::int64_t nth = 0;
    for (const auto& [id, values] : query.filters) {
        bool has_box = std::find(definition.filters.begin(), definition.filters.end(), id) != definition.filters.end();
        const FieldDefinition* field = definition.field(id);
        if (has_box || field == nullptr) continue;
        for (const std::string& value : values)
            page.section("OTHER")
                .number("NTH", ++nth)
                .text("FIELD", id)
                .text("VALUE", value)
                .text("LABEL", field->label)
                .text("WORDS", labels.of(*field, value));
    }
    if (query.due_by)
        page.section("DUE_BY").text("VALUE", query.due_by->to_string()).text("DAY", query.due_by->to_words());
}

void show_tracker(View page, const Visit& visit, const RegisterDefinition& definition) {
    auto counts = visit.parts.records.counts(visit.actor, definition.id);
    for (StateKind kind : {StateKind::open, StateKind::underway, StateKind::done, StateKind::late, StateKind::closed}) {
        std::size_t sum = 0;
        RecordQuery query;
        for (const auto& [id, count] : counts) {
            const StateDefinition* state = definition.state(id);
            if (state == nullptr || state->kind != kind) continue;
            sum += count;
            query.states.push_back(id);
        }
        bool has_kind = std::any_of(definition.states.begin(), definition.states.end(),
                                    [&](const StateDefinition& state) { return state.kind == kind; });
        if (!has_kind) continue;
        if (query.states.empty())
            for (const StateDefinition& state : definition.states)
                if (state.kind == kind) query.states.push_back(state.id);
        View one = page.section("COUNT");
        one.text("KIND", capital(to_words(kind))).text("N", number(static_cast<double>(sum)));
        one.text("ADDRESS", list_address(definition, query_parameters(query)));
    }
}

void show_actions(View page, const Visit& visit, const RegisterDefinition& definition, const RecordQuery& query) {
    std::string address = register_address(definition.id);
    std::string asked = http::encode_form(query_parameters(query));
    if (may_create(visit.actor, definition)) {
        page.section("MAY_CREATE").text("ADDRESS", address + "new").text("SINGULAR", definition.singular);
        page.section("MAY_IMPORT").text("ADDRESS", address + "import");
        if (definition.draws) page.section("MAY_DRAW").text("ADDRESS", address + "draw");
    }
    auto with = [&](std::string_view more) {
        return asked.empty() ? std::string(more) : asked + "&" + std::string(more);
    };
    page.text("CSV", address + "export?" + with("as=csv")).text("XLSX", address + "export?" + with("as=xlsx"));
    View save = page.section("SAVE");
    save.text("CSRF", visit.session.csrf).text("REGISTER", definition.id).text("QUERY", asked);
}

} // namespace

http::AppResponse register_page(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    RecordQuery query = read_query(visit, definition);
    if (query.sort.empty() && !definition.group.empty()) query.sort = definition.group;
    RecordPage found = visit.parts.records.search(visit.actor, query);
    Labels labels(visit);
    Sheet sheet;
    View page = visit.page(sheet, definition.title, "wb_register.tpl");
    page.text("TITLE", definition.title).maybe("ABOUT", definition.about);
    page.text("LIST", register_address(definition.id));
    page.text("CAPTION", counted(found.all, definition.singular, lower(definition.title)) +
                             (query.words.empty() ? "" : fmt::format(" with \u201C{}\u201D", query.words)));
    show_tracker(page, visit, definition);
    show_actions(page, visit, definition, query);
    show_filters(page, labels, definition, query);
    show_other_filters(page, labels, definition, query);
    std::vector<Column> columns = columns_of(visit, definition);
    if (found.records.empty()) page.show("NONE");
    else {
        View table = page.section("TABLE");
        show_headings(table, definition, query, columns);
        show_rows(table, labels, definition, query, found, columns);
    }
    show_pages(page, list_address(definition, query_parameters(query)), page_of(query), found.all, k_rows_a_page);
    if (has_figures(definition)) {
        if (found.all <= k_figures_on_list) show_figures(page, visit, definition, query);
        else {
            std::string asked = http::encode_form(query_parameters(query));
            page.section("FIGURES_LINK")
                .text("ADDRESS", register_address(definition.id) + "figures" + (asked.empty() ? "" : "?" + asked));
        }
    }
    return visit.show(sheet);
}

http::AppResponse registers_page(Visit& visit) {
    Sheet sheet;
    View page = visit.page(sheet, "Registers", "wb_registers.tpl");
    bool any = false;
    for (const RegisterDefinition& definition : visit.parts.records.definitions().all()) {
        if (!may_read(visit.actor, definition)) continue;
        any = true;
        View one = page.section("REGISTER");
        one.text("TITLE", definition.title).text("ADDRESS", register_address(definition.id));
        one.maybe("ABOUT", definition.about)
            .show("PUBLIC", definition.is_public)
            .show("RESTRICTED", definition.restricted);
        for (const auto& [state, count] : visit.parts.records.counts(visit.actor, definition.id)) {
            const StateDefinition* known = definition.state(state);
            View tag = one.section("COUNT");
            tag.text("LABEL", state_label(definition, state)).text("N", number(static_cast<double>(count)));
            tag.text("COLOUR", known ? tag_colour(known->kind) : "grey");
            http::Parameters asked;
            asked.add("state", state);
            tag.text("LINK", list_address(definition, asked));
        }
    }
    page.show("NONE", !any);
    return visit.show(sheet);
}

} // namespace peelian
