// SPDX-License-Identifier: MIT
#include "tables/relations.hpp"
#include "tables/slips.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace peelian {
namespace {

/// Wider tables are looked at column by column beside the nearest ones.
constexpr std::size_t k_near = 14;
/// In wider tables no column is taken for a total that does not say so.
constexpr std::size_t k_readable = 60;
/// So many rows tell whether a relation holds; those believed are then followed through all rows.
constexpr std::size_t k_sample = 400;
/// Powers of ten of evidence that a relation needs, with words that speak for it and without.
constexpr double k_enough = 3, k_enough_wordless = 6;

class Finder {
public:
    explicit Finder(const TableView& view) : view_(view), taken_(view.columns().size(), false) {
        for (std::size_t c = 0; c < view.columns().size(); ++c)
            if (view.columns()[c].numeric) numeric_.push_back(c);
    }

    std::vector<Relation> all() {
        for (std::size_t c : numeric_)
            if (is_change(c)) try_changes(c);
        for (std::size_t c : numeric_)
            if (!taken_[c] && may_be_share(c)) try_shares(c);
        for (std::size_t c : numeric_)
            if (!taken_[c] && says_total(c)) try_totals(c, true);
        for (std::size_t c : numeric_)
            if (numeric_.size() <= k_readable && !taken_[c] && !column(c).percent && !says_total(c))
                try_totals(c, false);
        std::ranges::sort(found_, {}, &Relation::target);
        return std::move(found_);
    }

    /// Pairs of columns that a change or share of `target` may be of, nearest first.
    std::vector<std::pair<std::size_t, std::size_t>> pairs(std::size_t target, bool of_percents) const {
        std::vector<std::size_t> near;
        for (std::size_t c : numeric_)
            if (c != target && !taken_[c] && column(c).percent == of_percents && !is_change(c)) near.push_back(c);
        auto distance = [&](std::size_t c) { return c < target ? target - c : 2 * (c - target); };
        std::ranges::stable_sort(near, {}, distance);
        if (near.size() > k_near) near.resize(k_near);
        std::vector<std::pair<std::size_t, std::size_t>> out;
        for (std::size_t from : near)
            for (std::size_t of : near)
                if (from != of) out.emplace_back(from, of);
        return out;
    }

    /// What place and words say for a relation before any row is looked at.
    double prior(const Relation& r) const {
        const HeadingWords& words = column(r.target).words;
        bool change = r.kind == RelationKind::change || r.kind == RelationKind::percent_change;
        double score = 0;
        if (change && words.change) score += 1;
        if (!change && (words.share || words.percent)) score += 1;
        if (r.from + 1 == r.of && r.of < r.target) score += 1;
        const auto &from = column(r.from).period, &of = column(r.of).period;
        if (change && from && of && from->last < of->last) score += 1;
        return score;
    }

private:
    const ColumnView& column(std::size_t c) const { return view_.columns()[c]; }

    bool is_change(std::size_t c) const {
        ColumnRole role = column(c).role;
        if (role != ColumnRole::deduce) return role == ColumnRole::change || role == ColumnRole::percent_change;
        return column(c).words.change;
    }
    bool says_total(std::size_t c) const { return column(c).words.total || column(c).role == ColumnRole::total; }
    bool may_be_share(std::size_t c) const {
        const ColumnView& v = column(c);
        if (v.role != ColumnRole::deduce) return v.role == ColumnRole::share;
        return v.percent || v.words.share || v.words.per > 0;
    }

    bool fits_declaration(const Relation& r) const {
        const DeclaredColumn* d = column(r.target).declared;
        if (d == nullptr) return true;
        auto fits = [&](std::size_t c, const std::string& pattern) { return fits_pattern(column(c).heading, pattern); };
        return fits(r.from, d->from) && fits(r.of, d->of);
    }

    /// Keeps the best of those tried, if it is good enough.
    void keep(Relation best, double needed) {
        bool declared = column(best.target).declared != nullptr && column(best.target).role != ColumnRole::deduce;
        best.declared = declared;
        // Errors are few: of many rows four in five must fit, of a handful more than half.
        bool many = best.good + best.bad >= 8;
        bool fits = many ? best.good >= 4 * best.bad : best.good > best.bad;
        bool enough = fits && best.evidence >= needed && (best.from + 1 == best.of || tells_rows_apart(best));
        if (!enough && !(declared && best.good + best.bad > 0)) return;
        taken_[best.target] = true;
        if (view_.data_rows().size() > k_sample) measure_fit(best, view_);
        found_.push_back(std::move(best));
    }

