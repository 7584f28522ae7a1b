// SPDX-License-Identifier: MIT
#include "workbench/register_query.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace peelian {

namespace {

bool sorts_by(const Visit& visit, const RegisterDefinition& definition, std::string_view key) {
    if (key.starts_with('-')) key.remove_prefix(1);
    if (key == "number" || key == "state" || key == "changed" || key == "due") return true;
    const FieldDefinition* field = definition.field(key);
    return field != nullptr && may_read(visit.actor, *field);
}

} // namespace

std::size_t number_or(const std::string& text, std::size_t otherwise) {
    std::size_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && !text.empty() ? value : otherwise;
}

RecordQuery read_query(const Visit& visit, const RegisterDefinition& definition) {
    const http::Parameters& asked = visit.request.query;
    RecordQuery query{.register_id = definition.id, .words = std::string(trim(asked.get("words")))};
    for (const std::string& state : asked.every("state"))
        if (definition.state(state) != nullptr) query.states.push_back(state);
    for (const auto& [name, value] : asked.all()) {
        if (!name.starts_with("f.") || value.empty()) continue;
        const FieldDefinition* field = definition.field(std::string_view(name).substr(2));
        if (field != nullptr && may_read(visit.actor, *field)) query.filters[field->id].push_back(value);
    }
    if (sorts_by(visit, definition, asked.get("sort"))) query.sort = asked.get("sort");
    query.due_by = Day::parse(asked.get("due_by"));
    std::size_t page = std::clamp<std::size_t>(number_or(asked.get("page"), 1), 1, 1'000'000);
    query.count = k_rows_a_page;
    query.from = (page - 1) * k_rows_a_page;
    return query;
}

http::Parameters query_parameters(const RecordQuery& query) {
    http::Parameters parameters;
    if (!query.words.empty()) parameters.add("words", query.words);
    for (const std::string& state : query.states)
        parameters.add("state", state);
    for (const auto& [field, values] : query.filters)
        for (const std::string& value : values)
            parameters.add("f." + field, value);
    if (query.due_by) parameters.add("due_by", query.due_by->to_string());
    if (!query.sort.empty()) parameters.add("sort", query.sort);
    return parameters;
}

std::string list_address(const RegisterDefinition& definition, const http::Parameters& parameters) {
    std::string text = http::encode_form(parameters);
    return register_address(definition.id) + (text.empty() ? "" : "?" + text);
}

std::size_t page_of(const RecordQuery& query) { return query.count == 0 ? 1 : query.from / query.count + 1; }

void show_pages(View page, const std::string& address, std::size_t now, std::size_t all_rows, std::size_t rows_a_page) {
    std::size_t last = (all_rows + rows_a_page - 1) / rows_a_page;
    if (last <= 1) return;
    auto to = [&](std::size_t n) {
        return fmt::format("{}{}page={}", address, address.find('?') == std::string::npos ? "?" : "&", n);
    };
    View pages = page.include("PAGES", "wb_pages.tpl");
    if (now > 1) pages.section("PREVIOUS").text("ADDRESS", to(std::min(now - 1, last)));
    if (now < last) pages.section("NEXT").text("ADDRESS", to(now + 1));
    std::size_t before = 0;
    for (std::size_t n = 1; n <= last; ++n) {
        if (n != 1 && n != last && (n + 2 < now || n > now + 2)) continue;
        View one = pages.section("PAGE");
        one.show("GAP", n > before + 1);
        View link = one.section(n == now ? "HERE" : "THERE");
        link.number("N", static_cast<std::int64_t>(n)).text("ADDRESS", to(n));
        before = n;
    }
}

} // namespace peelian
