// SPDX-License-Identifier: MIT
// Waits for sockets: the one place that knows of epoll. Events come on change of state
// (edge-triggered), so a reader reads until there is no more; a listening socket's come
// for as long as somebody waits.
#pragma once

#include "server/descriptor.hpp"

#include <chrono>
#include <span>
#include <vector>

namespace peelian::http {

struct Ready {
    void* who = nullptr; ///< as given to add; null for wake()
    bool readable = false;
    bool writable = false;
    bool ended = false;  ///< the other side sends no more
    bool failed = false; ///< reset, or an error on the socket
};

class Poller {
public:
    /// Throws Error(io) when the system gives no more of these.
    Poller();
    /// Watches a connection. May be called from any thread.
    bool add(int socket, void* who);
    /// Watches a socket that listens, shared with other pollers; one of them is woken.
    bool add_listener(int socket, void* who);
    /// Asks for the state of a connection once more, as if it had changed.
    void again(int socket, void* who);
    void remove(int socket);
    /// What happened, at most after `patience`; the span is valid until the next wait.
    std::span<const Ready> wait(std::chrono::milliseconds patience);
    /// Ends a wait, from any thread.
    void wake();

private:
    Descriptor epoll_, wake_;
    std::vector<Ready> ready_;
};

} // namespace peelian::http
