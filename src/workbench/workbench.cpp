// SPDX-License-Identifier: MIT
#include "workbench/workbench.hpp"

#include "accounts/encoding.hpp"
#include "base/text.hpp"
#include "server/target.hpp"
#include "workbench/frame.hpp"
#include "workbench/routes.hpp"

#include <algorithm>
#include <cstdio>

namespace peelian {
namespace {

/// What every answer carries unless the page has its own: nothing from elsewhere, nothing kept, nothing framed.
void add_security(http::AppResponse& response, const WorkbenchOptions& options, bool asset) {
    auto set = [&](std::string_view name, std::string_view value) {
        bool there = std::ranges::any_of(response.headers, [&](const auto& h) { return same_text(h.first, name); });
        if (!there) response.headers.emplace_back(name, value);
    };
    set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
                                   "form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    set("X-Content-Type-Options", "nosniff");
    set("X-Frame-Options", "DENY");
    set("Referrer-Policy", "same-origin");
    set("Cross-Origin-Opener-Policy", "same-origin");
    set("Cross-Origin-Resource-Policy", "same-origin");
    set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    set("Cache-Control", asset ? "public, max-age=31536000, immutable" : "no-store");
    if (options.secure_cookies) set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

/// A change asked for by another site: refused by where the browser says it comes from. Sec-Fetch-Site, which no
/// page can set, goes before Origin: a proxy may name another host to us than people see.
bool comes_from_elsewhere(const http::AppRequest& request, const WorkbenchOptions& options) {
    const std::string& site = request.headers.get("sec-fetch-site");
    if (!site.empty()) return site != "same-origin" && site != "none";
    const std::string& origin = request.headers.get("origin");
    if (origin.empty() || (!options.address.empty() && origin == options.address)) return false;
    std::size_t host = origin.find("://");
    bool https = origin.starts_with("https://") || !options.secure_cookies;
    return host == std::string::npos || !https || origin.substr(host + 3) != request.host;
}

bool has_token(const http::AppRequest& request, const Session& session) {
    if (session.csrf.empty()) return false; // two empty texts are equal
    return same_secret(request.form.get("csrf"), session.csrf) ||
           same_secret(request.headers.get("x-csrf-token"), session.csrf);
}

int status_of(const Error& error) {
    if (dynamic_cast<const Forbidden*>(&error) != nullptr) return 403;
    switch (error.kind()) {
    case ErrorKind::usage:
    case ErrorKind::input: return 422;
    case ErrorKind::not_found: return 404;
    case ErrorKind::conflict: return 409;
    case ErrorKind::io: return 503;
    case ErrorKind::internal: return 500;
    }
    return 500;
}

std::string_view title_of(int status) {
    switch (status) {
    case 401: return "You are signed out";
    case 403: return "You may not do this";
    case 404: return "Page not found";
    case 405: return "This address takes no such request";
    case 409: return "This cannot be done as things stand";
    case 422: return "There is a problem";
    case 503: return "The records cannot be reached";
    default: return "Something went wrong";
    }
}

/// Of what the server refuses before it is a request here.
std::string_view refused_title(int status) {
    switch (status) {
    case 400:
    case 501: return "The request was not understood";
    case 413: return "What was sent is too large";
    case 414:
    case 431: return "The address or what came with it is too long";
    case 503: return "Too much is going on";
    default: return title_of(status);
    }
}

/// Who asked for a change after the session had ended keeps what was typed.
http::AppResponse kept_page(const WorkbenchParts& parts, const http::AppRequest& request) {
    Sheet sheet;
    View page = start_bare_page(sheet, parts, "You are signed out", "wb_kept.tpl");
    page.text("TO", "/");
    for (const auto& [name, value] : request.form.all()) {
        if (name == "csrf" || name.find("password") != std::string::npos || value.empty()) continue;
        page.section("TYPED").text("NAME", name).text("VALUE", value);
    }
    return finish_page(sheet, 401);
}

} // namespace

struct Workbench::Inside {
    explicit Inside(WorkbenchParts given) : figures(given.workspace.root), parts(std::move(given)) {
        parts.figures = &figures;
    }

