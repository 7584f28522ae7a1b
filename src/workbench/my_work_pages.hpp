// SPDX-License-Identifier: MIT
// Pages of one's own work: what is due, what waits, what changed, searches and saved lists.
#pragma once

#include "workbench/register_query.hpp"

namespace peelian {

http::AppResponse my_work_page(Visit& visit);      ///< /
http::AppResponse due_page(Visit& visit);          ///< /due/
http::AppResponse due_calendar_file(Visit& visit); ///< /due.ics
http::AppResponse changes_page(Visit& visit);      ///< /changes/; POST marks what was seen
http::AppResponse search_page(Visit& visit);       ///< /search/
http::AppResponse views_page(Visit& visit);        ///< /views/; POST saves one
http::AppResponse delete_view_page(Visit& visit);  ///< POST /views/delete

/// A list that somebody keeps under a name.
struct SavedView {
    std::string register_id, name, query; ///< query: as list_address takes it
};
std::vector<SavedView> saved_views(const Visit& visit);
/// The number of the last event that the person said to have seen; 0: none yet.
std::int64_t seen_event(const Visit& visit);

/// Who "me" is where a record names who is to act: account, name, post.
std::vector<std::string> names_of(const Visit& visit);
/// "PCD 132 Body-worn video" with its register, for lists over all registers: in {{#ITEM}} of `list`.
void show_due_item(View list, const Visit& visit, const DueItem& item, Day today);
void show_change(View list, const Visit& visit, const LogEvent& event);

} // namespace peelian
