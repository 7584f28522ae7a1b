// SPDX-License-Identifier: MIT
// Passwords that many people have: the list of @zxcvbn-ts/language-common (MIT), from leaks, put inside the program
// at build time (cmake/DenyList.cmake).
#pragma once

#include <string_view>

namespace peelian {

/// Lines in small letters, sorted by byte, each once.
std::string_view deny_list();

/// Whether the password is on the list, or is when small letters are made of capitals and digits and punctuation
/// are taken off its ends ("Password2026!" is "password"), or when digits that stand for letters are read as
/// those ("p4ssw0rd"), or is such a word twice. Digits and punctuation alone are common up to 20 of them.
bool is_common_password(std::string_view password);

} // namespace peelian
