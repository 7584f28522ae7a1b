// SPDX-License-Identifier: MIT
#include "reports/pdf_tags.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace peelian {
namespace {

// Tags of PDF 2.0 and what a reader of PDF 1.7 takes them for.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> k_roles{{{"/Strong", "/Span"},
                                                                                {"/Em", "/Span"},
                                                                                {"/Aside", "/Div"},
                                                                                {"/Title", "/P"},
                                                                                {"/FENote", "/Note"},
                                                                                {"/Sub", "/Span"},
                                                                                {"/DocumentFragment", "/Div"}}};
// What may hold other tags only: anything drawn for one of these is a line or a fill.
constexpr std::array<std::string_view, 7> k_only_holds{"/Table", "/TR", "/THead",   "/TBody",
                                                       "/TFoot", "/L",  "/Document"};

std::string referred(int number) { return fmt::format("{} 0 R", number); }

/// A mark among the kids of an element: its page and number.
struct Mark {
    int page = 0, number = 0;
};

class Tags {
public:
    explicit Tags(PdfFile& file) : file_(file) {
        for (const auto& [number, text] : file.objects) {
            if (!text.starts_with("<<") || text.find("/StructElem") == std::string::npos || text.ends_with("endstream"))
                continue;
            PdfDictionary element = PdfDictionary::parse(text);
            if (element.get("/Type") == "/StructElem") elements_.emplace(number, std::move(element));
        }
        find_parents();
    }

    void give_bodies_to_items() {
        std::vector<int> items;
        for (const auto& [number, element] : elements_)
            if (element.get("/S") == "/LI") items.push_back(number);
        for (int item : items)
            give_body(item);
    }

    void open_figures() {
        std::vector<int> figures;
        for (auto& [number, element] : elements_)
            if (element.get("/S") == "/Figure" && element.get("/Alt").empty() && holds_content(number))
                figures.push_back(number);
        for (int figure : figures) {
            elements_.at(figure).set("/S", "/Div");
            for (int kid : kids_of(figure))
                if (elements_.at(kid).get("/S") == "/Caption") elements_.at(kid).set("/S", "/P");
        }
    }

    PdfMarks take_decoration() {
        PdfMarks out;
        for (auto& [number, element] : elements_) {
            if (std::ranges::find(k_only_holds, element.get("/S")) == k_only_holds.end()) continue;
            std::vector<std::string> kept;
            for (const std::string& kid : pdf_elements(element.get("/K"))) {
                auto mark = mark_of(kid, element);
                if (!mark || !set_parent(*mark, "null")) kept.push_back(kid);
                else out[mark->page].insert(mark->number);
            }
            if (kept.empty() || kept[0].empty()) element.erase("/K");
            else element.set("/K", pdf_array(kept));
        }
        return out;
    }

    void write() {
        for (const auto& [number, element] : elements_)
            file_.put(number, element);
        for (const auto& [number, marks] : marks_)
            file_.objects[number] = pdf_array(marks);
        int root = file_.dictionary(file_.root).reference("/StructTreeRoot");
        if (root == 0) return;
        PdfDictionary roles, tree = file_.dictionary(root);
        for (auto [tag, role] : k_roles)
            if (std::ranges::any_of(elements_, [&](const auto& e) { return e.second.get("/S") == tag; }))
                roles.set(tag, std::string(role));
        if (roles.text() != "<<>>") tree.set("/RoleMap", roles.text());
        file_.put(root, tree);
    }

private:
    /// Lists of who owns the marks of a page, by page.
    void find_parents() {
        int root = file_.dictionary(file_.root).reference("/StructTreeRoot");
        if (root == 0) return;
        int tree = file_.dictionary(root).reference("/ParentTree");
        if (tree == 0) return;
        std::vector<std::string> numbers = pdf_elements(file_.dictionary(tree).get("/Nums"));
        std::map<int, int> lists;
        for (std::size_t i = 0; i + 1 < numbers.size(); i += 2)
            lists[pdf_integer(numbers[i]).value_or(-1)] = pdf_reference(numbers[i + 1]);
        for (const auto& [number, text] : file_.objects) {
            if (!text.starts_with("<</Type /Page\n")) continue;
            auto list = lists.find(pdf_integer(PdfDictionary::parse(text).get("/StructParents")).value_or(-1));
            if (list == lists.end() || !file_.objects[list->second].starts_with('[')) continue;
            list_of_page_[number] = list->second;
            marks_[list->second] = pdf_elements(file_.objects[list->second]);
        }
    }

