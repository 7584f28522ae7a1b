// SPDX-License-Identifier: MIT
// One record as its story: what it is, where it stands, what is next and by when, what the figures say,
// what was reported of it, and what hangs on it.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/markdown.hpp"
#include "publish/pages.hpp"
#include "publish/record_links.hpp"
#include "publish/strip.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace peelian {
namespace {

constexpr std::size_t k_most_linked = 40; ///< from one register by one field

/// What a page is about.
struct Shown {
    const SiteContext& site;
    const PublicRegister& all;
    const Record& record;
    const RegisterDefinition& definition() const { return all.definition; }
    const std::string* withheld(const FieldDefinition& field) const {
        auto found = record.withheld.find(field.id);
        return found == record.withheld.end() ? nullptr : &found->second;
    }
};

void fill_values(View field, const std::vector<ShownValue>& values) {
    for (const ShownValue& value : values) {
        View view = field.section("VALUE");
        if (value.address.empty()) view.section("PLAIN").text("TEXT", value.text);
        else view.section("LINK").text("ADDRESS", value.address).text("TEXT", value.text);
        view.maybe("IN", value.in);
    }
}

/// Fields that are a line or some, under the headings the register gives them; without one first.
void fill_fields(View page, const Shown& shown) {
    std::vector<std::string> groups{""};
    for (const FieldDefinition& field : shown.definition().fields)
        if (std::ranges::find(groups, field.group) == groups.end()) groups.push_back(field.group);
    for (const std::string& group : groups) {
        std::optional<View> list;
        for (const FieldDefinition& field : shown.definition().fields) {
            if (field.group != group || field.id == shown.definition().heading) continue;
            const std::string* withheld = shown.withheld(field);
            std::vector<ShownValue> values = shown_values(shown.site, field, shown.record);
            if (values.empty() && (withheld == nullptr || field.type == FieldType::markdown)) continue;
            if (!list) {
                list = page.section("GROUP");
                list->maybe("HEADING", group);
            }
            View item = list->section("FIELD").text("LABEL", field.label);
            item.maybe("WITHHELD", withheld == nullptr ? "" : *withheld);
            if (withheld == nullptr) fill_values(item, values);
        }
    }
}

/// Tables that people wrote have headings in their first row, and no caption of their own. Raw HTML is left
/// out before, so that these are tables of Markdown.
std::string with_captions(std::string html) {
    html = replace_all(html, "<table>", "<table><caption class=\"govuk-visually-hidden\">Table of the text</caption>");
    html = replace_all(html, "<th>", "<th scope=\"col\">");
    return replace_all(html, "<th align", "<th scope=\"col\" align");
}

/// Fields that are a text of their own.
void fill_texts(View page, const Shown& shown) {
    for (const FieldDefinition& field : shown.definition().fields) {
        if (field.type != FieldType::markdown) continue;
        const std::string* withheld = shown.withheld(field);
        std::string html;
        int level = 2;
        for (const std::string& text : values_of(shown.record, field.id))
            html += html_of_markdown(text, level);
        if (html.empty() && withheld == nullptr) continue;
        View text = page.section("TEXT").text("LABEL", field.label);
        text.maybe("WITHHELD", withheld == nullptr ? "" : *withheld);
        text.text("HTML", withheld == nullptr ? with_captions(html) : "");
    }
}

void fill_standing(View page, const Shown& shown) {
    const StateDefinition* state = shown.definition().state(shown.record.state);
    page.text("STATE", state_words(shown.definition(), shown.record.state));
    page.maybe("ABOUT", state == nullptr ? "" : state->about);
    std::vector<MadeMove> moves = reported_moves(shown.definition(), shown.record);
    // Since the first of the reports that all say so.
    std::string since;
    for (std::size_t i = moves.size(); i > 0 && moves[i - 1].to == shown.record.state; --i)
        since = moves[i - 1].on.to_words();
    page.maybe("SINCE", since);
    for (const auto& [label, days] : shown.all.due) {
        auto due = days.find(shown.record.id);
        if (due == days.end()) continue;
        page.section("DUE")
            .text("LABEL", label)
            .text("DAY", date_words(due->second))
            .show("OVERDUE", due->second < shown.site.content.date);
    }
}

std::optional<double> number_of(const Record& record, const std::string& field) {
    const std::string& text = record.first(field);
    char* end = nullptr;
    double value = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != 0) return std::nullopt;
    return value;
}

