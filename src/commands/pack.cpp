// SPDX-License-Identifier: MIT
#include "commands/reports.hpp"

#include <CLI/CLI.hpp>

namespace peelian {

Run add_pack(CLI::App& app) {
    auto arguments = std::make_shared<ReportArguments>();
    arguments->pack = true;
    add_report_options(app, *arguments);
    app.add_option("kind", arguments->kind, "Name of its file in reports/, without .md; without one, lists them");
    app.add_option("area", arguments->areas, "Areas by code or name");
    app.add_flag("--all", arguments->all, "Every area");
    return [arguments]() -> int { return run_reports(*arguments); };
}

} // namespace peelian
