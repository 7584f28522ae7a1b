// SPDX-License-Identifier: MIT
// The whole way of a sign-in by OpenID Connect, against the tiny provider of provider.py.
#include "accounts/https_client.hpp"
#include "accounts/made.hpp"
#include "accounts/oidc_sign_in.hpp"
#include "support/folders.hpp"

#include <nlohmann/json.hpp>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>

using namespace peelian;
using namespace peelian::tests;

namespace {

/// provider.py, running as long as this lives.
class RunningProvider {
public:
    RunningProvider() {
        std::array<int, 2> in{}, out{};
        REQUIRE(::pipe(in.data()) == 0);
        REQUIRE(::pipe(out.data()) == 0);
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_adddup2(&files, in[0], 0);
        posix_spawn_file_actions_adddup2(&files, out[1], 1);
        for (int end : {in[0], in[1], out[0], out[1]})
            posix_spawn_file_actions_addclose(&files, end);
        std::string python = "python3", script = std::string(made::source_dir()) + "/tests/accounts/provider.py";
        std::string folder = folder_.path().string();
        std::array<char*, 4> words{python.data(), script.data(), folder.data(), nullptr};
        REQUIRE(::posix_spawnp(&pid_, "python3", &files, nullptr, words.data(), environ) == 0);
        posix_spawn_file_actions_destroy(&files);
        ::close(in[0]);
        ::close(out[1]);
        stop_ = in[1];
        std::string line;
        for (char byte = 0; ::read(out[0], &byte, 1) == 1 && byte != '\n';)
            line += byte;
        ::close(out[0]);
        REQUIRE_FALSE(line.empty());
        issuer = "https://127.0.0.1:" + line;
    }
    ~RunningProvider() {
        ::close(stop_);
        ::kill(pid_, SIGTERM);
        ::waitpid(pid_, nullptr, 0);
    }
    RunningProvider(const RunningProvider&) = delete;
    RunningProvider& operator=(const RunningProvider&) = delete;

    std::filesystem::path certificate() const { return folder_ / "certificate.pem"; }
    HttpsRequest request(std::string_view path) const {
        HttpsRequest asked;
        asked.address = issuer + std::string(path);
        asked.authorities = certificate();
        return asked;
    }
    HttpsAnswer get(std::string_view path) const { return ask(request(path)); }
    OidcSettings settings() const {
        return {.issuer = issuer,
                .client_id = "peelian",
                .client_secret = "s3cret of the client",
                .redirect = "https://workbench.example/back",
                .authorities = certificate()};
    }
    /// What a browser brings back from the provider: code and state.
    nlohmann::json way_back(const std::string& address) const {
        auto answer = get(address.substr(issuer.size()));
        CHECK(answer.status == 302);
        return nlohmann::json::parse(answer.body);
    }
    int asked_for(const char* path) const { return nlohmann::json::parse(get("/asked").body).value(path, 0); }

    std::string issuer;

private:
    TemporaryFolder folder_;
    pid_t pid_ = 0;
    int stop_ = -1;
};

class MovedClock : public Clock {
public:
    Moment now() const override { return system_clock().now() + ahead; }
    Moment ahead = 0;
};

Secrets test_secrets() { return Secrets(std::string(32, 'k')); }

} // namespace

TEST_CASE("somebody signs in at their organisation and has a session here") {
    RunningProvider provider;
    MovedClock clock;
    OidcSignIn oidc(provider.settings(), test_secrets(), clock);
    auto sign_in = [&] {
        auto begun = oidc.begin();
        auto back = provider.way_back(begun.address);
        return oidc.finish(begun.cookie, back["state"].get<std::string>(), back["code"].get<std::string>());
    };
    auto done = sign_in();
    CHECK(done.problem == "");
    CHECK(done.outside == provider.issuer + " 42");

    TemporaryFolder folder;
    Store store(StoreAddress::from("", folder / "store"));
    Office office(store);
    CHECK(office.accounts.sign_in_outside(done.outside, k_here).token == "");
    Account bea = person("bea.officer");
    bea.outside = done.outside;
    office.accounts.add(office.admin(), bea, "");
    CHECK(office.accounts.session(office.accounts.sign_in_outside(done.outside, k_here).token)->account ==
          "bea.officer");

    CHECK(sign_in().problem == "");
    CHECK(provider.asked_for("/keys") == 1); // they are kept
    CHECK(provider.asked_for("/.well-known/openid-configuration") == 1);
    // The provider changes its key: asked for anew, once it is not a moment ago.
    provider.get("/rotate");
    CHECK(has(message_of(sign_in), "key that it does not publish"));
    clock.ahead = 61;
    CHECK(sign_in().problem == "");
    CHECK(provider.asked_for("/keys") == 2);
}

