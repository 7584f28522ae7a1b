// SPDX-License-Identifier: MIT
// Totals of rows. Which rows are the parts is not said in print, so several readings are held
// against the figures, and one is believed when columns bear it out beyond chance. A row
// that calls itself a total and adds up from nothing in the table is left alone: its parts
// may not be there, or may overlap.
#include "base/text.hpp"
#include "tables/fault_rules.hpp"
#include "tables/slips.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian::table_rules {
namespace {

/// A row among others that it is the sum of; those of `less` are taken away.
struct Reading {
    std::vector<std::size_t> parts, less;
    std::vector<Fit> fits{}; ///< by eligible column
    std::size_t good = 0, bad = 0;
    double evidence = 0;
    bool whole = false; ///< all rows that lead up to the total, or all of the table
};

constexpr std::size_t k_longest_run = 60, k_readable = 2000;
constexpr double k_enough = 2;

class Totals {
public:
    Totals(const TableView& view, const std::vector<Relation>& relations) : view_(view) {
        for (std::size_t c = 0; c < view.columns().size(); ++c) {
            const ColumnView& v = view.columns()[c];
            auto found = std::ranges::find(relations, c, &Relation::target);
            bool derived = found != relations.end() && found->kind != RelationKind::total;
            // Percentages and rates do not add. Changes do, but what is wrong with them is told by their columns.
            bool adds = v.numeric && !v.percent && v.words.per == 0;
            if (!adds || (derived && found->kind != RelationKind::change)) continue;
            columns_.push_back(c);
            told_elsewhere_.push_back(derived);
        }
    }

    Faults all() {
        Faults out;
        const auto& rows = view_.data_rows();
        for (std::size_t at = 0; at < rows.size(); ++at)
            if (view_.rows()[rows[at]].total || has_children(at)) check(out, at);
        return out;
    }

private:
    std::size_t row(std::size_t at) const { return view_.data_rows()[at]; }
    bool total(std::size_t at) const { return view_.rows()[row(at)].total; }
    /// True when a heading of a section stands between two rows.
    bool apart(std::size_t a, std::size_t b) const {
        for (std::size_t r = row(a) + 1; r < row(b); ++r)
            if (view_.rows()[r].kind == RowKind::section) return true;
        return false;
    }
    /// "Robbery" before "Personal robbery" and "Business robbery".
    bool is_child(std::size_t parent, std::size_t at) const {
        std::string name = lower(view_.rows()[row(parent)].label), other = lower(view_.rows()[row(at)].label);
        return name.size() >= 4 && other.size() > name.size() && other.find(name) != std::string::npos;
    }
    bool has_children(std::size_t at) const {
        return at + 2 < view_.data_rows().size() && is_child(at, at + 1) && is_child(at, at + 2);
    }

    void add_run(std::vector<Reading>& out, const std::vector<std::size_t>& run, bool whole) const {
        if (run.size() >= 2) out.push_back({run, {}, {}, 0, 0, 0, whole});
    }

    /// Rows next to a total, up to the next total or heading, and every shorter run.
    void add_runs(std::vector<Reading>& out, std::size_t at, bool above) const {
        std::vector<std::size_t> run;
        std::size_t n = view_.data_rows().size();
        for (std::size_t i = 1; i <= k_longest_run && (above ? i <= at : at + i < n); ++i) {
            std::size_t other = above ? at - i : at + i;
            std::size_t nearer = above ? other + 1 : other - 1;
            if (total(other) || apart(std::min(other, nearer), std::max(other, nearer))) break;
            run.push_back(row(other));
            add_run(out, run, false);
        }
        if (above && !out.empty() && out.back().parts.size() == run.size()) out.back().whole = true;
    }

    /// Totals before this one, with the rows after the last of them; and gross less income.
    void add_totals_before(std::vector<Reading>& out, std::size_t at) const {
        std::vector<std::size_t> loose, totals;
        for (std::size_t i = at; i-- > 0;) {
            if (!total(i)) {
                if (totals.empty()) loose.push_back(row(i));
                continue;
            }
            totals.push_back(row(i));
            std::vector<std::size_t> with = totals;
            add_run(out, with, false);
            with.insert(with.end(), loose.begin(), loose.end());
            if (!loose.empty()) add_run(out, with, totals.size() == 1);
            if (totals.size() >= 8) break;
        }
        if (totals.size() >= 2) out.push_back({{totals[1]}, {totals[0]}});
    }

