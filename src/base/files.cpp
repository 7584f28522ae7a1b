// SPDX-License-Identifier: MIT
#include "base/files.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

namespace peelian {
namespace fs = std::filesystem;
namespace {

class Descriptor {
public:
    Descriptor(const fs::path& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {
        if (fd_ >= 0) return;
        if (errno == ENOENT) throw Error::not_found("There is no such file").at(path.string());
        throw Error::io("Cannot open the file: {}", std::strerror(errno)).at(path.string());
    }
    ~Descriptor() { ::close(fd_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }

private:
    int fd_;
};

void write_all(int fd, std::string_view bytes, const fs::path& path) {
    while (!bytes.empty()) {
        ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0)
            throw Error::io("Cannot write: {}", std::strerror(errno))
                .at(path.string())
                .hint("Check that the disk has room and that the folder may be written to.");
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

struct CloseGzip {
    void operator()(gzFile_s* file) const { gzclose(file); }
};
using Gzip = std::unique_ptr<gzFile_s, CloseGzip>;

Gzip open_gzip(const fs::path& path) {
    Gzip file(gzopen(path.c_str(), "rb"));
    if (!file) throw Error::io("Cannot open the file: {}", std::strerror(errno)).at(path.string());
    gzbuffer(file.get(), 1 << 17);
    return file;
}

/// Reads up to `size` bytes; 0 at the end of a whole stream.
std::size_t read_gzip(gzFile_s* file, char* into, std::size_t size, std::uint64_t before, const fs::path& path) {
    int n = gzread(file, into, static_cast<unsigned>(size));
    int code = Z_OK;
    const char* message = gzerror(file, &code);
    if (n < 0 || (code != Z_OK && code != Z_STREAM_END))
        throw Error::input("The gzip file is cut off or damaged after {} unpacked bytes ({})",
                           before + static_cast<std::uint64_t>(std::max(n, 0)),
                           code == Z_BUF_ERROR ? "unexpected end" : message)
            .at(path.string())
            .hint("Download it again.");
    return static_cast<std::size_t>(n);
}

} // namespace

std::string read_file(const fs::path& path) {
    Descriptor file(path, O_RDONLY);
    struct stat info {};
    if (::fstat(file.get(), &info) == 0 && S_ISDIR(info.st_mode))
        throw Error::io("This is a folder, not a file").at(path.string());
    std::string bytes;
    bytes.resize(info.st_size > 0 ? static_cast<std::size_t>(info.st_size) + 1 : 1 << 16);
    std::size_t used = 0;
    while (true) {
        if (used == bytes.size()) bytes.resize(bytes.size() * 2);
        ssize_t n = ::read(file.get(), bytes.data() + used, bytes.size() - used);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) throw Error::io("Cannot read: {}", std::strerror(errno)).at(path.string());
        if (n == 0) break;
        used += static_cast<std::size_t>(n);
    }
    bytes.resize(used);
    return bytes;
}

void write_file(const fs::path& path, std::string_view bytes) {
    if (path.has_parent_path()) {
        std::error_code failed;
        fs::create_directories(path.parent_path(), failed);
        if (failed) throw Error::io("Cannot make the folder: {}", failed.message()).at(path.parent_path().string());
    }
    fs::path aside = path;
    aside += fmt::format(".{}.new", ::getpid());
    {
        Descriptor file(aside, O_WRONLY | O_CREAT | O_TRUNC);
        try {
            write_all(file.get(), bytes, path);
            if (::fsync(file.get()) != 0) throw Error::io("Cannot save: {}", std::strerror(errno)).at(path.string());
        } catch (...) {
            ::unlink(aside.c_str());
            throw;
        }
    }
    if (::rename(aside.c_str(), path.c_str()) != 0)
        throw Error::io("Cannot put the new file in its place: {}", std::strerror(errno)).at(path.string());
}

void write_new_file(const fs::path& path, std::string_view bytes) {
    Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
    write_all(file.get(), bytes, path);
}

std::vector<fs::path> files_below(const fs::path& root) {
    std::vector<fs::path> found;
    std::error_code failed;
    if (fs::is_regular_file(root, failed)) return {root};
    fs::recursive_directory_iterator walk(root, fs::directory_options::follow_directory_symlink, failed);
    if (failed) throw Error::io("Cannot read the folder: {}", failed.message()).at(root.string());
    for (; walk != fs::recursive_directory_iterator(); walk.increment(failed)) {
        if (failed) throw Error::io("Cannot read the folder: {}", failed.message()).at(root.string());
        if (walk.depth() > 16) {
            walk.disable_recursion_pending();
            continue;
        }
        if (walk->is_regular_file(failed)) found.push_back(walk->path());
    }
    std::ranges::sort(found);
    return found;
}

bool looks_gzipped(std::string_view bytes) { return bytes.size() >= 2 && bytes[0] == '\x1f' && bytes[1] == '\x8b'; }

FileHead read_head(const fs::path& path, std::size_t limit) {
    FileHead head;
    {
        Descriptor file(path, O_RDONLY);
        char magic[2];
        head.gzipped = ::read(file.get(), magic, 2) == 2 && looks_gzipped({magic, 2});
    }
    Gzip file = open_gzip(path); // reads plain files as they are
    head.bytes.resize(limit);
    std::size_t used = 0;
    while (used < limit) {
        std::size_t n = read_gzip(file.get(), head.bytes.data() + used, limit - used, used, path);
        if (n == 0) break;
        used += n;
    }
    head.complete = used < limit;
    head.bytes.resize(used);
    return head;
}

std::uint64_t check_gzip(const fs::path& path) {
    Gzip file = open_gzip(path);
    std::string buffer(1 << 17, '\0');
    std::uint64_t total = 0;
    while (std::size_t n = read_gzip(file.get(), buffer.data(), buffer.size(), total, path))
        total += n;
    return total;
}

} // namespace peelian
