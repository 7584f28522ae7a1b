// SPDX-License-Identifier: MIT
#include "server/content_type.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace peelian::http {
namespace {

using Row = std::pair<std::string_view, ContentType>;

constexpr std::array k_types{
    Row{"html", {"text/html; charset=utf-8", true}},
    Row{"htm", {"text/html; charset=utf-8", true}},
    Row{"css", {"text/css; charset=utf-8", true}},
    Row{"js", {"text/javascript; charset=utf-8", true}},
    Row{"mjs", {"text/javascript; charset=utf-8", true}},
    Row{"map", {"application/json", true}},
    Row{"json", {"application/json", true}},
    Row{"jsonld", {"application/ld+json", true}},
    Row{"geojson", {"application/geo+json", true}},
    Row{"webmanifest", {"application/manifest+json", true}},
    Row{"csv", {"text/csv; charset=utf-8", true}},
    Row{"txt", {"text/plain; charset=utf-8", true}},
    Row{"md", {"text/markdown; charset=utf-8", true}},
    Row{"toml", {"application/toml", true}},
    Row{"sql", {"text/plain; charset=utf-8", true}},
    Row{"xml", {"application/xml", true}},
    Row{"atom", {"application/atom+xml", true}},
    Row{"svg", {"image/svg+xml", true}},
    Row{"parquet", {"application/vnd.apache.parquet", false}},
    Row{"xlsx", {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false}},
    Row{"pdf", {"application/pdf", false}},
    Row{"zip", {"application/zip", false}},
    Row{"gz", {"application/gzip", false}},
    Row{"pmtiles", {"application/vnd.pmtiles", false}},
    Row{"pbf", {"application/x-protobuf", true}},
    Row{"png", {"image/png", false}},
    Row{"jpg", {"image/jpeg", false}},
    Row{"jpeg", {"image/jpeg", false}},
    Row{"gif", {"image/gif", false}},
    Row{"webp", {"image/webp", false}},
    Row{"avif", {"image/avif", false}},
    Row{"ico", {"image/x-icon", false}},
    Row{"woff2", {"font/woff2", false}},
    Row{"woff", {"font/woff", false}},
    Row{"ttf", {"font/ttf", true}},
    Row{"wasm", {"application/wasm", true}},
};

/// A bundler's hash: eight capitals and digits, or eight and more hex digits. Ordinary
/// words in lower case ("main-component.js") are neither.
bool is_hash(std::string_view text) {
    auto hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    auto capital = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); };
    if (text.size() == 8 && std::ranges::all_of(text, capital)) return true;
    return text.size() >= 8 && text.size() <= 64 && std::ranges::all_of(text, hex);
}

} // namespace

ContentType content_type_of(std::string_view path) {
    std::size_t dot = path.rfind('.');
    if (dot != std::string_view::npos && path.find('/', dot) == std::string_view::npos) {
        std::string ending = lower(path.substr(dot + 1));
        const auto* row = std::ranges::find(k_types, ending, &Row::first);
        if (row != k_types.end()) return row->second;
    }
    return {"application/octet-stream", false};
}

std::string_view cache_control_of(std::string_view path) {
    constexpr std::string_view ask = "no-cache";
    if (!path.starts_with("assets/")) return ask;
    std::string_view name = path.substr(path.rfind('/') + 1);
    std::size_t dot = name.find('.');
    std::size_t hyphen = name.substr(0, dot).rfind('-');
    if (dot == std::string_view::npos || hyphen == std::string_view::npos) return ask;
    bool hashed = is_hash(name.substr(hyphen + 1, dot - hyphen - 1));
    return hashed ? "public, max-age=31536000, immutable" : ask;
}

} // namespace peelian::http
