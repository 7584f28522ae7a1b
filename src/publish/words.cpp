// SPDX-License-Identifier: MIT
#include "publish/words.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace peelian {

std::string_view verdict_class(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::improving: return "imp";
    case VerdictKind::worsening: return "wor";
    case VerdictKind::changed:
    case VerdictKind::needs_triangulation:
    case VerdictKind::mostly_more_reporting:
    case VerdictKind::mostly_less_reporting:
    case VerdictKind::real_rise:
    case VerdictKind::real_fall:
    case VerdictKind::cannot_tell: return "chg";
    case VerdictKind::no_clear_change: return "non";
    case VerdictKind::not_enough_data: break;
    }
    return "few";
}

std::string_view verdict_words(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::improving: return "Improving";
    case VerdictKind::worsening: return "Worsening";
    case VerdictKind::changed: return "Changed";
    case VerdictKind::needs_triangulation: return "Changed, meaning undecided";
    case VerdictKind::mostly_more_reporting: return "Mostly more reporting";
    case VerdictKind::mostly_less_reporting: return "Mostly less reporting";
    case VerdictKind::real_rise: return "A real rise";
    case VerdictKind::real_fall: return "A real fall";
    case VerdictKind::cannot_tell: return "Changed, we cannot tell why";
    case VerdictKind::no_clear_change: return "No clear change";
    case VerdictKind::not_enough_data: break;
    }
    return "Not enough data";
}

bool is_change(VerdictKind kind) {
    return kind != VerdictKind::no_clear_change && kind != VerdictKind::not_enough_data;
}

std::string_view mark_class(Better better, int direction) {
    if (better == Better::up) return direction > 0 ? "imp" : "wor";
    if (better == Better::down) return direction < 0 ? "imp" : "wor";
    return "chg";
}

PeriodKind label_kind(const Measure& measure) {
    return measure.overlap > 1 && measure.step * measure.overlap == 12 ? PeriodKind::rolling_12 : base_kind(measure);
}

std::string short_period(PeriodKind kind, Month last) {
    switch (kind) {
    case PeriodKind::month: return last.to_short_words();
    case PeriodKind::quarter: {
        std::string first = (last - 2).to_short_words();
        return first.substr(0, first.find(' ')) + " to " + last.to_short_words();
    }
    case PeriodKind::rolling_12: return "Year to " + last.to_short_words();
    default: return period_in_words(kind, last);
    }
}

int shown_decimals(const Measure& measure) {
    bool divided = measure.percent || measure.kind == MeasureKind::rate || measure.kind == MeasureKind::standardised;
    return divided ? std::max(1, measure.decimals) : measure.decimals;
}

void append_number(std::string& out, double value, int decimals) {
    static constexpr double powers[] = {1, 10, 100, 1000, 10000};
    double scaled = decimals >= 0 && decimals <= 4 ? std::fabs(value) * powers[decimals] : k_missing;
    if (!(scaled < 1e12)) { // rare: huge, missing or infinite; number() has no nudge from there on
        out += number(value, decimals);
        return;
    }
    // Half away from zero, with number()'s nudge for decimals that binary cannot hold.
    auto units = static_cast<std::uint64_t>(scaled + 0.5 + scaled * 1e-14);
    char digits[32];
    char* at = digits + sizeof digits;
    std::uint64_t rest = units;
    for (int i = 0; i < decimals; ++i, rest /= 10)
        *--at = static_cast<char>('0' + rest % 10);
    if (decimals > 0) *--at = '.';
    int written = 0;
    do {
        if (written > 0 && written % 3 == 0) *--at = ',';
        *--at = static_cast<char>('0' + rest % 10);
        rest /= 10;
        ++written;
    } while (rest > 0);
    if (value < 0 && units > 0) out += "\u2212"; // minus, as in print
    out.append(at, digits + sizeof digits);
}

std::string value_text(const Measure& measure, double value) {
    if (std::isnan(value)) return "not available";
    std::string text;
    append_number(text, value, shown_decimals(measure));
    text += unit_sign(measure);
    return text;
}

