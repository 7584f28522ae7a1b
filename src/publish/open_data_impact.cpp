// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "publish/open_data_files.hpp"
#include "publish/open_data_tables.hpp"

namespace peelian {
namespace {

void append_texts(std::string& out, std::initializer_list<std::string_view> fields) {
    for (std::string_view field : fields) {
        append_csv(out, field);
        out += ',';
    }
}

void append_numbers(std::string& out, const Point& point) {
    for (double v : {point.value, point.lower, point.upper}) {
        append_plain_number(out, v);
        out += ',';
    }
}

void append_judgement(std::string& out, const ImpactPolicy& policy, const ImpactJudgement& judgement) {
    append_texts(out, {policy.id, policy.status, policy.date, policy.review, judgement.on, to_code(judgement.effect),
                       judgement.judgement, judgement.basis});
}

void append_figure(std::string& out, const ReleaseContent& content, const ImpactEvidence& evidence,
                   const ImpactFigure& figure) {
    Point none;
    const Point& point = figure.point ? *figure.point : none;
    append_texts(out, {evidence.measure, content.areas[evidence.area].code, evidence.breakdown, figure.group,
                       figure.point ? to_code(point.kind) : "", figure.point ? point.last.to_string() : ""});
    append_numbers(out, point);
    append_texts(out, {to_code(figure.point ? point.flag : Flag::missing), to_text(figure.verdict.kind),
                       figure.gap ? evidence.against : ""});
    std::string gap;
    append_numbers(gap, figure.gap ? *figure.gap : none);
    gap.back() = '\n';
    out += gap;
}

} // namespace

std::string impact_csv(const ReleaseContent& content) {
    std::string out =
        "policy,status,date,review,on,effect,judgement,basis,measure,area_code,breakdown,group,period_kind,"
        "period,value,lower,upper,flag,verdict,against,gap,gap_lower,gap_upper\n";
    for (const ImpactReport& report : content.impact_reports) {
        const ImpactPolicy& policy = content.impact.policies[report.policy];
        for (std::size_t j = 0; j < policy.judgements.size(); ++j) {
            const ImpactJudgement& judgement = policy.judgements[j];
            std::size_t rows = 0;
            for (std::size_t e = 0; e < judgement.evidence.size(); ++e)
                for (const ImpactFigure& figure : report.evidence[j][e].figures) {
                    append_judgement(out, policy, judgement);
                    append_figure(out, content, judgement.evidence[e], figure);
                    ++rows;
                }
            if (rows > 0) continue;
            append_judgement(out, policy, judgement);
            out += ",,,,,,,,,,,,,,\n";
        }
    }
    return out;
}

std::string impact_calls_csv(const ReleaseContent& content) {
    std::string out = "policy,on,call,sentence\n";
    for (const ImpactReport& report : content.impact_reports)
        for (const ImpactCall& call : report.calls) {
            append_texts(out, {content.impact.policies[report.policy].id, call.on, to_code(call.kind)});
            append_csv(out, call.sentence);
            out += '\n';
        }
    return out;
}

namespace {

void add_point(Json& json, std::string_view key, const Point& point) {
    json.object(key).text("period_kind", to_code(point.kind)).month("period", point.last);
    json.number("value", point.value).number("lower", point.lower).number("upper", point.upper);
    json.text_if("flag", to_code(point.flag)).end();
}

void add_evidence(Json& json, const ReleaseContent& content, const ImpactEvidence& evidence,
                  const ImpactEvidenceFigures& figures) {
    json.object().text("measure", evidence.measure).text("area", content.areas[evidence.area].code);
    json.text_if("breakdown", evidence.breakdown).text_if("against", evidence.against).text_if("says", evidence.says);
    json.text_if("problem", figures.problem).list("figures");
    for (const ImpactFigure& f : figures.figures) {
        json.object().text_if("group", f.group);
        if (f.point) add_point(json, "figure", *f.point);
        json.text("verdict", to_text(f.verdict.kind));
        if (f.gap) add_point(json, "gap", *f.gap);
        json.end();
    }
    json.end().end();
}

void add_judgement(Json& json, const ReleaseContent& content, const ImpactJudgement& judgement,
                   const std::vector<ImpactEvidenceFigures>& figures) {
    json.object().text("on", judgement.on).text("effect", to_code(judgement.effect));
    json.text("judgement", judgement.judgement).text("basis", judgement.basis).list("evidence");
    for (std::size_t e = 0; e < judgement.evidence.size(); ++e)
        add_evidence(json, content, judgement.evidence[e], figures[e]);
    json.end().list("gaps");
    for (const ImpactGap& gap : judgement.gaps)
        json.object().text("unknown", gap.unknown).text("tells", gap.tells).end();
    json.end().list("mitigations");
    for (const ImpactMitigation& m : judgement.mitigations)
        json.object().text("text", m.text).text("owner", m.owner).text("due", m.due).text_if("done", m.done).end();
    json.end().end();
}

void add_policy(Json& json, const ReleaseContent& content, const ImpactReport& report) {
    const ImpactPolicy& policy = content.impact.policies[report.policy];
    json.object().text("id", policy.id).text("title", policy.title).text("about", policy.about);
    json.text("owner", policy.owner).text("status", policy.status).text("date", policy.date);
    json.text("review", policy.review).list("serves");
    for (const std::string& id : policy.serves)
        json.item(id);
    json.end().list("commitments");
    for (const std::string& id : policy.commitments)
        json.item(id);
    json.end().list("judgements");
    for (std::size_t j = 0; j < policy.judgements.size(); ++j)
        add_judgement(json, content, policy.judgements[j], report.evidence[j]);
    json.end().list("calls");
    for (const ImpactCall& call : report.calls)
        json.object().text_if("on", call.on).text("call", to_code(call.kind)).text("sentence", call.sentence).end();
    json.end().end();
}

} // namespace

std::string impact_json(const ReleaseContent& content) {
    std::string out;
    Json json(out);
    json.object().text("release", content.id).text("date", content.date).list("characteristics");
    for (const ProtectedCharacteristic& c : protected_characteristics())
        json.object().text("id", c.id).text("title", c.title).end();
    json.end().list("objectives");
    for (const ImpactObjective& o : content.impact.objectives)
        json.object().text("id", o.id).text("title", o.title).text("text", o.text).end();
    json.end().list("policies");
    for (const ImpactReport& report : content.impact_reports)
        add_policy(json, content, report);
    json.end().end();
    return out;
}

} // namespace peelian
