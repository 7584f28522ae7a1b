// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "statistics/distributions.hpp"
#include "verdicts/rare.hpp"
#include "verdicts/scale.hpp"
#include "verdicts/shift_test.hpp"
#include "verdicts/verdict.hpp"
#include "verdicts/year_on_year.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace peelian {
namespace {

constexpr int k_fewest_periods = 12;
constexpr int k_longest_history = 120; ///< independent periods; older ones are not looked at
static_assert(k_longest_history <= SeasonalPoints::k_capacity);
constexpr std::size_t k_most_periods = 60000;
constexpr double k_fewest_events = 1; ///< a period, on average
constexpr double k_fewest_bunches = 0.5;
/// Varying bases are weighted when the largest is so many times the smallest.
constexpr double k_uneven = 1.5;
/// A series that ends longer ago than this is not judged as if it were current.
constexpr int k_stale_months = 12;
constexpr double k_power = 0.8416; ///< normal quantile of four in five
constexpr double k_largest_statistic = 999;
constexpr double k_uneven_errors = 0.3; ///< bench/own_errors.cpp

} // namespace

/// What depends on the months alone.
struct Judge::Plan {
    Month first;
    int step;
    int seasons;
    int window; ///< independent periods in which a signal may begin
    std::vector<double> days;
    std::vector<std::uint8_t> season;
    Calendar calendar;
    Calibration whole; ///< for series without gaps
    int whole_points;

    Month month_at(std::size_t i) const { return first + static_cast<int>(i) * step; }
    int months_covered() const { return step * static_cast<int>(calendar.overlap); }
};

namespace {

using Plan = Judge::Plan;

/// One series on its way to a verdict.
class Hearing {
public:
    Hearing(const Plan& plan, const JudgeInput& input) : plan_(plan), input_(input), scale_(input, plan.days) {}

    Verdict verdict();
    ExpectedRange range() const;

private:
    bool find_latest();
    std::size_t first_after_breaks();
    void collect(std::size_t first);
    bool refused();
    double mean_events() const;
    void weigh();
    bool has_errors() const {
        return !scale_.counted() && input_.errors.size() == input_.numerator.size() && typical_error_ > 0;
    }
    double sampling_variance(std::size_t i) const;
    double between_values();
    void floor_noise();
    void set_aside_old_history();
    void test();
    void test_once();
    int earliest_start() const;
    bool can_be_judged_as_rare() const;
    void judge_rare();
    Interval usual_rare(std::size_t i) const;
    void describe_noise();
    void expect_latest();
    void smallest_change();
    void conclude(int start, int direction);
    void compare_years();
    Calibration calibration(int n) const;
    /// Centre and half width of period i's usual range on the scale.
    double level(std::size_t i) const { return levels_[plan_.season[i]]; }
    double half_width(std::size_t i) const;
    double noise_variance(std::size_t i) const;

