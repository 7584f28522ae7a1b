// SPDX-License-Identifier: MIT
// Random tables in which everything is right, and single slips put into them.
#pragma once

#include "tables/printed_table.hpp"

#include <fmt/core.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace made {

enum class Convention { half_away, half_even, cut_off };
enum class Shape { two_years, change_and_percent, answered, categories, shares, finance, survey, overlapping };
enum class Slip { digit_dropped, point_lost, digits_swapped, percent_off, total_off };

inline constexpr Shape k_shapes[] = {
    Shape::two_years, Shape::change_and_percent, Shape::answered, Shape::categories, Shape::shares, Shape::finance,
    Shape::survey,    Shape::overlapping};
inline constexpr Convention k_conventions[] = {Convention::half_away, Convention::half_even, Convention::cut_off};
inline constexpr Slip k_slips[] = {Slip::digit_dropped, Slip::point_lost, Slip::digits_swapped, Slip::percent_off,
                                   Slip::total_off};

class RandomTable {
public:
    RandomTable(std::uint64_t seed, Shape shape, Convention convention)
        : random_(seed),
          shape_(shape),
          convention_(convention) {
        decimals_ = pick(0, 2);
        grouped_ = pick(0, 1) == 1;
        switch (shape) {
        case Shape::two_years: two_years(false); break;
        case Shape::change_and_percent: two_years(true); break;
        case Shape::answered: answered(); break;
        case Shape::categories: categories(); break;
        case Shape::shares: shares(); break;
        case Shape::finance: finance(); break;
        case Shape::survey: survey(); break;
        case Shape::overlapping: overlapping(); break;
        }
        table.file = "random";
        table.number = 1;
    }

    /// Makes one slip; where it was made, or nothing when the table has no cell for it.
    std::optional<std::pair<std::size_t, std::size_t>> slip(Slip kind) {
        for (int tries = 0; tries < 50; ++tries) {
            std::size_t row = static_cast<std::size_t>(pick(0, static_cast<int>(table.rows.size()) - 1));
            std::size_t column = static_cast<std::size_t>(pick(1, static_cast<int>(table.rows[row].cells.size()) - 1));
            std::string& text = table.rows[row].cells[column].text;
            std::string changed = slipped(text, kind, row);
            if (changed.empty() || changed == text) continue;
            text = changed;
            return std::pair(row, column);
        }
        return {};
    }

    peelian::PrintedTable table;

private:
    int pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
    /// A count of any size from tens to hundreds of thousands, as tables of crime have them.
    double count() { return std::floor(std::pow(10.0, std::uniform_real_distribution<double>(1.3, 5.5)(random_))); }
    double near(double value) {
        return std::floor(value * std::exp(std::normal_distribution<double>(0, 0.12)(random_)));
    }

    std::string whole(double value) const {
        std::string digits = fmt::format("{:.0f}", std::fabs(value));
        for (std::size_t at = digits.size(); grouped_ && at > 3; at -= 3)
            digits.insert(at - 3, 1, ',');
        return (value < 0 ? "-" : "") + digits;
    }
    std::string percent(double value) const {
        double scale = std::pow(10.0, decimals_), scaled = std::fabs(value) * scale;
        double rounded = convention_ == Convention::cut_off     ? std::floor(scaled + 1e-9)
                         : convention_ == Convention::half_even ? std::nearbyint(scaled)
                                                                : std::floor(scaled + 0.5);
        return fmt::format("{}{:.{}f}%", value < 0 && rounded != 0 ? "-" : "", rounded / scale, decimals_);
    }
    void add(std::vector<std::string> cells) {
        peelian::PrintedRow row{{}, table.rows.size() + 2};
        for (std::string& cell : cells)
            row.cells.push_back({std::move(cell)});
        table.rows.push_back(std::move(row));
    }
    void head(std::vector<std::string> cells) {
        add(std::move(cells));
        table.header.push_back(std::move(table.rows.back()));
        table.header.back().line = 1;
        table.rows.clear();
    }

