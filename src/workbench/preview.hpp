// SPDX-License-Identifier: MIT
// A release that is not published yet, looked at by those who may: the site's own files below
// /preview/<id>/, with their addresses made to stay there.
#pragma once

#include "workbench/workbench.hpp"

#include <string>
#include <string_view>

namespace peelian {

/// Answers GET /preview/{id}/{path}; Forbidden for who may not look, and each page looked at is noted.
http::AppResponse preview(Visit& visit);

/// The page with every address of an attribute that begins with one slash made to begin with `prefix`
/// ("/preview/0123456789ab"), and a banner that says what it is.
std::string moved_below(std::string_view html, std::string_view prefix);

} // namespace peelian
