// SPDX-License-Identifier: MIT
// One client: bytes in, answers out, in the order of the requests, and a deadline for
// whatever it is waiting for. Belongs to one thread. A client that resets is no error.
#pragma once

#include "server/answer.hpp"
#include "server/poller.hpp"
#include "server/static_server.hpp"

#include <atomic>
#include <optional>
#include <string>
#include <vector>

namespace peelian::http {

/// What the connections of one thread share.
struct Service {
    const ServeOptions& options;
    SiteFiles& files;
    Poller& poller;
    Milliseconds now{0};       ///< when the events at hand were collected
    std::string date_line;     ///< "Date: ...\r\n" of this second
    std::vector<char> scratch; ///< what was just received
    bool stopping = false;
    std::atomic<std::uint64_t> requests{0};
};

class Connection {
public:
    /// False when the connection is to be closed.
    using Stays = bool;

    /// With `turn_away` it says 503 whatever is asked, and closes.
    Connection(Descriptor socket, Milliseconds now, const ServeOptions& options, bool turn_away);

    int socket() const { return socket_.get(); }
    Stays on_ready(const Ready& ready, Service& service);
    /// Called now and then: closes, or says 408, when the client has been too slow.
    Stays on_tick(Service& service);
    /// The server stops: answers under way end, an idle connection does at once.
    Stays on_stop(Service& service);

private:
    /// A part of what is still to be sent.
    struct Piece {
        std::size_t head_from = 0, head_left = 0; ///< in heads_
        std::shared_ptr<const SiteFile> file;     // shared: keeps what is sent alive
        std::string_view body;
        std::uint64_t from = 0, left = 0; ///< of file->large
    };

    Stays go_on(Service& service);
    Stays receive(Service& service);
    Stays linger(Service& service);
    std::size_t answer_all(std::string_view bytes, Service& service);
    void queue(Answer answer, bool old_client, Service& service);
    Stays send(Service& service);
    ssize_t send_memory();
    ssize_t send_large();
    void sent(std::size_t bytes);
    std::uint64_t unsent() const;
    void set_deadline(const Service& service);

    Descriptor socket_;
    std::string kept_;  ///< received and not yet answered
    std::string heads_; ///< of the queued pieces
    std::vector<Piece> pieces_;
    std::size_t first_ = 0; ///< first piece not wholly sent
    Milliseconds deadline_;
    std::optional<Milliseconds> head_since_; ///< when the first byte of `kept_` came
    std::optional<Milliseconds> send_limit_; ///< by when the queue must be gone, while blocked
    std::size_t drained_ = 0;
    bool turn_away_;
    bool readable_ = false; ///< there may be more to receive
    bool ended_ = false;    ///< the client sends no more
    bool blocked_ = false;  ///< the socket takes no more for now
    bool moved_ = true;     ///< something was sent, or the queue is new, since the deadline was set
    bool closing_ = false;  ///< after the queue
    bool lingering_ = false;
};

} // namespace peelian::http
