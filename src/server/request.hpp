// SPDX-License-Identifier: MIT
// The head of an HTTP/1 request read from bytes. Strict where leniency lets two servers
// read one message in two ways: line ends are CRLF, names are tokens, nothing is folded,
// one Host, no body. A reader that sees part of a head waits for the rest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace peelian::http {

enum class Method : std::uint8_t { get, head, other };

/// Views into the bytes that were read.
struct Request {
    Method method = Method::get;
    std::string_view target;
    bool old = false;       ///< HTTP/1.0
    bool keep_alive = true; ///< the client wants the connection to stay
    bool takes_gzip = false;
    std::string_view if_none_match;
    std::string_view if_modified_since;
    std::string_view range;
    std::string_view if_range;
};

struct RequestRead {
    std::size_t used = 0; ///< bytes of a whole head; 0 while it is not whole
    int refused = 0;      ///< status to answer with before closing: 400, 405, 414, 431, 505
    Request request;      ///< when used > 0
};

/// Reads the head at the start of `bytes`; `limit` is the most bytes a head may have.
RequestRead read_request(std::string_view bytes, std::size_t limit);

/// Whether an Accept-Encoding value lets the answer be gzip.
bool takes_gzip(std::string_view accept_encoding);

} // namespace peelian::http
