// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "verdicts/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace peelian {
namespace {

/// Below this, a smallest change noticed would be written as 0.0%.
constexpr double k_any_change = 0.0005;

/// Nouns that are many without an s, and what ends a title's head noun.
constexpr std::array<std::string_view, 6> k_many{"staff", "people", "children", "women", "men", "police"};
constexpr std::array<std::string_view, 23> k_ends{"of",     "per",  "that", "which", "where",   "who",   "in",    "on",
                                                  "from",   "to",   "by",   "with",  "against", "given", "for",   "at",
                                                  "before", "made", "than", "under", "taken",   "after", "behind"};

bool is_many(std::string_view noun) {
    if (std::ranges::find(k_many, noun) != k_many.end()) return true;
    // "MPS" and the like are names.
    return noun.ends_with('s') && !noun.ends_with("ss") && !noun.ends_with("us");
}

/// True when a title wants "were": its head noun, before any "of", "per", "that" and the
/// like or a participle ("answered", "taken"), is a plural or two things joined by "and".
/// A measure may say so itself (`plural`) where a title reads otherwise.
bool is_plural(std::string_view title) {
    std::string head;
    for (std::string word : split(title, ' ')) {
        bool last = word.ends_with(',');
        if (last) word.pop_back();
        if (!head.empty() && (std::ranges::find(k_ends, word) != k_ends.end())) return is_many(head);
        if (word.ends_with("ed") && is_many(head)) return true;
        if (word == "and" && !head.empty()) return true;
        head = std::ranges::none_of(word, [](char c) { return c >= 'a' && c <= 'z'; }) ? word : lower(word);
        if (last) break;
    }
    return is_many(head);
}

/// Values as people read them: percentages and rates to the measure's decimals.
class Wording {
public:
    Wording(const Verdict& verdict, const Measure& measure, std::string_view area)
        : v_(verdict),
          m_(measure),
          area_(area),
          plural_(is_plural(measure)) {}

    std::string sentence() const;

private:
    double scale() const {
        if (m_.percent) return 100;
        return m_.kind == MeasureKind::rate ? m_.per : 1;
    }
    int decimals() const {
        bool divided = m_.percent || m_.kind == MeasureKind::rate;
        return divided ? std::max(1, m_.decimals) : m_.decimals;
    }
    /// Hundredths of thousands of people are of the table, not of a sentence.
    std::string value(double value) const {
        bool large = !m_.percent && std::fabs(value * scale()) >= 1000;
        bool share = m_.percent && m_.kind != MeasureKind::gap;
        return number(value * scale(), large ? 0 : decimals()) + (share ? "%" : "");
    }
    /// "12.3 per 1,000 people", unless the title says what it is per.
    std::string value_with_unit(double of) const {
        std::string text = value(of);
        bool said = m_.title.find(" per ") != std::string::npos;
        if (m_.kind == MeasureKind::rate && !m_.percent && !said) text += fmt::format(" per {} people", number(m_.per));
        if (m_.kind == MeasureKind::gap && m_.percent) text += " percentage points";
        return text;
    }
    std::string range() const { return fmt::format("{} to {}", value(v_.lower), value(v_.upper)); }
    std::string period(Month last) const {
        PeriodKind kind = m_.step * m_.overlap == 12 && m_.overlap > 1 ? PeriodKind::rolling_12
                          : m_.step == 3                               ? PeriodKind::quarter
                          : m_.step == 12 ? (last.month() == 3 ? PeriodKind::financial_year : PeriodKind::rolling_12)
                                          : PeriodKind::month;
        std::string text = period_in_words(kind, last);
        return kind == PeriodKind::rolling_12 ? "the " + text : text;
    }
    /// "Recorded burglary in Hackney", or the title alone where no area is given.
    std::string subject() const {
        return area_.empty() ? m_.title : fmt::format("{} in {}", m_.title, place_in_words(area_));
    }
    std::string was() const;
    std::string place() const;
    std::string since() const;
    std::string meaning() const;
    std::string changed() const;
    std::string unclear() const;
    std::string undecided() const;
    std::string read_with_others() const;
    std::string footing() const;
    std::string smallest() const;
    std::string lacking() const;
    std::string margins() const { return v_.own_errors ? " Its margin of error is counted in." : ""; }
    std::string_view way() const { return v_.direction < 0 ? "lower" : "higher"; }

