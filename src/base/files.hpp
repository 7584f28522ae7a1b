// SPDX-License-Identifier: MIT
// Whole files in and out. Writing goes to a neighbour first and is renamed, so a
// reader sees the old file or the new one and never a half.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// All bytes of a file; throws Error(io), or Error(not_found) when there is none.
std::string read_file(const std::filesystem::path& path);
/// Writes aside and renames; makes missing folders; throws Error(io).
void write_file(const std::filesystem::path& path, std::string_view bytes);
/// Writes a file that nobody reads yet (a release being built): no rename, and
/// the folder must exist.
void write_new_file(const std::filesystem::path& path, std::string_view bytes);
/// The regular files below a folder (or the file itself), as sorted paths; symbolic
/// links to files are followed, unreadable folders are an Error(io).
std::vector<std::filesystem::path> files_below(const std::filesystem::path& root);

/// True when the bytes start as a gzip member does.
bool looks_gzipped(std::string_view bytes);
/// The first `limit` bytes of a file, unpacked when it is gzip. `complete` tells
/// whether that is the whole of it. Throws Error(input) on a broken gzip stream
/// as far as it was read.
struct FileHead {
    std::string bytes;
    bool complete = false;
    bool gzipped = false;
};
FileHead read_head(const std::filesystem::path& path, std::size_t limit);
/// Reads a gzip file to its end: its unpacked size and the SHA-256 of the packed
/// bytes are not needed, only whether it is whole. Throws Error(input) when the
/// stream is cut off or damaged, saying after how many bytes.
std::uint64_t check_gzip(const std::filesystem::path& path);

} // namespace peelian
