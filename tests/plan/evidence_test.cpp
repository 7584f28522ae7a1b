// SPDX-License-Identifier: MIT
// Evidence packs over figures written by hand: ten boroughs of 100,000 people, of which one has
// twice the rate of the others, one more that worry, and one whose figures are withheld.
#include "plan/evidence.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace peelian;

namespace {

constexpr std::size_t k_months = 48;

struct Made {
    Areas areas;
    Priorities priorities;
    std::vector<Measure> measures;
    std::vector<MeasureData> data;
    std::vector<std::vector<Verdict>> verdicts;

    Made() {
        areas.add("F", "Northmere Police", Level::force, "");
        for (int b = 0; b < 10; ++b)
            areas.add("B" + std::to_string(b), "Borough " + std::to_string(b), Level::borough, "F");
        areas.sort();
        measures = {measure("volume", MeasureKind::count), measure("rate", MeasureKind::rate),
                    measure("worried", MeasureKind::proportion)};
        for (const Measure& m : measures) {
            data.push_back(figures(m));
            verdicts.emplace_back(data.back().series.size());
        }
        priorities.candidates = {{"burglary", "Burglary", "volume", "rate", "", "", "worried"},
                                 {"arson", "Arson", "", "", "", "", ""}};
    }
    static Measure measure(std::string id, MeasureKind kind) {
        Measure m;
        m.id = m.title = std::move(id);
        m.kind = kind;
        m.unit = "offences";
        m.better = Better::down;
        m.per = 1000;
        m.percent = kind == MeasureKind::proportion;
        m.levels = {Level::force, Level::borough};
        return m;
    }
    /// Fifty a month in each borough, twice that in January and in borough 3; a tenth worry, in
    /// borough 5 three.
    MeasureData figures(const Measure& m) const {
        MeasureData d;
        d.measure = &m;
        d.first = Month::from("2020-01");
        d.length = k_months;
        Series whole;
        for (AreaIndex a = 0; a < areas.size(); ++a) {
            if (areas[a].level == Level::force) whole.area = a;
            if (areas[a].level != Level::borough) continue;
            Series s;
            s.area = a;
            s.end = k_months;
            for (std::size_t i = 0; i < k_months; ++i) {
                bool worry = m.kind == MeasureKind::proportion;
                double x = worry ? (areas[a].code == "B5" ? 30 : 10) : (areas[a].code == "B3" ? 100 : 50);
                s.numerator.push_back(!worry && i % 12 == 0 ? 2 * x : x);
                if (m.kind != MeasureKind::count) s.denominator.push_back(worry ? 100 : 100000);
            }
            if (areas[a].code == "B7") s.flags.assign(k_months, Flag::suppressed);
            whole.numerator.resize(k_months);
            whole.denominator.resize(s.denominator.size());
            std::ranges::transform(s.numerator, whole.numerator, whole.numerator.begin(), std::plus<>());
            std::ranges::transform(s.denominator, whole.denominator, whole.denominator.begin(), std::plus<>());
            d.series.push_back(std::move(s));
        }
        whole.end = k_months;
        d.series.push_back(std::move(whole));
        std::ranges::sort(d.series, {}, &Series::area);
        return d;
    }
    std::vector<EvidencePack> packs() const {
        auto peers = [this](AreaIndex area) {
            std::vector<AreaIndex> out;
            for (AreaIndex a = 0; a < areas.size(); ++a)
                if (areas[a].level == Level::borough && a != area) out.push_back(a);
            return out;
        };
        return evidence_packs({priorities, areas, data, verdicts, peers});
    }
    Verdict& verdict(std::string_view area) {
        const Series* s = data[0].whole_of(areas.at(area));
        return verdicts[0][static_cast<std::size_t>(s - data[0].series.data())];
    }
};

const Evidence& found(const std::vector<EvidencePack>& packs, std::size_t borough, EvidenceKind kind) {
    const auto& all = packs.at(borough).candidates.at(0).findings;
    auto at = std::ranges::find(all, kind, &Evidence::kind);
    REQUIRE(at != all.end());
    return *at;
}

} // namespace

