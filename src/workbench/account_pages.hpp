// SPDX-License-Identifier: MIT
// Pages of accounts: what one's own and the administrator's share. Used inside the room.
#pragma once

#include "workbench/routes.hpp"

#include <span>
#include <string>

namespace peelian {

/// "6 July 2017, 09:30 UTC"; "never" for 0.
std::string seen_words(Moment moment);
/// "officer and approver"
std::string roles_words(Roles roles);
void fill_sign_ins(View page, std::span<const SignInEntry> entries);

/// /accounts/: for administrators, and to look at for auditors.
std::vector<RouteEntry> account_admin_routes();

} // namespace peelian
