// SPDX-License-Identifier: MIT
#include "publish/record_links.hpp"

#include "base/text.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace peelian {
namespace {

LinkedRecords linked_by(const SiteContext& site, const RegisterIndex& index, const FieldDefinition& field,
                        const std::vector<RecordPlace>& places, std::size_t most) {
    const RegisterDefinition& definition = index.all->definition;
    LinkedRecords linked{definition.id, fmt::format("{} ({})", definition.title, uncapital(field.label)), {}, 0};
    for (const RecordPlace& place : places) {
        if (linked.items.size() == most) break;
        linked.items.push_back(shown_link(site, definition.id, site.records.record(place).id));
    }
    linked.more = places.size() - linked.items.size();
    return linked;
}

} // namespace

std::vector<LinkedRecords> linked_records(const SiteContext& site, std::string_view kind,
                                          std::span<const std::string> ids, std::size_t most) {
    std::vector<LinkedRecords> linked;
    for (std::size_t in = 0; in < site.records.registers().size(); ++in) {
        const RegisterIndex& index = site.records.registers()[in];
        for (const FieldDefinition& field : index.all->definition.fields) {
            std::vector<RecordPlace> places;
            std::set<std::size_t> there;
            for (const std::string& id : ids)
                for (const RecordLinkFrom& link : site.records.links_to(kind, id))
                    if (link.field == &field && there.insert(link.from.record).second) places.push_back(link.from);
            if (!places.empty()) linked.push_back(linked_by(site, index, field, places, most));
        }
    }
    return linked;
}

std::vector<LinkedRecords> linked_records(const SiteContext& site, std::string_view kind, std::string_view id,
                                          std::size_t most) {
    std::string one(id);
    return linked_records(site, kind, std::span(&one, 1), most);
}

void fill_on_record(View page, const SiteContext& site, std::string_view kind, std::span<const std::string> ids,
                    std::string_view left_out) {
    constexpr std::size_t k_most = 20;
    std::vector<LinkedRecords> linked = linked_records(site, kind, ids, k_most);
    std::erase_if(linked, [&](const LinkedRecords& l) { return l.register_id == left_out; });
    if (!linked.empty()) fill_linked(page.include("ON_RECORD", "record_links.tpl"), linked, "On the record");
}

void fill_linked(View view, const std::vector<LinkedRecords>& linked, std::string_view heading) {
    view.text("HEADING", heading);
    for (const LinkedRecords& records : linked) {
        View set = view.section("SET").text("TITLE", records.title);
        for (const ShownValue& item : records.items)
            set.section("ITEM").text("ADDRESS", item.address).text("TEXT", item.text).maybe("STATE", item.in);
        set.maybe("MORE", records.more == 0 ? "" : counted(records.more, "more is", "more are"));
    }
}

} // namespace peelian
