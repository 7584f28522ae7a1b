// SPDX-License-Identifier: MIT
#include "server/site_files.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <optional>

namespace peelian::http {
namespace {

constexpr std::size_t k_pack_at_once = 64U << 10U; // about a millisecond of work
constexpr std::size_t k_most_waiting = 256;
constexpr std::size_t k_slot_cost = 2048;         // heads, names, nodes
constexpr std::size_t k_large_cost = 256U << 10U; // bounds open files: 256 in 64 MiB

std::int64_t nanoseconds(const timespec& time) { return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }

FileIdentity identity_of(const struct stat& info) {
    return {static_cast<std::uint64_t>(info.st_dev), static_cast<std::uint64_t>(info.st_ino),
            static_cast<std::uint64_t>(info.st_size), nanoseconds(info.st_mtim), nanoseconds(info.st_ctim)};
}

/// True when the error means that there is nothing to be had at a path.
bool means_absent(int error) {
    return error == ENOENT || error == ENOTDIR || error == ELOOP || error == EACCES || error == ENAMETOOLONG ||
           error == EPERM || error == ENXIO;
}

/// Opens a path part by part, following no link.
Descriptor open_below(int root, std::string_view path) {
    Descriptor held;
    int at = root;
    while (true) {
        std::size_t slash = path.find('/');
        bool last = slash == std::string_view::npos;
        std::string part(path.substr(0, slash));
        // O_NONBLOCK: opening a pipe must not wait for its other end.
        int flags = O_NOFOLLOW | O_CLOEXEC | (last ? O_RDONLY | O_NONBLOCK : O_PATH | O_DIRECTORY);
        Descriptor next(::openat(at, part.c_str(), flags));
        if (!next || last) return next;
        held = std::move(next);
        at = held.get();
        path.remove_prefix(slash + 1);
    }
}

std::string read_whole(int fd, std::size_t size, const std::string& path) {
    std::string bytes(size, '\0');
    std::size_t used = 0;
    while (used < size) {
        ssize_t n = ::pread(fd, bytes.data() + used, size - used, static_cast<off_t>(used));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) throw Error::io("Cannot read: {}", std::strerror(errno)).at(path);
        if (n == 0) throw Error::io("The file became shorter while it was read").at(path);
        used += static_cast<std::size_t>(n);
    }
    return bytes;
}

std::string file_of(std::string_view path) {
    std::string file(path);
    if (file.empty() || file.ends_with('/')) file += "index.html";
    return file;
}

} // namespace

struct SiteFiles::Root {
    Descriptor folder;
    FileIdentity identity;

