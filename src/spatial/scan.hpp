// SPDX-License-Identifier: MIT
// Clusters in space and time: the scan over cylinders (Kulldorff, J R Stat Soc A 164 (2001)
// 61), with cases only (space-time permutation: Kulldorff and others, PLoS Med 2 (2005)
// e59) or with a population.
#pragma once

#include "spatial/autocorrelation.hpp"

#include <optional>

namespace peelian {

struct ScanOptions {
    double most_share = 0.5;      ///< of all cases (with a population: of it) in a circle, at most
    double most_distance = 0;     ///< radius in metres; 0: no limit
    std::size_t most_periods = 6; ///< a cylinder lasts so long at most
    bool alive = true;            ///< only cylinders that reach the last period
    std::size_t most_clusters = 10;
    std::size_t permutations = 999;
    std::uint64_t seed = 1;
    unsigned threads = 1;
};

struct SpaceTimeCluster {
    std::uint32_t centre;
    double radius;                     ///< metres, to the furthest place
    std::vector<std::uint32_t> places; ///< nearest first
    std::size_t first, last;           ///< periods
    double observed, expected;
    double likelihood; ///< log likelihood ratio
    double p;          ///< (permutations whose best is as good, plus 1) / (permutations + 1)
};

/// `cases[place * periods + period]`, whole numbers. Without `population` (by place), cases
/// are expected as if place and period had nothing to do with each other, and permuted so;
/// with it, in proportion to people in every period, and drawn so. Clusters are the
/// cylinders of largest likelihood that share no place with one before them. Nothing to
/// find gives none. Throws Error(input) where lengths differ or cases are no whole numbers.
std::vector<SpaceTimeCluster> space_time_scan(std::span<const PlanePoint> places, std::span<const double> cases,
                                              std::size_t periods, const std::optional<std::vector<double>>& population,
                                              const ScanOptions& options = {});

} // namespace peelian