/// Likelihood times impact, where both are public.
void fill_scores(View page, const Shown& shown) {
    for (const ScoreDefinition& score : shown.definition().scores) {
        auto likelihood = number_of(shown.record, score.likelihood), impact = number_of(shown.record, score.impact);
        if (!likelihood || !impact) continue;
        page.section("SCORE")
            .text("LABEL", score.label)
            .text("SCORE", number(*likelihood * *impact))
            .text("HOW", fmt::format("likelihood {}, impact {}", number(*likelihood), number(*impact)));
    }
}

/// Verdict and small chart of each measure the record names, as on pages of the plan.
void fill_figures(View page, const Shown& shown) {
    std::vector<const MeasureIndex*> measures;
    for (const FieldDefinition& field : shown.definition().fields)
        if (field.type == FieldType::link && field.to == "measure")
            for (const std::string& id : values_of(shown.record, field.id))
                if (const MeasureIndex* index = shown.site.find(id);
                    index != nullptr && std::ranges::find(measures, index) == measures.end())
                    measures.push_back(index);
    std::optional<View> section;
    for (AreaIndex f : shown.site.forces) {
        std::vector<StripRow> rows;
        for (const MeasureIndex* index : measures)
            if (index->whole[f] >= 0) rows.push_back(area_row(shown.site, *index, f));
        if (rows.empty()) continue;
        if (!section) section = page.section("FIGURES");
        const std::string& name = shown.site.area(f).name;
        View force = section->section("FORCE").text("NAME", name);
        fill_strip(force.include("STRIP", "strip.tpl"), {{"", rows}},
                   {fmt::format("What the figures say in {}", name), "Measure and latest value"});
    }
}

/// A source that is an address leads there.
void fill_source(View move, const std::string& source) {
    if (source.empty()) return;
    View view = move.section("SOURCE");
    bool link = (source.starts_with("https://") || source.starts_with("http://")) &&
                source.find_first_of(" \n\t\"<>") == std::string::npos;
    if (link) view.section("LINK").text("SOURCE_ADDRESS", source);
    else view.section("PLAIN").text("SOURCE", source);
}

void fill_history(View page, const Shown& shown) {
    std::vector<MadeMove> moves = reported_moves(shown.definition(), shown.record);
    if (moves.empty()) {
        page.show("NO_HISTORY", shown.definition().public_history);
        return;
    }
    page.show("NO_HISTORY", false);
    View history = page.section("HISTORY");
    for (const MadeMove& move : moves) {
        View item = history.section("MOVE").text("DATE", move.on.to_words());
        item.text("STATE", state_words(shown.definition(), move.to)).maybe("NOTE", move.note);
        fill_source(item, move.source);
    }
}

/// Records that link to it; of a promise also the impact assessments that name it.
std::vector<LinkedRecords> hanging_on(const Shown& shown) {
    std::vector<LinkedRecords> linked =
        linked_records(shown.site, shown.definition().id, shown.record.id, k_most_linked);
    if (shown.definition().id != k_commitments) return linked;
    LinkedRecords policies{"", "Impact assessments", {}, 0};
    for (const ImpactPolicy& policy : shown.site.content.impact.policies)
        if (std::ranges::find(policy.commitments, shown.record.id) != policy.commitments.end())
            policies.items.push_back({policy.title, address::impact(policy.id), policy.status});
    if (!policies.items.empty()) linked.push_back(std::move(policies));
    return linked;
}

} // namespace

void one_record_page(Sheet& sheet, const SiteContext& site, std::size_t in, std::size_t record_at) {
    const RegisterIndex& index = site.records.registers()[in];
    Shown shown{site, *index.all, index.all->records[record_at]};
    std::string title = record_title(site, shown.definition(), shown.record);
    PageHead head{title, "record", {{"The record", "/record/"}, {shown.definition().title, index.address}}, {}};
    View page = start_page(sheet, site, head, "record.tpl");
    page.text("KICKER", capital(shown.definition().singular)).text("TITLE", title);
    page.text("ALL_ADDRESS", index.address).text("ALL", uncapital(shown.definition().title));
    page.text("CSV", address::record_csv(shown.definition().id))
        .text("JSON", address::record_json(shown.definition().id));
    fill_standing(page, shown);
    fill_fields(page, shown);
    fill_scores(page, shown);
    fill_texts(page, shown);
    fill_figures(page, shown);
    fill_history(page, shown);
    if (std::vector<LinkedRecords> linked = hanging_on(shown); !linked.empty())
        fill_linked(page.include("HANGS", "record_links.tpl"), linked, "What hangs on it");
}

} // namespace peelian
