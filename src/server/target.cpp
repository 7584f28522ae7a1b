// SPDX-License-Identifier: MIT
#include "server/target.hpp"

#include "base/text.hpp"

#include <optional>

namespace peelian::http {
namespace {

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
    return {};
}

std::optional<char> escaped(std::string_view text) {
    if (text.size() < 3 || text[0] != '%') return {};
    auto high = hex_digit(text[1]);
    auto low = hex_digit(text[2]);
    if (!high || !low) return {};
    return static_cast<char>(*high * 16 + *low);
}

/// One round of decoding; empty when an escape is broken or hides a slash.
std::optional<std::string> decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        auto c = escaped(text.substr(i));
        if (!c || *c == '/') return {};
        out += *c;
        i += 2;
    }
    return out;
}

/// Bytes of the UTF-8 sequence that starts here, 0 when there is none (RFC 3629: no
/// overlong forms, no surrogates, nothing past U+10FFFF).
std::size_t utf8_length(std::string_view text) {
    auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned char first = byte(0);
    if (first < 0x80) return 1;
    std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0U) != 0x80) return 0;
    bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
    bool beyond = (first == 0xED && byte(1) >= 0xA0) || (first == 0xF4 && byte(1) >= 0x90);
    return overlong || beyond ? 0 : length;
}

bool clean_text(std::string_view path) {
    for (std::size_t i = 0; i < path.size();) {
        auto c = static_cast<unsigned char>(path[i]);
        if (c < 0x20 || c == 0x7F || c == '\\') return false;
        if (escaped(path.substr(i))) return false; // was encoded twice
        std::size_t length = utf8_length(path.substr(i));
        if (length == 0) return false;
        i += length;
    }
    return true;
}

/// 200, or why one of the segments is refused.
int check_segments(std::string_view path) {
    for (std::size_t from = 0; from <= path.size();) {
        std::size_t slash = std::min(path.find('/', from), path.size());
        std::string_view segment = path.substr(from, slash - from);
        bool last = slash == path.size();
        if (segment == "." || segment == "..") return 400;
        if (segment.size() > 255) return 414;
        if (segment.empty() && !last) return 404; // two slashes
        if (segment.starts_with('.') && segment != ".well-known") return 404;
        from = slash + 1;
    }
    return 200;
}

std::string_view without_host(std::string_view target) {
    std::size_t scheme = same_text(target.substr(0, 7), "http://")    ? 7
                         : same_text(target.substr(0, 8), "https://") ? 8
                                                                      : 0;
    if (scheme == 0) return target;
    std::size_t slash = target.find_first_of("/?", scheme);
    if (slash == std::string_view::npos) return "/";
    return target.substr(slash);
}

} // namespace

TargetPath read_target(std::string_view target) {
    if (target.size() > k_longest_target) return {.status = 414, .path = {}, .query = {}};
    target = without_host(target);
    target = target.substr(0, target.find('#'));
    TargetPath found;
    std::size_t question = std::min(target.find('?'), target.size());
    found.query = target.substr(question);
    target = target.substr(0, question);
    if (!target.starts_with('/')) return {.status = 400, .path = {}, .query = {}};
    auto path = decode(target.substr(1));
    if (!path || !clean_text(*path)) return {.status = 400, .path = {}, .query = {}};
    found.path = std::move(*path);
    found.status = check_segments(found.path);
    return found;
}

std::string encode_path(std::string_view path) {
    constexpr std::string_view safe = "-._~!$&'()*+,;=:@/";
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out = "/";
    for (char c : path) {
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (plain || safe.find(c) != std::string_view::npos) {
            out += c;
        } else {
            auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    return out;
}

} // namespace peelian::http
