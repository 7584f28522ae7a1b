// SPDX-License-Identifier: MIT
#include "publish/peers.hpp"

#include "base/text.hpp"
#include "publish/plot.hpp"
#include "publish/values.hpp"
#include "publish/words.hpp"
#include "release/peer_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace peelian {
namespace {

constexpr int k_height = 40;

/// A scale across: values to 0..1,000.
struct Across {
    double low, high;
    double part(double v) const { return std::clamp((v - low) / (high - low), 0.0, 1.0); }
    int x(double v) const { return static_cast<int>(std::lround(part(v) * k_plot_width)); }
    std::string percent(double v) const { return percent_text(part(v) * 100); }
};

double quantile(const std::vector<double>& sorted, double q) {
    double at = q * static_cast<double>(sorted.size() - 1);
    auto i = static_cast<std::size_t>(at);
    double rest = at - static_cast<double>(i);
    return i + 1 < sorted.size() ? sorted[i] * (1 - rest) + sorted[i + 1] * rest : sorted[i];
}

struct Numbers {
    double here, lower, upper; ///< limits NaN when not known
    std::vector<double> others;
};

PeerStrip draw(const Numbers& n, const std::function<std::string(double)>& words, bool around_zero) {
    PeerStrip strip;
    std::vector<double> sorted = n.others;
    std::ranges::sort(sorted);
    // A wide interval of one area may not squeeze all others together.
    double low = std::min(n.here, sorted.front()), high = std::max(n.here, sorted.back());
    double room = std::max(high - low, 1e-9);
    if (!std::isnan(n.lower)) low = std::min(low, std::max(n.lower, low - room));
    if (!std::isnan(n.upper)) high = std::max(high, std::min(n.upper, high + room));
    if (around_zero) {
        low = std::min(low, 0.0);
        high = std::max(high, 0.0);
    }
    Across across{low, std::max(high, low + 1e-9)};
    Path ticks, interval;
    for (double v : sorted) {
        ticks.move(across.x(v), 8);
        ticks.line(across.x(v), k_height - 8);
    }
    if (!std::isnan(n.lower) && !std::isnan(n.upper)) {
        interval.move(across.x(n.lower), k_height / 2);
        interval.line(across.x(n.upper), k_height / 2);
    }
    strip.ticks = ticks.take();
    strip.interval = interval.take();
    strip.here = across.percent(n.here);
    strip.lowest = words(across.low);
    strip.highest = words(across.high);
    if (around_zero) strip.zero = across.percent(0);
    strip.sentence =
        fmt::format("lie between {} and {}, the middle half of them between {} and {}", words(sorted.front()),
                    words(sorted.back()), words(quantile(sorted, 0.25)), words(quantile(sorted, 0.75)));
    return strip;
}

std::string percent_words(double v) { return signed_number(v * 100, 1) + "%"; }

} // namespace

std::string peers_words(const ReleaseContent& content, AreaIndex area, std::size_t count) {
    Level level = content.areas[area].level;
    std::string what = fmt::format("{} {}", count, lower(level_words(level, count != 1)));
    std::vector<AreaPeer> peers = peers_of(content, area);
    if (peers.empty() || std::isnan(peers[0].distance)) return fmt::format("the {} around it", what);
    return fmt::format("the {} most like it in {}", what, listed(content.peers.names));
}

std::vector<PeerStrip> peer_strips(const SiteContext& site, const MeasureIndex& index, AreaIndex area) {
    std::vector<PeerStrip> strips;
    const Measure& measure = *index.measure;
    const std::string& name = site.area(area).name;
    Verdict here = index.verdict(static_cast<std::size_t>(index.whole[area]));
    Numbers change{here.change, here.change_lower, here.change_upper, {}};
    Numbers value{shown_verdict(measure, here).value, k_missing, k_missing, {}};
    for (const auto& [peer, distance] : peers_of(site.content, area)) {
        if (index.whole[peer] < 0) continue;
        const Verdict& v = index.verdict(static_cast<std::size_t>(index.whole[peer]));
        if (std::isfinite(v.change)) change.others.push_back(v.change);
        if (double shown = shown_verdict(measure, v).value; std::isfinite(shown) && v.latest == here.latest)
            value.others.push_back(shown);
    }
    bool has_base = measure.kind == MeasureKind::rate || is_part_of_base(measure) || measure.kind == MeasureKind::share;
    if (has_base && std::isfinite(value.here) && value.others.size() >= 3) {
        auto words = [&](double v) { return value_text(measure, v); };
        PeerStrip s = draw(value, words, false);
        s.title = fmt::format("Latest value, {}", unit_words(measure));
        s.sentence = fmt::format("{} stands at {}; {} {}.", name, words(value.here),
                                 peers_words(site.content, area, value.others.size()), s.sentence);
        strips.push_back(std::move(s));
    }
    if (std::isfinite(change.here) && change.others.size() >= 3) {
        PeerStrip s = draw(change, percent_words, true);
        s.title = "Change in 12 months";
        s.sentence = fmt::format("{} changed by {}; {} {}.", name, percent_words(change.here),
                                 peers_words(site.content, area, change.others.size()), s.sentence);
        strips.push_back(std::move(s));
    }
    for (PeerStrip& s : strips)
        s.symbol = verdict_class(here.kind);
    return strips;
}

void fill_peers(View view, const PeerStrip& strip) {
    view.text("TITLE", strip.title).text("SENTENCE", strip.sentence).text("TICKS", strip.ticks);
    view.maybe("INTERVAL", strip.interval).maybe("ZERO", strip.zero);
    view.text("HERE", strip.here).text("LOWEST", strip.lowest).text("HIGHEST", strip.highest);
    view.fixed("SYMBOL", strip.symbol);
}

} // namespace peelian
