// SPDX-License-Identifier: MIT
#include "commands/list_plan.hpp"

#include "base/text.hpp"
#include "measures/definitions.hpp"
#include "release/store.hpp"

#include <fmt/format.h>

namespace peelian {
namespace {

Table table_of(const ClaimRegister& claims, const std::vector<ClaimFinding>& findings) {
    Table table{{"subject", "finding", "claims", "answered", "sentence"}};
    for (const ClaimFinding& f : findings) {
        if (f.kind == ClaimFindingKind::agrees || f.kind == ClaimFindingKind::own_agrees) continue;
        std::vector<std::string> ids;
        for (std::size_t c : f.claims)
            ids.push_back(claims.claims[c].id);
        table.push_back({claims.subjects[f.subject].id, std::string(to_code(f.kind)), join(ids, " "),
                         f.answer ? claims.answers[*f.answer].by : "", f.sentence});
    }
    return table;
}

} // namespace

Table list_priorities(const ReleaseContent& content) {
    Table table{{"year", "area", "name", "date", "event", "priorities", "parties", "why"}};
    for (const PriorityYear& year : content.priorities.years)
        for (const PriorityChoice& choice : year.choices) {
            const Area& area = content.areas[choice.area];
            table.push_back({year.year, area.code, area.name, choice.agreed, "chosen", join(choice.chosen, " "),
                             join(choice.parties, "; "), choice.why});
            for (const PriorityChange& change : choice.changes)
                table.push_back({year.year, area.code, area.name, change.date, "changed",
                                 fmt::format("{} for {}", change.in, change.out), join(change.parties, "; "),
                                 change.why});
        }
    return table;
}

Table list_impact(LoadedWorkspace& loaded, const AssembleOptions& options) {
    std::unique_ptr<ReleaseContent> content = assemble(loaded, options);
    content->date = loaded.workspace->date.value_or(now_utc().substr(0, 10));
    judge_all(*content, options.threads);
    Table table{{"policy", "on", "call", "sentence"}};
    for (const ImpactReport& report : content->impact_reports)
        for (const ImpactCall& call : report.calls)
            table.push_back(
                {content->impact.policies[report.policy].id, call.on, std::string(to_code(call.kind)), call.sentence});
    return table;
}

Table list_claims(const ReleaseContent& content) { return table_of(content.claims, content.claim_findings); }

Table list_claims(const Workspace& workspace) {
    std::filesystem::path path = workspace.root / "plan/claims.toml";
    if (!std::filesystem::exists(path)) return table_of({}, {});
    ClaimRegister claims = read_claims(path, {}, declared_measures(workspace.measure_files), workspace.areas);
    return table_of(claims, compare_claims(claims, {}));
}

} // namespace peelian
