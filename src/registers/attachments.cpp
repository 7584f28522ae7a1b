// SPDX-License-Identifier: MIT
#include "registers/attachments.hpp"

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "tables/xlsx_package.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace peelian {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t k_longest_name = 120;

struct KnownType {
    std::string_view id, content_type;
};
constexpr std::array k_types{
    KnownType{"pdf", "application/pdf"},
    KnownType{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    KnownType{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    KnownType{"ods", "application/vnd.oasis.opendocument.spreadsheet"},
    KnownType{"odt", "application/vnd.oasis.opendocument.text"},
    KnownType{"png", "image/png"},
    KnownType{"jpg", "image/jpeg"},
    KnownType{"csv", "text/csv; charset=utf-8"},
    KnownType{"txt", "text/plain; charset=utf-8"},
};

std::string ending_of(std::string_view name) {
    std::size_t dot = name.rfind('.');
    std::string ending = dot == std::string_view::npos ? "" : lower(name.substr(dot + 1));
    return ending == "jpeg" ? "jpg" : ending;
}

/// Which characters can stand in a name or text; 0 where the bytes are no UTF-8.
std::size_t character_at(std::string_view text, std::size_t i, char32_t& code) {
    auto first = static_cast<unsigned char>(text[i]);
    std::size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    code = length == 1 ? first : first & (0xFFU >> (length + 1));
    if ((first >= 0x80 && first < 0xC2) || first > 0xF4 || i + length > text.size()) return 0;
    for (std::size_t k = 1; k < length; ++k) {
        auto next = static_cast<unsigned char>(text[i + k]);
        if ((next & 0xC0U) != 0x80) return 0;
        code = (code << 6U) | (next & 0x3FU);
    }
    bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    return overlong || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF ? 0 : length;
}

/// Office files are zip files: what is in them says which they are, and whether they carry programs.
FileKind kind_of_package(std::string_view bytes) {
    XlsxPackage package(bytes, "the file");
    if (package.has("[Content_Types].xml")) {
        std::string types = lower(package.read("[Content_Types].xml"));
        bool macros = types.find("macroenabled") != std::string::npos || types.find("vbaproject") != std::string::npos;
        if (macros || package.has("word/vbaProject.bin") || package.has("xl/vbaProject.bin"))
            return {"", "has macros; save it without them"};
        if (package.has("word/document.xml")) return {"docx", ""};
        if (package.has("xl/workbook.xml")) return {"xlsx", ""};
    } else if (package.has("mimetype")) {
        std::string type = package.read("mimetype");
        std::string parts = package.has("META-INF/manifest.xml") ? package.read("META-INF/manifest.xml") : "";
        if (parts.find("\"Basic/") != std::string::npos || parts.find("\"Scripts/") != std::string::npos)
            return {"", "has macros; save it without them"};
        for (const KnownType& known : k_types)
            if (known.id.starts_with("od") && known.content_type == trim(type)) return {std::string(known.id), ""};
    }
    return {"", "is a packed file of a kind that is not taken"};
}

FileKind kind_of_text(std::string_view bytes) {
    char32_t code = 0;
    for (std::size_t i = 0; i < bytes.size();) {
        std::size_t length = character_at(bytes, i, code);
        bool control = code < 0x20 && code != '\t' && code != '\n' && code != '\r' && code != '\f';
        if (length == 0 || control) return {"", "is of a kind that is not taken (text must be UTF-8)"};
        i += length;
    }
    std::string_view text = bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
    std::string start = lower(trim(text.substr(0, 4096)));
    if (start.starts_with("#!")) return {"", "is a program"};
    for (std::string_view mark : {"<!doctype", "<html", "<?xml", "<svg", "<head", "<body", "<script", "<!--", "<?php"})
        if (start.starts_with(mark)) return {"", "is a web page or drawing, which could run in a browser"};
    if (start.find("<script") != std::string::npos || start.find("<svg") != std::string::npos)
        return {"", "has parts of a web page in it, which could run in a browser"};
    return {"txt", ""};
}

std::string why() { return std::strerror(errno); }

/// An open file descriptor.
class Handle {
public:
    Handle(const fs::path& path, int flags) : path_(path), handle_(::open(path.c_str(), flags | O_CLOEXEC, 0640)) {
        if (handle_ < 0) throw Error::io("Cannot open: {}", why()).at(path.string());
    }
    ~Handle() { ::close(handle_); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            ssize_t n = ::write(handle_, bytes.data(), bytes.size());
            if (n < 0 && errno == EINTR) continue;
            if (n <= 0) throw Error::io("Cannot write: {}", why()).at(path_.string()).hint("Is the disk full?");
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
    }
    void sync() const {
        if (::fsync(handle_) != 0) throw Error::io("Cannot write to disk: {}", why()).at(path_.string());
    }

private:
    fs::path path_;
    int handle_;
};

/// Makes a folder and puts its name on disk.
void make_folder(const fs::path& folder) {
    if (fs::is_directory(folder)) return;
    if (folder.has_parent_path()) make_folder(folder.parent_path());
    std::error_code failed;
    fs::create_directory(folder, failed);
    if (failed) throw Error::io("Cannot make the folder: {}", failed.message()).at(folder.string());
    if (folder.has_parent_path()) Handle(folder.parent_path(), O_RDONLY | O_DIRECTORY).sync();
}

fs::path path_of(const fs::path& files, std::string_view hash) {
    return files / std::string(hash.substr(0, 2)) / std::string(hash);
}

/// Written aside, put on disk, named, and the name put on disk.
void put(const fs::path& path, std::string_view bytes) {
    make_folder(path.parent_path());
    std::string aside = path.string() + ".XXXXXX";
    int made = ::mkstemp(aside.data());
    if (made < 0) throw Error::io("Cannot write: {}", why()).at(path.string());
    ::close(made);
    try {
        Handle file(aside, O_WRONLY | O_TRUNC);
        file.write(bytes);
        file.sync();
        if (::rename(aside.c_str(), path.c_str()) != 0) throw Error::io("Cannot name: {}", why()).at(path.string());
    } catch (const Error&) {
        ::unlink(aside.c_str());
        throw;
    }
    Handle(path.parent_path(), O_RDONLY | O_DIRECTORY).sync();
}

/// The hash of "<sha256>/<name>", or "".
std::string_view hash_of(std::string_view value) {
    bool fine = value.size() > 65 && value[64] == '/' &&
                value.substr(0, 64).find_first_not_of("0123456789abcdef") == std::string_view::npos;
    return fine ? value.substr(0, 64) : std::string_view();
}

} // namespace

FileKind kind_of_file(std::string_view bytes) {
    if (bytes.empty()) return {"", "is empty"};
    if (bytes.starts_with("%PDF-")) return {"pdf", ""};
    if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return {"png", ""};
    if (bytes.starts_with("\xFF\xD8\xFF")) return {"jpg", ""};
    if (bytes.starts_with("MZ") || bytes.starts_with("\x7F"
                                                     "ELF"))
        return {"", "is a program"};
    if (!bytes.starts_with("PK\x03\x04")) return kind_of_text(bytes);
    try {
        return kind_of_package(bytes);
    } catch (const Error&) {
        return {"", "is a packed file that is damaged or protected"};
    }
}

std::string safe_file_name(std::string_view name) {
    if (std::size_t slash = name.find_last_of("/\\"); slash != std::string_view::npos) name.remove_prefix(slash + 1);
    std::string out;
    for (std::size_t i = 0; i < name.size();) {
        char32_t code = 0;
        std::size_t length = character_at(name, i, code);
        bool turns = (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
                     (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
        bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        bool reserved = code < 0x80 && std::strchr("<>:\"|?*", static_cast<char>(code)) != nullptr;
        if (length != 0 && !turns && !control) out += reserved ? "_" : name.substr(i, length);
        i += std::max<std::size_t>(length, 1);
    }
    std::size_t first = out.find_first_not_of(". ");
    if (first == std::string::npos) return "";
    out.erase(0, first);
    out.resize(out.find_last_not_of(". ") + 1);
    if (out.size() <= k_longest_name) return out;
    std::size_t dot = out.rfind('.');
    std::string ending = dot != std::string::npos && out.size() - dot <= 10 ? out.substr(dot) : "";
    std::size_t cut = k_longest_name - ending.size();
    while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0U) == 0x80)
        --cut;
    return out.substr(0, cut) + ending;
}

Canonical keep_attachment(const fs::path& files, const FieldDefinition& field, std::string_view name,
                          std::string_view bytes) {
    auto refuse = [&](const std::string& message) { return Canonical{"", field.label + ": " + message}; };
    std::string safe = safe_file_name(name);
    if (safe.empty()) return refuse("the file has no name");
    if (bytes.size() > field.file_bytes)
        return refuse(fmt::format("'{}' is larger than {} MB", safe,
                                  number(static_cast<double>(field.file_bytes) / (1 << 20), 1)));
    FileKind kind = kind_of_file(bytes);
    if (!kind.problem.empty()) return refuse(fmt::format("'{}' {}", safe, kind.problem));
    std::string ending = ending_of(safe);
    if (kind.type == "txt" && ending == "csv") kind.type = ending;
    if (kind.type != ending)
        return refuse(fmt::format("'{}' is not what its name says: it is {} file", safe,
                                  kind.type == "xlsx" || kind.type == "odt" || kind.type == "ods" ? "an " + kind.type
                                                                                                  : "a " + kind.type));
    const auto& types = field.file_types;
    if (!types.empty() && std::ranges::find(types, kind.type) == types.end())
        return refuse(fmt::format("'{}' must be one of {}", safe, listed(types)));
    std::string hash = sha256(bytes);
    fs::path path = path_of(files, hash);
    std::error_code absent;
    bool whole = fs::file_size(path, absent) == bytes.size() && !absent && sha256_file(path) == hash;
    if (!whole) put(path, bytes); // also where what is there was damaged
    return {hash + "/" + safe, ""};
}

std::optional<Attachment> find_attachment(const fs::path& files, std::string_view value) {
    std::string_view hash = hash_of(value);
    if (hash.empty()) return std::nullopt;
    fs::path path = path_of(files, hash);
    if (!fs::is_regular_file(path)) return std::nullopt;
    Attachment out{path, safe_file_name(value.substr(65)), "application/octet-stream"};
    if (out.name.empty()) return std::nullopt;
    for (const KnownType& known : k_types)
        if (known.id == ending_of(out.name)) out.content_type = known.content_type;
    return out;
}

std::string read_attachment(const fs::path& files, std::string_view value) {
    std::optional<Attachment> found = find_attachment(files, value);
    if (!found) throw Error::not_found("There is no file '{}'", value).at(files.string());
    std::string bytes = read_file(found->path);
    if (sha256(bytes) != hash_of(value))
        throw Error::io("The file is not what was kept: its SHA-256 differs")
            .at(found->path.string())
            .hint("Put it back from a backup.");
    return bytes;
}

std::string content_disposition(std::string_view name) {
    std::string safe = safe_file_name(name);
    if (safe.empty()) safe = "file";
    std::string ascii, escaped;
    for (char c : safe) {
        auto byte = static_cast<unsigned char>(c);
        bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                     byte == '.' || byte == '-' || byte == '_';
        ascii += byte >= 0x80 || c == '%' || c == ';' || c == '"' || c == '\\' ? '_' : c;
        escaped += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
    }
    return fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}", ascii, escaped);
}

} // namespace peelian
