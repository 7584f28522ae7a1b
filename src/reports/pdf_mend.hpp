// SPDX-License-Identifier: MIT
// What PDF/UA-1 (ISO 14289-1) asks of a tagged PDF and Chromium leaves out, and what would make
// two printings differ: title, author, language and dates; roles for tags of PDF 2.0; bodies of
// list items; figures that only hold others; what is decoration, marked so; words for links.
#pragma once

#include <string>
#include <string_view>

namespace peelian {

/// What a PDF says of itself.
struct PdfAbout {
    std::string title, author, language;
    std::string date; ///< YYYY-MM-DD
};

/// The PDF with all that, written anew. Throws Error(io) when the file is not built as Chromium
/// builds them.
std::string mended_pdf(std::string_view bytes, const PdfAbout& about);

} // namespace peelian
