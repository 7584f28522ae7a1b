// SPDX-License-Identifier: MIT
#include "release/init.hpp"

#include "commands/command.hpp"
#include "release/workspace.hpp"

#include <CLI/CLI.hpp>

namespace peelian {

Run add_init(CLI::App& app) {
    struct Arguments {
        CommonOptions common;
        InitOptions options;
        std::string folder, data;
    };
    auto a = std::make_shared<Arguments>();
    app.add_option("folder", a->folder, "Folder of the new workspace")->required();
    app.add_option("--preset", a->options.preset,
                   "What kind of data: police.uk or london-datastore; or the folder of a workspace without its data")
        ->required();
    app.add_option("--data", a->data, "Folder of the raw files; they stay where they are")->required();
    app.add_option("--force", a->options.forces,
                   "Only this police force (name, code or police.uk slug); may be repeated");
    return [a]() -> int {
        a->options.folder = std::filesystem::absolute(a->folder).lexically_normal();
        a->options.data = std::filesystem::absolute(a->data).lexically_normal();
        a->options.presets = presets_folder();
        InitReport report = init_workspace(a->options);
        for (const std::string& line : report.lines)
            fmt::print("{}\n", line);
        fmt::print("Workspace made in {}; next: peelian build {}\n", a->folder, a->folder);
        return exit_done;
    };
}

} // namespace peelian
