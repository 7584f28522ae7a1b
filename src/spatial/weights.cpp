// SPDX-License-Identifier: MIT
#include "spatial/weights.hpp"

#include "base/error.hpp"
#include "spatial/grid.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace peelian {

void require_points(std::span<const PlanePoint> points) {
    for (std::size_t i = 0; i < points.size(); ++i)
        if (!std::isfinite(points[i].x) || !std::isfinite(points[i].y))
            throw Error::input("point {} is at {}, {}, which is nowhere", i + 1, points[i].x, points[i].y);
}

SpatialWeights::SpatialWeights(std::size_t places, std::span<const Link> links) : start_(places + 1, 0) {
    for (const Link& link : links) {
        if (link.from >= places || link.to >= places)
            throw Error::input("a link from place {} to {} among {} places", link.from + 1, link.to + 1, places);
        if (link.from == link.to) throw Error::input("place {} is linked with itself", link.from + 1);
        if (!(link.weight > 0) || std::isinf(link.weight))
            throw Error::input("the link from place {} to {} has weight {}", link.from + 1, link.to + 1, link.weight);
        ++start_[link.from + 1];
    }
    for (std::size_t i = 0; i < places; ++i)
        start_[i + 1] += start_[i];
    std::vector<Link> sorted(links.begin(), links.end());
    std::ranges::sort(sorted,
                      [](const Link& a, const Link& b) { return a.from != b.from ? a.from < b.from : a.to < b.to; });
    for (std::size_t k = 0; k < sorted.size(); ++k) {
        if (k > 0 && sorted[k].from == sorted[k - 1].from && sorted[k].to == sorted[k - 1].to)
            throw Error::input("the link from place {} to {} is given twice", sorted[k].from + 1, sorted[k].to + 1);
        neighbour_.push_back(sorted[k].to);
        weight_.push_back(sorted[k].weight);
    }
}

std::size_t SpatialWeights::islands() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < size(); ++i)
        if (neighbours(i).empty()) ++count;
    return count;
}

SpatialWeights SpatialWeights::row_standardised() const {
    SpatialWeights out = *this;
    for (std::size_t i = 0; i < size(); ++i) {
        double sum = 0;
        for (double w : weights(i))
            sum += w;
        for (std::size_t k = start_[i]; k < start_[i + 1]; ++k)
            out.weight_[k] = weight_[k] / sum;
    }
    return out;
}

std::vector<Link> SpatialWeights::to_links() const {
    std::vector<Link> links;
    links.reserve(neighbour_.size());
    for (std::size_t i = 0; i < size(); ++i)
        for (std::size_t k = start_[i]; k < start_[i + 1]; ++k)
            links.push_back({static_cast<std::uint32_t>(i), neighbour_[k], weight_[k]});
    return links;
}

SpatialWeights SpatialWeights::only(const std::vector<bool>& kept) const {
    std::vector<std::uint32_t> number(size(), 0);
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < size(); ++i)
        if (kept[i]) number[i] = count++;
    std::vector<Link> links;
    for (const Link& link : to_links())
        if (kept[link.from] && kept[link.to]) links.push_back({number[link.from], number[link.to], link.weight});
    return {count, links};
}

namespace {

using Vertex = std::pair<std::int64_t, std::int64_t>;

Vertex vertex(const Position& p) {
    constexpr double k_decimals = 1e5;
    return {std::llround(p.longitude * k_decimals), std::llround(p.latitude * k_decimals)};
}

/// Both ways round, each pair once.
SpatialWeights linked(std::size_t places, const std::set<std::pair<std::uint32_t, std::uint32_t>>& pairs) {
    std::vector<Link> links;
    for (auto [a, b] : pairs) {
        links.push_back({a, b, 1});
        links.push_back({b, a, 1});
    }
    return {places, links};
}

} // namespace

