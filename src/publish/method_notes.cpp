// SPDX-License-Identifier: MIT
#include "publish/method_notes.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "publish/embedded.hpp"
#include "publish/markdown.hpp"

#include <algorithm>

namespace peelian {
namespace {

/// Takes the text up to `end` off the front of `rest`; all of it when there is no `end`.
std::string_view cut(std::string_view& rest, std::string_view end) {
    std::size_t at = rest.find(end);
    std::string_view part = rest.substr(0, at);
    rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + end.size());
    return trim(part);
}

} // namespace

MethodNote read_method_note(std::string_view id, std::string_view markdown) {
    MethodNote note;
    note.id = id;
    std::string_view rest = trim(markdown);
    std::string_view title = cut(rest, "\n");
    rest = trim(rest);
    std::string_view lead = cut(rest, "\n\n");
    std::string_view text = cut(rest, "## In formulas\n");
    if (!title.starts_with("# ") || lead.empty() || trim(rest).empty())
        throw Error::internal("The note on '{}' needs a title, a first paragraph and '## In formulas'", id);
    note.title = trim(title.substr(2));
    note.lead = lead;
    int level = 1;
    note.text = html_of_markdown(text, level);
    // Not trimmed at its front: four spaces there begin a block of formulas.
    note.formulas = html_of_markdown(rest, level);
    return note;
}

std::vector<MethodNote> read_method_notes() {
    constexpr std::string_view folder = "methods/", end = ".md";
    std::vector<MethodNote> notes;
    for (const EmbeddedFile& file : embedded_files()) {
        if (!file.name.starts_with(folder)) continue;
        std::string_view id = file.name.substr(folder.size());
        notes.push_back(read_method_note(id.substr(0, id.size() - end.size()), file.bytes));
    }
    std::ranges::sort(notes, {}, &MethodNote::title);
    return notes;
}

std::string_view method_of(MeasureKind kind) {
    switch (kind) {
    case MeasureKind::count: return "counts";
    case MeasureKind::rate: return "rates";
    case MeasureKind::proportion: return "proportions";
    case MeasureKind::share: return "shares";
    case MeasureKind::ratio: return "rate-ratios";
    case MeasureKind::stock: return "levels";
    case MeasureKind::sum: return "sums";
    case MeasureKind::survey: return "surveys";
    case MeasureKind::repeat: return "repeat-victims";
    case MeasureKind::funnel: return "case-funnels";
    case MeasureKind::mean: return "means";
    case MeasureKind::reoffending: return "reoffending";
    case MeasureKind::gap: return "gaps";
    case MeasureKind::duration: return "durations";
    case MeasureKind::index: return "composite-index";
    case MeasureKind::standardised: return "age-standardised-rates";
    case MeasureKind::concentration: return "concentration";
    }
    return "";
}

} // namespace peelian
