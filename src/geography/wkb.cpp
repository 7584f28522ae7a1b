// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "geography/boundary_readers.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace peelian {
namespace {

/// Reads numbers from WKB in the byte order each geometry declares.
class WkbReader {
public:
    explicit WkbReader(std::string_view bytes) : bytes_(bytes) {}

    /// Starts a geometry: its byte order and type; says how many numbers a position has.
    std::uint32_t start_geometry() {
        need(5);
        swap_ = (bytes_[0] != 0) != (std::endian::native == std::endian::little);
        bytes_.remove_prefix(1);
        auto type = take<std::uint32_t>();
        bool z = (type & 0x80000000U) != 0, m = (type & 0x40000000U) != 0; // EWKB
        if ((type & 0x20000000U) != 0) take<std::uint32_t>();              // its SRID
        type &= 0x0fffffffU;
        std::uint32_t iso = type / 1000;
        if (iso > 3) throw Error::input("its geometry has the unknown type {}", type);
        dimensions_ = 2 + (z || iso == 1 || iso == 3) + (m || iso == 2 || iso == 3);
        return type % 1000;
    }

    Polygon polygon() {
        Polygon polygon;
        for (std::uint32_t rings = count(4); rings > 0; --rings) {
            Ring ring(count(8 * dimensions_));
            for (Position& position : ring) {
                position.longitude = take<double>();
                position.latitude = take<double>();
                for (std::size_t i = 2; i < dimensions_; ++i)
                    take<double>();
            }
            if (!close_ring(ring)) throw Error::input("it has a ring of fewer than three corners");
            polygon.rings.push_back(std::move(ring));
        }
        return polygon;
    }

    /// A count of things that take at least `bytes_each`, so that a damaged count is
    /// refused before memory is asked for.
    std::uint32_t count(std::size_t bytes_each) {
        auto n = take<std::uint32_t>();
        need(n * bytes_each);
        return n;
    }

private:
    void need(std::size_t n) const {
        if (bytes_.size() < n) throw Error::input("its geometry is cut off");
    }

    template <typename T> T take() {
        need(sizeof(T));
        char raw[sizeof(T)];
        std::memcpy(raw, bytes_.data(), sizeof(T));
        if (swap_) std::reverse(raw, raw + sizeof(T));
        bytes_.remove_prefix(sizeof(T));
        T value;
        std::memcpy(&value, raw, sizeof(T));
        return value;
    }

    std::string_view bytes_;
    bool swap_ = false;
    std::size_t dimensions_ = 2;
};

constexpr std::uint32_t k_polygon = 3, k_multi_polygon = 6;

} // namespace

bool close_ring(Ring& ring) {
    if (!ring.empty() && !(ring.front() == ring.back())) ring.push_back(ring.front());
    return ring.size() >= 4;
}

std::vector<Polygon> parse_wkb(std::string_view bytes) {
    WkbReader reader(bytes);
    std::uint32_t type = reader.start_geometry();
    std::vector<Polygon> polygons;
    if (type == k_polygon) {
        polygons.push_back(reader.polygon());
    } else if (type == k_multi_polygon) {
        for (std::uint32_t parts = reader.count(9); parts > 0; --parts) {
            if (reader.start_geometry() != k_polygon)
                throw Error::input("its MultiPolygon holds something that is not a polygon");
            polygons.push_back(reader.polygon());
        }
    } else {
        throw Error::input("its geometry is of type {}; expected a Polygon (3) or MultiPolygon (6)", type);
    }
    return polygons;
}

} // namespace peelian
