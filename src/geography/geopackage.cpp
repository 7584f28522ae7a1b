// SPDX-License-Identifier: MIT
// A GeoPackage is a SQLite file with tables that describe its layers (OGC 12-128r18):
// each geometry is a blob of a short header and WKB. No GDAL is needed.
#include "base/error.hpp"
#include "base/text.hpp"
#include "geography/boundary_readers.hpp"

#include <proj.h>
#include <sqlite3.h>

#include <cmath>
#include <cstring>
#include <memory>
#include <optional>

namespace peelian {
namespace {

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct EndStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

/// A file opened to be read only, and never changed while we read it.
class Database {
public:
    explicit Database(const std::filesystem::path& path) : file_(path.string()) {
        std::string uri = "file:";
        for (char c : std::filesystem::absolute(path).string())
            uri +=
                c == '?' || c == '#' || c == '%' ? fmt::format("%{:02X}", static_cast<unsigned>(c)) : std::string(1, c);
        sqlite3* database = nullptr;
        int code =
            sqlite3_open_v2((uri + "?immutable=1").c_str(), &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
        database_.reset(database);
        if (code != SQLITE_OK) throw failed();
    }
    Error failed() const {
        return Error::input("This GeoPackage cannot be read: {}", sqlite3_errmsg(database_.get())).at(file_);
    }
    sqlite3* get() const { return database_.get(); }
    const std::string& file() const { return file_; }

private:
    std::unique_ptr<sqlite3, CloseDatabase> database_;
    std::string file_;
};

/// A query and the row it stands on.
class Query {
public:
    Query(const Database& database, const std::string& sql, std::span<const std::string> values = {})
        : database_(database) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database.get(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
            throw database.failed();
        statement_.reset(statement);
        for (std::size_t i = 0; i < values.size(); ++i)
            sqlite3_bind_text(statement, static_cast<int>(i) + 1, values[i].data(), static_cast<int>(values[i].size()),
                              SQLITE_TRANSIENT);
    }
    bool next() {
        int code = sqlite3_step(statement_.get());
        if (code != SQLITE_ROW && code != SQLITE_DONE) throw database_.failed();
        return code == SQLITE_ROW;
    }
    int columns() const { return sqlite3_column_count(statement_.get()); }
    std::string name(int column) const { return sqlite3_column_name(statement_.get(), column); }
    std::string text(int column) const {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
        return bytes == nullptr ? "" : bytes;
    }
    std::string_view blob(int column) const {
        const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
        return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
    }

private:
    const Database& database_;
    std::unique_ptr<sqlite3_stmt, EndStatement> statement_;
};

std::string sql_name(const std::string& name) { return '"' + replace_all(name, "\"", "\"\"") + '"'; }

std::string choose_layer(const Database& database, const std::string& wanted) {
    std::vector<std::string> layers;
    try {
        Query query(database, "select table_name from gpkg_contents where data_type = 'features' "
                              "order by table_name");
        while (query.next())
            layers.push_back(query.text(0));
    } catch (const Error&) {
        throw Error::input("This SQLite file is not a GeoPackage; expected a table gpkg_contents").at(database.file());
    }
    if (layers.empty()) throw Error::input("The GeoPackage has no layer of features").at(database.file());
    if (wanted.empty() && layers.size() == 1) return layers[0];
    if (wanted.empty())
        throw Error::input("The GeoPackage has {} layers; say which: {}", layers.size(), one_of(layers))
            .at(database.file());
    for (const std::string& layer : layers)
        if (layer == wanted) return layer;
    auto near = nearest(wanted, layers);
    throw Error::input("The GeoPackage has no layer '{}'{}", wanted,
                       near ? fmt::format("; did you mean '{}'?", *near) : "; it has " + one_of(layers))
        .at(database.file());
}

struct EndContext {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct EndProjection {
    void operator()(PJ* projection) const { proj_destroy(projection); }
};

/// The British National Grid to WGS84 by EPSG:1314, written out so that grids which a
/// machine may or may not have cannot change the result.
constexpr const char* k_british_grid_to_wgs84 =
    "+proj=pipeline +step +inv +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 "
    "+y_0=-100000 +ellps=airy +step +proj=push +v_3 +step +proj=cart +ellps=airy "
    "+step +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 "
    "+convention=position_vector +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3 "
    "+step +proj=unitconvert +xy_in=rad +xy_out=deg";

/// Turns positions of one system into WGS84 degrees.
class Converter {
public:
    Converter(const std::string& organisation, const std::string& number, const std::string& file)
        : file_(file),
          context_(proj_context_create()) {
        if (organisation == "EPSG" && number == "4326") return;
        proj_context_set_enable_network(context_.get(), 0);
        proj_log_level(context_.get(), PJ_LOG_NONE);
        if (organisation == "EPSG" && number == "27700") {
            projection_.reset(proj_create(context_.get(), k_british_grid_to_wgs84));
        } else if (!organisation.empty() && organisation != "NONE") {
            std::unique_ptr<PJ, EndProjection> any(
                proj_create_crs_to_crs(context_.get(), (organisation + ":" + number).c_str(), "EPSG:4326", nullptr));
            if (any) projection_.reset(proj_normalize_for_visualization(context_.get(), any.get()));
        }
        if (!projection_)
            throw Error::input("The coordinates are in {}:{}, which cannot be converted to WGS84",
                               organisation.empty() ? "an unnamed system" : organisation, number)
                .at(file)
                .hint("EPSG:27700 (British National Grid) and EPSG:4326 (WGS84) always can.");
    }

