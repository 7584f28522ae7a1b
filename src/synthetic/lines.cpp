// SPDX-License-Identifier: MIT
#include "synthetic/lines.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace peelian::synthetic {
namespace {

constexpr std::size_t k_buffer = std::size_t{1} << 20;

Error io_error(std::string_view what, const std::filesystem::path& path) {
    return Error::io("{}: {}", what, std::strerror(errno))
        .at(path.string())
        .hint("Check that the disk has room and that the folder may be written to.");
}

} // namespace

char* put_number(char* to, std::uint64_t n, int width) {
    std::array<char, 24> digits{};
    int count = 0;
    for (; n > 0 || count < width; n /= 10)
        digits[static_cast<std::size_t>(count++)] = static_cast<char>('0' + n % 10);
    while (count > 0)
        *to++ = digits[static_cast<std::size_t>(--count)];
    return to;
}

Lines::Lines(std::filesystem::path path)
    : path_(std::move(path)),
      fd_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)),
      buffer_(k_buffer, '\0') {
    if (fd_ < 0) throw io_error("Cannot make the file", path_);
}

Lines::~Lines() {
    if (fd_ >= 0) ::close(fd_);
}

void Lines::add(std::string_view text) {
    if (fill_ + text.size() > buffer_.size()) flush();
    if (text.size() > buffer_.size()) {
        write(text);
        return;
    }
    used(put(buffer_.data() + fill_, text));
}

void Lines::close() {
    flush();
    int closed = ::close(fd_);
    fd_ = -1;
    if (closed != 0) throw io_error("Cannot save the file", path_);
}

void Lines::flush() {
    write({buffer_.data(), fill_});
    fill_ = 0;
}

void Lines::write(std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t n = ::write(fd_, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) throw io_error("Cannot write", path_);
        bytes.remove_prefix(static_cast<std::size_t>(n));
        written_ += static_cast<std::uint64_t>(n);
    }
}

} // namespace peelian::synthetic
