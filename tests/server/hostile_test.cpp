// SPDX-License-Identifier: MIT
// Clients that are slow, malformed, greedy or gone.
#include "loopback.hpp"

#include <random>

using namespace peelian;
using namespace peelian::server_tests;

TEST_CASE("paths that would leave the site are refused and the connection closed") {
    Served served;
    write_file(served.folder.path / "secret.txt", "secret");
    for (auto path : {"/../secret.txt", "/%2e%2e/secret.txt", "/areas/../../secret.txt", "/%00", "/..%5csecret.txt",
                      "/%252e%252e%252fsecret.txt", "/%c0%ae%c0%ae/secret.txt"}) {
        auto [status, closed] = served.raw("GET " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n\r\n");
        CHECK_MESSAGE(status == 400, path);
        CHECK_MESSAGE(closed, path);
    }
    CHECK(served.get("/.hidden").status == 404);
    CHECK(served.get("//secret.txt").status == 404);
}

TEST_CASE("malformed requests are 400 and close") {
    Served served;
    for (std::string_view bytes :
         {"nonsense\r\n\r\n", "GET / HTTP/1.1\n\n", "\x16\x03\x01", "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET / HTTP/1.1\r\nHost: h\r\nX : y\r\n\r\n"}) {
        auto [status, closed] = served.raw(bytes);
        CHECK_MESSAGE(status == 400, bytes);
        CHECK_MESSAGE(closed, bytes);
    }
}

TEST_CASE("a request hidden in the body of another is never answered") {
    Served served;
    Client client(served.port());
    client.send("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 60\r\n\r\n"
                "GET /data/digits.txt HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(client.reply().status == 400);
    CHECK(client.closes());
}

TEST_CASE("other methods are 405 and told which are allowed, even with a large body") {
    Served served;
    Client client(served.port());
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 500000\r\n\r\n" + std::string(500'000, 'x'));
    Reply reply = client.reply();
    CHECK(reply.status == 405);
    CHECK(reply["allow"] == "GET, HEAD");
    CHECK(served.raw("DELETE / HTTP/1.1\r\nHost: h\r\n\r\n").first == 405);
}

TEST_CASE("overlong addresses are 414 and overlong heads 431") {
    Served served;
    std::string filler(9000, 'a');
    CHECK(served.raw("GET /" + filler + " HTTP/1.1\r\nHost: h\r\n\r\n") == std::pair(414, true));
    CHECK(served.raw("GET /" + filler) == std::pair(414, true));
    CHECK(served.raw("GET / HTTP/1.1\r\nHost: h\r\nCookie: " + filler + "\r\n\r\n") == std::pair(431, true));
}

TEST_CASE("a client that never ends its head is told 408 in time, however it drips") {
    Served served({.header_timeout = 200ms});
    Client client(served.port());
    auto began = std::chrono::steady_clock::now();
    client.send("GET / HTTP/1.1\r\n");
    while (std::chrono::steady_clock::now() - began < 2s && !client.receive(20ms))
        client.send("X: y\r\n");
    CHECK(std::chrono::steady_clock::now() - began < 1s);
    CHECK(client.reply().status == 408);
}

TEST_CASE("a client that says nothing is let go") {
    Served served({.header_timeout = 100ms, .idle_timeout = 150ms});
    Client silent(served.port());
    CHECK(silent.closes(1s));
    Client idle(served.port());
    CHECK(idle.get("/data/digits.txt").reply().status == 200);
    CHECK(idle.closes(1s));
}

TEST_CASE("a reader that stalls is let go and one that is slow is not") {
    Served served({.cached_file_bytes = 1 << 20, .write_timeout = 400ms});
    Client stalled(served.port(), 4096);
    stalled.get("/big.bin");
    Client slow(served.port(), 4096);
    slow.get("/big.bin");
    for (int i = 0; i < 16; ++i) {
        std::this_thread::sleep_for(50ms);
        for (int j = 0; j < 30; ++j)
            slow.receive(1ms);
    }
    CHECK(served.server.counts().open == 1);
    CHECK(slow.reply().body == long_text(3'000'000));
}

TEST_CASE("connections beyond the limit are told 503 and room is found again") {
    Served served({.max_connections = 3});
    {
        Client one(served.port()), two(served.port()), three(served.port());
        for (Client* client : {&one, &two, &three})
            CHECK(client->get("/data/digits.txt").reply().status == 200);
        Client four(served.port());
        Reply reply = four.reply();
        CHECK(reply.status == 503);
        CHECK(reply["retry-after"] == "2");
        CHECK(four.closes());
        CHECK(one.get("/data/digits.txt").reply().status == 200);
    }
    for (int i = 0; i < 100 && served.server.counts().open > 0; ++i)
        std::this_thread::sleep_for(10ms);
    CHECK(served.get("/data/digits.txt").status == 200);
    CHECK(served.server.counts().refused == 1);
}

TEST_CASE("clients that reset disturb nobody") {
    Served served({.cached_file_bytes = 1 << 20});
    for (int i = 0; i < 50; ++i) {
        Client client(served.port(), 4096);
        client.get(i % 2 == 0 ? "/big.bin" : "/data/points.csv");
        if (i % 3 != 0) client.receive(100ms);
        client.reset();
    }
    CHECK(served.get("/data/digits.txt").status == 200);
}

TEST_CASE("a client that asks for hundreds of files and reads nothing costs no more than a window") {
    Served served;
    Client client(served.port(), 4096);
    std::string many;
    for (int i = 0; i < 300; ++i)
        many += "GET /data/points.csv HTTP/1.1\r\nHost: h\r\n\r\n";
    client.send(many);
    std::this_thread::sleep_for(100ms);
    CHECK(served.server.counts().requests < 100);
    for (int i = 0; i < 300; ++i)
        REQUIRE(client.reply().body.size() == 200'000);
}

TEST_CASE("random bytes and damaged requests never bring the server down") {
    Served served({.header_timeout = 300ms});
    std::mt19937 random(20240607);
    const std::string sound = "GET /areas/E09000012/?q=1 HTTP/1.1\r\nHost: h\r\nRange: bytes=0-9\r\n"
                              "Accept-Encoding: gzip\r\nIf-None-Match: \"a\", W/\"b\"\r\n\r\n";
    for (int round = 0; round < 300; ++round) {
        std::string bytes = sound;
        for (auto n = random() % 6 + 1; n > 0; --n) {
            std::size_t at = random() % bytes.size();
            if (n % 3 == 0) bytes.erase(at, 1 + random() % 4);
            else if (n % 3 == 1) bytes[at] = static_cast<char>(random());
            else bytes.insert(at, 1 + random() % 5, static_cast<char>(random()));
        }
        Client client(served.port());
        client.send(bytes);
        client.finish_sending();
        client.reply();
    }
    CHECK(served.get("/data/digits.txt").status == 200);
}

TEST_CASE("many clients at once are all answered rightly while the site is being switched") {
    Folder folder;
    for (auto name : {"one", "two"})
        for (int i = 0; i < 10; ++i)
            write_file(folder.path / name / (std::to_string(i) + ".txt"), std::string(name) + std::to_string(i));
    fs::create_directory_symlink("one", folder.path / "current");
    StaticServer server({.site = folder.path / "current", .port = 0, .threads = 2, .revalidate = 1ms});
    server.start();
    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> clients;
        clients.reserve(8);
        for (int c = 0; c < 8; ++c)
            clients.emplace_back([&server, &wrong, c] {
                Client client(server.port());
                for (int i = 0; i < 500; ++i) {
                    std::string name = std::to_string((i + c) % 10);
                    std::string body = client.get("/" + name + ".txt").reply().body;
                    if (body != "one" + name && body != "two" + name) ++wrong;
                }
            });
        for (int i = 0; i < 50; ++i) {
            fs::create_directory_symlink(i % 2 == 0 ? "two" : "one", folder.path / "next");
            fs::rename(folder.path / "next", folder.path / "current");
            std::this_thread::sleep_for(2ms);
        }
    }
    CHECK(wrong == 0);
}
