// SPDX-License-Identifier: MIT
// How many crimes and searches there are: a share for each force, block of places and
// kind, moved by the season, slow trends, noise that remembers the month before, and a
// planted step; then a draw from a negative binomial around that.
#pragma once

#include "base/month.hpp"
#include "synthetic/places.hpp"
#include "synthetic/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace peelian::synthetic {

/// The crime types, and searches after them.
inline constexpr std::size_t k_searches = k_crime_types;
inline constexpr std::size_t k_kinds = k_crime_types + 1;

/// A lasting rise of one crime type in one borough.
struct Step {
    std::size_t borough = 0;
    CrimeType type = CrimeType::robbery;
    Month from;
    double factor = 1;
};

struct VolumeSettings {
    Month first, last; ///< months that will be asked for
    double scale = 1;
    std::uint64_t seed = 1;
    std::optional<Step> step;
};

class Volumes {
public:
    explicit Volumes(const VolumeSettings& settings);

    /// The expected count.
    double expected(Force force, std::size_t block, std::size_t kind, Month month) const;
    /// The count; the same each time it is asked.
    std::uint64_t count(Force force, std::size_t block, std::size_t kind, Month month) const;

private:
    using Shares = std::array<std::array<double, k_kinds>, k_blocks>;
    void share_metropolitan();
    void share_city();
    void draw_noise();

    VolumeSettings settings_;
    std::array<Shares, 2> monthly_{}; ///< by force: expected a month, all else being 1
    std::vector<float> noise_;        ///< factor by month, block, kind
};

} // namespace peelian::synthetic