    void convert(std::vector<Polygon>& polygons) const {
        if (!projection_) return;
        for (Polygon& polygon : polygons)
            for (Ring& ring : polygon.rings)
                convert(ring);
    }

private:
    void convert(Ring& ring) const {
        constexpr std::size_t step = sizeof(Position);
        proj_errno_reset(projection_.get());
        proj_trans_generic(projection_.get(), PJ_FWD, &ring[0].longitude, step, ring.size(), &ring[0].latitude, step,
                           ring.size(), nullptr, 0, 0, nullptr, 0, 0);
        for (const Position& position : ring)
            if (!std::isfinite(position.longitude) || !std::isfinite(position.latitude))
                throw Error::input("A position lies outside its coordinate system").at(file_);
        ring.back() = ring.front();
    }

    std::string file_;
    std::unique_ptr<PJ_CONTEXT, EndContext> context_;
    std::unique_ptr<PJ, EndProjection> projection_;
};

/// The WKB within a GeoPackage blob; none for an empty geometry.
std::optional<std::string_view> wkb_of(std::string_view blob) {
    constexpr std::size_t k_envelope_bytes[] = {0, 32, 48, 48, 64};
    if (blob.size() < 8 || !blob.starts_with("GP")) throw Error::input("a geometry is not in GeoPackage form");
    auto flags = static_cast<unsigned char>(blob[3]);
    unsigned envelope = (flags >> 1) & 7;
    if (envelope > 4 || blob.size() < 8 + k_envelope_bytes[envelope])
        throw Error::input("a geometry has a damaged header");
    if ((flags & 0x10) != 0) return std::nullopt;
    return blob.substr(8 + k_envelope_bytes[envelope]);
}

} // namespace

std::vector<RawFeature> read_geopackage(const std::filesystem::path& path, const std::string& wanted) {
    Database database(path);
    std::string layer = choose_layer(database, wanted);
    std::vector<std::string> values{layer};
    Query geometry(database,
                   "select g.column_name, upper(s.organization), s.organization_coordsys_id "
                   "from gpkg_geometry_columns g left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id "
                   "where g.table_name = ?1",
                   values);
    if (!geometry.next()) throw Error::input("The layer '{}' has no geometry column", layer).at(database.file());
    std::string column = geometry.text(0);
    Converter converter(geometry.text(1), geometry.text(2), database.file());

    std::vector<RawFeature> features;
    Query rows(database, fmt::format("select * from {} order by rowid", sql_name(layer)));
    while (rows.next()) {
        RawFeature feature;
        std::string_view blob;
        for (int i = 0; i < rows.columns(); ++i) {
            if (same_text(rows.name(i), column)) blob = rows.blob(i);
            else feature.attributes.emplace_back(rows.name(i), rows.text(i));
        }
        try {
            auto wkb = wkb_of(blob);
            if (!wkb) throw Error::input("its geometry is empty");
            feature.polygons = parse_wkb(*wkb);
        } catch (const Error& error) {
            throw Error::input("Feature {} of the layer '{}' cannot be read: {}", features.size() + 1, layer,
                               error.what())
                .at(database.file());
        }
        converter.convert(feature.polygons);
        features.push_back(std::move(feature));
    }
    return features;
}

} // namespace peelian
