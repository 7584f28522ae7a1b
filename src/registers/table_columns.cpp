// SPDX-License-Identifier: MIT
#include "registers/table_columns.hpp"

#include "base/text.hpp"
#include "registers/validation.hpp"

#include <algorithm>

namespace peelian {
namespace {

/// A choice by its label, where the label leads back to it.
std::string shown(const FieldDefinition& field, const std::string& value) {
    if (field.type != FieldType::choice) return value;
    for (const FieldChoice& choice : field.choices)
        if (choice.id == value && canonical(field, choice.label).value == value) return choice.label;
    return value;
}

/// The place of an apostrophe that `guarded` put there, or would.
bool has_guard(std::string_view text) {
    return text.size() > 1 && text.front() == '\'' && (looks_live(text.substr(1)) || has_guard(text.substr(1)));
}

} // namespace

std::string column_heading(const RegisterDefinition& definition, const FieldDefinition& field) {
    auto taken = [&](std::string_view name) { return same_text(name, field.label); };
    bool shared = std::ranges::any_of(k_own_columns, taken);
    for (const FieldDefinition& other : definition.fields)
        if (other.id != field.id) shared = shared || taken(other.label) || taken(other.id);
    return shared ? field.id : field.label;
}

std::string cell_text(const FieldDefinition& field, const FieldValue& values) {
    if (!field.many) return values.empty() ? "" : shown(field, values.front());
    std::string out;
    for (const std::string& value : values) {
        if (!out.empty()) out += "; ";
        for (char c : shown(field, value)) {
            if (c == ';' || c == '\\') out += '\\';
            out += c;
        }
    }
    return out;
}

FieldValue cell_values(const FieldDefinition& field, std::string_view cell) {
    if (!field.many) return trim(cell).empty() ? FieldValue{} : FieldValue{std::string(cell)};
    FieldValue out{""};
    for (std::size_t i = 0; i < cell.size(); ++i) {
        bool escape = cell[i] == '\\' && i + 1 < cell.size() && (cell[i + 1] == ';' || cell[i + 1] == '\\');
        if (escape) out.back() += cell[++i];
        else if (cell[i] == ';') out.emplace_back();
        else out.back() += cell[i];
    }
    std::erase_if(out, [](const std::string& value) { return trim(value).empty(); });
    return out;
}

bool looks_live(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

std::string guarded(std::string_view text) {
    return looks_live(text) || has_guard(text) ? "'" + std::string(text) : std::string(text);
}

std::string unguarded(std::string_view cell) { return std::string(has_guard(cell) ? cell.substr(1) : cell); }

} // namespace peelian
