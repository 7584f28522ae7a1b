// SPDX-License-Identifier: MIT
#include "server/answer.hpp"

#include "server/http_date.hpp"
#include "server/target.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace peelian::http {
namespace {

struct Refusal {
    int status;
    std::string_view phrase;
    std::string_view sentence;
    std::string_view field = {};
};

constexpr std::array k_refusals{
    Refusal{400, "Bad Request", "This is not a request that can be answered."},
    Refusal{404, "Not Found", "There is nothing at this address."},
    Refusal{405, "Method Not Allowed", "Only GET and HEAD are answered here.", "Allow: GET, HEAD\r\n"},
    Refusal{408, "Request Timeout", "The request took too long to arrive."},
    Refusal{414, "URI Too Long", "The address is too long."},
    Refusal{416, "Range Not Satisfiable", "The file has no such bytes."},
    Refusal{431, "Request Header Fields Too Large", "The head of the request is too long."},
    Refusal{500, "Internal Server Error", "The file is there but cannot be read."},
    Refusal{503, "Service Unavailable", "Too many connections. Try again shortly.", "Retry-After: 2\r\n"},
    Refusal{505, "HTTP Version Not Supported", "HTTP/1.1 is spoken here."},
};

/// Heads and bodies of the refusals, put together once.
struct Made {
    std::string head, body;
};
std::array<Made, k_refusals.size()> make_refusals() {
    std::array<Made, k_refusals.size()> made;
    for (std::size_t i = 0; i < k_refusals.size(); ++i) {
        const Refusal& refusal = k_refusals[i];
        made[i].body = fmt::format("{} {}\n{}\n", refusal.status, refusal.phrase, refusal.sentence);
        made[i].head = fmt::format("HTTP/1.1 {} {}\r\nContent-Type: text/plain; charset=utf-8\r\n"
                                   "Content-Length: {}\r\nCache-Control: no-cache\r\n{}{}{}",
                                   refusal.status, refusal.phrase, made[i].body.size(), refusal.field,
                                   security_fields(), content_policy_field());
    }
    return made;
}

/// A refusal after which the connection stays usable: the request itself was sound.
Answer plain(int status, const Request& request) {
    Answer out = refusal(status);
    out.close = false;
    if (request.method == Method::head) out.body = {};
    return out;
}

Answer moved_to_folder(const TargetPath& target, const Request& request) {
    constexpr std::string_view body = "The address ends in a slash.\n";
    Answer out;
    out.status = 301;
    out.fixed = "HTTP/1.1 301 Moved Permanently\r\nContent-Type: text/plain; charset=utf-8\r\n"
                "Cache-Control: no-cache\r\n";
    out.more = fmt::format("Location: {}/{}\r\nContent-Length: {}\r\n{}{}", encode_path(target.path), target.query,
                           body.size(), security_fields(), content_policy_field());
    if (request.method == Method::get) out.body = body;
    return out;
}

Answer not_found(const Request& request, SiteFiles& files, Milliseconds now) {
    FoundFile page = files.find("404.html", now);
    if (!page.file || page.file->large) return plain(404, request);
    Answer out;
    out.status = 404;
    out.file = page.file;
    const PackedForm* packed = request.takes_gzip ? files.packed(page.file) : nullptr;
    out.body = packed != nullptr ? packed->bytes : page.file->bytes;
    out.more = fmt::format("HTTP/1.1 404 Not Found\r\nContent-Type: {}\r\nContent-Length: {}\r\n"
                           "Cache-Control: no-cache\r\nVary: Accept-Encoding\r\n{}{}{}",
                           page.file->type.name, out.body.size(), packed != nullptr ? "Content-Encoding: gzip\r\n" : "",
                           security_fields(), content_policy_field());
    if (request.method == Method::head) out.body = {};
    return out;
}

bool not_changed(const Request& request, const SiteFile& file) {
    if (!request.if_none_match.empty()) return names_tag(request.if_none_match, file.tag);
    // Exactly, and not "since": a site may be switched back to an older release.
    return !request.if_modified_since.empty() && request.if_modified_since == std::string_view(file.modified_text);
}

Answer unchanged(const Request& request, const std::shared_ptr<const SiteFile>& file, const PackedForm* packed) {
    bool gz = packed != nullptr || request.if_none_match.find("-gz\"") != std::string_view::npos;
    Answer out;
    out.status = 304;
    out.file = file;
    out.more = fmt::format("HTTP/1.1 304 Not Modified\r\nETag: \"{}{}\"\r\nLast-Modified: {}\r\n"
                           "Cache-Control: {}\r\n{}",
                           file->tag, gz && file->type.packs ? "-gz" : "", file->modified_text,
                           cache_control_of(file->path), file->type.packs ? "Vary: Accept-Encoding\r\n" : "");
    return out;
}

/// If-Range: the range holds only of the file the client has part of.
bool range_holds(const Request& request, const SiteFile& file) {
    std::string_view condition = request.if_range;
    if (condition.empty()) return true;
    if (condition.starts_with('"'))
        return condition.size() == file.tag.size() + 2 && condition.ends_with('"') &&
               condition.substr(1, file.tag.size()) == file.tag;
    return condition == std::string_view(file.modified_text);
}

Answer part_of(const std::shared_ptr<const SiteFile>& file, ByteRange range, bool head_only) {
    Answer out;
    out.file = file;
    if (range.kind == ByteRange::Kind::beyond) {
        out.status = 416;
        out.more = fmt::format("HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */{}\r\n"
                               "Content-Length: 0\r\n{}",
                               file->size, security_fields());
        return out;
    }
    out.status = 206;
    out.more =
        fmt::format("HTTP/1.1 206 Partial Content\r\n{}Content-Range: bytes {}-{}/{}\r\n"
                    "Content-Length: {}\r\n",
                    file_fields(*file, false), range.from, range.from + range.length - 1, file->size, range.length);
    if (head_only) return out;
    if (file->large) {
        out.from = range.from;
        out.length = range.length;
    } else {
        out.body = std::string_view(file->bytes).substr(range.from, range.length);
    }
    return out;
}

Answer whole(std::shared_ptr<const SiteFile> file, const PackedForm* packed, bool head_only) {
    Answer out;
    out.fixed = packed != nullptr ? packed->head : file->head;
    if (!head_only) {
        if (packed != nullptr) out.body = packed->bytes;
        else if (file->large) out.length = file->size;
        else out.body = file->bytes;
    }
    out.file = std::move(file);
    return out;
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
    std::uint64_t number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

} // namespace

Answer answer(const Request& request, SiteFiles& files, Milliseconds now) {
    TargetPath target = read_target(request.target);
    if (target.status == 404) return not_found(request, files, now);
    if (target.status != 200) {
        Answer out = plain(target.status, request);
        out.close = true; // whoever tries such paths may ask elsewhere
        return out;
    }
    FoundFile found = files.find(target.path, now);
    if (found.folder) return moved_to_folder(target, request);
    if (!found.file) return not_found(request, files, now);
    bool head_only = request.method == Method::head;
    bool ranged = !request.range.empty() && !head_only && range_holds(request, *found.file);
    const PackedForm* packed = nullptr;
    // A part is always of the plain bytes: parts of two forms must never be put together.
    if (request.takes_gzip && !ranged) packed = files.packed(found.file);
    if (not_changed(request, *found.file)) return unchanged(request, found.file, packed);
    if (ranged) {
        ByteRange range = read_range(request.range, found.file->size);
        if (range.kind != ByteRange::Kind::whole) return part_of(found.file, range, head_only);
    }
    return whole(std::move(found.file), packed, head_only);
}

Answer refusal(int status) {
    static const auto made = make_refusals();
    const auto* row = std::ranges::find(k_refusals, status, &Refusal::status);
    const Made& found = made.at(static_cast<std::size_t>(row - k_refusals.begin()));
    Answer out;
    out.status = status;
    out.close = true;
    out.fixed = found.head;
    out.body = found.body;
    return out;
}

ByteRange read_range(std::string_view range, std::uint64_t size) {
    constexpr std::string_view unit = "bytes=";
    if (!range.starts_with(unit)) return {};
    range.remove_prefix(unit.size());
    std::size_t hyphen = range.find('-');
    if (hyphen == std::string_view::npos || range.find(',') != std::string_view::npos) return {};
    std::string_view from_text = range.substr(0, hyphen);
    std::string_view last_text = range.substr(hyphen + 1);
    auto from = whole_number(from_text);
    auto last = whole_number(last_text);
    if (from_text.empty()) { // the last so many bytes
        if (!last) return {};
        std::uint64_t length = std::min(*last, size);
        if (length == 0) return {ByteRange::Kind::beyond, 0, 0};
        return {ByteRange::Kind::part, size - length, length};
    }
    if (!from || (!last && !last_text.empty()) || (last && *last < *from)) return {};
    if (*from >= size) return {ByteRange::Kind::beyond, 0, 0};
    std::uint64_t end = last ? std::min(*last, size - 1) : size - 1;
    return {ByteRange::Kind::part, *from, end - *from + 1};
}

bool names_tag(std::string_view if_none_match, std::string_view tag) {
    while (!if_none_match.empty()) {
        std::size_t comma = std::min(if_none_match.find(','), if_none_match.size());
        std::string_view one = if_none_match.substr(0, comma);
        if_none_match.remove_prefix(std::min(comma + 1, if_none_match.size()));
        while (!one.empty() && (one.front() == ' ' || one.front() == '\t'))
            one.remove_prefix(1);
        while (!one.empty() && (one.back() == ' ' || one.back() == '\t'))
            one.remove_suffix(1);
        if (one == "*") return true;
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one.size() < 2 || one.front() != '"' || one.back() != '"') continue;
        one = one.substr(1, one.size() - 2);
        if (one.ends_with("-gz")) one.remove_suffix(3);
        if (one == tag) return true;
    }
    return false;
}

} // namespace peelian::http
