// SPDX-License-Identifier: MIT
// What a release changes beside another, from the open data of both.
#include "base/csv.hpp"
#include "release/sign_off.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace peelian {
namespace fs = std::filesystem;
namespace {

fs::path data(const fs::path& release, std::string_view name) { return release / "site" / "data" / name; }

/// Verdicts of wholes: series -> (verdict, area's name).
struct Judged {
    std::string measure, level, code, name, verdict;
};
std::map<std::string, Judged> verdicts_of(const fs::path& release) {
    std::map<std::string, Judged> out;
    fs::path file = data(release, "verdicts.csv");
    if (!fs::exists(file)) return out;
    CsvTable table = read_csv(file);
    std::size_t measure = table.column("measure"), level = table.column("level"), code = table.column("area_code"),
                name = table.column("area_name"), verdict = table.column("verdict");
    std::optional<std::size_t> breakdown = table.find_column("breakdown");
    for (const CsvRow& row : table.rows) {
        if (breakdown && !row.fields[*breakdown].empty()) continue;
        if (row.fields[level] == "ward") continue;
        out[row.fields[measure] + '\n' + row.fields[code]] = {row.fields[measure], row.fields[level], row.fields[code],
                                                              row.fields[name], row.fields[verdict]};
    }
    return out;
}

std::vector<VerdictDifference> changed_verdicts(const fs::path& release, const fs::path& other) {
    std::map<std::string, Judged> now = verdicts_of(release), before = verdicts_of(other);
    std::vector<VerdictDifference> out;
    for (const auto& [key, judged] : now) {
        auto old = before.find(key);
        std::string was = old == before.end() ? "" : old->second.verdict;
        if (was != judged.verdict)
            out.push_back({judged.measure, judged.level, judged.code, judged.name, was, judged.verdict});
    }
    for (const auto& [key, judged] : before)
        if (!now.contains(key))
            out.push_back({judged.measure, judged.level, judged.code, judged.name, judged.verdict, ""});
    return out;
}

std::vector<FigureDifference> changed_figures(const fs::path& release) {
    std::vector<FigureDifference> out;
    fs::path file = data(release, "revisions.csv");
    if (!fs::exists(file)) return out;
    CsvTable table = read_csv(file);
    std::size_t measure = table.column("measure"), code = table.column("area_code"), kind = table.column("period_kind"),
                period = table.column("period"), before = table.column("before"), after = table.column("after");
    for (const CsvRow& row : table.rows)
        out.push_back({row.fields[measure], row.fields[code], row.fields[kind], row.fields[period], row.fields[before],
                       row.fields[after]});
    return out;
}

/// Those of `a` that are not in `b`, by id.
std::vector<ReleaseFinding> not_in(const std::vector<ReleaseFinding>& a, const std::vector<ReleaseFinding>& b) {
    std::set<std::string_view> known;
    for (const ReleaseFinding& f : b)
        known.insert(f.id);
    std::vector<ReleaseFinding> out;
    std::ranges::copy_if(a, std::back_inserter(out), [&](const ReleaseFinding& f) { return !known.contains(f.id); });
    return out;
}

} // namespace

std::vector<ReleaseFinding> findings_of(const fs::path& release) {
    std::vector<ReleaseFinding> out;
    fs::path file = data(release, "checks.csv");
    if (!fs::exists(file)) return out;
    CsvTable table = read_csv(file);
    std::size_t id = table.column("id"), check = table.column("check"), level = table.column("level"),
                subject = table.column("subject"), message = table.column("message"),
                who = table.column("explained_by"), why = table.column("explanation");
    for (const CsvRow& row : table.rows)
        out.push_back({row.fields[id], row.fields[check], row.fields[level], row.fields[subject], row.fields[message],
                       row.fields[who], row.fields[why]});
    return out;
}

ReleaseDifferences differences(const fs::path& release, const fs::path& other) {
    ReleaseDifferences out;
    if (other.empty()) return out;
    out.other = other.filename().string();
    out.verdicts = changed_verdicts(release, other);
    out.figures = changed_figures(release);
    std::vector<ReleaseFinding> now = findings_of(release), before = findings_of(other);
    out.new_findings = not_in(now, before);
    out.gone_findings = not_in(before, now);
    return out;
}

} // namespace peelian
