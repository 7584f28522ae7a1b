// SPDX-License-Identifier: MIT
#include "workbench/routes.hpp"

namespace peelian {

std::vector<RouteEntry> all_routes() {
    std::vector<RouteEntry> all;
    // The first that fits answers: /registers/{}/import before /registers/{}/{}.
    for (auto routes :
         {my_work_routes, import_routes, register_routes, account_routes, release_routes, interface_routes})
        for (RouteEntry& route : routes())
            all.push_back(std::move(route));
    return all;
}

std::optional<std::vector<std::string>> match_route(std::string_view pattern, std::string_view path) {
    std::vector<std::string> matched;
    while (!pattern.empty()) {
        if (pattern == "**") {
            matched.emplace_back(path);
            return matched;
        }
        if (pattern.starts_with("{}")) {
            std::size_t end = std::min(path.find('/'), path.size());
            if (end == 0) return std::nullopt;
            matched.emplace_back(path.substr(0, end));
            pattern.remove_prefix(2);
            path.remove_prefix(end);
            continue;
        }
        if (path.empty() || path.front() != pattern.front()) return std::nullopt;
        pattern.remove_prefix(1);
        path.remove_prefix(1);
    }
    if (!path.empty()) return std::nullopt;
    return matched;
}

} // namespace peelian
