// SPDX-License-Identifier: MIT
// Sends finished messages to a mail server (SMTP by libcurl, seen in mail.cpp alone). What is said to a server that is
// not this machine goes through TLS, with its certificate checked; a server without is refused.
#pragma once

#include <string>
#include <string_view>

namespace peelian {

struct MailServer {
    std::string url;            ///< "smtp://host:587" (STARTTLS), "smtps://host:465"
    std::string user, password; ///< empty: not asked for
    std::string authorities;    ///< file of certificates to trust in place of the system's; for tests
};

/// Throws Error(io) with what the server said; then it did not take the message.
void send_mail(const MailServer& server, const std::string& from, const std::string& to, std::string_view message);

} // namespace peelian
