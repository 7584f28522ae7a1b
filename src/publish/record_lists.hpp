// SPDX-License-Identifier: MIT
// Lists of records: a register whole, or what of it has one state or one value, in parts under headings
// and, where it is long, on several pages.
#pragma once

#include "publish/context.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace peelian {

/// Which list of which register: the whole, one state's, or one group's of a facet.
struct RecordListName {
    std::size_t in = 0;
    const RecordFacet* facet = nullptr; ///< null: the whole register
    const RecordGroup* group = nullptr;
};

struct RecordListPart {
    std::string title, anchor; ///< empty: no heading
    std::vector<std::size_t> records;
};

struct RecordList {
    std::string address;
    std::string grouped; ///< the field its parts are made by, "state" or empty: no column of its own
    std::vector<RecordListPart> parts;
    std::size_t rows() const;
};

/// Every list that has an address: the whole of each register first.
std::vector<RecordListName> record_lists(const RecordIndex& records);
/// A group of values is listed by state, all else by the field the register says; newest first where
/// records have numbers.
RecordList record_list(const RecordIndex& records, const RecordListName& name);
/// Where a part of a list begins: its page, with the anchor.
std::string part_address(const RecordList& list, std::string_view anchor);
/// The anchor of a state's part.
std::string state_anchor(std::string_view state);

/// Fills templates/record_list.tpl with one page of it, from 1.
void fill_record_list(View view, const SiteContext& site, const RecordListName& name, const RecordList& list,
                      std::size_t page, const std::string& caption);

/// Pages of all lists and records, and of the one that leads to them.
std::size_t count_record_pages(const RecordIndex& records);

} // namespace peelian
