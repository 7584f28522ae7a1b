// SPDX-License-Identifier: MIT
// From what the parser of app_server.cpp read to an AppRequest, or a refusal. Used inside the room; knows of no
// library and no socket.
#pragma once

#include "server/app.hpp"

namespace peelian::http {

/// Why no handler sees a request; the connection closes after it.
struct Refused {
    int status = 0;
    std::string_view words; ///< plain
};
inline constexpr Refused k_broken{400, "The request is broken."};
inline constexpr Refused k_too_large{413, "What was sent is too large."};

/// What stands in a head, as it came.
struct RawHead {
    std::string method, target;
    Parameters fields;     ///< names in lower case
    bool http_1_0 = false; ///< which knows no chunks
};

/// Fills method, path, query, headers, cookies and host; peer is there already.
std::optional<Refused> read_head(RawHead head, AppRequest& out);
/// Fills form and files, or body.
std::optional<Refused> read_body(std::string body, AppRequest& out);
/// Whether a multipart body is to come.
bool is_upload(const AppRequest& request);
/// Takes address and https from what a trusted proxy says of its client.
void believe_proxy(AppRequest& request, const std::vector<std::string>& trusted);

} // namespace peelian::http
