// SPDX-License-Identifier: MIT
#include "publish/called.hpp"

#include "base/text.hpp"
#include "publish/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace peelian {
namespace {

constexpr std::size_t k_most_names = 6; ///< boroughs named in one line

/// The names of a few; of most, those that are not among them.
std::string names_words(const SiteContext& site, const std::vector<AreaIndex>& areas,
                        const std::vector<AreaIndex>& all) {
    std::vector<std::string> names;
    if (areas.size() > k_most_names && all.size() - areas.size() <= k_most_names) {
        for (AreaIndex a : all)
            if (std::ranges::find(areas, a) == areas.end()) names.push_back(site.area(a).name);
        return names.empty() ? "all of them" : "all but " + listed(names);
    }
    for (std::size_t i = 0; i < std::min(areas.size(), k_most_names); ++i)
        names.push_back(site.area(areas[i]).name);
    std::string text = join(names, ", ");
    if (areas.size() > k_most_names) text += fmt::format(" and {} more", areas.size() - k_most_names);
    return text;
}

} // namespace

Called called(const SiteContext& site, std::size_t m) {
    Called out;
    const MeasureIndex& index = site.measures[m];
    auto found = [&](AreaIndex a) {
        return index.whole[a] >= 0 && site.found[m][static_cast<std::size_t>(index.whole[a])];
    };
    for (AreaIndex f : site.forces)
        if (found(f)) out.forces.push_back(f);
    for (AreaIndex b : site.boroughs) {
        if (site.area(b).kind != AreaKind::real || index.whole[b] < 0) continue;
        out.boroughs.push_back(b);
        if (!found(b)) continue;
        VerdictKind kind = index.verdict(static_cast<std::size_t>(index.whole[b])).kind;
        out.by_kind[kind == VerdictKind::improving ? 0 : kind == VerdictKind::worsening ? 1 : 2].push_back(b);
    }
    return out;
}

void fill_called_boroughs(View item, const SiteContext& site, const Called& c) {
    static constexpr VerdictKind kinds[] = {VerdictKind::improving, VerdictKind::worsening, VerdictKind::changed};
    for (std::size_t k = 0; k < 3; ++k) {
        if (c.by_kind[k].empty()) continue;
        View group = item.section("GROUP");
        group.fixed("VERDICT", verdict_class(kinds[k])).fixed("WORDS", verdict_words(kinds[k]));
        group.text("COUNT", counted(c.by_kind[k].size(), "borough"))
            .text("NAMES", names_words(site, c.by_kind[k], c.boroughs));
    }
}

} // namespace peelian
