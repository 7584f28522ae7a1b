// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "geography/boundaries.hpp"
#include "geography/boundary_readers.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <bit>

using namespace peelian;

namespace {

class File {
public:
    explicit File(std::string_view bytes, const char* name = "map.geojson")
        : path_(std::filesystem::temp_directory_path() / fmt::format("peelian-{}-{}", ::getpid(), name)) {
        write_file(path_, bytes);
    }
    ~File() { std::filesystem::remove(path_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

constexpr const char* k_square = R"({"type":"Polygon","coordinates":[[[0,51],[1,51],[1,52],[0,52],[0,51]]]})";

std::string collection(std::string_view features) {
    return fmt::format(R"({{"type":"FeatureCollection","features":[{}]}})", features);
}
std::string a_feature(std::string_view properties, std::string_view geometry = k_square) {
    return fmt::format(R"({{"type":"Feature","properties":{},"geometry":{}}})", properties, geometry);
}
std::vector<Feature> read(std::string_view text, const BoundaryOptions& options = {}) {
    return read_boundaries(File(text).path(), options);
}
std::string refusal(std::string_view text, const BoundaryOptions& options = {}) {
    try {
        read(text, options);
    } catch (const Error& error) {
        std::string what = error.what();
        return what.substr(what.find("map.geojson"));
    }
    return "nothing was thrown";
}

} // namespace

TEST_CASE("GeoJSON is read with codes, names, holes and parts, sorted by code") {
    std::string multi = R"({"coordinates":[[[[0,51,7.5],[1,51,7],[1,52,7],[0,51,7.5]]],)"
                        R"([[[5,51],[9,51],[9,55],[5,55],[5,51]],[[6,52],[7,52],[7,53],[6,52]]]],)"
                        R"("type":"MultiPolygon"})";
    std::vector<Feature> map = read(collection(
        a_feature(R"({"LAD24CD":"E2","LAD24NM":"Two","other":{"LAD24CD":"no","list":[1,[2]]},"n":null})", multi) + "," +
        a_feature(R"({"LAD24CD":"E1","LAD24NM":" One "})")));
    REQUIRE(map.size() == 2);
    CHECK(map[0].code == "E1");
    CHECK(map[0].name == "One");
    CHECK(map[0].polygons[0].rings[0].size() == 5);
    REQUIRE(map[1].polygons.size() == 2);
    CHECK(map[1].polygons[1].rings.size() == 2);
    CHECK(map[1].polygons[1].rings[1][1] == Position{7, 52});
}

TEST_CASE("the code is guessed as that of the smallest areas, and may be named instead") {
    std::string text = collection(a_feature(R"({"lad22cd":"L","lsoa21cd":"S","lsoa21nm":"Small","lad22nm":"Large",)"
                                            R"("GSS_CODE":"G","NAME":"N"})"));
    CHECK(read(text)[0].code == "S");
    CHECK(read(text)[0].name == "Small");
    CHECK(read(text, {.code_attribute = "LAD22CD"})[0].name == "Large");
    CHECK(read(text, {.code_attribute = "GSS_CODE"})[0].name == "N");
    CHECK(read(text, {.code_attribute = "GSS_CODE", .name_attribute = "lad22nm"})[0].name == "Large");
    CHECK(read(collection(a_feature(R"({"code":17})")))[0].code == "17");
    CHECK(read(collection(a_feature(R"({"code":17})")))[0].name == "17");
}

TEST_CASE("features of one code are one feature") {
    std::string text = collection(a_feature(R"({"code":"A"})") + "," + a_feature(R"({"code":"B"})") + "," +
                                  a_feature(R"({"code":"A"})"));
    std::vector<Feature> map = read(text);
    REQUIRE(map.size() == 2);
    CHECK(map[0].polygons.size() == 2);
}

TEST_CASE("what is not boundaries is refused in words") {
    CHECK(refusal("{\"type\":\n[}").starts_with("map.geojson: This is not valid JSON: parse error at line 2"));
    CHECK(refusal("{}") == "map.geojson: This is not GeoJSON boundaries; expected a FeatureCollection, found no "
                           "\"type\"");
    CHECK(refusal(k_square).find("found \"Polygon\"") != std::string::npos);
    CHECK(refusal(collection("")) == "map.geojson: There is no feature in the file");
    CHECK(refusal(collection(a_feature(R"({"code":"A"})", R"({"type":"Point","coordinates":[0,51]})"))) ==
          "map.geojson: Feature 1 (code A) has a Point; expected a Polygon or MultiPolygon");
    CHECK(refusal(collection(a_feature(R"({"code":"A"})", "null"))).find("has no geometry") != std::string::npos);
    CHECK(refusal(collection(a_feature(R"({"code":"A"})", R"({"type":"Polygon","coordinates":[[[0,1],[1,1]]]})"))) ==
          "map.geojson: Feature 1 (code A) has a ring of fewer than three corners");
    CHECK(refusal(collection(a_feature(R"({"code":"A"})", R"({"type":"Polygon","coordinates":[[[0,"x"]]]})")))
              .find("not a number") != std::string::npos);
    CHECK(refusal(collection(a_feature(R"({"code":"A"})", R"({"type":"Polygon","coordinates":[]})")))
              .find("no coordinates") != std::string::npos);
    CHECK(refusal(collection(a_feature(R"({"code":"A"})",
                                       R"({"type":"Polygon","coordinates":[[[530000,180000],[1,1],[2,2]]]})")))
              .find("The position 530000, 180000 is not longitude and latitude") != std::string::npos);
    CHECK(refusal(R"({"type":"FeatureCollection",)"
                  R"("crs":{"type":"name","properties":{"name":"EPSG:27700"}}})")
              .find("The coordinates are in EPSG:27700; expected WGS84") != std::string::npos);
    CHECK(refusal(collection(a_feature(R"({"colour":"A"})"))).find("No attribute of the features looks like a code") !=
          std::string::npos);
    CHECK(refusal(collection(a_feature(R"({"code":"A"})")), {.code_attribute = "cade"})
              .find("no attribute 'cade'; did you mean 'code'?") != std::string::npos);
    CHECK(refusal(collection(a_feature(R"({"code":"A"})") + "," + a_feature("{}"))).find("Feature 2 has no 'code'") !=
          std::string::npos);
    CHECK_THROWS_AS(read_boundaries("/nowhere/map.geojson"), Error);
}

namespace {

void run(sqlite3* database, const std::string& sql) {
    REQUIRE_MESSAGE(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK,
                    sqlite3_errmsg(database));
}

std::string hex_of(std::string_view bytes) {
    std::string out;
    for (unsigned char c : bytes)
        out += fmt::format("{:02x}", c);
    return out;
}

/// A GeoPackage blob of one square, little-endian, with an envelope in its header.
std::string blob(double west, double south, double side) {
    std::string out("GP\0\x03", 4);
    auto number = [&out](auto value) {
        out.append(std::bit_cast<std::array<char, sizeof value>>(value).data(), sizeof value);
    };
    number(std::int32_t{27700});
    for (double v : {west, west + side, south, south + side})
        number(v);
    out += '\x01';
    number(std::uint32_t{3});
    number(std::uint32_t{1});
    number(std::uint32_t{5});
    for (auto [x, y] : {std::pair(0, 0), {1, 0}, {1, 1}, {0, 1}, {0, 0}}) {
        number(west + x * side);
        number(south + y * side);
    }
    return out;
}

/// A GeoPackage with the tables the standard asks for and one layer.
class GeoPackage : public File {
public:
    GeoPackage(int system, const std::string& geometry) : File("", "map.gpkg") { fill(system, geometry); }

private:
    void fill(int system, const std::string& geometry) const;
};

void GeoPackage::fill(int system, const std::string& geometry) const {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path().c_str(), &database) == SQLITE_OK);
    run(database, "create table gpkg_contents(table_name, data_type, srs_id);"
                  "create table gpkg_geometry_columns(table_name, column_name, srs_id);"
                  "create table gpkg_spatial_ref_sys(srs_id, organization, organization_coordsys_id);"
                  "create table wards(fid integer primary key, geom blob, WD24CD text, WD24NM text);"
                  "insert into gpkg_contents values('wards','features',1),('styles','attributes',0);"
                  "insert into gpkg_spatial_ref_sys values(1,'epsg'," +
                      std::to_string(system) +
                      ");"
                      "insert into gpkg_geometry_columns values('wards','geom',1);"
                      "insert into wards values(1, x'" +
                      hex_of(geometry) + "', 'E05000001', 'Strand');");
    sqlite3_close(database);
}

} // namespace

TEST_CASE("a GeoPackage in the British National Grid is converted to longitude and latitude") {
    GeoPackage file(27700, blob(530000, 180000, 1000));
    std::vector<Feature> map = read_boundaries(file.path());
    REQUIRE(map.size() == 1);
    CHECK(map[0].code == "E05000001");
    CHECK(map[0].name == "Strand");
    // TQ 30 80 by OSTN15 lies at 0.128269 W, 51.503972 N; the Helmert shift is within 3 m.
    Position corner = map[0].polygons[0].rings[0][0];
    CHECK(corner.longitude == doctest::Approx(-0.12827).epsilon(0.00004 / 0.128));
    CHECK(corner.latitude == doctest::Approx(51.50397).epsilon(0.00003 / 51.5));
}

TEST_CASE("a GeoPackage in WGS84 is taken as it is, and another layer or system is refused") {
    GeoPackage file(4326, blob(0, 51, 1));
    CHECK(read_boundaries(file.path())[0].polygons[0].rings[0][2] == Position{1, 52});
    CHECK_THROWS_AS(read_boundaries(file.path(), {.layer = "ward"}), Error);
    CHECK_THROWS_AS(read_boundaries(GeoPackage(99999, blob(0, 51, 1)).path()), Error);
    CHECK_THROWS_AS(read_boundaries(GeoPackage(4326, blob(0, 51, 1).substr(0, 60)).path()), Error);
    CHECK_THROWS_AS(read_boundaries(GeoPackage(4326, "no geometry").path()), Error);
}

TEST_CASE("WKB that is cut off anywhere is refused and never read past its end") {
    std::string wkb = blob(0, 51, 1).substr(40);
    CHECK(parse_wkb(wkb).size() == 1);
    for (std::size_t length = 0; length < wkb.size(); ++length)
        CHECK_THROWS_AS(parse_wkb(std::string_view(wkb).substr(0, length)), Error);
    wkb[9] = '\xff'; // an absurd count of points
    wkb[10] = '\xff';
    CHECK_THROWS_AS(parse_wkb(wkb), Error);
}
