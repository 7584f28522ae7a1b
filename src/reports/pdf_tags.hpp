// SPDX-License-Identifier: MIT
// The tags of a PDF (its logical structure) and the marks in its pages' content.
#pragma once

#include "reports/pdf_file.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace peelian {

/// Marks of content by page (object number): their numbers.
using PdfMarks = std::map<int, std::set<int>>;

/// Mends the tags in place:
/// - what an item of a list holds beside its label goes into a body;
/// - a figure without words of its own that holds a figure or a table is a plain division;
/// - roles are given for tags that only PDF 2.0 knows;
/// - ids of table cells are counted from 1, since Chromium goes on counting from page to page.
/// Gives the marks that lines and fills of tables and lists have: these are decoration.
PdfMarks mend_tags(PdfFile& file);

/// What a page draws that is no plain content.
struct PdfTagged {
    std::set<int> decoration;    ///< marks that are lines and fills
    std::set<std::string> forms; ///< "/X9": drawings with tags of their own
};
/// A page's content in which everything drawn outside of tags, and all decoration, is marked
/// as an artifact, which screen readers pass over.
std::string with_artifacts(std::string_view content, const PdfTagged& tagged);

} // namespace peelian
