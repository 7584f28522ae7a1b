// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "loopback.hpp"
#include "server/static_server.hpp"

#include <zlib.h>

using namespace peelian;
using namespace peelian::server_tests;

namespace {

std::string unpack(std::string_view packed) {
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    std::string out(1 << 20, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

} // namespace

TEST_CASE("a page is served with its type, length, tag and dates") {
    Served served;
    Reply reply = served.get("/areas/E09000012/");
    CHECK(reply.status == 200);
    CHECK(reply.body == "<!doctype html><title>Hackney</title>");
    CHECK(reply["content-type"] == "text/html; charset=utf-8");
    CHECK(reply["content-length"] == std::to_string(reply.body.size()));
    CHECK(reply["etag"].size() == 22);
    CHECK(reply["last-modified"].ends_with(" GMT"));
    CHECK(reply["date"].ends_with(" GMT"));
    CHECK(reply["cache-control"] == "no-cache");
    CHECK(reply["accept-ranges"] == "bytes");
    CHECK(reply["vary"] == "Accept-Encoding");
    CHECK(reply["connection"].empty());
}

TEST_CASE("HEAD is GET without the contents") {
    Served served;
    Reply get = served.get("/");
    Client client(served.port());
    Reply head = client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n").reply(true);
    CHECK(head.status == 200);
    CHECK(head["content-length"] == get["content-length"]);
    CHECK(head["etag"] == get["etag"]);
    Reply missing = client.send("HEAD /none HTTP/1.1\r\nHost: h\r\n\r\n").reply(true);
    CHECK(missing.status == 404);
    CHECK(client.get("/data/digits.txt").reply().body == "0123456789");
}

TEST_CASE("every answer forbids what a page of ours never does") {
    Served served;
    for (auto target : {"/", "/none", "/areas", "/../x", "/data/points.csv"}) {
        Reply reply = served.get(target);
        CHECK_MESSAGE(reply["content-security-policy"] ==
                          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' "
                          "data: blob:; connect-src 'self'; font-src 'self'; worker-src 'self' "
                          "blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
                      target);
        CHECK_MESSAGE(reply["x-content-type-options"] == "nosniff", target);
        CHECK_MESSAGE(reply["referrer-policy"] == "same-origin", target);
        CHECK_MESSAGE(!reply["permissions-policy"].empty(), target);
    }
}

TEST_CASE("a hashed asset may be kept for ever and other assets may not") {
    Served served;
    CHECK(served.get("/assets/site-0a1b2c3d.css")["cache-control"] == "public, max-age=31536000, immutable");
    CHECK(served.get("/assets/plain.css")["cache-control"] == "no-cache");
}

TEST_CASE("a folder without its slash moves there and keeps the query") {
    Served served;
    Reply reply = served.get("/areas/E09000012?from=2024-01");
    CHECK(reply.status == 301);
    CHECK(reply["location"] == "/areas/E09000012/?from=2024-01");
}

TEST_CASE("a page that is not there is 404 with the site's own page") {
    Served served;
    Reply reply = served.get("/none/");
    CHECK(reply.status == 404);
    CHECK(reply.body == "<!doctype html><title>No such page</title>");
    CHECK(reply["content-type"] == "text/html; charset=utf-8");
    CHECK(reply["etag"].empty());
    fs::remove(served.site / "404.html");
    Served plain;
    fs::remove(plain.site / "404.html");
    CHECK(plain.get("/none/").status == 404);
    CHECK(plain.get("/none/").body.starts_with("404 Not Found"));
}

TEST_CASE("text is packed for those who take it, with a tag of its own") {
    Served served;
    Reply plain = served.get("/");
    Reply packed = served.get("/", "Accept-Encoding: br, gzip\r\n");
    CHECK(packed["content-encoding"] == "gzip");
    CHECK(packed["vary"] == "Accept-Encoding");
    CHECK(packed["etag"] != plain["etag"]);
    CHECK(packed.body.size() < plain.body.size());
    CHECK(unpack(packed.body) == plain.body);
    CHECK(served.get("/data/points.parquet", "Accept-Encoding: gzip\r\n")["content-encoding"].empty());
}

TEST_CASE("what has not changed is 304 without contents") {
    Served served;
    Reply first = served.get("/");
    Client client(served.port());
    Reply same = client.get("/", "If-None-Match: " + first["etag"] + "\r\n").reply();
    CHECK(same.status == 304);
    CHECK(same["etag"] == first["etag"]);
    CHECK(same["cache-control"] == "no-cache");
    Reply dated = client.get("/", "If-Modified-Since: " + first["last-modified"] + "\r\n").reply();
    CHECK(dated.status == 304);
    Reply other =
        client.get("/", "If-None-Match: \"x\"\r\nIf-Modified-Since: " + first["last-modified"] + "\r\n").reply();
    CHECK(other.status == 200); // the tag decides
    Reply packed = served.get("/", "Accept-Encoding: gzip\r\n");
    Reply still = client.get("/", "Accept-Encoding: gzip\r\nIf-None-Match: " + packed["etag"] + "\r\n").reply();
    CHECK(still.status == 304);
    CHECK(still["etag"] == packed["etag"]);
}

TEST_CASE("a part of a file is 206 with its place") {
    Served served;
    Reply part = served.get("/data/digits.txt", "Range: bytes=2-5\r\nAccept-Encoding: gzip\r\n");
    CHECK(part.status == 206);
    CHECK(part.body == "2345");
    CHECK(part["content-range"] == "bytes 2-5/10");
    CHECK(part["content-encoding"].empty());
    CHECK(served.get("/data/digits.txt", "Range: bytes=-3\r\n").body == "789");
    CHECK(served.get("/data/digits.txt", "Range: bytes=0-1,4-5\r\n").status == 200);
    Reply beyond = served.get("/data/digits.txt", "Range: bytes=10-\r\n");
    CHECK(beyond.status == 416);
    CHECK(beyond["content-range"] == "bytes */10");
}

TEST_CASE("a part is only given of the file the client has the rest of") {
    Served served;
    std::string tag = served.get("/data/digits.txt")["etag"];
    CHECK(served.get("/data/digits.txt", "Range: bytes=0-1\r\nIf-Range: " + tag + "\r\n").status == 206);
    CHECK(served.get("/data/digits.txt", "Range: bytes=0-1\r\nIf-Range: \"old\"\r\n").status == 200);
    CHECK(served.get("/data/digits.txt", "Range: bytes=0-1\r\nIf-Range: W/" + tag + "\r\n").status == 200);
}

TEST_CASE("a file too large for memory is served whole and in part") {
    Served served({.cached_file_bytes = 1 << 20});
    std::string big = long_text(3'000'000);
    Reply whole = served.get("/big.bin", "Accept-Encoding: gzip\r\n");
    CHECK(whole.body == big);
    CHECK(whole["content-type"] == "application/octet-stream");
    Reply part = served.get("/big.bin", "Range: bytes=1500000-2500000\r\n");
    CHECK(part.body == big.substr(1'500'000, 1'000'001));
    CHECK(served.get("/big.bin", "If-None-Match: " + whole["etag"] + "\r\n").status == 304);
}

TEST_CASE("an empty file is served") {
    Served served;
    Reply reply = served.get("/data/empty.txt");
    CHECK(reply.status == 200);
    CHECK(reply["content-length"] == "0");
}

TEST_CASE("requests sent together are answered in their order on one connection") {
    Served served;
    Client client(served.port());
    std::string many;
    for (int i = 0; i < 200; ++i)
        many += std::string("GET ") + (i % 2 == 0 ? "/data/digits.txt" : "/none") + " HTTP/1.1\r\nHost: h\r\n\r\n";
    client.send(many);
    for (int i = 0; i < 200; ++i)
        CHECK(client.reply().status == (i % 2 == 0 ? 200 : 404));
}

TEST_CASE("a request that comes a byte at a time is answered") {
    Served served;
    Client client(served.port());
    for (char c : std::string_view("GET /data/digits.txt HTTP/1.1\r\nHost: h\r\n\r\n"))
        client.send(std::string_view(&c, 1));
    CHECK(client.reply().body == "0123456789");
}

TEST_CASE("HTTP/1.0 is answered and closed, unless it asks to stay") {
    Served served;
    Client once(served.port());
    CHECK(once.send("GET /data/digits.txt HTTP/1.0\r\n\r\n").reply()["connection"] == "close");
    CHECK(once.closes());
    Client stays(served.port());
    std::string asks = "GET /data/digits.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    CHECK(stays.send(asks).reply()["connection"] == "keep-alive");
    CHECK(stays.send(asks).reply().status == 200);
}

TEST_CASE("a client that has said all it will still gets its answer") {
    Served served;
    Client client(served.port());
    client.get("/data/digits.txt").finish_sending();
    CHECK(client.reply().body == "0123456789");
    CHECK(client.closes());
}

TEST_CASE("Connection: close is obeyed") {
    Served served;
    Client client(served.port());
    CHECK(client.get("/", "Connection: close\r\n").reply()["connection"] == "close");
    CHECK(client.closes());
}

TEST_CASE("a release switched in while serving is seen without a restart") {
    Folder folder;
    write_file(folder.path / "one/index.html", "first");
    write_file(folder.path / "two/index.html", "second");
    fs::create_directory_symlink("one", folder.path / "current");
    StaticServer server({.site = folder.path / "current", .port = 0, .threads = 2, .revalidate = 50ms});
    server.start();
    Client client(server.port());
    CHECK(client.get("/").reply().body == "first");
    fs::create_directory_symlink("two", folder.path / "next");
    fs::rename(folder.path / "next", folder.path / "current");
    std::this_thread::sleep_for(120ms);
    CHECK(client.get("/").reply().body == "second");
}

TEST_CASE("a server that is stopped lets the answer under way end and takes no more") {
    Served served({.cached_file_bytes = 1 << 20});
    Client slow(served.port(), 4096);
    slow.get("/big.bin");
    REQUIRE(slow.receive());
    Client idle(served.port());
    REQUIRE(idle.get("/data/digits.txt").reply().status == 200);
    std::uint16_t port = served.port();
    served.server.stop();
    CHECK(idle.closes());
    CHECK(slow.reply().body == long_text(3'000'000));
    CHECK(slow.closes());
    served.server.wait();
    CHECK_FALSE(Client(port).connected());
    CHECK(served.server.counts().open == 0);
}

TEST_CASE("a server that is stopped does not wait for ever for a reader that stalls") {
    Served served({.cached_file_bytes = 1 << 20, .stop_timeout = 200ms});
    Client stalled(served.port(), 4096);
    stalled.get("/big.bin");
    REQUIRE(stalled.receive());
    auto began = std::chrono::steady_clock::now();
    served.server.stop();
    served.server.wait();
    CHECK(std::chrono::steady_clock::now() - began < 2s);
}

TEST_CASE("what cannot be served or listened on is said with its cure") {
    Served served;
    StaticServer second({.site = served.site, .port = served.port()});
    CHECK_THROWS_WITH_AS(second.start(), doctest::Contains("already listens"), Error);
    StaticServer nowhere({.site = served.folder.path / "none", .port = 0});
    CHECK_THROWS_WITH_AS(nowhere.start(), doctest::Contains("There is no site"), Error);
    StaticServer strange({.site = served.site, .address = "not an address", .port = 0});
    CHECK_THROWS_AS(strange.start(), Error);
    StaticServer foreign({.site = served.site, .address = "192.0.2.1", .port = 0});
    CHECK_THROWS_WITH_AS(foreign.start(), doctest::Contains("no address of this machine"), Error);
}
