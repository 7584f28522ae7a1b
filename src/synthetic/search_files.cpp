// SPDX-License-Identifier: MIT
#include "synthetic/search_files.hpp"

#include "synthetic/lines.hpp"
#include "synthetic/search_words.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

namespace peelian::synthetic {
namespace {

namespace ch = std::chrono;

constexpr std::string_view k_header =
    "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,"
    "Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,"
    "Outcome linked to object of search,Removal of more than just outer clothing";
constexpr std::size_t k_line = 640;
constexpr std::uint32_t k_nowhere = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint8_t k_blank = 255, k_said_nothing = 254;

// Shares: no coordinates; more people searched at the same time; a row said twice.
constexpr double k_unplaced_met = 0.095, k_unplaced_city = 0.2;
constexpr double k_in_company = 0.16, k_said_twice = 0.012;

struct Search {
    std::int64_t time = 0; ///< UTC, seconds since 1970
    std::uint32_t point = k_nowhere;
    std::uint8_t type = 0, reason = 0, outcome = 0, gender = 0, age = 0;
    std::uint8_t self = k_blank; ///< index of k_self_defined
    std::uint8_t officer = 0;
    bool linked = false, removal = false;
};

ch::sys_days first_day(Month month) {
    return ch::year(month.year()) / ch::month(static_cast<unsigned>(month.month())) / ch::day(1);
}

/// UTC of a time on the clocks of London: an hour less from the last Sunday of March to
/// the last Sunday of October, both at 01:00 UTC. Hours that clocks skip or show twice
/// come out as some hour of the same night.
std::int64_t to_utc(std::int64_t local, int year) {
    auto change = [&](ch::month month) {
        ch::sys_days day = ch::year(year) / month / ch::Sunday[ch::last];
        return ch::sys_seconds(day + ch::hours(1)).time_since_epoch().count();
    };
    std::int64_t summer = local - 3600;
    return summer >= change(ch::March) && summer < change(ch::October) ? summer : local;
}

std::vector<double> day_weights(Month month) {
    std::vector<double> weights;
    for (int day = 0; day < month.days(); ++day) {
        ch::weekday weekday(first_day(month) + ch::days(day));
        weights.push_back(k_weekdays[weekday.iso_encoding() - 1]);
    }
    return weights;
}

template <typename List, typename Share> Weighted weighted(const List& list, Share share) {
    std::vector<double> weights;
    for (const auto& item : list)
        weights.push_back(share(item));
    return Weighted(weights);
}

/// Draws searches of one force and month.
class Drawer {
public:
    Drawer(Force force, Month month, std::uint64_t key)
        : force_(force),
          month_(month),
          random_(key),
          days_(day_weights(month)),
          hours_(k_hours),
          types_(k_search_type_shares),
          ages_(k_age_shares),
          genders_(k_gender_shares),
          reasons_(weighted(k_search_reasons, [](const SearchReason& r) { return r.share; })) {
        for (const SearchReason& reason : k_search_reasons)
            outcomes_.emplace_back(reason.outcomes);
        for (std::size_t group = 0; group < 4; ++group)
            selves_.push_back(weighted(
                k_self_defined, [&](const SelfDefined& self) { return self.group == group ? self.share : 0.0; }));
    }

    Random& random() { return random_; }

    Search draw(const EthnicShares& people, std::uint32_t point) {
        Search search;
        search.time = time();
        bool unplaced = random_.chance(force_ == Force::city ? k_unplaced_city : k_unplaced_met);
        search.point = unplaced ? k_nowhere : point;
        search.reason = static_cast<std::uint8_t>(reasons_(random_));
        search.type = static_cast<std::uint8_t>(types_(random_));
        draw_person(search, people);
        return search;
    }
    /// Another person searched with the one before, for the same reason.
    Search draw_company(const Search& with, const EthnicShares& people) {
        Search search = with;
        search.type = search.type == 2 ? 1 : search.type;
        draw_person(search, people);
        return search;
    }

private:
    std::int64_t time() {
        ch::sys_days day = first_day(month_) + ch::days(days_(random_));
        std::int64_t local = ch::sys_seconds(day).time_since_epoch().count() + std::int64_t{hours_(random_)} * 3600 +
                             std::int64_t{random_.below(60)} * 60;
        if (force_ == Force::city) local += random_.below(60);
        return to_utc(local, month_.year());
    }

    void draw_person(Search& search, const EthnicShares& people) {
        search.outcome = static_cast<std::uint8_t>(outcomes_[search.reason](random_));
        search.removal = random_.chance(0.017);
        search.linked = force_ == Force::city && random_.chance(search.outcome == 0 ? 0.12 : 0.7);
        bool vehicle_only = search.type == 2;
        search.gender = vehicle_only ? 0 : static_cast<std::uint8_t>(genders_(random_));
        search.age = vehicle_only ? 0 : static_cast<std::uint8_t>(ages_(random_));
        search.officer = vehicle_only ? 4 : officer_sees(people);
        search.self = vehicle_only ? k_blank : person_says(search.officer);
    }

