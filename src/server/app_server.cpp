// SPDX-License-Identifier: MIT
// The only file that sees Boost.Beast and Asio. One thread reads and writes; handlers run on a pool, so that
// a slow one holds nobody up.
#include "base/error.hpp"
#include "base/text.hpp"
#include "server/app_request.hpp"
#include "server/open_files.hpp"

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

/// Larger ones share AppOptions::bodies_bytes.
constexpr std::size_t k_small_body = 64U << 10U;
/// What a slow line carries in a second.
constexpr std::size_t k_slow_line = 32U << 10U;
/// How long what a client still sends is read and dropped once it has been answered: closing at once would reset
/// the connection, and the client would lose the answer on the way.
constexpr std::chrono::seconds k_drain{5};

std::string date_now() {
    std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[40];
    std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text;
}

/// Limits in seconds grow with what has to come.
std::chrono::seconds time_for(std::chrono::seconds base, std::size_t bytes) {
    return base + std::chrono::seconds(static_cast<std::int64_t>(bytes / k_slow_line));
}

template <typename Head> RawHead raw_head(const Head& head) {
    RawHead out;
    out.method = std::string(head.method_string());
    out.target = std::string(head.target());
    out.http_1_0 = head.version() < 11;
    for (const auto& field : head)
        out.fields.add(lower({field.name_string().data(), field.name_string().size()}),
                       {field.value().data(), field.value().size()});
    return out;
}

