// SPDX-License-Identifier: MIT
// Room spatial: how values lie in space and time: who is next to whom, autocorrelation,
// hot and cold spots, near repeats, density, localities, clusters. Pure functions on plain
// arrays; coordinates are metres on a plane, places are numbered from 0. Everything drawn
// at random takes a seed and does not depend on the number of threads.
//
// This header: neighbours. They are declared, never guessed: whether adjacency crosses a
// river changes what is found.
#pragma once

#include "geography/boundaries.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace peelian {

struct PlanePoint {
    double x, y;
};

struct Link {
    std::uint32_t from, to;
    double weight = 1;
};

/// Weights between places, row by row. A place is no neighbour of its own; one without
/// neighbours is an island.
class SpatialWeights {
public:
    SpatialWeights() = default;
    /// Throws Error(input) for a link outside the places, of a place with itself, given twice,
    /// or with a weight that is not above 0.
    SpatialWeights(std::size_t places, std::span<const Link> links);

    std::size_t size() const { return start_.empty() ? 0 : start_.size() - 1; }
    std::span<const std::uint32_t> neighbours(std::size_t i) const { return row(neighbour_, i); }
    std::span<const double> weights(std::size_t i) const { return row(weight_, i); }
    std::size_t links() const { return neighbour_.size(); }
    std::size_t islands() const;

    /// Each row divided by its sum, so that neighbours' weights add to 1.
    SpatialWeights row_standardised() const;
    /// Only the places marked, numbered anew, with the links between them. Weights stay what
    /// they are: standardise afterwards.
    SpatialWeights only(const std::vector<bool>& kept) const;
    std::vector<Link> to_links() const;

private:
    template <typename T> std::span<const T> row(const std::vector<T>& values, std::size_t i) const {
        return {values.data() + start_[i], start_[i + 1] - start_[i]};
    }
    std::vector<std::size_t> start_; ///< by place, and the end
    std::vector<std::uint32_t> neighbour_;
    std::vector<double> weight_;
};

enum class Contiguity {
    queen, ///< areas that share at least a point
    rook   ///< areas that share a stretch of border
};
/// Areas whose outlines share vertices (to five decimals of a degree, about a metre), as the
/// boundaries of one publisher do. Where a vertex of one meets the middle of another's edge
/// only, they are no neighbours: give such pairs to with_links.
SpatialWeights neighbours_by_border(std::span<const Feature> features, Contiguity contiguity);
/// The k nearest of each place; equal distances in the order of the places. Not symmetric.
SpatialWeights nearest_neighbours(std::span<const PlanePoint> points, std::size_t k);
/// Places no further than `distance` apart.
SpatialWeights neighbours_within(std::span<const PlanePoint> points, double distance);

/// The same with pairs added (bridges) and taken away (a river between), both ways round.
SpatialWeights with_links(const SpatialWeights& weights, std::span<const Link> added, std::span<const Link> removed);

} // namespace peelian
