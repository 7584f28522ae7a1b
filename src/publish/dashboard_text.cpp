// SPDX-License-Identifier: MIT
#include "publish/dashboard_text.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "measures/definitions.hpp"
#include "publish/markdown.hpp"

#include <algorithm>

namespace peelian {
namespace {

/// Adds the text as HTML; `level` is that of the last heading before and after it.
void add_text(DashboardText& out, std::string_view markdown, int& level) {
    DashboardPart part;
    part.html = html_of_markdown(markdown, level);
    constexpr std::string_view begin = "<p>", end = "</p>\n";
    if (out.empty() && part.html.starts_with(begin)) part.lead = part.html.find(end) + end.size();
    if (!part.html.empty()) out.push_back(std::move(part));
}

DashboardPart read_block(std::string_view line, const Dashboard& dashboard, const ReleaseContent& content,
                         std::size_t number) {
    auto wrong = [&](Error error) { return std::move(error).at(dashboard.file, number); };
    std::string_view inner = trim(line.substr(3));
    if (!inner.ends_with(":::")) throw wrong(Error::input("A figure block is one line that ends in ':::'"));
    inner = trim(inner.substr(0, inner.size() - 3));
    std::vector<std::string> words;
    for (std::string& word : split(inner, ' '))
        if (!trim(word).empty()) words.emplace_back(trim(word));
    if (words.size() < 2 || words[0] != "measure")
        throw wrong(Error::input("A figure block asks for 'measure' and its id, this one for '{}'", inner));

    DashboardPart part;
    auto found = std::ranges::find(content.measures, words[1], &Measure::id);
    if (found == content.measures.end() && is_declared(words[1], content.declared)) {
        part.absent = words[1];
        return part;
    }
    part.figure = true;
    if (found == content.measures.end()) {
        std::vector<std::string> ids;
        for (const Measure& m : content.measures)
            ids.push_back(m.id);
        auto near = nearest(words[1], ids);
        throw wrong(Error::input("There is no measure '{}'", words[1]))
            .hint(near ? fmt::format("Did you mean '{}'?", *near) : "`peelian list measures` lists them.");
    }
    part.measure = static_cast<std::size_t>(found - content.measures.begin());
    for (std::size_t i = 2; i < words.size(); ++i) {
        std::string_view word = words[i];
        if (!word.starts_with("by="))
            throw wrong(Error::input("'{}' is not an option of a figure block; only 'by=' is", word));
        std::string by(word.substr(3));
        if (by == "borough") {
            part.by_borough = true;
            continue;
        }
        if (by == "unit") {
            part.by_unit = true;
            continue;
        }
        if (by == "ward") {
            part.by_ward = true;
            continue;
        }
        const auto& breakdowns = content.data[part.measure].breakdowns;
        auto breakdown = std::ranges::find(breakdowns, by, &Breakdown::name);
        if (breakdown == breakdowns.end()) {
            std::vector<std::string> names{"borough", "unit", "ward"};
            for (const Breakdown& b : breakdowns)
                names.push_back(b.name);
            throw wrong(Error::input("'{}' has no breakdown '{}'; it can be shown by {}", words[1], by, one_of(names)));
        }
        part.breakdown = static_cast<int>(breakdown - breakdowns.begin());
    }
    return part;
}

} // namespace

DashboardText read_dashboard(const Dashboard& dashboard, const ReleaseContent& content) {
    DashboardText out;
    std::string text;
    int level = 1;
    std::size_t number = 0;
    for (const std::string& line : split(dashboard.body, '\n')) {
        ++number;
        if (!trim(line).starts_with(":::")) {
            text += line;
            text += '\n';
            continue;
        }
        add_text(out, text, level);
        text.clear();
        out.push_back(read_block(trim(line), dashboard, content, number));
        out.back().heading = level == 1 ? 2 : 3;
    }
    add_text(out, text, level);
    return out;
}

} // namespace peelian
