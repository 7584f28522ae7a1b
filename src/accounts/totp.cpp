// SPDX-License-Identifier: MIT
#include "accounts/totp.hpp"

#include "accounts/encoding.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

namespace peelian {
namespace {

constexpr std::int64_t k_step_seconds = 30;
constexpr std::size_t k_secret_bytes = 20, k_recovery_codes = 10, k_recovery_bytes = 10, k_group = 4;

/// Letters and digits as they are, all else as %XX.
std::string percent(std::string_view text) {
    std::string safe;
    for (char byte : text) {
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                     byte == '-' || byte == '.' || byte == '_';
        safe += plain ? std::string(1, byte) : fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    }
    return safe;
}

} // namespace

std::string new_totp_secret() { return random_bytes(k_secret_bytes); }

std::int64_t totp_step(Moment moment) { return moment / k_step_seconds; }

std::string totp_code(std::string_view secret, std::int64_t step, int digits) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (8 * (counter.size() - 1 - i)));
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned length = 0;
    if (HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(), hash.data(),
             &length) == nullptr)
        throw Error::internal("OpenSSL has no HMAC of SHA-1, which codes of authenticators need");
    // RFC 4226, 5.3: four bytes from where the last half byte points, without the sign.
    std::size_t at = hash[length - 1] & 15U;
    std::uint32_t number = (hash[at] & 127U) << 24U | static_cast<std::uint32_t>(hash[at + 1]) << 16U |
                           static_cast<std::uint32_t>(hash[at + 2]) << 8U | hash[at + 3];
    std::uint32_t most = 1;
    for (int i = 0; i < digits; ++i)
        most *= 10;
    return fmt::format("{:0{}}", number % most, digits);
}

std::optional<std::int64_t> matching_totp_step(std::string_view secret, std::string_view code, Moment now,
                                               std::int64_t last_used) {
    std::string typed = replace_all(code, " ", "");
    std::optional<std::int64_t> found;
    for (std::int64_t step = totp_step(now) - 1; step <= totp_step(now) + 1; ++step) {
        bool same = same_secret(totp_code(secret, step), typed); // all three, so that the time tells nothing
        if (same && step > last_used && !found) found = step;
    }
    return found;
}

std::string totp_address(std::string_view issuer, std::string_view account, std::string_view secret) {
    return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30",
                       percent(issuer), percent(account), base32(secret));
}

std::vector<std::string> new_recovery_codes() {
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < k_recovery_codes; ++i) {
        std::string letters = lower(base32(random_bytes(k_recovery_bytes))), code;
        for (std::size_t at = 0; at < letters.size(); at += k_group)
            code += (at > 0 ? "-" : "") + letters.substr(at, k_group);
        codes.push_back(std::move(code));
    }
    return codes;
}

std::string recovery_code_hash(std::string_view account, std::string_view code) {
    std::string plain = lower(replace_all(replace_all(code, " ", ""), "-", ""));
    return Hasher().field("recovery code").field(account).field(plain).hex();
}

} // namespace peelian