    const Plan& plan_;
    const JudgeInput& input_;
    Scale scale_;
    Verdict verdict_;
    SeasonalPoints points_;
    std::array<std::uint16_t, SeasonalPoints::k_capacity> period_; // of each point
    std::size_t first_ = 0;                                        // first period judged on
    std::size_t last_ = 0;                                         // the period judged
    bool weighted_ = false;
    double typical_error_ = 0; // of values whose own is not known
    double between_ = 0;       // variance between periods beyond sampling (weighted only)
    double mean_variance_ = 1; // of z at weight 1 over between_ + sampling variance
    std::optional<StepRegression> fit_;
    ShiftResult shift_;
    Step reference_; // step taken out for what is usual
    StepRegression::Levels levels_;
    std::array<double, SeasonalPoints::k_most_seasons> level_variance_;
    Noise noise_;
    double t975_ = 2;
    bool rare_ = false;
    double rare_rate_ = 0;   // events per exposure that are usual, where events are rare
    double rare_events_ = 0; // and how many of them tell so
};

bool Hearing::find_latest() {
    std::size_t length = plan_.days.size();
    while (length > 0 && !scale_.usable(length - 1))
        --length;
    auto stale = static_cast<int>(plan_.days.size() - length) * plan_.step;
    if (length == 0 || stale > k_stale_months) {
        if (!plan_.days.empty()) verdict_.latest = plan_.month_at(plan_.days.size() - 1);
        verdict_.reason = "missing";
        return false;
    }
    last_ = length - 1;
    verdict_.latest = plan_.month_at(last_);
    verdict_.value = scale_.value(last_);
    return true;
}

std::size_t Hearing::first_after_breaks() {
    std::size_t first = 0;
    for (const SeriesBreak& b : input_.breaks) {
        if (b.from > plan_.month_at(last_)) continue;
        for (std::size_t i = last_ + 1; i-- > first;) {
            Month starts = plan_.month_at(i) - (plan_.months_covered() - 1);
            if (starts < b.from) {
                first = i + 1;
                verdict_.reason = "break";
                break;
            }
        }
    }
    return first;
}

void Hearing::collect(std::size_t first) {
    const std::size_t stride = plan_.calendar.overlap;
    points_.seasons = plan_.seasons;
    first_ = first;
    if (first > last_) return;
    std::size_t count = std::min<std::size_t>((last_ - first) / stride, k_longest_history - 1);
    for (std::size_t j = count + 1; j-- > 0;) {
        std::size_t i = last_ - j * stride;
        if (!scale_.usable(i)) continue;
        period_[static_cast<std::size_t>(points_.n)] = static_cast<std::uint16_t>(i);
        points_.add(static_cast<int>(count - j), plan_.season[i], scale_.z(i));
    }
    first_ = last_ - count * stride;
}

bool Hearing::refused() {
    auto refuse = [&](std::string_view reason) {
        verdict_.reason = reason;
        return true;
    };
    int fewest = std::max(k_fewest_periods, 2 * plan_.seasons);
    if (points_.n < fewest) {
        bool cut = verdict_.reason == "break";
        bool gaps = points_.n > 0 && points_.time[points_.n - 1] + 1 >= fewest;
        return refuse(cut ? "break" : gaps ? "missing" : "short");
    }
    double before = scale_.value(period_[0]);
    bool varies = false;
    for (int i = 1; i < points_.n; ++i)
        varies = varies || scale_.value(period_[static_cast<std::size_t>(i)]) != before;
    if (!varies) return refuse("constant");
    rare_ = mean_events() < k_fewest_events;
    if (rare_ && !can_be_judged_as_rare()) return refuse("rare");
    return false;
}

double Hearing::mean_events() const {
    if (!scale_.counted()) return std::numeric_limits<double>::infinity();
    double events = 0;
    for (int i = 0; i < points_.n; ++i)
        events += scale_.events(period_[static_cast<std::size_t>(i)]);
    return events / points_.n;
}

/// Variance of z(i) by sampling alone: of counts, or of a value whose error is known.
double Hearing::sampling_variance(std::size_t i) const {
    if (!has_errors()) return scale_.sampling_variance(i);
    double error = input_.errors[i] > 0 ? input_.errors[i] : typical_error_;
    return error * error;
}

/// Variance between periods beyond their errors: that with which squared residuals over
/// (it + error squared) are 1 on average (Paule and Mandel, J Res Natl Bur Stand 87 (1982)
/// 377). A period with a large error tells little of it.
double Hearing::between_values() {
    SeasonalPoints weighted = points_;
    auto excess = [&](double between) {
        for (int i = 0; i < weighted.n; ++i)
            weighted.weight[i] = 1 / std::sqrt(between + sampling_variance(period_[static_cast<std::size_t>(i)]));
        return StepRegression(weighted, 0).variance() - 1;
    };
    if (excess(0) <= 0) return 0;
    double low = 0, high = StepRegression(points_, 0).variance();
    while (excess(high) > 0)
        high *= 2;
    constexpr int k_halvings = 20;
    for (int round = 0; round < k_halvings; ++round) {
        double middle = (low + high) / 2;
        (excess(middle) > 0 ? low : high) = middle;
    }
    return (low + high) / 2;
}

void Hearing::weigh() {
    if (!scale_.counted() && input_.errors.size() == input_.numerator.size()) {
        double sum = 0, n = 0;
        for (int i = 0; i < points_.n; ++i) {
            double error = input_.errors[period_[static_cast<std::size_t>(i)]];
            if (!(error > 0)) continue;
            sum += error;
            ++n;
        }
        // Where few are known they are no guide to the rest.
        if (2 * n >= points_.n) typical_error_ = sum / n;
        verdict_.own_errors = has_errors();
    }
    if (!has_errors() && (!scale_.counted() || input_.denominator.empty())) return;
    double least = std::numeric_limits<double>::infinity();
    double most = 0;
    double mean = 0;
    for (int i = 0; i < points_.n; ++i) {
        double v = sampling_variance(period_[static_cast<std::size_t>(i)]);
        least = std::min(least, v);
        most = std::max(most, v);
        mean += v / points_.n;
    }
    if (most <= k_uneven * least) return;
    weighted_ = true;
    between_ = has_errors() ? between_values() : std::max(0.0, StepRegression(points_, 0).variance() - mean);
    mean_variance_ = between_ + mean;
    for (int i = 0; i < points_.n; ++i) {
        double v = sampling_variance(period_[static_cast<std::size_t>(i)]);
        points_.weight[i] = std::sqrt(mean_variance_ / (between_ + v));
    }
}

Calibration Hearing::calibration(int n) const {
    return n == plan_.whole_points ? plan_.whole : calibration_for(plan_.seasons, n);
}

void Hearing::set_aside_old_history() {
    int aside = old_history(points_, plan_.window);
    if (aside == 0) return;
    points_ = points_from(points_, aside);
    std::copy_n(period_.begin() + aside, points_.n, period_.begin());
    first_ = period_[0];
    verdict_.rebased = true;
}

void Hearing::test() {
    test_once();
    // A shift that has come and gone is an episode, no news: it is left out, and the rest
    // judged again. Can only take a signal away.
    for (int round = 0; round < 3 && verdict_.statistic > verdict_.threshold; ++round) {
        int start = shift_.step.start;
        SeasonalPoints raw = points_; // with the outliers that were pulled in
        for (int i = start; i < raw.n; ++i)
            raw.z[i] = scale_.z(period_[static_cast<std::size_t>(i)]);
        int undone = undone_at(raw, shift_.step, fit_->levels(shift_.step));
        if (undone < 0) return;
        points_ = without(points_, start, undone);
        std::copy(period_.begin() + undone, period_.begin() + points_.n + undone - start, period_.begin() + start);
        test_once();
    }
}

int Hearing::earliest_start() const {
    int earliest = points_.n;
    // The window is of periods, not of points: gaps do not stretch it.
    while (earliest > 1 && points_.time[earliest - 1] > points_.time[points_.n - 1] - plan_.window)
        --earliest;
    return std::max(earliest, points_before_start(plan_.seasons));
}

void Hearing::test_once() {
    verdict_.statistic = verdict_.threshold = verdict_.p = k_missing;
    Calibration with = calibration(points_.n);
    shift_ = find_shift(points_, earliest_start(), points_.n - 1, with, fit_);
    describe_noise();
    double bunches = mean_events() / std::max(1.0, noise_.dispersion);
    if (mean_events() < k_fewest_events || bunches < k_fewest_bunches) {
        verdict_.reason = "rare";
        return;
    }
    if (shift_.step.start < 0) {
        verdict_.reason = "missing";
        return;
    }
    floor_noise();
    verdict_.statistic = std::min(std::fabs(shift_.step.t), k_largest_statistic);
    verdict_.threshold = with.threshold(shift_.correlations, bunches);
    // Uneven errors upon a level that wanders are not quite what the thresholds were made for.
    if (has_errors() && weighted_) verdict_.threshold += k_uneven_errors * shift_.correlations.rho;
    // The tail of the largest t falls off about as that of one t does.
    double tail = t_two_sided_p(verdict_.statistic, noise_.freedom) / t_two_sided_p(verdict_.threshold, noise_.freedom);
    verdict_.p = std::min(1.0, 0.05 * tail);
}

/// Values cannot vary less than by their own errors: where chance made them look so, the
/// test is made with those. Can only take a signal away.
void Hearing::floor_noise() {
    if (!has_errors()) return;
    double known = 0;
    for (int i = 0; i < points_.n; ++i) {
        double weight = points_.weight[i];
        known += weight * weight * sampling_variance(period_[static_cast<std::size_t>(i)]) / points_.n;
    }
    if (!(shift_.step.variance < known)) return;
    shift_.step.t *= std::sqrt(shift_.step.variance / known);
    shift_.step.variance = noise_.variance = known;
}

void Hearing::describe_noise() {
    noise_.freedom = std::max(1, fit_->freedom());
    noise_.rho = shift_.correlations.rho;
    noise_.variance = shift_.step.start >= 0 ? shift_.step.variance : fit_->variance();
    noise_.dispersion = noise_.variance;
    t975_ = t_quantile(0.975, noise_.freedom);
    if (!scale_.counted() || input_.denominator.empty()) return;
    double mean = 0;
    for (int i = 0; i < points_.n; ++i)
        mean += scale_.sampling_variance(period_[static_cast<std::size_t>(i)]) / points_.n;
    noise_.dispersion = noise_.variance / mean;
}

double Hearing::noise_variance(std::size_t i) const {
    if (!weighted_) return noise_.variance;
    return noise_.variance * (between_ + sampling_variance(i)) / mean_variance_;
}

double Hearing::half_width(std::size_t i) const {
    return t975_ * std::sqrt(noise_variance(i) + noise_.variance * level_variance_[plan_.season[i]]);
}

void Hearing::expect_latest() {
    // Usual is what was so before the signal; without one, what the others say of the latest.
    bool signal = verdict_.statistic > verdict_.threshold;
    reference_ = signal ? shift_.step : fit_->at(points_.n - 1);
    levels_ = fit_->levels(reference_);
    for (int s = 0; s < plan_.seasons; ++s)
        level_variance_[static_cast<std::size_t>(s)] = fit_->level_variance(s, reference_);
    double centre = level(last_);
    double half = half_width(last_);
    verdict_.expected = scale_.back(centre, last_, noise_variance(last_));
    verdict_.lower = scale_.back(centre - half, last_, 0);
    verdict_.upper = scale_.back(centre + half, last_, 0);
}

void Hearing::smallest_change() {
    int back = std::max<int>(1, static_cast<int>(plan_.calendar.in_year));
    Step step = fit_->at(std::max(1, points_.n - back));
    if (step.start < 0) return;
    double delta =
        calibration(points_.n).power * (verdict_.threshold + k_power) * std::sqrt(noise_.variance / step.information);
    double centre = 0;
    for (int s = 0; s < plan_.seasons; ++s)
        centre += levels_[static_cast<std::size_t>(s)];
    centre /= plan_.seasons;
    double from = scale_.back(centre, last_, 0);
    double to = scale_.back(centre + delta, last_, 0);
    if (std::fabs(from) > 0) verdict_.smallest_change = std::fabs(to / from - 1);
}

bool Hearing::can_be_judged_as_rare() const {
    bool counts = scale_.nature() == JudgeInput::Nature::count || scale_.nature() == JudgeInput::Nature::rate;
    return counts && plan_.calendar.overlap == 1 && mean_events() * points_.n >= k_fewest_rare_events;
}

void Hearing::judge_rare() {
    std::array<double, SeasonalPoints::k_capacity> counts;
    std::array<double, SeasonalPoints::k_capacity> exposure;
    double whole = 0;
    const auto n = static_cast<std::size_t>(points_.n);
    for (std::size_t i = 0; i < n; ++i) {
        counts[i] = scale_.events(period_[i]);
        exposure[i] = 1 / scale_.sampling_variance(period_[i]);
        whole += exposure[i];
    }
    RareShift shift = find_rare_shift({counts.data(), n}, {exposure.data(), n}, earliest_start());
    if (shift.start < 0) {
        verdict_.reason = "missing";
        return;
    }
    noise_.dispersion = shift.dispersion;
    noise_.variance = shift.dispersion;
    noise_.freedom = std::max(1, points_.n - 1);
    verdict_.statistic = std::min(shift.statistic, k_largest_statistic);
    verdict_.threshold = rare_threshold(points_.n * plan_.step, mean_events() * points_.n);
    double tail = normal_two_sided_p(verdict_.statistic) / normal_two_sided_p(verdict_.threshold);
    verdict_.p = std::min(1.0, 0.05 * tail);
    double year = 0;
    for (std::size_t i = n - std::min(n - 1, plan_.calendar.in_year); i < n; ++i)
        year += exposure[i];
    double events = mean_events() * points_.n;
    verdict_.smallest_change = smallest_rare_factor(events, year / whole, shift.dispersion, verdict_.threshold) - 1;
    bool signal = verdict_.statistic > verdict_.threshold;
    // Usual is what was so before the signal; without one, what the others say of the latest.
    auto to = static_cast<std::size_t>(signal ? shift.start : points_.n - 1);
    double known = 0;
    for (std::size_t i = 0; i < to; ++i) {
        rare_events_ += counts[i];
        known += exposure[i];
    }
    rare_rate_ = rare_events_ / known;
    verdict_.expected = scale_.published(rare_rate_ / scale_.sampling_variance(last_), last_);
    Interval usual = usual_rare(last_);
    verdict_.lower = usual.lower;
    verdict_.upper = usual.upper;
    conclude(shift.start, shift.direction);
}

Interval Hearing::usual_rare(std::size_t i) const {
    double mean = rare_rate_ / scale_.sampling_variance(i);
    // The rate itself is known from so many events only.
    double unsure = rare_events_ > 0 ? mean * mean / rare_events_ : 0;
    Interval usual = usual_counts(mean, noise_.dispersion * (mean + unsure));
    return {scale_.published(usual.lower, i), scale_.published(usual.upper, i)};
}

void Hearing::conclude(int start, int direction) {
    if (!(verdict_.statistic > verdict_.threshold)) {
        verdict_.kind = VerdictKind::no_clear_change;
        return;
    }
    verdict_.direction = direction;
    verdict_.rule = start == points_.n - 1 ? "single point" : "sustained shift";
    verdict_.signal = plan_.month_at(period_[static_cast<std::size_t>(start)]);
    bool up = verdict_.direction > 0;
    switch (input_.better) {
    case Better::up: verdict_.kind = up ? VerdictKind::improving : VerdictKind::worsening; break;
    case Better::down: verdict_.kind = up ? VerdictKind::worsening : VerdictKind::improving; break;
    case Better::contested: verdict_.kind = VerdictKind::needs_triangulation; break;
    case Better::representative:
    case Better::neither: verdict_.kind = VerdictKind::changed; break;
    }
}

void Hearing::compare_years() {
    Judged judged{first_, last_};
    Change change = change_on_year(scale_, input_, plan_.calendar, noise_, judged);
    verdict_.change = change.proportion;
    verdict_.change_lower = change.lower;
    verdict_.change_upper = change.upper;
    YearAgo ago = change_on_year_ago(scale_, input_, plan_.calendar, noise_, judged);
    verdict_.year_ago_change = ago.proportion;
    verdict_.year_ago_p = ago.p;
}

Verdict Hearing::verdict() {
    if (!find_latest()) return verdict_;
    collect(first_after_breaks());
    if (refused()) return verdict_;
    if (rare_) {
        judge_rare();
        verdict_.since = plan_.month_at(first_);
        compare_years();
        return verdict_;
    }
    weigh();
    set_aside_old_history();
    test();
    verdict_.since = plan_.month_at(first_);
    compare_years();
    if (std::isnan(verdict_.statistic)) return verdict_;
    expect_latest();
    smallest_change();
    conclude(shift_.step.start, shift_.step.delta > 0 ? 1 : -1);
    return verdict_;
}

ExpectedRange Hearing::range() const {
    ExpectedRange range;
    const std::size_t length = plan_.days.size();
    range.centre.assign(length, k_missing);
    range.lower.assign(length, k_missing);
    range.upper.assign(length, k_missing);
    if (std::isnan(verdict_.expected)) return range;
    for (std::size_t i = first_; i < length; ++i) {
        if (rare_) {
            range.centre[i] = scale_.published(rare_rate_ / scale_.sampling_variance(i), i);
            Interval usual = usual_rare(i);
            range.lower[i] = usual.lower;
            range.upper[i] = usual.upper;
            continue;
        }
        double half = half_width(i);
        range.centre[i] = scale_.back(level(i), i, noise_variance(i));
        range.lower[i] = scale_.back(level(i) - half, i, 0);
        range.upper[i] = scale_.back(level(i) + half, i, 0);
    }
    return range;
}

} // namespace

