// SPDX-License-Identifier: MIT
#include "server/static_server.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "server/loop.hpp"
#include "server/open_files.hpp"

#include <fmt/core.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <thread>

namespace peelian {
namespace {

using http::Descriptor;

struct FreeAddresses {
    void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Addresses addresses_of(const ServeOptions& options) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* list = nullptr;
    std::string port = std::to_string(options.port);
    int error = ::getaddrinfo(options.address.c_str(), port.c_str(), &wanted, &list);
    if (error != 0)
        throw Error::input("'{}' is not an address to listen on: {}", options.address, ::gai_strerror(error))
            .hint("Use 127.0.0.1 for this machine only, 0.0.0.0 or :: for all that can reach it.");
    return Addresses(list);
}

[[noreturn]] void cannot_listen(const ServeOptions& options, int error) {
    std::string place = fmt::format("{} port {}", options.address, options.port);
    if (error == EADDRINUSE)
        throw Error::conflict("Something else already listens on {}", place).hint("Stop it, or choose another port.");
    if (error == EADDRNOTAVAIL)
        throw Error::input("{} is no address of this machine", options.address)
            .hint("Use 127.0.0.1 for this machine only, 0.0.0.0 or :: for all that can reach it.");
    if (error == EACCES)
        throw Error::usage("Ports below 1024 are for the superuser; {} was asked for", options.port)
            .hint("Choose a higher port and let a reverse proxy listen on 80 or 443.");
    throw Error::io("Cannot listen on {}: {}", place, std::strerror(error));
}

Descriptor listen_on(const ServeOptions& options) {
    Addresses addresses = addresses_of(options);
    const addrinfo& first = *addresses;
    Descriptor socket(::socket(first.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    int on = 1;
    if (socket) ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (!socket || ::bind(socket.get(), first.ai_addr, first.ai_addrlen) != 0 || ::listen(socket.get(), 4096) != 0)
        cannot_listen(options, errno);
    return socket;
}

std::uint16_t port_of(const Descriptor& socket) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
    if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port);
    return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

} // namespace

struct StaticServer::Running {
    ServeOptions options;
    http::SiteFiles files;
    http::Shared shared;
    std::uint16_t port;
    std::vector<std::jthread> threads;

    explicit Running(ServeOptions given)
        : options(std::move(given)),
          files(options.site, options.cache_bytes, options.cached_file_bytes, options.revalidate),
          shared{.options = options, .files = files, .listener = listen_on(options), .loops = {}},
          port(port_of(shared.listener)) {
        http::raise_open_files(options.max_connections);
        unsigned n = options.threads == 0 ? default_threads() : options.threads;
        for (unsigned i = 0; i < n; ++i)
            shared.loops.push_back(std::make_unique<http::Loop>(shared));
        for (auto& loop : shared.loops)
            threads.emplace_back([&loop] { loop->run(); });
    }
};

StaticServer::StaticServer(ServeOptions options) : options_(std::move(options)) {}

StaticServer::~StaticServer() {
    stop();
    wait();
}

void StaticServer::start() {
    if (running_) throw Error::internal("The server was started twice");
    running_ = std::make_unique<Running>(options_);
}

std::uint16_t StaticServer::port() const { return running_ ? running_->port : 0; }

void StaticServer::stop() {
    if (!running_ || running_->shared.stopping.exchange(true)) return;
    ::shutdown(running_->shared.listener.get(), SHUT_RDWR);
    for (auto& loop : running_->shared.loops)
        loop->wake();
}

void StaticServer::wait() {
    if (!running_) return;
    for (auto& thread : running_->threads)
        if (thread.joinable()) thread.join();
}

ServeCounts StaticServer::counts() const {
    ServeCounts counts;
    if (!running_) return counts;
    counts.connections = running_->shared.accepted;
    counts.refused = running_->shared.refused;
    counts.open = running_->shared.open;
    for (const auto& loop : running_->shared.loops)
        counts.requests += loop->requests();
    return counts;
}

} // namespace peelian
