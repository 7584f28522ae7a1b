// SPDX-License-Identifier: MIT
#include "reports/pdf_tags.hpp"

#include <algorithm>
#include <array>

namespace peelian {
namespace {

constexpr std::array<std::string_view, 7> k_path{"m", "l", "c", "v", "y", "h", "re"};
constexpr std::array<std::string_view, 9> k_paint{"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"};
constexpr std::string_view k_begin = "\n/Artifact BMC";

template <typename List> bool is_one_of(const List& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

bool is_operator(char first) {
    return (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || first == '\'' || first == '"';
}

/// The number in "<</MCID 3 >>", or -1.
int mark_of(std::string_view properties) {
    if (!properties.starts_with("<<")) return -1;
    return pdf_integer(PdfDictionary::parse(properties).get("/MCID")).value_or(-1);
}

/// Copies operators, one at a time, and knows where the path or text began that is being drawn.
class Artifacts {
public:
    explicit Artifacts(const PdfTagged& tagged) : tagged_(tagged) {}

    /// `words`: the operator with its operands and the blanks before them; `last`: its last operand.
    void take(std::string_view words, std::string_view name, std::string_view last) {
        if (name == "BDC" && tagged_.decoration.contains(mark_of(last))) words = k_begin;
        std::size_t before = out_.size();
        if (depth_ == 0 && path_ == k_none && is_one_of(k_path, name)) path_ = before;
        if (depth_ == 0 && name == "BT") text_ = before;
        out_ += words;
        if (name == "BDC" || name == "BMC") {
            ++depth_;
            text_ = k_none; // marks of its own within it
        } else if (name == "EMC") {
            --depth_;
        } else if (is_one_of(k_paint, name)) {
            if (depth_ == 0) wrap(path_);
            path_ = k_none;
        } else if (name == "n") {
            path_ = k_none;
        } else if (name == "ET") {
            wrap(text_);
            text_ = k_none;
        } else if (depth_ == 0 && ((name == "Do" && !tagged_.forms.contains(std::string(last))) || name == "sh")) {
            wrap(before);
        }
    }
    std::string finish(std::string_view rest) { return std::move(out_.append(rest)); }

private:
    void wrap(std::size_t from) {
        if (from == k_none) return;
        out_.insert(from, k_begin);
        out_ += "\nEMC";
    }

    static constexpr std::size_t k_none = std::string::npos;
    const PdfTagged& tagged_;
    std::string out_;
    std::size_t path_ = k_none, text_ = k_none;
    int depth_ = 0;
};

} // namespace

std::string with_artifacts(std::string_view content, const PdfTagged& tagged) {
    Artifacts out(tagged);
    std::size_t done = 0;
    std::string_view last;
    for (std::size_t at = pdf_skip_blank(content, 0); at < content.size();) {
        std::size_t end = pdf_token_end(content, at);
        std::string_view token = content.substr(at, end - at);
        if (is_operator(token[0])) {
            if (token == "BI") return std::string(content); // raw bytes follow, which are no operators
            out.take(content.substr(done, end - done), token, last);
            done = end;
            last = {};
        } else {
            last = token;
        }
        at = pdf_skip_blank(content, end);
    }
    return out.finish(content.substr(done));
}

} // namespace peelian
