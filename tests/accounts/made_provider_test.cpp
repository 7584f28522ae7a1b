// SPDX-License-Identifier: MIT
// The made-up provider of made_provider.hpp; named as a test so that it is built with the tests of the room.
#include "accounts/encoding.hpp"
#include "accounts/made_provider.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

namespace peelian::tests {
namespace {

EVP_PKEY* key_of(const std::shared_ptr<void>& key) { return static_cast<EVP_PKEY*>(key.get()); }

std::string number_of(const std::shared_ptr<void>& key, const char* name, int bytes = 0) {
    BIGNUM* number = nullptr;
    REQUIRE(EVP_PKEY_get_bn_param(key_of(key), name, &number) == 1);
    std::string text(static_cast<std::size_t>(bytes > 0 ? bytes : BN_num_bytes(number)), '\0');
    BN_bn2binpad(number, reinterpret_cast<unsigned char*>(text.data()), static_cast<int>(text.size()));
    BN_free(number);
    return base64url(text);
}

/// The two numbers of a DER signature side by side.
std::string raw_signature(const std::string& der) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
    ECDSA_SIG* signature = d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size()));
    REQUIRE(signature != nullptr);
    std::string raw(64, '\0');
    auto* out = reinterpret_cast<unsigned char*>(raw.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(signature), out, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(signature), out + 32, 32);
    ECDSA_SIG_free(signature);
    return raw;
}

} // namespace

MadeKey::MadeKey(std::string id, void* key, bool is_rsa)
    : id_(std::move(id)),
      key_(key, [](void* made) { EVP_PKEY_free(static_cast<EVP_PKEY*>(made)); }),
      is_rsa_(is_rsa) {
    REQUIRE(key != nullptr);
}

MadeKey MadeKey::rsa(std::string id, unsigned bits) { return {std::move(id), EVP_RSA_gen(bits), true}; }
MadeKey MadeKey::p256(std::string id) { return {std::move(id), EVP_EC_gen("P-256"), false}; }

std::string MadeKey::json() const {
    if (is_rsa_)
        return fmt::format(R"({{"kty":"RSA","use":"sig","kid":"{}","n":"{}","e":"{}"}})", id_,
                           number_of(key_, OSSL_PKEY_PARAM_RSA_N), number_of(key_, OSSL_PKEY_PARAM_RSA_E));
    return fmt::format(R"({{"kty":"EC","crv":"P-256","kid":"{}","x":"{}","y":"{}"}})", id_,
                       number_of(key_, OSSL_PKEY_PARAM_EC_PUB_X, 32), number_of(key_, OSSL_PKEY_PARAM_EC_PUB_Y, 32));
}

std::string MadeKey::sign(std::string_view header, std::string_view claims) const {
    std::string text = base64url(header) + "." + base64url(claims);
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    REQUIRE(EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key_of(key_)) == 1);
    std::size_t length = 1024;
    std::string signature(length, '\0');
    REQUIRE(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &length,
                           reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1);
    EVP_MD_CTX_free(context);
    signature.resize(length);
    return text + "." + base64url(is_rsa_ ? signature : raw_signature(signature));
}

std::string MadeKey::sign(std::string_view claims) const {
    return sign(fmt::format(R"({{"alg":"{}","kid":"{}","typ":"JWT"}})", is_rsa_ ? "RS256" : "ES256", id_), claims);
}

} // namespace peelian::tests
