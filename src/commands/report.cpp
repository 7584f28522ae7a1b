// SPDX-License-Identifier: MIT
#include "commands/reports.hpp"

#include <CLI/CLI.hpp>

namespace peelian {

Run add_report(CLI::App& app) {
    auto arguments = std::make_shared<ReportArguments>();
    add_report_options(app, *arguments);
    app.add_option("kind", arguments->kind, "Name of its file in reports/, without .md; without one, lists them");
    return [arguments]() -> int { return run_reports(*arguments); };
}

} // namespace peelian
