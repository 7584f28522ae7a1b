// SPDX-License-Identifier: MIT
#include "plan/commitments.hpp"

#include "base/text.hpp"
#include "base/toml.hpp"
#include "plan/known.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace peelian {
namespace {

/// As files say them; "not reported" is the absence of a report.
const std::vector<std::string> k_reported{"underway", "done", "late", "dropped"};
constexpr std::array<std::string_view, k_commitment_states> k_words{"Not reported on", "Underway", "Done", "Late",
                                                                    "Dropped"};

Month month_of(const TomlTable& table, std::string_view key, const std::string& text) {
    auto month = Month::parse(text);
    if (!month) throw table.error(key, fmt::format("'{}' is not a month; expected YYYY-MM", text));
    return *month;
}

/// Ids that must be among those known.
std::vector<std::string> known(const TomlTable& table, std::string_view key, std::span<const std::string> ids,
                               std::string_view what) {
    std::vector<std::string> named = table.texts(key);
    for (const std::string& id : named)
        require_known(table, key, id, ids, what);
    return named;
}

CommitmentReport read_report(const TomlTable& table) {
    CommitmentReport report;
    report.date = month_of(table, "date", table.text("date"));
    std::string status = table.choice("status", k_reported);
    report.status = static_cast<CommitmentStatus>(1 + (std::ranges::find(k_reported, status) - k_reported.begin()));
    report.text = table.text("text");
    report.source = table.text("source");
    table.done();
    return report;
}

} // namespace

std::string_view status_words(CommitmentStatus status) { return k_words[static_cast<std::size_t>(status)]; }

std::vector<Commitment> read_commitments(const std::filesystem::path& path, std::span<const std::string> plan,
                                         std::span<const std::string> measures) {
    TomlTable file = read_toml(path);
    std::vector<Commitment> commitments;
    std::set<std::string> ids;
    for (const TomlTable& table : file.tables("commitment")) {
        Commitment c;
        c.id = table.text("id");
        if (!ids.insert(c.id).second) throw table.error("id", fmt::format("Commitment '{}' is there twice", c.id));
        c.serves = known(table, "serves", plan, "objective or outcome");
        if (c.serves.empty()) throw table.error("serves", "A commitment serves at least one objective or outcome");
        c.text = table.text("text");
        c.section = table.text_or("section", "");
        c.owner = table.text_or("owner", "");
        if (table.has("due")) c.due = month_of(table, "due", table.text("due"));
        c.measures = known(table, "measures", measures, "measure");
        for (const TomlTable& told : table.tables("report")) {
            c.reports.push_back(read_report(told));
            if (c.reports.size() > 1 && c.reports.back().date < c.reports[c.reports.size() - 2].date)
                throw told.error("date", "Reports stand in order of their dates");
        }
        table.done();
        commitments.push_back(std::move(c));
    }
    file.done();
    return commitments;
}

} // namespace peelian
