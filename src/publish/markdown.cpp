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

/// A wide table scrolls within the page, by keyboard too. Raw HTML is left out before, so
/// these are tables of the text itself.
std::string with_scrolling_tables(std::string_view html) {
    constexpr std::string_view open = "<table>", close = "</table>";
    std::string out;
    while (true) {
        std::size_t at = html.find(open), end = at == std::string_view::npos ? at : html.find(close, at);
        if (end == std::string_view::npos) return out.append(html);
        end += close.size();
        out.append(html.substr(0, at));
        out += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">";
        out.append(html.substr(at, end - at)).append("</div>");
        html.remove_prefix(end);
    }
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
    return with_scrolling_tables(html.get());
}

} // namespace peelian