std::string_view unit_sign(const Measure& measure) {
    if (!measure.percent) return "";
    return measure.kind == MeasureKind::gap ? " points" : "%";
}

std::string label_text(const Measure& measure, double value) {
    bool gap = measure.kind == MeasureKind::gap;
    if (!gap && (measure.percent || !(std::fabs(value) >= 1000))) return value_text(measure, value);
    std::string text;
    append_number(text, value, gap ? shown_decimals(measure) : 0);
    return text;
}

std::string range_text(const Measure& measure, double lower, double upper) {
    if (std::isnan(lower) || std::isnan(upper)) return "";
    std::string text;
    append_number(text, lower, shown_decimals(measure));
    text += " to ";
    append_number(text, upper, shown_decimals(measure));
    text += unit_sign(measure);
    return text;
}

std::string change_text(const Measure& measure, const Verdict& verdict) {
    if (std::isnan(verdict.change) || measure.kind == MeasureKind::gap) return "";
    return signed_number(verdict.change * 100, 1) + "%";
}

std::string change_interval_text(const Measure& measure, const Verdict& verdict) {
    if (std::isnan(verdict.change_lower) || std::isnan(verdict.change_upper)) return "";
    if (measure.kind == MeasureKind::gap) return "";
    return fmt::format("{}% to {}%", signed_number(verdict.change_lower * 100, 1),
                       signed_number(verdict.change_upper * 100, 1));
}

std::string noticeable_text(const Measure& measure, const Verdict& verdict) {
    if (!(verdict.smallest_change > 0) || measure.kind == MeasureKind::gap) return "";
    double points = measure.percent ? verdict.smallest_change * verdict.expected * 100 : k_missing;
    if (points >= 0.05) return number(points, 1) + " percentage points";
    return number(verdict.smallest_change * 100) + "%";
}

std::string_view flag_words(Flag flag) {
    switch (flag) {
    case Flag::missing: return "no data";
    case Flag::suppressed: return "withheld";
    case Flag::low: return "few cases";
    case Flag::provisional: return "provisional";
    case Flag::revised: return "revised";
    case Flag::none: break;
    }
    return "";
}

std::string cell_text(const Measure& measure, const Point& point) {
    if (point.flag == Flag::suppressed) return "[c]";
    if (std::isnan(point.value)) return "[x]";
    return value_text(measure, point.value);
}

std::string unit_words(const Measure& measure) {
    if (measure.percent) return measure.kind == MeasureKind::gap ? "percentage points" : "per cent";
    if (measure.kind == MeasureKind::rate)
        return measure.per > 1 ? fmt::format("{} per {} people", measure.unit, number(measure.per))
                               : fmt::format("{} per head", measure.unit);
    if (measure.kind == MeasureKind::standardised)
        return fmt::format("{} per {} people, ages made equal", measure.unit, number(measure.per));
    if (measure.kind == MeasureKind::duration && measure.unit.empty()) return "days";
    return measure.unit;
}

std::string_view better_words(Better better) {
    switch (better) {
    case Better::up: return "Higher is better.";
    case Better::down: return "Lower is better.";
    case Better::representative: return "Closer to the people it is about is better.";
    case Better::contested:
        return "Neither way is better on its own: more reports may mean more harm, or more people "
               "coming forward. It is read with other evidence.";
    case Better::neither: break;
    }
    return "It describes; neither way is better.";
}

bool compares_groups(const Measure& measure) { return measure.kind == MeasureKind::ratio; }

bool is_about_victims(const Measure& measure) {
    std::string text = lower(measure.id + " " + measure.title + " " + measure.dataset);
    for (std::string_view word :
         {"abuse", "domestic", "sexual", "rape", "stalking", "hate", "victim", "honour", "trafficking"})
        if (text.find(word) != std::string::npos) return true;
    return false;
}

