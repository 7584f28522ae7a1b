// SPDX-License-Identifier: MIT
// What a record holds, as words and addresses for readers. Canonical values go in ("2017-07-06",
// "E09000008"); what comes out is for templates, which escape it.
#pragma once

#include "publish/words.hpp"
#include "workbench/workbench.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace peelian {

/// What a choice, a link or an area may be. `more`: there are others than these, so a form has to let people
/// search or type.
struct PickList {
    std::vector<FieldChoice> choices;
    bool more = false;
};
inline constexpr std::size_t k_most_choices = 200;

/// Words for values; names of linked records are asked for once a page.
class Labels {
public:
    explicit Labels(const Visit& visit) : visit_(visit) {}
    /// One value in words: "6 July 2017", "£1,234.50", "Camden", "PCD 132 Body-worn video".
    std::string of(const FieldDefinition& field, const std::string& value);
    /// All values of a field, parted by "; ".
    std::string of(const FieldDefinition& field, const Record& record);
    /// Where the value leads to, or "".
    std::string address(const FieldDefinition& field, const std::string& value, const Record& record) const;
    /// With `words`, those alone that have all of them in their label or id.
    PickList picks(const FieldDefinition& field, std::string_view words = {});
    const Visit& visit() const { return visit_; }

private:
    std::string linked(const std::string& to, const std::string& id);
    const Visit& visit_;
    std::map<std::pair<std::string, std::string>, std::string> known_;
};

/// "/registers/decisions/", "/registers/decisions/pcd-132".
std::string register_address(std::string_view register_id);
std::string record_address(std::string_view register_id, std::string_view record);
/// The register of the address, if the person may read it; Error(not_found) otherwise, whether there is one or not.
const RegisterDefinition& register_of(const Visit& visit);
/// The record of the address, the second of what it matched.
Record record_of(const Visit& visit, const RegisterDefinition& definition);

/// The shade of a state's tag: "blue", "green", "orange", "grey", "purple".
std::string_view tag_colour(StateKind kind);
std::string_view to_words(StateKind kind); ///< "open", "underway", "done", "late", "closed"
std::string state_label(const RegisterDefinition& definition, std::string_view state);
/// "27 November 2026, 10:21" of UTC.
std::string moment_words(Moment moment);

/// What is next on a record: the rule and the day.
struct NextDue {
    const DueRule* rule = nullptr;
    Day day;
};
std::vector<NextDue> next_due(const RegisterDefinition& definition, const Record& record); ///< soonest first
/// "3 days overdue", "due today", "due in 1 day".
std::string due_words(Day due, Day today);

/// A list of problems at the top of a page, and what in the page each leads to.
void show_problems(View page, std::span<const FieldProblem> problems, std::span<const FieldDefinition* const> on_page);

} // namespace peelian
