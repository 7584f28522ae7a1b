// SPDX-License-Identifier: MIT
// A list as its address says it: words, states, filters, order, page. An address is all there is to a list, so
// it can be kept, sent and saved. What makes no sense in one (a field that is not there) is passed over.
#pragma once

#include "workbench/record_values.hpp"

namespace peelian {

inline constexpr std::size_t k_rows_a_page = 50;

/// What the address asks for, of what this person may see. `count` and `from` are of its page.
RecordQuery read_query(const Visit& visit, const RegisterDefinition& definition);
/// The address's parameters back, without the page: "words=camera&state=open&f.area=E09000007".
http::Parameters query_parameters(const RecordQuery& query);
/// The list's address with these parameters.
std::string list_address(const RegisterDefinition& definition, const http::Parameters& parameters);
/// The page the query stands on, from 1.
std::size_t page_of(const RecordQuery& query);
/// A whole number of an address, or `otherwise`.
std::size_t number_or(const std::string& text, std::size_t otherwise);

/// Previous, 1 2 3, next: {{>PAGES}} of the page, wb_pages.tpl. `address` gets "&page=N" or "?page=N".
void show_pages(View page, const std::string& address, std::size_t now, std::size_t all_rows, std::size_t rows_a_page);

} // namespace peelian
