// SPDX-License-Identifier: MIT
#include "server/request.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace peelian::http;
using namespace std::string_literals;

namespace {
int refused(const std::string& bytes) { return read_request(bytes, 8192).refused; }
std::string with(const std::string& fields) { return "GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n"; }
} // namespace

TEST_CASE("a whole head is read and what follows it is left alone") {
    std::string head = "HEAD /a?b HTTP/1.1\r\nhost: x\r\nRANGE:\t bytes=0-1 \r\n\r\n";
    std::string bytes = head + "GET /next";
    RequestRead read = read_request(bytes, 8192);
    CHECK(read.used == head.size());
    CHECK(read.request.method == Method::head);
    CHECK(read.request.target == "/a?b");
    CHECK(read.request.range == "bytes=0-1");
    CHECK(read.request.keep_alive);
}

TEST_CASE("every beginning of a head waits for the rest") {
    std::string head = with("Accept: */*\r\n");
    for (std::size_t n = 0; n < head.size(); ++n) {
        RequestRead read = read_request(std::string_view(head).substr(0, n), 8192);
        CHECK(read.used == 0);
        CHECK(read.refused == 0);
    }
}

TEST_CASE("a connection stays by default in HTTP/1.1 and closes by default in HTTP/1.0") {
    CHECK(read_request(with(""), 8192).request.keep_alive);
    CHECK_FALSE(read_request(with("Connection: foo, Close\r\n"), 8192).request.keep_alive);
    CHECK_FALSE(read_request("GET / HTTP/1.0\r\n\r\n", 8192).request.keep_alive);
    std::string asked = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    CHECK(read_request(asked, 8192).request.keep_alive);
}

TEST_CASE("a bare line feed does not end a line") {
    CHECK(refused("GET / HTTP/1.1\nHost: a\n\n") == 400);
    CHECK(refused("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n") == 400);
    CHECK(refused("GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n") == 400);
}

TEST_CASE("a request line that is not method, target and version is refused") {
    CHECK(refused("GET\r\n\r\n") == 400);
    CHECK(refused("GET /\r\n\r\n") == 400);
    CHECK(refused("GET / a HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
    CHECK(refused("GET / HTTX/1.1\r\nHost: a\r\n\r\n") == 400);
    CHECK(refused("G(T / HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
    CHECK(refused("GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n"s) == 400);
}

TEST_CASE("another protocol is refused at its first byte") {
    CHECK(refused("\x16\x03\x01\x02") == 400);
    CHECK(refused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") == 505);
}

TEST_CASE("fields that two servers could read in two ways are refused") {
    CHECK(refused(with("Name : blank before the colon\r\n")) == 400);
    CHECK(refused(with("X: a\r\n folded\r\n")) == 400);
    CHECK(refused(with("no colon\r\n")) == 400);
    CHECK(refused(with(": no name\r\n")) == 400);
    CHECK(refused(with("X: \0\r\n"s)) == 400);
    CHECK(refused(with("X: a\x7f\r\n")) == 400);
}

TEST_CASE("exactly one Host is wanted of HTTP/1.1") {
    CHECK(refused("GET / HTTP/1.1\r\n\r\n") == 400);
    CHECK(refused(with("Host: b\r\n")) == 400);
    CHECK(refused("GET / HTTP/1.0\r\n\r\n") == 0);
}

TEST_CASE("a request with a body is refused whatever way it is framed") {
    CHECK(refused(with("Content-Length: 5\r\n")) == 400);
    CHECK(refused(with("Transfer-Encoding: chunked\r\n")) == 400);
    CHECK(refused(with("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n")) == 400);
    CHECK(refused(with("Content-Length: 0\r\n")) == 0);
}

TEST_CASE("methods other than GET and HEAD are 405") {
    CHECK(refused("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc") == 405);
    CHECK(refused("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n") == 405);
    CHECK(refused("get / HTTP/1.1\r\nHost: a\r\n\r\n") == 405);
}

TEST_CASE("a request line beyond the limit is 414, other fields beyond it 431") {
    std::string filler(9000, 'a');
    CHECK(refused("GET /" + filler) == 414);
    CHECK(refused("GET /" + filler + " HTTP/1.1\r\nHost: a\r\n\r\n") == 414);
    CHECK(refused(with("X: " + filler + "\r\n")) == 431);
    CHECK(refused("GET / HTTP/1.1\r\nHost: a\r\nX: " + filler) == 431);
    std::string many;
    for (int i = 0; i < 150; ++i)
        many += "X: a\r\n";
    CHECK(refused(with(many)) == 431);
}

TEST_CASE("a head of just the limit is read") {
    std::string head = with("X: \r\n");
    head.insert(head.size() - 4, std::string(8192 - head.size(), 'a'));
    CHECK(read_request(head, 8192).used == 8192);
}

TEST_CASE("gzip is taken only where it is not refused") {
    CHECK(takes_gzip("gzip, deflate, br"));
    CHECK(takes_gzip("br;q=1.0, GZIP;q=0.8"));
    CHECK(takes_gzip("*"));
    CHECK_FALSE(takes_gzip("gzip;q=0, *"));
    CHECK_FALSE(takes_gzip("gzip; q=0.000"));
    CHECK_FALSE(takes_gzip("br"));
    CHECK_FALSE(takes_gzip(""));
}