    void compare(const std::string& label, double a, double b, bool change) {
        std::vector<std::string> cells{label, whole(a), whole(b)};
        if (change) cells.push_back(whole(b - a));
        cells.push_back(percent(100 * (b / a - 1)));
        add(std::move(cells));
    }

    /// Groups with a total before or after their rows, and rows that belong to none.
    void two_years(bool change) {
        if (change) head({"Offence", "May-16", "May-17", "Change", "% change"});
        else head({"Offence", "2015-16", "2016-17", "% change"});
        int groups = pick(1, 6);
        for (int g = 0; g < groups; ++g) {
            int parts = pick(0, 5);
            std::vector<std::pair<double, double>> rows;
            double a = 0, b = 0;
            for (int i = 0; i < parts; ++i) {
                double first = count();
                rows.emplace_back(first, near(first));
                a += rows.back().first;
                b += rows.back().second;
            }
            bool before = pick(0, 1) == 1;
            std::string total = fmt::format("Total group {}", g);
            if (parts >= 2 && before) compare(total, a, b, change);
            for (std::size_t i = 0; i < rows.size(); ++i)
                compare(fmt::format("Kind {}.{}", g, i), rows[i].first, rows[i].second, change);
            if (parts >= 2 && !before) compare(total, a, b, change);
            if (parts < 2) {
                double alone = count();
                // A total whose parts are not in the table, and one that is no total.
                compare(parts == 0 ? total : fmt::format("Other {}", g), alone, near(alone), change);
            }
        }
    }

    void answered() {
        head({"Month", "Received", "Answered in time", "In percentage terms"});
        int rows = pick(4, 24);
        for (int i = 0; i < rows; ++i) {
            double n = count();
            double x = std::floor(n * std::uniform_real_distribution<double>(0.3, 1)(random_));
            add({fmt::format("Team {}", i), whole(n), whole(x), percent(100 * x / n)});
        }
    }

    void categories() {
        int columns = pick(2, 6), rows = pick(3, 15);
        std::vector<std::string> names{"Area"};
        for (int c = 0; c < columns; ++c)
            names.push_back(fmt::format("Kind {}", static_cast<char>('A' + c)));
        names.emplace_back("Total");
        head(names);
        std::vector<double> sums(static_cast<std::size_t>(columns) + 1);
        for (int r = 0; r <= rows; ++r) {
            std::vector<std::string> cells{r < rows ? fmt::format("Area {}", r) : "Total"};
            double sum = 0;
            for (int c = 0; c < columns; ++c) {
                double value = r < rows ? count() : sums[static_cast<std::size_t>(c)];
                if (r < rows) sums[static_cast<std::size_t>(c)] += value;
                sum += value;
                cells.push_back(whole(value));
            }
            cells.push_back(whole(sum));
            add(std::move(cells));
        }
    }

    void shares() {
        head({"Group", "2019", "Percentage"});
        int rows = pick(3, 12);
        std::vector<double> values;
        double total = 0;
        for (int r = 0; r < rows; ++r) {
            values.push_back(count());
            total += values.back();
        }
        for (int r = 0; r < rows; ++r)
            add({fmt::format("Group {}", r), whole(values[static_cast<std::size_t>(r)]),
                 percent(100 * values[static_cast<std::size_t>(r)] / total)});
        add({"Total", whole(total), percent(100)});
    }

    /// Money, rounded when all was worked out: what is printed need not add up to its last digit.
    void finance() {
        head({"Heading", "Budget £m", "Outturn £m", "Variance £m"});
        auto money = [&](double value) { return fmt::format("{:.{}f}", value, std::max(decimals_, 1)); };
        double all_a = 0, all_b = 0;
        for (const char* name : {"Pay", "Premises"}) {
            double a = 0, b = 0;
            int parts = pick(2, 6);
            for (int i = 0; i < parts; ++i) {
                double first = count() / 977,
                       second = first * std::exp(std::normal_distribution<double>(0, 0.15)(random_));
                a += first;
                b += second;
                add({fmt::format("{} {}", name, i), money(first), money(second), money(second - first)});
            }
            add({fmt::format("Total {}", name), money(a), money(b), money(b - a)});
            all_a += a;
            all_b += b;
        }
        add({"Total", money(all_a), money(all_b), money(all_b - all_a)});
    }

