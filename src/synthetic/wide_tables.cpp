// SPDX-License-Identifier: MIT
#include "synthetic/wide_tables.hpp"

#include "base/text.hpp"
#include "synthetic/lines.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace peelian::synthetic {
namespace {

constexpr std::string_view k_airports = "London Heathrow and London City Airports";
constexpr std::string_view k_airport_police = "Aviation Security (SO18)";
constexpr std::string_view k_unknown = "Unknown";
constexpr std::size_t k_hillingdon = 16; // its first ward stands for the airport
static_assert(k_hillingdon < k_boroughs);
constexpr double k_airport_crimes = 60; // a month at scale 1

using Counts = RecordedTally::Counts;

/// Crimes at the airports, which belong to no borough in these tables.
Counts airport_crimes(const RecordedMonths& months, Month month) {
    Counts counts{};
    std::vector<double> shares;
    for (const RecordedType& type : recorded_types())
        shares.push_back(words_of(type.from).share_metropolitan * type.share);
    Weighted types(shares);
    Random random(stream_key(months.seed, Purpose::airports, static_cast<std::uint64_t>(month.index())));
    for (std::uint64_t n = random.poisson(k_airport_crimes * months.scale); n > 0; --n)
        ++counts[types(random)];
    return counts;
}

/// A place of a table: what stands in its columns, and its counts a month.
struct Place {
    std::string columns; ///< CSV, after MajorText and MinorText
    std::vector<Counts> months;
};

Written write_table(const std::filesystem::path& path, std::string_view place_columns, std::span<const Place> places,
                    Month from, Month to) {
    Lines lines(path);
    lines.add(fmt::format("MajorText,MinorText,{}", place_columns));
    for (Month month = from; month <= to; month = month + 1)
        lines.add(fmt::format(",{:04}{:02}", month.year(), month.month()));
    lines.add("\n");
    Written written;
    for (const Place& place : places) {
        for (std::size_t t = 0; t < k_recorded_types; ++t) {
            if (std::ranges::all_of(place.months, [&](const Counts& c) { return c[t] == 0; })) continue;
            const RecordedType& type = recorded_types()[t];
            lines.add(fmt::format("{},{},{}", type.major, type.minor, place.columns));
            for (const Counts& counts : place.months) {
                char* to_text = lines.room(32);
                *to_text++ = ',';
                lines.used(put_number(to_text, counts[t]));
            }
            lines.add("\n");
            ++written.rows;
        }
    }
    lines.close();
    written.bytes = lines.bytes();
    return written;
}

/// Counts of one place over the months `from` to `to`.
template <typename Take>
std::vector<Counts> over_months(const RecordedMonths& months, Month from, Month to, Take take) {
    std::vector<Counts> counts;
    for (Month month = from; month <= to; month = month + 1)
        counts.push_back(take(months.tallies[static_cast<std::size_t>(month - months.first)], month));
    return counts;
}

} // namespace

std::optional<LostDigit> find_lost_digit(const RecordedMonths& months, Month month) {
    const auto& blocks = months.tallies[static_cast<std::size_t>(month - months.first)].blocks;
    auto violence = std::ranges::find(recorded_types(), "VIOLENCE WITHOUT INJURY", &RecordedType::minor);
    auto type = static_cast<std::size_t>(violence - recorded_types().begin());
    Random random(stream_key(months.seed, Purpose::planting, 2));
    std::size_t start = random.below(k_boroughs);
    for (std::uint32_t enough : {100U, 10U}) {
        for (std::size_t i = 0; i < k_boroughs; ++i) {
            std::size_t borough = (start + i) % k_boroughs;
            std::uint32_t count = blocks[borough][type];
            if (borough != k_city && count >= enough) return LostDigit{borough, type, month, count, count / 10};
        }
    }
    return std::nullopt;
}

Written write_borough_table(const std::filesystem::path& path, const RecordedMonths& months, Month from, Month to,
                            const std::optional<LostDigit>& lost) {
    std::vector<Place> places;
    for (std::size_t b = 0; b < k_boroughs; ++b) {
        if (b == k_city) continue;
        auto take = [&](const RecordedTally& tally, Month month) {
            Counts counts = tally.blocks[b];
            if (lost && lost->borough == b && lost->month == month) counts[lost->recorded] = lost->after;
            return counts;
        };
        places.push_back({std::string(boroughs()[b].name), over_months(months, from, to, take)});
    }
    places.push_back({std::string(k_airports), over_months(months, from, to, [&](const RecordedTally&, Month month) {
                          return airport_crimes(months, month);
                      })});
    places.push_back({std::string(k_unknown), over_months(months, from, to, [](const RecordedTally& tally, Month) {
                          Counts counts = tally.blocks[k_city];
                          for (std::size_t t = 0; t < k_recorded_types; ++t)
                              counts[t] += tally.blocks[k_outside][t];
                          return counts;
                      })});
    std::ranges::sort(places, {}, &Place::columns);
    return write_table(path, "BoroughName", places, from, to);
}

Written write_ward_table(const std::filesystem::path& path, const RecordedMonths& months, const Places& map, Month from,
                         Month to) {
    std::vector<Place> places;
    auto columns = [](const Ward& ward, std::string_view borough) {
        std::string text;
        append_csv(text, ward.name);
        return fmt::format("{},{},{}", text, ward.code, borough);
    };
    auto airport = std::ranges::find(map.wards(), k_hillingdon, &Ward::borough);
    places.push_back({columns(*airport, k_airport_police),
                      over_months(months, from, to,
                                  [&](const RecordedTally&, Month month) { return airport_crimes(months, month); })});
    for (std::size_t w = 0; w < map.wards().size(); ++w) {
        const Ward& ward = map.wards()[w];
        if (ward.borough == k_city) continue;
        places.push_back(
            {columns(ward, boroughs()[ward.borough].name),
             over_months(months, from, to, [w](const RecordedTally& tally, Month) { return tally.wards[w]; })});
    }
    return write_table(path, "WardName,WardCode,LookUp_BoroughName", places, from, to);
}

} // namespace peelian::synthetic
