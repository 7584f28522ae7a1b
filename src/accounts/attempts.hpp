// SPDX-License-Identifier: MIT
// Inside the room: tries at passwords and codes, how many there were, and when it is enough.
//
// A try is a row of sign_ins from before the password is looked at ("pending", which counts as a failure for its
// account), so that many tries at one time are not more than many one after the other.
#pragma once

#include "accounts/accounts.hpp"

namespace peelian {

/// Adds a row; gives its number. In the caller's transaction.
std::int64_t note_sign_in(StoreConnection& connection, std::string_view account, std::string_view address,
                          std::string_view what, Moment at);

struct Attempt {
    std::int64_t number = 0;
    std::string problem; ///< locked out: nothing may be looked at
};
/// Begins a try for an account (or the mark of a name that is none). In the caller's transaction, which must be
/// committed whatever comes of it.
Attempt begin_attempt(StoreConnection& connection, std::string_view account, std::string_view address,
                      const AccountRules& rules, Moment now);
/// Says what became of it: "failure", "password", "code", "recovery" or "in".
void end_attempt(StoreConnection& connection, const Attempt& attempt, std::string_view what);

} // namespace peelian
