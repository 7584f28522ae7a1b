// SPDX-License-Identifier: MIT
#include "server/target.hpp"

#include <doctest/doctest.h>

using namespace peelian::http;

namespace {
int status(std::string_view target) { return read_target(target).status; }
} // namespace

TEST_CASE("a target is a decoded path and a query") {
    TargetPath target = read_target("/areas/Kensington%20%26%20Chelsea/?by=%2F..#top");
    CHECK(target.status == 200);
    CHECK(target.path == "areas/Kensington & Chelsea/");
    CHECK(target.query == "?by=%2F..");
    CHECK(read_target("/").path.empty());
}

TEST_CASE("the host of a target sent to a proxy is left out") {
    CHECK(read_target("http://example.org/a/b").path == "a/b");
    CHECK(read_target("HTTPS://example.org").status == 200);
    CHECK(status("ftp://example.org/a") == 400);
}

TEST_CASE("dot segments are refused however they are written") {
    for (auto target : {"/..", "/../etc/passwd", "/a/../b", "/a/./b", "/.", "/%2e%2e/etc/passwd", "/%2E./x",
                        "/a/..%2f..%2fetc", "/a/%2e", "http://h/../x"})
        CHECK_MESSAGE(status(target) == 400, target);
}

TEST_CASE("backslashes, control characters and encoded slashes are refused") {
    for (auto target :
         {"/a\\b", "/a%5cb", "/..%5c..%5cx", "/%00", "/a%0d%0aX:b", "/a%7f", "/a%2fb", "/a%2Fb", "a/b", "*"})
        CHECK_MESSAGE(status(target) == 400, target);
}

TEST_CASE("broken and double escapes are refused") {
    for (auto target : {"/%", "/%2", "/%zz", "/%252e%252e/x", "/%252f", "/a%2541"})
        CHECK_MESSAGE(status(target) == 400, target);
    CHECK(read_target("/100%25").path == "100%");
}

TEST_CASE("only sound UTF-8 is a path") {
    CHECK(status("/caf%C3%A9") == 200);
    for (auto target : {"/%c0%ae%c0%ae/", "/%e0%80%ae", "/%f0%80%80%ae", "/%ff", "/%c3", "/%ed%a0%80", "/%f4%90%80%80"})
        CHECK_MESSAGE(status(target) == 400, target);
}

TEST_CASE("hidden files and empty segments are not there") {
    CHECK(status("/.git/config") == 404);
    CHECK(status("/a/.env") == 404);
    CHECK(status("//example.org/") == 404);
    CHECK(status("/a//b") == 404);
    CHECK(status("/.well-known/security.txt") == 200);
}

TEST_CASE("an overlong address is 414") {
    CHECK(status("/" + std::string(3000, 'a')) == 414);
    CHECK(status("/" + std::string(256, 'a') + "/b") == 414);
}

TEST_CASE("a path written for a Location reads back as itself") {
    std::string path = "areas/K & C \xC3\xA9%/";
    CHECK(encode_path(path) == "/areas/K%20&%20C%20%C3%A9%25/");
    CHECK(read_target(encode_path(path)).path == path);
}
