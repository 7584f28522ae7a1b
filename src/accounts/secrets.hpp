// SPDX-License-Identifier: MIT
// The store's key, and what is kept sealed with it (crypto_secretbox: XSalsa20 and Poly1305): secrets that the
// program must read again, so that a copy of the store alone gives none of them away.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace peelian {

class Secrets {
public:
    /// The key in `folder`/secret.key, made there at first use, readable by its owner alone; or the one of the file
    /// that PEELIAN_SECRET_KEY_FILE names, which must be there. Throws Error(io), Error(not_found), and Error(input)
    /// for a file that is no key or that others may read.
    static Secrets of_store(const std::filesystem::path& folder);
    /// 32 bytes, for tests.
    explicit Secrets(std::string key);

    /// As text; differs each time. `use` is bound in: what was sealed for one use does not open for another.
    std::string seal(std::string_view secret, std::string_view use) const;
    /// Nullopt when it was sealed with another key, for another use, or changed.
    std::optional<std::string> open(std::string_view sealed, std::string_view use) const;
    /// Keyed hash, 32 hex digits: tells equal texts without telling the text.
    std::string mark(std::string_view text) const;

private:
    std::string key_for(std::string_view use) const;
    std::string key_;
};

} // namespace peelian