    /// False when each row's figure would do as well for the next row: then fitting means nothing.
    bool tells_rows_apart(const Relation& r) const {
        std::size_t rows = 0, alike = 0;
        const PrintedNumber* before = nullptr;
        for (std::size_t row : view_.data_rows()) {
            const PrintedNumber* n = view_.number(row, r.target);
            if (r.fits[row] == Fit::none || r.fits[row] == Fit::off || n == nullptr) continue;
            auto expected = before == nullptr ? std::nullopt : expected_of(r, view_, row);
            if (expected) {
                ++rows;
                double half = before->unit() / 2;
                alike += PrintedRange{before->value - half, before->value + half}.meets(expected->range) ? 1 : 0;
            }
            before = n;
        }
        return rows < 3 || 2 * alike <= rows;
    }

    void consider(Relation& best, Relation next) const {
        if (!fits_declaration(next)) return;
        measure_fit(next, view_, k_sample);
        next.evidence += prior(next);
        auto score = [](const Relation& r) {
            return static_cast<double>(r.good) - static_cast<double>(r.bad) + r.evidence / 100;
        };
        bool first = best.good + best.bad == 0;
        if (next.good + next.bad > 0 && (first || score(next) > score(best) + 1e-9)) best = std::move(next);
    }

    void try_changes(std::size_t c) {
        Relation best;
        best.target = c;
        const ColumnView& v = column(c);
        bool only_percent = v.role == ColumnRole::percent_change || (v.role == ColumnRole::deduce && v.words.percent);
        bool only_change = v.role == ColumnRole::change || !v.percent;
        for (auto [from, of] : pairs(c, false)) {
            if (!only_change) consider(best, {RelationKind::percent_change, c, from, of});
            if (!only_percent) consider(best, {RelationKind::change, c, from, of});
        }
        if (!only_percent)
            for (auto [from, of] : pairs(c, true))
                consider(best, {RelationKind::change, c, from, of});
        keep(std::move(best), k_enough);
    }

    void try_shares(std::size_t c) {
        Relation best;
        best.target = c;
        const ColumnView& v = column(c);
        bool worded = v.words.percent || v.words.share || v.words.per > 0 || v.role == ColumnRole::share;
        double scale = v.words.per > 0 ? v.words.per : v.percent ? 100 : 1;
        for (auto [from, of] : pairs(c, false)) {
            Relation r{RelationKind::share, c, from, of};
            r.scale = scale;
            consider(best, std::move(r));
            if (v.percent && v.role == ColumnRole::deduce) consider(best, {RelationKind::percent_change, c, from, of});
        }
        if (v.words.per == 0) try_shares_of_total(best, c, scale);
        keep(std::move(best), worded ? k_enough : k_enough_wordless);
    }

    void try_shares_of_total(Relation& best, std::size_t c, double scale) const {
        std::vector<std::size_t> totals;
        for (std::size_t row : view_.data_rows())
            if (view_.rows()[row].total) totals.push_back(row);
        if (totals.size() > 3) totals = {totals.front(), totals[totals.size() - 2], totals.back()};
        for (std::size_t of : numeric_) {
            if (of == c || column(of).percent || is_change(of) || taken_[of]) continue;
            for (std::size_t row : totals) {
                Relation r{RelationKind::share_of_total, c, of, of};
                r.total_row = row;
                r.scale = scale;
                consider(best, std::move(r));
            }
        }
    }

    /// Runs of columns to the left, then to the right, that may add up to `c`.
    void try_totals(std::size_t c, bool worded) {
        Relation best;
        best.target = c;
        std::vector<std::vector<std::size_t>> tried = runs(c);
        for (const std::vector<std::size_t>& parts : tried) {
            Relation r{RelationKind::total, c};
            r.parts = parts;
            r.from = r.of = parts.front();
            consider(best, std::move(r));
        }
        if (tried.empty()) return;
        best.evidence -= std::log10(static_cast<double>(tried.size()));
        if (!worded && (best.good < 3 || best.good < 4 * best.bad)) return;
        keep(std::move(best), worded ? k_enough : k_enough_wordless);
    }

