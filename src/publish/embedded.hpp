// SPDX-License-Identifier: MIT
// Files inside the program: the templates of web/templates/ and what web/build.mjs makes
// of the scripts and styles. cmake/Embed.cmake writes the list.
#pragma once

#include <span>
#include <string_view>

namespace peelian {

struct EmbeddedFile {
    std::string_view name; ///< "templates/area.tpl", "assets/site.css"
    std::string_view bytes;
};

/// All of them, by name.
std::span<const EmbeddedFile> embedded_files();

} // namespace peelian
