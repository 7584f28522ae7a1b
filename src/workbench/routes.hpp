// SPDX-License-Identifier: MIT
// The addresses of the workbench: one list, in routes.cpp, each with its method, pattern and function. A file
// of pages offers one function that gives its routes.
#pragma once

#include "workbench/workbench.hpp"

#include <optional>

namespace peelian {

struct RouteEntry {
    std::string_view method, pattern; ///< "GET", "/registers/{}/{}"
    Route answer;
};

std::vector<RouteEntry> my_work_routes();   ///< /, /due/, /changes/, /search/, /views/
std::vector<RouteEntry> register_routes();  ///< /registers/...
std::vector<RouteEntry> import_routes();    ///< /registers/{}/import, /export
std::vector<RouteEntry> account_routes();   ///< /account/ (one's own), /accounts/ (administrators)
std::vector<RouteEntry> release_routes();   ///< /releases/...
std::vector<RouteEntry> interface_routes(); ///< /api/...: JSON of the same functions
std::vector<RouteEntry> all_routes();

/// Whether a path fits a pattern, and what each {} (one part, not empty) and a last ** (the rest, slashes too)
/// stood for.
std::optional<std::vector<std::string>> match_route(std::string_view pattern, std::string_view path);

} // namespace peelian
