// SPDX-License-Identifier: MIT
// A small but complete release for the tests of pages: 2 forces, 4 boroughs and their
// stand-ins, 6 wards; 5 measures (count, rate, percentage, a quarterly survey, a contested
// count) with breakdowns, suppressed, missing and provisional values; a plan, a dashboard,
// findings, revisions. All of it is made up, from a fixed sequence.
#pragma once

#include "release/content.hpp"

#include <memory>

namespace peelian {

/// How large: what a timing wants more of.
struct SampleSize {
    int boroughs = 2; ///< a force
    int wards = 1;    ///< a borough; the first two boroughs have one more
    int months = 60;
    int copies = 1; ///< of each measure
    int forces = 2;
    int units = 0; ///< a force; all its boroughs but the last lie in them in turn
};

/// The content; addresses in it (data[i].measure) stay valid while it lives.
std::unique_ptr<ReleaseContent> sample_content(const SampleSize& size = {});

} // namespace peelian
