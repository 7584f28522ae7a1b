// SPDX-License-Identifier: MIT
#include "store/backup.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "commands/desk.hpp"

#include <CLI/CLI.hpp>

namespace peelian {

Run add_backup(CLI::App& app) {
    struct Arguments {
        CommonOptions common;
        std::string folder;
        bool json = false;
    };
    auto arguments = std::make_shared<Arguments>();
    add_common(app, arguments->common, false);
    app.add_option("folder", arguments->folder, "Folder to make; one that is there is never replaced")->required();
    app.add_flag("--json", arguments->json, "Say what was copied as JSON");
    return [arguments]() -> int {
        Desk desk(arguments->common.root(), false, false);
        Backup backup = write_backup(desk.store, arguments->folder);
        std::int64_t rows = 0;
        for (const BackupPart& part : backup.tables)
            rows += part.rows;
        if (arguments->json)
            print_rows(
                {{"folder", "made", "events", "head", "rows", "files", "missing"},
                 {backup.folder.string(), moment_text(backup.made), std::to_string(backup.events), backup.head,
                  std::to_string(rows), std::to_string(backup.files.size()), std::to_string(backup.missing.size())}},
                true);
        else
            fmt::print("Backup {}: {} events, {} rows, {}\nThe log ends with {}:{}\n", arguments->folder, backup.events,
                       rows, counted(backup.files.size(), "attached file"), backup.events, backup.head);
        for (const std::string& file : backup.missing)
            fmt::print(stderr, "peelian: the attached file {} is not in the store\n", file);
        return backup.missing.empty() ? exit_done : exit_problems;
    };
}

} // namespace peelian
