// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "commands/command.hpp"
#include "release/store.hpp"
#include "server/static_server.hpp"

#include <CLI/CLI.hpp>

#include <csignal>

namespace peelian {

Run add_serve(CLI::App& app) {
    struct Arguments {
        CommonOptions common;
        std::string release = "published", address = "127.0.0.1";
        std::uint16_t port = 8080;
    };
    auto arguments = std::make_shared<Arguments>();
    add_common(app, arguments->common);
    app.add_option("--release", arguments->release,
                   "Release to serve: published (follows each publish), latest, or an id")
        ->capture_default_str();
    app.add_option("--address", arguments->address, "Address to listen on")->capture_default_str();
    app.add_option("-p,--port", arguments->port, "Port; 0 takes any free one")->capture_default_str();
    return [arguments]() -> int {
        ReleaseStore store(arguments->common.root());
        ServeOptions options;
        ReleaseInfo release = store.find(arguments->release);
        bool follow = arguments->release == "published";
        // Through the link, so that a new publication is seen without a restart.
        options.site = follow ? arguments->common.root() / "published" / "site" : store.folder(release.id) / "site";
        options.address = arguments->address;
        options.port = arguments->port;
        options.threads = arguments->common.thread_count();
        // Before any thread starts, so that all of them leave these signals to sigwait.
        sigset_t stop;
        sigemptyset(&stop);
        sigaddset(&stop, SIGINT);
        sigaddset(&stop, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &stop, nullptr);
        StaticServer server(options);
        server.start();
        fmt::print("Serving release {} at http://{}:{}/\n", release.id, arguments->address, server.port());
        std::fflush(stdout);
        int signal = 0;
        sigwait(&stop, &signal);
        server.stop();
        server.wait();
        return exit_done;
    };
}

} // namespace peelian
