// SPDX-License-Identifier: MIT
#include "measures/roll_up.hpp"

#include <algorithm>

namespace peelian {

bool boroughs_are_given(const Cells& cells) {
    return std::ranges::any_of(cells.rows, [&](const Cell& c) { return cells.texts[c.level] == "borough"; });
}

void Coverage::add(const Coverage& other) {
    for (auto [own, more] :
         {std::pair{&forces, &other.forces}, std::pair{&boroughs, &other.boroughs}, std::pair{&wards, &other.wards}})
        for (const auto& [area, months] : *more)
            (*own)[area].insert(months.begin(), months.end());
}

Coverage coverage_of(const Cells& cells, const Finder& finder) {
    // So many rows without one place between them are a file without places, not chance.
    constexpr double k_all_unplaced = 20;
    Coverage covered;
    bool given = boroughs_are_given(cells);
    std::map<std::pair<AreaIndex, Month>, double> unplaced;
    for (const Cell& c : cells.rows) {
        auto force = finder.force(c);
        if (!force) continue;
        Month month = Month::from_index(c.month);
        bool by_ward = c.breakdown == -2;
        if (by_ward && finder.ward(c)) covered.wards[*force].insert(month);
        if (by_ward || (given && cells.texts[c.level] == "ward")) continue;
        covered.forces[*force].insert(month);
        if (finder.is_placed(c)) covered.boroughs[*force].insert(month);
        else if (c.breakdown == -1) unplaced[{*force, month}] += c.numerator;
    }
    for (const auto& [force, months] : covered.forces)
        for (Month month : months)
            if (unplaced[{force, month}] < k_all_unplaced) covered.boroughs[force].insert(month);
    return covered;
}

BasePeriods::BasePeriods(const Measure& measure, const Cells& cells) : step_(measure.step) {
    monthly_ = std::ranges::any_of(cells.rows, [this](const Cell& c) {
        Month month = Month::from_index(c.month);
        return end_of(month) != month;
    });
}

Month BasePeriods::end_of(Month month) const {
    if (step_ == 1) return month;
    PeriodKind kind = step_ == 3 ? PeriodKind::quarter : PeriodKind::financial_year;
    while (!ends_period(kind, month))
        month = month + 1;
    return month;
}

bool BasePeriods::is_covered(const Coverage& coverage, const Areas& areas, AreaIndex area, Month last) const {
    const auto& months = coverage.of(areas[area]);
    auto own = months.find(areas.force_of(area));
    if (own == months.end()) return false;
    for (int back = monthly_ ? step_ - 1 : 0; back >= 0; --back)
        if (!own->second.contains(last - back)) return false;
    return true;
}

} // namespace peelian
