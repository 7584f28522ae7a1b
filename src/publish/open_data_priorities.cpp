// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "publish/open_data_files.hpp"
#include "publish/open_data_tables.hpp"

namespace peelian {
namespace {

void append_row(std::string& out, std::initializer_list<std::string_view> fields) {
    bool first = true;
    for (std::string_view field : fields) {
        if (!first) out += ',';
        first = false;
        append_csv(out, field);
    }
    out += '\n';
}

const PriorityCandidate& candidate_of(const ReleaseContent& content, const CandidateEvidence& evidence) {
    return content.priorities.candidates[evidence.candidate];
}

} // namespace

std::string priorities_csv(const ReleaseContent& content) {
    std::string out = "year,area_code,area,date,event,priority,instead_of,parties,why\n";
    for (const PriorityYear& year : content.priorities.years)
        for (const PriorityChoice& choice : year.choices) {
            const Area& area = content.areas[choice.area];
            for (const std::string& id : choice.chosen)
                append_row(out, {year.year, area.code, area.name, choice.agreed, "chosen", id, "",
                                 join(choice.parties, "; "), choice.why});
            for (const PriorityChange& change : choice.changes)
                append_row(out, {year.year, area.code, area.name, change.date, "changed", change.in, change.out,
                                 join(change.parties, "; "), change.why});
        }
    return out;
}

std::string priorities_evidence_csv(const ReleaseContent& content) {
    std::string out =
        "area_code,area,candidate,evidence,measure,period_kind,period,value,lower,upper,flag,against,ratio,p,"
        "reason,sentence\n";
    for (const EvidencePack& pack : content.packs)
        for (const CandidateEvidence& c : pack.candidates)
            for (const Evidence& e : c.findings) {
                const Area& area = content.areas[pack.area];
                Point none;
                const Point& here = e.here ? *e.here : none;
                for (std::string_view text :
                     {std::string_view(area.code), std::string_view(area.name),
                      std::string_view(candidate_of(content, c).id), to_code(e.kind), std::string_view(e.measure)}) {
                    append_csv(out, text);
                    out += ',';
                }
                if (e.here) out.append(to_code(here.kind)).append(",").append(here.last.to_string());
                else out += ',';
                for (double v : {here.value, here.lower, here.upper}) {
                    out += ',';
                    append_plain_number(out, v);
                }
                out.append(",").append(e.here ? to_code(here.flag) : to_code(Flag::missing));
                for (double v : {e.against, e.ratio, e.p}) {
                    out += ',';
                    append_plain_number(out, v);
                }
                out.append(e.reason ? ",yes," : ",no,");
                append_csv(out, e.sentence);
                out += '\n';
            }
    return out;
}

namespace {

void add_choice(Json& json, const ReleaseContent& content, const PriorityChoice& choice) {
    json.object().text("area", content.areas[choice.area].code).text("agreed", choice.agreed);
    json.list("chosen");
    for (const std::string& id : choice.chosen)
        json.item(id);
    json.end().list("parties");
    for (const std::string& party : choice.parties)
        json.item(party);
    json.end().text_if("why", choice.why).list("changes");
    for (const PriorityChange& change : choice.changes) {
        json.object().text("date", change.date).text("out", change.out).text("in", change.in).text("why", change.why);
        json.list("parties");
        for (const std::string& party : change.parties)
            json.item(party);
        json.end().end();
    }
    json.end().end();
}

void add_evidence(Json& json, const Evidence& e) {
    json.object().text("kind", to_code(e.kind)).text_if("measure", e.measure);
    if (e.here) {
        json.text("period_kind", to_code(e.here->kind)).month("period", e.here->last);
        json.number("value", e.here->value).number("lower", e.here->lower).number("upper", e.here->upper);
        json.text_if("flag", to_code(e.here->flag));
    }
    json.number("against", e.against).number("ratio", e.ratio).number("p", e.p);
    json.boolean("reason", e.reason).text("sentence", e.sentence).end();
}

} // namespace

std::string priorities_json(const ReleaseContent& content) {
    const Priorities& p = content.priorities;
    std::string out;
    Json json(out);
    json.object().text("release", content.id).number("choose", static_cast<double>(p.choose));
    json.number("above_peers", p.above_peers).list("candidates");
    for (const PriorityCandidate& c : p.candidates)
        json.object()
            .text("id", c.id)
            .text("title", c.title)
            .text_if("volume", c.volume)
            .text_if("rate", c.rate)
            .text_if("harm", c.harm)
            .text_if("repeat", c.repeat)
            .text_if("concern", c.concern)
            .end();
    json.end().list("everywhere");
    for (const SharedPriority& shared : p.everywhere) {
        json.object().text("id", shared.id).text("title", shared.title).list("measures");
        for (const std::string& id : shared.measures)
            json.item(id);
        json.end().end();
    }
    json.end().list("years");
    for (const PriorityYear& year : p.years) {
        json.object().text("year", year.year).list("choices");
        for (const PriorityChoice& choice : year.choices)
            add_choice(json, content, choice);
        json.end().end();
    }
    json.end().list("packs");
    for (const EvidencePack& pack : content.packs) {
        json.object().text("area", content.areas[pack.area].code).list("candidates");
        for (const CandidateEvidence& c : pack.candidates) {
            json.object().text("id", candidate_of(content, c).id).list("evidence");
            for (const Evidence& e : c.findings)
                add_evidence(json, e);
            json.end().end();
        }
        json.end().end();
    }
    json.end().end();
    return out;
}

} // namespace peelian
