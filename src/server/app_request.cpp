// SPDX-License-Identifier: MIT
#include "server/app_request.hpp"

#include "base/text.hpp"
#include "server/target.hpp"

#include <algorithm>

namespace peelian::http {
namespace {

constexpr Refused k_unknown_coding{501, "The request is coded in a way that is not known here."};

void add_cookies(std::string_view field, Parameters& out) {
    for (const std::string& part : split(field, ';')) {
        std::size_t equals = part.find('=');
        if (equals == std::string::npos) continue;
        out.add(std::string(trim(std::string_view(part).substr(0, equals))),
                std::string(trim(std::string_view(part).substr(equals + 1))));
    }
}

/// The parser knows chunks and nothing else, and takes a body that is coded otherwise for the next request. A proxy
/// before us that reads it otherwise would let one client's request go out under another's name.
std::optional<Refused> check_coding(const RawHead& head) {
    std::vector<std::string> codings = head.fields.every("transfer-encoding");
    if (codings.empty()) return std::nullopt;
    if (head.http_1_0 || head.fields.has("content-length")) return k_broken; // RFC 9112, 6.1
    if (codings.size() > 1 || !same_text(trim(codings.front()), "chunked")) return k_unknown_coding;
    return std::nullopt;
}

/// The last entry of the last line of a list field.
std::string last_of(const Parameters& fields, std::string_view name) {
    std::vector<std::string> lines = fields.every(name);
    if (lines.empty()) return "";
    return std::string(trim(split(lines.back(), ',').back()));
}

/// "192.0.2.1:49152" and "[2001:db8::1]:49152", as some proxies write them, without the port.
std::string without_port(std::string address) {
    if (address.starts_with('[')) return address.substr(1, address.find(']') - 1);
    std::size_t colon = address.find(':');
    bool one = colon != std::string::npos && address.find(':', colon + 1) == std::string::npos;
    return one ? address.substr(0, colon) : address;
}

} // namespace

std::optional<Refused> read_head(RawHead head, AppRequest& out) {
    out.method = head.method == "HEAD" ? "GET" : std::move(head.method);
    TargetPath target = read_target(head.target);
    if (target.status != 200) return Refused{target.status, "There is no such address."};
    out.path = "/" + target.path;
    std::string_view query = target.query;
    if (query.starts_with('?')) query.remove_prefix(1);
    std::optional<Parameters> parameters = read_form(query);
    if (!parameters) return k_broken;
    out.query = std::move(*parameters);
    if (head.fields.every("host").size() != 1) return k_broken;
    if (auto refused = check_coding(head)) return refused;
    for (const std::string& line : head.fields.every("cookie"))
        add_cookies(line, out.cookies);
    out.headers = std::move(head.fields);
    out.host = out.headers.get("host");
    return std::nullopt;
}

bool is_upload(const AppRequest& request) {
    return lower(request.headers.get("content-type")).starts_with("multipart/");
}

std::optional<Refused> read_body(std::string body, AppRequest& out) {
    if (is_upload(out)) {
        std::optional<Multipart> parts = read_multipart(body, out.headers.get("content-type"));
        if (!parts) return k_broken;
        out.form = std::move(parts->fields);
        out.files = std::move(parts->files);
    } else if (lower(out.headers.get("content-type")).starts_with("application/x-www-form-urlencoded")) {
        std::optional<Parameters> form = read_form(body);
        if (!form) return k_broken;
        out.form = std::move(*form);
    } else {
        out.body = std::move(body);
    }
    return std::nullopt;
}

void believe_proxy(AppRequest& request, const std::vector<std::string>& trusted) {
    if (std::ranges::find(trusted, request.peer) == trusted.end()) return;
    request.by_proxy = true;
    // Some proxies add to the client's line, others add a line below it: theirs is the last of the last.
    std::string hop = without_port(last_of(request.headers, "x-forwarded-for"));
    if (!hop.empty()) request.peer = hop;
    request.secure = same_text(last_of(request.headers, "x-forwarded-proto"), "https");
}

} // namespace peelian::http
