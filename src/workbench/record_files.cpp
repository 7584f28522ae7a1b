// SPDX-License-Identifier: MIT
// Files of records: kept by the hash of their bytes, given back as downloads only.
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "workbench/form_fields.hpp"
#include "workbench/record_pages.hpp"

#include <algorithm>
#include <array>

namespace peelian {

namespace {

/// What a type of file begins with, and as what it is handed out.
struct KnownType {
    std::string_view ending, begins, media;
};
constexpr std::array k_types{
    KnownType{"pdf", "%PDF-", "application/pdf"},
    KnownType{"docx", "PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    KnownType{"xlsx", "PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    KnownType{"ods", "PK\x03\x04", "application/vnd.oasis.opendocument.spreadsheet"},
    KnownType{"odt", "PK\x03\x04", "application/vnd.oasis.opendocument.text"},
    KnownType{"png", "\x89PNG\r\n\x1a\n", "image/png"},
    KnownType{"jpg", "\xff\xd8\xff", "image/jpeg"},
    KnownType{"csv", "", "text/csv; charset=utf-8"},
    KnownType{"txt", "", "text/plain; charset=utf-8"},
};

const KnownType* type_of(std::string_view name) {
    std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) return nullptr;
    std::string ending = lower(name.substr(dot + 1));
    if (ending == "jpeg") ending = "jpg";
    for (const KnownType& type : k_types)
        if (type.ending == ending) return &type;
    return nullptr;
}

/// The name as it may stand in a record, a header and a folder: no paths, no control characters, not too long.
std::string safe_name(std::string_view name) {
    name = name.substr(name.find_last_of("/\\") + 1);
    std::string out;
    for (char c : name)
        if (static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != 0x7f) out += c;
    constexpr std::size_t k_longest = 120;
    if (out.size() > k_longest) {
        std::string ending = out.substr(std::min(out.size(), out.rfind('.')));
        std::size_t cut = k_longest - std::min(ending.size(), k_longest / 2);
        while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0U) == 0x80U)
            --cut;
        out = out.substr(0, cut) + ending;
    }
    return std::string(trim(out));
}

std::filesystem::path path_of(const Visit& visit, std::string_view hash) {
    return visit.parts.records.store().address().files() / hash.substr(0, 2) / hash;
}

std::string refused(const FieldDefinition& field, const http::FormFile& file, const std::string& name) {
    if (name.empty()) return "The file must have a name";
    if (file.bytes.empty()) return fmt::format("{} is empty", name);
    if (file.bytes.size() > field.file_bytes)
        return fmt::format("{} must be {} MB or smaller", name, std::max<std::uint64_t>(1, field.file_bytes >> 20U));
    const KnownType* type = type_of(name);
    bool taken = type != nullptr &&
                 (field.file_types.empty() ||
                  std::find(field.file_types.begin(), field.file_types.end(), type->ending) != field.file_types.end());
    if (!taken) return fmt::format("{} must be one of these: {}", name, join(field.file_types, ", "));
    bool is_text = type->begins.empty();
    if (!file.bytes.starts_with(type->begins) || (is_text && file.bytes.find('\0') != std::string::npos))
        return fmt::format("{} is not what its name says: it holds no {}", name, type->ending);
    return "";
}

} // namespace

Canonical keep_file(const Visit& visit, const FieldDefinition& field, const http::FormFile& file) {
    std::string name = safe_name(file.name);
    if (std::string problem = refused(field, file, name); !problem.empty()) return {"", problem};
    std::string hash = sha256(file.bytes);
    std::filesystem::path path = path_of(visit, hash);
    if (!std::filesystem::exists(path)) write_file(path, file.bytes);
    auto database = visit.parts.records.store().take();
    Transaction change(*database);
    if (database->run("select 1 from files where hash = $1 and name = $2", {hash, name}).empty())
        database->run("insert into files(hash, name, type, bytes, added_by, at) values ($1, $2, $3, $4, $5, $6)",
                      {hash, name, std::string(type_of(name)->media), std::to_string(file.bytes.size()), visit.actor.id,
                       std::to_string(visit.parts.records.clock().now())});
    change.commit();
    return {hash + "/" + name, ""};
}

http::AppResponse record_file_page(Visit& visit) {
    const RegisterDefinition& definition = register_of(visit);
    Record record = record_of(visit, definition);
    // Only what this record, as this person may see it, holds: the hash alone opens nothing.
    std::string name, wanted = visit.matched.at(2) + "/";
    for (const FieldDefinition& field : definition.fields)
        if (auto values = record.values.find(field.id);
            field.type == FieldType::file && values != record.values.end() && may_read(visit.actor, field))
            for (const std::string& value : values->second)
                if (value.starts_with(wanted)) name = value.substr(wanted.size());
    if (name.empty()) throw Error::not_found("This {} has no such file", definition.singular);
    http::AppResponse answer;
    answer.file = path_of(visit, visit.matched.at(2));
    if (!std::filesystem::is_regular_file(answer.file))
        throw Error::not_found("The file {} is not in the store any more", name)
            .hint("A backup may have it: its SHA-256 is " + visit.matched.at(2));
    const KnownType* type = type_of(name);
    answer.type = type ? std::string(type->media) : "application/octet-stream";
    std::string plain;
    for (char c : name)
        plain += static_cast<unsigned char>(c) < 0x80 && c != '\\' && c != '"' ? c : '_';
    answer.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}",
                                                                   plain, http::percent_encode(name)));
    answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
    answer.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
    answer.headers.emplace_back("Cache-Control", "private, no-store");
    return answer;
}

} // namespace peelian
