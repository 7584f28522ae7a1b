// SPDX-License-Identifier: MIT
// Asks an identity provider, by libcurl: https with the certificate checked (http on a loopback address alone), no
// redirects, a limit of time and size. Not for anything else: nothing a person typed decides where it goes.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace peelian {

struct HttpsRequest {
    std::string address;
    std::optional<std::string> form;   ///< POST of application/x-www-form-urlencoded; else GET
    std::string user, password;        ///< Basic, where user is given
    std::filesystem::path authorities; ///< certificates to trust, PEM; empty: the system's
    std::chrono::milliseconds timeout{10'000};
    std::size_t most_bytes = 1U << 20U;
};
struct HttpsAnswer {
    int status = 0;
    std::string body;
};

/// Whether it is https with a host and without a name or password in it, or http on 127.0.0.1, [::1] or localhost.
bool is_safe_address(std::string_view address);
/// Error(input) for an address that is not safe; Error(io), which names the host and the cause and quotes nothing
/// that was sent or came, when there is no answer in time or it is too long. Any status is an answer.
HttpsAnswer ask(const HttpsRequest& request);
/// Letters, digits, "-._~" as they are, all else as %XX.
std::string form_escaped(std::string_view text);

} // namespace peelian
