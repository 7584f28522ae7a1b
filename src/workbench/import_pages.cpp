// SPDX-License-Identifier: MIT
#include "workbench/routes.hpp"
namespace peelian {
std::vector<RouteEntry> import_routes() { return {}; }
} // namespace peelian
