// SPDX-License-Identifier: MIT
#include "accounts/encoding.hpp"

#include "base/error.hpp"

#include <sodium.h>

namespace peelian {
namespace {

constexpr std::string_view k_base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t k_token_bytes = 32;

void need_sodium() {
    // Safe to call again and from any thread; gives 1 when it was ready before.
    if (sodium_init() < 0) throw Error::internal("The system gives no random numbers: libsodium cannot start");
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

} // namespace

std::string random_bytes(std::size_t count) {
    need_sodium();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string random_token() { return base64url(random_bytes(k_token_bytes)); }

std::string base32(std::string_view bytes) {
    std::string text;
    unsigned held = 0, bits = 0;
    for (char byte : bytes) {
        held = (held << 8U) | static_cast<unsigned char>(byte);
        bits += 8;
        for (; bits >= 5; bits -= 5)
            text += k_base32[(held >> (bits - 5)) & 31U];
        held &= (1U << bits) - 1;
    }
    if (bits > 0) text += k_base32[(held << (5 - bits)) & 31U];
    return text;
}

std::optional<std::string> from_base32(std::string_view text) {
    while (text.ends_with('='))
        text.remove_suffix(1);
    std::string bytes;
    unsigned held = 0, bits = 0;
    for (char letter : text) {
        if (letter == ' ') continue;
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
        std::size_t value = k_base32.find(letter);
        if (value == std::string_view::npos) return std::nullopt;
        held = (held << 5U) | static_cast<unsigned>(value);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>((held >> bits) & 255U);
        held &= (1U << bits) - 1;
    }
    return bytes;
}

std::string base64url(std::string_view bytes) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
    text.pop_back(); // its zero byte
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    int failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                                   text.size(), nullptr, &length, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
    bytes.resize(length);
    return bytes;
}

bool same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace peelian
