// SPDX-License-Identifier: MIT
// Files that belong to records. A file lies below the store's folder under its SHA-256 (files/ab/abcdef...), so
// the same file is kept once and a changed one is noticed; a record names it "<sha256>/<name>".
//
// A file is what its bytes say, whatever it is called: pictures and PDF by how they begin, office files by
// what is packed in them, text by being UTF-8. Office files with macros, web pages, SVG and programs are
// refused. What is not promised: that a file is free of harm. It is only ever sent to be saved, never shown.
#pragma once

#include "registers/validation.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace peelian {

/// What the bytes are, one of a field's file types: pdf, docx, xlsx, ods, odt, png, jpg, or txt (of which csv
/// is one by name); or, in `problem`, why they are none, for the end of a sentence.
struct FileKind {
    std::string type, problem;
};
FileKind kind_of_file(std::string_view bytes);

/// The last part of a name without what could mislead: folders, control characters, turned text, dots in front;
/// at most 120 bytes, its ending kept. Empty when nothing is left.
std::string safe_file_name(std::string_view name);

/// Puts a file below `files` (StoreAddress::files()), on disk when it returns. The value is what the record
/// holds; a problem is in words for the field. Throws Error(io) when it cannot be written.
Canonical keep_attachment(const std::filesystem::path& files, const FieldDefinition& field, std::string_view name,
                          std::string_view bytes);

struct Attachment {
    std::filesystem::path path;
    std::string name, content_type;
};
/// The file that a record names; nullopt when it is not there or the value is no file's.
std::optional<Attachment> find_attachment(const std::filesystem::path& files, std::string_view value);
/// The bytes, held against their SHA-256; Error(io) when they are not what was kept.
std::string read_attachment(const std::filesystem::path& files, std::string_view value);
/// Value of Content-Disposition: always an attachment, the name in ASCII and in UTF-8 (RFC 6266).
std::string content_disposition(std::string_view name);

} // namespace peelian
