// SPDX-License-Identifier: MIT
// Evaluations: what was done, what is found, and what that rests on.
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/figure.hpp"
#include "publish/markdown.hpp"
#include "publish/pages.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

std::string_view method_of(EvaluationDesign design) {
    switch (design) {
    case EvaluationDesign::before_after: return "before-and-after";
    case EvaluationDesign::difference: return "difference-in-differences";
    case EvaluationDesign::staggered: return "staggered-roll-outs";
    case EvaluationDesign::synthetic: return "synthetic-comparison";
    case EvaluationDesign::displacement: return "displacement";
    case EvaluationDesign::dose: break;
    }
    return "dose-and-compliance";
}

std::string_view symbol_of(const EvaluationReport& r) {
    if (r.result.finding == EvaluationFinding::not_estimated) return "few";
    if (r.result.finding == EvaluationFinding::cannot_tell) return "non";
    if (r.evaluation.expected == 0) return "chg";
    return (r.result.finding == EvaluationFinding::rose) == (r.evaluation.expected > 0) ? "imp" : "wor";
}

std::string_view symbol_words(const EvaluationReport& r) {
    switch (r.result.finding) {
    case EvaluationFinding::not_estimated: return "Not estimated";
    case EvaluationFinding::cannot_tell: return "We cannot tell";
    case EvaluationFinding::rose: return r.result.doubted ? "Higher, with doubts" : "Higher than without it";
    case EvaluationFinding::fell: break;
    }
    return r.result.doubted ? "Lower, with doubts" : "Lower than without it";
}

std::string names_of(const SiteContext& site, std::vector<AreaIndex> areas) {
    constexpr std::size_t k_most = 8;
    std::vector<std::string> names;
    for (AreaIndex a : areas)
        names.push_back(site.area(a).name);
    if (names.size() <= k_most) return join(names, ", ");
    std::size_t rest = names.size() - k_most;
    names.resize(k_most);
    return fmt::format("{} and {} more", join(names, ", "), rest);
}

/// An effect as the page says it: "-12.3%", "+3.4".
std::string effect_text(const EvaluationReport& r, const Measure& measure, double value, bool share) {
    if (std::isnan(value)) return "";
    if (share) return signed_number(100 * value, 1) + "%";
    if (r.evaluation.design == EvaluationDesign::synthetic) return number(100 * value, 0) + "%";
    return signed_number(value, std::max(1, measure.decimals));
}

void fill_design(View page, const SiteContext& site, const EvaluationReport& r, const Measure& measure) {
    const Evaluation& e = r.evaluation;
    auto fact = [&](std::string_view name, const std::string& value) {
        if (!value.empty()) page.section("FACT").text("NAME", name).text("VALUE", value);
    };
    std::vector<AreaIndex> treated;
    std::vector<Month> starts;
    for (const TreatedArea& t : e.treated) {
        treated.push_back(t.area);
        starts.push_back(t.start);
    }
    auto [first, last] = std::ranges::minmax(starts);
    fact("Where", names_of(site, treated));
    fact("From", first == last ? first.to_words() : first.to_words() + " to " + last.to_words());
    fact("Compared with", names_of(site, e.comparison));
    fact("Around", names_of(site, e.around));
    fact("Around the comparison", names_of(site, e.around_comparison));
    fact("Measure", measure.title + (e.group.empty() ? "" : ", " + e.group));
    fact("Design", std::string(to_words(e.design)));
    fact("Author", e.author);
    fact("Date", date_words(e.date));
}

