// SPDX-License-Identifier: MIT
// The target of a request made a path inside the site, or refused. Nothing that could
// name a file outside, or the same file by a second spelling, gets through: dot
// segments, backslashes, control characters, encoded slashes, double encoding, broken
// or overlong UTF-8, hidden files.
#pragma once

#include <string>
#include <string_view>

namespace peelian::http {

inline constexpr std::size_t k_longest_target = 2048;

struct TargetPath {
    int status = 200;  ///< 200, or why it is refused: 400, 404, 414
    std::string path;  ///< decoded, without the first slash: "areas/E09000001/"
    std::string query; ///< with its question mark, as it was sent, or empty
};

/// Reads `/path?query`, and `http://host/path?query` as proxies send it.
TargetPath read_target(std::string_view target);

/// A path (as in TargetPath) written for a Location header, with its first slash.
std::string encode_path(std::string_view path);

} // namespace peelian::http
