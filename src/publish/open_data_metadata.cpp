// SPDX-License-Identifier: MIT
#include "publish/open_data_files.hpp"
#include "publish/open_data_tables.hpp"

namespace peelian {
namespace {

struct ColumnMeaning {
    std::string_view name, title, type, meaning;
    bool required;
};

constexpr ColumnMeaning k_columns[] = {
    {"measure", "Measure", "string", "Identifier of the measure", true},
    {"level", "Level", "string", "force, unit (command unit), borough or ward", true},
    {"area_code", "Area code", "string",
     "Code of the area as the Office for National Statistics has it; <force>-elsewhere and <force>-no-location stand "
     "for rows of the force that lie outside its boroughs or have no place",
     true},
    {"area_name", "Area name", "string", "Name of the area", true},
    {"period_kind", "Kind of period", "string",
     "month, quarter, fy (financial year, April to March) or r12 (12 months)", true},
    {"period", "Period", "gYearMonth", "Last month of the period", true},
    {"breakdown", "Breakdown", "string", "What the whole is broken down by; empty for the whole", false},
    {"group", "Group", "string", "Group of the breakdown; empty for the whole", false},
    {"numerator", "Numerator", "number", "What is counted", false},
    {"denominator", "Denominator", "number", "What it is held against; empty for counts", false},
    {"value", "Value", "number", "The figure; percentages are proportions from 0 to 1", false},
    {"lower", "Lower limit", "number", "Lower limit of the 95 per cent interval", false},
    {"upper", "Upper limit", "number", "Upper limit of the 95 per cent interval", false},
    {"flag", "Flag", "string", "Why a value is absent or how far to trust it; see notes", false},
};

} // namespace

std::vector<FlagMeaning> flag_meanings() {
    return {{Flag::missing, "[x]", "Not available: there is no data, or the period is incomplete"},
            {Flag::suppressed, "[c]", "Confidential: hidden to protect people, or on too few answers to be shown"},
            {Flag::low, "[low]", "Rests on few answers; use with care"},
            {Flag::provisional, "[p]", "Provisional: expected to change"},
            {Flag::revised, "[r]", "Revised since the release before"}};
}

std::string points_metadata(const ReleaseContent& content, const MeasureData& data, const std::string& licence) {
    const Measure& measure = *data.measure;
    std::string out;
    Json json(out);
    json.object().list("@context").item("http://www.w3.org/ns/csvw");
    json.object().text("@language", "en").end().end();
    json.text("url", measure.id + ".csv").text("dc:title", measure.title);
    json.text("dc:description", measure.description).text("dc:publisher", content.body.name);
    json.object("dc:license").text("@id", licence).end();
    json.text("dc:issued", content.date).text("peelian:release", content.id).text("peelian:unit", measure.unit);
    if (content.body.synthetic) json.text("peelian:synthetic", "These figures are made up.");
    json.object("dialect").boolean("header", true).text("encoding", "utf-8").text("delimiter", ",").end();
    json.object("tableSchema").list("columns");
    for (const ColumnMeaning& column : k_columns) {
        json.object().text("name", column.name).text("titles", column.title).text("datatype", column.type);
        json.text("dc:description", column.meaning);
        if (column.required) json.boolean("required", true);
        else if (column.type == "string") json.text("default", "");
        else json.text("null", "");
        json.end();
    }
    json.end().list("primaryKey");
    for (std::string_view key : {"measure", "area_code", "period_kind", "period", "breakdown", "group"})
        json.item(key);
    json.end().end().list("notes");
    for (const FlagMeaning& flag : flag_meanings())
        json.object().text("flag", to_code(flag.flag)).text("marker", flag.marker).text("meaning", flag.meaning).end();
    json.object().text("flag", "").text("marker", "").text("meaning", "A value as it is; zero is 0").end();
    json.object().text("flag", "").text("marker", "[z]");
    json.text("meaning", "An empty denominator, lower or upper without a flag: not applicable to this measure").end();
    json.end().end();
    return out;
}

std::string schema_json() {
    return R"JSON({
"$schema":"https://json-schema.org/draft/2020-12/schema",
"$id":"/api/v1/schema.json",
"title":"Answers of the interface",
"description":"index.json is an index, measures/<id>.json a measure, areas/<code>.json an area, verdicts.json a list of verdicts. Absent numbers are null. New keys may be added; those here stay.",
"oneOf":[{"$ref":"#/$defs/index"},{"$ref":"#/$defs/measure"},{"$ref":"#/$defs/area"},{"$ref":"#/$defs/verdicts"}],
"$defs":{
"number":{"type":["number","null"]},
"month":{"type":["string","null"],"pattern":"^[0-9]{4}-[0-9]{2}$"},
"flag":{"enum":["","missing","suppressed","low","provisional","revised"]},
"kind":{"enum":["month","quarter","fy","r12"]},
"level":{"enum":["force","unit","borough","ward"]},
"release":{"type":"object","required":["id","date","profile"],"properties":{
  "id":{"type":"string","pattern":"^[0-9a-f]*$"},"date":{"type":"string"},"profile":{"type":"string"},
  "version":{"type":"string"},"previous":{"type":"string"},"synthetic":{"type":"boolean"}}},
"point":{"description":"kind of period, last month, numerator, denominator, value, lower, upper, flag",
  "type":"array","minItems":8,"maxItems":8,"prefixItems":[{"$ref":"#/$defs/kind"},{"$ref":"#/$defs/month"},
  {"$ref":"#/$defs/number"},{"$ref":"#/$defs/number"},{"$ref":"#/$defs/number"},{"$ref":"#/$defs/number"},
  {"$ref":"#/$defs/number"},{"$ref":"#/$defs/flag"}]},
"verdict":{"type":"object","required":["verdict","period","sentence"],"properties":{
  "measure":{"type":"string"},"area_code":{"type":"string"},"level":{"$ref":"#/$defs/level"},
  "verdict":{"enum":["improving","worsening","changed","no clear change","not enough data","needs triangulation",
  "mostly more reporting","mostly less reporting","a real rise","a real fall","cannot tell"]},
  "direction":{"enum":[-1,0,1]},"rule":{"type":"string"},"signal":{"$ref":"#/$defs/month"},
  "period":{"$ref":"#/$defs/month"},"value":{"$ref":"#/$defs/number"},"expected":{"$ref":"#/$defs/number"},
  "lower":{"$ref":"#/$defs/number"},"upper":{"$ref":"#/$defs/number"},"change":{"$ref":"#/$defs/number"},
  "change_lower":{"$ref":"#/$defs/number"},"change_upper":{"$ref":"#/$defs/number"},
  "year_ago_change":{"$ref":"#/$defs/number"},"smallest_change":{"$ref":"#/$defs/number"},
  "reason":{"type":"string"},"sentence":{"type":"string"}}},
"index":{"type":"object","required":["title","release","licence","measures","areas","files"],"properties":{
  "title":{"type":"string"},"publisher":{"type":"string"},"release":{"$ref":"#/$defs/release"},
  "licence":{"type":"string"},"schema":{"type":"string"},
  "measures":{"type":"array","items":{"type":"object","required":["id","title","json","csv","metadata"]}},
  "areas":{"type":"array","items":{"type":"object","required":["code","name","level","json"]}},
  "registers":{"type":"array","items":{"type":"object","required":["id","title","page","json","csv","metadata"]}},
  "files":{"type":"array","items":{"type":"object","required":["title","address"]}},
  "notes":{"type":"array","items":{"type":"string"}}}},
"measure":{"type":"object","required":["measure","release","columns","areas"],"properties":{
  "measure":{"type":"object","required":["id","title","unit","kind","better"]},
  "release":{"$ref":"#/$defs/release"},
  "columns":{"const":["period_kind","period","numerator","denominator","value","lower","upper","flag"]},
  "areas":{"type":"array","items":{"type":"object","required":["code","name","level","points"],"properties":{
    "points":{"type":"array","items":{"$ref":"#/$defs/point"}}}}}}},
"area":{"type":"object","required":["area","release","columns","measures"],"properties":{
  "area":{"type":"object","required":["code","name","level","kind"]},
  "release":{"$ref":"#/$defs/release"},
  "columns":{"const":["period_kind","period","numerator","denominator","value","lower","upper","flag"]},
  "measures":{"type":"array","items":{"type":"object","required":["id","title","unit","latest"],"properties":{
    "latest":{"type":"array","items":{"$ref":"#/$defs/point"}},"verdict":{"$ref":"#/$defs/verdict"}}}}}},
"verdicts":{"type":"object","required":["release","verdicts"],"properties":{
  "release":{"$ref":"#/$defs/release"},"verdicts":{"type":"array","items":{"$ref":"#/$defs/verdict"}}}}
}
}
)JSON";
}

} // namespace peelian
