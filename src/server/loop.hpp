// SPDX-License-Identifier: MIT
// One thread of the server: its connections, and taking new ones.
#pragma once

#include "server/connection.hpp"

#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace peelian::http {

class Loop;

/// What the threads of a server share.
struct Shared {
    const ServeOptions& options;
    SiteFiles& files;
    Descriptor listener;
    std::vector<std::unique_ptr<Loop>> loops;
    std::atomic<bool> stopping{false};
    std::atomic<std::size_t> open{0};
    std::atomic<std::uint64_t> accepted{0}, refused{0};
};

class Loop {
public:
    explicit Loop(Shared& shared);
    ~Loop();

    /// Serves until the server stops and its answers are out.
    void run();
    /// Gives this thread a new connection; from any thread.
    void adopt(Descriptor socket, bool turn_away);
    void wake() { poller_.wake(); }
    std::size_t size() const { return size_.load(std::memory_order_relaxed); }
    std::uint64_t requests() const { return service_.requests.load(std::memory_order_relaxed); }

private:
    void accept_all();
    void begin_stop();
    void tick();
    void drop(Connection& connection);
    void for_each(bool (*act)(Connection&, Service&));
    void read_clock();

    Shared& shared_;
    Poller poller_;
    Service service_;
    std::mutex mutex_; // guards connections_ against adopt
    std::unordered_map<const Connection*, std::unique_ptr<Connection>> connections_;
    std::atomic<std::size_t> size_{0};
    Milliseconds next_tick_{0}, tick_every_;
    Milliseconds listen_again_{0}; ///< not listening until then: out of descriptors
    std::optional<Milliseconds> stop_by_;
    std::time_t date_of_ = -1;
};

} // namespace peelian::http
