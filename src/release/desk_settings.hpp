// SPDX-License-Identifier: MIT
// What peelian.toml says of signed-in work: [workbench], [sign_in] and [mail]. docs/workspace.md is the manual.
#pragma once

#include "accounts/accounts.hpp"
#include "accounts/oidc.hpp"
#include "base/toml.hpp"

#include <string>
#include <vector>

namespace peelian {

struct MailSettings {
    std::string server; ///< "smtp://mail.example.org:587", or smtps://; empty: mail is only written
    std::string from;   ///< address, or "Name <address>"
    std::string user;   ///< to sign in with; its password comes by PEELIAN_MAIL_PASSWORD_FILE
};

struct DeskSettings {
    std::string address;                      ///< of the workbench as people open it, "https://..."; may be empty
    std::string site;                         ///< of the public site; may be empty
    std::string proxy_header;                 ///< in which a trusted proxy says who it is; empty: not used
    std::vector<std::string> trusted_proxies; ///< addresses of machines
    AccountRules sign_in;
    OidcSettings outside; ///< sign-in by OpenID Connect; without an issuer there is none
    MailSettings mail;
};

/// Takes its tables out of peelian.toml; `body` are names no password may be made of. Throws Error(input).
DeskSettings read_desk_settings(const TomlTable& root, std::vector<std::string> body);

} // namespace peelian