    std::optional<Mark> mark_of(const std::string& kid, const PdfDictionary& element) const {
        if (auto number = pdf_integer(kid)) return Mark{element.reference("/Pg"), *number};
        if (!kid.starts_with("<<")) return {};
        PdfDictionary mark = PdfDictionary::parse(kid);
        auto number = pdf_integer(mark.get("/MCID"));
        if (!number || !mark.get("/Stm").empty()) return {}; // a mark of a form is no page's
        int page = mark.reference("/Pg");
        return Mark{page != 0 ? page : element.reference("/Pg"), *number};
    }

    bool set_parent(const Mark& mark, const std::string& owner) {
        auto list = list_of_page_.find(mark.page);
        if (list == list_of_page_.end()) return false;
        std::vector<std::string>& marks = marks_.at(list->second);
        if (mark.number < 0 || static_cast<std::size_t>(mark.number) >= marks.size()) return false;
        marks[static_cast<std::size_t>(mark.number)] = owner;
        return true;
    }

    std::vector<int> kids_of(int number) const {
        std::vector<int> out;
        for (const std::string& kid : pdf_elements(elements_.at(number).get("/K")))
            if (elements_.contains(pdf_reference(kid))) out.push_back(pdf_reference(kid));
        return out;
    }

    bool holds_content(int number, int depth = 0) const {
        constexpr int k_deepest = 200; // of a tree that goes in circles
        return depth < k_deepest && std::ranges::any_of(kids_of(number), [&](int kid) {
                   std::string_view tag = elements_.at(kid).get("/S");
                   return tag == "/Figure" || tag == "/Table" || holds_content(kid, depth + 1);
               });
    }

    void give_body(int item) {
        PdfDictionary& element = elements_.at(item);
        std::vector<std::string> labels, rest;
        for (const std::string& kid : pdf_elements(element.get("/K"))) {
            auto tagged = elements_.find(pdf_reference(kid));
            std::string_view tag = tagged == elements_.end() ? "" : tagged->second.get("/S");
            (tag == "/Lbl" || tag == "/LBody" ? labels : rest).push_back(kid);
        }
        if (rest.empty() || rest[0].empty()) return;
        int number = file_.add("<<>>");
        PdfDictionary body;
        body.set("/Type", "/StructElem");
        body.set("/S", "/LBody");
        body.set("/P", referred(item));
        if (!element.get("/Pg").empty()) body.set("/Pg", std::string(element.get("/Pg")));
        body.set("/K", pdf_array(rest));
        for (const std::string& kid : rest) {
            if (auto mark = mark_of(kid, element)) set_parent(*mark, referred(number));
            auto tagged = elements_.find(pdf_reference(kid));
            if (tagged != elements_.end()) tagged->second.set("/P", referred(number));
        }
        labels.push_back(referred(number));
        element.set("/K", pdf_array(labels));
        elements_.emplace(number, std::move(body));
    }

    PdfFile& file_;
    std::map<int, PdfDictionary> elements_;
    std::map<int, int> list_of_page_;               ///< page -> object with the owners of its marks
    std::map<int, std::vector<std::string>> marks_; ///< that object -> owners
};

/// Calls `each` with the digits of each id "(node00000012)" of an object.
void for_each_id(std::string& text, const std::function<void(char*)>& each) {
    constexpr std::string_view k_before = "(node";
    constexpr std::size_t k_digits = 8;
    for (auto at = text.find(k_before); at != std::string::npos; at = text.find(k_before, at + 1)) {
        std::size_t digits = at + k_before.size(), end = digits + k_digits;
        if (end < text.size() && text[end] == ')' && text.find_first_not_of("0123456789", digits) == end)
            each(text.data() + digits);
    }
}

/// Counts ids from 1 in the order they have, which the tree of ids is sorted by.
void count_ids(PdfFile& file) {
    std::map<std::string, int> ids;
    auto each_object = [&](const std::function<void(char*)>& each) {
        for (auto& [number, text] : file.objects)
            if (!text.ends_with("endstream")) for_each_id(text, each);
    };
    each_object([&](char* digits) { ids[std::string(digits, 8)] = 0; });
    int count = 0;
    for (auto& [id, number] : ids)
        number = ++count;
    each_object([&](char* digits) {
        std::string written = fmt::format("{:08}", ids.at(std::string(digits, 8)));
        std::ranges::copy(written, digits);
    });
}

} // namespace

PdfMarks mend_tags(PdfFile& file) {
    count_ids(file);
    Tags tags(file);
    tags.give_bodies_to_items();
    tags.open_figures();
    PdfMarks decoration = tags.take_decoration();
    tags.write();
    return decoration;
}

} // namespace peelian
