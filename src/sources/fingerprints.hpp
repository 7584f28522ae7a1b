// SPDX-License-Identifier: MIT
// SHA-256 of raw files, remembered by path, size and time of change, so that a month
// added to ten years does not read the ten years again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace peelian {

class Fingerprints {
public:
    /// `index` is the file that remembers; a damaged one counts as empty.
    explicit Fingerprints(std::filesystem::path index);
    /// The digest if the file is unchanged since it was last worked out.
    std::optional<std::string> known(const std::filesystem::path& path) const;
    /// The digest, worked out if need be. Thread-safe.
    std::string of(const std::filesystem::path& path);
    void save() const;

private:
    struct Entry {
        std::uint64_t size = 0;
        std::int64_t changed = 0; ///< nanoseconds
        std::uint64_t inode = 0;
        std::string sha256;
    };
    static std::optional<Entry> look(const std::filesystem::path& path);

    std::filesystem::path index_;
    mutable std::mutex mutex_;
    std::map<std::string, Entry> entries_;
    bool dirty_ = false;
};

} // namespace peelian
