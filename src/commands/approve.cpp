// SPDX-License-Identifier: MIT
#include "commands/command.hpp"
#include "commands/desk.hpp"
#include "release/sign_off.hpp"
#include "release/store.hpp"

#include <CLI/CLI.hpp>

namespace peelian {
namespace {

/// What a running workbench does by itself.
int publish_due(const std::filesystem::path& root) {
    Desk desk(root, false, false);
    std::vector<std::string> faults;
    for (const std::string& id : SignOff(root, desk.store).publish_due(&faults))
        fmt::print("Release {} is published, at the time that was set\n", id);
    for (const std::string& fault : faults)
        fmt::print(stderr, "peelian: cannot publish {}\n", fault);
    return faults.empty() ? exit_done : exit_problems;
}

} // namespace

Run add_approve(CLI::App& app) {
    struct Arguments {
        CommonOptions common;
        std::string release = "latest", by, note;
    };
    auto arguments = std::make_shared<Arguments>();
    add_common(app, arguments->common, false);
    app.add_option("release", arguments->release, "Release: id or its beginning, or latest")->capture_default_str();
    app.add_option("--by", arguments->by, "Who approves; not who built it (default: PEELIAN_USER, or your account)");
    app.add_option("--note", arguments->note, "A word for the record");
    return [arguments]() -> int {
        ReleaseStore store(arguments->common.root());
        ReleaseInfo release = store.find(arguments->release);
        std::string by = who(arguments->by);
        store.approve(release, by, arguments->note);
        fmt::print("Release {} approved by {}; next: peelian publish\n", release.id, by);
        return exit_done;
    };
}

Run add_publish(CLI::App& app) {
    struct Arguments {
        CommonOptions common;
        std::string release = "latest", by;
        bool due = false;
    };
    auto arguments = std::make_shared<Arguments>();
    add_common(app, arguments->common, false);
    app.add_option("release", arguments->release, "Release: id or its beginning, or latest")->capture_default_str();
    app.add_option("--by", arguments->by, "Who publishes (default: PEELIAN_USER, or your account)");
    app.add_flag("--due", arguments->due, "Publish what the workbench has set a time for that has come; for a timer")
        ->excludes("release");
    return [arguments]() -> int {
        if (arguments->due) return publish_due(arguments->common.root());
        ReleaseStore store(arguments->common.root());
        ReleaseInfo release = store.find(arguments->release);
        store.publish(release, who(arguments->by));
        fmt::print("Release {} is published; 'peelian serve' shows it\n", release.id);
        return exit_done;
    };
}

} // namespace peelian
