// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/open_data_files.hpp"
#include "publish/open_data_points.hpp"
#include "publish/open_data_tables.hpp"
#include "release/peer_table.hpp"

namespace peelian {
namespace {

std::string_view to_code(AreaKind kind) {
    switch (kind) {
    case AreaKind::real: return "real";
    case AreaKind::elsewhere: return "elsewhere";
    case AreaKind::no_location: return "no-location";
    }
    return "";
}

std::string area_address(const Area& area) { return "/api/v1/areas/" + area.code + ".json"; }

void put_release(Json& json, const ReleaseContent& content) {
    json.object("release").text("id", content.id).text("date", content.date).text("profile", content.profile);
    json.text("version", content.version).text_if("previous", content.previous);
    json.boolean("synthetic", content.body.synthetic).end();
}

void put_columns(Json& json) {
    json.list("columns");
    for (std::string_view name :
         {"period_kind", "period", "numerator", "denominator", "value", "lower", "upper", "flag"})
        json.item(name);
    json.end();
}

void put_list(Json& json, std::string_view key, const std::vector<std::string>& items) {
    json.list(key);
    for (const std::string& item : items)
        json.item(item);
    json.end();
}

void put_verdict(Json& json, const Verdict& v, const Measure& measure, const Area& area) {
    double scale = verdict_scale(measure);
    json.text("verdict", to_text(v.kind)).number("direction", v.direction).text("rule", v.rule);
    json.month("signal", v.signal).month("period", v.latest);
    json.number("value", v.value * scale).number("expected", v.expected * scale);
    json.number("lower", v.lower * scale).number("upper", v.upper * scale);
    json.number("change", v.change).number("change_lower", v.change_lower).number("change_upper", v.change_upper);
    json.number("year_ago_change", v.year_ago_change).number("smallest_change", v.smallest_change);
    json.text("reason", v.reason).text("sentence", sentence(v, measure, area.name));
}

const Verdict* verdict_of(const ReleaseContent& content, std::size_t measure, const Series& series) {
    auto s = static_cast<std::size_t>(&series - content.data[measure].series.data());
    bool known = measure < content.verdicts.size() && s < content.verdicts[measure].size();
    return known ? &content.verdicts[measure][s] : nullptr;
}

void put_definition(Json& json, const MeasureData& data) {
    const Measure& m = *data.measure;
    json.object("measure").text("id", m.id).text("title", m.title).text("unit", m.unit);
    json.text("description", m.description).text_if("outcome", m.outcome).text_if("theme", m.theme);
    json.text("dataset", m.dataset).text("kind", to_text(m.kind)).text_if("where", m.where);
    json.text_if("numerator", m.numerator).text_if("denominator", m.denominator).text_if("value", m.value);
    json.text_if("against", m.against).number("per", m.per).boolean("percent", m.percent);
    json.number("decimals", m.decimals).number("months_between", m.step).text("better", to_text(m.better));
    json.list("levels");
    for (Level level : m.levels)
        json.item(to_text(level));
    json.end().list("breakdowns");
    for (const Breakdown& breakdown : data.breakdowns) {
        json.object().text("name", breakdown.name).text("title", breakdown.title);
        put_list(json, "groups", breakdown.groups);
        json.end();
    }
    json.end();
    put_list(json, "triangulate", m.triangulate);
    json.list("breaks");
    for (const SeriesBreak& at : m.breaks)
        json.object().text("from", at.from.to_string()).text("reason", at.reason).end();
    json.end().text("csv", address::measure_csv(m.id)).text("metadata", address::measure_csvw(m.id));
    json.text("page", address::measure(m.id)).end();
}

void put_area(Json& json, const ReleaseContent& content, AreaIndex index) {
    const Area& area = content.areas[index];
    json.object("area").text("code", area.code).text("name", area.name).text("level", to_text(area.level));
    json.text("kind", to_code(area.kind)).text("page", address::area(area.code));
    if (area.parent) json.text("parent", content.areas[*area.parent].code);
    json.list("children");
    for (AreaIndex child : area.children)
        json.item(content.areas[child].code);
    json.end().end();
}

} // namespace

std::string index_json(const ReleaseContent& content, const std::string& licence) {
    std::string out;
    Json json(out);
    json.object().text("title", content.body.site_title).text("publisher", content.body.name);
    put_release(json, content);
    json.text("licence", licence).text("schema", "/api/v1/schema.json").list("measures");
    for (const Measure& m : content.measures) {
        json.object().text("id", m.id).text("title", m.title).text("unit", m.unit).text_if("theme", m.theme);
        json.text("json", address::measure_json(m.id)).text("csv", address::measure_csv(m.id));
        json.text("metadata", address::measure_csvw(m.id)).end();
    }
    json.end().list("areas");
    for (const Area& area : content.areas.all()) {
        json.object().text("code", area.code).text("name", area.name).text("level", to_text(area.level));
        json.text("json", area_address(area)).end();
    }
    json.end().list("registers");
    for (const PublicRegister& all : content.registers) {
        const std::string& id = all.definition.id;
        json.object().text("id", id).text("title", all.definition.title).text("page", address::record_list(id));
        json.text("json", address::record_json(id)).text("csv", address::record_csv(id));
        json.text("metadata", address::record_csvw(id)).end();
    }
    json.end().list("files");
    for (auto [title, address] : {std::pair{"Verdicts on the latest period of every series", "/data/verdicts.csv"},
                                  {"The same for whole areas", "/api/v1/verdicts.json"},
                                  {"Rows of source files that were refused", "/data/rejects.csv"},
                                  {"Source files", "/data/sources.csv"},
                                  {"What checks found", "/data/checks.csv"},
                                  {"Figures that changed since the release before", "/data/revisions.csv"},
                                  {"All points in one file", "/data/points.parquet"}})
        json.object().text("title", title).text("address", address).end();
    json.end();
    put_list(json, "notes", content.notes);
    json.end();
    return out;
}

std::string measure_json(const ReleaseContent& content, const MeasureData& data, const std::string& areas) {
    std::string out;
    Json json(out);
    json.object();
    put_definition(json, data);
    put_release(json, content);
    put_columns(json);
    json.raw("areas", areas).end();
    return out;
}

namespace {

/// The areas it is held against; distances where they were chosen by likeness.
void put_peers(Json& json, const ReleaseContent& content, AreaIndex area) {
    if (content.areas[area].kind != AreaKind::real) return;
    put_list(json, "peers_by", content.peers.names);
    json.list("peers");
    for (const AreaPeer& peer : peers_of(content, area))
        json.object().text("code", content.areas[peer.area].code).number("distance", peer.distance).end();
    json.end();
}

} // namespace

std::string area_json(const ReleaseContent& content, AreaIndex area, const LatestPoints& latest) {
    std::string out;
    Json json(out);
    json.object();
    put_area(json, content, area);
    put_release(json, content);
    put_columns(json);
    put_peers(json, content, area);
    json.list("measures");
    for (std::size_t m = 0; m < content.data.size(); ++m) {
        const MeasureData& data = content.data[m];
        const Series* whole = data.whole_of(area);
        if (whole == nullptr) continue;
        const Measure& measure = *data.measure;
        json.object().text("id", measure.id).text("title", measure.title).text("unit", measure.unit);
        json.text("json", address::measure_json(measure.id));
        std::string points = "[";
        append_point_lists(points, latest[m][area]);
        json.raw("latest", points + "]");
        if (const Verdict* verdict = verdict_of(content, m, *whole)) {
            json.object("verdict");
            put_verdict(json, *verdict, measure, content.areas[area]);
            json.end();
        }
        json.end();
    }
    json.end().end();
    return out;
}

std::string verdicts_json(const ReleaseContent& content) {
    std::string out;
    Json json(out);
    json.object();
    put_release(json, content);
    json.list("verdicts");
    for (std::size_t m = 0; m < content.data.size(); ++m)
        for (const Series& series : content.data[m].series) {
            if (series.breakdown >= 0) continue;
            const Verdict* verdict = verdict_of(content, m, series);
            if (verdict == nullptr) continue;
            const Area& area = content.areas[series.area];
            json.object().text("measure", content.data[m].measure->id).text("area_code", area.code);
            json.text("level", to_text(area.level));
            put_verdict(json, *verdict, *content.data[m].measure, area);
            json.end();
        }
    json.end().end();
    return out;
}

} // namespace peelian
