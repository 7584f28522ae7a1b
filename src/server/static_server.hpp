// SPDX-License-Identifier: MIT
// Room server: HTTP. This header: a site of finished files over HTTP/1.1, for one
// machine, alone or behind a reverse proxy. docs/serve.md is the manual.
//
//     StaticServer server({.site = "london-2017/site"});
//     server.start();                 // throws when it cannot listen
//     wait_for_signal();              // the caller's business
//     server.stop();
//     server.wait();
//
// How a request goes through the room: connection.hpp reads bytes, request.hpp makes a
// request of them, target.hpp a path that cannot leave the site, site_files.hpp the file
// from memory, answer.hpp the reply. None of those but connection knows of sockets.
//
// Not promised: HTTP/2, TLS, sign-in, more than one site. Linux only (poller.cpp).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace peelian {

struct ServeOptions {
    /// Folder of the site, or a symbolic link to it. The link may be switched to another
    /// folder while serving; that is seen within `revalidate`.
    std::filesystem::path site{};
    std::string address = "127.0.0.1";                ///< IPv4 or IPv6 address, or a name of this machine
    std::uint16_t port = 8080;                        ///< 0: any free one, which port() then tells
    unsigned threads = 0;                             ///< 0: one a processor
    std::size_t max_connections = 4096;               ///< beyond: 503
    std::size_t header_bytes = 8192;                  ///< beyond: 414 or 431
    std::size_t cache_bytes = 64U << 20U;             ///< file contents kept in memory, packed ones too
    std::size_t cached_file_bytes = 8U << 20U;        ///< larger files are sent from disk, never packed
    std::chrono::milliseconds header_timeout{10'000}; ///< from a request's first byte to its last
    std::chrono::milliseconds idle_timeout{30'000};   ///< between requests of one connection
    std::chrono::milliseconds write_timeout{20'000};  ///< without the reader taking a byte
    std::chrono::milliseconds stop_timeout{5'000};    ///< for answers under way when stopped
    std::chrono::milliseconds revalidate{1'000};      ///< a file is looked at again at most so often
};

/// What a server has done since it started.
struct ServeCounts {
    std::uint64_t connections = 0; ///< accepted
    std::uint64_t requests = 0;    ///< answered, whatever the answer
    std::uint64_t refused = 0;     ///< connections turned away with 503
    std::uint64_t open = 0;        ///< connections now
};

/// Serves until stopped. start, then stop and wait, each from any thread; the destructor
/// does the last two.
class StaticServer {
public:
    explicit StaticServer(ServeOptions options);
    ~StaticServer();
    StaticServer(const StaticServer&) = delete;
    StaticServer& operator=(const StaticServer&) = delete;

    /// Opens the site, listens, and returns once connections are taken. Throws
    /// Error(not_found) without a site, Error(conflict) when the port is taken,
    /// Error(input) for an address that is none of this machine's. Raises the
    /// process's soft limit of open files when the connections need it.
    void start();
    /// The port that is listened on; 0 before start.
    std::uint16_t port() const;
    /// Takes no more connections, lets answers under way end within stop_timeout.
    /// Returns at once; not for use inside a signal handler.
    void stop();
    /// Returns when the server has stopped.
    void wait();
    ServeCounts counts() const;

private:
    struct Running;
    ServeOptions options_;
    std::unique_ptr<Running> running_;
};

} // namespace peelian
