// SPDX-License-Identifier: MIT
// For tests of the server: a site in a folder of its own, a server over it, and a client
// that sends raw bytes and reads answers, all over loopback.
#pragma once

#include "base/files.hpp"
#include "base/text.hpp"
#include "server/static_server.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <thread>

namespace peelian::server_tests {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct Folder {
    fs::path path;
    Folder() {
        static std::atomic<int> next{0};
        path =
            fs::temp_directory_path() / ("peelian-server-" + std::to_string(::getpid()) + "-" + std::to_string(next++));
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }
};

/// About `size` bytes that compress well.
inline std::string long_text(std::size_t size) {
    std::string text;
    for (int i = 0; text.size() < size; ++i)
        text += "row " + std::to_string(i % 1000 * 7919 % 1000) + "\n";
    text.resize(size);
    return text;
}

/// Files every test may ask for.
inline void make_site(const fs::path& site) {
    write_file(site / "index.html", "<!doctype html><title>Home</title>" + long_text(2000));
    write_file(site / "404.html", "<!doctype html><title>No such page</title>");
    write_file(site / "areas/E09000012/index.html", "<!doctype html><title>Hackney</title>");
    write_file(site / "assets/site-0a1b2c3d.css", "body{}");
    write_file(site / "assets/plain.css", "body{}");
    write_file(site / "data/points.csv", long_text(200'000));
    write_file(site / "data/digits.txt", "0123456789");
    write_file(site / "data/points.parquet", long_text(4000));
    write_file(site / "data/empty.txt", "");
    write_file(site / "big.bin", long_text(3'000'000));
}

struct Reply {
    int status = 0;
    std::string head;
    std::map<std::string, std::string> fields; ///< names in lower case
    std::string body;
    std::string operator[](const std::string& name) const {
        auto found = fields.find(name);
        return found == fields.end() ? "" : found->second;
    }
};

class Client {
public:
    explicit Client(std::uint16_t port, int receive_buffer = 0)
        : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        if (receive_buffer > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~Client() {
        if (socket_ >= 0) ::close(socket_);
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    Client& send(std::string_view bytes) {
        while (!bytes.empty()) {
            ssize_t n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (n <= 0) {
                cut_ = true;
                break;
            }
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
        return *this;
    }
    Client& get(std::string_view target, std::string_view fields = "") {
        return send("GET " + std::string(target) + " HTTP/1.1\r\nHost: h\r\n" + std::string(fields) + "\r\n");
    }
    void finish_sending() const { ::shutdown(socket_, SHUT_WR); }
    /// Goes away as a crashed client does.
    void reset() {
        linger hard{1, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        ::close(socket_);
        socket_ = -1;
    }
    /// Receives once; false when nothing came in time or the other side closed.
    bool receive(std::chrono::milliseconds patience = 3s) {
        pollfd wanted{socket_, POLLIN, 0};
        if (::poll(&wanted, 1, static_cast<int>(patience.count())) <= 0) return false;
        char buffer[65536];
        ssize_t n = ::recv(socket_, buffer, sizeof buffer, 0);
        ended_ = n <= 0;
        if (n > 0) bytes_.append(buffer, static_cast<std::size_t>(n));
        return n > 0;
    }
    /// The next answer; status 0 when there was none.
    Reply reply(bool to_head = false) {
        Reply out;
        std::size_t end = 0;
        while ((end = bytes_.find("\r\n\r\n")) == std::string::npos)
            if (!receive()) return out;
        out.head = bytes_.substr(0, end + 2);
        bytes_.erase(0, end + 4);
        out.status = std::atoi(out.head.substr(9, 3).c_str());
        for (std::size_t at = out.head.find("\r\n") + 2; at < out.head.size();) {
            std::size_t stop = out.head.find("\r\n", at);
            std::string line = out.head.substr(at, stop - at);
            std::size_t colon = line.find(": ");
            out.fields[lower(line.substr(0, colon))] = line.substr(colon + 2);
            at = stop + 2;
        }
        std::size_t length = to_head ? 0 : std::strtoul(out["content-length"].c_str(), nullptr, 10);
        if (out.status == 304) length = 0;
        while (bytes_.size() < length)
            if (!receive()) return {};
        out.body = bytes_.substr(0, length);
        bytes_.erase(0, length);
        return out;
    }
    /// Whether the server closes, within the patience, without a byte more.
    bool closes(std::chrono::milliseconds patience = 3s) {
        auto until = std::chrono::steady_clock::now() + patience;
        while (!ended_ && std::chrono::steady_clock::now() < until)
            receive(50ms);
        return ended_ && bytes_.empty();
    }

    bool connected() const { return connected_; }
    /// Whether the server took all that was sent, before it went.
    bool sent_all() const { return !cut_; }

private:
    int socket_;
    bool connected_ = false;
    bool cut_ = false;
    bool ended_ = false; ///< the server sends no more
    std::string bytes_;
};

/// A server on a free port over a site of its own.
struct Served {
    Folder folder;
    fs::path site = folder.path / "site";
    StaticServer server;

    static ServeOptions quick(ServeOptions options, const fs::path& site) {
        options.site = site;
        options.port = 0;
        options.threads = 2;
        return options;
    }
    explicit Served(ServeOptions options = {}) : server(quick(std::move(options), site)) {
        make_site(site);
        server.start();
    }
    std::uint16_t port() const { return server.port(); }
    Reply get(std::string_view target, std::string_view fields = "") const {
        return Client(port()).get(target, fields).reply();
    }
    /// The answer to raw bytes, and whether the connection was closed after it.
    std::pair<int, bool> raw(std::string_view bytes) const {
        Client client(port());
        Reply reply = client.send(bytes).reply();
        return {reply.status, client.closes(300ms)};
    }
};

} // namespace peelian::server_tests
