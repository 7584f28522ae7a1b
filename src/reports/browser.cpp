// SPDX-License-Identifier: MIT
#include "reports/browser.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

namespace peelian {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr int k_oldest = 131;                  // the first whose outline and tags we know
constexpr std::size_t k_largest = 512UL << 20; // bytes of one message
constexpr std::size_t k_last_words = 400;      // bytes of the browser's log in an error

/// Nothing here reaches out: names are not resolved, and what needs no name meets a proxy that is not there.
std::vector<std::string> arguments(const std::string& program, const std::string& folder) {
    std::vector<std::string> out{program,
                                 "--headless",
                                 "--remote-debugging-pipe",
                                 "--user-data-dir=" + folder,
                                 "--disable-gpu",
                                 "--disable-dev-shm-usage",
                                 "--disable-extensions",
                                 "--disable-background-networking",
                                 "--disable-component-update",
                                 "--disable-sync",
                                 "--disable-default-apps",
                                 "--disable-breakpad",
                                 "--disable-crash-reporter",
                                 "--disable-quic",
                                 "--disable-domain-reliability",
                                 "--no-pings",
                                 "--no-first-run",
                                 "--no-default-browser-check",
                                 "--mute-audio",
                                 "--password-store=basic",
                                 "--use-mock-keychain",
                                 "--force-color-profile=srgb",
                                 "--font-render-hinting=none",
                                 "--lang=en-GB",
                                 "--host-resolver-rules=MAP * ~NOTFOUND",
                                 "--proxy-server=http://0.0.0.0:1",
                                 "--proxy-bypass-list=<-loopback>"};
    // Chromium's sandbox refuses root.
    if (::geteuid() == 0) out.emplace_back("--no-sandbox");
    out.emplace_back("about:blank");
    return out;
}

/// An environment of its own: no proxies, no settings and no fonts of whoever runs this.
std::vector<std::string> environment(const std::string& folder) {
    std::vector<std::string> out{"HOME=" + folder,
                                 "TMPDIR=" + folder,
                                 "XDG_CONFIG_HOME=" + folder,
                                 "XDG_CACHE_HOME=" + folder,
                                 "XDG_RUNTIME_DIR=" + folder,
                                 "TZ=UTC",
                                 "LANG=C.UTF-8",
                                 "DBUS_SESSION_BUS_ADDRESS=disabled:",
                                 "DBUS_SYSTEM_BUS_ADDRESS=disabled:"};
    for (const char* name : {"PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH"})
        if (const char* value = std::getenv(name)) out.push_back(std::string(name) + "=" + value);
    return out;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (std::string& text : texts)
        out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

/// Starts a program with `socket` as descriptors 3 and 4, in a session of its own; gives errno.
int spawn_with(pid_t& child, std::vector<std::string> words, std::vector<std::string> variables, int socket,
               const std::string& log) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&how);
    posix_spawn_file_actions_adddup2(&files, socket, 3);
    posix_spawn_file_actions_adddup2(&files, 3, 4);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addclosefrom_np(&files, 5);
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&how, &all);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    int error =
        ::posix_spawn(&child, words[0].c_str(), &files, &how, pointers(words).data(), pointers(variables).data());
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return error;
}

} // namespace

Browser::Browser(std::filesystem::path program, Milliseconds patience) : program_(std::move(program)) {
    allow(patience);
    spawn();
    try {
        open_page();
    } catch (...) {
        end();
        throw;
    }
}

Browser::~Browser() { end(); }

void Browser::spawn() {
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        throw Error::io("No socket to speak to a browser through: {}", std::strerror(errno));
    std::string folder = folder_.path().string();
    int error = spawn_with(child_, arguments(program_.string(), folder), environment(folder), ends[1], folder + "/log");
    ::close(ends[1]);
    socket_ = ends[0];
    if (error == 0) return;
    ::close(std::exchange(socket_, -1));
    child_ = -1;
    throw Error::io("The browser cannot be started: {}", std::strerror(error)).at(program_.string());
}

void Browser::open_page() {
    product_ = call("Browser.getVersion", json::object()).value("product", "");
    auto slash = product_.find('/');
    int version = slash == std::string::npos ? 0 : std::atoi(product_.c_str() + slash + 1);
    if (version < k_oldest)
        throw Error::io("'{}' is too old to print reports: Chromium {} or later is needed", product_, k_oldest)
            .at(program_.string())
            .hint("Install a newer one (Debian: apt install chromium), or name one with PEELIAN_CHROMIUM.");
    std::string target = call("Target.createTarget", {{"url", "about:blank"}}).value("targetId", "");
    session_ = call("Target.attachToTarget", {{"targetId", target}, {"flatten", true}}).value("sessionId", "");
    frame_ = call("Page.getFrameTree", json::object()).at("frameTree").at("frame").value("id", "");
    call("Emulation.setScriptExecutionDisabled", {{"value", true}});
    call("Network.enable", json::object());
    call("Network.emulateNetworkConditions",
         {{"offline", true}, {"latency", 0}, {"downloadThroughput", 0}, {"uploadThroughput", 0}});
}

