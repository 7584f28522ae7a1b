// SPDX-License-Identifier: MIT
#include "workbench/workbench.hpp"

#include "base/error.hpp"
#include "commands/desk.hpp"
#include "release/sign_off.hpp"
#include "server/app.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>

namespace peelian {
namespace {

struct WorkbenchArguments {
    CommonOptions common;
    std::string address = "127.0.0.1", public_address, proxy_header;
    std::uint16_t port = 8081;
    bool insecure_loopback = false;
    std::vector<std::string> trusted_proxies;
};

bool is_loopback(std::string_view address) {
    return address == "localhost" || address == "::1" || address.starts_with("127.");
}

/// What was given on the command line goes before peelian.toml.
DeskSettings settings_of(const WorkbenchArguments& arguments, const Workspace& workspace) {
    DeskSettings settings = workspace.desk;
    if (!arguments.public_address.empty()) settings.address = arguments.public_address;
    while (settings.address.ends_with('/'))
        settings.address.pop_back();
    if (!arguments.proxy_header.empty()) settings.proxy_header = arguments.proxy_header;
    if (!arguments.trusted_proxies.empty()) settings.trusted_proxies = arguments.trusted_proxies;
    return settings;
}

/// Passwords and cookies never cross a network in the clear.
void check_safety(const WorkbenchArguments& arguments, const DeskSettings& settings) {
    bool loopback = is_loopback(arguments.address), https = settings.address.starts_with("https://");
    if (arguments.insecure_loopback) {
        if (!loopback)
            throw Error::usage("--insecure-loopback is for an address of this machine alone, not {}", arguments.address)
                .hint("Put a proxy with https before it, and name it with --trusted-proxy.");
        if (https)
            throw Error::usage("--insecure-loopback goes without https, and the public address is {}",
                               settings.address);
        return;
    }
    if (!https)
        throw Error::usage("The workbench needs https, and no https address is named by which people open it")
            .hint("Name it with --public-address https://..., as the proxy before it has it; or try it on this "
                  "machine alone with --insecure-loopback.");
    if (!loopback && settings.trusted_proxies.empty())
        throw Error::usage("Others than this machine can reach {}, so the proxy with https must be named",
                           arguments.address)
            .hint("--trusted-proxy ADDRESS, once for each; or listen on 127.0.0.1 behind a proxy on this machine.");
    if (!settings.proxy_header.empty() && settings.trusted_proxies.empty())
        throw Error::usage("--proxy-header says who somebody is, so it needs --trusted-proxy: anybody else could send "
                           "it");
}

http::AppOptions server_options(const WorkbenchArguments& arguments, const DeskSettings& settings,
                                Workbench& workbench) {
    http::AppOptions options;
    options.before_upload = [&workbench](const http::AppRequest& head) { return workbench.before_upload(head); };
    options.refusal = [&workbench](int status, std::string_view words) { return workbench.refusal(status, words); };
    options.address = arguments.address;
    options.port = arguments.port;
    if (arguments.common.threads != 0) options.threads = arguments.common.threads;
    options.trusted_proxies = settings.trusted_proxies;
    return options;
}

WorkbenchOptions workbench_options(const WorkbenchArguments& arguments, const DeskSettings& settings) {
    WorkbenchOptions options;
    options.secure_cookies = !arguments.insecure_loopback;
    options.proxy_header = settings.proxy_header;
    options.trusted_proxies = settings.trusted_proxies;
    options.address = settings.address;
    options.public_address = settings.site;
    return options;
}

std::unique_ptr<OidcSignIn> outside_sign_in(const DeskSettings& settings, Desk& desk) {
    if (settings.outside.issuer.empty()) return nullptr;
    OidcSettings outside = settings.outside;
    outside.redirect = settings.address + "/sign-in/back";
    outside.client_secret = oidc_client_secret();
    return std::make_unique<OidcSignIn>(outside, Secrets::of_store(desk.store.address().folder));
}

/// Does what comes with time; what goes wrong is told, and tried again later: people go on working.
template <typename Act> void in_time(Act act) {
    try {
        act();
    } catch (const Error& error) {
        fmt::print(stderr, "peelian: {}\n", error.what());
    }
}

/// Until told to stop. On the way releases are published at their time, and sessions that are over cleared away.
void wait_for_end(const sigset_t& stop, Desk& desk, Accounts& accounts) {
    SignOff sign_off(desk.workspace.root, desk.store);
    const timespec tick{10, 0};
    const Moment tidy_every = 6 * 3600;
    Moment tidied = system_clock().now();
    while (::sigtimedwait(&stop, nullptr, &tick) < 0) {
        if (errno != EAGAIN) continue;
        in_time([&] {
            std::vector<std::string> faults;
            for (const std::string& id : sign_off.publish_due(&faults))
                fmt::print(stderr, "peelian: release {} is published, at the time that was set\n", id);
            for (const std::string& fault : faults)
                fmt::print(stderr, "peelian: cannot publish {}\n", fault);
        });
        if (system_clock().now() - tidied < tidy_every) continue;
        tidied = system_clock().now();
        in_time([&] { accounts.tidy(); });
    }
}

int run_workbench(const WorkbenchArguments& arguments) {
    Workspace about = read_workspace(arguments.common.root(), presets_folder());
    DeskSettings settings = settings_of(arguments, about);
    check_safety(arguments, settings);
    Desk desk(about.root, true);
    Accounts& accounts = desk.accounts();
    if (accounts.list().empty())
        fmt::print(stderr, "peelian: there is no account yet, so nobody can sign in; add the first with\n"
                           "  peelian user add ann.admin --name 'Ann Admin' --role administrator --invite\n");
    // Before any thread starts, so that all of them leave these signals to sigtimedwait.
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stop, nullptr);
    std::unique_ptr<OidcSignIn> outside = outside_sign_in(settings, desk);
    WorkbenchOptions options = workbench_options(arguments, settings);
    options.outside = outside.get();
    Workbench workbench({desk.workspace, desk.records, accounts, options});
    http::AppServer server(server_options(arguments, settings, workbench),
                           [&workbench](const http::AppRequest& request) { return workbench.answer(request); });
    server.start();
    fmt::print("Workbench at http://{}:{}/{}\n", arguments.address, server.port(),
               settings.address.empty() ? "" : ", opened as " + settings.address + "/");
    std::fflush(stdout);
    wait_for_end(stop, desk, accounts);
    server.stop();
    server.wait();
    return exit_done;
}

} // namespace

Run add_workbench(CLI::App& app) {
    auto arguments = std::make_shared<WorkbenchArguments>();
    add_common(app, arguments->common);
    app.add_option("--address", arguments->address, "Address to listen on")->capture_default_str();
    app.add_option("-p,--port", arguments->port, "Port; 0 takes any free one")->capture_default_str();
    app.add_option("--public-address", arguments->public_address,
                   "https://... by which people open it, through a proxy (default: [workbench] address)");
    app.add_flag("--insecure-loopback", arguments->insecure_loopback,
                 "Go without https, on an address of this machine alone");
    app.add_option("--proxy-header", arguments->proxy_header,
                   "Header in which a trusted proxy says who has signed in with it");
    app.add_option("--trusted-proxy", arguments->trusted_proxies,
                   "Address of a proxy whose word is taken; may be repeated");
    return [arguments] { return run_workbench(*arguments); };
}

} // namespace peelian
