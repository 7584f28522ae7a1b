// SPDX-License-Identifier: MIT
// GeoJSON is read as a stream of events, not as a tree: 72 MB (35,344 polygons, 2.9
// million vertices) take 0.8 s, and memory for the text and the result only.
#include "base/error.hpp"
#include "base/text.hpp"
#include "geography/boundary_readers.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace peelian {
namespace {

using Json = nlohmann::json;

/// Takes nlohmann's events and builds features. The path of keys from the root says
/// where an event belongs; arrays have an empty key.
class FeatureBuilder : public nlohmann::json_sax<Json> {
public:
    explicit FeatureBuilder(const std::string& file) : file_(file) {}

    std::vector<RawFeature> take() {
        if (!collection_)
            throw Error::input("This is not GeoJSON boundaries; expected a FeatureCollection, found {}",
                               root_type_.empty() ? "no \"type\"" : "\"" + root_type_ + "\"")
                .at(file_);
        return std::move(features_);
    }

    bool null() override { return value(""); }
    bool boolean(bool yes) override { return value(yes ? "true" : "false"); }
    bool number_integer(number_integer_t number) override { return amount(static_cast<double>(number)); }
    bool number_unsigned(number_unsigned_t number) override { return amount(static_cast<double>(number)); }
    bool number_float(number_float_t number, const string_t&) override { return amount(number); }
    bool string(string_t& text) override { return value(text); }
    bool binary(binary_t&) override { return true; }

    bool start_object(std::size_t) override {
        path_.push_back(std::move(key_));
        key_.clear();
        if (at_feature()) feature_ = {};
        if (at_geometry()) {
            geometry_type_.clear();
            position_depth_ = 0;
        }
        return true;
    }
    bool key(string_t& name) override {
        key_ = name;
        return true;
    }
    bool end_object() override {
        if (at_feature()) end_feature();
        path_.pop_back();
        key_.clear();
        return true;
    }

    bool start_array(std::size_t) override {
        if (depth_ > 0 || at_coordinates()) {
            if (++depth_ > 8) throw unexpected("coordinates nested too deep");
            numbers_ = 0;
            if (depth_ == 1) polygons_.clear();
            return true;
        }
        path_.push_back(std::move(key_));
        key_.clear();
        return true;
    }
    bool end_array() override {
        if (depth_ == 0) {
            path_.pop_back();
            key_.clear();
            return true;
        }
        if (numbers_ > 0) end_position();
        else if (position_depth_ > 0 && depth_ == position_depth_ - 1) end_ring();
        else if (position_depth_ > 0 && depth_ == position_depth_ - 2) end_polygon();
        --depth_;
        if (depth_ == 0) {
            feature_.polygons = std::move(polygons_);
            polygons_.clear();
            key_.clear();
        }
        return true;
    }

    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) override {
        // "[json.exception.parse_error.101] parse error at line 1, column 7: syntax error ..."
        std::string_view text = error.what();
        std::size_t from = text.find("] ");
        throw Error::input("This is not valid JSON: {}", from == std::string_view::npos ? text : text.substr(from + 2))
            .at(file_);
    }

private:
    bool in_features() const { return path_.size() >= 2 && path_[1] == "features"; }
    bool at_feature() const { return path_.size() == 3 && in_features(); }
    bool at_geometry() const { return path_.size() == 4 && in_features() && path_[3] == "geometry"; }
    bool at_properties() const { return path_.size() == 4 && in_features() && path_[3] == "properties"; }
    bool at_coordinates() const { return at_geometry() && key_ == "coordinates"; }

    bool value(std::string text) {
        if (depth_ > 0) throw unexpected("something that is not a number among its coordinates");
        if (path_.size() == 1 && key_ == "type") {
            root_type_ = text;
            collection_ = text == "FeatureCollection";
        } else if (path_.size() == 3 && path_[1] == "crs" && key_ == "name") {
            check_system(text);
        } else if (at_geometry() && key_ == "type") {
            geometry_type_ = text;
        } else if (at_properties()) {
            feature_.attributes.emplace_back(key_, std::move(text));
        }
        return true;
    }

    bool amount(double number) {
        if (depth_ == 0) return value(plain_number(number));
        if (numbers_ == 0) position_.longitude = number;
        if (numbers_ == 1) position_.latitude = number;
        ++numbers_;
        return true;
    }

    void end_position() {
        if (numbers_ < 2) throw unexpected("a position of one number");
        if (position_depth_ == 0) position_depth_ = depth_;
        if (depth_ != position_depth_) throw unexpected("positions at different depths");
        if (!(std::abs(position_.longitude) <= 180 && std::abs(position_.latitude) <= 90))
            throw Error::input("The position {}, {} is not longitude and latitude in degrees",
                               plain_number(position_.longitude), plain_number(position_.latitude))
                .at(file_)
                .hint("Boundaries as GeoJSON are in WGS84; those in metres (British National Grid) "
                      "are "
                      "read from a GeoPackage.");
        ring_.push_back(position_);
        numbers_ = 0;
    }
    void end_ring() {
        if (!close_ring(ring_)) throw unexpected("a ring of fewer than three corners");
        polygon_.rings.push_back(std::move(ring_));
        ring_.clear();
    }
    void end_polygon() {
        polygons_.push_back(std::move(polygon_));
        polygon_.rings.clear();
    }

    void end_feature() {
        std::size_t depth = geometry_type_ == "Polygon" ? 3U : geometry_type_ == "MultiPolygon" ? 4U : 0U;
        if (depth == 0)
            throw Error::input("{} has {}; expected a Polygon or MultiPolygon", this_feature(),
                               geometry_type_.empty() ? "no geometry" : "a " + geometry_type_)
                .at(file_);
        if (feature_.polygons.empty() && position_depth_ == 0) throw unexpected("no coordinates");
        if (position_depth_ != depth) throw unexpected("coordinates that are not those of a " + geometry_type_);
        features_.push_back(std::move(feature_));
        geometry_type_.clear();
        position_depth_ = 0;
    }

    void check_system(const std::string& name) {
        for (const char* wgs84 : {"CRS84", "4326"})
            if (name.ends_with(wgs84)) return;
        throw Error::input("The coordinates are in {}; expected WGS84", name)
            .at(file_)
            .hint("Convert the file, or take the GeoPackage of the same boundaries.");
    }

    std::string this_feature() const {
        std::string text = fmt::format("Feature {}", features_.size() + 1);
        if (!feature_.attributes.empty())
            text += fmt::format(" ({} {})", feature_.attributes[0].first, feature_.attributes[0].second);
        return text;
    }
    Error unexpected(std::string_view what) const { return Error::input("{} has {}", this_feature(), what).at(file_); }

    const std::string& file_;
    std::vector<std::string> path_;
    std::string key_;
    std::string root_type_;
    bool collection_ = false;
    std::vector<RawFeature> features_;
    RawFeature feature_;
    std::string geometry_type_;
    std::size_t depth_ = 0;          // of arrays within "coordinates"
    std::size_t position_depth_ = 0; // at which positions stand: 3 Polygon, 4 MultiPolygon
    std::size_t numbers_ = 0;        // seen in the position being read
    Position position_;
    Ring ring_;
    Polygon polygon_;
    std::vector<Polygon> polygons_;
};

} // namespace

std::vector<RawFeature> parse_geojson(std::string_view text, const std::string& file) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    FeatureBuilder builder(file);
    Json::sax_parse(text.begin(), text.end(), &builder);
    return builder.take();
}

} // namespace peelian
