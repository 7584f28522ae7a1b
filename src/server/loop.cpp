// SPDX-License-Identifier: MIT
#include "server/loop.hpp"

#include "server/http_date.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

namespace peelian::http {
namespace {

constexpr std::size_t k_scratch = 64U << 10U;
constexpr std::size_t k_most_turned_away = 64; // at a time; more are closed unheard
constexpr Milliseconds k_breather{100};        // without descriptors, until accepting again

Milliseconds steady_now() {
    return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

/// Often enough that no timeout is overrun by more than a quarter.
Milliseconds tick_for(const ServeOptions& options) {
    Milliseconds shortest = std::min({options.header_timeout, options.idle_timeout, options.write_timeout,
                                      options.stop_timeout, Milliseconds(1000)});
    return std::max(shortest / 4, Milliseconds(5));
}

/// sendfile to a client that is gone raises SIGPIPE in the thread, and has no flag
/// against it; the error it also returns is enough.
void ignore_broken_pipes() {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
}

} // namespace

Loop::Loop(Shared& shared)
    : shared_(shared),
      service_{.options = shared.options,
               .files = shared.files,
               .poller = poller_,
               .now = steady_now(),
               .date_line = {},
               .scratch = std::vector<char>(k_scratch),
               .stopping = false,
               .requests = 0},
      tick_every_(tick_for(shared.options)) {
    poller_.add_listener(shared_.listener.get(), this);
    read_clock();
}

Loop::~Loop() = default;

void Loop::run() {
    ignore_broken_pipes();
    while (true) {
        bool idle = size() == 0 && listen_again_ == Milliseconds(0) && !stop_by_;
        auto ready = poller_.wait(idle ? Milliseconds(3'600'000) : tick_every_);
        read_clock();
        for (const Ready& event : ready) {
            if (event.who == nullptr) continue;
            if (event.who == this) {
                accept_all();
                continue;
            }
            auto& connection = *static_cast<Connection*>(event.who);
            if (!connection.on_ready(event, service_)) drop(connection);
        }
        if (shared_.stopping && !stop_by_) begin_stop();
        if (service_.now >= next_tick_) tick();
        if (stop_by_ && (size() == 0 || service_.now >= *stop_by_)) return;
    }
}

void Loop::adopt(Descriptor socket, bool turn_away) {
    auto made = std::make_unique<Connection>(std::move(socket), steady_now(), shared_.options, turn_away);
    Connection* connection = made.get();
    std::scoped_lock lock(mutex_);
    // Its thread may serve it before add returns, but cannot drop it while this has the lock.
    if (!poller_.add(connection->socket(), connection)) return;
    connections_.emplace(connection, std::move(made));
    shared_.open.fetch_add(1);
    if (size_.fetch_add(1) == 0) poller_.wake(); // so that it minds the time
}

void Loop::accept_all() {
    for (int i = 0; i < 64; ++i) {
        Descriptor socket(::accept4(shared_.listener.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (!socket) {
            if (errno == ECONNABORTED || errno == EINTR) continue;
            if (errno == EAGAIN || errno == EWOULDBLOCK) return;
            poller_.remove(shared_.listener.get());
            listen_again_ = service_.now + k_breather;
            return;
        }
        int on = 1;
        ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        shared_.accepted.fetch_add(1, std::memory_order_relaxed);
        std::size_t open = shared_.open.load();
        bool turn_away = open >= shared_.options.max_connections;
        if (turn_away) shared_.refused.fetch_add(1, std::memory_order_relaxed);
        if (open >= shared_.options.max_connections + k_most_turned_away) continue;
        auto least = std::ranges::min_element(shared_.loops, {}, [](const auto& loop) { return loop->size(); });
        (*least)->adopt(std::move(socket), turn_away);
    }
}

void Loop::begin_stop() {
    service_.stopping = true;
    stop_by_ = service_.now + shared_.options.stop_timeout;
    poller_.remove(shared_.listener.get());
    for_each([](Connection& connection, Service& service) { return connection.on_stop(service); });
}

void Loop::tick() {
    next_tick_ = service_.now + tick_every_;
    for_each([](Connection& connection, Service& service) { return connection.on_tick(service); });
    if (listen_again_ != Milliseconds(0) && service_.now >= listen_again_ && !stop_by_) {
        listen_again_ = Milliseconds(0);
        poller_.add_listener(shared_.listener.get(), this);
    }
}

/// Calls `act` for each connection and drops those it says are done.
void Loop::for_each(bool (*act)(Connection&, Service&)) {
    std::scoped_lock lock(mutex_);
    std::size_t dropped = std::erase_if(connections_, [&](const auto& entry) { return !act(*entry.second, service_); });
    size_.fetch_sub(dropped);
    shared_.open.fetch_sub(dropped);
}

void Loop::drop(Connection& connection) {
    std::scoped_lock lock(mutex_);
    connections_.erase(&connection);
    size_.fetch_sub(1);
    shared_.open.fetch_sub(1);
}

void Loop::read_clock() {
    service_.now = steady_now();
    std::time_t second = std::time(nullptr);
    if (second == date_of_) return;
    date_of_ = second;
    service_.date_line = "Date: " + format_date(second) + "\r\n";
}

} // namespace peelian::http