    std::uint8_t officer_sees(const EthnicShares& people) {
        double total = 0;
        for (std::size_t group = 0; group < people.size(); ++group)
            total += people[group] * k_search_rates[group];
        double at = random_.unit() * total;
        std::size_t group = 0;
        while (group + 1 < people.size() && at >= people[group] * k_search_rates[group]) {
            at -= people[group] * k_search_rates[group];
            ++group;
        }
        if (random_.chance(0.028)) return 4;
        return static_cast<std::uint8_t>(k_officer_of[group]);
    }

    std::uint8_t person_says(std::uint8_t officer) {
        double at = random_.unit();
        if (at < 0.302) return k_said_nothing;
        if (at < 0.312) return k_blank;
        std::size_t group = officer < 4 && at < 0.97 ? officer : random_.below(4);
        return static_cast<std::uint8_t>(selves_[group](random_));
    }

    Force force_;
    Month month_;
    Random random_;
    Weighted days_, hours_, types_, ages_, genders_, reasons_;
    std::vector<Weighted> outcomes_, selves_;
};

/// "2024-07-31T23:20:00+00:00"
char* put_time(char* to, std::int64_t time) {
    ch::sys_seconds at{ch::seconds(time)};
    ch::sys_days day = ch::floor<ch::days>(at);
    ch::year_month_day date(day);
    auto second = static_cast<std::uint64_t>((at - day).count());
    to = put_number(to, static_cast<std::uint64_t>(static_cast<int>(date.year())), 4);
    *to++ = '-';
    to = put_number(to, static_cast<unsigned>(date.month()), 2);
    *to++ = '-';
    to = put_number(to, static_cast<unsigned>(date.day()), 2);
    *to++ = 'T';
    to = put_number(to, second / 3600, 2);
    *to++ = ':';
    to = put_number(to, second / 60 % 60, 2);
    *to++ = ':';
    to = put_number(to, second % 60, 2);
    return put(to, "+00:00");
}

std::string_view self_words(const Search& search) {
    if (search.self == k_said_nothing) return k_not_stated;
    return search.self == k_blank ? std::string_view() : k_self_defined[search.self].label;
}

void write_row(Lines& lines, const Search& search, Force force, const Places& places) {
    const SearchReason& reason = k_search_reasons[search.reason];
    bool placed = search.point != k_nowhere;
    char* to = lines.room(k_line);
    auto field = [&](std::string_view text) {
        to = put(to, text);
        *to++ = ',';
    };
    field(k_search_types[search.type]);
    to = put_time(to, search.time);
    to = put(to, force == Force::city ? ",,," : ",False,,");
    field(placed ? places.latitude(search.point) : std::string_view());
    field(placed ? places.longitude(search.point) : std::string_view());
    field(k_genders[search.gender]);
    field(k_ages[search.age]);
    field(self_words(search));
    field(k_officer[search.officer]);
    field(reason.legislation);
    field(reason.object);
    field(k_search_outcomes[search.outcome]);
    field(search.linked ? "True" : "False");
    to = put(to, search.removal ? "True" : "False");
    lines.used(put(to, words_of(force).line_end));
}

} // namespace

Written SearchFiles::write(const std::filesystem::path& path, Force force, Month month,
                           std::optional<int> stops_on) const {
    auto f = static_cast<std::uint64_t>(force), m = static_cast<std::uint64_t>(month.index());
    Drawer drawer(force, month, stream_key(seed_, Purpose::searches, f, m));
    std::vector<Search> searches;
    for (std::size_t block = 0; block < k_blocks; ++block) {
        std::uint64_t n = volumes_.count(force, block, k_searches, month);
        EthnicShares people = ethnic_shares(boroughs()[block < k_boroughs ? block : 0]);
        auto areas = places_.small_areas().subspan(places_.blocks()[block].first);
        for (std::uint64_t i = 0; i < n; ++i) {
            if (i > 0 && drawer.random().chance(k_in_company)) {
                searches.push_back(drawer.draw_company(searches.back(), people));
                continue;
            }
            const SmallArea& area = areas[maker_.areas_of(block, Setting::busy)(drawer.random())];
            searches.push_back(drawer.draw(people, CrimeMaker::point_in(area, drawer.random().next())));
        }
    }
    std::ranges::stable_sort(searches, {}, &Search::time);
    std::int64_t end = std::numeric_limits<std::int64_t>::max();
    if (stops_on)
        end = ch::sys_seconds(first_day(month) + ch::days(*stops_on - 1) + ch::hours(12)).time_since_epoch().count();

    Lines lines(path);
    lines.add(k_header);
    lines.add(words_of(force).line_end);
    Written written;
    for (const Search& search : searches) {
        if (search.time >= end) break;
        for (int times = drawer.random().chance(k_said_twice) ? 2 : 1; times > 0; --times) {
            write_row(lines, search, force, places_);
            ++written.rows;
        }
    }
    lines.close();
    written.bytes = lines.bytes();
    return written;
}

} // namespace peelian::synthetic
