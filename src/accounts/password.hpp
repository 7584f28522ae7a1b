// SPDX-License-Identifier: MIT
// Passwords as argon2id hashes (RFC 9106, by libsodium). `password_problem` of accounts.hpp says which are taken.
#pragma once

#include "accounts/accounts.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace peelian {

/// Makes and compares hashes, a few at a time: each takes mebibytes, and two hundred who sign in at nine o'clock
/// wait for each other instead of using up the machine. Safe between threads.
class PasswordHasher {
public:
    explicit PasswordHasher(HashCost cost);
    ~PasswordHasher();
    PasswordHasher(const PasswordHasher&) = delete;
    PasswordHasher& operator=(const PasswordHasher&) = delete;

    /// "$argon2id$v=19$m=65536,t=3,p=1$...". Throws Error(io) when memory is short.
    std::string hash(std::string_view password) const;
    /// Takes as long for an empty hash (no such account, no password) as for another, and is then false.
    bool matches(std::string_view hash, std::string_view password) const;
    /// Made at another cost than is asked for now.
    bool is_outdated(std::string_view hash) const;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace peelian
