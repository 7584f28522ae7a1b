// SPDX-License-Identifier: MIT
// Values ten, a hundred or a thousand times what they should be. Some are in all columns of
// a row, so that its changes follow; only the others of the table tell.
#include "statistics/distributions.hpp"
#include "tables/fault_rules.hpp"
#include "tables/slips.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace peelian::table_rules {
namespace {

/// Columns of the same thing at different times (or those that a change compares).
std::vector<std::vector<std::size_t>> comparable_columns(const TableView& view,
                                                         const std::vector<Relation>& relations) {
    std::map<std::string, std::vector<std::size_t>> by_words;
    for (std::size_t c = 0; c < view.columns().size(); ++c) {
        const ColumnView& v = view.columns()[c];
        if (v.numeric && v.period && !v.percent && !is_derived(view, relations, c))
            by_words[v.period->rest + fmt::format("/{}", v.period->months)].push_back(c);
    }
    std::vector<std::vector<std::size_t>> out;
    for (auto& [words, columns] : by_words)
        if (columns.size() >= 2) out.push_back(columns);
    if (!out.empty()) return out;
    for (const Relation& r : relations)
        if ((r.kind == RelationKind::change || r.kind == RelationKind::percent_change) &&
            !view.columns()[r.from].percent && std::ranges::find(out, std::vector{r.from, r.of}) == out.end())
            out.push_back({r.from, r.of});
    return out;
}

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

/// The power of ten that two values are apart by, if it is near a whole one; else 0.
int powers_apart(double a, double b) {
    double log = std::log10(a / b);
    int power = static_cast<int>(std::lround(log));
    double near = std::abs(power) == 1 ? 0.1 : 0.2;
    return std::abs(power) <= 4 && std::fabs(log - power) <= near ? power : 0;
}

class RowPowers {
public:
    RowPowers(const TableView& view, const std::vector<std::size_t>& columns) : view_(view), columns_(columns) {
        for (std::size_t row : view.data_rows()) {
            auto [low, high] = extremes(row);
            if (low > 0) spreads_.push_back(std::log10(high / low));
        }
        usual_spread_ = median(spreads_);
    }

    Faults all() const {
        Faults out;
        for (std::size_t row : view_.data_rows())
            check(out, row);
        return out;
    }

private:
    /// The least and the greatest of a row; 0 where not all are above zero.
    std::pair<double, double> extremes(std::size_t row) const {
        double low = 0, high = 0;
        for (std::size_t c : columns_) {
            const PrintedNumber* n = view_.number(row, c);
            if (n == nullptr) continue;
            if (n->value <= 0) return {0, 0};
            low = low == 0 ? n->value : std::min(low, n->value);
            high = std::max(high, n->value);
        }
        return {low, high};
    }

    /// The column that is off: the one that differs from the median of three or more, or of two the one whose
    /// decimals are all zero where the other's are not.
    std::optional<std::size_t> odd_one(std::size_t row, double low, double high) const {
        std::vector<double> logs;
        std::size_t lowest = 0, highest = 0;
        for (std::size_t c : columns_) {
            const PrintedNumber* n = view_.number(row, c);
            if (n == nullptr) continue;
            logs.push_back(std::log10(n->value));
            if (n->value == low) lowest = c;
            if (n->value == high) highest = c;
        }
        if (logs.size() >= 3) {
            double middle = median(logs);
            std::size_t apart = 0;
            for (double log : logs)
                apart += std::fabs(log - middle) > 0.5 ? 1 : 0;
            if (apart != 1) return {};
            return std::fabs(std::log10(low) - middle) > 0.5 ? lowest : highest;
        }
        const PrintedNumber &small = *view_.number(row, lowest), &large = *view_.number(row, highest);
        if (small.decimals_are_zero() && !large.decimals_are_zero()) return lowest;
        return highest;
    }

    void check(Faults& out, std::size_t row) const {
        auto [low, high] = extremes(row);
        if (low <= 0) return;
        auto odd = odd_one(row, low, high);
        if (!odd) return;
        const PrintedNumber& n = *view_.number(row, *odd);
        double usual = usual_of(row, *odd);
        int power = powers_apart(n.value, usual);
        double units = std::min(n.value, usual) / n.unit();
        // Chance does not give such a change: on the scale of square roots it is many standard deviations.
        double z = std::sqrt(2.0) * std::fabs(std::sqrt(n.value) - std::sqrt(usual));
        bool by_chance = n.decimals == 0 && normal_two_sided_p(z) > 1e-6;
        if (power == 0 || units < 100 || by_chance) return;
        bool quiet = spreads_.size() >= 3 && usual_spread_ < 0.2;
        if (!quiet && std::abs(power) < 2) return;
        add(out, row, *odd, usual, power);
    }