    std::vector<std::vector<std::size_t>> runs(std::size_t c) const {
        std::vector<std::vector<std::size_t>> out;
        const DeclaredColumn* d = column(c).declared;
        if (d != nullptr && !d->parts.empty()) {
            std::vector<std::size_t> parts;
            for (std::size_t other : numeric_)
                for (const std::string& pattern : d->parts)
                    if (other != c && fits_pattern(column(other).heading, pattern)) parts.push_back(other);
            if (!parts.empty()) out.push_back(std::move(parts));
            return out;
        }
        for (bool left : {true, false}) {
            std::vector<std::size_t> run;
            for (std::size_t i = 1; i < columns_size() && run.size() < 40; ++i) {
                if (left ? i > c : c + i >= columns_size()) break;
                std::size_t other = left ? c - i : c + i;
                if (!column(other).numeric || column(other).percent != column(c).percent || taken_[other] ||
                    is_change(other))
                    continue;
                run.push_back(other);
                std::ranges::sort(run);
                if (run.size() >= 2) out.push_back(run);
            }
        }
        return out;
    }
    std::size_t columns_size() const { return view_.columns().size(); }

    const TableView& view_;
    std::vector<std::size_t> numeric_;
    std::vector<bool> taken_;
    std::vector<Relation> found_;
};

} // namespace

std::vector<Relation> find_relations(const TableView& view) { return Finder(view).all(); }

std::vector<Relation> find_points_called_per_cent(const TableView& view) {
    std::vector<Relation> out;
    Finder finder(view);
    for (std::size_t c = 0; c < view.columns().size(); ++c) {
        const ColumnView& v = view.columns()[c];
        if (!v.numeric || !v.words.change || !v.words.percent || v.role != ColumnRole::deduce) continue;
        if (v.heading.find("point") != std::string::npos) continue;
        for (auto [from, of] : finder.pairs(c, true)) {
            Relation points{RelationKind::change, c, from, of};
            Relation relative{RelationKind::percent_change, c, from, of};
            measure_fit(points, view);
            measure_fit(relative, view);
            if (finder.prior(points) < k_enough || points.bad > 0 || points.good == 0 || relative.bad == 0) continue;
            out.push_back(std::move(points));
            break;
        }
    }
    return out;
}

namespace {

/// Two counts and then a percentage, in so few rows that arithmetic cannot tell what it is of: a share that
/// a single slip made wrong is believed to be one.
void add_broken_share(std::vector<Relation>& out, const TableView& view, std::size_t c) {
    Relation r{RelationKind::share, c, c - 2, c - 1};
    const ColumnView &from = view.columns()[r.from], &of = view.columns()[r.of];
    if (!from.numeric || !of.numeric || from.percent || of.percent) return;
    measure_fit(r, view);
    if (r.bad == 0 || r.good + r.bad > 2) return;
    for (std::size_t row : view.data_rows()) {
        if (r.fits[row] != Fit::off) continue;
        const PrintedNumber& printed = *view.number(row, c);
        Expected e = *expected_of(r, view, row);
        double half = printed.unit() / 2;
        bool near = std::fabs(e.value - printed.value) <= 3 * printed.unit();
        if (e.value > 100 || (!near && !find_slip(printed, {e.range.low - half, e.range.high + half}))) return;
    }
    out.push_back(std::move(r));
}

/// True when nothing but other changes stands between two columns.
bool stands_after(const TableView& view, std::size_t of, std::size_t c) {
    for (std::size_t between = of + 1; between < c; ++between)
        if (!view.columns()[between].words.change) return false;
    return of < c;
}

} // namespace

std::vector<Relation> find_broken_relations(const TableView& view, const std::vector<Relation>& found) {
    std::vector<Relation> out;
    Finder finder(view);
    for (std::size_t c = 0; c < view.columns().size(); ++c) {
        const ColumnView& v = view.columns()[c];
        bool has = std::ranges::find(found, c, &Relation::target) != found.end();
        if (has || !v.numeric || v.role != ColumnRole::deduce) continue;
        if (!v.words.change && v.percent && c >= 2) add_broken_share(out, view, c);
        if (!v.words.change) continue;
        for (bool percents : {false, true}) {
            if (percents && v.words.percent) continue; // points called per cent are another rule's
            for (auto [from, of] : finder.pairs(c, percents)) {
                bool percent = v.percent && !percents;
                Relation r{percent ? RelationKind::percent_change : RelationKind::change, c, from, of};
                if (finder.prior(r) < k_enough || !stands_after(view, of, c)) continue;
                measure_fit(r, view);
                if (r.bad > 0) out.push_back(std::move(r));
            }
        }
    }
    return out;
}

} // namespace peelian
