// SPDX-License-Identifier: MIT
// A made-up identity provider: fresh keys, and tokens signed with them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace peelian::tests {

class MadeKey {
public:
    static MadeKey rsa(std::string id, unsigned bits = 2048);
    static MadeKey p256(std::string id);
    /// As a provider publishes it.
    std::string json() const;
    /// Header and claims signed (RS256 or ES256), as a compact token.
    std::string sign(std::string_view header, std::string_view claims) const;
    std::string sign(std::string_view claims) const; ///< with the header that fits

private:
    MadeKey(std::string id, void* key, bool is_rsa);
    std::string id_;
    std::shared_ptr<void> key_; // an EVP_PKEY; shared so that keys can be copied
    bool is_rsa_;
};

} // namespace peelian::tests