    /// All rows of the table that are no totals themselves, above this one, below it, or both.
    void add_all(std::vector<Reading>& out, std::size_t at) const {
        std::vector<std::size_t> above, below;
        for (std::size_t i = 0; i < view_.data_rows().size(); ++i)
            if (i != at && !total(i)) (i < at ? above : below).push_back(row(i));
        add_run(out, above, true);
        add_run(out, below, above.empty());
        std::vector<std::size_t> both = above;
        both.insert(both.end(), below.begin(), below.end());
        if (!above.empty() && !below.empty()) add_run(out, both, false);
    }

    std::vector<Reading> readings(std::size_t at) const {
        std::vector<Reading> out;
        if (!total(at)) {
            std::vector<std::size_t> run;
            for (std::size_t i = at + 1; i < view_.data_rows().size() && is_child(at, i); ++i) {
                run.push_back(row(i));
                add_run(out, run, false);
            }
            return out;
        }
        add_runs(out, at, true);
        add_runs(out, at, false);
        add_totals_before(out, at);
        // In a list of thousands of rows a total far away is none that anybody reads.
        if (view_.data_rows().size() <= k_readable) add_all(out, at);
        return out;
    }

    /// What a column's parts add up to; nothing where one of them is withheld.
    std::optional<Expected> sum(const Reading& reading, std::size_t column) const {
        Expected e;
        std::size_t there = 0;
        for (bool less : {false, true})
            for (std::size_t r : less ? reading.less : reading.parts) {
                CellKind kind = view_.cell(r, column).kind;
                if (kind == CellKind::empty || kind == CellKind::nothing) continue;
                if (kind != CellKind::number) return {};
                double sign = less ? -1 : 1;
                PrintedRange range = view_.range(r, column);
                e.value += sign * view_.number(r, column)->value;
                e.range.low += less ? -range.high : range.low;
                e.range.high += less ? -range.low : range.high;
                ++there;
            }
        return there > 0 ? std::optional(e) : std::nullopt;
    }

    Fit fit(const Expected& e, std::size_t at, std::size_t column) const {
        const PrintedNumber& printed = *view_.number(row(at), column);
        double grace = 1e-9 * std::max(1.0, std::fabs(e.value));
        if (std::fabs(e.value - printed.value) <= grace) return Fit::follows;
        PrintedRange own = view_.range(row(at), column);
        return PrintedRange{own.low - grace, own.high + grace}.meets(e.range) ? Fit::rounding : Fit::off;
    }

    void measure(Reading& reading, std::size_t at) const {
        for (std::size_t c : columns_) {
            auto e = view_.number(row(at), c) == nullptr ? std::nullopt : sum(reading, c);
            Fit f = e ? fit(*e, at, c) : Fit::none;
            reading.fits.push_back(f);
            if (f == Fit::none) continue;
            const PrintedNumber& printed = *view_.number(row(at), c);
            bool zero = printed.value == 0 && e->value == 0;
            if (f == Fit::off) ++reading.bad;
            else if (!zero) ++reading.good;
            double width = printed.unit() + (e->range.high - e->range.low) / 2;
            if (f != Fit::off && std::fabs(printed.value) > width)
                reading.evidence += std::log10(std::fabs(printed.value) / width);
        }
    }

    void check(Faults& out, std::size_t at) const {
        std::vector<Reading> all = readings(at);
        if (all.empty()) return;
        const Reading* best = nullptr;
        for (Reading& reading : all) {
            measure(reading, at);
            auto score = [](const Reading& r) {
                return 10.0 * static_cast<double>(r.good) - 10.0 * static_cast<double>(r.bad) + r.evidence / 10;
            };
            if (best == nullptr || score(reading) > score(*best)) best = &reading;
        }
        // All that leads up to a total is what it is most likely of.
        double evidence = best->evidence + (best->whole ? 1 : 0) - std::log10(static_cast<double>(all.size()));
        bool enough = best->good > 0 && best->good >= best->bad && evidence >= k_enough;
        if (enough && (total(at) || best->good > best->bad)) report(out, *best, at);
        else if (total(at)) report_slip(out, all, at);
    }