TEST_CASE("a rate far above the places like it is a reason, and the same rate everywhere is none") {
    auto packs = Made().packs();
    REQUIRE(packs.size() == 10);
    const Evidence& high = found(packs, 3, EvidenceKind::peers);
    CHECK(high.reason);
    CHECK(high.here->value == doctest::Approx(13.0)); // 13 times 100 a year of 100,000
    CHECK(high.against == doctest::Approx(6.5));      // eight others with a figure
    CHECK(high.ratio == doctest::Approx(2));
    CHECK(high.sentence == "13.0 for each 1,000 people, against 6.5 in the 8 boroughs most like it.");
    CHECK(!found(packs, 0, EvidenceKind::peers).reason);
    CHECK(packs[3].candidates[0].reasons() == 1);
}

TEST_CASE("a rate little above its peers is no reason, however many crimes prove it") {
    Made made;
    made.priorities.above_peers = 1.5;
    CHECK(!found(made.packs(), 3, EvidenceKind::peers).reason);
}

TEST_CASE("more people who worry than across the force is a reason; fewer is none") {
    auto packs = Made().packs();
    const Evidence& high = found(packs, 5, EvidenceKind::concern);
    CHECK(high.reason);
    CHECK(high.against == doctest::Approx(0.12)); // nine of a tenth and one of three
    CHECK(!found(packs, 0, EvidenceKind::concern).reason);
    CHECK(found(packs, 0, EvidenceKind::concern).p < 0.05); // lower, and not by chance
}

TEST_CASE("a rise is a reason when the verdict calls it worse, and stands out among all places") {
    Made made;
    Verdict& v = made.verdict("B2");
    v.kind = VerdictKind::worsening;
    v.statistic = 9;
    v.threshold = 3;
    CHECK(found(made.packs(), 2, EvidenceKind::trend).reason);
    v.statistic = 3.01; // one of ten at 5 per cent is what chance gives
    for (int b = 0; b < 10; ++b) {
        Verdict& other = made.verdict("B" + std::to_string(b));
        other.threshold = 3;
        if (b != 2) other.statistic = 1;
    }
    CHECK(!found(made.packs(), 2, EvidenceKind::trend).reason);
    v.statistic = 9;
    v.change = 0.2;
    made.verdict("F").change = 0.1;
    CHECK(found(made.packs(), 2, EvidenceKind::trend).reason);
    CHECK(found(made.packs(), 2, EvidenceKind::trend)
              .sentence.ends_with("In 12 months +20.0%, against +10.0% in Northmere Police."));
    made.verdict("F").change = 0.3; // what rises everywhere
    CHECK(!found(made.packs(), 2, EvidenceKind::trend).reason);
    made.verdict("F").change = 0.1;
    v.kind = VerdictKind::cannot_tell;
    CHECK(!found(made.packs(), 2, EvidenceKind::trend).reason);
}

TEST_CASE("a figure that is withheld is told as such and is in no comparison") {
    auto packs = Made().packs();
    for (EvidenceKind kind : {EvidenceKind::level, EvidenceKind::peers, EvidenceKind::concern}) {
        const Evidence& e = found(packs, 7, kind);
        CHECK(e.sentence.find("withheld") != std::string::npos);
        CHECK(std::isnan(e.ratio));
        CHECK(!e.reason);
    }
    CHECK(found(packs, 7, EvidenceKind::season).sentence.find("too few") != std::string::npos);
}

TEST_CASE("a figure is told with its period, a rolling year or a financial one") {
    Made made;
    CHECK(found(made.packs(), 0, EvidenceKind::level).sentence ==
          "650 offences in the 12 months to December 2023, 9.1% of those in Northmere Police.");
    made.measures[2].step = 12;
    made.data[2].first = Month::from("2021-03");
    made.data[2].length = 3;
    for (Series& s : made.data[2].series) {
        s.numerator.resize(3);
        s.denominator.resize(3);
        if (!s.flags.empty()) s.flags.resize(3);
        s.end = 3;
    }
    CHECK(found(made.packs(), 0, EvidenceKind::concern).sentence.find("10.0% in 2022/23, against") == 0);
}

TEST_CASE("the months with most are told from three whole years") {
    CHECK(found(Made().packs(), 0, EvidenceKind::season).sentence ==
          "A tenth or more above the mean month, over three years: January.");
}

TEST_CASE("a candidate without a measure stays, and says that nothing is known") {
    auto packs = Made().packs();
    REQUIRE(packs[0].candidates.size() == 2);
    CHECK(packs[0].candidates[1].findings[0].sentence == "Nothing measures it in this release.");
}
