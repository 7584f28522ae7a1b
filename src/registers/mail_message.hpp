// SPDX-License-Identifier: MIT
// An e-mail as text (RFC 5322, 2045, 2047): plain words in UTF-8, nothing else. Whatever is in a name or a subject
// cannot become a header, since line ends and control characters are never written into one.
#pragma once

#include "base/day.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace peelian {

/// A person and where mail reaches them.
struct Mailbox {
    std::string name, address;
};
/// "Ann Analyst <ann@example.org>" or an address alone; nullopt for anything else. Addresses are ASCII, without
/// quotes, comments or lists.
std::optional<Mailbox> parse_mailbox(std::string_view text);

struct MailMessage {
    Mailbox from, to;
    std::string subject, body; ///< lines of the body end with "\n"
    Moment at = 0;
    std::string id; ///< what tells it from others, "digest.ann.analyst.2017-07-06"
};

/// Lines end with CRLF and are at most 78 letters long. Throws Error(input) for an address that is none.
std::string message_text(const MailMessage& message);

} // namespace peelian
