// SPDX-License-Identifier: MIT
// Where tests find what is not beside the program. Functions in one file, not macros in
// all: so objects of two checkouts are the same, and a compiler cache serves both.
#pragma once

#include <filesystem>

namespace made {

/// The checkout that the tests were built from.
const char* source_dir();
/// Shared data and independent results beside the checkout; may be absent.
const char* shared_dir();
/// Published files among the shared data, and whether they are there.
std::filesystem::path shared_data();
bool no_shared_data();

} // namespace made
