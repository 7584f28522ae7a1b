// SPDX-License-Identifier: MIT
// What of the record speaks of something: of another record, an outcome, a measure, an area.
#pragma once

#include "publish/record_values.hpp"

#include <span>
#include <string>
#include <vector>

namespace peelian {

/// Records of one register that link to it by one field.
struct LinkedRecords {
    std::string register_id; ///< empty: not of a register
    std::string title;       ///< "Decisions (commitments it serves)"
    std::vector<ShownValue> items;
    std::size_t more = 0; ///< that are not among the items
};

/// Records that link to it, by register and field; at most `most` of each.
std::vector<LinkedRecords> linked_records(const SiteContext& site, std::string_view kind, std::string_view id,
                                          std::size_t most);
/// Of an objective: also what links to its outcomes, each record once.
std::vector<LinkedRecords> linked_records(const SiteContext& site, std::string_view kind,
                                          std::span<const std::string> ids, std::size_t most);

/// Puts what is on record of it into a page as ON_RECORD, some of each register and none of the one left out.
void fill_on_record(View page, const SiteContext& site, std::string_view kind, std::span<const std::string> ids,
                    std::string_view left_out = {});

/// Fills templates/record_links.tpl.
void fill_linked(View view, const std::vector<LinkedRecords>& linked, std::string_view heading);

} // namespace peelian