/// IPv4 as itself also where it came to a socket of IPv6, so that a trusted proxy has one name.
std::string address_of(const asio::ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

bool is_fine_header(std::string_view value) {
    return std::ranges::none_of(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

/// What a request's body takes of the memory for bodies, for as long as it lives. On the io thread.
class Share {
public:
    Share() = default;
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    ~Share() {
        if (held_ != nullptr) *held_ -= bytes_;
    }
    bool take(std::size_t& held, std::size_t bytes, std::size_t most) {
        if (bytes > most || held > most - bytes) return false;
        held += bytes;
        held_ = &held;
        bytes_ = bytes;
        return true;
    }

private:
    std::size_t* held_ = nullptr;
    std::size_t bytes_ = 0;
};

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
        acceptor.open(where.protocol(), failed);
        if (failed) throw Error::input("Cannot listen on '{}': {}", options.address, failed.message());
        acceptor.set_option(asio::socket_base::reuse_address(true), failed);
        acceptor.bind(where, failed);
        if (!failed) acceptor.listen(asio::socket_base::max_listen_connections, failed);
        if (failed)
            throw Error::conflict("Cannot listen on {} port {}: {}", options.address, options.port, failed.message())
                .hint("Stop what listens there, or choose another port with --port.");
        raise_open_files(options.max_connections);
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
        boost::system::error_code ignored;
        try {
            if (too_many) {
                co_await refuse(stream, {503, "Too many are at work here just now. Try again in a minute."});
            } else {
                beast::flat_buffer buffer;
                while (co_await one(stream, buffer)) {
                }
                stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
                co_await drain(stream);
            }
        } catch (const std::exception&) { // the client went away or was too slow: no error of ours
        }
        idle.erase(&stream);
        streams.erase(&stream);
        stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    }

    Waiting drain(Stream& stream) {
        boost::system::error_code failed;
        char dropped[16384];
        idle.insert(&stream); // stopping does not wait for it
        stream.expires_after(k_drain);
        while (!failed && !stopping)
            co_await stream.async_read_some(asio::buffer(dropped), asio::redirect_error(asio::use_awaitable, failed));
    }

    /// Waits for the first byte of a request; false when the connection ends.
    asio::awaitable<bool> begins(Stream& stream, beast::flat_buffer& buffer) {
        if (buffer.size() != 0) co_return true;
        boost::system::error_code failed;
        idle.insert(&stream);
        stream.expires_after(options.idle_timeout);
        auto some =
            co_await stream.async_read_some(buffer.prepare(4096), asio::redirect_error(asio::use_awaitable, failed));
        buffer.commit(some);
        idle.erase(&stream);
        co_return !failed && (!stopping || buffer.size() != 0);
    }

    /// One request and its answer; false when the connection ends.
    asio::awaitable<bool> one(Stream& stream, beast::flat_buffer& buffer) {
        if (!co_await begins(stream, buffer)) co_return false;
        web::request_parser<web::string_body> parser;
        parser.header_limit(static_cast<std::uint32_t>(options.header_bytes));
        parser.body_limit(std::max(options.body_bytes, options.upload_bytes)); // which one, the head tells
        boost::system::error_code failed;
        stream.expires_after(options.read_timeout);
        co_await web::async_read_header(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, failed));
        if (failed) {
            if (auto why = reason(failed)) co_await refuse(stream, *why);
            co_return false;
        }
        AppRequest request;
        boost::system::error_code unknown;
        request.peer = address_of(stream.socket().remote_endpoint(unknown).address());
        bool head = parser.get().method() == web::verb::head;
        std::optional<Refused> refused = read_head(raw_head(parser.get()), request);
        if (!refused) {
            believe_proxy(request, options.trusted_proxies);
            if (auto instead = co_await ask_first(parser, request)) {
                co_await send(stream, std::move(*instead), head, false, 11);
                co_return false;
            }
        }
        Share share;
        if (!refused) refused = co_await read_rest(stream, buffer, parser, request, share);
        if (refused) {
            co_await refuse(stream, *refused, head);
            co_return false;
        }
        bool keep = parser.get().keep_alive() && !stopping;
        AppResponse response = co_await asio::co_spawn(pool, answer(request), asio::use_awaitable);
        keep = keep && !stopping;
        co_await send(stream, std::move(response), head, keep, parser.get().version());
        co_return keep;
    }

    /// What is wrong with a head that could not be read; nothing where the client went away.
    static std::optional<Refused> reason(const boost::system::error_code& failed) {
        if (failed == web::error::body_limit) return k_too_large;
        if (failed == web::error::header_limit) return Refused{431, "The request's head is too large."};
        bool of_http = failed.category() == web::make_error_code(web::error::bad_method).category();
        if (of_http && failed != web::error::end_of_stream && failed != web::error::partial_message) return k_broken;
        return std::nullopt;
    }

    using Parser = web::request_parser<web::string_body>;

    /// What before_upload says in place of reading a large upload.
    asio::awaitable<std::optional<AppResponse>> ask_first(const Parser& parser, const AppRequest& request) {
        bool small = parser.content_length() && *parser.content_length() <= options.body_bytes;
        bool none = !parser.content_length() && !parser.chunked();
        if (small || none || !is_upload(request) || !options.before_upload) co_return std::nullopt;
        co_return co_await asio::co_spawn(pool, before_upload(request), asio::use_awaitable);
    }

    asio::awaitable<std::optional<AppResponse>> before_upload(const AppRequest& request) {
        try {
            co_return options.before_upload(request);
        } catch (const std::exception& error) {
            co_return went_wrong(request, error);
        }
    }

    asio::awaitable<std::optional<Refused>> read_rest(Stream& stream, beast::flat_buffer& buffer, Parser& parser,
                                                      AppRequest& request, Share& share) {
        std::size_t limit = is_upload(request) ? options.upload_bytes : options.body_bytes;
        parser.body_limit(limit);
        std::uint64_t length = parser.content_length().value_or(parser.chunked() ? limit : 0);
        if (length > limit) co_return k_too_large;
        if (length > k_small_body && !share.take(bodies, length, options.bodies_bytes))
            co_return Refused{503, "Too much is being sent here just now. Try again in a minute."};
        boost::system::error_code failed;
        stream.expires_after(time_for(options.read_timeout, length));
        if (same_text(request.headers.get("expect"), "100-continue") && parser.get().version() == 11) {
            web::response<web::empty_body> go_on{web::status::continue_, 11};
            co_await web::async_write(stream, go_on, asio::redirect_error(asio::use_awaitable, failed));
            if (failed) co_return k_broken;
        }
        co_await web::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, failed));
        if (failed == web::error::body_limit) co_return k_too_large;
        if (failed) co_return k_broken;
        // A large form takes a while to read: not on the thread that serves all.
        if (length > k_small_body)
            co_return co_await asio::co_spawn(pool, read_large(parser.get().body(), request), asio::use_awaitable);
        co_return read_body(std::move(parser.get().body()), request);
    }

    static asio::awaitable<std::optional<Refused>> read_large(std::string& body, AppRequest& request) {
        co_return read_body(std::move(body), request);
    }

    asio::awaitable<AppResponse> answer(const AppRequest& request) {
        try {
            co_return handler(request);
        } catch (const std::exception& error) {
            co_return went_wrong(request, error);
        }
    }

    AppResponse went_wrong(const AppRequest& request, const std::exception& error) const {
        std::fprintf(stderr, "peelian: %s %s: %s\n", request.method.c_str(), request.path.c_str(), error.what());
        return refusal({500, "Something went wrong here. It has been noted; nothing you had sent before is lost."});
    }

    AppResponse refusal(const Refused& refused) const {
        AppResponse out;
        try {
            if (options.refusal) out = options.refusal(refused.status, refused.words);
        } catch (const std::exception& error) {
            std::fprintf(stderr, "peelian: %s\n", error.what());
            out = {};
        }
        if (out.body.empty()) {
            out.type = "text/plain; charset=utf-8";
            out.body = std::string(refused.words) + "\n";
        }
        out.status = refused.status;
        if (refused.status == 503) out.headers.emplace_back("Retry-After", "60");
        return out;
    }

    Waiting refuse(Stream& stream, const Refused& refused, bool head = false) {
        co_await send(stream, refusal(refused), head, false, 11);
    }

    /// A file's answer where it can be opened; else a 404.
    Waiting send(Stream& stream, AppResponse response, bool head, bool keep, unsigned version) {
        stream.expires_after(time_for(options.write_timeout, response.body.size()));
        auto fill = [&](auto& message) {
            message.result(static_cast<unsigned>(response.status));
            message.version(version);
            message.set(web::field::date, date_now());
            if (is_fine_header(response.type)) message.set(web::field::content_type, response.type);
            for (const auto& [name, value] : response.headers)
                if (is_fine_header(name) && is_fine_header(value)) message.insert(name, value);
            message.keep_alive(keep);
        };
        if (!response.file.empty()) {
            web::response<web::file_body> message;
            boost::system::error_code failed;
            message.body().open(response.file.c_str(), beast::file_mode::scan, failed);
            if (!failed) {
                stream.expires_after(time_for(options.write_timeout, message.body().size()));
                fill(message);
                message.prepare_payload();
                web::response_serializer<web::file_body> serializer(message);
                if (head) co_await web::async_write_header(stream, serializer, asio::use_awaitable);
                else co_await web::async_write(stream, serializer, asio::use_awaitable);
                co_return;
            }
            response = refusal({404, "That file is not here."});
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
    std::size_t bodies = 0; // bytes of large ones being read or answered
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
