// SPDX-License-Identifier: MIT
#include "plan/claim_findings.hpp"

#include "base/text.hpp"
#include "measures/measure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace peelian {
namespace {

constexpr std::array<std::string_view, k_claim_finding_kinds> k_codes{
    "contradiction", "unit", "own-differs", "untold", "definition", "drift", "agrees", "own-agrees"};
constexpr std::array<std::string_view, k_claim_finding_kinds> k_words{
    "Contradiction",  "A power of ten apart", "Our own figure is another",
    "Cannot be told", "Two different things", "Changed over time",
    "Agrees",         "Our own figure agrees"};

constexpr int k_one_time_months = 12; ///< documents so close that silence about the period means one time
constexpr int k_most_tens = 6;        ///< powers of ten that are looked at
constexpr double k_slip = 1.25;       ///< how far from a power of ten two periods may lie and still be a slip

/// Which way two claims stand in time.
enum class Time : std::uint8_t { one, two, unknown };

/// The power of ten that brings one figure to the other, or 0.
int tens_apart(const ClaimFigure& a, const ClaimFigure& b) {
    for (int k = 1; k <= k_most_tens; ++k)
        for (int sign : {1, -1})
            if (a.value != 0 && a.times(std::pow(10.0, sign * k)).meets(b)) return sign * k;
    return 0;
}

/// As tens_apart of figures of two times: what is a hundred times and more, nearly.
int slip_apart(const ClaimFigure& a, const ClaimFigure& b) {
    if (!(a.value * b.value > 0)) return 0;
    double tens = std::log10(b.value / a.value), whole = std::round(tens);
    bool slip =
        std::fabs(whole) >= 2 && std::fabs(whole) <= k_most_tens && std::fabs(tens - whole) <= std::log10(k_slip);
    return slip ? static_cast<int>(whole) : 0;
}

/// "100 times"
std::string times_words(int tens) { return number(std::pow(10.0, std::abs(tens))) + " times"; }

class Comparer {
public:
    Comparer(const ClaimRegister& claims, std::span<const ClaimOwnFigure> own) : claims_(claims), own_(own) {}
    std::vector<ClaimFinding> run();

private:
    void compare_pair(std::size_t a, std::size_t b);
    void compare_definitions(std::size_t subject);
    void compare_own(std::size_t claim);
    void add(ClaimFindingKind kind, std::vector<std::size_t> of, std::string sentence);
    Time time_of(const Claim& a, const Claim& b) const;
    bool neighbours(std::size_t a, std::size_t b) const;
    bool said_before(std::size_t claim) const;
    std::string dated(std::size_t claim) const;

