// SPDX-License-Identifier: MIT
#include "sources/fingerprints.hpp"

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <fmt/core.h>
#include <sys/stat.h>

#include <charconv>

namespace peelian {
namespace fs = std::filesystem;
namespace {

template <typename T> T whole(std::string_view text) {
    T value{};
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

Fingerprints::Fingerprints(fs::path index) : index_(std::move(index)) {
    if (!fs::exists(index_)) return;
    // One line a file: sha256 TAB size TAB time TAB inode TAB path. Lines that are not
    // so are passed over: the worst that can happen is that a file is read again.
    for (const std::string& line : split(read_file(index_), '\n')) {
        auto fields = split(line, '\t');
        if (fields.size() != 5 || fields[0].size() != 64) continue;
        entries_[fields[4]] = {whole<std::uint64_t>(fields[1]), whole<std::int64_t>(fields[2]),
                               whole<std::uint64_t>(fields[3]), fields[0]};
    }
}

std::optional<Fingerprints::Entry> Fingerprints::look(const fs::path& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return std::nullopt;
    return Entry{static_cast<std::uint64_t>(info.st_size),
                 static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec,
                 static_cast<std::uint64_t>(info.st_ino),
                 {}};
}

std::optional<std::string> Fingerprints::known(const fs::path& path) const {
    auto now = look(path);
    std::scoped_lock lock(mutex_);
    auto found = entries_.find(path.string());
    if (!now || found == entries_.end()) return std::nullopt;
    const Entry& then = found->second;
    if (then.size != now->size || then.changed != now->changed || then.inode != now->inode) return std::nullopt;
    return then.sha256;
}

std::string Fingerprints::of(const fs::path& path) {
    if (auto digest = known(path)) return *digest;
    auto entry = look(path);
    std::string digest = sha256_file(path);
    if (entry) {
        entry->sha256 = digest;
        std::scoped_lock lock(mutex_);
        entries_[path.string()] = std::move(*entry);
        dirty_ = true;
    }
    return digest;
}

void Fingerprints::save() const {
    if (!dirty_) return;
    std::string text;
    for (const auto& [path, entry] : entries_)
        text += fmt::format("{}\t{}\t{}\t{}\t{}\n", entry.sha256, entry.size, entry.changed, entry.inode, path);
    write_file(index_, text);
}

} // namespace peelian
