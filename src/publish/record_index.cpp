// SPDX-License-Identifier: MIT
#include "publish/record_index.hpp"

#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace peelian {
namespace {

/// The first parts of addresses that other pages have.
constexpr std::array<std::string_view, 22> k_taken{
    "about",       "api",     "areas",   "assets", "claims", "compare",  "dashboards", "data",
    "evaluations", "favicon", "files",   "impact", "index",  "measures", "plan",       "priorities",
    "record",      "reports", "sign-in", "work",   "404",    "health"};

/// The objective that an id of the plan belongs to.
std::string objective_of(const ReleaseContent& content, const std::string& id) {
    for (const PlanOutcome& o : content.outcomes)
        if (o.id == id) return o.objective;
    return id;
}

std::string objective_title(const ReleaseContent& content, const std::string& id) {
    for (const PlanObjective& o : content.objectives)
        if (o.id == id) return o.title;
    return id;
}

bool is_counted_by(const RegisterDefinition& definition, const FieldDefinition& field) {
    if (field.type == FieldType::link && field.to == "plan") return true;
    if (field.id == definition.group) return true;
    bool few = field.type == FieldType::choice || field.type == FieldType::yes_no || field.type == FieldType::area ||
               field.type == FieldType::post;
    return few && std::ranges::find(definition.filters, field.id) != definition.filters.end();
}

/// The title of a record of a register; its id where it is not public.
std::string record_title(const ReleaseContent& content, std::string_view register_id, const std::string& id) {
    for (const PublicRegister& one : content.registers) {
        if (one.definition.id != register_id) continue;
        auto found = std::ranges::find(one.records, id, &Record::id);
        std::string title = found == one.records.end() ? "" : found->title(one.definition);
        return title.empty() ? id : title;
    }
    return id;
}

std::string title_of(const ReleaseContent& content, const FieldDefinition& field, const std::string& value) {
    if (field.type == FieldType::link && field.to == "plan") return objective_title(content, value);
    if (field.type == FieldType::link) return record_title(content, field.to, value);
    if (field.type == FieldType::yes_no) return capital(value);
    if (field.type == FieldType::area)
        if (auto area = content.areas.find(value)) return content.areas[*area].name;
    for (const FieldChoice& choice : field.choices)
        if (choice.id == value) return choice.label;
    return value;
}

/// Where a value stands among others: as the definition or the plan has them, else as they first come.
std::size_t place_of(const ReleaseContent& content, const FieldDefinition& field, const std::string& value) {
    auto in = [&](const auto& all, auto id) {
        return static_cast<std::size_t>(std::ranges::find(all, value, id) - all.begin());
    };
    if (field.type == FieldType::choice) return in(field.choices, &FieldChoice::id);
    if (field.type == FieldType::link && field.to == "plan") return in(content.objectives, &PlanObjective::id);
    return 0;
}

/// Each group its own address, also where two values make the same slug or none.
void give_addresses(std::vector<RecordGroup>& groups, const std::string& base) {
    std::set<std::string> taken;
    for (RecordGroup& group : groups) {
        std::string name = slug(group.value).substr(0, 80);
        if (name.empty()) name = "other";
        std::string unique = name;
        for (int n = 2; !taken.insert(unique).second; ++n)
            unique = fmt::format("{}-{}", name, n);
        group.address = fmt::format("{}{}/", base, unique);
    }
}

RecordFacet facet_of(const ReleaseContent& content, const PublicRegister& all, const FieldDefinition& field,
                     const std::string& base) {
    RecordFacet facet{field.id, field.label, {}};
    bool plan = field.type == FieldType::link && field.to == "plan";
    if (plan) facet.title = "Objective";
    for (std::size_t r = 0; r < all.records.size(); ++r)
        for (const std::string& raw : values_of(all.records[r], field.id)) {
            std::string value = plan ? objective_of(content, raw) : raw;
            auto at = std::ranges::find(facet.groups, value, &RecordGroup::value);
            if (at == facet.groups.end())
                at = facet.groups.insert(facet.groups.end(), {value, title_of(content, field, value), "", {}});
            if (at->records.empty() || at->records.back() != r) at->records.push_back(r);
        }
    std::ranges::stable_sort(facet.groups, {}, [&](const RecordGroup& g) { return place_of(content, field, g.value); });
    if (field.type != FieldType::choice && field.type != FieldType::yes_no && !plan)
        std::ranges::stable_sort(facet.groups, {}, &RecordGroup::title);
    give_addresses(facet.groups, fmt::format("{}by/{}/", base, address::part(field.id)));
    return facet;
}

RecordFacet states_of(const PublicRegister& all, const std::string& base) {
    RecordFacet facet{"state", "State", {}};
    for (const StateDefinition& state : all.definition.states) {
        RecordGroup group{state.id, state.label, "", {}};
        for (std::size_t r = 0; r < all.records.size(); ++r)
            if (all.records[r].state == state.id) group.records.push_back(r);
        if (!group.records.empty()) facet.groups.push_back(std::move(group));
    }
    give_addresses(facet.groups, base + "state/");
    return facet;
}

} // namespace

