// SPDX-License-Identifier: MIT
#include "server/connection.hpp"

#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <utility>

namespace peelian::http {
namespace {

constexpr std::size_t k_most_queued = 32;         // answers, before the client must read
constexpr std::size_t k_most_drained = 1U << 20U; // of what a refused client still sends
constexpr Milliseconds k_linger{1'000};
constexpr std::size_t k_send_at_once = 1U << 20U; // then the other clients have a turn

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK; }

} // namespace

Connection::Connection(Descriptor socket, Milliseconds now, const ServeOptions& options, bool turn_away)
    : socket_(std::move(socket)),
      deadline_(now + options.header_timeout),
      turn_away_(turn_away) {}

Connection::Stays Connection::on_ready(const Ready& ready, Service& service) {
    if (ready.failed) return false;
    readable_ = readable_ || ready.readable || ready.ended;
    ended_ = ended_ || ready.ended;
    blocked_ = blocked_ && !ready.writable;
    if (std::exchange(turn_away_, false)) queue(refusal(503), false, service);
    return go_on(service);
}

Connection::Stays Connection::on_tick(Service& service) {
    if (service.now < deadline_) return true;
    bool reading = pieces_.empty() && !lingering_ && !kept_.empty();
    if (!reading) return false;
    queue(refusal(408), false, service);
    return go_on(service);
}

Connection::Stays Connection::on_stop(Service& service) {
    if (pieces_.empty() && kept_.empty()) return false;
    return go_on(service);
}

/// Sends, answers and receives until one of them has to wait.
Connection::Stays Connection::go_on(Service& service) {
    while (true) {
        if (!send(service)) return false;
        if (!pieces_.empty()) break;
        if (closing_ || (service.stopping && kept_.empty())) return linger(service);
        std::size_t used = kept_.empty() ? 0 : answer_all(kept_, service);
        kept_.erase(0, used);
        if (!pieces_.empty()) continue;
        if (!readable_) break;
        if (!receive(service)) return false;
    }
    set_deadline(service);
    return true;
}

Connection::Stays Connection::receive(Service& service) {
    ssize_t n = ::recv(socket_.get(), service.scratch.data(), service.scratch.size(), 0);
    if (n < 0) {
        readable_ = errno == EINTR;
        return readable_ || would_block();
    }
    if (n == 0) return false;
    auto size = static_cast<std::size_t>(n);
    // A short read means that there is no more (epoll(7)), unless the end is to be seen.
    readable_ = ended_ || size == service.scratch.size();
    std::string_view bytes(service.scratch.data(), size);
    if (!kept_.empty()) {
        kept_ += bytes; // go_on answers it
        return true;
    }
    std::size_t used = answer_all(bytes, service);
    kept_.assign(bytes.substr(used));
    return true;
}

/// The client still sends what nobody reads: closing at once would reset the connection
/// and could take the answer from it. So read on, within bounds, until it closes too.
Connection::Stays Connection::linger(Service& service) {
    if (!lingering_) {
        lingering_ = true;
        kept_.clear();
        ::shutdown(socket_.get(), SHUT_WR);
        deadline_ = service.now + k_linger;
        readable_ = true;
    }
    while (readable_ && drained_ < k_most_drained) {
        ssize_t n = ::recv(socket_.get(), service.scratch.data(), service.scratch.size(), 0);
        if (n == 0) return false;
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return would_block();
        drained_ += static_cast<std::size_t>(n);
    }
    return drained_ < k_most_drained;
}

/// Queues the answers to the whole requests in `bytes`; how many bytes those are.
std::size_t Connection::answer_all(std::string_view bytes, Service& service) {
    std::size_t used = 0;
    while (used < bytes.size() && !closing_ && pieces_.size() < k_most_queued) {
        RequestRead read = read_request(bytes.substr(used), service.options.header_bytes);
        if (read.refused != 0) {
            queue(refusal(read.refused), false, service);
            return bytes.size();
        }
        if (read.used == 0) break;
        used += read.used;
        head_since_.reset();
        Answer reply;
        try {
            reply = answer(read.request, service.files, service.now);
        } catch (const std::exception&) {
            reply = refusal(500);
        }
        reply.close = reply.close || !read.request.keep_alive || service.stopping;
        queue(std::move(reply), read.request.old, service);
    }
    return used;
}

void Connection::queue(Answer answer, bool old_client, Service& service) {
    service.requests.fetch_add(1, std::memory_order_relaxed);
    closing_ = answer.close;
    Piece piece;
    piece.head_from = heads_.size();
    heads_ += answer.fixed;
    heads_ += answer.more;
    heads_ += service.date_line;
    if (closing_) heads_ += "Connection: close\r\n";
    else if (old_client) heads_ += "Connection: keep-alive\r\n";
    heads_ += "\r\n";
    piece.head_left = heads_.size() - piece.head_from;
    piece.file = std::move(answer.file);
    piece.body = answer.body;
    piece.from = answer.from;
    piece.left = answer.length;
    pieces_.push_back(std::move(piece));
}

/// Sends as much as the socket takes; false when the client is gone.
Connection::Stays Connection::send(Service& service) {
    std::size_t at_once = 0;
    while (first_ < pieces_.size() && !blocked_) {
        const Piece& piece = pieces_[first_];
        bool memory = piece.head_left > 0 || !piece.body.empty();
        ssize_t n = memory ? send_memory() : send_large();
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && !would_block()) return false;
        if (n == 0) return false; // the file became shorter: the answer cannot be kept
        blocked_ = n < 0;
        if (blocked_) break;
        sent(static_cast<std::size_t>(n));
        at_once += static_cast<std::size_t>(n);
        moved_ = true;
        if (at_once < k_send_at_once || first_ == pieces_.size()) continue;
        service.poller.again(socket_.get(), this);
        break;
    }
    if (first_ < pieces_.size()) return true;
    pieces_.clear();
    first_ = 0;
    heads_.clear();
    send_limit_.reset();
    return true;
}