    const ClaimRegister& claims_;
    std::span<const ClaimOwnFigure> own_;
    std::vector<ClaimFinding> out_;
};

void Comparer::add(ClaimFindingKind kind, std::vector<std::size_t> of, std::string sentence) {
    ClaimFinding finding{kind, claims_.claims[of.front()].subject, std::move(of), std::nullopt, std::move(sentence)};
    for (std::size_t i = 0; i < claims_.answers.size(); ++i) {
        const ClaimAnswer& answer = claims_.answers[i];
        bool all = std::ranges::all_of(finding.claims, [&](std::size_t claim) {
            return std::ranges::find(answer.claims, claim) != answer.claims.end();
        });
        // What is said of two claims says nothing of our own figure beside one.
        bool fits = all && (finding.claims.size() > 1 || answer.claims.size() == 1);
        if (fits && (!finding.answer || claims_.answers[*finding.answer].date <= answer.date)) finding.answer = i;
    }
    out_.push_back(std::move(finding));
}

Time Comparer::time_of(const Claim& a, const Claim& b) const {
    if (a.period && b.period) return *a.period == *b.period ? Time::one : Time::two;
    if (a.period || b.period) return Time::unknown;
    int apart = std::abs(claims_.document_of(a).month() - claims_.document_of(b).month());
    return apart <= k_one_time_months ? Time::one : Time::unknown;
}

/// No third claim of their definition ends between them.
bool Comparer::neighbours(std::size_t a, std::size_t b) const {
    auto key = [&](std::size_t i) {
        return std::pair{claims_.claims[i].period->last, claims_.claims[i].period->first};
    };
    auto low = std::min(key(a), key(b)), high = std::max(key(a), key(b));
    for (std::size_t c = 0; c < claims_.claims.size(); ++c) {
        const Claim& other = claims_.claims[c];
        const Claim& one = claims_.claims[a];
        if (other.subject != one.subject || other.definition != one.definition || !other.period) continue;
        if (low < key(c) && key(c) < high) return false;
    }
    return true;
}

/// An earlier claim has the same figure of the same time: it speaks for both where periods are compared.
bool Comparer::said_before(std::size_t claim) const {
    const Claim& c = claims_.claims[claim];
    return std::any_of(claims_.claims.begin(), claims_.claims.begin() + static_cast<std::ptrdiff_t>(claim),
                       [&](const Claim& other) {
                           return other.subject == c.subject && other.definition == c.definition &&
                                  other.period == c.period && other.value == c.value && time_of(other, c) == Time::one;
                       });
}

/// "four in five" and "one in four" are told with their ranges, 4,500 and 2,800 without.
std::string ranges_words(const Claim& x, const Claim& y) {
    constexpr double k_exact = 0.03;
    auto exact = [](const ClaimFigure& f) { return f.high - f.low <= k_exact * std::fabs(f.value); };
    if (exact(x.value) && exact(y.value)) return "No rounding brings them together";
    return fmt::format("With rounding allowed for, the one is {} and the other {}", interval_words(x.unit, x.value),
                       interval_words(y.unit, y.value));
}

/// "one in four (the plan), February 2017"
std::string Comparer::dated(std::size_t claim) const {
    const Claim& c = claims_.claims[claim];
    return c.period ? fmt::format("{}, {}", claims_.told(claim), period_words(*c.period)) : claims_.told(claim);
}

void Comparer::compare_pair(std::size_t a, std::size_t b) {
    const Claim &x = claims_.claims[a], &y = claims_.claims[b];
    Time time = time_of(x, y);
    if (time == Time::two && (!neighbours(a, b) || said_before(a) || said_before(b))) return;
    std::string both = fmt::format("{} against {}", dated(a), dated(b));
    bool meet = x.value.meets(y.value);
    int tens = time == Time::one ? tens_apart(x.value, y.value) : slip_apart(x.value, y.value);
    if (!meet && tens != 0)
        return add(ClaimFindingKind::unit, {a, b},
                   fmt::format("{}: {} {} the other, as a lost decimal point or a wrong unit makes it.", both,
                               time == Time::one ? "one is" : "one is nearly", times_words(tens)));
    if (time == Time::two)
        return add(ClaimFindingKind::drift, {a, b},
                   fmt::format("{}; {}. {}", dated(a), dated(b),
                               x.value == y.value ? "The same figure is given for two periods."
                               : meet             ? "Two periods, and as far as rounding tells the same."
                                                  : "Two periods, so both may be right."));
    if (meet)
        return add(ClaimFindingKind::agrees, {a, b},
                   both + (x.value.value == y.value.value ? ": the same." : ": the same as far as rounding tells."));
    std::string ranges = ranges_words(x, y);
    if (time == Time::unknown)
        return add(ClaimFindingKind::untold, {a, b},
                   fmt::format("{}. {}. {} of which period it is, so it cannot be told whether they contradict each "
                               "other.",
                               both, ranges, x.period || y.period ? "One does not say" : "Neither says"));
    add(ClaimFindingKind::contradiction, {a, b},
        fmt::format("{}. {}; {}.", both, ranges,
                    x.period ? "both are of the same period"
                             : "neither names a period, and the documents are 12 months or less apart"));
}

/// All definitions of a subject that claims have, with their claims; and a figure that stands for two of them.
void Comparer::compare_definitions(std::size_t subject) {
    std::vector<std::size_t> all;
    std::vector<std::string> parts;
    std::string twice;
    for (std::size_t d = 0; d < claims_.subjects[subject].definitions.size(); ++d) {
        std::vector<std::string> told;
        std::size_t before = all.size();
        for (std::size_t c = 0; c < claims_.claims.size(); ++c) {
            const Claim& claim = claims_.claims[c];
            if (claim.subject != subject || claim.definition != d) continue;
            told.push_back(claims_.told(c));
            for (std::size_t i = 0; i < before && twice.empty(); ++i) {
                const Claim& other = claims_.claims[all[i]];
                if (is_part(other.unit) == is_part(claim.unit) && other.value == claim.value) twice = claim.printed;
            }
            all.push_back(c);
        }
        if (!told.empty())
            parts.push_back(fmt::format("{}: {}", listed(told), claims_.subjects[subject].definitions[d].text));
    }
    if (parts.size() < 2) return;
    std::ranges::sort(all);
    std::string end = twice.empty() ? "They count different things and cannot be held against each other."
                                    : fmt::format("One figure ({}) is given for two different things.", twice);
    add(ClaimFindingKind::definition, std::move(all), fmt::format("{}. {}", join(parts, ". "), end));
}

/// A sample's own margin counts; what was counted is the same to a unit or is not.
ClaimFigure figure_of(const Point& point, bool sampled) {
    if (sampled && std::isfinite(point.lower) && std::isfinite(point.upper))
        return {point.value, point.lower, point.upper};
    return {point.value, point.value, point.value};
}

void Comparer::compare_own(std::size_t claim) {
    const Claim& c = claims_.claims[claim];
    if (!c.ours || !own_[claim].has_value()) return;
    const Point& point = *own_[claim].point;
    ClaimFigure ours = figure_of(point, own_[claim].sampled);
    std::string both = fmt::format("{}; our own figure for {} is {}", claims_.told(claim),
                                   period_in_words(point.kind, point.last), figure_words(c.unit, ours.value));
    if (c.value.meets(ours)) return add(ClaimFindingKind::own_agrees, {claim}, both + ".");
    if (int tens = tens_apart(c.value, ours); tens != 0)
        return add(ClaimFindingKind::unit, {claim},
                   fmt::format("{}: one is {} the other, as a lost decimal point or a wrong unit makes it.", both,
                               times_words(tens)));
    std::string apart;
    if (c.value.value != 0)
        apart = fmt::format(", {}% {}", number(std::fabs(100 * (ours.value / c.value.value - 1)), 1),
                            c.value.value > ours.value ? "less than was printed" : "more than was printed");
    add(ClaimFindingKind::own_differs, {claim}, both + apart + ".");
}

std::vector<ClaimFinding> Comparer::run() {
    const std::vector<Claim>& all = claims_.claims;
    for (std::size_t subject = 0; subject < claims_.subjects.size(); ++subject) {
        std::size_t begin = out_.size();
        for (std::size_t a = 0; a < all.size(); ++a) {
            if (all[a].subject != subject) continue;
            for (std::size_t b = a + 1; b < all.size(); ++b)
                if (all[b].subject == subject && all[b].definition == all[a].definition) compare_pair(a, b);
            if (!own_.empty()) compare_own(a);
        }
        compare_definitions(subject);
        std::stable_sort(out_.begin() + static_cast<std::ptrdiff_t>(begin), out_.end(),
                         [](const ClaimFinding& x, const ClaimFinding& y) { return x.kind < y.kind; });
    }
    return std::move(out_);
}

std::optional<Point> point_at(const ClaimLink& link, const MeasureData& data) {
    int breakdown = -1, group = -1;
    for (std::size_t b = 0; !link.breakdown.empty() && b < data.breakdowns.size(); ++b) {
        const Breakdown& found = data.breakdowns[b];
        auto at = std::ranges::find(found.groups, link.group);
        if (found.name != link.breakdown || at == found.groups.end()) continue;
        breakdown = static_cast<int>(b);
        group = static_cast<int>(at - found.groups.begin());
    }
    if (!link.breakdown.empty() && breakdown < 0) return std::nullopt;
    const Series* series = data.find(link.area, breakdown, group);
    if (series == nullptr) return std::nullopt;
    for (const Point& point : points_of(data, *series, link.kind))
        if (point.last == link.last) return point;
    return std::nullopt;
}

} // namespace

