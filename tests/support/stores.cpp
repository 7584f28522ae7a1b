// SPDX-License-Identifier: MIT
#include "support/stores.hpp"

#include "base/error.hpp"
#include "store/engines.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <thread>

namespace peelian::tests {
namespace {

const std::filesystem::path k_programs = "/usr/lib/postgresql/15/bin";

/// A server that ends with this program, however that ends.
class PostgresServer {
public:
    PostgresServer() {
        if (!std::filesystem::exists(k_programs / "postgres")) return;
        char folder[] = "/tmp/peelian-pg-XXXXXX";
        if (!::mkdtemp(folder)) return;
        folder_ = folder;
        if (::geteuid() == 0) { // the server refuses to run as root
            account_ = ::getpwnam("postgres");
            if (!account_ || ::chown(folder, account_->pw_uid, account_->pw_gid) != 0) return;
        }
        int made = -1;
        ::waitpid(start({"initdb", "-D", data(), "-U", "peelian", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
                         "--no-sync"}),
                  &made, 0);
        if (made != 0) return;
        server_ = start({"postgres", "-D", data(), "-k", folder_, "-c", "listen_addresses=", "-c", "fsync=off", "-c",
                         "full_page_writes=off"});
        wait_until_it_answers();
    }
    ~PostgresServer() {
        if (server_ > 0) {
            ::kill(server_, SIGINT);
            ::waitpid(server_, nullptr, 0);
        }
        std::error_code ignored;
        if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    }
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    bool runs() const { return runs_; }
    std::string url(std::string_view options = {}) const {
        std::string address = fmt::format("postgresql://peelian@/postgres?host={}", folder_);
        if (!options.empty()) address += fmt::format("&options={}", options);
        return address;
    }

private:
    std::string data() const { return folder_ + "/data"; }
    pid_t start(std::vector<std::string> words) const {
        std::string program = (k_programs / words.front()).string(), log = folder_ + "/log";
        std::vector<char*> arguments;
        for (std::string& word : words)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
        pid_t child = ::fork();
        if (child != 0) return child;
        if (account_ &&
            (::setgroups(0, nullptr) != 0 || ::setgid(account_->pw_gid) != 0 || ::setuid(account_->pw_uid) != 0))
            ::_exit(1);
        ::prctl(PR_SET_PDEATHSIG, SIGQUIT); // a test that crashes leaves no server behind
        int out = ::open(log.c_str(), O_CREAT | O_APPEND | O_WRONLY, 0600);
        ::dup2(out, 1);
        ::dup2(out, 2);
        if (::chdir("/") == 0) ::execv(program.c_str(), arguments.data());
        ::_exit(127);
    }
    void wait_until_it_answers() {
        for (int i = 0; i < 200 && !runs_; ++i) {
            try {
                open_postgres(url());
                runs_ = true;
            } catch (const Error&) {
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
            }
        }
    }

    std::string folder_;
    const passwd* account_ = nullptr;
    pid_t server_ = 0;
    bool runs_ = false;
};

PostgresServer& server() {
    static PostgresServer server;
    static bool told = false;
    if (!server.runs() && !std::exchange(told, true))
        std::cerr << "PostgreSQL is not tried: " << k_programs.string() << " cannot be used here\n";
    return server;
}

} // namespace

std::optional<StoreAddress> fresh_postgres(const std::filesystem::path& folder) {
    static int count = 0;
    if (!server().runs()) return std::nullopt;
    std::string schema = fmt::format("t{}", ++count);
    open_postgres(server().url())->run("create schema " + schema);
    return StoreAddress::from(server().url("-csearch_path%3D" + schema), folder);
}

void on_each_address(const std::function<void(const StoreAddress& address)>& test) {
    {
        INFO("on SQLite");
        TemporaryFolder folder;
        test(StoreAddress::from("", folder / "store"));
    }
    INFO("on PostgreSQL");
    TemporaryFolder folder;
    if (auto address = fresh_postgres(folder / "store")) test(*address);
}

void on_each_engine(const std::function<void(Store& store)>& test) {
    on_each_address([&](const StoreAddress& address) {
        Store store(address);
        test(store);
    });
}

} // namespace peelian::tests
