// SPDX-License-Identifier: MIT
#include "plan/evidence.hpp"

#include "base/text.hpp"
#include "measures/measure.hpp"
#include "statistics/distributions.hpp"
#include "statistics/intervals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace peelian {
namespace {

constexpr std::array<std::string_view, 7> k_codes{"level", "peers", "trend", "harm", "repeat", "concern", "season"};
constexpr std::array<std::string_view, 7> k_words{"How many",       "Against places like it", "Over time",   "Harm",
                                                  "Repeat victims", "What people say",        "Time of year"};

bool has_value(const std::optional<Point>& point) { return point && std::isfinite(point->value); }

std::string_view why_none(const std::optional<Point>& point) {
    if (point && point->flag == Flag::suppressed) return "withheld, because the numbers are small";
    return "not known for this area";
}

/// Two-sided, of a normal deviate.
double p_of_z(double z) { return std::erfc(std::fabs(z) / std::sqrt(2.0)); }

/// The longest kind of period a measure has, which changes with every month or quarter.
PeriodKind longest_kind(const Measure& measure) {
    std::vector<PeriodKind> kinds = period_kinds(measure);
    bool rolling = std::ranges::find(kinds, PeriodKind::rolling_12) != kinds.end();
    return rolling ? PeriodKind::rolling_12 : kinds.front();
}

/// "the 12 months to June 2017", "2016/17"
std::string period_of(const Point& point) {
    return (point.kind == PeriodKind::rolling_12 ? "the " : "") + period_in_words(point.kind, point.last);
}

std::string percent(double share) { return number(100 * share, 1) + "%"; }

/// A measure with its figures.
struct Figures {
    const Measure* measure = nullptr;
    const MeasureData* data = nullptr;
    const std::vector<Verdict>* verdicts = nullptr;
};

/// The evidence of one area for one candidate, kind by kind; which of it stands out is known
/// once all areas have theirs.
class PackMaker {
public:
    PackMaker(const EvidenceInput& input, AreaIndex area, std::span<const AreaIndex> peers)
        : input_(input),
          area_(area),
          force_(input.areas.force_of(area)),
          peers_(peers) {}
    CandidateEvidence of(std::size_t candidate) const;

private:
    Figures figures(const std::string& id) const;
    std::optional<Point> latest(const Figures& f, AreaIndex area) const;
    std::optional<Point> at(const Figures& f, AreaIndex area, const Point& when) const;
    Evidence level(const Figures& f) const;
    Evidence against_peers(const Figures& f) const;
    Evidence trend(const Figures& f) const;
    Evidence share(EvidenceKind kind, const Figures& f) const;
    Evidence season(const Figures& f) const;
    const std::string& name(AreaIndex area) const { return input_.areas[area].name; }