SpatialWeights neighbours_by_border(std::span<const Feature> features, Contiguity contiguity) {
    // What each border element (a vertex, or an edge between two) belongs to.
    std::map<std::pair<Vertex, Vertex>, std::vector<std::uint32_t>> owners;
    for (std::uint32_t i = 0; i < features.size(); ++i)
        for (const Polygon& polygon : features[i].polygons)
            for (const Ring& ring : polygon.rings)
                for (std::size_t k = 0; k + 1 < ring.size(); ++k) {
                    Vertex a = vertex(ring[k]), b = vertex(ring[k + 1]);
                    if (contiguity == Contiguity::queen) b = a;
                    else if (a == b) continue;
                    auto& own = owners[std::minmax(a, b)];
                    if (own.empty() || own.back() != i) own.push_back(i);
                }
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const auto& [element, own] : owners)
        for (std::size_t a = 0; a < own.size(); ++a)
            for (std::size_t b = a + 1; b < own.size(); ++b)
                if (own[a] != own[b]) pairs.insert(std::minmax(own[a], own[b]));
    return linked(features.size(), pairs);
}

SpatialWeights nearest_neighbours(std::span<const PlanePoint> points, std::size_t k) {
    require_points(points);
    std::size_t n = points.size();
    if (k == 0 || k >= n) throw Error::input("{} nearest neighbours of {} places", k, n);
    double width = 0, height = 0;
    auto [x0, x1] = std::ranges::minmax(points, {}, &PlanePoint::x);
    auto [y0, y1] = std::ranges::minmax(points, {}, &PlanePoint::y);
    width = x1.x - x0.x;
    height = y1.y - y0.y;
    // About k points a cell.
    double side = std::max(width, height);
    double cell =
        side > 0 ? std::max(side / std::sqrt(static_cast<double>(n) / static_cast<double>(k)), 1e-9 * side) : 1;
    PointGrid grid(points, cell);
    std::vector<Link> links;
    std::vector<std::pair<double, std::uint32_t>> near;
    for (std::uint32_t i = 0; i < n; ++i) {
        for (std::int64_t reach = 1;; reach *= 2) {
            near.clear();
            grid.around(points[i], reach, [&](std::uint32_t j) {
                double dx = points[j].x - points[i].x, dy = points[j].y - points[i].y;
                if (j != i) near.emplace_back(dx * dx + dy * dy, j);
            });
            double sure = static_cast<double>(reach) * cell;
            bool all = near.size() == n - 1;
            if (near.size() < k && !all) continue;
            std::ranges::sort(near);
            if (all || near[k - 1].first <= sure * sure) break;
        }
        for (std::size_t m = 0; m < k; ++m)
            links.push_back({i, near[m].second, 1});
    }
    return {n, links};
}

SpatialWeights neighbours_within(std::span<const PlanePoint> points, double distance) {
    require_points(points);
    if (!(distance > 0) || std::isinf(distance)) throw Error::input("a distance of {} joins nobody", distance);
    PointGrid grid(points, distance);
    std::vector<Link> links;
    for (std::uint32_t i = 0; i < points.size(); ++i)
        grid.around(points[i], 1, [&](std::uint32_t j) {
            double dx = points[j].x - points[i].x, dy = points[j].y - points[i].y;
            if (j != i && dx * dx + dy * dy <= distance * distance) links.push_back({i, j, 1});
        });
    return {points.size(), links};
}

SpatialWeights with_links(const SpatialWeights& weights, std::span<const Link> added, std::span<const Link> removed) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> all;
    for (const Link& link : weights.to_links())
        all[{link.from, link.to}] = link.weight;
    for (const Link& link : removed) {
        std::size_t gone = all.erase({link.from, link.to}) + all.erase({link.to, link.from});
        if (gone == 0) throw Error::input("places {} and {} are no neighbours", link.from + 1, link.to + 1);
    }
    for (const Link& link : added)
        all[{link.from, link.to}] = all[{link.to, link.from}] = link.weight;
    std::vector<Link> links;
    for (const auto& [pair, weight] : all)
        links.push_back({pair.first, pair.second, weight});
    return {weights.size(), links};
}

} // namespace peelian
