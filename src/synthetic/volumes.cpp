// SPDX-License-Identifier: MIT
#include "synthetic/volumes.hpp"

#include <cmath>
#include <numbers>

namespace peelian::synthetic {
namespace {

constexpr double k_met_crimes = 74'150, k_city_crimes = 850; // a month at scale 1
constexpr double k_met_searches = 19'800, k_city_searches = 200;
constexpr double k_met_outside = 0.010, k_met_in_city = 0.0012, k_city_outside = 0.006;
constexpr double k_days = 365.25 / 12;
/// Shape of the negative binomial: counts vary by 6 per cent beyond chance.
constexpr double k_shape = 280;

/// How much a series strays from its course and how long it remembers.
struct Wander {
    double spread, memory;
};
constexpr Wander k_local{0.035, 0.6}, k_everywhere{0.02, 0.8};

/// Where the City of London Police records crimes outside the City.
struct Neighbour {
    std::string_view name;
    double share;
};
constexpr std::array<Neighbour, 6> k_neighbours{{{"Tower Hamlets", 0.018},
                                                 {"Camden", 0.011},
                                                 {"Islington", 0.010},
                                                 {"Westminster", 0.008},
                                                 {"Hackney", 0.007},
                                                 {"Southwark", 0.005}}};

double wave(double phase) { return std::cos(2 * std::numbers::pi * phase); }

double season(std::size_t kind, Month month) {
    bool searches = kind == k_searches;
    double swing = searches ? 0.06 : words_of(static_cast<CrimeType>(kind)).season;
    double peak = searches ? 5 : words_of(static_cast<CrimeType>(kind)).peak_month;
    return (1 + swing * wave((month.month() - peak) / 12)) * month.days() / k_days;
}

/// A slow rise and fall over nine to sixteen years, its own for each key.
double trend(std::uint64_t seed, std::uint64_t a, double size, Month month) {
    Random random(stream_key(seed, Purpose::trend, a));
    double years = random.between(9, 16), start = random.unit();
    return 1 + size * wave(month.index() / (12 * years) + start);
}

double character_factor(const CrimeWords& words, Character character) {
    switch (character) {
    case Character::centre: return words.centre;
    case Character::inner: return words.inner;
    case Character::outer: return words.outer;
    }
    return 1;
}

/// Fills a first-order autoregressive series, a value a month, in logarithms.
void fill(std::vector<double>& series, Wander by, Random random) {
    double state = by.spread * random.normal();
    double fresh = by.spread * std::sqrt(1 - by.memory * by.memory);
    for (double& value : series) {
        value = state;
        state = by.memory * state + fresh * random.normal();
    }
}

} // namespace

Volumes::Volumes(const VolumeSettings& settings) : settings_(settings) {
    share_metropolitan();
    share_city();
    draw_noise();
}

void Volumes::share_metropolitan() {
    Shares& shares = monthly_[0];
    double all = 0;
    for (std::size_t t = 0; t < k_crime_types; ++t)
        all += words_of(static_cast<CrimeType>(t)).share_metropolitan;
    for (std::size_t kind = 0; kind < k_kinds; ++kind) {
        bool searches = kind == k_searches;
        double total = 0;
        for (std::size_t b = 0; b < k_boroughs; ++b) {
            const Borough& borough = boroughs()[b];
            Random random(stream_key(settings_.seed, Purpose::mix, b, kind));
            double mix = searches ? 1 : character_factor(words_of(static_cast<CrimeType>(kind)), borough.character);
            shares[b][kind] = borough.crime * mix * std::exp(0.15 * random.normal());
            total += shares[b][kind];
        }
        double wanted =
            searches ? k_met_searches : k_met_crimes * words_of(static_cast<CrimeType>(kind)).share_metropolitan / all;
        double outside = searches ? 0.0005 : k_met_outside, in_city = searches ? 0 : k_met_in_city;
        for (std::size_t b = 0; b < k_boroughs; ++b)
            shares[b][kind] *= wanted * (1 - outside - in_city) / total;
        shares[k_city][kind] = wanted * in_city;
        shares[k_outside][kind] = wanted * outside;
    }
}

void Volumes::share_city() {
    Shares& shares = monthly_[1];
    double all = 0;
    for (std::size_t t = 0; t < k_crime_types; ++t)
        all += words_of(static_cast<CrimeType>(t)).share_city;
    for (std::size_t kind = 0; kind < k_kinds; ++kind) {
        double wanted = kind == k_searches ? k_city_searches
                                           : k_city_crimes * words_of(static_cast<CrimeType>(kind)).share_city / all;
        double left = 1 - k_city_outside;
        for (const Neighbour& neighbour : k_neighbours) {
            for (std::size_t b = 0; b < k_boroughs; ++b)
                if (boroughs()[b].name == neighbour.name) shares[b][kind] = wanted * neighbour.share;
            left -= neighbour.share;
        }
        shares[k_city][kind] = wanted * left;
        shares[k_outside][kind] = wanted * k_city_outside;
    }
}

void Volumes::draw_noise() {
    auto months = static_cast<std::size_t>(settings_.last - settings_.first) + 1;
    noise_.resize(months * k_blocks * k_kinds);
    std::vector<double> everywhere(months), local(months);
    for (std::size_t kind = 0; kind < k_kinds; ++kind) {
        fill(everywhere, k_everywhere, Random(stream_key(settings_.seed, Purpose::noise, k_blocks, kind)));
        for (std::size_t block = 0; block < k_blocks; ++block) {
            fill(local, k_local, Random(stream_key(settings_.seed, Purpose::noise, block, kind)));
            for (std::size_t m = 0; m < months; ++m) {
                Month month = settings_.first + static_cast<int>(m);
                double factor = std::exp(everywhere[m] + local[m]) * season(kind, month) *
                                trend(settings_.seed, kind, 0.09, month) *
                                trend(settings_.seed, k_kinds + block, 0.06, month);
                noise_[(m * k_blocks + block) * k_kinds + kind] = static_cast<float>(factor);
            }
        }
    }
}

double Volumes::expected(Force force, std::size_t block, std::size_t kind, Month month) const {
    auto m = static_cast<std::size_t>(month - settings_.first);
    double mean = monthly_[static_cast<std::size_t>(force)][block][kind] * settings_.scale *
                  static_cast<double>(noise_[(m * k_blocks + block) * k_kinds + kind]);
    const std::optional<Step>& step = settings_.step;
    if (step && step->borough == block && static_cast<std::size_t>(step->type) == kind && month >= step->from)
        mean *= step->factor;
    return mean;
}

std::uint64_t Volumes::count(Force force, std::size_t block, std::size_t kind, Month month) const {
    double mean = expected(force, block, kind, month);
    if (!(mean > 0)) return 0;
    Random random(stream_key(settings_.seed, Purpose::counts, static_cast<std::uint64_t>(force), block, kind,
                             static_cast<std::uint64_t>(month.index())));
    return random.poisson(mean * random.gamma(k_shape) / k_shape);
}

} // namespace peelian::synthetic
