// SPDX-License-Identifier: MIT
// The public registers as open data. Cells hold values as records keep them (ids, YYYY-MM-DD, pounds), so
// that they can be sorted and joined; what a spreadsheet would take for a formula gets an apostrophe.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/open_data_files.hpp"
#include "publish/open_data_tables.hpp"
#include "publish/record_index.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace peelian {
namespace {

constexpr std::string_view k_between = "; "; ///< the values of a field that has many

bool is_numeric(FieldType type) { return type == FieldType::money || type == FieldType::number; }

/// Text that a program might run as a formula is made text.
void append_cell(std::string& out, std::string_view text, bool numeric = false) {
    std::string_view risky = "=+-@\t\r";
    // Spaces do not keep every program from it.
    std::string_view seen = text.substr(std::min(text.find_first_not_of(' '), text.size()));
    if (!numeric && !seen.empty() && risky.find(seen.front()) != std::string_view::npos)
        append_csv(out, fmt::format("'{}", text));
    else append_csv(out, text);
}

std::string cell_of(const Record& record, const FieldDefinition& field) {
    std::string out;
    for (const std::string& value : values_of(record, field.id)) {
        if (!out.empty()) out += k_between;
        out += value;
    }
    return out;
}

/// "text (a reason); page (another)"
std::string withheld_of(const Record& record) {
    std::string out;
    for (const auto& [field, reason] : record.withheld)
        out += fmt::format("{}{} ({})", out.empty() ? "" : k_between, field, reason);
    return out;
}

struct RecordColumn {
    std::string name, title, type, about;
    const FieldDefinition* field = nullptr;
};

std::string_view csvw_type(const FieldDefinition& field) {
    if (field.many) return "string";
    switch (field.type) {
    case FieldType::date: return "date";
    case FieldType::month: return "gYearMonth";
    case FieldType::money: return "decimal";
    case FieldType::number: return "number";
    default: return "string";
    }
}

std::string about_field(const FieldDefinition& field) {
    std::string about = field.label;
    switch (field.type) {
    case FieldType::markdown: about += ", as Markdown"; break;
    case FieldType::money: about += ", in pounds"; break;
    case FieldType::area: about += ", codes as the Office for National Statistics has them"; break;
    case FieldType::link: about += fmt::format(", ids of {}", field.to); break;
    case FieldType::file: about += ", as SHA-256/name"; break;
    case FieldType::choice:
        for (std::size_t i = 0; i < field.choices.size(); ++i)
            about += fmt::format("{}{} is {}", i == 0 ? ": " : "; ", field.choices[i].id, field.choices[i].label);
        break;
    default: break;
    }
    if (field.many) about += ". Many are parted by \"; \"";
    return about;
}

/// The fields' names do not hide those of the record itself: a field `id` is `field_id`.
std::vector<RecordColumn> columns_of(const RegisterDefinition& definition) {
    std::string states;
    for (const StateDefinition& state : definition.states)
        states += fmt::format("{}{} is {}", states.empty() ? ": " : "; ", state.id, state.label);
    std::vector<RecordColumn> columns{
        {"id", "Id", "string", "Identifier of the record; its page is /" + address::part(definition.id) + "/<id>/"},
        {"number", "Number", "string", "Number it is known by, where it has one"},
        {"state", "State", "string", "Where it stands" + states}};
    for (const FieldDefinition& field : definition.fields) {
        bool taken = field.id == "id" || field.id == "number" || field.id == "state" || field.id == "withheld";
        columns.push_back({taken ? "field_" + field.id : field.id, field.label, std::string(csvw_type(field)),
                           about_field(field), &field});
    }
    columns.push_back({"withheld", "Withheld", "string", "Fields that are kept back, each with the reason"});
    return columns;
}

std::string own_cell(const Record& record, std::string_view column) {
    if (column == "id") return record.id;
    if (column == "number") return record.number;
    if (column == "state") return record.state;
    return withheld_of(record);
}

void put_record(Json& json, const PublicRegister& all, const Record& record) {
    json.object().text("id", record.id).text_if("number", record.number).text("state", record.state);
    json.text("page", address::record(all.definition.id, record.id)).object("values");
    for (const FieldDefinition& field : all.definition.fields) {
        const FieldValue& values = values_of(record, field.id);
        if (values.empty()) continue;
        json.list(field.id);
        for (const std::string& value : values)
            json.item(value);
        json.end();
    }
    json.end();
    if (!record.withheld.empty()) {
        json.object("withheld");
        for (const auto& [field, reason] : record.withheld)
            json.text(field, reason);
        json.end();
    }
    if (all.definition.public_history) {
        json.list("moves");
        for (const MadeMove& move : record.moves)
            json.object()
                .text("on", move.on.to_string())
                .text("to", move.to)
                .text_if("move", move.move)
                .text_if("note", move.note)
                .text_if("source", move.source)
                .end();
        json.end();
    }
    json.end();
}

} // namespace

