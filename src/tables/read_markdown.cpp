// SPDX-License-Identifier: MIT
// Pipe tables of Markdown, as cmark-gfm sees them.
#include "base/error.hpp"
#include "base/text.hpp"
#include "tables/grid.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <memory>
#include <utility>

namespace peelian {
namespace {

struct FreeNode {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeParser {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeIterator {
    void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

/// Nothing that people write nests deeper or is wider; the parser's time grows with the square of both.
void refuse_extremes(std::string_view text, std::string_view name) {
    std::size_t line = 1, run = 0, bars = 0;
    for (char c : text) {
        run = c == '>' || c == '[' || c == '*' || c == '_' || c == '`' ? run + 1 : c == ' ' ? run : 0;
        bars += c == '|' ? 1 : 0;
        if (run > 2000) throw Error::input("More than 2,000 marks nest here").at(name, line);
        if (bars > 2 * k_most_columns)
            throw Error::input("This row has more than {} cells", k_most_columns).at(name, line);
        if (c != '\n') continue;
        ++line;
        bars = 0;
    }
}

/// All text below a node, without its marks.
std::string text_below(cmark_node* node) {
    std::string out;
    std::unique_ptr<cmark_iter, FreeIterator> walk(cmark_iter_new(node));
    while (cmark_iter_next(walk.get()) != CMARK_EVENT_DONE) {
        if (cmark_iter_get_event_type(walk.get()) != CMARK_EVENT_ENTER) continue;
        cmark_node* here = cmark_iter_get_node(walk.get());
        cmark_node_type type = cmark_node_get_type(here);
        if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) out += ' ';
        if (type != CMARK_NODE_TEXT && type != CMARK_NODE_CODE && type != CMARK_NODE_HTML_INLINE) continue;
        if (const char* literal = cmark_node_get_literal(here)) out += literal;
    }
    return out;
}

std::size_t line_of(cmark_node* node) { return static_cast<std::size_t>(std::max(cmark_node_get_start_line(node), 0)); }

PrintedTable table_of(cmark_node* node, std::string_view name, std::size_t& cells_left) {
    PrintedTable table;
    table.file = name;
    table.line = line_of(node);
    for (cmark_node* r = cmark_node_first_child(node); r != nullptr; r = cmark_node_next(r)) {
        PrintedRow row{{}, line_of(r)};
        for (cmark_node* c = cmark_node_first_child(r); c != nullptr; c = cmark_node_next(c)) {
            if (cells_left-- == 0)
                throw Error::input("The file has more than {} cells", k_most_cells).at(name, row.line);
            row.cells.push_back({text_below(c)});
        }
        bool header = cmark_gfm_extensions_get_table_row_is_header(r) != 0;
        (header ? table.header : table.rows).push_back(std::move(row));
    }
    return table;
}

} // namespace

std::vector<PrintedTable> read_markdown_tables(std::string_view bytes, std::string_view name) {
    refuse_extremes(bytes, name);
    cmark_gfm_core_extensions_ensure_registered();
    std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_DEFAULT));
    if (cmark_syntax_extension* extension = cmark_find_syntax_extension("table"))
        cmark_parser_attach_syntax_extension(parser.get(), extension);
    cmark_parser_feed(parser.get(), bytes.data(), bytes.size());
    std::unique_ptr<cmark_node, FreeNode> tree(cmark_parser_finish(parser.get()));
    std::vector<PrintedTable> out;
    std::string title;
    std::size_t cells_left = k_most_cells;
    std::unique_ptr<cmark_iter, FreeIterator> walk(cmark_iter_new(tree.get()));
    while (cmark_iter_next(walk.get()) != CMARK_EVENT_DONE) {
        if (cmark_iter_get_event_type(walk.get()) != CMARK_EVENT_ENTER) continue;
        cmark_node* node = cmark_iter_get_node(walk.get());
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_HEADING || type == CMARK_NODE_PARAGRAPH) title = trim(text_below(node));
        if (std::string_view(cmark_node_get_type_string(node)) != "table") continue;
        PrintedTable table = table_of(node, name, cells_left);
        table.number = out.size() + 1;
        table.title = title.size() > 200 ? "" : title;
        out.push_back(std::move(table));
    }
    return out;
}

} // namespace peelian
