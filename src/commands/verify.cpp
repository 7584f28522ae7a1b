// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "commands/command.hpp"
#include "release/store.hpp"

#include <CLI/CLI.hpp>

namespace peelian {

Run add_verify(CLI::App& app) {
    struct Arguments {
        CommonOptions common;
        std::string release;
    };
    auto arguments = std::make_shared<Arguments>();
    add_common(app, arguments->common, false);
    app.add_option("release", arguments->release, "Release: id, latest, published, or the path of its folder")
        ->required();
    return [arguments]() -> int {
        std::filesystem::path folder = arguments->release;
        if (!std::filesystem::exists(folder / "manifest.json")) {
            ReleaseStore store(arguments->common.root());
            folder = store.folder(store.find(arguments->release).id);
        }
        Verification result = verify(folder, arguments->common.thread_count());
        for (const std::string& path : result.changed)
            fmt::print("changed     {}\n", path);
        for (const std::string& path : result.missing)
            fmt::print("missing     {}\n", path);
        for (const std::string& path : result.unexpected)
            fmt::print("unexpected  {}\n", path);
        fmt::print("{}: {} of {}\n", result.sound() ? "sound" : "touched", folder.string(),
                   counted(result.files, "file"));
        return result.sound() ? exit_done : exit_problems;
    };
}

} // namespace peelian