std::string records_csv(const PublicRegister& all) {
    std::vector<RecordColumn> columns = columns_of(all.definition);
    std::string out;
    for (const RecordColumn& column : columns) {
        append_cell(out, column.name);
        out += ',';
    }
    out.back() = '\n';
    for (const Record& record : all.records) {
        for (const RecordColumn& column : columns) {
            bool field = column.field != nullptr;
            append_cell(out, field ? cell_of(record, *column.field) : own_cell(record, column.name),
                        field && !column.field->many && is_numeric(column.field->type));
            out += ',';
        }
        out.back() = '\n';
    }
    return out;
}

std::string record_moves_csv(const PublicRegister& all) {
    std::string out = "id,on,to,move,note,source\n";
    for (const Record& record : all.records)
        for (const MadeMove& move : record.moves) {
            for (const std::string& text :
                 {record.id, move.on.to_string(), move.to, move.move, move.note, move.source}) {
                append_cell(out, text);
                out += ',';
            }
            out.back() = '\n';
        }
    return out;
}

std::string records_on_time_csv(const PublicRegister& all) {
    std::string out = "rule,month,received,on_time,late,open,per_cent_on_time\n";
    for (const auto& [rule, months] : all.on_time)
        for (const OnTime& o : months) {
            append_cell(out, rule);
            out += fmt::format(",{},{},{},{},{},", o.month, o.received, o.on_time, o.late, o.open);
            if (o.received > 0) append_plain_number(out, o.per_cent());
            out += '\n';
        }
    return out;
}

std::string records_metadata(const ReleaseContent& content, const PublicRegister& all, const std::string& licence) {
    const RegisterDefinition& definition = all.definition;
    std::string out;
    Json json(out);
    json.object().list("@context").item("http://www.w3.org/ns/csvw");
    json.object().text("@language", "en").end().end();
    json.text("url", address::part(definition.id) + ".csv").text("dc:title", definition.title);
    json.text("dc:description", definition.about).text("dc:publisher", content.body.name);
    json.object("dc:license").text("@id", licence).end();
    json.text("dc:issued", content.date).text("peelian:release", content.id);
    if (content.body.synthetic) json.text("peelian:synthetic", "These records are made up.");
    json.object("dialect").boolean("header", true).text("encoding", "utf-8").text("delimiter", ",").end();
    json.object("tableSchema").list("columns");
    for (const RecordColumn& column : columns_of(definition)) {
        json.object().text("name", column.name).text("titles", column.title).text("datatype", column.type);
        json.text("dc:description", column.about);
        if (column.name == "id" || column.name == "state") json.boolean("required", true);
        else json.text("null", "");
        json.end();
    }
    json.end().list("primaryKey").item("id").end().end().list("notes");
    json.object().text("meaning", "Text that begins with =, +, - or @ has an apostrophe before it, so that no "
                                  "spreadsheet takes it for a formula; the JSON has it as it is");
    json.end().end().end();
    return out;
}

std::string records_json(const ReleaseContent& content, const PublicRegister& all) {
    const RegisterDefinition& definition = all.definition;
    std::string out;
    Json json(out);
    json.object().text("id", definition.id).text("title", definition.title).text("about", definition.about);
    json.text("release", content.id).text("date", content.date);
    if (content.body.synthetic) json.boolean("synthetic", true);
    json.list("fields");
    for (const FieldDefinition& field : definition.fields) {
        json.object().text("id", field.id).text("label", field.label).text("type", csvw_type(field));
        json.boolean("many", field.many).text_if("links_to", field.type == FieldType::link ? field.to : "");
        json.text("meaning", about_field(field)).end();
    }
    json.end().list("states");
    for (const StateDefinition& state : definition.states)
        json.object().text("id", state.id).text("label", state.label).text_if("about", state.about).end();
    json.end().list("records");
    for (const Record& record : all.records)
        put_record(json, all, record);
    json.end().list("on_time");
    for (const auto& [rule, months] : all.on_time)
        for (const OnTime& o : months) {
            json.object().text("rule", rule).text("month", o.month).number("received", static_cast<double>(o.received));
            json.number("on_time", static_cast<double>(o.on_time)).number("late", static_cast<double>(o.late));
            json.number("open", static_cast<double>(o.open)).end();
        }
    json.end().end();
    return out;
}

} // namespace peelian
