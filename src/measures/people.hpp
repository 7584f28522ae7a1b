// SPDX-License-Identifier: MIT
// Denominators that are people: the population of areas, by year and ethnic group. Used
// by evaluate.cpp alone.
#pragma once

#include "measures/evaluate.hpp"

#include <map>
#include <string>

namespace peelian {

/// Populations as the dataset `population` has them. An area's own row comes first; an
/// area without one is the sum of its small areas, a unit or a force the sum of its boroughs.
class People {
public:
    People(const EvaluateInput& input, Connection& connection);
    /// The same from another dataset, by another column: people by age group.
    People(const EvaluateInput& input, Connection& connection, const std::string& dataset, const std::string& group);
    bool empty() const { return years_.empty(); }
    /// Gives each series the people its numerators are held against. A month is held
    /// against the estimate for the middle of its financial year's first calendar year
    /// (April 2015 to March 2016: mid-2015), as the published yearly rates are; years
    /// without an estimate take the nearest. Series without people become missing.
    void fill(MeasureData& data, const Areas& areas) const;

    /// People of one area and group against whom a month is held; NaN where none are known.
    double persons(AreaIndex area, const std::string& group, Month month) const;

private:
    /// area and group -> year -> people
    std::map<std::pair<AreaIndex, std::string>, std::map<int, double>> years_;
};

} // namespace peelian
