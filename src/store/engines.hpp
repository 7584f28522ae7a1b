// SPDX-License-Identifier: MIT
// Inside the room: the two engines behind StoreConnection, and what they share.
#pragma once

#include "base/error.hpp"
#include "store/store.hpp"

namespace peelian {

/// Seconds a writer waits for the one before.
inline constexpr int k_lock_seconds = 10;

/// Opens the file; makes it, readable by its owner alone, when `create` is set. Error(not_found) otherwise.
std::unique_ptr<StoreConnection> open_sqlite(const std::filesystem::path& file, bool create);
std::unique_ptr<StoreConnection> open_postgres(const std::string& url);

/// Error(input) for an address of PostgreSQL that libpq cannot read, or that holds a password.
void check_postgres_address(const std::string& url);

/// Error(input) for what one of the engines cannot keep: a NUL, or bytes that are not UTF-8.
void check_values(std::span<const SqlValue> values);
/// What the writers' lock says when it was not had in time.
Error store_is_busy();
/// What a statement says after another failed in the same transaction.
Error transaction_has_failed();

/// Whether the store's tables are there.
bool has_schema(StoreConnection& connection);

} // namespace peelian
