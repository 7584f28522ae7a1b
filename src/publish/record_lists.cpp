// SPDX-License-Identifier: MIT
#include "publish/record_lists.hpp"

#include "base/text.hpp"
#include "publish/record_values.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace peelian {
namespace {

/// Newest first where records have numbers; else in the register's order.
std::vector<std::size_t> in_order(const RegisterIndex& index, std::vector<std::size_t> records) {
    if (!index.all->definition.number.empty()) std::ranges::reverse(records);
    return records;
}

std::vector<std::size_t> both(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
    std::vector<std::size_t> out;
    std::ranges::set_intersection(a, b, std::back_inserter(out));
    return out;
}

std::vector<RecordListPart> by_facet(const RegisterIndex& index, const RecordFacet& facet,
                                     const std::vector<std::size_t>& records) {
    std::vector<RecordListPart> parts;
    std::vector<std::size_t> rest = records;
    for (const RecordGroup& group : facet.groups) {
        std::vector<std::size_t> here = both(records, group.records), left;
        if (here.empty()) continue;
        std::ranges::set_difference(rest, here, std::back_inserter(left));
        rest = std::move(left);
        bool state = &facet == &index.states;
        parts.push_back({group.title, state ? state_anchor(group.value) : "", in_order(index, std::move(here))});
    }
    if (!rest.empty())
        parts.push_back({parts.empty() ? "" : "Without: " + uncapital(facet.title), "", in_order(index, rest)});
    return parts;
}

const RecordFacet* facet_named(const RegisterIndex& index, std::string_view field) {
    auto facet = std::ranges::find(index.facets, field, &RecordFacet::field);
    return field.empty() || facet == index.facets.end() ? nullptr : &*facet;
}

/// Fields that have a column: as the register says, but for the heading and what the list is grouped by.
std::vector<const FieldDefinition*> columns_of(const RegisterDefinition& definition, const RecordList& list,
                                               const RecordListName& name) {
    std::vector<const FieldDefinition*> columns;
    for (const std::string& id : definition.columns) {
        const FieldDefinition* field = definition.field(id);
        bool told =
            id == definition.heading || id == list.grouped || (name.facet != nullptr && name.facet->field == id);
        if (field != nullptr && !told && field->type != FieldType::markdown) columns.push_back(field);
    }
    return columns;
}

void fill_row(View row, const SiteContext& site, const RecordListName& name, std::size_t r,
              const std::vector<const FieldDefinition*>& columns, bool with_state) {
    const RegisterIndex& index = site.records.registers()[name.in];
    const Record& record = index.all->records[r];
    row.text("ADDRESS", index.addresses[r]).text("TITLE", record_title(site, index.all->definition, record));
    row.maybe("STATE", with_state ? state_words(index.all->definition, record.state) : "");
    for (const FieldDefinition* field : columns) {
        ShownValue cell = shown_cell(site, *field, record);
        View view = row.section("CELL");
        if (cell.address.empty()) view.section("PLAIN").text("TEXT", cell.text);
        else view.section("LINK").text("ADDRESS", cell.address).text("TEXT", cell.text);
    }
}

void fill_pages(View view, const RecordList& list, std::size_t page) {
    std::size_t pages = pages_of(list.rows());
    if (pages < 2) return;
    View nav = view.section("PAGES");
    for (std::size_t p = 1; p <= pages; ++p) {
        View item = nav.section("PAGE").number("N", static_cast<std::int64_t>(p));
        item.text("ADDRESS", page_address(list.address, p)).show("CURRENT", p == page);
    }
}

} // namespace

std::size_t RecordList::rows() const {
    std::size_t n = 0;
    for (const RecordListPart& part : parts)
        n += part.records.size();
    return n;
}

std::vector<RecordListName> record_lists(const RecordIndex& records) {
    std::vector<RecordListName> lists;
    for (std::size_t in = 0; in < records.registers().size(); ++in) {
        const RegisterIndex& index = records.registers()[in];
        lists.push_back({in, nullptr, nullptr});
        auto add = [&](const RecordFacet& facet) {
            for (const RecordGroup& group : facet.groups)
                lists.push_back({in, &facet, &group});
        };
        add(index.states);
        std::ranges::for_each(index.facets, add);
    }
    return lists;
}

RecordList record_list(const RecordIndex& records, const RecordListName& name) {
    const RegisterIndex& index = records.registers()[name.in];
    RecordList list;
    list.address = name.group == nullptr ? index.address : name.group->address;
    std::vector<std::size_t> all;
    if (name.group != nullptr) all = name.group->records;
    else
        for (std::size_t r = 0; r < index.all->records.size(); ++r)
            all.push_back(r);
    bool by_state = name.facet != nullptr && name.facet != &index.states;
    const RecordFacet* facet = by_state ? &index.states : facet_named(index, index.all->definition.group);
    if (facet != nullptr) {
        list.parts = by_facet(index, *facet, all);
        list.grouped = facet->field;
    } else if (!all.empty()) {
        list.parts.push_back({"", "", in_order(index, std::move(all))});
    }
    return list;
}

std::string state_anchor(std::string_view state) { return "state-" + slug(state); }

std::string part_address(const RecordList& list, std::string_view anchor) {
    std::size_t before = 0;
    for (const RecordListPart& part : list.parts) {
        if (part.anchor == anchor)
            return fmt::format("{}#{}", page_address(list.address, before / k_records_a_page + 1), anchor);
        before += part.records.size();
    }
    return list.address;
}

void fill_record_list(View view, const SiteContext& site, const RecordListName& name, const RecordList& list,
                      std::size_t page, const std::string& caption) {
    const RegisterDefinition& definition = site.records.registers()[name.in].all->definition;
    bool with_state = list.grouped != "state" && (name.facet == nullptr || name.facet->field != "state");
    std::vector<const FieldDefinition*> columns = columns_of(definition, list, name);
    view.text("CAPTION", caption).text("FIRST", capital(definition.singular));
    view.show("STATES", with_state);
    for (const FieldDefinition* field : columns)
        view.section("HEAD").text("TEXT", field->label);
    auto span = static_cast<std::int64_t>(1 + columns.size() + (with_state ? 1 : 0));
    std::size_t first = (page - 1) * k_records_a_page, last = first + k_records_a_page, at = 0;
    for (const RecordListPart& part : list.parts) {
        std::size_t from = std::max(at, first), to = std::min(at + part.records.size(), last);
        if (from < to) {
            View body = view.section("BODY");
            // A part that goes on on the next page begins once.
            body.maybe("ANCHOR", from == at ? part.anchor : "");
            if (!part.title.empty()) body.section("HEADING").text("TEXT", part.title).number("SPAN", span);
            for (std::size_t i = from; i < to; ++i)
                fill_row(body.section("ROW"), site, name, part.records[i - at], columns, with_state);
        }
        at += part.records.size();
    }
    fill_pages(view, list, page);
}

std::size_t count_record_pages(const RecordIndex& records) {
    if (records.empty()) return 0;
    std::size_t n = 1;
    for (const RegisterIndex& index : records.registers())
        n += index.all->records.size();
    for (const RecordListName& name : record_lists(records))
        n += pages_of(record_list(records, name).rows());
    return n;
}

} // namespace peelian
