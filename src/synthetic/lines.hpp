// SPDX-License-Identifier: MIT
// A file written line by line through one large buffer. Formatting goes straight into
// the buffer: `room` gives space, `used` says where the text ended.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace peelian::synthetic {

/// Copies `text` to `to` and gives the place after it.
inline char* put(char* to, std::string_view text) { return std::copy(text.begin(), text.end(), to); }
/// Writes `n` in decimal, padded with zeros to `width` at least.
char* put_number(char* to, std::uint64_t n, int width = 1);

class Lines {
public:
    /// Makes (or empties) the file; throws Error(io).
    explicit Lines(std::filesystem::path path);
    ~Lines();
    Lines(const Lines&) = delete;
    Lines& operator=(const Lines&) = delete;

    /// At least `bytes` bytes of space (at most 64 KiB); throws Error(io) when the disk is full.
    char* room(std::size_t bytes) {
        if (fill_ + bytes > buffer_.size()) flush();
        return buffer_.data() + fill_;
    }
    /// The text put into the room ends here.
    void used(const char* end) { fill_ = static_cast<std::size_t>(end - buffer_.data()); }
    void add(std::string_view text);
    /// Writes what is left and closes; throws Error(io). Without it the file may be cut short.
    void close();
    std::uint64_t bytes() const { return written_ + fill_; }

private:
    void flush();
    void write(std::string_view bytes);

    std::filesystem::path path_;
    int fd_ = -1;
    std::string buffer_;
    std::size_t fill_ = 0;
    std::uint64_t written_ = 0;
};

} // namespace peelian::synthetic