/// The line, and what is expected without what was done.
void fill_drawing(View page, const SiteContext& site, const EvaluationReport& r, const Measure& measure) {
    const EvaluationResult& result = r.result;
    if (result.periods.empty()) return;
    Measure drawn = measure;
    drawn.breaks.clear();
    std::vector<Point> points;
    ExpectedRange range;
    bool started = false;
    for (const EvaluationPeriod& p : result.periods) {
        if (p.after && !started) drawn.breaks.push_back({p.last, ""});
        started = started || p.after;
        Point& point = points.emplace_back();
        point.kind = label_kind(measure);
        point.last = p.last;
        point.value = p.treated;
        if (std::isnan(p.treated)) point.flag = Flag::missing;
        range.centre.push_back(p.expected);
        range.lower.push_back(p.lower);
        range.upper.push_back(p.upper);
    }
    ChartInput input{&drawn, base_kind(measure), points, &range};
    input.band_label = "expected";
    input.break_label = "start";
    input.marks = false;
    FigureText text;
    text.id = "evaluation";
    text.heading = 3;
    text.title = fmt::format("{}: what happened, and what is expected without it", measure.title);
    text.subtitle = fmt::format("{}; {}", unit_words(measure),
                                result.treated == 1 ? "one area"
                                : result.relative   ? fmt::format("geometric mean of {} areas", result.treated)
                                : r.evaluation.design == EvaluationDesign::displacement
                                    ? fmt::format("all of {} areas", result.treated)
                                    : fmt::format("mean of {} areas", result.treated));
    text.alt = fmt::format("Line chart of {} where it was done, with what is expected without it. The table holds "
                           "every value.",
                           measure.title);
    text.methods = {method_of(r.evaluation.design)};
    text.links = {{"Table", "#evaluation-table"},
                  {"CSV", address::evaluation_csv(r.evaluation.id)},
                  {"JSON", address::evaluation_json(r.evaluation.id)}};
    View section = page.section("DRAWING");
    fill_figure(section.include("FIGURE", "figure.tpl"), site, draw_chart(input), text);
    bool compared = std::ranges::any_of(result.periods, [](const auto& p) { return !std::isnan(p.comparison); });
    section.show("COMPARED", compared);
    for (auto p = result.periods.rbegin(); p != result.periods.rend(); ++p) {
        View row = section.section(compared ? "COMPARED_ROW" : "ROW");
        row.text("P", short_period(label_kind(measure), p->last)).fixed("PHASE", p->after ? "after" : "before");
        row.text("V", std::isnan(p->treated) ? "" : value_text(measure, p->treated));
        std::string expected = std::isnan(p->expected) ? "" : value_text(measure, p->expected);
        if (!std::isnan(p->lower)) expected += fmt::format(" ({})", range_text(measure, p->lower, p->upper));
        row.text("E", expected);
        if (compared) row.text("C", std::isnan(p->comparison) ? "" : value_text(measure, p->comparison));
    }
}

void fill_details(View page, const EvaluationReport& r, const Measure& measure) {
    if (r.result.details.empty()) return;
    View details = page.section("DETAILS").text("TITLE", r.result.details_title);
    for (const NamedEffect& d : r.result.details) {
        bool part = d.name.starts_with("Part received");
        bool share = r.result.relative && r.evaluation.design != EvaluationDesign::synthetic && !part;
        std::string limits = effect_text(r, measure, d.effect.lower, share);
        if (!limits.empty()) limits += " to " + effect_text(r, measure, d.effect.upper, share);
        details.section("ROW")
            .text("NAME", d.name)
            .text("EFFECT", part ? signed_number(d.effect.value, 2) : effect_text(r, measure, d.effect.value, share))
            .text("LIMITS", limits)
            .text("PV", std::isnan(d.effect.p) ? ""
                        : d.effect.p < 0.001   ? "below 0.001"
                                               : number(d.effect.p, 3));
    }
}

} // namespace

void evaluations_page(Sheet& sheet, const SiteContext& site) {
    PageHead head{"Evaluations", "evaluations", {}, {}};
    View page = start_page(sheet, site, head, "evaluations.tpl");
    for (const EvaluationReport& r : site.content.evaluations)
        page.section("EVALUATION")
            .text("ADDRESS", address::evaluation(r.evaluation.id))
            .text("TITLE", r.evaluation.title)
            .text("QUESTION", r.evaluation.question)
            .fixed("SYMBOL", symbol_of(r))
            .fixed("WORDS", symbol_words(r))
            .text("CONCLUSION", r.result.conclusion);
}

void evaluation_page(Sheet& sheet, const SiteContext& site, std::size_t i) {
    const EvaluationReport& r = site.content.evaluations[i];
    const Measure& measure = *site.find(r.evaluation.measure)->measure;
    PageHead head{r.evaluation.title, "evaluations", {{"Evaluations", "/evaluations/"}}, {}};
    View page = start_page(sheet, site, head, "evaluation.tpl");
    if (is_about_victims(measure)) page.include("HELP", "help.tpl");
    page.text("TITLE", r.evaluation.title).text("QUESTION", r.evaluation.question);
    page.fixed("SYMBOL", symbol_of(r)).fixed("WORDS", symbol_words(r)).text("CONCLUSION", r.result.conclusion);
    page.maybe("RESTS", r.result.p_method);
    int level = 2;
    page.text("DONE", html_of_markdown(r.evaluation.done, level));
    fill_design(page, site, r, measure);
    fill_drawing(page, site, r, measure);
    fill_details(page, r, measure);
    for (const Assumption& a : r.result.assumptions)
        page.section("ASSUMPTION").text("NAME", a.name).fixed("STATE", to_text(a.state)).text("SENTENCE", a.sentence);
    level = 2;
    if (!r.evaluation.limitations.empty())
        page.section("LIMITS").text("HTML", html_of_markdown(r.evaluation.limitations, level));
    page.text("METHOD", address::method(method_of(r.evaluation.design)));
    page.text("METHOD_NAME", site.method(method_of(r.evaluation.design)).title);
    page.text("CSV", address::evaluation_csv(r.evaluation.id)).text("JSON", address::evaluation_json(r.evaluation.id));
}

} // namespace peelian