    /// Percentages of people, and their change in points, rounded when all was worked out.
    void survey() {
        head({"Question", "Dec-15", "Dec-16", "Change"});
        int rows = pick(2, 12);
        for (int i = 0; i < rows; ++i) {
            double a = std::uniform_real_distribution<double>(20, 90)(random_),
                   b = a + std::normal_distribution<double>(0, 3)(random_);
            add({fmt::format("Question {}", i), percent(a), percent(b), percent(b - a)});
        }
    }

    /// Kinds of crime that overlap, below a total that is not their sum.
    void overlapping() {
        head({"Kind", "2017", "2018", "2019"});
        double total[3], kinds[3];
        total[0] = count() + 1000;
        total[1] = near(total[0]);
        total[2] = near(total[1]);
        add({"Total offences", whole(total[0]), whole(total[1]), whole(total[2])});
        int rows = pick(2, 8);
        for (int i = 0; i < rows; ++i) {
            double share = std::uniform_real_distribution<double>(0.05, 0.6)(random_);
            for (int c = 0; c < 3; ++c)
                kinds[c] = near(total[c] * share);
            add({i == 3 ? "Total of kind" : fmt::format("Kind {}", i), whole(kinds[0]), whole(kinds[1]),
                 whole(kinds[2])});
        }
    }

    std::string slipped(const std::string& text, Slip kind, std::size_t row) {
        bool is_percent = text.ends_with('%');
        std::string digits;
        std::vector<std::size_t> at;
        for (std::size_t i = 0; i < text.size(); ++i)
            if (text[i] >= '0' && text[i] <= '9') at.push_back(i);
        if (at.empty()) return {};
        std::string out = text;
        switch (kind) {
        case Slip::digit_dropped:
            if (at.size() < 2) return {};
            if (out.find('.') == std::string::npos && !is_percent) return without_digit(out);
            out.erase(at[static_cast<std::size_t>(pick(0, static_cast<int>(at.size()) - 1))], 1);
            return out.find(".%") == std::string::npos && !out.ends_with('.') && out[0] != '.' &&
                           out.find("-.") == std::string::npos
                       ? out
                       : "";
        case Slip::point_lost: {
            std::size_t point = out.find('.');
            if (point == std::string::npos) return {};
            out.erase(point, 1);
            return std::atof(out.c_str()) != 0 ? out : "";
        }
        case Slip::digits_swapped: {
            if (at.size() < 2) return {};
            std::size_t i = static_cast<std::size_t>(pick(0, static_cast<int>(at.size()) - 2));
            std::swap(out[at[i]], out[at[i + 1]]);
            return out;
        }
        case Slip::percent_off:
            if (!is_percent || decimals_ == 0) return {};
            return fmt::format("{:.{}f}%", std::atof(text.c_str()) + (pick(0, 1) == 1 ? 0.2 : -0.2), decimals_);
        case Slip::total_off:
            if (is_percent || !table.rows[row].cells[0].text.starts_with("Total")) return {};
            if (shape_ == Shape::finance) return {};
            digits = text;
            std::erase(digits, ',');
            return whole(std::atof(digits.c_str()) + (pick(0, 1) == 1 ? 1 : -1));
        }
        return {};
    }
    std::string without_digit(std::string text) {
        std::erase(text, ',');
        std::size_t first = text[0] == '-' ? 1 : 0;
        text.erase(static_cast<std::size_t>(pick(static_cast<int>(first), static_cast<int>(text.size()) - 1)), 1);
        return whole(std::atof(text.c_str()));
    }

    std::mt19937_64 random_;
    Shape shape_;
    Convention convention_;
    int decimals_ = 1;
    bool grouped_ = false;
};

} // namespace made
