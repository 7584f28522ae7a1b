// SPDX-License-Identifier: MIT
// SHA-256, the fingerprint of files, definitions and releases.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace peelian {

/// Feeds bytes, gives the digest as 64 lower-case hex digits.
class Hasher {
public:
    Hasher();
    ~Hasher();
    Hasher(Hasher&&) noexcept;
    Hasher& operator=(Hasher&&) noexcept;

    Hasher& add(std::string_view bytes);
    /// A field with its length before it, so that ("ab","c") and ("a","bc") differ.
    Hasher& field(std::string_view bytes);
    /// The digest of all that was fed; the hasher is used up.
    std::string hex();

private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> context_;
};

std::string sha256(std::string_view bytes);
/// The digest of a file's bytes; throws Error(io) when it cannot be read.
std::string sha256_file(const std::filesystem::path& path);

} // namespace peelian
