// SPDX-License-Identifier: MIT
// What strangers may send to the server of programs, byte by byte.
#include "base/error.hpp"
#include "loopback.hpp"
#include "server/app.hpp"

#include <sys/resource.h>

using namespace peelian;
using namespace peelian::server_tests;
using http::AppRequest;
using http::AppResponse;

namespace {

/// Answers what it understood, so that a second request inside the first would show.
AppResponse told(const AppRequest& request) {
    AppResponse out;
    out.body = request.method + " " + request.path + " peer=" + request.peer + " x=" + request.cookies.get("x") +
               " y=" + request.cookies.get("y") + " form=" + request.form.get("f") +
               " files=" + std::to_string(request.files.size()) + (request.secure ? " secure" : "");
    return out;
}

struct Program {
    http::AppServer server;
    explicit Program(http::AppOptions options = {}, http::AppHandler handler = told)
        : server(on_any_port(std::move(options)), std::move(handler)) {
        server.start();
    }
    static http::AppOptions on_any_port(http::AppOptions options) {
        options.port = 0;
        options.threads = 4;
        return options;
    }
    std::uint16_t port() const { return server.port(); }
};

std::string multipart(std::size_t bytes) {
    return "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n" + std::string(bytes, 'x') +
           "\r\n--b--\r\n";
}

std::string upload_head(std::size_t length, std::string_view more = "") {
    return "POST /x HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=b\r\n" + std::string(more) +
           "Content-Length: " + std::to_string(length) + "\r\n\r\n";
}

} // namespace

TEST_CASE("no request hides in the body of another") {
    Program program;
    // Each is one request that a careless reader takes for two. Whatever the answer, /hidden must not be reached.
    const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n";
    for (std::string_view how : {"Transfer-Encoding: identity\r\n",
                                 "Transfer-Encoding: gzip\r\n",
                                 "Transfer-Encoding: xchunked\r\n",
                                 "Transfer-Encoding: chunked, identity\r\n",
                                 "Transfer-Encoding: gzip, chunked\r\n",
                                 "Transfer-Encoding: chunked, chunked\r\n",
                                 "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                                 "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
                                 "Transfer-Encoding:\r\n",
                                 "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                                 "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                                 "Content-Length: 0\r\nContent-Length: 36\r\n",
                                 "Content-Length: 0, 36\r\n",
                                 "Content-Length: +0\r\n",
                                 "Content-Length: -1\r\n",
                                 "Content-Length: 0x24\r\n",
                                 "Content-Length: 3 6\r\n",
                                 "Content-Length: 99999999999999999999999\r\n",
                                 "Transfer-Encoding : chunked\r\n",
                                 "Transfer-Encoding:\x0b"
                                 "chunked\r\n",
                                 "X: a\nTransfer-Encoding: chunked\r\n"}) {
        Client client(program.port());
        Reply reply = client.send("POST /seen HTTP/1.1\r\nHost: h\r\n" + std::string(how) + "\r\n" + hidden).reply();
        CHECK_MESSAGE(reply.status >= 400, how);
        CHECK_MESSAGE(client.closes(1s), how);
    }
    CHECK(Client(program.port())
              .send("POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
              .reply()
              .status == 400);
    CHECK(Client(program.port()).get("/still-here").reply().status == 200);
}

TEST_CASE("chunks that lie about their size end the connection") {
    http::AppOptions options;
    options.body_bytes = 1000;
    Program program(options);
    for (std::string_view chunks :
         {"-1\r\n", "zz\r\n", "ffffffffffffffff\r\nx", "fffffffffffffffff\r\nx", "3\r\nabcd\r\n", "3\nabc\r\n0\r\n\r\n",
          " 3\r\nabc\r\n0\r\n\r\n", "0\r\nbroken trailer\r\n\r\n"}) {
        Client client(program.port());
        client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(chunks) +
                    "\r\n\r\n");
        CHECK_MESSAGE(client.reply().status >= 400, chunks);
    }
    // Many small ones add up.
    Client client(program.port());
    client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 30; ++i)
        client.send("64\r\n" + std::string(100, 'x') + "\r\n");
    CHECK(client.send("0\r\n\r\n").reply().status == 413);
}

