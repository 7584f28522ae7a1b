// SPDX-License-Identifier: MIT
// Tables of web pages, through libxml2's forgiving parser: spans laid out as browsers do,
// hidden rows left out, tables within tables apart.
#include "base/error.hpp"
#include "base/text.hpp"
#include "tables/grid.hpp"
#include "tables/printed_number.hpp"

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstdlib>
#include <memory>
#include <utility>

namespace peelian {
namespace {

/// Browsers lay out no more than these, whatever is asked for.
constexpr std::size_t k_most_colspan = 1000, k_most_rowspan = 65534;

struct FreeDocument {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};

std::string_view name_of(const xmlNode* node) {
    return node->type == XML_ELEMENT_NODE && node->name != nullptr ? reinterpret_cast<const char*>(node->name) : "";
}

bool is_any(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

std::string attribute(const xmlNode* node, const char* name) {
    xmlChar* text = xmlGetNoNsProp(const_cast<xmlNode*>(node), reinterpret_cast<const xmlChar*>(name));
    if (text == nullptr) return {};
    std::string out(reinterpret_cast<const char*>(text));
    xmlFree(text);
    return out;
}

bool is_hidden(const xmlNode* node) {
    if (node->type != XML_ELEMENT_NODE) return false;
    if (is_any(name_of(node), {"script", "style", "template", "head"})) return true;
    if (node->properties == nullptr) return false;
    if (xmlHasProp(const_cast<xmlNode*>(node), reinterpret_cast<const xmlChar*>("hidden")) != nullptr) return true;
    return lower(replace_all(attribute(node, "style"), " ", "")).find("display:none") != std::string::npos;
}

/// The node after `node` in the document's order, within `root`; null at the end.
const xmlNode* next_node(const xmlNode* node, const xmlNode* root, bool into) {
    if (into && node->type == XML_ELEMENT_NODE && node->children != nullptr) return node->children;
    while (node != root && node->next == nullptr)
        node = node->parent;
    return node == root ? nullptr : node->next;
}

/// Text as it is seen: no hidden parts, no tables within, raised figures as marks, blanks as one.
std::string text_of(const xmlNode* root) {
    std::string out;
    const xmlNode* raised = nullptr;
    for (const xmlNode* n = root; n != nullptr;) {
        std::string_view name = name_of(n);
        bool into = n == root || (!is_hidden(n) && name != "table");
        if (name == "br" || name == "p" || name == "div" || name == "li") out += ' ';
        if (name == "sup" && into) {
            raised = n;
            out += '[';
        }
        if (n->type == XML_TEXT_NODE && n->content != nullptr) out += reinterpret_cast<const char*>(n->content);
        const xmlNode* next = next_node(n, root, into);
        if (raised != nullptr && (next == nullptr || next->parent != raised)) {
            out += ']';
            raised = nullptr;
        }
        n = next;
    }
    std::string blanks;
    for (char c : out)
        if (c != ' ' && c != '\n' && c != '\t' && c != '\r') blanks += c;
        else if (!blanks.empty() && blanks.back() != ' ') blanks += ' ';
    return std::string(trim(blanks));
}

std::size_t span_of(const xmlNode* cell, const char* name, std::size_t most) {
    std::string text = attribute(cell, name);
    if (text.empty()) return 1;
    unsigned long value = std::strtoul(text.c_str(), nullptr, 10);
    return std::clamp<std::size_t>(value, 1, most);
}

/// Lays the rows of one table out.
class Layout {
public:
    Layout(std::string_view name, std::size_t& cells_left) : name_(name), cells_left_(cells_left) {}

    void add_row(const xmlNode* tr, bool in_head) {
        PrintedRow row{{}, line_of(tr)};
        bool all_headings = true, any = false;
        take_over(row);
        std::size_t column = 0;
        for (const xmlNode* n = tr; n != nullptr;) {
            std::string_view name = name_of(n);
            bool cell = n != tr && (name == "td" || name == "th") && !is_hidden(n);
            if (cell) {
                add_cell(row, n, column);
                all_headings = all_headings && name == "th";
                any = true;
            }
            n = next_node(n, tr, !cell && (n == tr || (name != "table" && !is_hidden(n))));
        }
        if (!any) return;
        bool heading = (in_head || all_headings) && body_.empty();
        (heading ? head_ : body_).push_back(std::move(row));
    }

    void give(PrintedTable& table) {
        if (head_.empty()) {
            std::size_t n = count_header_rows(body_);
            auto split = body_.begin() + static_cast<std::ptrdiff_t>(n);
            head_.assign(body_.begin(), split);
            body_.erase(body_.begin(), split);
        }
        table.header = std::move(head_);
        table.rows = std::move(body_);
    }

    static std::size_t line_of(const xmlNode* node) {
        return static_cast<std::size_t>(std::max(xmlGetLineNo(const_cast<xmlNode*>(node)), 0L));
    }

private:
    /// A cell of a row above that reaches down into this one.
    struct Above {
        std::size_t rows = 0;
        std::string text;
    };

    void take_over(PrintedRow& row) {
        for (std::size_t c = 0; c < above_.size(); ++c) {
            if (above_[c].rows == 0) continue;
            if (row.cells.size() <= c) row.cells.resize(c + 1);
            row.cells[c] = {above_[c].text, {}, true};
            count(1, row.line);
        }
        covered_.assign(above_.size(), false);
        for (std::size_t c = 0; c < above_.size(); ++c)
            if (above_[c].rows > 0) {
                covered_[c] = true;
                --above_[c].rows;
            }
    }

    void add_cell(PrintedRow& row, const xmlNode* node, std::size_t& column) {
        while (column < covered_.size() && covered_[column])
            ++column;
        std::size_t wide = span_of(node, "colspan", k_most_colspan), high = span_of(node, "rowspan", k_most_rowspan);
        if (column + wide > k_most_columns)
            throw Error::input("This row has more than {} columns", k_most_columns).at(name_, row.line);
        count(wide, row.line);
        if (row.cells.size() < column + wide) row.cells.resize(column + wide);
        if (above_.size() < column + wide) above_.resize(column + wide);
        std::string text = text_of(node);
        // Words of a merged cell are true of all it covers; a number stands once.
        std::string copy = read_cell(text).kind == CellKind::number && name_of(node) == "td" ? "" : text;
        for (std::size_t c = column; c < column + wide; ++c) {
            row.cells[c] = {c == column ? text : copy, {}, c != column};
            above_[c] = {high - 1, high > 1 ? copy : std::string()};
        }
        column += wide;
    }

    void count(std::size_t cells, std::size_t line) {
        if (cells > cells_left_)
            throw Error::input("The file has more than {} cells, spans laid out", k_most_cells).at(name_, line);
        cells_left_ -= cells;
    }

    std::string_view name_;
    std::size_t& cells_left_;
    std::vector<PrintedRow> head_, body_;
    std::vector<Above> above_;
    std::vector<bool> covered_;
};

PrintedTable table_of(const xmlNode* root, std::string_view name, std::size_t& cells_left) {
    PrintedTable table;
    table.file = name;
    table.line = Layout::line_of(root);
    Layout layout(name, cells_left);
    const xmlNode* head = nullptr;
    for (const xmlNode* n = root; n != nullptr;) {
        std::string_view tag = name_of(n);
        if (tag == "thead") head = n;
        if (tag == "tbody" || tag == "tfoot") head = nullptr;
        if (tag == "caption" && table.title.empty()) table.title = text_of(n);
        bool row = tag == "tr" && !is_hidden(n);
        if (row) layout.add_row(n, head != nullptr && n->parent == head);
        bool into = n == root || (!row && tag != "table" && !is_hidden(n));
        n = next_node(n, root, into);
    }
    layout.give(table);
    return table;
}

} // namespace

std::vector<PrintedTable> read_html_tables(std::string_view bytes, std::string_view name) {
    if (bytes.size() > INT_MAX) throw Error::input("The page is too large").at(name);
    constexpr int options =
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT;
    std::unique_ptr<xmlDoc, FreeDocument> document(
        htmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, "UTF-8", options));
    const xmlNode* root = document == nullptr ? nullptr : xmlDocGetRootElement(document.get());
    if (root == nullptr) throw Error::input("This is no web page").at(name, 1).hint("Name its format with --format.");
    std::vector<PrintedTable> out;
    std::string heading;
    std::size_t cells_left = k_most_cells;
    for (const xmlNode* n = root; n != nullptr;) {
        std::string_view tag = name_of(n);
        bool hidden = is_hidden(n);
        if (!hidden && tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6') heading = text_of(n);
        if (!hidden && tag == "table") {
            PrintedTable table = table_of(n, name, cells_left);
            if (table.title.empty() && heading.size() <= 200) table.title = heading;
            table.number = out.size() + 1;
            if (!table.rows.empty()) out.push_back(std::move(table));
        }
        n = next_node(n, root, !hidden);
    }
    return out;
}

} // namespace peelian
