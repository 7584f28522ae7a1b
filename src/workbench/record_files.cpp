// SPDX-License-Identifier: MIT
// Files of records: kept by the hash of their bytes, given back as downloads only.
#include "registers/attachments.hpp"
#include "workbench/form_fields.hpp"
#include "workbench/record_pages.hpp"

namespace peelian {

Canonical keep_file(const Visit& visit, const FieldDefinition& field, const http::FormFile& file) {
    return keep_attachment(visit.parts.records.store().address().files(), field, file.name, file.bytes);
}

bool has_file(const Visit& visit, std::string_view value) {
    return find_attachment(visit.parts.records.store().address().files(), value).has_value();
}

http::AppResponse record_file_page(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    Record record = record_of(visit, definition);
    // Only what this record, as this person may see it, holds: the hash alone opens nothing.
    std::string value, wanted = visit.matched.at(2) + "/";
    for (const FieldDefinition& field : definition.fields) {
        auto values = record.values.find(field.id);
        if (field.type != FieldType::file || values == record.values.end() || !may_read(visit.actor, field)) continue;
        for (const std::string& one : values->second)
            if (one.starts_with(wanted)) value = one;
    }
    auto found = value.empty() ? std::nullopt : find_attachment(visit.parts.records.store().address().files(), value);
    if (!found)
        throw Error::not_found("This {} has no such file{}", definition.singular,
                               value.empty() ? "" : " in the store any more; a backup may have it");
    http::AppResponse answer;
    answer.file = found->path;
    answer.type = found->content_type;
    answer.headers.emplace_back("Content-Disposition", content_disposition(found->name));
    answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
    answer.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
    answer.headers.emplace_back("Cache-Control", "private, no-store");
    return answer;
}

} // namespace peelian
