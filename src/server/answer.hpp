// SPDX-License-Identifier: MIT
// What is answered to a request: the rules of HTTP for finished files (RFC 9110: whole,
// part, not changed, moved, not there), without sockets.
#pragma once

#include "server/request.hpp"
#include "server/site_files.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace peelian::http {

/// The head is `fixed` and then `more`; Date, Connection and the blank line are the
/// connection's. The contents are `body`, or `length` bytes of `file->large` at `from`.
struct Answer {
    int status = 200;
    bool close = false;                   ///< the connection cannot be used further
    std::shared_ptr<const SiteFile> file; ///< keeps the views below alive
    std::string_view fixed;               ///< made beforehand
    std::string more;                     ///< made for this answer
    std::string_view body;
    std::uint64_t from = 0, length = 0;
};

/// Answers a request from the site. Throws Error(io) when a file cannot be read.
Answer answer(const Request& request, SiteFiles& files, Milliseconds now);

/// The answer to what is no request, or cannot be served: a status of 4xx or 5xx with
/// one plain sentence; the connection closes after it.
Answer refusal(int status);

/// Part of a file asked for by a Range field.
struct ByteRange {
    enum class Kind : std::uint8_t { whole, part, beyond } kind = Kind::whole;
    std::uint64_t from = 0, length = 0;
};
/// One range of bytes is honoured; several, other units and broken ones mean the whole.
ByteRange read_range(std::string_view range, std::uint64_t size);

/// Whether an If-None-Match value names this tag, compared weakly (either form of it).
bool names_tag(std::string_view if_none_match, std::string_view tag);

} // namespace peelian::http
