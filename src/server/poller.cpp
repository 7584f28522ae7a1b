// SPDX-License-Identifier: MIT
#include "server/poller.hpp"

#include "base/error.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace peelian::http {
namespace {

constexpr std::size_t k_batch = 128;

constexpr std::uint32_t k_connection_events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;

bool watch(int epoll, int action, int socket, std::uint32_t events, void* who) {
    epoll_event event{};
    event.events = events;
    event.data.ptr = who;
    return ::epoll_ctl(epoll, action, socket, &event) == 0;
}

} // namespace

Poller::Poller() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!epoll_ || !wake_ || !watch(epoll_.get(), EPOLL_CTL_ADD, wake_.get(), EPOLLIN | EPOLLET, nullptr))
        throw Error::io("Cannot wait for connections: {}", std::strerror(errno));
    ready_.reserve(k_batch);
}

bool Poller::add(int socket, void* who) { return watch(epoll_.get(), EPOLL_CTL_ADD, socket, k_connection_events, who); }

void Poller::again(int socket, void* who) { watch(epoll_.get(), EPOLL_CTL_MOD, socket, k_connection_events, who); }

bool Poller::add_listener(int socket, void* who) {
    return watch(epoll_.get(), EPOLL_CTL_ADD, socket, EPOLLIN | EPOLLEXCLUSIVE, who);
}

void Poller::remove(int socket) { ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, socket, nullptr); }

std::span<const Ready> Poller::wait(std::chrono::milliseconds patience) {
    std::array<epoll_event, k_batch> events;
    int n =
        ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), static_cast<int>(patience.count()));
    ready_.clear();
    for (int i = 0; i < n; ++i) {
        std::uint32_t what = events[static_cast<std::size_t>(i)].events;
        ready_.push_back({.who = events[static_cast<std::size_t>(i)].data.ptr,
                          .readable = (what & EPOLLIN) != 0,
                          .writable = (what & EPOLLOUT) != 0,
                          .ended = (what & EPOLLRDHUP) != 0,
                          .failed = (what & (EPOLLERR | EPOLLHUP)) != 0});
    }
    return ready_;
}

void Poller::wake() {
    std::uint64_t one = 1;
    [[maybe_unused]] ssize_t n = ::write(wake_.get(), &one, sizeof one);
}

} // namespace peelian::http
