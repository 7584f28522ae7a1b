// SPDX-License-Identifier: MIT
// Printing with a real Chromium, where there is one, and with programs that only claim to be one.
// What the tags say is read back by printer_check.py.
#include "base/error.hpp"
#include "base/files.hpp"
#include "reports/printer.hpp"
#include "support/folders.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

using namespace peelian;
using namespace peelian::tests;
using namespace std::chrono_literals;

namespace {

const std::string k_page = read_file(std::filesystem::path(made::source_dir()) / "tests/reports/printed.html");

bool no_chromium() {
    try {
        find_chromium();
        return false;
    } catch (const Error&) {
        return true;
    }
}

PrintOptions options() {
    return {.title = "",
            .author = "Mayor's Office",
            .footer = "Report & <pack>, release 3f2a9c",
            .date = "2017-08-14",
            .base = "https://www.example.org/reports/committee/2017-07/"};
}

/// A program that is no browser.
std::filesystem::path script(const TemporaryFolder& folder, std::string_view words) {
    auto path = folder.put("browser", "#!/bin/sh\n" + std::string(words) + "\n");
    ::chmod(path.c_str(), 0755);
    return path;
}

std::string failure(const std::filesystem::path& program) {
    Printer printer(program, {.start = 1500ms, .document = 1500ms});
    return message_of([&] { printer.print(k_page, options()); });
}

bool has_children() { return ::waitpid(-1, nullptr, WNOHANG) != -1 || errno != ECHILD; }

/// The process that this one started last.
pid_t child() {
    std::ifstream in("/proc/self/task/" + std::to_string(::getpid()) + "/children");
    pid_t pid = 0, last = 0;
    while (in >> pid)
        last = pid;
    return last;
}

} // namespace

TEST_CASE("the same page gives the same PDF, seconds later, after other pages and by another browser" *
          doctest::skip(no_chromium())) {
    Printer printer;
    std::string first = printer.print(k_page, options());
    CHECK(first.starts_with("%PDF-1.7"));
    CHECK(first.ends_with("%%EOF\n"));
    CHECK(has(first, "/CreationDate (D:20170814000000+00'00')"));
    CHECK_FALSE(has(first, "Headless"));
    printer.print(
        "<!doctype html><html lang=cy><title>Another</title><table><tr><th scope=col>A<th>B<tr><td>1<td>2</table>",
        options());
    std::this_thread::sleep_for(1100ms);
    CHECK(printer.print(k_page, options()) == first);
    Printer other;
    CHECK(other.print(k_page, options()) == first);
    PrintOptions later = options();
    later.date = "2017-09-14";
    CHECK(printer.print(k_page, later) != first);
}

TEST_CASE("a page without title or language is refused, and the next is printed" * doctest::skip(no_chromium())) {
    Printer printer;
    std::string message = message_of([&] { printer.print("<html lang=en><p>x", options()); });
    CHECK_MESSAGE(has(message, "has no title"), message);
    message = message_of([&] { printer.print("<title>x</title><p>x", options()); });
    CHECK_MESSAGE(has(message, "has no language"), message);
    CHECK(printer.print(k_page, options()).starts_with("%PDF"));
}

TEST_CASE("a page reaches no network and no file, and runs no script" * doctest::skip(no_chromium())) {
    int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(listener, 8) == 0);
    REQUIRE(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    std::string at = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    TemporaryFolder folder;
    auto secret = folder.put("secret.txt", "SECRETWORDS");
    Printer printer;
    std::string pdf =
        printer.print("<!doctype html><html lang=en><title>x</title><link rel=stylesheet href=" + at +
                          "/a.css><img alt=a src=" + at + "/a.png><iframe src=" + at + "></iframe><iframe src=file://" +
                          secret.string() + "></iframe><script>document.title='RUN'; fetch('" + at +
                          "')</script><img alt=b src=x onerror=\"document.title='RUN'\"><p>Words",
                      options());
    CHECK(::accept(listener, nullptr, nullptr) == -1);
    CHECK(errno == EAGAIN);
    ::close(listener);
    CHECK(has(pdf, "/Title (x)"));
    folder.put("out.pdf", pdf);
    CHECK_FALSE(has(pdf, "SECRETWORDS"));
}

TEST_CASE("links to other pages are text where nobody knows the site's address" * doctest::skip(no_chromium())) {
    Printer printer;
    PrintOptions nowhere = options();
    nowhere.base.clear();
    std::string pdf = printer.print(k_page, nowhere);
    CHECK_FALSE(has(pdf, "/areas/"));
    CHECK(has(pdf, "(https://example.org/x?a=1&b=\\(2\\))"));
    CHECK(has(pdf, "/Dest /second"));
    CHECK_FALSE(has(pdf, "javascript"));
}