TEST_CASE("two requests in one packet are answered in order") {
    Program program;
    Client client(program.port());
    client.send("GET /one HTTP/1.1\r\nHost: h\r\n\r\nPOST /two HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
                "GET /three HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    CHECK(client.reply().body.starts_with("GET /one"));
    CHECK(client.reply().body.starts_with("POST /two"));
    CHECK(client.reply().body.starts_with("GET /three"));
    CHECK(client.closes());
}

TEST_CASE("who somebody is comes from the last line that the proxy wrote") {
    http::AppOptions options;
    options.trusted_proxies = {"127.0.0.1"};
    Program program(options);
    // Some proxies add a line of their own below the client's, others add to the client's.
    CHECK(Client(program.port())
              .get("/", "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 9.9.9.9\r\n"
                        "X-Forwarded-Proto: http\r\n")
              .reply()
              .body.find("peer=9.9.9.9 x= y= form= files=0") != std::string::npos);
    Reply spoof = Client(program.port()).get("/", "X-Forwarded-Proto: https\r\nX-Forwarded-Proto: http\r\n").reply();
    CHECK_FALSE(spoof.body.ends_with("secure"));
    for (std::string_view hop : {"9.9.9.9:4711", "[2001:db8::9]:4711", "2001:db8::9"}) {
        std::string body =
            Client(program.port()).get("/", "X-Forwarded-For: 6.6.6.6, " + std::string(hop) + "\r\n").reply().body;
        CHECK_MESSAGE(body.find(hop[0] == '9' ? "peer=9.9.9.9 " : "peer=2001:db8::9 ") != std::string::npos, body);
    }
    CHECK(Client(program.port()).get("/", "X-Forwarded-For: 6.6.6.6,\r\n").reply().body.find("peer=127.0.0.1 ") !=
          std::string::npos);
    CHECK(Client(program.port()).get("/", "X-Forwarded-Proto: http, https\r\n").reply().body.ends_with("secure"));
}

TEST_CASE("cookies in two lines are all there") {
    Program program;
    CHECK(Client(program.port()).get("/", "Cookie: x=1\r\nCookie: y=2\r\n").reply().body.find("x=1 y=2") !=
          std::string::npos);
}

TEST_CASE("somebody who sends too much is told so, and not cut off unheard") {
    http::AppOptions options;
    options.upload_bytes = 10'000;
    Program program(options);
    for (int i = 0; i < 20; ++i) { // the whole upload is on its way before anybody looks for an answer
        Client client(program.port());
        client.send(upload_head(3'000'000));
        client.send(std::string(3'000'000, 'x'));
        CHECK(client.sent_all());
        CHECK(client.reply().status == 413);
    }
}

TEST_CASE("an upload that comes slowly but steadily is taken") {
    http::AppOptions options;
    options.read_timeout = 1s;
    Program program(options);
    Client client(program.port());
    std::string body = multipart(600'000);
    client.send(upload_head(body.size()));
    for (std::size_t at = 0; at < body.size(); at += 50'000) { // 13 times 0.2 seconds
        client.send(std::string_view(body).substr(at, 50'000));
        std::this_thread::sleep_for(200ms);
    }
    CHECK(client.reply().body.find("files=1") != std::string::npos);
    // One that has stopped is not waited for.
    Client stuck(program.port());
    stuck.send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
    CHECK_FALSE(stuck.closes(500ms));
    stuck.reply();
    CHECK(stuck.closes(4s));
}

TEST_CASE("uploads at the same time fill no more memory than they may") {
    http::AppOptions options;
    options.upload_bytes = 1'000'000;
    options.bodies_bytes = 2'500'000;
    Program program(options);
    Client one(program.port()), two(program.port());
    std::string body = multipart(900'000);
    for (Client* client : {&one, &two})
        client->send(upload_head(body.size())).send(std::string_view(body).substr(0, 1000));
    std::this_thread::sleep_for(200ms);
    Reply third = Client(program.port()).send(upload_head(body.size())).send(body).reply();
    CHECK(third.status == 503);
    CHECK_FALSE(third["retry-after"].empty());
    // Forms of the usual size go on.
    CHECK(Client(program.port())
              .send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    "Content-Length: 3\r\n\r\nf=1")
              .reply()
              .status == 200);
    CHECK(one.send(std::string_view(body).substr(1000)).reply().status == 200);
    CHECK(Client(program.port()).send(upload_head(body.size())).send(body).reply().status == 200);
    two.reset();
}

TEST_CASE("a large upload is read once its head was looked at, and not where the answer stands already") {
    http::AppOptions options;
    options.body_bytes = 1000;
    options.before_upload = [](const AppRequest& request) -> std::optional<AppResponse> {
        if (request.cookies.get("x") == "known") return std::nullopt;
        if (request.cookies.get("x") == "trouble") throw Error::io("secret words");
        AppResponse out;
        out.status = 403;
        out.body = "sign in";
        return out;
    };
    Program program(options);
    std::string body = multipart(5000), small = multipart(10);
    auto answer = [&](std::string_view cookie, const std::string& sent) {
        return Client(program.port())
            .send(upload_head(sent.size(), "Cookie: x=" + std::string(cookie) + "\r\n"))
            .send(sent)
            .reply();
    };
    CHECK(answer("other", body).status == 403);
    CHECK(answer("other", body).body == "sign in");
    CHECK(answer("known", body).status == 200);
    CHECK(answer("other", small).status == 200);
    CHECK(answer("trouble", body).status == 500);
    CHECK(answer("trouble", body).body.find("secret") == std::string::npos);
    // Nor is one read that does not say how long it is.
    CHECK(Client(program.port())
              .send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n")
              .reply()
              .status == 403);
}

TEST_CASE("refusals look as the program wants them to") {
    http::AppOptions options;
    options.body_bytes = 10;
    options.refusal = [](int status, std::string_view words) {
        AppResponse out;
        out.status = status;
        out.body = "<h1>" + std::string(words) + "</h1>";
        out.headers.emplace_back("X-Own", "yes");
        return out;
    };
    Program program(options);
    Reply reply = Client(program.port()).send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n").reply();
    CHECK(reply.status == 413);
    CHECK(reply.body.starts_with("<h1>"));
    CHECK(reply["x-own"] == "yes");
    CHECK(reply["content-type"] == "text/html; charset=utf-8");
    CHECK(Client(program.port()).send("nonsense\r\n\r\n").reply()["x-own"] == "yes");
}

TEST_CASE("open files are enough for the connections that are promised") {
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    rlimit low = before;
    low.rlim_cur = 64;
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &low) == 0);
    {
        http::AppOptions options;
        options.max_connections = 200;
        Program program(options);
        rlimit now{};
        ::getrlimit(RLIMIT_NOFILE, &now);
        CHECK(now.rlim_cur > 200);
    }
    ::setrlimit(RLIMIT_NOFILE, &before);
}

TEST_CASE("an address that is none of this machine's is an error in words") {
    for (const char* address : {"203.0.113.9", "no-such-host.invalid", "2001:db8::1"}) {
        http::AppOptions options;
        options.address = address;
        options.port = 0;
        http::AppServer server(options, told);
        CHECK_THROWS_WITH_AS(server.start(), doctest::Contains(address), Error);
    }
}

TEST_CASE("a server that is stopped while a handler is stuck waits for it, and ends") {
    std::atomic<bool> begun = false, done = false;
    http::AppOptions options;
    options.stop_timeout = 1s;
    Program program(options, [&](const AppRequest&) {
        begun = true;
        std::this_thread::sleep_for(2s); // longer than stopping is given
        done = true;
        return AppResponse{};
    });
    Client client(program.port());
    client.get("/");
    while (!begun)
        std::this_thread::sleep_for(1ms);
    program.server.stop();
    program.server.wait();
    CHECK(done);
}