    void report(Faults& out, const Reading& reading, std::size_t at) const {
        std::vector<std::string> rounded;
        std::size_t first = 0;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (told_elsewhere_[i]) continue;
            if (reading.fits[i] == Fit::off) out.push_back(wrong_sum(reading, at, columns_[i]));
            if (reading.fits[i] != Fit::rounding) continue;
            if (rounded.empty()) first = columns_[i];
            rounded.push_back(view_.column_name(columns_[i]));
        }
        if (rounded.empty()) return;
        TableFault note = view_.fault("rounding", FaultLevel::note, row(at), first);
        const PrintedNumber& printed = *view_.number(row(at), first);
        note.expected = printed.like_this(sum(reading, first)->value);
        note.message = fmt::format("'{}' differs from the sum of {} in {} by no more than rounding.", note.row,
                                   counted(reading.parts.size() + reading.less.size(), "row"), named_few(rounded));
        note.advice = "Nothing, or say below the table that figures are rounded and may not add up.";
        out.push_back(std::move(note));
    }

    TableFault wrong_sum(const Reading& reading, std::size_t at, std::size_t column) const {
        TableFault fault = view_.fault("total", FaultLevel::fault, row(at), column);
        const PrintedNumber& printed = *view_.number(row(at), column);
        Expected e = *sum(reading, column);
        std::vector<std::string> names;
        for (std::size_t r : reading.parts)
            names.push_back(view_.row_name(r));
        std::string less;
        for (std::size_t r : reading.less)
            less += fmt::format(" less '{}'", view_.row_name(r));
        fault.expected = printed.like_this(e.value);
        fault.message =
            fmt::format("{}{} add up to {}, which is {} {} than the total.", named_few(names), less, fault.expected,
                        shown(std::fabs(e.value - printed.value)), e.value > printed.value ? "more" : "less");
        fault.advice = "Add the rows up again, and look each figure up: one of them is wrong.";
        if (auto slip = find_slip(printed, e.range)) {
            fault.likely = printed.like_this(slip->value);
            fault.advice = fmt::format("Correct the total to {}, if the rows are right: it looks like {}.",
                                       fault.likely, slip->what);
        }
        if (auto part = slip_of_part(reading, at, column)) fault.advice += " " + *part;
        return fault;
    }

    /// A row whose own slip would explain the sum.
    std::optional<std::string> slip_of_part(const Reading& reading, std::size_t at, std::size_t column) const {
        double difference = view_.number(row(at), column)->value - sum(reading, column)->value;
        PrintedRange own = view_.range(row(at), column);
        double half = (own.high - own.low) / 2;
        std::optional<std::string> said;
        for (std::size_t r : reading.parts) {
            const PrintedNumber* part = view_.number(r, column);
            if (part == nullptr) continue;
            double needed = part->value + difference;
            auto slip = find_slip(*part, {needed - half, needed + half});
            if (!slip) continue;
            if (said) return {}; // more than one could be: saying so helps nobody
            said =
                fmt::format("Or '{}' should be {}: {}.", view_.row_name(r), part->like_this(slip->value), slip->what);
        }
        return said;
    }

    /// A row called nothing but total, whose sum fits no column, though a single slip would make it fit.
    void report_slip(Faults& out, const std::vector<Reading>& all, std::size_t at) const {
        const std::string& label = view_.rows()[row(at)].label;
        bool closes = at + 1 == view_.data_rows().size() && lower(label).starts_with("total");
        if (!closes && !is_only_total(label)) return;
        for (const Reading& reading : all) {
            if (!reading.whole || reading.bad != 1 || reading.good > 0) continue;
            std::size_t i = static_cast<std::size_t>(std::ranges::find(reading.fits, Fit::off) - reading.fits.begin());
            Expected e = *sum(reading, columns_[i]);
            const PrintedNumber& printed = *view_.number(row(at), columns_[i]);
            bool near = std::fabs(e.value - printed.value) < 0.02 * std::fabs(printed.value);
            bool slip = find_slip(printed, e.range) || (is_only_total(label) && slip_of_part(reading, at, columns_[i]));
            if (!slip && !(near && is_only_total(label))) continue;
            out.push_back(wrong_sum(reading, at, columns_[i]));
            return;
        }
    }

    const TableView& view_;
    std::vector<std::size_t> columns_;
    std::vector<bool> told_elsewhere_; ///< by columns_
};

} // namespace

Faults row_totals(const TableView& view, const std::vector<Relation>& relations) {
    return Totals(view, relations).all();
}

} // namespace peelian::table_rules
