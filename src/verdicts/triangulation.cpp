// SPDX-License-Identifier: MIT
#include "verdicts/triangulation.hpp"

#include "base/text.hpp"
#include "statistics/distributions.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace peelian {
namespace {

using Answer = Triangulation::Answer;

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
/// Offending may have at most this part of a recorded change for "mostly reporting".
constexpr double k_little = 0.25;
/// How far (standard deviation of the logarithm) a companion may stray from offending
/// through no error of sampling, where one or two cannot show it: some five per cent.
constexpr double k_usual_straying = 0.05;
/// The widest interval of the share explained by reporting that is told.
constexpr double k_widest_share = 1.5;
constexpr std::string_view k_would_tell = "a survey of victims, hospital attendances or a count of the gravest harm";

/// Share of the recorded change that is not offending, 1 - L / P, by Fieller's theorem.
void explain_by_reporting(Triangulation& t) {
    double p = t.recorded.value;
    double l = t.offending.mean;
    double v = t.offending.standard_error * t.offending.standard_error;
    double critical = t.offending.critical;
    double error = critical * std::sqrt(t.recorded.variance + v);
    t.reporting = p - l;
    t.reporting_lower = t.reporting - error;
    t.reporting_upper = t.reporting + error;
    double g = critical * critical * t.recorded.variance / (p * p);
    t.share = 1 - l / p;
    t.share_lower = t.share_upper = k_nan;
    if (!(g < 1)) return;
    double ratio = l / p;
    double half = critical / std::fabs(p) * std::sqrt(v * (1 - g) + ratio * ratio * t.recorded.variance);
    t.share_lower = 1 - (ratio + half) / (1 - g);
    t.share_upper = 1 - (ratio - half) / (1 - g);
}

Answer decide(const Triangulation& t) {
    double error = z_of_level(0.95) * std::sqrt(t.recorded.variance);
    if (!(std::fabs(t.recorded.value) > error)) return Answer::cannot_tell;
    bool up = t.direction > 0;
    double most = up ? t.offending.upper : -t.offending.lower; // in the recorded direction
    double least = up ? t.offending.lower : -t.offending.upper;
    if (most < k_little * std::fabs(t.recorded.value)) return Answer::mostly_reporting;
    return least > 0 ? Answer::real_change : Answer::cannot_tell;
}

std::string percent(double log) { return number(100 * std::expm1(log), 0) + "%"; }

/// "up 18% in twelve months (12% to 24%)"
std::string moved(double log, double lower, double upper) {
    std::string by = number(100 * std::fabs(std::expm1(log)), 0);
    std::string way = by == "0" ? "unchanged" : fmt::format("{} {}%", log < 0 ? "down" : "up", by);
    return fmt::format("{} in twelve months ({} to {})", way, percent(lower), percent(upper));
}

std::string about_offending(const Triangulation& t) {
    const RandomEffects& o = t.offending;
    return fmt::format(" What is known of offending beside it ({}) changed by {} ({} to {})", listed(t.of_offending),
                       percent(o.mean), percent(o.lower), percent(o.upper));
}

/// ": more reporting could explain 92% of it (60% to 110%)". Limits that reach far beyond none
/// and all of it say nothing that a reader could use.
std::string about_share(const Triangulation& t) {
    std::string_view more = t.direction > 0 ? "more" : "less";
    if (std::isnan(t.share_lower) || t.share_upper - t.share_lower > k_widest_share) return {};
    return fmt::format(" By these figures {} reporting could explain {}% of it ({}% to {}%).", more,
                       number(100 * t.share, 0), number(100 * t.share_lower, 0), number(100 * t.share_upper, 0));
}

std::string about_reporting(const Triangulation& t) {
    std::string out;
    auto add = [&](const std::vector<std::string>& names, std::string_view what) {
        if (names.empty()) return;
        out += fmt::format(" {} {} {} reporting.", listed(names), names.size() == 1 ? "points to" : "point to", what);
    };
    add(t.more_reporting, "more");
    add(t.less_reporting, "less");
    return out;
}

std::string would_tell(const Triangulation& t) {
    return fmt::format(" What would tell: {}.", t.missing.empty() ? std::string(k_would_tell) : listed(t.missing));
}

} // namespace

Estimate log_change(double proportion, double lower, double upper) {
    if (!(proportion > -1) || !(lower > -1) || !(upper > lower)) return {k_nan, k_nan};
    double error = (std::log1p(upper) - std::log1p(lower)) / (2 * z_of_level(0.95));
    return {std::log1p(proportion), error * error};
}

Triangulation triangulate(Estimate recorded, std::span<const CompanionEvidence> companions) {
    Triangulation t;
    t.recorded = recorded;
    t.direction = recorded.value < 0 ? -1 : recorded.value > 0 ? 1 : 0;
    std::vector<Estimate> offending;
    for (const CompanionEvidence& c : companions) {
        bool known = std::isfinite(c.change.value) && std::isfinite(c.change.variance) && c.change.variance > 0;
        if (!known) {
            t.missing.push_back(c.name);
            continue;
        }
        double change = c.moves_with_it ? c.change.value : -c.change.value;
        if (c.of_offending) {
            offending.push_back({change, c.change.variance});
            t.of_offending.push_back(c.name);
        } else if (std::fabs(change) > z_of_level(0.95) * std::sqrt(c.change.variance)) {
            (change > 0 ? t.more_reporting : t.less_reporting).push_back(c.name);
        }
    }
    t.offending = random_effects(offending, k_usual_straying * k_usual_straying);
    t.reporting = t.reporting_lower = t.reporting_upper = k_nan;
    t.share = t.share_lower = t.share_upper = k_nan;
    bool recorded_known = std::isfinite(recorded.value) && std::isfinite(recorded.variance) && recorded.variance >= 0;
    if (offending.empty() || !recorded_known || t.direction == 0) {
        bool something = !offending.empty() || !t.more_reporting.empty() || !t.less_reporting.empty();
        t.answer = something ? Answer::cannot_tell : Answer::no_evidence;
        return t;
    }
    explain_by_reporting(t);
    t.answer = decide(t);
    return t;
}

std::string sentence(const Triangulation& t, std::string_view subject) {
    std::string out(subject);
    bool known = std::isfinite(t.recorded.value) && std::isfinite(t.recorded.variance);
    if (known) {
        double error = z_of_level(0.95) * std::sqrt(t.recorded.variance);
        out += fmt::format(": {}", moved(t.recorded.value, t.recorded.value - error, t.recorded.value + error));
    }
    bool up = t.direction >= 0;
    std::string answer;
    switch (t.answer) {
    case Answer::mostly_reporting:
        return out + "." + about_offending(t) + fmt::format(": mostly {} reporting.", up ? "more" : "less") +
               about_share(t) + about_reporting(t);
    case Answer::real_change:
        return out + "." + about_offending(t) + fmt::format(": a real {}.", up ? "rise" : "fall") + about_share(t) +
               about_reporting(t);
    case Answer::cannot_tell: answer = "Whether offending or reporting changed, we cannot tell."; break;
    case Answer::no_evidence:
        answer = "Whether offending or reporting changed, these figures alone cannot tell.";
        break;
    }
    out += "." + (t.of_offending.empty() ? std::string() : about_offending(t) + ".");
    return out + " " + answer + about_share(t) + about_reporting(t) + would_tell(t);
}

} // namespace peelian