std::string_view to_code(ClaimFindingKind kind) { return k_codes[static_cast<std::size_t>(kind)]; }
std::string_view finding_words(ClaimFindingKind kind) { return k_words[static_cast<std::size_t>(kind)]; }

bool wants_answer(ClaimFindingKind kind) {
    return kind == ClaimFindingKind::contradiction || kind == ClaimFindingKind::unit ||
           kind == ClaimFindingKind::own_differs;
}

bool ClaimOwnFigure::has_value() const { return point && std::isfinite(point->value); }

std::vector<ClaimOwnFigure> own_figures(const ClaimRegister& claims, std::span<const MeasureData> data) {
    std::vector<ClaimOwnFigure> out(claims.claims.size());
    for (std::size_t c = 0; c < claims.claims.size(); ++c) {
        const std::optional<ClaimLink>& link = claims.claims[c].ours;
        if (!link) continue;
        for (const MeasureData& d : data) {
            if (d.measure->id != link->measure) continue;
            out[c].point = point_at(*link, d);
            out[c].sampled = d.measure->kind == MeasureKind::survey;
        }
    }
    return out;
}

std::vector<ClaimFinding> compare_claims(const ClaimRegister& claims, std::span<const ClaimOwnFigure> own) {
    return Comparer(claims, own).run();
}

std::size_t unanswered(std::span<const ClaimFinding> findings) {
    return static_cast<std::size_t>(
        std::ranges::count_if(findings, [](const ClaimFinding& f) { return wants_answer(f.kind) && !f.answer; }));
}

} // namespace peelian
