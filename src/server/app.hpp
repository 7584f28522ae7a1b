// SPDX-License-Identifier: MIT
// A program behind HTTP: requests read whole (forms, files), answered by a function on a pool of threads.
// Beside static_server.hpp, which serves finished files: this one is for signed-in work, where an answer
// takes a database and not a microsecond. Boost.Beast reads and writes the bytes, in app_server.cpp alone.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace peelian::http {

/// Names and values in the order they came; a name may come twice.
class Parameters {
public:
    void add(std::string name, std::string value) { all_.emplace_back(std::move(name), std::move(value)); }
    /// The first of this name, or "".
    const std::string& get(std::string_view name) const;
    bool has(std::string_view name) const;
    std::vector<std::string> every(std::string_view name) const;
    const std::vector<std::pair<std::string, std::string>>& all() const { return all_; }

private:
    std::vector<std::pair<std::string, std::string>> all_;
};

/// application/x-www-form-urlencoded, also a query; nullopt when it is broken, has control characters but for
/// tab and line ends, bad UTF-8, or more than `most` fields.
std::optional<Parameters> read_form(std::string_view text, std::size_t most = 2000);
std::string encode_form(const Parameters& parameters);
std::string percent_encode(std::string_view text);

/// A file sent with a form.
struct FormFile {
    std::string field, name, type; ///< name without folders; type as the sender says, not to be believed
    std::string bytes;
};
struct Multipart {
    Parameters fields;
    std::vector<FormFile> files; ///< those that have a name
};
/// multipart/form-data (RFC 7578); nullopt when it is broken or over the limits.
std::optional<Multipart> read_multipart(std::string_view body, std::string_view content_type, std::size_t most = 2000);

struct AppRequest {
    std::string method; ///< "GET", "POST"; HEAD comes as GET and its body is not sent
    std::string path;   ///< decoded, "/registers/decisions/pcd-132"; no dot segments, no control characters
    Parameters query, headers /* names in lower case */, cookies, form;
    std::vector<FormFile> files;
    std::string body;      ///< as it came, when it is no form
    std::string peer;      ///< address of who connected
    bool secure = false;   ///< https, as a trusted proxy says
    bool by_proxy = false; ///< who connected is a trusted proxy: its headers may be believed
    std::string host;      ///< as asked for
};

struct AppResponse {
    int status = 200;
    std::string type = "text/html; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers; ///< Set-Cookie and Location too
    /// A file in place of the body.
    std::filesystem::path file;

    static AppResponse see_other(std::string address); ///< 303
};

using AppHandler = std::function<AppResponse(const AppRequest&)>;

struct AppOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8081;
    unsigned threads = 8;                  ///< that answer; reading and writing take one more
    std::size_t max_connections = 1024;    ///< beyond: 503
    std::size_t header_bytes = 16U << 10U; ///< beyond: 431
    std::size_t body_bytes = 2U << 20U;    ///< beyond: 413; forms without files
    std::size_t upload_bytes = 64U << 20U; ///< beyond: 413; multipart
    /// Of larger bodies held at a time, all together; beyond: 503. Bodies of up to 64 kB always fit.
    std::size_t bodies_bytes = 512U << 20U;
    /// Asked with the head alone before a multipart body larger than body_bytes is read: an answer is sent in place
    /// of reading it. On the pool, as the handler. Not given: every upload is read.
    std::function<std::optional<AppResponse>(const AppRequest&)> before_upload;
    /// Makes the answer to what no handler sees (400, 413, 431, 503, a handler that threw), from the status and
    /// plain words; quick, and on any thread. Not given, or where it throws: the words as plain text.
    std::function<AppResponse(int, std::string_view)> refusal;
    /// Reading and writing have a second more for each 32 kB of a body, so that slow lines can send large files.
    std::chrono::seconds read_timeout{30}, idle_timeout{60}, write_timeout{30}, stop_timeout{10};
    /// Addresses whose X-Forwarded-For and -Proto are believed: the last entry of the last line, which is the
    /// proxy's own; what stands before it anybody may have sent.
    std::vector<std::string> trusted_proxies;
};

/// Serves until stopped. What the handler throws becomes a 500 with a plain page and a line on standard error,
/// without the request's contents.
class AppServer {
public:
    AppServer(AppOptions options, AppHandler handler);
    ~AppServer();
    AppServer(const AppServer&) = delete;
    AppServer& operator=(const AppServer&) = delete;
    void start(); ///< as StaticServer::start
    std::uint16_t port() const;
    void stop(); ///< takes no more; answers under way end
    void wait();

private:
    struct Running;
    AppOptions options_;
    AppHandler handler_;
    std::unique_ptr<Running> running_;
};

} // namespace peelian::http
