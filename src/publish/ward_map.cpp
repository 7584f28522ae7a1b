// SPDX-License-Identifier: MIT
#include "publish/ward_map.hpp"

#include "base/text.hpp"
#include "publish/address.hpp"
#include "publish/area_views.hpp"
#include "publish/plot.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>

namespace peelian {
namespace {

constexpr int k_width = 1000; ///< of the drawing, in its own units

/// A colour of the map, with what it stands for.
struct Step {
    std::string_view style, words;
    auto operator<=>(const Step&) const = default;
};

constexpr Step k_unknown{"few", "not shown"};
constexpr std::array<Step, 4> k_index_steps{
    {{"k1", "below 100"}, {"k2", "100 to 149"}, {"k3", "150 to 199"}, {"k4", "200 and over"}}};

Step step_of(const MeasureIndex& index, AreaIndex area) {
    auto s = static_cast<std::size_t>(index.whole[area]);
    if (index.measure->kind != MeasureKind::index) {
        VerdictKind kind = index.verdict(s).kind;
        return {verdict_class(kind), verdict_words(kind)};
    }
    const Digest& d = index.digests[s];
    if (!d.numbered) return k_unknown;
    auto half = static_cast<std::size_t>(std::clamp((d.latest.value - 50) / 50, 0.0, 3.0));
    return k_index_steps[half];
}

/// Degrees to whole units of the drawing, north up and true in the middle.
class Projection {
public:
    explicit Projection(const std::vector<Feature>& shapes) {
        for (const Feature& f : shapes)
            for (const Polygon& polygon : f.polygons)
                for (const Ring& ring : polygon.rings)
                    for (const Position& p : ring) {
                        west_ = std::min(west_, p.longitude);
                        east_ = std::max(east_, p.longitude);
                        south_ = std::min(south_, p.latitude);
                        north_ = std::max(north_, p.latitude);
                    }
        squeeze_ = std::cos((south_ + north_) / 2 * std::numbers::pi / 180);
        scale_ = k_width / std::max(1e-9, (east_ - west_) * squeeze_);
    }
    int x(double longitude) const { return static_cast<int>(std::lround((longitude - west_) * squeeze_ * scale_)); }
    int y(double latitude) const { return static_cast<int>(std::lround((north_ - latitude) * scale_)); }
    int height() const { return y(south_); }

private:
    double west_ = 180, east_ = -180, south_ = 90, north_ = -90, squeeze_ = 1, scale_ = 1;
};

std::string path_of(const Feature& shape, const Projection& to) {
    std::string out;
    for (const Polygon& polygon : shape.polygons)
        for (const Ring& ring : polygon.rings) {
            int x = 0, y = 0;
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                int nx = to.x(ring[i].longitude), ny = to.y(ring[i].latitude);
                if (i > 0 && nx == x && ny == y) continue;
                if (i == 0) out += fmt::format("M{} {}l", nx, ny);
                else out += fmt::format("{}{} {}", out.back() == 'l' ? "" : " ", nx - x, ny - y);
                x = nx;
                y = ny;
            }
            out += 'z';
        }
    return out;
}

void fill_drawing(View view, const SiteContext& site, const MeasureIndex& index) {
    Projection to(site.content.wards);
    View map = view.section("MAP");
    bool indexed = index.measure->kind == MeasureKind::index;
    std::string when = index.judged ? short_period(label_kind(*index.measure), *index.judged) : "the latest period";
    map.text("SAYS", fmt::format("Each shape is a ward; its colour is {} {}. The table has every ward by name.",
                                 indexed ? "its index in" : "the verdict on it, to", when));
    map.number("WIDTH", k_width).number("HEIGHT", to.height());
    std::map<Step, int> steps;
    for (const Feature& shape : site.content.wards) {
        auto area = site.content.areas.find(shape.code);
        if (!area || index.whole[*area] < 0) continue;
        Step step = step_of(index, *area);
        ++steps[step];
        View path = map.section("SHAPE").fixed("STYLE", step.style);
        path.text("PATH", path_of(shape, to)).text("NAME", shape.name);
        path.fixed("WORDS", step.words);
    }
    for (const auto& [step, n] : steps)
        map.section("KEY")
            .fixed("STYLE", step.style)
            .fixed("WORDS", step.words)
            .text("COUNT", counted(static_cast<std::size_t>(n), "ward"));
}

} // namespace

void fill_ward_map(View view, const SiteContext& site, const MeasureIndex& index) {
    std::vector<AreaIndex> wards = areas_with(index, site.wards, site, false);
    view.show("NONE", wards.empty());
    if (wards.empty()) return;
    if (!site.content.wards.empty()) fill_drawing(view, site, index);
    View table = view.section("TABLE").text("TITLE", index.measure->title).text("COUNT", counted(wards.size(), "ward"));
    for (AreaIndex w : wards) {
        const Area& ward = site.area(w);
        const Digest& d = index.digests[static_cast<std::size_t>(index.whole[w])];
        View row = table.section("ROW").text("NAME", ward.name);
        row.text("ADDRESS", address::area_measure(ward.code, index.measure->id));
        row.text("PARENT", ward.parent ? site.area(*ward.parent).name : "");
        row.text("VALUE", d.numbered ? value_text(*index.measure, d.latest.value)
                                     : (d.latest.flag == Flag::suppressed ? "withheld" : "no data"));
        row.fixed("WORDS", step_of(index, w).words);
    }
}

} // namespace peelian