    const EvidenceInput& input_;
    AreaIndex area_, force_;
    std::span<const AreaIndex> peers_;
};

Figures PackMaker::figures(const std::string& id) const {
    for (std::size_t m = 0; m < input_.data.size(); ++m)
        if (input_.data[m].measure->id == id) return {input_.data[m].measure, &input_.data[m], &input_.verdicts[m]};
    return {};
}

std::optional<Point> PackMaker::latest(const Figures& f, AreaIndex area) const {
    const Series* series = f.data->whole_of(area);
    if (series == nullptr) return std::nullopt;
    std::vector<Point> points = points_of(*f.data, *series, longest_kind(*f.measure));
    return points.empty() ? std::nullopt : std::optional(points.back());
}

std::optional<Point> PackMaker::at(const Figures& f, AreaIndex area, const Point& when) const {
    const Series* series = f.data->whole_of(area);
    if (series == nullptr) return std::nullopt;
    for (const Point& point : points_of(*f.data, *series, when.kind))
        if (point.last == when.last) return point;
    return std::nullopt;
}

Evidence PackMaker::level(const Figures& f) const {
    Evidence e{EvidenceKind::level, f.measure->id, latest(f, area_)};
    if (!has_value(e.here)) {
        e.sentence = fmt::format("The number is {}.", why_none(e.here));
        return e;
    }
    e.sentence = fmt::format("{} {} in {}", number(e.here->value), f.measure->unit, period_of(*e.here));
    std::optional<Point> whole = at(f, force_, *e.here);
    if (has_value(whole) && whole->value > 0) {
        e.against = whole->value;
        e.ratio = e.here->value / whole->value;
        e.sentence += fmt::format(", {} of those in {}", percent(e.ratio), name(force_));
    }
    e.sentence += ".";
    return e;
}

Evidence PackMaker::against_peers(const Figures& f) const {
    Evidence e{EvidenceKind::peers, f.measure->id, latest(f, area_)};
    if (!has_value(e.here)) {
        e.sentence = fmt::format("The rate is {}.", why_none(e.here));
        return e;
    }
    double events = 0, people = 0;
    std::size_t known = 0;
    for (AreaIndex peer : peers_) {
        std::optional<Point> p = at(f, peer, *e.here);
        if (!has_value(p)) continue;
        events += p->numerator;
        people += p->denominator;
        ++known;
    }
    double per = f.measure->per;
    std::string_view what = to_text(input_.areas[area_].level);
    e.sentence = fmt::format("{} for each {} people", number(e.here->value, 1), number(per));
    if (known == 0 || people <= 0) {
        e.sentence += "; no place like it has a figure.";
        return e;
    }
    RateRatio r = rate_ratio(e.here->numerator, e.here->denominator, events, people);
    e.against = events / people * per;
    e.ratio = r.ratio;
    if (r.ratio > 0 && r.lower > 0 && r.upper > r.lower)
        e.p = p_of_z(std::log(r.ratio) / (std::log(r.upper / r.lower) / (2 * z_of_level(0.95))));
    e.reason = r.ratio > 1 + input_.priorities.above_peers;
    e.sentence += fmt::format(", against {} in the {} most like it.", number(e.against, 1), counted(known, what));
    return e;
}

Evidence PackMaker::trend(const Figures& f) const {
    Evidence e{EvidenceKind::trend, f.measure->id, latest(f, area_)};
    const Series* series = f.data->whole_of(area_);
    if (series == nullptr) {
        e.sentence = "There is no series to judge.";
        return e;
    }
    const Verdict& v = (*f.verdicts)[static_cast<std::size_t>(series - f.data->series.data())];
    e.ratio = 1 + v.change;
    e.p = p_value(v);
    e.reason = v.kind == VerdictKind::worsening || v.kind == VerdictKind::real_rise;
    e.sentence = v.kind == VerdictKind::not_enough_data ? "There is not enough to judge by."
                                                        : sentence(v, *f.measure, name(area_));
    const Series* whole = f.data->whole_of(force_);
    if (whole == nullptr || std::isnan(v.change)) return e;
    double all = (*f.verdicts)[static_cast<std::size_t>(whole - f.data->series.data())].change;
    if (std::isnan(all)) return e;
    // What rises everywhere is no reason to choose it here.
    e.against = 1 + all;
    e.reason = e.reason && v.change > all;
    e.sentence += fmt::format(" In 12 months {}%, against {}% in {}.", signed_number(100 * v.change, 1),
                              signed_number(100 * all, 1), name(force_));
    return e;
}

Evidence PackMaker::share(EvidenceKind kind, const Figures& f) const {
    Evidence e{kind, f.measure->id, latest(f, area_)};
    if (!has_value(e.here)) {
        e.sentence = fmt::format("The share is {}.", why_none(e.here));
        return e;
    }
    e.sentence = percent(e.here->value);
    std::optional<Point> whole = at(f, force_, *e.here);
    if (!has_value(whole)) {
        e.sentence += fmt::format("; there is no figure for {}.", name(force_));
        return e;
    }
    e.against = whole->value;
    e.ratio = e.here->value / whole->value;
    if (e.here->upper > e.here->lower)
        e.p = p_of_z((e.here->value - whole->value) / ((e.here->upper - e.here->lower) / (2 * z_of_level(0.95))));
    e.reason = e.here->value > whole->value;
    e.sentence += fmt::format(" in {}, against {} in {}.", period_of(*e.here), percent(whole->value), name(force_));
    return e;
}

constexpr std::array<std::string_view, 12> k_months{"January",   "February", "March",    "April",
                                                    "May",       "June",     "July",     "August",
                                                    "September", "October",  "November", "December"};

/// Three whole years or none: the months that lie a tenth or more above the mean month.
Evidence PackMaker::season(const Figures& f) const {
    constexpr std::size_t k_span = 36;
    constexpr double k_least = 10, k_above = 1.1;
    Evidence e{EvidenceKind::season, f.measure->id, latest(f, area_)};
    const Series* series = f.data->whole_of(area_);
    std::vector<Point> points;
    if (series != nullptr) points = points_of(*f.data, *series, PeriodKind::month);
    std::array<double, 12> sums{};
    double all = 0;
    for (std::size_t i = points.size() - std::min(points.size(), k_span); i < points.size(); ++i) {
        sums[static_cast<std::size_t>(points[i].last.month() - 1)] += points[i].value;
        all += points[i].value;
    }
    if (points.size() < k_span || !(all >= k_least * k_span)) {
        e.sentence = "There are too few by the month, or not three whole years, to tell a season.";
        return e;
    }
    std::vector<std::string> most;
    for (std::size_t m = 0; m < sums.size(); ++m)
        if (sums[m] * 12 > k_above * all) most.emplace_back(k_months[m]);
    e.sentence = most.empty()
                     ? "No month of the year had a tenth more than the mean month, over three years."
                     : fmt::format("A tenth or more above the mean month, over three years: {}.", listed(most));
    return e;
}

CandidateEvidence PackMaker::of(std::size_t candidate) const {
    const PriorityCandidate& c = input_.priorities.candidates[candidate];
    CandidateEvidence out{candidate, {}};
    Figures volume = figures(c.volume);
    if (volume.data == nullptr) {
        Evidence none;
        none.sentence = "Nothing measures it in this release.";
        out.findings.push_back(std::move(none));
        return out;
    }
    out.findings.push_back(level(volume));
    if (!c.rate.empty()) out.findings.push_back(against_peers(figures(c.rate)));
    out.findings.push_back(trend(volume));
    for (auto [kind, id] : {std::pair{EvidenceKind::harm, &c.harm}, std::pair{EvidenceKind::repeat, &c.repeat},
                            std::pair{EvidenceKind::concern, &c.concern}})
        if (!id->empty()) out.findings.push_back(share(kind, figures(*id)));
    out.findings.push_back(season(volume));
    return out;
}

/// A reason that chance explains, over all areas that were looked at, is none.
void keep_what_stands_out(std::vector<EvidencePack>& packs) {
    if (packs.empty()) return;
    for (std::size_t c = 0; c < packs[0].candidates.size(); ++c)
        for (std::size_t k = 0; k < packs[0].candidates[c].findings.size(); ++k) {
            std::vector<double> p;
            for (const EvidencePack& pack : packs)
                p.push_back(pack.candidates[c].findings[k].p);
            std::vector<bool> found = discoveries(p);
            for (std::size_t a = 0; a < packs.size(); ++a) {
                Evidence& e = packs[a].candidates[c].findings[k];
                e.reason = e.reason && found[a];
            }
        }
}

bool has_figures(const EvidencePack& pack) {
    return std::ranges::any_of(pack.candidates, [](const CandidateEvidence& c) {
        return std::ranges::any_of(c.findings, [](const Evidence& e) { return e.here.has_value(); });
    });
}

} // namespace

std::string_view to_code(EvidenceKind kind) { return k_codes[static_cast<std::size_t>(kind)]; }
std::string_view evidence_words(EvidenceKind kind) { return k_words[static_cast<std::size_t>(kind)]; }

std::size_t CandidateEvidence::reasons() const {
    return static_cast<std::size_t>(std::ranges::count_if(findings, &Evidence::reason));
}

std::vector<EvidencePack> evidence_packs(const EvidenceInput& input) {
    std::vector<EvidencePack> packs;
    if (!input.priorities.any()) return packs;
    for (AreaIndex a = 0; a < input.areas.size(); ++a) {
        if (input.areas[a].level != input.priorities.level || input.areas[a].kind != AreaKind::real) continue;
        std::vector<AreaIndex> peers = input.peers(a);
        PackMaker maker(input, a, peers);
        EvidencePack pack{a, {}};
        for (std::size_t c = 0; c < input.priorities.candidates.size(); ++c)
            pack.candidates.push_back(maker.of(c));
        if (has_figures(pack) || input.priorities.latest_of(a) != nullptr) packs.push_back(std::move(pack));
    }
    keep_what_stands_out(packs);
    return packs;
}

} // namespace peelian