    double usual_of(std::size_t row, std::size_t odd) const {
        std::vector<double> others;
        for (std::size_t c : columns_)
            if (c != odd && view_.number(row, c) != nullptr) others.push_back(view_.number(row, c)->value);
        return others.empty() ? 0 : median(others);
    }

    void add(Faults& out, std::size_t row, std::size_t odd, double usual, int power) const {
        const PrintedNumber& n = *view_.number(row, odd);
        TableFault fault = view_.fault("lost-decimal-point", FaultLevel::suspect, row, odd);
        fault.likely = n.like_this(n.value * std::pow(10.0, -power));
        fault.expected = fmt::format("a value near {}, as elsewhere in the row", shown(usual));
        fault.message = fmt::format("{} stands beside {} in the same row: no such change happens by chance, and a "
                                    "decimal point lost or put in would explain it. The value looks {}.",
                                    fault.found, shown(usual), power_words(power));
        if (columns_.size() == 2 && !n.decimals_are_zero())
            fault.message += " (Or the other one is as much off the other way.)";
        fault.advice =
            fmt::format("Look it up in its source; {} is likely. Then work the changes out again.", fault.likely);
        out.push_back(std::move(fault));
    }

    const TableView& view_;
    const std::vector<std::size_t>& columns_;
    std::vector<double> spreads_; ///< of rows: powers of ten between their least and greatest
    double usual_spread_ = 0;
};

/// What the values with true decimals in a table are like: how many decimals, from where to where.
struct Precision {
    int decimals = 0;
    std::size_t count = 0;
    double low = 0, high = 0;
};

Precision precision_of(const TableView& view, const std::vector<std::size_t>& columns) {
    Precision p;
    for (std::size_t row : view.data_rows())
        for (std::size_t c : columns) {
            const PrintedNumber* n = view.number(row, c);
            if (n == nullptr || n->value <= 0 || n->decimals < 2 || n->decimals_are_zero()) continue;
            p.decimals = n->decimals;
            p.low = p.count == 0 ? n->value : std::min(p.low, n->value);
            p.high = std::max(p.high, n->value);
            ++p.count;
        }
    return p;
}

/// True of 941,064.00 among values like 31,601.41: no decimals of its own, two if a hundredth of it
/// were meant, far above the others, and in their midst as a hundredth.
bool lost_its_point(const PrintedNumber& n, const Precision& p) {
    if (n.decimals != p.decimals || !n.decimals_are_zero()) return false;
    double power = std::pow(10.0, p.decimals);
    double part = n.value / power;
    bool would_have_decimals = std::fmod(std::fabs(n.value), power) != 0;
    return would_have_decimals && n.value > 10 * p.high && part >= p.low / 10 && part <= p.high * 3;
}

Faults beyond_precision(const TableView& view, const std::vector<Relation>& relations) {
    Faults out;
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < view.columns().size(); ++c)
        if (view.columns()[c].numeric && !view.columns()[c].percent && !is_derived(view, relations, c))
            columns.push_back(c);
    Precision p = precision_of(view, columns);
    if (p.count < 2) return out;
    for (std::size_t row : view.data_rows()) {
        if (view.rows()[row].total) continue;
        std::vector<std::size_t> found;
        for (std::size_t c : columns)
            if (const PrintedNumber* n = view.number(row, c); n != nullptr && lost_its_point(*n, p)) found.push_back(c);
        if (found.empty()) continue;
        TableFault fault = view.fault("lost-decimal-point", FaultLevel::suspect, row, found.front());
        std::vector<std::string> names, likely;
        for (std::size_t c : found) {
            const PrintedNumber& n = *view.number(row, c);
            names.push_back(view.column_name(c));
            likely.push_back(n.like_this(n.value * std::pow(10.0, -p.decimals)));
        }
        fault.likely = fmt::format("{}", fmt::join(likely, " and "));
        fault.expected = fmt::format("values of the size of the others, {} to {}", shown(p.low), shown(p.high));
        fault.message =
            fmt::format("In {} it has no decimals of its own, as others have; with a lost decimal point put back "
                        "it would have {}; and it is {:.0f} times the largest of those others. The changes of "
                        "the row may follow all the same.",
                        named_few(names), p.decimals, view.number(row, found.front())->value / p.high);
        fault.advice =
            fmt::format("Look it up in its source; likely {} {}.", found.size() == 1 ? "is" : "are", fault.likely);
        out.push_back(std::move(fault));
    }
    return out;
}

} // namespace

Faults powers_of_ten(const TableView& view, const std::vector<Relation>& relations) {
    Faults out = beyond_precision(view, relations);
    std::set<std::size_t> told;
    for (const TableFault& fault : out)
        told.insert(fault.line);
    for (const auto& columns : comparable_columns(view, relations))
        for (TableFault& fault : RowPowers(view, columns).all())
            if (told.insert(fault.line).second) out.push_back(std::move(fault));
    return out;
}

} // namespace peelian::table_rules
