// SPDX-License-Identifier: MIT
// A contested measure of a release takes its verdict from its companions.
#include "release/assemble.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <vector>

using namespace peelian;

namespace {

constexpr std::size_t k_months = 60;

/// Counts about `level`, a little uneven, times `factor` in the last year.
std::vector<double> counts(double level, double factor) {
    std::vector<double> out;
    for (std::size_t i = 0; i < k_months; ++i)
        out.push_back(level + static_cast<double>(i * 7 % 13) - 6);
    for (std::size_t i = k_months - 12; i < k_months; ++i)
        out[i] *= factor;
    return out;
}

Measure count_of(std::string id, std::string title) {
    Measure m;
    m.id = std::move(id);
    m.title = std::move(title);
    m.kind = MeasureKind::count;
    m.levels = {Level::force, Level::borough};
    return m;
}

/// Recorded abuse, up by half in the last year in a force and its borough; attendances at
/// hospital, known for the force alone, times `attendances`.
std::unique_ptr<ReleaseContent> content_with(double attendances, bool hidden = false) {
    auto content = std::make_unique<ReleaseContent>();
    AreaIndex force = content->areas.add("E23000001", "Northmere", Level::force, "");
    AreaIndex borough = content->areas.add("E09000001", "Alder Vale", Level::borough, "E23000001");
    content->measures = {count_of("abuse", "Recorded abuse"), count_of("attendances", "Hospital attendances")};
    content->measures[0].better = Better::contested;
    content->measures[0].companions = {{.measure = "attendances"}};
    for (Measure& m : content->measures) {
        MeasureData data;
        data.measure = &m;
        data.first = Month::of(2019, 4);
        data.length = k_months;
        content->data.push_back(data);
    }
    for (AreaIndex area : {force, borough}) {
        Series s;
        s.area = area;
        s.numerator = counts(900, 1.5);
        content->data[0].series.push_back(s);
    }
    Series s;
    s.area = force;
    s.numerator = counts(900, attendances);
    if (hidden) {
        s.flags.assign(k_months, Flag::none);
        s.flags[k_months - 5] = Flag::suppressed;
    }
    content->data[1].series.push_back(s);
    judge_all(*content, 1);
    return content;
}

} // namespace

TEST_CASE("attendances that stand still while records rise say: mostly more reporting") {
    auto content = content_with(0.97);
    const Verdict& force = content->verdicts[0][0];
    CHECK(force.kind == VerdictKind::mostly_more_reporting);
    REQUIRE(force.triangulation);
    CHECK(force.triangulation->of_offending == std::vector<std::string>{"Hospital attendances"});
    CHECK(sentence(force, content->measures[0], "Northmere").find("mostly more reporting") != std::string::npos);
}

TEST_CASE("attendances that rise with the records say: a real rise") {
    CHECK(content_with(1.5)->verdicts[0][0].kind == VerdictKind::real_rise);
}

TEST_CASE("an area without the companion needs triangulation, and the sentence names what would tell") {
    auto content = content_with(1.5);
    const Verdict& borough = content->verdicts[0][1];
    CHECK(borough.kind == VerdictKind::needs_triangulation);
    CHECK(sentence(borough, content->measures[0], "Alder Vale").find("What would tell: Hospital attendances.") !=
          std::string::npos);
}

TEST_CASE("a companion with a withheld month in the year tells nothing") {
    CHECK(content_with(1.5, true)->verdicts[0][0].kind == VerdictKind::needs_triangulation);
}
