// SPDX-License-Identifier: MIT
// The files of a site by path, from memory. Safe to use from many threads.
//
// Nothing below the site's folder is reached through a symbolic link: each part of a
// path is opened without following, so a link planted in a site leads nowhere. The site's
// own path may be a link; it is looked at again every `revalidate`, and when it has come
// to mean another folder all is read anew from there. Hashed assets of the folder before
// are still found, so that a page loaded just before the switch keeps its styles.
#pragma once

#include "server/site_file.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>

namespace peelian::http {

using Milliseconds = std::chrono::milliseconds;

/// What a path leads to.
struct FoundFile {
    std::shared_ptr<const SiteFile> file; // shared with the cache and with answers under way
    bool folder = false;                  ///< a folder asked for without its last slash
};

class SiteFiles {
public:
    /// Opens the site; throws Error(not_found) when it is not a folder.
    SiteFiles(std::filesystem::path site, std::size_t cache_bytes, std::size_t cached_file_bytes,
              Milliseconds revalidate);
    ~SiteFiles();

    /// The file of a path (as read_target gives it); a path that is empty or ends in a
    /// slash means index.html there. `now` is any clock that does not go back. Throws
    /// Error(io) when a file is there and cannot be read.
    FoundFile find(std::string_view path, Milliseconds now);

    /// The packed form of a file, made now when that is quick and else in the
    /// background: null until it is there, or when packing does not help.
    const PackedForm* packed(const std::shared_ptr<const SiteFile>& file);

    /// Bytes held now.
    std::size_t held() const;

private:
    struct Root;
    struct Slot;
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    using RootPtr = std::shared_ptr<const Root>; // shared: files being loaded keep theirs open

    void watch_root(Milliseconds now);
    FoundFile load(std::string_view path, Milliseconds now);
    FoundFile open_file(const RootPtr& root, std::string_view path) const;
    void keep(const RootPtr& seen, const RootPtr& from, std::string_view path,
              const std::shared_ptr<const SiteFile>& file, Milliseconds now);
    void forget(std::string_view path);
    void make_room();
    void charge(const SiteFile& file, std::size_t bytes);
    void pack_in_background(const std::stop_token& stop);

    std::filesystem::path site_;
    std::size_t cache_bytes_, cached_file_bytes_;
    Milliseconds revalidate_;
    std::atomic<std::int64_t> root_checked_{0};

    mutable std::shared_mutex mutex_; // guards what follows
    RootPtr root_, before_;
    std::unordered_map<std::string, Slot, Hash, std::equal_to<>> slots_;
    std::list<std::string> order_; // oldest first: second-chance eviction
    std::size_t held_ = 0;

    std::mutex packing_;
    std::condition_variable_any to_pack_;
    std::deque<std::shared_ptr<const SiteFile>> queue_;
    std::jthread packer_; // last: stops before the rest goes
};

} // namespace peelian::http
