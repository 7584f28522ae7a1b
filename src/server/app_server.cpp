// SPDX-License-Identifier: MIT
// The only file that sees Boost.Beast and Asio. One thread reads and writes; handlers run on a pool, so that
// a slow one holds nobody up.
#include "base/error.hpp"
#include "base/text.hpp"
#include "server/app.hpp"
#include "server/target.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <set>
#include <thread>

namespace peelian::http {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace web = boost::beast::http;
using asio::ip::tcp;

namespace {

std::string date_now() {
    std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[40];
    std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text;
}

AppResponse plain(int status, std::string_view words) {
    AppResponse out;
    out.status = status;
    out.type = "text/plain; charset=utf-8";
    out.body = std::string(words) + "\n";
    return out;
}

/// Refused before a handler sees it.
struct Refused {
    int status = 0;
    std::string_view words;
};

constexpr Refused k_broken{400, "The request is broken."};
constexpr Refused k_too_large{413, "What was sent is too large."};

Parameters cookies_of(std::string_view field) {
    Parameters out;
    for (const std::string& part : split(field, ';')) {
        std::size_t equals = part.find('=');
        if (equals == std::string::npos) continue;
        out.add(std::string(trim(std::string_view(part).substr(0, equals))),
                std::string(trim(std::string_view(part).substr(equals + 1))));
    }
    return out;
}

/// Method, path, query and headers; what is wrong with them, if anything.
template <typename Head> std::optional<Refused> read_head(const Head& head, AppRequest& out) {
    out.method = head.method() == web::verb::head ? "GET" : std::string(head.method_string());
    TargetPath target = read_target({head.target().data(), head.target().size()});
    if (target.status != 200) return Refused{target.status, "There is no such address."};
    out.path = "/" + target.path;
    std::string_view query = target.query;
    if (query.starts_with('?')) query.remove_prefix(1);
    std::optional<Parameters> parameters = read_form(query);
    if (!parameters) return k_broken;
    out.query = std::move(*parameters);
    std::size_t hosts = 0;
    for (const auto& field : head) {
        std::string name = lower({field.name_string().data(), field.name_string().size()});
        std::string value(field.value().data(), field.value().size());
        hosts += name == "host" ? 1 : 0;
        if (name == "cookie") out.cookies = cookies_of(value);
        out.headers.add(std::move(name), std::move(value));
    }
    if (hosts != 1) return k_broken;
    out.host = out.headers.get("host");
    return std::nullopt;
}

std::optional<Refused> read_body(std::string body, AppRequest& out) {
    std::string type = lower(out.headers.get("content-type"));
    if (type.starts_with("application/x-www-form-urlencoded")) {
        std::optional<Parameters> form = read_form(body);
        if (!form) return k_broken;
        out.form = std::move(*form);
    } else if (type.starts_with("multipart/")) {
        std::optional<Multipart> parts = read_multipart(body, out.headers.get("content-type"));
        if (!parts) return k_broken;
        out.form = std::move(parts->fields);
        out.files = std::move(parts->files);
    } else {
        out.body = std::move(body);
    }
    return std::nullopt;
}

/// The last hop that a trusted proxy tells of.
void believe_proxy(AppRequest& request, const std::vector<std::string>& trusted) {
    if (std::ranges::find(trusted, request.peer) == trusted.end()) return;
    request.by_proxy = true;
    std::vector<std::string> hops = split(request.headers.get("x-forwarded-for"), ',');
    if (!hops.empty() && !trim(hops.back()).empty()) request.peer = trim(hops.back());
    request.secure = same_text(trim(request.headers.get("x-forwarded-proto")), "https");
}

bool is_fine_header(std::string_view value) {
    return std::ranges::none_of(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

} // namespace

AppResponse AppResponse::see_other(std::string address) {
    AppResponse out;
    out.status = 303;
    out.headers.emplace_back("Location", std::move(address));
    return out;
}

struct AppServer::Running {
    Running(const AppOptions& given, const AppHandler& answers)
        : options(given),
          handler(answers),
          acceptor(io),
          pool(std::max(1U, given.threads)) {}

    using Stream = beast::tcp_stream;
    using Waiting = asio::awaitable<void>;

    void listen() {
        boost::system::error_code failed;
        tcp::resolver resolver(io);
        auto found = resolver.resolve(options.address, std::to_string(options.port), tcp::resolver::passive, failed);
        if (failed || found.empty())
            throw Error::input("'{}' is no address of this machine: {}", options.address, failed.message());
        tcp::endpoint where = found.begin()->endpoint();
        acceptor.open(where.protocol());
        acceptor.set_option(asio::socket_base::reuse_address(true));
        acceptor.bind(where, failed);
        if (failed)
            throw Error::conflict("Cannot listen on {} port {}: {}", options.address, options.port, failed.message())
                .hint("Stop what listens there, or choose another port with --port.");
        acceptor.listen(asio::socket_base::max_listen_connections);
        port = acceptor.local_endpoint().port();
    }

    Waiting accept_all() {
        for (;;) {
            boost::system::error_code failed;
            tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, failed));
            if (stopping) co_return;
            if (failed) { // out of descriptors, or the client has gone
                asio::steady_timer pause(io, std::chrono::milliseconds(50));
                co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, failed));
                continue;
            }
            asio::co_spawn(io, serve(Stream(std::move(socket))), asio::detached);
        }
    }

    Waiting serve(Stream stream) {
        bool too_many = streams.size() >= options.max_connections;
        streams.insert(&stream);
        try {
            if (too_many) {
                bool keep = false;
                co_await send(stream, plain(503, "Too many are at work here just now. Try again in a minute."), false,
                              keep, 11);
            } else {
                beast::flat_buffer buffer;
                while (co_await one(stream, buffer)) {
                }
            }
        } catch (const std::exception&) { // the client went away or was too slow: no error of ours
        }
        streams.erase(&stream);
        boost::system::error_code ignored;
        stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    }

    /// One request and its answer; false when the connection ends.
    asio::awaitable<bool> one(Stream& stream, beast::flat_buffer& buffer) {
        web::request_parser<web::string_body> parser;
        parser.header_limit(static_cast<std::uint32_t>(options.header_bytes));
        parser.body_limit(std::max(options.body_bytes, options.upload_bytes)); // which one, the head tells
        boost::system::error_code failed;
        idle.insert(&stream);
        stream.expires_after(options.idle_timeout);
        if (buffer.size() == 0) { // wait for the first byte, then give it the time for a head
            auto some = co_await stream.async_read_some(buffer.prepare(4096),
                                                        asio::redirect_error(asio::use_awaitable, failed));
            buffer.commit(some);
        }
        idle.erase(&stream);
        if (failed || (stopping && buffer.size() == 0)) co_return false;
        stream.expires_after(options.read_timeout);
        co_await web::async_read_header(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, failed));
        bool keep = false;
        if (failed) {
            if (failed == web::error::body_limit)
                co_await send(stream, plain(k_too_large.status, k_too_large.words), false, keep, 11);
            else if (failed == web::error::header_limit)
                co_await send(stream, plain(431, "The request's head is too large."), false, keep, 11);
            else if (failed.category() == web::make_error_code(web::error::bad_method).category() &&
                     failed != web::error::end_of_stream && failed != web::error::partial_message)
                co_await send(stream, plain(400, k_broken.words), false, keep, 11);
            co_return false;
        }
        AppRequest request;
        boost::system::error_code unknown;
        request.peer = stream.socket().remote_endpoint(unknown).address().to_string();
        std::optional<Refused> refused = read_head(parser.get(), request);
        bool head = parser.get().method() == web::verb::head;
        if (!refused) refused = co_await read_rest(stream, buffer, parser, request);
        if (refused) {
            co_await send(stream, plain(refused->status, refused->words), head, keep, 11);
            co_return false;
        }
        keep = parser.get().keep_alive() && !stopping;
        unsigned version = parser.get().version();
        believe_proxy(request, options.trusted_proxies);
        AppResponse response = co_await asio::co_spawn(pool, answer(request), asio::use_awaitable);
        keep = keep && !stopping;
        co_await send(stream, std::move(response), head, keep, version);
        co_return keep;
    }

    asio::awaitable<std::optional<Refused>> read_rest(Stream& stream, beast::flat_buffer& buffer,
                                                      web::request_parser<web::string_body>& parser,
                                                      AppRequest& request) {
        bool upload = lower(request.headers.get("content-type")).starts_with("multipart/");
        std::size_t limit = upload ? options.upload_bytes : options.body_bytes;
        parser.body_limit(limit);
        if (auto length = parser.content_length(); length && *length > limit) co_return k_too_large;
        boost::system::error_code failed;
        if (same_text(request.headers.get("expect"), "100-continue")) {
            web::response<web::empty_body> go_on{web::status::continue_, 11};
            co_await web::async_write(stream, go_on, asio::redirect_error(asio::use_awaitable, failed));
            if (failed) co_return k_broken;
        }
        co_await web::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, failed));
        if (failed == web::error::body_limit) co_return k_too_large;
        if (failed) co_return k_broken;
        co_return read_body(std::move(parser.get().body()), request);
    }

    asio::awaitable<AppResponse> answer(const AppRequest& request) {
        try {
            co_return handler(request);
        } catch (const std::exception& error) {
            std::fprintf(stderr, "peelian: %s %s: %s\n", request.method.c_str(), request.path.c_str(), error.what());
        }
        co_return plain(500, "Something went wrong here. It has been noted; nothing you had sent before is lost.");
    }

    /// A file's answer where it can be opened; else a 404.
    Waiting send(Stream& stream, AppResponse response, bool head, bool& keep, unsigned version) {
        stream.expires_after(options.write_timeout);
        auto fill = [&](auto& message) {
            message.result(static_cast<unsigned>(response.status));
            message.version(version);
            message.set(web::field::date, date_now());
            message.set(web::field::content_type, response.type);
            for (const auto& [name, value] : response.headers)
                if (is_fine_header(name) && is_fine_header(value)) message.insert(name, value);
            message.keep_alive(keep);
        };
        if (!response.file.empty()) {
            web::response<web::file_body> message;
            boost::system::error_code failed;
            message.body().open(response.file.c_str(), beast::file_mode::scan, failed);
            if (!failed) {
                fill(message);
                message.prepare_payload();
                web::response_serializer<web::file_body> serializer(message);
                if (head) co_await web::async_write_header(stream, serializer, asio::use_awaitable);
                else co_await web::async_write(stream, serializer, asio::use_awaitable);
                co_return;
            }
            response = plain(404, "That file is not here.");
        }
        web::response<web::string_body> message;
        message.body() = std::move(response.body);
        fill(message);
        message.prepare_payload();
        web::response_serializer<web::string_body> serializer(message);
        if (head) co_await web::async_write_header(stream, serializer, asio::use_awaitable);
        else co_await web::async_write(stream, serializer, asio::use_awaitable);
    }

    void run() {
        io.run();
        pool.join();
    }

    /// On the io thread.
    void stop_now() {
        if (stopping) return;
        stopping = true;
        boost::system::error_code ignored;
        acceptor.close(ignored);
        for (Stream* stream : idle)
            stream->cancel();
        stop_by.emplace(io, options.stop_timeout);
        stop_by->async_wait([this](boost::system::error_code) { io.stop(); });
        watch();
    }
    /// Ends as soon as nobody is left.
    void watch() {
        if (streams.empty()) {
            io.stop();
            return;
        }
        look.emplace(io, std::chrono::milliseconds(10));
        look->async_wait([this](boost::system::error_code) { watch(); });
    }

    const AppOptions& options;
    const AppHandler& handler;
    asio::io_context io{1};
    tcp::acceptor acceptor;
    asio::thread_pool pool;
    std::set<Stream*> streams, idle; // those open; of them those between requests
    std::optional<asio::steady_timer> stop_by, look;
    std::uint16_t port = 0;
    bool stopping = false;
    std::thread thread;
};

AppServer::AppServer(AppOptions options, AppHandler handler)
    : options_(std::move(options)),
      handler_(std::move(handler)) {}

AppServer::~AppServer() {
    stop();
    wait();
}

void AppServer::start() {
    running_ = std::make_unique<Running>(options_, handler_);
    running_->listen();
    asio::co_spawn(running_->io, running_->accept_all(), asio::detached);
    running_->thread = std::thread([this] { running_->run(); });
}

std::uint16_t AppServer::port() const { return running_ ? running_->port : 0; }

void AppServer::stop() {
    if (running_) asio::post(running_->io, [this] { running_->stop_now(); });
}

void AppServer::wait() {
    if (running_ && running_->thread.joinable()) running_->thread.join();
}

} // namespace peelian::http