nlohmann::json Browser::call(const std::string& method, const json& parameters) {
    json message{{"id", ++last_id_}, {"method", method}, {"params", parameters}};
    if (!session_.empty()) message["sessionId"] = session_;
    // Text that is no UTF-8 is mended here and shows as U+FFFD.
    send(message.dump(-1, ' ', false, json::error_handler_t::replace));
    while (true) {
        json answer = json::parse(receive(), nullptr, false);
        if (!answer.is_object()) fail("The browser answered something that is no JSON object");
        std::string event = answer.value("method", "");
        if (event == "Inspector.targetCrashed" || event == "Target.targetCrashed" || event == "Inspector.detached")
            fail("The browser's page crashed");
        if (answer.value("id", 0) != last_id_) continue;
        if (answer.contains("error"))
            fail(
                fmt::format("The browser refused {}: {}", method, answer["error"].value("message", "no reason given")));
        return answer.value("result", json::object());
    }
}

void Browser::send(const std::string& message) {
    // With the zero byte that std::string keeps after its text.
    const char* at = message.c_str();
    const char* end = at + message.size() + 1;
    while (at < end) {
        auto n = ::send(socket_, at, static_cast<std::size_t>(end - at), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n > 0) at += n;
        else if (errno == EAGAIN || errno == EWOULDBLOCK) wait_for(POLLOUT);
        else if (errno != EINTR) fail("The browser ended");
    }
}

std::string Browser::receive() {
    std::size_t looked = 0;
    while (true) {
        auto zero = received_.find('\0', looked);
        if (zero != std::string::npos) {
            std::string message = received_.substr(0, zero);
            received_.erase(0, zero + 1);
            return message;
        }
        looked = received_.size();
        if (looked > k_largest) fail("The browser's answer has no end");
        char buffer[1 << 16];
        auto n = ::recv(socket_, buffer, sizeof buffer, MSG_DONTWAIT);
        if (n > 0) received_.append(buffer, static_cast<std::size_t>(n));
        else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) wait_for(POLLIN);
        else if (n == 0 || errno != EINTR) fail("The browser ended");
    }
}

void Browser::wait_for(short events) {
    auto left = std::chrono::duration_cast<Milliseconds>(deadline_ - std::chrono::steady_clock::now());
    if (left <= 0ms) fail("The browser did not answer in time");
    pollfd one{socket_, events, 0};
    ::poll(&one, 1, static_cast<int>(std::min(left, Milliseconds(1000)).count()));
}

void Browser::fail(const std::string& what) {
    for (int i = 0; i < 20 && !ended(); ++i) // one that closed its socket is about to end
        std::this_thread::sleep_for(10ms);
    std::string how;
    if (child_ < 0 && WIFEXITED(status_)) how = fmt::format(" (exit status {})", WEXITSTATUS(status_));
    if (child_ < 0 && WIFSIGNALED(status_)) how = fmt::format(" (signal {})", WTERMSIG(status_));
    throw Error::io("{}{}", what, how)
        .at(program_.string())
        .hint("Is this a Chromium that works? PEELIAN_CHROMIUM names another. " + last_words());
}

std::string Browser::last_words() const {
    try {
        std::string log = read_file(folder_.path() / "log");
        if (log.size() > k_last_words) log = log.substr(log.size() - k_last_words);
        std::string_view words = trim(log);
        return words.empty() ? "" : fmt::format("Its last words: {}", replace_all(words, "\n", " | "));
    } catch (const Error&) {
        return "";
    }
}

bool Browser::ended() {
    if (child_ > 0 && ::waitpid(child_, &status_, WNOHANG) == child_) child_ = -1;
    return child_ < 0;
}

/// A word first, so that it takes its own children along; then by force.
void Browser::end() {
    if (socket_ >= 0) {
        constexpr std::string_view k_close{"{\"id\":0,\"method\":\"Browser.close\"}\0", 34};
        (void)::send(socket_, k_close.data(), k_close.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    }
    pid_t group = child_;
    int patience = session_.empty() ? 20 : 300; // one that never answered will not now
    for (int i = 0; i < patience && !ended(); ++i) {
        if (i == patience / 3 && socket_ >= 0) ::close(std::exchange(socket_, -1));
        std::this_thread::sleep_for(10ms);
    }
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
    if (group > 0) ::kill(-group, SIGKILL); // and whoever of its session is left
    if (child_ > 0) {
        while (::waitpid(child_, &status_, 0) < 0 && errno == EINTR) {
        }
        child_ = -1;
    }
}

} // namespace peelian
