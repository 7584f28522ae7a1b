// SPDX-License-Identifier: MIT
// The schema of the store, as numbered steps that are each taken once, in a transaction, and noted in
// `schema_steps`. A step is never edited: a change is a new one. Both engines take the same SQL.
#pragma once

#include <limits>
#include <span>
#include <string_view>

namespace peelian {

class StoreConnection;

struct Migration {
    int number = 0;
    std::string_view name;
    std::string_view sql; ///< statements, each ending with ";" at the end of a line; lines of "--" are left out
};

/// All steps in order; one .sql file each in src/store/migrations/, put inside the program at build time.
std::span<const Migration> migrations();
/// Takes the steps that are missing. Error(conflict) when the store is newer than the program.
void bring_up_to_date(StoreConnection& connection);
/// Takes those that are missing, up to `last`, inside the transaction of the caller.
void take_steps(StoreConnection& connection, int last = std::numeric_limits<int>::max());

} // namespace peelian
