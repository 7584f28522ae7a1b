// SPDX-License-Identifier: MIT
#include "server/request.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace peelian::http {
namespace {

constexpr std::size_t k_most_fields = 100;

/// Characters of a token (RFC 9110 5.6.2).
constexpr std::array<bool, 256> make_token_table() {
    std::array<bool, 256> table{};
    for (unsigned c = '0'; c <= '9'; ++c)
        table[c] = true;
    for (unsigned c = 'a'; c <= 'z'; ++c)
        table[c] = true;
    for (unsigned c = 'A'; c <= 'Z'; ++c)
        table[c] = true;
    for (char c : std::string_view("!#$%&'*+-.^_`|~"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}
constexpr std::array<bool, 256> k_token = make_token_table();

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return k_token[static_cast<unsigned char>(c)]; });
}

/// Printable, blank or high: what a field value may hold.
bool is_value(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 ? byte != 0x7F : c == '\t';
    });
}

std::string_view trim_blanks(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// The next line without its CRLF; empty optional when it is not whole. `broken` when a
/// line ends with a bare LF or holds a bare CR.
struct Line {
    std::string_view text;
    std::size_t used = 0;
    bool broken = false;
};
std::optional<Line> next_line(std::string_view bytes) {
    std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos) return {};
    Line line{bytes.substr(0, end), end + 1, false};
    line.broken = !line.text.ends_with('\r');
    if (!line.broken) line.text.remove_suffix(1);
    line.broken = line.broken || line.text.find('\r') != std::string_view::npos;
    return line;
}

/// Reads `GET /path HTTP/1.1`; the status to refuse it with, or 0.
int read_request_line(std::string_view line, Request& request) {
    std::size_t first = line.find(' ');
    std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || last == first) return 400;
    std::string_view method = line.substr(0, first);
    std::string_view version = line.substr(last + 1);
    request.target = line.substr(first + 1, last - first - 1);
    if (!is_token(method) || request.target.empty()) return 400;
    bool visible =
        std::ranges::all_of(request.target, [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7F; });
    if (!visible) return 400;
    if (version == "HTTP/1.0") {
        request.old = true;
        request.keep_alive = false;
    } else if (version != "HTTP/1.1") {
        return version.starts_with("HTTP/") ? 505 : 400;
    }
    request.method = method == "GET" ? Method::get : method == "HEAD" ? Method::head : Method::other;
    return 0;
}

/// What the fields of one head say of the message itself.
struct Framing {
    std::size_t hosts = 0;
    bool body = false;
};

void read_connection(std::string_view value, Request& request) {
    for (const std::string& option : split(value, ',')) {
        if (same_text(trim(option), "close")) request.keep_alive = false;
        else if (same_text(trim(option), "keep-alive") && request.old) request.keep_alive = true;
    }
}

int read_field(std::string_view line, Request& request, Framing& framing) {
    std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return 400;
    std::string_view name = line.substr(0, colon);
    std::string_view value = trim_blanks(line.substr(colon + 1));
    if (!is_value(value)) return 400;
    auto named = [&](std::string_view other) { return same_text(name, other); };
    switch (name.size()) { // the names that matter differ in length, but for two
    case 4:
        if (named("host")) ++framing.hosts;
        break;
    case 5:
        if (named("range")) request.range = value;
        break;
    case 8:
        if (named("if-range")) request.if_range = value;
        break;
    case 10:
        if (named("connection")) read_connection(value, request);
        break;
    case 13:
        if (named("if-none-match")) request.if_none_match = value;
        break;
    case 14:
        if (named("content-length") && value != "0") framing.body = true;
        break;
    case 15:
        if (named("accept-encoding")) request.takes_gzip = takes_gzip(value);
        break;
    case 17:
        if (named("if-modified-since")) request.if_modified_since = value;
        else if (named("transfer-encoding")) framing.body = true;
        break;
    default: break;
    }
    return 0;
}

/// After the last field: whether the whole makes a request that can be answered.
int judge(const Request& request, const Framing& framing) {
    if (framing.hosts > 1 || (framing.hosts == 0 && !request.old)) return 400;
    if (request.method == Method::other) return 405; // and close: a body may follow
    return framing.body ? 400 : 0;
}

RequestRead refuse(int status) {
    RequestRead read;
    read.refused = status;
    return read;
}

} // namespace

RequestRead read_request(std::string_view bytes, std::size_t limit) {
    std::size_t at = 0;
    while (bytes.substr(at, 2) == "\r\n" && at < 8)
        at += 2; // blank lines before a request
    if (at < bytes.size() && bytes[at] != '\r' && !k_token[static_cast<unsigned char>(bytes[at])])
        return refuse(400); // not HTTP at all, a TLS greeting say: no need to wait for a line
    auto line = next_line(bytes.substr(at));
    if (!line) return bytes.size() - at > limit ? refuse(414) : RequestRead{};
    if (line->used > limit) return refuse(414);
    if (line->broken) return refuse(400);
    RequestRead read;
    if (int status = read_request_line(line->text, read.request)) return refuse(status);
    Framing framing;
    std::size_t head = line->used;
    for (std::size_t fields = 0;; ++fields) {
        line = next_line(bytes.substr(at + head));
        if (!line) return bytes.size() - at > limit ? refuse(431) : RequestRead{};
        head += line->used;
        if (head > limit || fields > k_most_fields) return refuse(431);
        if (line->broken) return refuse(400);
        if (line->text.empty()) break;
        if (int status = read_field(line->text, read.request, framing)) return refuse(status);
    }
    if (int status = judge(read.request, framing)) return refuse(status);
    read.used = at + head;
    return read;
}

bool takes_gzip(std::string_view accept_encoding) {
    std::optional<bool> gzip;
    bool any = false;
    while (!accept_encoding.empty()) {
        std::size_t comma = std::min(accept_encoding.find(','), accept_encoding.size());
        std::string_view part = accept_encoding.substr(0, comma);
        accept_encoding.remove_prefix(std::min(comma + 1, accept_encoding.size()));
        std::size_t semicolon = std::min(part.find(';'), part.size());
        std::string_view coding = trim_blanks(part.substr(0, semicolon));
        std::string_view weight = trim_blanks(part.substr(std::min(semicolon + 1, part.size())));
        bool wanted = true;
        if (weight.starts_with("q=") || weight.starts_with("Q=")) {
            double q = 0;
            std::from_chars(weight.data() + 2, weight.data() + weight.size(), q);
            wanted = q > 0;
        }
        if (same_text(coding, "gzip") || same_text(coding, "x-gzip")) gzip = wanted;
        else if (coding == "*") any = wanted;
    }
    return gzip.value_or(any);
}

} // namespace peelian::http
