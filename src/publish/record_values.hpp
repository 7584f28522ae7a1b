// SPDX-License-Identifier: MIT
// What a record says, in words and links for readers.
#pragma once

#include "publish/context.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// One value of a field as readers see it.
struct ShownValue {
    std::string text, address; ///< address empty: nothing to go to
    std::string in;            ///< said beside it: an id, a state; may be empty
};

/// All values of a field but Markdown's; empty when there are none.
std::vector<ShownValue> shown_values(const SiteContext& site, const FieldDefinition& field, const Record& record);
/// The same as one text for a cell, and its address where there is one value that has one.
ShownValue shown_cell(const SiteContext& site, const FieldDefinition& field, const Record& record);

/// An objective or outcome of the plan by its id, a record of another register, ...: a link's end.
ShownValue shown_link(const SiteContext& site, std::string_view kind, const std::string& id);

/// What a record is called, areas, dates and the plan in words; where its heading is withheld or empty, its
/// number or id.
std::string record_title(const SiteContext& site, const RegisterDefinition& definition, const Record& record);
/// "£1,234.50" from "1234.50", "£1,234" from "1234.00"; other text as it is.
std::string money_words(std::string_view pounds);
/// "March 2018" from "2018-03"; other text as it is.
std::string month_words(std::string_view iso);
/// "Done"; the id where the register has no such state.
std::string state_words(const RegisterDefinition& definition, std::string_view state);

} // namespace peelian
