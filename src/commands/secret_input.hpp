// SPDX-License-Identifier: MIT
// Passwords for the command line. Never from an option: those are seen by every user of the machine.
#pragma once

#include <string>

namespace peelian {

/// The first line of the file; without a file asked for twice on the terminal, unseen, or the first line of standard
/// input where that is no terminal. Throws Error(input) when there is none, or when the two differ.
std::string read_secret(const std::string& file, const std::string& prompt);
/// Twenty letters and digits in groups, from the system's random numbers: about 100 bits. None can be taken for
/// another.
std::string one_time_password();

} // namespace peelian
