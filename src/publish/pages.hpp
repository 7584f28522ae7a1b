// SPDX-License-Identifier: MIT
// One function a kind of page: it fills the sheet, site.cpp expands and writes it. A
// function reads the context and nothing else, so pages may be made in any order on any
// thread; area_measure_page goes first, since the small charts of the others are the
// digests it leaves.
#pragma once

#include "publish/context.hpp"
#include "publish/record_lists.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

void home_page(Sheet& sheet, const SiteContext& site);

void plan_page(Sheet& sheet, const SiteContext& site);
void objective_page(Sheet& sheet, const SiteContext& site, std::size_t objective);
void outcome_page(Sheet& sheet, const SiteContext& site, std::size_t outcome);

void priorities_page(Sheet& sheet, const SiteContext& site);
/// Of the area of the pack with this index.
void priority_page(Sheet& sheet, const SiteContext& site, std::size_t pack);

void impact_page(Sheet& sheet, const SiteContext& site);
/// Of the policy with this index.
void impact_policy_page(Sheet& sheet, const SiteContext& site, std::size_t policy);

/// The register of claims, by subject.
void claims_page(Sheet& sheet, const SiteContext& site);

/// What leads to all public registers.
void record_page(Sheet& sheet, const SiteContext& site);
/// One register, from page 1; the counts stand on the first.
void register_page(Sheet& sheet, const SiteContext& site, std::size_t in, std::size_t page_number);
/// What of a register has one state, or one value of a field.
void record_group_page(Sheet& sheet, const SiteContext& site, const RecordListName& name, std::size_t page_number);
/// One record of a register.
void one_record_page(Sheet& sheet, const SiteContext& site, std::size_t in, std::size_t record_at);

void areas_page(Sheet& sheet, const SiteContext& site);
void area_page(Sheet& sheet, const SiteContext& site, AreaIndex area);
/// Gives the digest of the series, for the pages that come after.
Digest area_measure_page(Sheet& sheet, const SiteContext& site, AreaIndex area, std::size_t measure);
/// A name's address: goes on to its area, or lists the areas that share the name.
void redirect_page(Sheet& sheet, const SiteContext& site, const std::vector<AreaIndex>& areas);

void measures_page(Sheet& sheet, const SiteContext& site);
void measure_page(Sheet& sheet, const SiteContext& site, std::size_t measure);

void dashboards_page(Sheet& sheet, const SiteContext& site);
void dashboard_page(Sheet& sheet, const SiteContext& site, std::size_t dashboard);

void evaluations_page(Sheet& sheet, const SiteContext& site);
void evaluation_page(Sheet& sheet, const SiteContext& site, std::size_t evaluation);

void compare_page(Sheet& sheet, const SiteContext& site);
void data_page(Sheet& sheet, const SiteContext& site);

void about_page(Sheet& sheet, const SiteContext& site);
void methods_page(Sheet& sheet, const SiteContext& site);
void method_page(Sheet& sheet, const SiteContext& site, std::size_t method);
void glossary_page(Sheet& sheet, const SiteContext& site);
void accessibility_page(Sheet& sheet, const SiteContext& site);
void sources_page(Sheet& sheet, const SiteContext& site);
void checks_page(Sheet& sheet, const SiteContext& site);
void releases_page(Sheet& sheet, const SiteContext& site);
void not_found_page(Sheet& sheet, const SiteContext& site);

} // namespace peelian
