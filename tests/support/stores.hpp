// SPDX-License-Identifier: MIT
// Stores to try things on: SQLite in a temporary folder, and PostgreSQL where its programs are installed, by one
// server for the whole test program, on a socket in a temporary folder, with a fresh schema for each store.
#pragma once

#include "store/store.hpp"
#include "support/temporary_folder.hpp"

#include <functional>
#include <optional>

namespace peelian::tests {

/// Address of a PostgreSQL schema that nobody has used; nullopt, said once, when PostgreSQL is not installed.
std::optional<StoreAddress> fresh_postgres(const std::filesystem::path& folder);

/// Runs the test on a fresh store of each engine that is there.
void on_each_engine(const std::function<void(Store& store)>& test);
/// As on_each_engine, before there is a store.
void on_each_address(const std::function<void(const StoreAddress& address)>& test);

} // namespace peelian::tests
