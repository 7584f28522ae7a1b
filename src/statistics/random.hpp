// SPDX-License-Identifier: MIT
// Random bits by number and not by order, so that draws may be made on any thread: draw d
// for thing i is the same whoever asks. splitmix64 (Steele, Lea and Flood, 2014).
#pragma once

#include <cstdint>

namespace peelian {

/// 64 bits for draw `draw` of thing `thing` under a seed.
constexpr std::uint64_t random_bits(std::uint64_t seed, std::uint64_t draw, std::uint64_t thing) {
    auto mix = [](std::uint64_t x) {
        x += 0x9e3779b97f4a7c15ULL;
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
        x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
        return x ^ (x >> 31);
    };
    return mix(mix(mix(seed) ^ draw) ^ thing);
}

/// Uniform in [0, n).
constexpr std::uint32_t random_below(std::uint32_t n, std::uint64_t seed, std::uint64_t draw, std::uint64_t thing) {
    return static_cast<std::uint32_t>(((random_bits(seed, draw, thing) >> 32) * n) >> 32);
}

} // namespace peelian
