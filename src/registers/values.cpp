// SPDX-License-Identifier: MIT
#include "registers/values.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <nlohmann/json.hpp>

namespace peelian {

const std::string& first_of(const Values& values, std::string_view field) {
    static const std::string none;
    auto found = values.find(field);
    return found == values.end() || found->second.empty() ? none : found->second.front();
}

bool is_empty(const Values& values, std::string_view field) {
    auto found = values.find(field);
    return found == values.end() || found->second.empty();
}

std::string values_json(const Values& values) {
    std::string json = "{";
    for (const auto& [field, texts] : values) {
        if (json.size() > 1) json += ',';
        append_json(json, field);
        json += ":[";
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (i > 0) json += ',';
            append_json(json, texts[i]);
        }
        json += ']';
    }
    return json += '}';
}

Values parse_values(std::string_view json) {
    auto refused = [] { return Error::input("A record's fields are not an object of lists of texts"); };
    auto parsed = nlohmann::json::parse(json, nullptr, false);
    if (!parsed.is_object()) throw refused();
    Values values;
    for (auto& [field, texts] : parsed.items()) {
        if (!texts.is_array()) throw refused();
        FieldValue& value = values[field];
        for (auto& text : texts) {
            if (!text.is_string()) throw refused();
            value.push_back(std::move(text.get_ref<std::string&>()));
        }
    }
    return values;
}

} // namespace peelian
