// SPDX-License-Identifier: MIT
#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "publish/open_data.hpp"
#include "publish/sample_content.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

using namespace peelian;
namespace fs = std::filesystem;

namespace {

/// A folder of its own that goes with the test.
class Folder {
public:
    Folder() {
        static int n = 0;
        path_ =
            fs::temp_directory_path() / ("peelian-open-data-" + std::to_string(::getpid()) + "-" + std::to_string(n++));
        fs::remove_all(path_);
        fs::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    const fs::path& path() const { return path_; }
    std::string read(const std::string& name) const { return read_file(path_ / name); }

private:
    fs::path path_;
};

/// One release written for all tests that only read it.
struct Written {
    std::unique_ptr<ReleaseContent> content = sample_content();
    Folder folder;
    std::vector<WrittenFile> files = write_open_data(*content, {.folder = folder.path(), .threads = 2});
};

const Written& written() {
    static Written once;
    return once;
}

} // namespace

TEST_CASE("every file is listed with its bytes and fingerprint, by path") {
    const Written& w = written();
    CHECK(std::ranges::is_sorted(w.files, {}, &WrittenFile::path));
    std::set<std::string> listed;
    for (const WrittenFile& file : w.files) {
        std::string bytes = w.folder.read(file.path);
        CHECK(bytes.size() == file.bytes);
        CHECK(sha256(bytes) == file.sha256);
        CHECK(file.points ==
              (file.path.starts_with("data/") && std::ranges::any_of(w.content->measures, [&](const Measure& m) {
                   return file.path == "data/" + m.id + ".csv";
               })));
        listed.insert(file.path);
    }
    std::size_t found = 0;
    for (const auto& entry : fs::recursive_directory_iterator(w.folder.path()))
        found += entry.is_regular_file();
    CHECK(found == listed.size());
}

TEST_CASE("the same content gives the same bytes on any number of threads") {
    Folder again;
    std::vector<WrittenFile> one = write_open_data(*written().content, {.folder = again.path(), .threads = 1});
    REQUIRE(one.size() == written().files.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        CHECK(one[i].path == written().files[i].path);
        CHECK(one[i].sha256 == written().files[i].sha256);
    }
}

TEST_CASE("a measure's rows are its points, with the columns that are promised") {
    const Written& w = written();
    for (const MeasureData& data : w.content->data) {
        CsvTable table = parse_csv(w.folder.read("data/" + data.measure->id + ".csv"), data.measure->id);
        CHECK(table.header == std::vector<std::string>{"measure", "level", "area_code", "area_name", "period_kind",
                                                       "period", "breakdown", "group", "numerator", "denominator",
                                                       "value", "lower", "upper", "flag"});
        std::size_t row = 0;
        for (const Series& series : data.series)
            for (PeriodKind kind : period_kinds(*data.measure))
                for (const Point& point : points_of(data, series, kind)) {
                    REQUIRE(row < table.rows.size());
                    const auto& fields = table.rows[row++].fields;
                    CHECK(fields[0] == data.measure->id);
                    CHECK(fields[2] == w.content->areas[series.area].code);
                    CHECK(fields[4] == to_code(kind));
                    CHECK(fields[5] == point.last.to_string());
                    CHECK(fields[6].empty() == (series.breakdown < 0));
                    const double numbers[]{point.numerator, point.denominator, point.value, point.lower, point.upper};
                    for (std::size_t n = 0; n < 5; ++n)
                        CHECK(fields[8 + n] == (std::isnan(numbers[n]) ? "" : plain_number(numbers[n])));
                    CHECK(fields[13] == to_code(point.flag));
                }
        CHECK(row == table.rows.size());
    }
}

TEST_CASE("missing, zero and suppressed are three different things in every file") {
    const Written& w = written();
    bool zero = false, missing = false, suppressed = false;
    for (const MeasureData& data : w.content->data) {
        CsvTable table = parse_csv(w.folder.read("data/" + data.measure->id + ".csv"), data.measure->id);
        for (const CsvRow& row : table.rows) {
            const std::string &numerator = row.fields[8], &value = row.fields[10], &flag = row.fields[13];
            zero = zero || (numerator == "0" && flag.empty());
            missing = missing || flag == "missing";
            suppressed = suppressed || flag == "suppressed";
            if (flag == "suppressed")
                CHECK((numerator.empty() && value.empty() && row.fields[11].empty() && row.fields[12].empty()));
            if (flag == "missing") CHECK(value.empty());
            if (flag.empty()) CHECK_FALSE(value.empty());
        }
    }
    CHECK(zero);
    CHECK(missing);
    CHECK(suppressed);
}

TEST_CASE("metadata describes the columns of the file beside it") {
    const Written& w = written();
    for (const Measure& measure : w.content->measures) {
        auto json = nlohmann::json::parse(w.folder.read("data/" + measure.id + ".csv-metadata.json"));
        CHECK(json["@context"][0] == "http://www.w3.org/ns/csvw");
        CHECK(json["url"] == measure.id + ".csv");
        std::string header;
        for (const auto& column : json["tableSchema"]["columns"])
            header += (header.empty() ? "" : ",") + column["name"].get<std::string>();
        CHECK(header + "\n" == points_csv_header());
        CHECK(json["tableSchema"]["primaryKey"].size() == 6);
        CHECK(json["dc:license"]["@id"].get<std::string>().find("open-government-licence") != std::string::npos);
    }
}

TEST_CASE("the primary key is one") {
    const Written& w = written();
    for (const Measure& measure : w.content->measures) {
        CsvTable table = parse_csv(w.folder.read("data/" + measure.id + ".csv"), measure.id);
        std::set<std::vector<std::string>> keys;
        for (const CsvRow& row : table.rows)
            keys.insert({row.fields[0], row.fields[2], row.fields[4], row.fields[5], row.fields[6], row.fields[7]});
        CHECK(keys.size() == table.rows.size());
    }
}

TEST_CASE("the index leads to every file of the interface") {
    const Written& w = written();
    auto index = nlohmann::json::parse(w.folder.read("api/v1/index.json"));
    auto there = [&](const nlohmann::json& address) {
        auto path = address.get<std::string>();
        REQUIRE(path.starts_with("/"));
        return path == "/data/points.parquet" || fs::exists(w.folder.path() / path.substr(1));
    };
    CHECK(index["release"]["id"] == w.content->id);
    CHECK(index["measures"].size() == w.content->measures.size());
    for (const auto& measure : index["measures"])
        for (const char* key : {"json", "csv", "metadata"})
            CHECK(there(measure[key]));
    CHECK(index["areas"].size() == w.content->areas.size());
    for (const auto& area : index["areas"])
        CHECK(there(area["json"]));
    for (const auto& file : index["files"])
        CHECK(there(file["address"]));
    CHECK(there(index["schema"]));
}

TEST_CASE("a measure's JSON holds the points of forces and boroughs as its CSV does") {
    const Written& w = written();
    const MeasureData& data = w.content->data.front();
    auto json = nlohmann::json::parse(w.folder.read("api/v1/measures/" + data.measure->id + ".json"));
    CHECK(json["measure"]["id"] == data.measure->id);
    CHECK(json["measure"]["title"] == data.measure->title);
    std::size_t wholes = 0;
    for (const Series& series : data.series)
        wholes += series.breakdown < 0 && w.content->areas[series.area].level != Level::ward;
    CHECK(json["areas"].size() == wholes);
    for (const auto& area : json["areas"]) {
        const Series* series = data.whole_of(w.content->areas.at(area["code"].get<std::string>()));
        REQUIRE(series != nullptr);
        std::size_t at = 0;
        for (PeriodKind kind : period_kinds(*data.measure))
            for (const Point& point : points_of(data, *series, kind)) {
                const auto& list = area["points"][at++];
                CHECK(list.size() == json["columns"].size());
                CHECK(list[0] == to_code(kind));
                CHECK(list[1] == point.last.to_string());
                if (std::isnan(point.value)) CHECK(list[4].is_null());
                else CHECK(list[4].get<double>() == point.value);
                CHECK(list[7] == to_code(point.flag));
            }
        CHECK(at == area["points"].size());
    }
}

TEST_CASE("open data tells of command units as a level of their own") {
    auto content = sample_content({.boroughs = 3, .months = 20, .forces = 1, .units = 1});
    Folder folder;
    write_open_data(*content, {.folder = folder.path(), .threads = 1, .licence = "l"});
    std::string csv = folder.read("data/recorded-burglary.csv");
    CHECK(csv.find("recorded-burglary,unit,BCU-11,Upper Mere,month,") != std::string::npos);
    auto area = nlohmann::json::parse(folder.read("api/v1/areas/BCU-11.json"))["area"];
    CHECK(area["level"] == "unit");
    CHECK(area["parent"] == "E23000001");
    CHECK(area["children"] == nlohmann::json::array({"E09000001", "E09000002"}));
    auto measure = nlohmann::json::parse(folder.read("api/v1/measures/recorded-burglary.json"));
    CHECK(measure["measure"]["levels"] == nlohmann::json::array({"force", "unit", "borough", "ward"}));
    auto is_unit = [](const nlohmann::json& a) { return a["level"] == "unit" && !a["points"].empty(); };
    CHECK(std::ranges::count_if(measure["areas"], is_unit) == 1);
    auto levels = nlohmann::json::parse(folder.read("api/v1/schema.json")).dump();
    CHECK(levels.find(R"(["force","unit","borough","ward"])") != std::string::npos);
}

TEST_CASE("an area's JSON holds its measures with their latest points and verdicts") {
    const Written& w = written();
    for (const Area& area : w.content->areas.all()) {
        auto json = nlohmann::json::parse(w.folder.read("api/v1/areas/" + area.code + ".json"));
        CHECK(json["area"]["name"] == area.name);
        CHECK(json["area"]["children"].size() == area.children.size());
        for (const auto& measure : json["measures"]) {
            CHECK(measure["latest"].size() > 0);
            CHECK(measure["verdict"]["sentence"].get<std::string>().size() > 0);
        }
    }
}

TEST_CASE("schema and verdicts are JSON, and every verdict is one of those the schema knows") {
    const Written& w = written();
    auto schema = nlohmann::json::parse(w.folder.read("api/v1/schema.json"));
    std::set<std::string> known;
    for (const auto& word : schema["$defs"]["verdict"]["properties"]["verdict"]["enum"])
        known.insert(word.get<std::string>());
    auto verdicts = nlohmann::json::parse(w.folder.read("api/v1/verdicts.json"));
    CHECK(verdicts["verdicts"].size() > 0);
    for (const auto& verdict : verdicts["verdicts"]) {
        CHECK(known.contains(verdict["verdict"].get<std::string>()));
        for (const auto& [key, value] : verdict.items())
            CHECK(schema["$defs"]["verdict"]["properties"].contains(key));
    }
}

TEST_CASE("verdicts have a row for every series") {
    const Written& w = written();
    CsvTable table = parse_csv(w.folder.read("data/verdicts.csv"), "verdicts.csv");
    std::size_t series = 0;
    for (const MeasureData& data : w.content->data)
        series += data.series.size();
    CHECK(table.rows.size() == series);
    for (const char* column : {"measure", "level", "area_code", "breakdown", "group", "period", "verdict", "sentence"})
        CHECK(table.find_column(column).has_value());
}

TEST_CASE("refused values that could name a person or a spot stay at home") {
    auto content = sample_content();
    content->load.rejects = {{"a.csv", 2, "Month", "2024-13", "not a month"},
                             {"a.csv", 3, "Longitude", "0.1x", "not a number"},
                             {"a.csv", 4, "Crime ID", "abc", "not an id"},
                             {"a.csv", 5, "Self-defined ethnicity", "Q9", "unknown"},
                             {"a.csv", 6, "Victim name", "Jo, \"J\"", "too long"}};
    Folder folder;
    write_open_data(*content, {.folder = folder.path()});
    CsvTable table = parse_csv(folder.read("data/rejects.csv"), "rejects.csv");
    REQUIRE(table.header == std::vector<std::string>{"file", "line", "column", "value", "reason"});
    CHECK(table.rows[0].fields[3] == "2024-13");
    CHECK(table.rows[1].fields[3] == "[c]");
    CHECK(table.rows[2].fields[3] == "[c]");
    CHECK(table.rows[3].fields[3] == "Q9");
    CHECK(table.rows[4].fields[3] == "[c]");
}

TEST_CASE("filters give the rows they ask for and no others") {
    const ReleaseContent& content = *written().content;
    const MeasureData& data = content.data.front();
    std::string all(points_csv_header());
    append_points_csv(all, content, data);
    CsvTable whole = parse_csv(all, "all");
    PointFilter filter;
    filter.level = Level::borough;
    filter.from = data.month_at(data.length - 3);
    filter.to = data.month_at(data.length - 2);
    filter.kind = PeriodKind::month;
    filter.breakdown = "";
    std::string some(points_csv_header());
    append_points_csv(some, content, data, filter);
    std::vector<std::vector<std::string>> expected;
    for (const CsvRow& row : whole.rows) {
        const auto& f = row.fields;
        if (f[1] == "borough" && f[4] == "month" && f[6].empty() && f[5] >= filter.from->to_string() &&
            f[5] <= filter.to->to_string())
            expected.push_back(f);
    }
    CsvTable given = parse_csv(some, "some");
    REQUIRE(given.rows.size() == expected.size());
    CHECK(expected.size() > 0);
    for (std::size_t i = 0; i < expected.size(); ++i)
        CHECK(given.rows[i].fields == expected[i]);

    std::string json = "[";
    append_points_json(json, content, data, filter);
    auto objects = nlohmann::json::parse(json + "]");
    REQUIRE(objects.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(objects[i]["area_code"] == expected[i][2]);
        CHECK(objects[i]["flag"] == expected[i][13]);
        CHECK(objects[i]["value"].is_null() == expected[i][10].empty());
    }
    filter.measure = "another";
    std::string none;
    append_points_csv(none, content, data, filter);
    CHECK(none.empty());
}

TEST_CASE("a measure that would overwrite another file of the open data is refused") {
    auto content = sample_content();
    content->measures[0].id = "rejects";
    Folder folder;
    CHECK_THROWS_AS(write_open_data(*content, {.folder = folder.path()}), Error);
}