    PublishedFigures figures;
    WorkbenchParts parts;
    std::vector<RouteEntry> routes = all_routes();

    http::AppResponse route(Visit& visit) {
        bool known = false;
        for (const RouteEntry& entry : routes) {
            auto matched = match_route(entry.pattern, visit.request.path);
            if (!matched) continue;
            known = true;
            if (entry.method != visit.request.method) continue;
            visit.matched = std::move(*matched);
            return entry.answer(visit);
        }
        if (known) return refusal(&visit, visit.request, 405, "The page is there, but not for this kind of request.");
        return refusal(&visit, visit.request, 404, "There is no page at this address.");
    }

    /// A page, or JSON for who asked the interface.
    http::AppResponse refusal(const Visit* visit, const http::AppRequest& request, int status,
                              std::string_view message) {
        if (!request.path.starts_with("/api/")) return message_page(parts, visit, status, title_of(status), message);
        http::AppResponse response;
        response.status = status;
        response.type = "application/json; charset=utf-8";
        response.body = "{\"error\":{\"kind\":";
        append_json(response.body, title_of(status));
        response.body += ",\"message\":";
        append_json(response.body, message);
        response.body += ",\"problems\":[]}}\n";
        return response;
    }

    /// Who a trusted proxy says it is; nobody where that is said twice, since one of them may be the client's own.
    std::string told_by_proxy(const http::AppRequest& request) const {
        if (parts.options.proxy_header.empty() || !request.by_proxy) return "";
        std::vector<std::string> said = request.headers.every(lower(parts.options.proxy_header));
        return said.size() == 1 ? said.front() : "";
    }

    /// The session of a cookie; or a new one for who the proxy says it is, also where the cookie is of somebody else
    /// (a shared browser).
    std::string token_of(const http::AppRequest& request, bool& fresh) {
        std::string token = request.cookies.get(session_cookie(parts.options));
        std::optional<Session> session = token.empty() ? std::nullopt : parts.accounts.session(token);
        std::string who = told_by_proxy(request);
        if (session) {
            std::optional<Account> account = who.empty() ? std::nullopt : parts.accounts.find(session->account);
            if (who.empty() || (account && (account->id == who || account->outside == who))) return token;
            parts.accounts.sign_out(token);
        }
        if (who.empty()) return "";
        fresh = true;
        return parts.accounts.sign_in_outside(who, request.peer).token;
    }

    http::AppResponse signed_in(const http::AppRequest& request) {
        bool fresh = false;
        std::string token = token_of(request, fresh);
        std::optional<Session> session = token.empty() ? std::nullopt : parts.accounts.session(token);
        std::optional<Account> account = session ? parts.accounts.find(session->account) : std::nullopt;
        if (!session || !account) return signed_out(request);
        Visit visit{request, parts, account->actor(), *account, *session, {}, token};
        http::AppResponse response = answer(visit);
        if (fresh) give_session(response, parts.options, token);
        return response;
    }

    http::AppResponse signed_out(const http::AppRequest& request) {
        if (request.path.starts_with("/api/")) return refusal(nullptr, request, 401, "Sign in first.");
        if (request.method != "GET") return kept_page(parts, request);
        std::string back = http::encode_path(std::string_view(request.path).substr(1));
        if (!request.query.all().empty()) back += "?" + http::encode_form(request.query);
        return http::AppResponse::see_other("/sign-in?to=" + http::percent_encode(safe_return(back)));
    }

