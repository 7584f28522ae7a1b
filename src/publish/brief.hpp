// SPDX-License-Identifier: MIT
// What a page of the plan tells before a board meets: what is better, what is worse, what
// changed without its meaning being known, for whom, what cannot be told yet, and what was
// promised about it. Objectives and outcomes are told alike.
#pragma once

#include "publish/context.hpp"
#include "publish/strip.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace peelian {

/// Verdicts of measures over the forces.
VerdictCounts force_counts(const SiteContext& site, std::span<const std::size_t> measures);

/// Fills templates/brief.tpl for these measures (indices) over the forces.
void fill_brief(View view, const SiteContext& site, std::span<const std::size_t> measures);

/// Fills templates/findings.tpl: the same in a few lines, for the top of a dashboard. What really
/// changed has its sentence; the rest is named.
void fill_findings(View view, const SiteContext& site, std::span<const std::size_t> measures);

/// Commitments that serve one of these ids, in the order of the file.
std::vector<const Commitment*> promises_of(const SiteContext& site, std::span<const std::string> ids);

/// "12 promises: 3 done, 8 underway and 1 not reported on"
std::string promise_words(std::span<const Commitment* const> promises);

/// "Burglary of homes and common assault": chosen priorities by id, as one phrase.
std::string priority_words(const Priorities& priorities, const std::vector<std::string>& ids);

/// Fills templates/promises.tpl.
void fill_promises(View view, const SiteContext& site, std::span<const Commitment* const> promises);

} // namespace peelian
