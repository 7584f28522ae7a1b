// SPDX-License-Identifier: MIT
// Markdown as HTML: CommonMark with tables. Raw HTML and unsafe links are left out, so
// what comes back may stand in a page as it is.
#pragma once

#include <string>
#include <string_view>

namespace peelian {

/// `level` is that of the last heading before the text, and afterwards of the last in it:
/// headings stand under the page's h1, without leaving out a level. Empty for empty text.
std::string html_of_markdown(std::string_view markdown, int& level);

} // namespace peelian
