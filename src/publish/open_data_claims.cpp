// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "publish/open_data_files.hpp"
#include "publish/open_data_tables.hpp"

#include <cmath>

namespace peelian {
namespace {

void append_texts(std::string& out, std::initializer_list<std::string_view> fields) {
    for (std::string_view field : fields) {
        append_csv(out, field);
        out += ',';
    }
}

/// Empty for what has no end, as for what is not known.
void append_figure(std::string& out, double value) {
    if (std::isfinite(value)) append_plain_number(out, value);
    out += ',';
}

std::string ids_of(const ClaimRegister& claims, const ClaimFinding& finding) {
    std::vector<std::string> ids;
    for (std::size_t c : finding.claims)
        ids.push_back(claims.claims[c].id);
    return join(ids, " ");
}

} // namespace

std::string claims_csv(const ReleaseContent& content) {
    const ClaimRegister& all = content.claims;
    std::string out =
        "claim,subject,document,publisher,date,section,page,by,statement,printed,figure,unit,value,low,high,"
        "counts,first_month,last_month,note,measure,area_code,breakdown,group,period_kind,period,own_value,"
        "own_lower,own_upper,own_flag\n";
    for (std::size_t c = 0; c < all.claims.size(); ++c) {
        const Claim& claim = all.claims[c];
        const ClaimDocument& document = all.document_of(claim);
        append_texts(out, {claim.id, all.subjects[claim.subject].id, document.title, document.publisher, document.date,
                           claim.section, claim.page, claim.by, claim.statement, claim.printed, claim.figure,
                           to_code(claim.unit)});
        for (double value : {claim.value.value, claim.value.low, claim.value.high})
            append_figure(out, value);
        append_texts(out, {all.definition_of(claim).text, claim.period ? claim.period->first.to_string() : "",
                           claim.period ? claim.period->last.to_string() : "", claim.note});
        if (!claim.ours) {
            out += ",,,,,,,,,\n";
            continue;
        }
        const ClaimLink& link = *claim.ours;
        append_texts(out, {link.measure, content.areas[link.area].code, link.breakdown, link.group, to_code(link.kind),
                           link.last.to_string()});
        const std::optional<Point>& point = content.claim_figures[c].point;
        for (double value :
             {point ? point->value : k_missing, point ? point->lower : k_missing, point ? point->upper : k_missing})
            append_figure(out, value);
        out.append(to_code(point ? point->flag : Flag::missing)).append("\n");
    }
    return out;
}

std::string claims_findings_csv(const ReleaseContent& content) {
    const ClaimRegister& all = content.claims;
    std::string out = "subject,finding,claims,sentence,answer,right,answered_by,answered\n";
    for (const ClaimFinding& f : content.claim_findings) {
        append_texts(out, {all.subjects[f.subject].id, to_code(f.kind), ids_of(all, f), f.sentence});
        if (f.answer) {
            const ClaimAnswer& answer = all.answers[*f.answer];
            append_texts(out, {answer.text, answer.right ? all.claims[*answer.right].id : "", answer.by});
            append_csv(out, answer.date);
        } else {
            out += ",,,";
        }
        out += '\n';
    }
    return out;
}

namespace {

void add_claim(Json& json, const ReleaseContent& content, std::size_t c) {
    const ClaimRegister& all = content.claims;
    const Claim& claim = all.claims[c];
    json.object().text("id", claim.id).text("document", all.document_of(claim).id).text("section", claim.section);
    json.text_if("page", claim.page).text("by", claim.by).text("statement", claim.statement);
    json.text("printed", claim.printed).text("figure", claim.figure).text("unit", to_code(claim.unit));
    json.number("value", claim.value.value).number("low", claim.value.low);
    json.number("high", std::isfinite(claim.value.high) ? claim.value.high : k_missing);
    json.text("definition", all.definition_of(claim).id);
    if (claim.period) json.month("first_month", claim.period->first).month("last_month", claim.period->last);
    json.text_if("note", claim.note);
    if (claim.ours) {
        const ClaimLink& link = *claim.ours;
        json.object("own").text("measure", link.measure).text("area", content.areas[link.area].code);
        json.text_if("breakdown", link.breakdown).text_if("group", link.group);
        json.text("period_kind", to_code(link.kind)).month("period", link.last);
        if (const std::optional<Point>& point = content.claim_figures[c].point) {
            json.number("value", point->value).number("lower", point->lower).number("upper", point->upper);
            json.text_if("flag", to_code(point->flag));
        }
        json.end();
    }
    json.end();
}

void add_finding(Json& json, const ClaimRegister& all, const ClaimFinding& f) {
    json.object().text("finding", to_code(f.kind)).list("claims");
    for (std::size_t c : f.claims)
        json.item(all.claims[c].id);
    json.end().text("sentence", f.sentence);
    if (f.answer) {
        const ClaimAnswer& answer = all.answers[*f.answer];
        json.object("answer").text("text", answer.text);
        json.text_if("right", answer.right ? all.claims[*answer.right].id : "");
        json.text("by", answer.by).text("date", answer.date).end();
    }
    json.end();
}

} // namespace

std::string claims_json(const ReleaseContent& content) {
    const ClaimRegister& all = content.claims;
    std::string out;
    Json json(out);
    json.object().text("release", content.id).list("documents");
    for (const ClaimDocument& d : all.documents)
        json.object().text("id", d.id).text("title", d.title).text("publisher", d.publisher).text("date", d.date).end();
    json.end().list("subjects");
    for (std::size_t s = 0; s < all.subjects.size(); ++s) {
        const ClaimSubject& subject = all.subjects[s];
        json.object().text("id", subject.id).text("title", subject.title).list("definitions");
        for (const ClaimDefinition& d : subject.definitions)
            json.object().text("id", d.id).text("text", d.text).end();
        json.end().list("claims");
        for (std::size_t c = 0; c < all.claims.size(); ++c)
            if (all.claims[c].subject == s) add_claim(json, content, c);
        json.end().list("findings");
        for (const ClaimFinding& f : content.claim_findings)
            if (f.subject == s) add_finding(json, all, f);
        json.end().end();
    }
    json.end().end();
    return out;
}

} // namespace peelian
