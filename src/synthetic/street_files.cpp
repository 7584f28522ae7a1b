// SPDX-License-Identifier: MIT
#include "synthetic/street_files.hpp"

#include "synthetic/lines.hpp"

#include <fmt/format.h>

namespace peelian::synthetic {
namespace {

constexpr std::string_view k_street_header =
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context";
constexpr std::string_view k_outcomes_header =
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Outcome type";
constexpr std::string_view k_no_location = ",,No Location,,,";
constexpr std::size_t k_line = 512; // the longest line is near 330

// Of 4,096: rows of a crime published twice, and outcomes published twice.
constexpr std::uint32_t k_met_twice = 20, k_city_twice = 70, k_outcome_twice = 80;
// Of 256: crimes without a published place whose ward the force knows all the same.
constexpr std::uint32_t k_ward_known = 140;
// Months until the fate of a court case, or of an open case, is no longer followed.
constexpr int k_court_months = 8, k_open_months = 14;

std::uint32_t bits(std::uint32_t luck, int from, int count) { return (luck >> from) & ((1U << count) - 1); }

char* put_id(char* to, std::uint64_t id) {
    constexpr std::string_view k_digits = "0123456789abcdef";
    for (std::uint64_t part = 0; part < 4; ++part) {
        std::uint64_t word = mixed(id ^ (part << 62));
        for (int shift = 60; shift >= 0; shift -= 4)
            *to++ = k_digits[(word >> shift) & 15];
    }
    return to;
}

/// What the street file says of a crime `age` months old.
Outcome status(const Crime& crime, Outcome outcome, int age) {
    int later = static_cast<int>(bits(crime.luck, 24, 2));
    if (outcome == Outcome::none)
        return age > k_open_months + later ? Outcome::status_unavailable : Outcome::under_investigation;
    if (crime.lag > age) return Outcome::under_investigation;
    if (outcome != Outcome::charged) return outcome;
    return age - crime.lag > k_court_months + later ? Outcome::court_unavailable : Outcome::awaiting_court;
}

Outcome another(Outcome outcome) { return outcome == Outcome::unable ? Outcome::no_suspect : Outcome::unable; }

void count(RecordedTally& tally, const Crime& crime, const SmallArea& area) {
    if (crime.type == CrimeType::antisocial_behaviour) return;
    ++tally.blocks[crime.block][crime.recorded];
    bool known = crime.located || bits(crime.luck, 0, 8) < k_ward_known;
    if (known && area.ward < tally.wards.size()) ++tally.wards[area.ward][crime.recorded];
}

} // namespace

std::filesystem::path police_file(const std::filesystem::path& folder, Force force, Month month,
                                  std::string_view kind) {
    return folder / "police_uk" / month.to_string() /
           fmt::format("{}-{}-{}.csv", month.to_string(), words_of(force).slug, kind);
}

StreetFiles::StreetFiles(const CrimeMaker& maker, const Places& places, Month last)
    : maker_(maker),
      places_(places),
      last_(last) {
    for (Force force : k_forces) {
        auto f = static_cast<std::size_t>(force);
        std::string_view end = words_of(force).line_end;
        for (std::size_t o = 0; o < k_outcomes; ++o) {
            auto outcome = static_cast<Outcome>(o);
            outcome_tails_[f][o] = fmt::format("{}{}", outcome_words(outcome), end);
            for (std::size_t t = 0; t < k_crime_types; ++t)
                street_tails_[f][t][o] =
                    fmt::format("{},{},{}", words_of(static_cast<CrimeType>(t)).name, street_words(outcome), end);
        }
    }
}

Written StreetFiles::write_street(const std::filesystem::path& path, Force force, Month month,
                                  RecordedTally* tally) const {
    Lines lines(path);
    lines.add(k_street_header);
    lines.add(words_of(force).line_end);
    const Tails& tails = street_tails_[static_cast<std::size_t>(force)];
    std::string middle = fmt::format(",{0},{1},{1},", month.to_string(), words_of(force).published);
    std::uint32_t twice = force == Force::city ? k_city_twice : k_met_twice;
    Written written;
    int age = last_ - month;
    auto write_row = [&](const Crime& crime, Outcome outcome) {
        bool antisocial = crime.type == CrimeType::antisocial_behaviour;
        if (!antisocial) outcome = status(crime, outcome, age);
        char* to = lines.room(k_line);
        if (!antisocial) to = put_id(to, crime.id);
        to = put(to, middle);
        to = put(to, crime.located ? places_.street_text(crime.point) : k_no_location);
        auto tail = static_cast<std::size_t>(antisocial ? Outcome::none : outcome);
        to = put(to, tails[static_cast<std::size_t>(crime.type)][tail]);
        lines.used(to);
        ++written.rows;
    };
    auto write = [&](const Crime& crime) {
        write_row(crime, crime.outcome);
        if (crime.type != CrimeType::antisocial_behaviour && bits(crime.luck, 8, 12) < twice)
            write_row(crime, another(crime.outcome));
    };
    std::vector<Crime> without_place; // these stand last, as in the real files
    maker_.each(force, month, [&](const Crime& crime) {
        if (tally) count(*tally, crime, places_.small_areas()[crime.area]);
        if (crime.located) write(crime);
        else without_place.push_back(crime);
    });
    for (const Crime& crime : without_place)
        write(crime);
    lines.close();
    written.bytes = lines.bytes();
    return written;
}

Written StreetFiles::write_outcomes(const std::filesystem::path& path, Force force, Month month) const {
    Lines lines(path);
    lines.add(k_outcomes_header);
    lines.add(words_of(force).line_end);
    const auto& tails = outcome_tails_[static_cast<std::size_t>(force)];
    std::string middle = fmt::format(",{0},{1},{1},", month.to_string(), words_of(force).published);
    Written written;
    for (int lag = k_lags - 1; lag >= 0; --lag) {
        maker_.each(force, month - lag, [&](const Crime& crime) {
            if (crime.lag != lag || crime.outcome == Outcome::none || crime.type == CrimeType::antisocial_behaviour)
                return;
            int times = bits(crime.luck, 20, 12) < k_outcome_twice ? 2 : 1;
            for (; times > 0; --times) {
                char* to = put_id(lines.room(k_line), crime.id);
                to = put(to, middle);
                to = put(to, crime.located ? places_.street_text(crime.point) : k_no_location);
                to = put(to, tails[static_cast<std::size_t>(crime.outcome)]);
                lines.used(to);
                ++written.rows;
            }
        });
    }
    lines.close();
    written.bytes = lines.bytes();
    return written;
}

} // namespace peelian::synthetic
