// SPDX-License-Identifier: MIT
#include "publish/markdown.hpp"

#include "base/text.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace peelian {
namespace {

struct FreeNode {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeParser {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeText {
    void operator()(char* text) const { std::free(text); }
};

std::unique_ptr<cmark_parser, FreeParser> make_parser() {
    cmark_gfm_core_extensions_ensure_registered();
    std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_SMART));
    for (const char* name : {"table", "autolink"})
        if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name))
            cmark_parser_attach_syntax_extension(parser.get(), extension);
    return parser;
}

/// Headings stand under the page's own h1, without leaving out a level.
int put_headings_in_order(cmark_node* root, int level) {
    for (cmark_node* n = cmark_node_first_child(root); n != nullptr; n = cmark_node_next(n)) {
        if (cmark_node_get_type(n) != CMARK_NODE_HEADING) continue;
        level = std::clamp(cmark_node_get_heading_level(n), 2, level + 1);
        cmark_node_set_heading_level(n, level);
    }
    return level;
}

} // namespace

std::string html_of_markdown(std::string_view markdown, int& level) {
    if (trim(markdown).empty()) return {};
    auto parser = make_parser();
    cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
    std::unique_ptr<cmark_node, FreeNode> tree(cmark_parser_finish(parser.get()));
    level = put_headings_in_order(tree.get(), level);
    std::unique_ptr<char, FreeText> html(
        cmark_render_html(tree.get(), CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser.get())));
    return html.get();
}

} // namespace peelian
