// SPDX-License-Identifier: MIT
// Room workbench: the pages of signed-in work. This header: a request to its answer, without sockets.
//
// The way of a request: workbench.cpp finds the session and the route (routes.hpp), refuses what has no
// valid CSRF token, and hands a Visit to the route's function; that asks Records, Accounts or Releases and
// fills a template of web/templates/workbench/. No page decides who may see what: registers/access does.
#pragma once

#include "accounts/accounts.hpp"
#include "accounts/oidc_sign_in.hpp"
#include "publish/view.hpp"
#include "registers/records.hpp"
#include "release/workspace.hpp"
#include "server/app.hpp"
#include "workbench/published_figures.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace peelian {

struct WorkbenchOptions {
    bool secure_cookies = true; ///< off only on a loopback address without https
    std::string proxy_header;   ///< "X-Remote-User": who the trusted proxy says it is; empty: not used
    std::vector<std::string> trusted_proxies;
    std::string address;           ///< "https://...", by which people open the workbench; may be empty
    std::string public_address;    ///< of the public site, for links; may be empty
    OidcSignIn* outside = nullptr; ///< sign-in by OpenID Connect; null: none. Outlives the workbench
};

/// What the pages work on; all of it outlives the workbench.
struct WorkbenchParts {
    const Workspace& workspace;
    Records& records;
    Accounts& accounts;
    WorkbenchOptions options;
    PublishedFigures* figures = nullptr; ///< what is published of measures; the workbench has its own
};

/// One signed-in request.
struct Visit {
    const http::AppRequest& request;
    const WorkbenchParts& parts;
    Actor actor;
    Account account;
    Session session;
    std::vector<std::string> matched; ///< what the route's {} stood for
    /// The token of the session's cookie.
    std::string token;

    /// Starts a page: the frame filled (title, navigation, who is signed in, CSRF), `file` in its middle.
    View page(Sheet& sheet, std::string_view title, std::string_view file) const;
    http::AppResponse show(Sheet& sheet, int status = 200) const;
};

using Route = std::function<http::AppResponse(Visit&)>;

class Workbench {
public:
    explicit Workbench(WorkbenchParts parts);
    ~Workbench();
    /// Any thread. Never throws: errors are pages.
    http::AppResponse answer(const http::AppRequest& request);
    /// For AppOptions::before_upload: only of people who are signed in is a large upload read.
    std::optional<http::AppResponse> before_upload(const http::AppRequest& head);
    /// For AppOptions::refusal: a page of the frame.
    http::AppResponse refusal(int status, std::string_view words) const;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace peelian