    const Verdict& v_;
    const Measure& m_;
    std::string_view area_;
    bool plural_;
};

/// "Recorded burglary in Hackney was 182 in March 2024"
std::string Wording::was() const {
    return fmt::format("{} {} {} in {}", subject(), plural_ ? "were" : "was", value_with_unit(v_.value),
                       period(*v_.latest));
}

/// Where the latest value lies: "lower than its usual range (190 to 260)".
std::string Wording::place() const {
    if (std::isnan(v_.lower)) return {};
    std::string_view where = v_.value < v_.lower ? "lower than" : v_.value > v_.upper ? "higher than" : "within";
    return fmt::format("{} {} usual range ({})", where, plural_ ? "their" : "its", range());
}

/// "has been lower since June 2023 than before"
std::string Wording::since() const {
    return fmt::format("{} been {} since {} than before", plural_ ? "have" : "has", way(), period(*v_.signal));
}

std::string Wording::meaning() const {
    std::string_view counted = v_.direction < 0 ? "fewer" : "more";
    bool events = m_.kind == MeasureKind::count || m_.kind == MeasureKind::rate || m_.kind == MeasureKind::sum ||
                  m_.kind == MeasureKind::standardised;
    if (v_.kind == VerdictKind::cannot_tell)
        return events ? fmt::format("{} were recorded", counted) : std::string("a real change");
    if (v_.kind == VerdictKind::needs_triangulation) {
        std::string_view harm = v_.direction < 0 ? "less harm or less reporting" : "more harm or more reporting";
        if (events)
            return fmt::format("{} were recorded; whether that is {} these figures alone cannot tell", counted, harm);
        return "a real change; what it means these figures alone cannot tell";
    }
    return fmt::format("a real {}, not chance", v_.direction < 0 ? "fall" : "rise");
}

std::string Wording::changed() const {
    bool outside = v_.direction < 0 ? v_.value < v_.lower : v_.value > v_.upper;
    bool single = v_.rule == "single point";
    if (single || (outside && v_.signal == v_.latest)) return fmt::format("{}, {}: {}.", was(), place(), meaning());
    if (outside) return fmt::format("{}, {}, and {}: {}.", was(), place(), since(), meaning());
    // The last value alone is nothing unusual; the run of them is.
    return fmt::format("{} {}: {}. In {} {} {}, {}.", subject(), since(), meaning(), period(*v_.latest),
                       plural_ ? "they were" : "it was", value_with_unit(v_.value), place());
}

std::string Wording::smallest() const {
    // Of a gap, which may be none or turn round, no part can be told.
    if (std::isnan(v_.smallest_change) || m_.kind == MeasureKind::gap) return {};
    double points = v_.smallest_change * v_.expected * scale();
    if (m_.percent && points >= 0.05)
        return fmt::format(" A lasting change of about {} percentage points or more would probably have been noticed.",
                           number(points, 1));
    if (v_.smallest_change > 1)
        return fmt::format(" Only a lasting rise to more than {} times as much would probably "
                           "have been noticed.",
                           number(1 + v_.smallest_change, 1));
    if (v_.smallest_change < k_any_change) return " Any lasting change would probably have been noticed.";
    return fmt::format(" A lasting change of {}% or more would probably have been noticed.",
                       number(v_.smallest_change * 100, 1));
}

std::string Wording::unclear() const {
    bool outside = v_.value < v_.lower || v_.value > v_.upper;
    if (outside)
        return fmt::format("{}, {}, but about one period in twenty is so by chance: no clear "
                           "change.{}",
                           was(), place(), smallest());
    return fmt::format("{}, {}: no clear change.{}", was(), place(), smallest());
}

std::string Wording::undecided() const {
    std::string start = std::isnan(v_.value) || !v_.latest ? subject() : was();
    std::string_view why = "there is not enough data to tell a change from chance";
    if (v_.reason == "short" || (v_.reason == "missing" && !std::isnan(v_.value)))
        why = m_.step * m_.overlap < 12
                  ? "not enough periods are known to tell a change from the time of year and chance"
                  : "not enough periods are known to tell a change from chance";
    else if (v_.reason == "missing") why = "the latest figures are missing";
    else if (v_.reason == "rare") why = "there are too few to tell a change from chance";
    else if (v_.reason == "constant") why = "the figure is the same in every period, so nothing can be judged";
    else if (v_.reason == "suppressed") why = "the latest figure is withheld to protect people";
    else if (v_.reason == "break") why = "the way it is counted changed too recently to judge";
    return fmt::format("{}: {}.", start, why);
}

/// What the history begins with, where it had to be cut.
std::string Wording::footing() const {
    if (v_.reason == "break") {
        const SeriesBreak* last = nullptr;
        for (const SeriesBreak& b : m_.breaks)
            if ((!v_.latest || b.from <= *v_.latest) && (last == nullptr || b.from > last->from)) last = &b;
        if (last == nullptr) return {};
        std::string text = fmt::format(" The way it is counted changed in {}", last->from.to_words());
        if (!last->reason.empty()) {
            std::string reason = last->reason;
            while (!reason.empty() && (reason.back() == '.' || reason.back() == ' '))
                reason.pop_back();
            text += fmt::format(" ({})", reason);
        }
        return text + "; earlier figures are not compared.";
    }
    if (v_.rebased && v_.since && v_.kind != VerdictKind::not_enough_data)
        return fmt::format(" Figures before {} were at another level and are not compared.", period(*v_.since));
    return {};
}

/// The declared evidence that has no data, where a change was read with companions in vain.
std::string Wording::lacking() const {
    if (!v_.triangulation || v_.triangulation->missing.empty()) return {};
    return fmt::format(" What would tell: {}.", join(v_.triangulation->missing, ", "));
}

/// What changed and what the evidence beside it says. Where that cannot tell, the change
/// itself comes first: it is the finding.
std::string Wording::read_with_others() const {
    if (!v_.triangulation) return changed();
    if (v_.kind != VerdictKind::cannot_tell || !v_.latest || !v_.signal)
        return peelian::sentence(*v_.triangulation, subject());
    return changed() + " " + peelian::sentence(*v_.triangulation, "Over the year");
}

std::string Wording::sentence() const {
    switch (v_.kind) {
    case VerdictKind::improving:
    case VerdictKind::worsening:
    case VerdictKind::changed: return changed() + margins() + footing();
    case VerdictKind::needs_triangulation: return changed() + lacking() + footing();
    case VerdictKind::mostly_more_reporting:
    case VerdictKind::mostly_less_reporting:
    case VerdictKind::real_rise:
    case VerdictKind::real_fall:
    case VerdictKind::cannot_tell: return read_with_others() + footing();
    case VerdictKind::no_clear_change: return unclear() + margins() + footing();
    case VerdictKind::not_enough_data: break;
    }
    return undecided() + footing();
}

} // namespace

std::string place_in_words(std::string_view area) {
    bool force = area.ends_with(" Police") || area.ends_with(" Constabulary");
    return force ? fmt::format("the {} area", area) : std::string(area);
}

bool is_plural(const Measure& measure) { return measure.plural.value_or(is_plural(measure.title)); }

std::string sentence(const Verdict& verdict, const Measure& measure, std::string_view area_name) {
    return Wording(verdict, measure, area_name).sentence();
}

} // namespace peelian
