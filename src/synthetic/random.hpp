// SPDX-License-Identifier: MIT
// Random numbers that are the same on every machine and any number of threads: a
// stream is named by what it is for (seed, purpose, and up to four numbers such as
// month and borough), so no stream depends on what another drew. The samplers are our
// own because those of the standard library differ between libraries.
//
// xoshiro256++ (Blackman and Vigna, 2019), seeded through splitmix64.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace peelian::synthetic {

/// What a stream is for; part of its name.
enum class Purpose : std::uint64_t {
    geography = 1,
    street_points,
    mix,
    noise,
    trend,
    counts,
    crimes,
    identifiers,
    searches,
    search_counts,
    population,
    attitudes,
    airports,
    planting,
    unknown_places,
    records
};

/// One round of splitmix64: a good 64-bit mixer.
constexpr std::uint64_t mixed(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// The key of a named stream.
constexpr std::uint64_t stream_key(std::uint64_t seed, Purpose purpose, std::uint64_t a = 0, std::uint64_t b = 0,
                                   std::uint64_t c = 0, std::uint64_t d = 0) {
    std::uint64_t key = mixed(seed ^ mixed(static_cast<std::uint64_t>(purpose)));
    for (std::uint64_t part : {a, b, c, d})
        key = mixed(key ^ mixed(part));
    return key;
}

class Random {
public:
    explicit Random(std::uint64_t key) {
        for (std::uint64_t& word : state_)
            word = key = mixed(key);
    }

    std::uint64_t next() {
        std::uint64_t result = rotated(state_[0] + state_[3], 23) + state_[0];
        std::uint64_t shifted = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = rotated(state_[3], 45);
        return result;
    }
    /// Uniform in [0, 1).
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    /// Uniform in [from, to).
    double between(double from, double to) { return from + (to - from) * unit(); }
    /// Uniform in [0, n); n at least 1.
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(((next() >> 32) * n) >> 32); }
    bool chance(double probability) { return unit() < probability; }
    /// Standard normal, by Marsaglia's polar method.
    double normal();
    /// Gamma with mean `shape` and scale 1 (Marsaglia and Tsang, 2000); shape at least 1.
    double gamma(double shape);
    /// Poisson; exact below a mean of 10, by transformed rejection (Hörmann, 1993) above.
    std::uint64_t poisson(double mean);

private:
    static constexpr std::uint64_t rotated(std::uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }
    std::array<std::uint64_t, 4> state_{};
};

/// Draws an index with given weights from one 64-bit word (Walker's alias method).
class Weighted {
public:
    Weighted() = default;
    /// Weights are not negative and not all zero.
    explicit Weighted(std::span<const double> weights);

    std::uint32_t operator()(std::uint64_t word) const {
        std::uint64_t index = ((word >> 32) * cells_.size()) >> 32;
        const Cell& cell = cells_[index];
        return static_cast<std::uint32_t>(word) < cell.threshold ? static_cast<std::uint32_t>(index) : cell.other;
    }
    std::uint32_t operator()(Random& random) const { return (*this)(random.next()); }
    std::size_t size() const { return cells_.size(); }

private:
    struct Cell {
        std::uint32_t threshold, other;
    };
    std::vector<Cell> cells_;
};

} // namespace peelian::synthetic