std::string_view control_chart_name(ControlKind kind) {
    switch (kind) {
    case ControlKind::individuals: return "individuals chart (XmR)";
    case ControlKind::proportions: return "p\u2032 chart (Laney)";
    case ControlKind::rates: return "u\u2032 chart (Laney)";
    case ControlKind::rare_counts: return "chart of rare counts";
    case ControlKind::between_counts: return "g chart";
    case ControlKind::between_times: return "t chart";
    case ControlKind::means: break;
    }
    return "Xbar-S chart";
}

std::string control_chart_why(const ControlChart& chart) {
    std::string beyond;
    constexpr double k_beyond = 1.1;
    if (chart.sigma_z > k_beyond)
        beyond = fmt::format(" Periods differ {} times as much as chance alone gives, so the limits are as much wider.",
                             number(chart.sigma_z, 1));
    switch (chart.kind) {
    case ControlKind::proportions:
        return "The figure is a share of a base that varies, so the limits are wider where the base is small." + beyond;
    case ControlKind::rates:
        return "The figure is a rate over people, so the limits follow how many there are." + beyond;
    case ControlKind::rare_counts:
        return "There is less than one a period, so the limits are those of exact chance, and only what lies outside "
               "them is marked.";
    default: return "The limits come from how much the figure moves from one period to the next.";
    }
}

std::string_view reason_words(std::string_view reason) {
    if (reason == "short") return "There are too few periods to tell a change from chance.";
    if (reason == "rare") return "There are too few cases to tell a change from chance.";
    if (reason == "constant") return "The values do not vary, so nothing can be judged against them.";
    if (reason == "suppressed") return "The latest value is withheld to protect people.";
    if (reason == "missing") return "The latest values are missing or withheld.";
    if (reason == "break") return "The way it is counted changed too recently to judge.";
    return "There is not enough to tell a change from chance.";
}

std::string_view level_words(Level level, bool plural) {
    switch (level) {
    case Level::force: return plural ? "Force areas" : "Force area";
    case Level::unit: return plural ? "Command units" : "Command unit";
    case Level::borough: return plural ? "Boroughs" : "Borough";
    case Level::ward: break;
    }
    return plural ? "Wards" : "Ward";
}

std::string date_words(std::string_view iso) {
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::string(iso);
    auto month = Month::parse(iso.substr(0, 7));
    int day = 0;
    std::from_chars(iso.data() + 8, iso.data() + 10, day);
    if (!month || day < 1) return std::string(iso);
    return fmt::format("{} {}", day, month->to_words());
}

std::size_t first_sentence(std::string_view text) {
    for (std::size_t i = 3; i + 2 < text.size(); ++i) {
        if (text[i] != '.' || text[i + 1] != ' ' || text[i + 2] < 'A' || text[i + 2] > 'Z') continue;
        if (text.substr(i - 3, 3).find(' ') == std::string_view::npos) return i + 1;
    }
    return text.size();
}

std::string public_path(std::string_view path) {
    if (!path.starts_with('/')) return std::string(path);
    std::size_t name = path.rfind('/');
    std::size_t folder = name == 0 ? 0 : path.rfind('/', name - 1);
    return std::string(path.substr(folder == std::string_view::npos ? 0 : folder + 1));
}

std::string capital(std::string_view text) {
    std::string out(text);
    if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
    return out;
}

std::string uncapital(std::string_view text) {
    std::string out(text);
    bool word = out.size() < 2 || !(out[1] >= 'A' && out[1] <= 'Z');
    if (word && !out.empty() && out[0] >= 'A' && out[0] <= 'Z') out[0] = static_cast<char>(out[0] - 'A' + 'a');
    return out;
}

std::string number_in_words(std::size_t n) {
    static constexpr std::array<std::string_view, 10> words{"none", "one", "two",   "three", "four",
                                                            "five", "six", "seven", "eight", "nine"};
    return n < words.size() ? std::string(words[n]) : number(static_cast<double>(n));
}

} // namespace peelian
