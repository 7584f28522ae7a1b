// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "loopback.hpp"
#include "server/app.hpp"

#include <condition_variable>
#include <mutex>

using namespace peelian;
using namespace peelian::server_tests;
using http::AppRequest;
using http::AppResponse;

namespace {

AppResponse echo(const AppRequest& request) {
    AppResponse out;
    out.type = "text/plain; charset=utf-8";
    out.body = request.method + " " + request.path + " q=" + request.query.get("q") + " f=" + request.form.get("f") +
               " c=" + request.cookies.get("c") + " files=" + std::to_string(request.files.size()) +
               " body=" + request.body + " peer=" + request.peer + (request.secure ? " secure" : "") +
               (request.by_proxy ? " proxy" : "");
    return out;
}

struct Program {
    http::AppServer server;
    explicit Program(http::AppHandler handler = echo, http::AppOptions options = {})
        : server(quick(std::move(options)), std::move(handler)) {
        server.start();
    }
    static http::AppOptions quick(http::AppOptions options) {
        options.port = 0;
        options.threads = 4;
        return options;
    }
    std::pair<int, bool> raw(std::string_view bytes) {
        Client client(server.port());
        Reply reply = client.send(bytes).reply();
        return {reply.status, client.closes(1s)};
    }
};

std::string post(std::string_view body, std::string_view type = "application/x-www-form-urlencoded",
                 std::string_view more = "") {
    return "POST /x HTTP/1.1\r\nHost: h\r\nContent-Type: " + std::string(type) + "\r\n" + std::string(more) +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

} // namespace

TEST_CASE("a request is read whole: address, query, cookies, form, body") {
    Program program;
    Client client(program.server.port());
    CHECK(client.get("/a%20b/c?q=%C3%A9", "Cookie: c=1; d=2\r\n").reply().body ==
          "GET /a b/c q=\xC3\xA9 f= c=1 files=0 body= peer=127.0.0.1");
    // The same connection goes on.
    CHECK(client.send(post("f=two+words")).reply().body.find("POST /x q= f=two words") == 0);
    CHECK(client.send(post("{}", "application/json")).reply().body.find("body={}") != std::string::npos);
    std::string form =
        "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\n\r\nhello\r\n--b--\r\n";
    CHECK(client.send(post(form, "multipart/form-data; boundary=b")).reply().body.find("files=1") != std::string::npos);
    CHECK(client
              .send("POST /x HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n3\r\nf=1\r\n0\r\n\r\n")
              .reply()
              .body.find("f=1") != std::string::npos);
}

TEST_CASE("HEAD has the length of GET and no contents") {
    Program program;
    Client client(program.server.port());
    Reply head = client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n").reply(true);
    CHECK(head.status == 200);
    CHECK(head["content-length"] == client.get("/a").reply()["content-length"]);
}

TEST_CASE("a client that waits to be told so may go on") {
    Program program;
    Client client(program.server.port());
    client.send(
        "POST /x HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\n"
        "Content-Length: 3\r\n\r\n");
    CHECK(client.reply().status == 100);
    CHECK(client.send("f=1").reply().body.find("f=1") != std::string::npos);
}

TEST_CASE("a broken request is refused and its connection closed") {
    Program program;
    const std::pair<int, bool> refused{400, true};
    for (const char* bad :
         {"GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "nonsense\r\n\r\n",
          "GET /a%00b HTTP/1.1\r\nHost: h\r\n\r\n", "GET /?q=%FF HTTP/1.1\r\nHost: h\r\n\r\n",
          "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n", "GET / HTTP/1.1\r\nHost : h\r\n\r\n"})
        CHECK_MESSAGE(program.raw(bad) == refused, bad);
    CHECK(program.raw(post("f=%zz")) == refused);
    CHECK(program.raw(post("no parts", "multipart/form-data; boundary=b")) == refused);
    for (const char* outside : {"/../x", "/a/../../x", "/%2e%2e/x", "/.git/config", "/a\\b"})
        CHECK_MESSAGE(program.raw("GET " + std::string(outside) + " HTTP/1.1\r\nHost: h\r\n\r\n").first >= 400,
                      outside);
    CHECK(Client(program.server.port()).get("/still-here").reply().status == 200);
}

TEST_CASE("what is too large is refused before it is read") {
    http::AppOptions options;
    options.body_bytes = 1000;
    options.upload_bytes = 5000;
    options.header_bytes = 2000;
    Program program(echo, options);
    CHECK(program.raw("GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(5000, 'x') + "\r\n\r\n").first == 431);
    CHECK(program.raw("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n").first == 413);
    CHECK(program
              .raw("POST / HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=b\r\n"
                   "Content-Length: 5001\r\n\r\n")
              .first == 413);
    std::string form = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n" +
                       std::string(3000, 'x') + "\r\n--b--\r\n";
    CHECK(program.raw(post(form, "multipart/form-data; boundary=b")).first == 200);
    std::string chunk = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" +
                        std::string(2000, 'x') + "\r\n0\r\n\r\n";
    CHECK(program.raw(chunk).first == 413);
}

TEST_CASE("a client that is slow, or goes away, holds nobody up") {
    http::AppOptions options;
    options.read_timeout = 1s;
    options.idle_timeout = 1s;
    Program program(echo, options);
    Client half(program.server.port()), silent(program.server.port());
    half.send("GET / HTTP/1.1\r\nHo");
    for (int i = 0; i < 20; ++i) {
        Client gone(program.server.port());
        gone.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
        gone.reset();
    }
    CHECK(Client(program.server.port()).get("/").reply().status == 200);
    CHECK(half.closes(4s));
    CHECK(silent.closes(4s));
}

TEST_CASE("a handler that throws is a plain 500 that tells nothing of the request") {
    Program program([](const AppRequest&) -> AppResponse { throw Error::io("secret words"); });
    Reply reply = Client(program.server.port()).get("/x?token=abc").reply();
    CHECK(reply.status == 500);
    CHECK(reply.body.find("secret") == std::string::npos);
    CHECK(reply.body.find("abc") == std::string::npos);
}

TEST_CASE("no header of an answer can be broken into two") {
    Program program([](const AppRequest&) {
        AppResponse out = AppResponse::see_other("/a\r\nSet-Cookie: x=1");
        out.headers.emplace_back("X-Fine", "yes");
        return out;
    });
    Reply reply = Client(program.server.port()).get("/").reply();
    CHECK(reply.status == 303);
    CHECK(reply["set-cookie"].empty());
    CHECK(reply["location"].empty());
    CHECK(reply["x-fine"] == "yes");
}

TEST_CASE("what a proxy says is believed of those that are trusted alone") {
    std::string_view fields = "X-Forwarded-For: 6.6.6.6, 9.9.9.9\r\nX-Forwarded-Proto: https\r\n";
    Program plain;
    CHECK(Client(plain.server.port()).get("/", fields).reply().body.ends_with("peer=127.0.0.1"));
    http::AppOptions options;
    options.trusted_proxies = {"127.0.0.1"};
    Program trusting(echo, options);
    // The last hop is what the proxy itself saw; what stands before it anybody may have written.
    CHECK(Client(trusting.server.port()).get("/", fields).reply().body.ends_with("peer=9.9.9.9 secure proxy"));
}

TEST_CASE("two hundred at once are answered, and beyond the limit told to come back") {
    http::AppOptions options;
    options.max_connections = 150;
    Program program(echo, options);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 200; ++i)
        clients.push_back(std::make_unique<Client>(program.server.port()));
    int answered = 0, turned_away = 0;
    for (auto& client : clients) {
        int status = client->get("/").reply().status;
        answered += status == 200 ? 1 : 0;
        turned_away += status == 503 ? 1 : 0;
    }
    CHECK(answered == 150);
    CHECK(turned_away == 50);
}

TEST_CASE("an answer under way ends when the server stops, and nobody new is taken") {
    std::mutex mutex;
    std::condition_variable changed;
    bool begun = false, go_on = false;
    Program program([&](const AppRequest&) {
        std::unique_lock lock(mutex);
        begun = true;
        changed.notify_all();
        changed.wait(lock, [&] { return go_on; });
        AppResponse out;
        out.body = "done";
        return out;
    });
    std::uint16_t port = program.server.port();
    Client busy(port), idle(port);
    busy.get("/");
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return begun; });
    }
    program.server.stop();
    CHECK(idle.closes(2s));
    {
        std::scoped_lock lock(mutex);
        go_on = true;
    }
    changed.notify_all();
    CHECK(busy.reply().body == "done");
    program.server.wait();
    CHECK(Client(port).get("/").reply().status == 0);
}
