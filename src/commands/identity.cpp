// SPDX-License-Identifier: MIT
#include "commands/identity.hpp"

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "checks/checks.hpp"
#include "reports/table_checks.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace peelian {
namespace {

/// As asked, as the workspace fixes it, that of an existing release of the same inputs (nothing is
/// new then), or today.
std::string date_of(const std::string& asked, const LoadedWorkspace& loaded, const ReleaseStore& store) {
    if (!asked.empty()) {
        if (!is_date(asked)) throw Error::usage("--date '{}' is not a day, YYYY-MM-DD", asked);
        return asked;
    }
    if (loaded.workspace->date) return *loaded.workspace->date;
    // What is public of a record may depend on the day: each release is held against its own.
    std::map<std::string, std::string> inputs;
    for (const ReleaseInfo& release : store.list()) {
        std::string& on = inputs[release.manifest.date];
        if (on.empty()) on = loaded.inputs(Day::from(release.manifest.date));
        if (release.manifest.inputs == on) return release.manifest.date;
    }
    return now_utc().substr(0, 10);
}

/// What is wrong in tables that would be printed. Answers are put to all findings anew, since one may be
/// about a table.
void add_report_findings(ReleaseContent& content, const std::filesystem::path& explained,
                         const AssembleOptions& options) {
    if (content.reports.empty()) return;
    std::vector<Finding> tables = check_reports(SiteContext(content, {}), options.threads);
    if (tables.empty()) return;
    std::erase_if(content.findings, [](const Finding& f) { return f.check.starts_with("explanation-"); });
    std::ranges::move(tables, std::back_inserter(content.findings));
    content.findings = apply_explanations(std::move(content.findings), explained, options.date);
}

} // namespace

ReleaseIdentity identify(const LoadedWorkspace& loaded, const ReleaseStore& store, const std::string& date,
                         const std::optional<std::string>& printed) {
    ReleaseIdentity identity;
    identity.date = date_of(date, loaded, store);
    std::string inputs = loaded.inputs(Day::from(identity.date));
    // What is flagged as revised follows from the release before, so it is an input too.
    auto id_after = [&](std::string_view previous) {
        Hasher hasher;
        hasher.field(inputs).field(identity.date).field(previous);
        if (printed && !printed->empty()) hasher.field(*printed);
        return hasher.hex();
    };
    auto published = store.published();
    if (!published) {
        identity.id = id_after("");
    } else if (const Manifest& now = published->manifest;
               printed ? now.id == id_after(now.previous) : now.inputs == inputs && now.date == identity.date) {
        // It is the published one itself, which was compared with the one before.
        identity.id = now.id;
        if (!now.previous.empty() && store.exists(now.previous))
            identity.previous = store.find(now.previous.substr(0, 12));
    } else {
        identity.id = id_after(now.id);
        identity.previous = std::move(published);
    }
    identity.there = store.exists(identity.id);
    return identity;
}

std::unique_ptr<ReleaseContent> assemble_release(LoadedWorkspace& loaded, const ReleaseStore& store,
                                                 const ReleaseIdentity& identity, AssembleOptions options) {
    options.date = identity.date;
    std::unique_ptr<ReleaseContent> content = assemble(loaded, options);
    content->id = identity.id;
    content->date = identity.date;
    if (identity.previous) {
        content->previous = identity.previous->manifest.id;
        compare_with_previous(*content, *loaded.database, store.folder(identity.previous->id) / "site");
    }
    judge_all(*content, options.threads);
    add_report_findings(*content, loaded.workspace->explained, options);
    return content;
}

} // namespace peelian