    http::AppResponse answer(Visit& visit) {
        const http::AppRequest& request = visit.request;
        try {
            if (request.method != "GET" && !has_token(request, visit.session))
                return refusal(&visit, request, 403,
                               "This form was not sent from a page of yours, or had been open since before you signed "
                               "in. Go back, load the page anew and send it again.");
            if (request.path == "/sign-out" && request.method == "POST") {
                parts.accounts.sign_out(visit.token);
                http::AppResponse response = http::AppResponse::see_other("/signed-out");
                response.headers.emplace_back("Set-Cookie", clear_cookie(parts.options, session_cookie(parts.options)));
                return response;
            }
            if (auto response = half_way_pages(visit)) {
                if (!request.path.starts_with("/api/")) return std::move(*response);
                return refusal(&visit, request, 401, "Finish signing in first, in a browser.");
            }
            return route(visit);
        } catch (const Error& error) {
            int status = status_of(error);
            if (status >= 500) std::fprintf(stderr, "peelian: %s: %s\n", request.path.c_str(), error.what());
            // What went wrong inside is for the log; what the person can mend is told.
            return refusal(&visit, request, status,
                           status == 500 ? "It has been noted. Nothing that was saved before is lost." : error.what());
        }
    }

    http::AppResponse any(const http::AppRequest& request) {
        if (request.method != "GET" && request.method != "POST")
            return refusal(nullptr, request, 405, "This address takes no such request.");
        if (request.method == "POST" && comes_from_elsewhere(request, parts.options))
            return refusal(nullptr, request, 403, "This form was sent from another site.");
        if (auto response = public_pages(parts, request)) return std::move(*response);
        return signed_in(request);
    }
};

Workbench::Workbench(WorkbenchParts parts) : inside_(std::make_unique<Inside>(std::move(parts))) {}
Workbench::~Workbench() = default;

std::optional<http::AppResponse> Workbench::before_upload(const http::AppRequest& head) {
    Inside& in = *inside_;
    http::AppResponse response;
    if (comes_from_elsewhere(head, in.parts.options)) {
        response = in.refusal(nullptr, head, 403, "This form was sent from another site.");
    } else {
        const std::string& token = head.cookies.get(session_cookie(in.parts.options));
        std::optional<Session> session = token.empty() ? std::nullopt : in.parts.accounts.session(token);
        if ((session && is_whole(*session)) || !in.told_by_proxy(head).empty()) return std::nullopt;
        response = in.refusal(nullptr, head, 401,
                              "Large files are taken from people who are signed in. Sign in, and send it again.");
    }
    add_security(response, in.parts.options, false);
    return response;
}

http::AppResponse Workbench::refusal(int status, std::string_view words) const {
    http::AppResponse response = message_page(inside_->parts, nullptr, status, refused_title(status), words);
    add_security(response, inside_->parts.options, false);
    return response;
}

http::AppResponse Workbench::answer(const http::AppRequest& request) {
    http::AppResponse response;
    bool asset = false;
    try {
        if (request.path == "/health") {
            response.type = "text/plain; charset=utf-8";
            response.body = "ok\n";
        } else if (request.path.starts_with("/assets/")) {
            WorkbenchAsset found = workbench_asset(request.path, inside_->parts.workspace);
            asset = !found.bytes.empty();
            response.status = asset ? 200 : 404;
            response.type = asset ? found.type : "text/plain; charset=utf-8";
            response.body = asset ? found.bytes : "There is no such file.\n";
        } else {
            response = inside_->any(request);
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "peelian: %s: %s\n", request.path.c_str(), error.what());
        bool store =
            dynamic_cast<const Error*>(&error) != nullptr && static_cast<const Error&>(error).kind() == ErrorKind::io;
        response = {};
        response.status = store ? 503 : 500;
        response.type = "text/plain; charset=utf-8";
        response.body = store
                            ? "The records cannot be reached just now. Nothing that was saved before is lost.\n"
                            : "Something went wrong here. It has been noted. Nothing that was saved before is lost.\n";
    }
    add_security(response, inside_->parts.options, asset);
    return response;
}

} // namespace peelian
