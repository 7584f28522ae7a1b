// SPDX-License-Identifier: MIT
#include "accounts/web_tokens.hpp"

#include "accounts/encoding.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <nlohmann/json.hpp>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <memory>

namespace peelian {
namespace {

constexpr std::size_t k_longest_token = 64U << 10U, k_most_keys = 100;
constexpr std::size_t k_coordinate = 32; // bytes of a number of P-256
constexpr int k_shortest_rsa = 2048;

template <auto Release> struct Freed {
    template <typename T> void operator()(T* thing) const { Release(thing); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

Number number_of(std::string_view bytes) {
    return Number(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

std::string text_at(const nlohmann::json& object, const char* key) {
    auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string bytes_at(const nlohmann::json& object, const char* key) {
    return from_base64url(text_at(object, key)).value_or("");
}

/// Null when OpenSSL refuses it (a point that is not on the curve, for one).
Key made_key(const char* type, OSSL_PARAM_BLD* builder) {
    Params params(OSSL_PARAM_BLD_to_param(builder));
    KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
        return nullptr;
    return Key(key);
}

Key rsa_key(const WebKey& web) {
    ParamBuilder builder(OSSL_PARAM_BLD_new());
    Number modulus = number_of(web.modulus), exponent = number_of(web.exponent);
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
    Key key = made_key("RSA", builder.get());
    if (key && EVP_PKEY_get_bits(key.get()) < k_shortest_rsa) return nullptr;
    return key;
}

Key ec_key(const WebKey& web) {
    ParamBuilder builder(OSSL_PARAM_BLD_new());
    std::string point = "\x04" + web.x + web.y; // uncompressed
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
    return made_key("EC", builder.get());
}

/// A token has the two numbers side by side (RFC 7518, 3.4), OpenSSL wants them in DER.
std::string der_signature(std::string_view raw) {
    if (raw.size() != 2 * k_coordinate) return "";
    Signature signature(ECDSA_SIG_new());
    Number r = number_of(raw.substr(0, k_coordinate)), s = number_of(raw.substr(k_coordinate));
    if (!signature || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return "";
    (void)r.release(); // both are the signature's now
    (void)s.release();
    unsigned char* der = nullptr;
    int length = i2d_ECDSA_SIG(signature.get(), &der);
    if (length <= 0) return "";
    std::string text(reinterpret_cast<char*>(der), static_cast<std::size_t>(length));
    OPENSSL_free(der);
    return text;
}

bool is_signed_by(const WebKey& web, std::string_view text, std::string_view raw) {
    bool rsa = web.type == "RSA";
    Key key = rsa ? rsa_key(web) : ec_key(web);
    std::string signature = rsa ? std::string(raw) : der_signature(raw);
    Digest digest(EVP_MD_CTX_new());
    if (!key || signature.empty() || !digest) return false;
    return EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(digest.get(), bytes_of(signature), signature.size(), bytes_of(text), text.size()) == 1;
}

nlohmann::json object_of(std::string_view json, std::string_view what) {
    auto object = nlohmann::json::parse(json, nullptr, false);
    if (!object.is_object()) throw Error::input("{} of the identity provider is no JSON object", what);
    return object;
}

} // namespace

std::vector<WebKey> parse_web_keys(std::string_view json) {
    auto set = object_of(json, "The list of keys");
    auto listed = set.find("keys");
    if (listed == set.end() || !listed->is_array() || listed->size() > k_most_keys)
        throw Error::input("The list of keys of the identity provider has no array 'keys', or too long a one");
    std::vector<WebKey> keys;
    for (const auto& entry : *listed) {
        if (!entry.is_object() || text_at(entry, "use") == "enc") continue;
        WebKey key{.id = text_at(entry, "kid"),
                   .type = text_at(entry, "kty"),
                   .algorithm = text_at(entry, "alg"),
                   .modulus = bytes_at(entry, "n"),
                   .exponent = bytes_at(entry, "e"),
                   .x = bytes_at(entry, "x"),
                   .y = bytes_at(entry, "y")};
        bool rsa = key.type == "RSA" && !key.modulus.empty() && !key.exponent.empty();
        bool ec = key.type == "EC" && text_at(entry, "crv") == "P-256" && key.x.size() == k_coordinate &&
                  key.y.size() == k_coordinate;
        if (rsa || ec) keys.push_back(std::move(key));
    }
    return keys;
}

std::optional<std::string> verify_web_token(std::string_view token, const std::vector<WebKey>& keys) {
    std::size_t first = token.find('.');
    std::size_t second = first == token.npos ? first : token.find('.', first + 1);
    if (token.size() > k_longest_token || second == token.npos || token.find('.', second + 1) != token.npos)
        throw Error::input("The token of the identity provider is not in three parts");
    auto head = from_base64url(token.substr(0, first)), signature = from_base64url(token.substr(second + 1));
    auto claims = from_base64url(token.substr(first + 1, second - first - 1));
    if (!head || !claims || !signature) throw Error::input("The token of the identity provider is not base64url");

    auto header = object_of(*head, "The head of the token");
    std::string algorithm = text_at(header, "alg"), id = text_at(header, "kid");
    if ((algorithm != "RS256" && algorithm != "ES256") || header.contains("crit"))
        throw Error::input("The token of the identity provider is not signed by RS256 or ES256")
            .hint("Choose one of them at the provider.");
    std::vector<const WebKey*> fitting;
    for (const WebKey& key : keys)
        if (key.type == (algorithm == "RS256" ? "RSA" : "EC") &&
            (key.algorithm.empty() || key.algorithm == algorithm) && (id.empty() || key.id == id))
            fitting.push_back(&key);
    if (fitting.empty()) return std::nullopt;
    if (id.empty() && fitting.size() > 1)
        throw Error::input("The token of the identity provider does not say which of {} keys signed it",
                           fitting.size());
    std::string_view text = token.substr(0, second);
    if (std::ranges::none_of(fitting, [&](const WebKey* key) { return is_signed_by(*key, text, *signature); }))
        throw Error::input("The token of the identity provider is not signed by its key");
    return claims;
}

} // namespace peelian
