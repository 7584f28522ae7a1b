// SPDX-License-Identifier: MIT
#include "measures/measure.hpp"

#include <algorithm>

namespace peelian {

bool is_part_of_base(const Measure& m) {
    return m.kind == MeasureKind::proportion || m.kind == MeasureKind::repeat || m.kind == MeasureKind::funnel ||
           (m.kind == MeasureKind::reoffending && m.of == "share" && m.mix.empty());
}

bool is_derived(const Measure& m) { return m.kind == MeasureKind::gap || m.kind == MeasureKind::index; }

bool is_estimated(const Measure& m) {
    switch (m.kind) {
    case MeasureKind::mean:
    case MeasureKind::survey:
    case MeasureKind::duration:
    case MeasureKind::standardised:
    case MeasureKind::concentration: return true;
    case MeasureKind::reoffending: return m.of != "share" || !m.mix.empty();
    default: return is_derived(m);
    }
}

bool is_for(const Measure& m, Level level) { return std::ranges::find(m.levels, level) != m.levels.end(); }

void settle_units(std::span<Measure> measures, const Areas& areas) {
    bool has_units = areas.has(Level::unit);
    for (Measure& m : measures) {
        // A published estimate of a borough cannot be added to its neighbour's.
        bool adds = m.kind != MeasureKind::stock || m.total;
        if (!has_units || !adds) std::erase(m.levels, Level::unit);
        else if (!is_for(m, Level::unit))
            if (auto borough = std::ranges::find(m.levels, Level::borough); borough != m.levels.end())
                m.levels.insert(borough, Level::unit);
    }
}

} // namespace peelian