TEST_CASE("a way back that was not begun here, twice, late or refused goes nowhere") {
    RunningProvider provider;
    MovedClock clock;
    OidcSignIn oidc(provider.settings(), test_secrets(), clock);
    auto begun = oidc.begin(), other = oidc.begin();
    CHECK_FALSE(has(begun.cookie, begun.address.substr(begun.address.find("state=") + 6, 43)));
    auto back = provider.way_back(begun.address);
    std::string state = back["state"], code = back["code"];
    CHECK(has(oidc.finish(other.cookie, state, code).problem, "not begun here"));
    CHECK(has(oidc.finish("", state, code).problem, "not begun here"));
    CHECK(has(oidc.finish(begun.cookie, "", code).problem, "not begun here"));
    CHECK(has(oidc.finish(begun.cookie + "A", state, code).problem, "not begun here"));
    CHECK(has(oidc.finish(begun.cookie, state, "").problem, "did not let you sign in"));
    clock.ahead = 601;
    CHECK(has(oidc.finish(begun.cookie, state, code).problem, "too long"));
    clock.ahead = 0;
    // Another's code in one's own sign-in: the verifier does not fit.
    auto mine = provider.way_back(other.address);
    CHECK(has(message_of([&] { oidc.finish(other.cookie, mine["state"].get<std::string>(), code); }), "invalid_grant"));
    code = mine["code"];
    state = mine["state"];
    CHECK(oidc.finish(other.cookie, state, code).problem == "");
    CHECK(has(message_of([&] { oidc.finish(other.cookie, state, code); }), "invalid_grant"));
}

TEST_CASE("a wrong secret, a provider that is not trusted or not there are errors that name no secret") {
    RunningProvider provider;
    OidcSettings settings = provider.settings();
    settings.client_secret = "hunter-two-hunter";
    OidcSignIn wrong(settings, test_secrets());
    auto begun = wrong.begin();
    auto back = provider.way_back(begun.address);
    std::string message = message_of(
        [&] { wrong.finish(begun.cookie, back["state"].get<std::string>(), back["code"].get<std::string>()); });
    CHECK(has(message, "invalid_client"));
    CHECK_FALSE(has(message, "hunter"));
    CHECK_FALSE(has(message, back["code"].get<std::string>()));

    settings.authorities.clear();
    CHECK(has(message_of([&] { OidcSignIn(settings, test_secrets()).begin(); }), "trusts its certificate"));
    settings.issuer = "https://127.0.0.1:1";
    CHECK(has(message_of([&] { OidcSignIn(settings, test_secrets()).begin(); }), "cannot be asked"));
    settings.issuer = provider.issuer + "/tenant";
    settings.authorities = provider.certificate();
    CHECK(has(message_of([&] { OidcSignIn(settings, test_secrets()).begin(); }), "answers 404"));
    settings.issuer = "http://login.example";
    CHECK_THROWS_AS(OidcSignIn(settings, test_secrets()), Error);
}

TEST_CASE("an answer is not followed elsewhere, waited for without end, or swallowed whole") {
    RunningProvider provider;
    auto redirected = provider.get("/redirect");
    CHECK(redirected.status == 302);
    CHECK(redirected.body == "elsewhere");
    CHECK(provider.get("/nothing").status == 404);
    CHECK(has(message_of([&] { provider.get("/long"); }), "longer than 1048576 bytes"));
    auto hurried = provider.request("/slow");
    hurried.timeout = std::chrono::milliseconds(300);
    auto begin = std::chrono::steady_clock::now();
    CHECK(has(message_of([&] { ask(hurried); }), "cannot be asked"));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(3));
}
