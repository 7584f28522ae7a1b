// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "publish/open_data_files.hpp"
#include "publish/open_data_tables.hpp"

namespace peelian {

std::string evaluation_csv(const EvaluationReport& report) {
    std::string out = "evaluation,measure,period,phase,treated,expected,lower,upper,comparison\n";
    for (const EvaluationPeriod& p : report.result.periods) {
        append_csv(out, report.evaluation.id);
        out += ',';
        append_csv(out, report.evaluation.measure);
        out.append(",").append(p.last.to_string()).append(p.after ? ",after" : ",before");
        for (double v : {p.treated, p.expected, p.lower, p.upper, p.comparison}) {
            out += ',';
            append_plain_number(out, v);
        }
        out += '\n';
    }
    return out;
}

namespace {

void add_effect(Json& json, const Effect& e) {
    json.number("value", e.value).number("lower", e.lower).number("upper", e.upper).number("p", e.p);
    json.text_if("reason", e.certain() ? "" : to_code(e.reason));
}

void add_areas(Json& json, std::string_view key, const ReleaseContent& content, const std::vector<AreaIndex>& areas) {
    json.list(key);
    for (AreaIndex a : areas)
        json.item(content.areas[a].code);
    json.end();
}

} // namespace

std::string evaluation_json(const ReleaseContent& content, const EvaluationReport& report) {
    const Evaluation& e = report.evaluation;
    const EvaluationResult& r = report.result;
    std::string out;
    Json json(out);
    json.object();
    json.text("release", content.id).text("id", e.id).text("title", e.title).text("question", e.question);
    json.text("design", to_text(e.design)).text("measure", e.measure);
    json.text_if("breakdown", e.breakdown).text_if("group", e.group);
    json.list("treated");
    for (const TreatedArea& t : e.treated) {
        json.object().text("area", content.areas[t.area].code).text("start", t.start.to_string());
        if (e.design == EvaluationDesign::dose) json.number("dose", t.dose);
        json.end();
    }
    json.end();
    add_areas(json, "comparison", content, e.comparison);
    add_areas(json, "around", content, e.around);
    add_areas(json, "around_comparison", content, e.around_comparison);
    json.text("finding", to_text(r.finding)).boolean("doubted", r.doubted).text("conclusion", r.conclusion);
    json.text("effect_is", r.relative ? "share" : "amount").text("rests_on", r.p_method);
    json.object("effect");
    add_effect(json, r.effect);
    json.end();
    json.list("assumptions");
    for (const Assumption& a : r.assumptions)
        json.object().text("name", a.name).text("state", to_text(a.state)).text("sentence", a.sentence).end();
    json.end();
    json.list("details");
    for (const NamedEffect& d : r.details) {
        json.object().text("name", d.name);
        add_effect(json, d.effect);
        json.end();
    }
    json.end();
    json.text_if("author", e.author).text_if("date", e.date);
    json.end();
    return out;
}

} // namespace peelian