TEST_CASE("nothing is left behind: no folder, no process" * doctest::skip(no_chromium())) {
    TemporaryFolder folder;
    ::setenv("TMPDIR", folder.path().c_str(), 1);
    {
        Printer printer;
        printer.print(k_page, options());
        CHECK_FALSE(std::filesystem::is_empty(folder.path()));
    }
    ::unsetenv("TMPDIR");
    CHECK(std::filesystem::is_empty(folder.path()));
    CHECK_FALSE(has_children());
}

TEST_CASE("a browser that is killed is told of, and the next page gets a new one" * doctest::skip(no_chromium())) {
    Printer printer;
    std::string first = printer.print(k_page, options());
    pid_t browser = child();
    REQUIRE(browser > 0);
    ::kill(browser, SIGKILL);
    std::string message = message_of([&] { printer.print(k_page, options()); });
    CHECK_MESSAGE(has(message, "The browser ended (signal 9)"), message);
    CHECK(printer.print(k_page, options()) == first);
}

TEST_CASE("a missing browser is told with where it was looked for and what to do") {
    std::string message = message_of([] { find_chromium("/nowhere/chromium"); });
    CHECK_MESSAGE(has(message, "no program '/nowhere/chromium'"), message);
    CHECK_MESSAGE(has(message, "apt install chromium"), message);
    ::setenv("PEELIAN_CHROMIUM", "/nowhere/named", 1);
    CHECK(has(message_of([] { Printer printer; }), "/nowhere/named"));
    ::unsetenv("PEELIAN_CHROMIUM");
    std::string path = std::getenv("PATH");
    ::setenv("PATH", "/nowhere", 1);
    message = message_of([] { find_chromium(); });
    ::setenv("PATH", path.c_str(), 1);
    CHECK_MESSAGE(has(message, "'chromium', 'chromium-browser'"), message);
    CHECK_MESSAGE(has(message, "on PATH (/nowhere)"), message);
}

TEST_CASE("a program that ends, hangs, talks nonsense or is too old is told of, and is ended") {
    TemporaryFolder folder;
    std::string message = failure(script(folder, "echo cannot open display >&2; exit 3"));
    CHECK_MESSAGE(has(message, "The browser ended (exit status 3)"), message);
    CHECK_MESSAGE(has(message, "cannot open display"), message);
    message = failure(script(folder, "sleep 60"));
    CHECK_MESSAGE(has(message, "did not answer in time"), message);
    message = failure(script(folder, "printf 'nonsense\\0' >&4; sleep 60"));
    CHECK_MESSAGE(has(message, "no JSON object"), message);
    message = failure(script(folder, R"(printf '{"id":1,"result":{"product":"Chrome/90.0.1"}}\0' >&4; sleep 60)"));
    CHECK_MESSAGE(has(message, "'Chrome/90.0.1' is too old"), message);
    message = failure(script(folder, R"(printf '{"id":1,"result":[7]}\0' >&4; sleep 60)"));
    CHECK_MESSAGE(has(message, "another form than expected"), message);
    auto plain = folder.put("not-executable", "x");
    CHECK(has(message_of([&] { Printer printer(plain); }), "no program"));
    auto broken = folder.put("broken", "\x7f"
                                       "ELF nothing");
    ::chmod(broken.c_str(), 0755);
    message = failure(broken);
    CHECK_MESSAGE(has(message, "cannot be started"), message);
    CHECK_FALSE(has_children());
}

// Prints the pages of a folder, PEELIAN_PRINT, for printer_check.py; and says how long each took.
TEST_CASE("pages for other programs to read") {
    const char* named = std::getenv("PEELIAN_PRINT");
    if (named == nullptr) return;
    auto now = [] { return std::chrono::steady_clock::now(); };
    auto since = [&](auto start) { return std::chrono::duration<double>(now() - start).count(); };
    auto start = now();
    Printer printer;
    for (const std::filesystem::path& file : files_below(named)) {
        if (file.extension() != ".html") continue;
        auto one = now();
        std::filesystem::path pdf = file;
        write_file(pdf.replace_extension(".pdf"), printer.print(read_file(file), options()));
        MESSAGE(file.filename().string() << " " << since(one) << " s, " << since(start) << " s since the start");
    }
}
