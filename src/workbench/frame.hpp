// SPDX-License-Identifier: MIT
// What all pages of the workbench share, signed in or not. Used inside the room.
#pragma once

#include "workbench/workbench.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace peelian {

/// The parsed templates of the program.
const Templates& workbench_templates();
/// "/assets/workbench-0123456789ab.css", and its bytes by the address; empty for what is not there.
const std::string& workbench_styles_address();
struct WorkbenchAsset {
    std::string_view bytes, type;
};
WorkbenchAsset workbench_asset(std::string_view path, const Workspace& workspace);

/// The frame with nobody signed in; the view of its middle.
View start_bare_page(Sheet& sheet, const WorkbenchParts& parts, std::string_view title, std::string_view file);
http::AppResponse finish_page(Sheet& sheet, int status = 200);
/// A page that says what went wrong and what to do.
http::AppResponse message_page(const WorkbenchParts& parts, const Visit* visit, int status, std::string_view title,
                               std::string_view message, std::string_view advice = {});

/// The name of the session's cookie, and the header that sets or clears it.
std::string_view session_cookie(const WorkbenchOptions& options);
std::string set_cookie(const WorkbenchOptions& options, std::string_view name, std::string_view value, bool lax);
std::string clear_cookie(const WorkbenchOptions& options, std::string_view name);
/// Adds the cookie of a new token.
void give_session(http::AppResponse& response, const WorkbenchOptions& options, std::string_view token);

/// An address on this site that somebody is sent to after signing in; "/" for anything else.
std::string safe_return(std::string_view address);
/// Pages for who is not signed in: /sign-in, /sign-in/outside, /sign-in/back, /signed-out. Nullopt for others.
std::optional<http::AppResponse> public_pages(const WorkbenchParts& parts, const http::AppRequest& request);
/// Whether a session may do more than complete its sign-in.
bool is_whole(const Session& session);
/// Pages of a session that is not complete: the code, enrolling a second factor, a new password.
std::optional<http::AppResponse> half_way_pages(Visit& visit);

} // namespace peelian