Judge::Judge(Month first, std::size_t length, int step, int overlap) : plan_(std::make_unique<Plan>()) {
    if (step < 1 || overlap < 1) throw Error::input("step {} and overlap {}: expected 1 or more", step, overlap);
    if (length > k_most_periods) throw Error::input("{} periods; expected {} at most", length, k_most_periods);
    Plan& plan = *plan_;
    plan.first = first;
    plan.step = step;
    int covered = step * overlap;
    plan.seasons = 12 % covered == 0 ? 12 / covered : 1;
    plan.window = window_points(plan.seasons);
    plan.days.reserve(length);
    plan.season.reserve(length);
    for (std::size_t i = 0; i < length; ++i) {
        Month last = plan.month_at(i);
        int days = 0;
        for (int back = 0; back < covered; ++back)
            days += (last - back).days();
        plan.days.push_back(days / (30.4375 * covered));
        plan.season.push_back(static_cast<std::uint8_t>(plan.seasons == 1 ? 0 : (last.month() - 1) / covered));
    }
    plan.calendar.days = plan.days;
    plan.calendar.overlap = static_cast<std::size_t>(overlap);
    plan.calendar.year = 12 % step == 0 ? static_cast<std::size_t>(12 / step) : 0;
    plan.calendar.in_year = static_cast<std::size_t>(std::max(1, 12 / covered));
    plan.whole_points = static_cast<int>(std::min<std::size_t>(
        length == 0 ? 0 : (length - 1) / static_cast<std::size_t>(overlap) + 1, k_longest_history));
    if (plan.whole_points >= k_fewest_periods) plan.whole = calibration_for(plan.seasons, plan.whole_points);
}

Judge::~Judge() = default;
Judge::Judge(Judge&&) noexcept = default;
Judge& Judge::operator=(Judge&&) noexcept = default;

Verdict Judge::judge(const JudgeInput& input) const {
    if (input.numerator.size() != plan_->days.size())
        throw Error::input("series of {} values given to a judge of {} periods", input.numerator.size(),
                           plan_->days.size());
    return Hearing(*plan_, input).verdict();
}

Verdict Judge::judge(const JudgeInput& input, ExpectedRange& range) const {
    if (input.numerator.size() != plan_->days.size())
        throw Error::input("series of {} values given to a judge of {} periods", input.numerator.size(),
                           plan_->days.size());
    Hearing hearing(*plan_, input);
    Verdict verdict = hearing.verdict();
    range = hearing.range();
    return verdict;
}

} // namespace peelian