    static std::shared_ptr<const Root> open(const std::filesystem::path& site) {
        auto root = std::make_shared<Root>();
        root->folder = Descriptor(::open(site.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        struct stat info {};
        if (!root->folder || ::fstat(root->folder.get(), &info) != 0) return nullptr;
        root->identity = identity_of(info);
        return root;
    }
    /// Whether the site's path still means this folder.
    bool is_at(const std::filesystem::path& site) const {
        struct stat info {};
        if (::stat(site.c_str(), &info) != 0) return true; // gone: go on with what is open
        FileIdentity now = identity_of(info);
        return now.device == identity.device && now.inode == identity.inode;
    }
};

struct SiteFiles::Slot {
    std::shared_ptr<const SiteFile> file;
    RootPtr root; ///< the folder it was read from
    std::size_t cost = 0;
    std::list<std::string>::iterator place;
    std::atomic<std::int64_t> checked{0}; ///< when it was last held against the disk
    std::atomic<bool> used{false};        ///< since eviction last came by
};

SiteFiles::SiteFiles(std::filesystem::path site, std::size_t cache_bytes, std::size_t cached_file_bytes,
                     Milliseconds revalidate)
    : site_(std::move(site)),
      cache_bytes_(cache_bytes),
      cached_file_bytes_(std::min(cached_file_bytes, cache_bytes)),
      revalidate_(revalidate),
      root_(Root::open(site_)) {
    if (!root_)
        throw Error::not_found("There is no site to serve: {}", std::strerror(errno))
            .at(site_.string())
            .hint("Name the folder of a release's site, or make one with `peelian build`.");
    packer_ = std::jthread([this](const std::stop_token& stop) { pack_in_background(stop); });
}

SiteFiles::~SiteFiles() = default;

FoundFile SiteFiles::find(std::string_view path, Milliseconds now) {
    watch_root(now);
    std::shared_ptr<const SiteFile> file;
    RootPtr root;
    {
        std::shared_lock lock(mutex_);
        auto found = slots_.find(path);
        if (found != slots_.end()) {
            Slot& slot = found->second;
            if (!slot.used.load(std::memory_order_relaxed)) slot.used.store(true);
            std::int64_t checked = slot.checked.load(std::memory_order_relaxed);
            bool fresh = now.count() - checked < revalidate_.count();
            // One thread looks at the disk; the others go on with what there is.
            if (fresh || !slot.checked.compare_exchange_strong(checked, now.count())) return {slot.file, false};
            file = slot.file;
            root = slot.root;
        }
    }
    if (file) {
        struct stat info {};
        bool there = ::fstatat(root->folder.get(), file->path.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0;
        if (there && identity_of(info) == file->identity) return {file, false};
        forget(path);
    }
    return load(path, now);
}

void SiteFiles::watch_root(Milliseconds now) {
    std::int64_t checked = root_checked_.load(std::memory_order_relaxed);
    if (now.count() - checked < revalidate_.count()) return;
    if (!root_checked_.compare_exchange_strong(checked, now.count())) return;
    RootPtr root;
    {
        std::shared_lock lock(mutex_);
        root = root_;
    }
    if (root->is_at(site_)) return;
    RootPtr next = Root::open(site_);
    if (!next) return;
    std::unique_lock lock(mutex_);
    before_ = std::exchange(root_, std::move(next));
    slots_.clear();
    order_.clear();
    held_ = 0;
}

FoundFile SiteFiles::load(std::string_view path, Milliseconds now) {
    RootPtr root, before;
    {
        std::shared_lock lock(mutex_);
        root = root_;
        before = before_;
    }
    RootPtr from = root;
    FoundFile found = open_file(root, path);
    bool hashed = cache_control_of(path).find("immutable") != std::string_view::npos;
    if (!found.file && !found.folder && before && hashed) {
        from = before;
        found = open_file(before, path);
    }
    if (found.file) keep(root, from, path, found.file, now);
    return found;
}

FoundFile SiteFiles::open_file(const RootPtr& root, std::string_view path) const {
    std::string name = file_of(path);
    Descriptor open = open_below(root->folder.get(), name);
    if (!open) {
        if (means_absent(errno)) return {};
        throw Error::io("Cannot open: {}", std::strerror(errno)).at(name);
    }
    struct stat info {};
    if (::fstat(open.get(), &info) != 0) throw Error::io("Cannot read: {}", std::strerror(errno)).at(name);
    if (S_ISDIR(info.st_mode)) return {nullptr, !path.ends_with('/')};
    if (!S_ISREG(info.st_mode)) return {};
    FileIdentity identity = identity_of(info);
    if (identity.size > cached_file_bytes_)
        return {std::make_shared<SiteFile>(std::move(name), identity, std::move(open)), false};
    std::string bytes = read_whole(open.get(), identity.size, name);
    return {std::make_shared<SiteFile>(std::move(name), identity, std::move(bytes)), false};
}

void SiteFiles::keep(const RootPtr& seen, const RootPtr& from, std::string_view path,
                     const std::shared_ptr<const SiteFile>& file, Milliseconds now) {
    std::unique_lock lock(mutex_);
    if (root_ != seen) return; // the site was switched meanwhile
    auto [place, added] = slots_.try_emplace(std::string(path));
    if (!added) return; // another thread was first
    Slot& slot = place->second;
    slot.file = file;
    slot.root = from;
    slot.checked = now.count();
    slot.cost = k_slot_cost + (file->large ? k_large_cost : file->bytes.size());
    slot.place = order_.insert(order_.end(), place->first);
    held_ += slot.cost;
    make_room();
}

void SiteFiles::forget(std::string_view path) {
    std::unique_lock lock(mutex_);
    auto found = slots_.find(path);
    if (found == slots_.end()) return;
    held_ -= found->second.cost;
    order_.erase(found->second.place);
    slots_.erase(found);
}

/// Drops files that were not used since this last came by, oldest first.
void SiteFiles::make_room() {
    while (held_ > cache_bytes_ && order_.size() > 1) {
        auto found = slots_.find(order_.front());
        if (found->second.used.exchange(false)) {
            order_.splice(order_.end(), order_, order_.begin());
            continue;
        }
        held_ -= found->second.cost;
        order_.pop_front();
        slots_.erase(found);
    }
}

void SiteFiles::charge(const SiteFile& file, std::size_t bytes) {
    if (bytes == 0) return;
    std::unique_lock lock(mutex_);
    for (const std::string& path : {file.path, file.path.substr(0, file.path.rfind('/') + 1)}) {
        auto found = slots_.find(path); // "a/index.html" is also kept as "a/"
        if (found == slots_.end() || found->second.file.get() != &file) continue;
        found->second.cost += bytes;
        held_ += bytes;
        make_room();
        return;
    }
}

const PackedForm* SiteFiles::packed(const std::shared_ptr<const SiteFile>& file) {
    if (const PackedForm* form = file->packed.get()) return form;
    if (!file->can_pack() || !file->packed.claim()) return nullptr;
    if (file->size <= k_pack_at_once) {
        charge(*file, pack(*file));
        return file->packed.get();
    }
    std::scoped_lock lock(packing_);
    if (queue_.size() >= k_most_waiting) {
        file->packed.leave();
        return nullptr;
    }
    queue_.push_back(file);
    to_pack_.notify_one();
    return nullptr;
}

void SiteFiles::pack_in_background(const std::stop_token& stop) {
    while (true) {
        std::shared_ptr<const SiteFile> file;
        {
            std::unique_lock lock(packing_);
            if (!to_pack_.wait(lock, stop, [this] { return !queue_.empty(); })) return;
            file = std::move(queue_.front());
            queue_.pop_front();
        }
        charge(*file, pack(*file));
    }
}

std::size_t SiteFiles::held() const {
    std::shared_lock lock(mutex_);
    return held_;
}

} // namespace peelian::http