std::size_t pages_of(std::size_t records) {
    return std::max<std::size_t>(1, (records + k_records_a_page - 1) / k_records_a_page);
}

std::string page_address(const std::string& list, std::size_t page) {
    return page < 2 ? list : fmt::format("{}page/{}/", list, page);
}

const FieldValue& values_of(const Record& record, std::string_view field) {
    static const FieldValue none;
    auto found = record.values.find(field);
    return found == record.values.end() ? none : found->second;
}

RecordIndex::RecordIndex(const ReleaseContent& content) {
    for (std::size_t in = 0; in < content.registers.size(); ++in)
        add(content, in);
    for (std::size_t in = 0; in < registers_.size(); ++in)
        add_links(in);
}

void RecordIndex::add(const ReleaseContent& content, std::size_t in) {
    const PublicRegister& all = content.registers[in];
    const RegisterDefinition& definition = all.definition;
    RegisterIndex index{&all, address::record_list(definition.id), {}, {}, {}};
    auto same = [&](const RegisterIndex& other) { return other.address == index.address; };
    if (std::ranges::find(k_taken, address::part(definition.id)) != k_taken.end() ||
        std::ranges::any_of(registers_, same))
        throw Error::input("A public register cannot have the id '{}': {} is another page's address", definition.id,
                           index.address)
            .at(definition.file.string())
            .hint("Give it another id, and its file of records the same name.");
    std::set<std::string> taken;
    for (std::size_t r = 0; r < all.records.size(); ++r) {
        const std::string& id = all.records[r].id;
        index.addresses.push_back(address::record(definition.id, id));
        if (!taken.insert(index.addresses.back()).second)
            throw Error::input("Two records of {} would have the address {}; the second is '{}'", definition.id,
                               index.addresses.back(), id)
                .at(definition.file.string());
        places_.emplace(std::pair(definition.id, id), RecordPlace{in, r});
    }
    index.states = states_of(all, index.address);
    for (const FieldDefinition& field : definition.fields)
        if (is_counted_by(definition, field)) {
            RecordFacet facet = facet_of(content, all, field, index.address);
            if (!facet.groups.empty()) index.facets.push_back(std::move(facet));
        }
    registers_.push_back(std::move(index));
}

void RecordIndex::add_links(std::size_t in) {
    const PublicRegister& all = *registers_[in].all;
    for (const FieldDefinition& field : all.definition.fields) {
        bool area = field.type == FieldType::area;
        if (!area && field.type != FieldType::link) continue;
        for (std::size_t r = 0; r < all.records.size(); ++r)
            for (const std::string& id : values_of(all.records[r], field.id))
                links_[{area ? "area" : field.to, id}].push_back({{in, r}, &field});
    }
}

std::optional<RecordPlace> RecordIndex::find(std::string_view register_id, std::string_view id) const {
    auto found = places_.find(std::pair(std::string(register_id), std::string(id)));
    if (found == places_.end()) return std::nullopt;
    return found->second;
}

std::span<const RecordLinkFrom> RecordIndex::links_to(std::string_view kind, std::string_view id) const {
    auto found = links_.find(std::pair(std::string(kind), std::string(id)));
    if (found == links_.end()) return {};
    return found->second;
}

} // namespace peelian
