// SPDX-License-Identifier: MIT
// For tests of the checks: a small force with boroughs and wards, and series made by hand.
#pragma once

#include "checks/checks.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <deque>
#include <string>
#include <vector>

namespace peelian::check_tests {

/// A force "Force" (F) with boroughs North (N) and South (S), wards N1 and N2 in North,
/// and the two stand-ins.
inline Areas small_force() {
    Areas areas;
    areas.add("F", "Force", Level::force, "");
    areas.add("N", "North", Level::borough, "F");
    areas.add("S", "South", Level::borough, "F");
    areas.add("F-elsewhere", "elsewhere", Level::borough, "F", AreaKind::elsewhere);
    areas.add("F-no-location", "no location", Level::borough, "F", AreaKind::no_location);
    areas.add("N1", "North One", Level::ward, "N");
    areas.add("N2", "North Two", Level::ward, "N");
    return areas;
}

using Values = std::vector<double>;

/// A series that goes up and down a little about `mean`, the same each time.
inline Values about(double mean, std::size_t months) {
    constexpr double wave[] = {0.02, -0.05, 0.04, 0.00, -0.02, 0.06, -0.04, 0.03, -0.06, 0.01, 0.05, -0.03};
    Values values;
    for (std::size_t i = 0; i < months; ++i)
        values.push_back(std::round(mean * (1 + wave[i % 12])));
    return values;
}

/// What the checks look at, put together piece by piece.
struct Made {
    Areas areas = small_force();
    LoadReport load;
    std::deque<Measure> measures; // stays where it is: MeasureData points at them
    std::vector<MeasureData> data;
    std::vector<DayCoverage> days;
    std::vector<UnknownCategory> unknown;
    std::vector<ReferenceValue> references;

    /// A count of dataset "crime" from January 2020; `title` in lower case is the id.
    Measure& measure(const std::string& id, MeasureKind kind = MeasureKind::count) {
        Measure& m = measures.emplace_back();
        m.id = id;
        m.title = "Recorded " + id;
        m.unit = "crimes";
        m.dataset = "crime";
        m.kind = kind;
        MeasureData& d = data.emplace_back();
        d.measure = &m;
        d.first = Month::from("2020-01");
        return m;
    }
    /// A whole series of the last measure.
    void series(const std::string& area, Values numerator, Values denominator = {}) {
        Series s;
        s.area = areas.at(area);
        s.numerator = std::move(numerator);
        s.denominator = std::move(denominator);
        data.back().length = s.numerator.size();
        data.back().series.push_back(std::move(s));
    }
    /// One group of the last measure's only breakdown, "age".
    void group(const std::string& area, int group, Values numerator) {
        if (data.back().breakdowns.empty()) data.back().breakdowns.push_back({"age", "Age", {"young", "old"}});
        series(area, std::move(numerator));
        data.back().series.back().breakdown = 0;
        data.back().series.back().group = group;
    }
    SourceFile& file(const std::string& path, const std::string& partition = "") {
        SourceFile& f = load.files.emplace_back();
        f.path = path;
        f.source = "police";
        f.dataset = "crime";
        f.partition = partition;
        f.rows = 1000;
        if (auto month = Month::parse(partition.substr(0, 7))) f.first = f.last = month;
        return f;
    }
    std::vector<Finding> findings() const { return check_release({load, areas, data, days, unknown, references}); }
    /// The findings of one rule.
    std::vector<Finding> of(const std::string& check) const {
        std::vector<Finding> found;
        for (Finding& f : findings())
            if (f.check == check) found.push_back(std::move(f));
        return found;
    }
};

inline bool says(const Finding& finding, const std::string& words) {
    return finding.message.find(words) != std::string::npos;
}

} // namespace peelian::check_tests