/// Heads and contents that lie in memory, of several pieces in one call.
ssize_t Connection::send_memory() {
    std::array<iovec, 16> parts;
    std::size_t used = 0;
    bool more = false;
    auto add = [&](std::string_view bytes) {
        if (bytes.empty()) return;
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): sendmsg only reads
        parts[used++] = {const_cast<char*>(bytes.data()), bytes.size()};
    };
    for (std::size_t i = first_; i < pieces_.size() && used + 2 <= parts.size(); ++i) {
        const Piece& piece = pieces_[i];
        add(std::string_view(heads_).substr(piece.head_from, piece.head_left));
        add(piece.body);
        more = piece.left > 0;
        if (more) break;
    }
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = used;
    return ::sendmsg(socket_.get(), &message, MSG_NOSIGNAL | (more ? MSG_MORE : 0));
}

ssize_t Connection::send_large() {
    const Piece& piece = pieces_[first_];
    auto offset = static_cast<off_t>(piece.from);
    std::size_t size = std::min<std::uint64_t>(piece.left, k_send_at_once);
    return ::sendfile(socket_.get(), piece.file->large.get(), &offset, size);
}

/// Takes `bytes` that were sent off the queue.
void Connection::sent(std::size_t bytes) {
    while (first_ < pieces_.size()) {
        Piece& piece = pieces_[first_];
        std::size_t head = std::min(bytes, piece.head_left);
        piece.head_from += head;
        piece.head_left -= head;
        bytes -= head;
        std::size_t body = std::min(bytes, piece.body.size());
        piece.body.remove_prefix(body);
        bytes -= body;
        std::uint64_t large = std::min<std::uint64_t>(bytes, piece.left);
        piece.from += large;
        piece.left -= large;
        bytes -= large;
        if (piece.head_left > 0 || !piece.body.empty() || piece.left > 0) return;
        piece.file.reset();
        ++first_;
    }
}

std::uint64_t Connection::unsent() const {
    std::uint64_t sum = 0;
    for (std::size_t i = first_; i < pieces_.size(); ++i)
        sum += pieces_[i].head_left + pieces_[i].body.size() + pieces_[i].left;
    return sum;
}

/// Until when whatever is waited for now must have happened.
void Connection::set_deadline(const Service& service) {
    const ServeOptions& options = service.options;
    if (!pieces_.empty()) {
        // Within write_timeout something must move, and all of it at a kilobyte a second.
        if (!send_limit_)
            send_limit_ = service.now + options.write_timeout + Milliseconds(static_cast<std::int64_t>(unsent()));
        if (moved_) deadline_ = std::min(service.now + options.write_timeout, *send_limit_);
        moved_ = false;
    } else if (!kept_.empty()) {
        if (!head_since_) head_since_ = service.now;
        deadline_ = *head_since_ + options.header_timeout;
    } else {
        deadline_ = service.now + options.idle_timeout;
    }
}

} // namespace peelian::http
