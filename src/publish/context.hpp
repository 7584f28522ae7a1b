// SPDX-License-Identifier: MIT
// What all pages share, worked out once from a release: which series belongs to which
// area, the latest period of each measure, what stands at the head and foot of every page,
// and a digest of each series for the small charts. Const while pages are written, except
// the digests, which the first pass fills, each in its own place.
#pragma once

#include "publish/dashboard_text.hpp"
#include "publish/method_notes.hpp"
#include "publish/record_index.hpp"
#include "publish/view.hpp"
#include "release/content.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// The last periods of an area's whole, as shown, for small charts and "latest" cells.
struct Digest {
    std::vector<double> value, lower, upper; ///< one length; at most k_digest_periods
    Point latest;                            ///< last period of a year with a number that is not
                                             ///< provisional, else the last
    bool numbered = false;                   ///< `latest` has a number
};
inline constexpr std::size_t k_digest_periods = 36;

/// A measure with what the pages need to find in it.
struct MeasureIndex {
    const Measure* measure = nullptr;
    const MeasureData* data = nullptr;
    const std::vector<Verdict>* verdicts = nullptr;
    std::vector<int> whole;           ///< by area: index of its series, -1 for none
    std::unique_ptr<Judge> judge;     ///< for series of this length
    std::vector<Digest> digests;      ///< by series; filled for wholes only
    std::optional<Month> first, last; ///< months with data, for any real area's whole
    std::optional<Month> judged;      ///< the period most of its figures end with
    std::string source;               ///< "Street-level crime (36 files)"
    std::vector<std::string> periods; ///< labels of the base periods, for tables

    const Verdict& verdict(std::size_t series) const { return (*verdicts)[series]; }
    /// Series of an area's whole, or null.
    const Series* of(AreaIndex area) const {
        return whole[area] < 0 ? nullptr : &data->series[static_cast<std::size_t>(whole[area])];
    }
};

/// A file that goes with every page, with its hash in its name.
struct Asset {
    std::string address; ///< "/assets/site-3fa2b1c09d8e.css"
    std::string bytes;
};

struct SiteContext {
    /// `assets` may hold scripts and styles to take in place of those inside the program.
    /// Throws Error(input) for a dashboard that asks for what there is not.
    SiteContext(const ReleaseContent& release, const std::filesystem::path& assets);

    const ReleaseContent& content;
    std::vector<MeasureIndex> measures;
    /// By area: the measures (indices) it has a whole series of.
    std::vector<std::vector<std::size_t>> measures_of;
    /// By measure and series: called out after Benjamini-Hochberg over its level.
    std::vector<std::vector<bool>> found;
    Asset css, js, compare_js, map_js, map_css, map_worker, icon, licences, area_names, boundaries;
    std::string short_id;      ///< twelve digits of the release's id
    std::string date;          ///< in words
    std::string data_months;   ///< "April 2021 to March 2025"; empty when there is no data
    std::optional<Month> last; ///< what most measures end with
    std::string last_month;    ///< the same, "March 2025"
    std::vector<AreaIndex> forces, units, boroughs, wards;
    std::vector<DashboardText> dashboards; ///< in the order of the content's
    std::vector<MethodNote> methods;
    RecordIndex records;

    const Area& area(AreaIndex index) const { return content.areas[index]; }
    const MeasureIndex* find(std::string_view id) const;
    /// Throws Error(internal): notes are named by the program alone.
    const MethodNote& method(std::string_view id) const;
};

/// Where a page stands.
struct Crumb {
    std::string text, address;
};
struct PageHead {
    std::string_view title;    ///< without the site's name
    std::string_view section;  ///< item of the navigation it belongs to: "areas", or empty
    std::vector<Crumb> crumbs; ///< from the page below home to the parent; the page itself is left out
    std::string_view script;   ///< address of a script of its own, or empty
};

/// Starts templates/page.tpl with all that stands on every page; the view of its main part.
View start_page(Sheet& sheet, const SiteContext& site, const PageHead& head, std::string_view main);

} // namespace peelian
