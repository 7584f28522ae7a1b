// SPDX-License-Identifier: MIT
#include "disclosure/shared_tables.hpp"
#include "disclosure/suppress.hpp"

#include <cmath>

using namespace peelian;
using namespace peelian::testing;

TEST_CASE("small counts are hidden, zeros and large counts are not") {
    Scene scene;
    add_areas(scene, 3, 0);
    scene.add_measure("m");
    scene.profile = below_force(5, ", secondary = false");
    MeasureData& d = scene.data[0];
    scene.add_series(d, "F", -1, -1, {11, 9});
    scene.add_series(d, "B0", -1, -1, {4, 0});
    scene.add_series(d, "B1", -1, -1, {5, 8});
    scene.add_series(d, "B2", -1, -1, {2, 1});
    Suppression done = suppress(d, scene.areas, scene.profile);
    CHECK(done.primary == 3);
    CHECK(done.secondary == 0);
    CHECK(scene.flag(0, "B0", -1, -1, 0) == Flag::suppressed);
    CHECK(scene.flag(0, "B0", -1, -1, 1) == Flag::none);
    CHECK(scene.flag(0, "B1", -1, -1, 0) == Flag::none);
    CHECK(std::isnan(d.series[1].numerator[0]));
    CHECK(d.series[1].numerator[1] == 0);
}

TEST_CASE("a lone small area takes its smallest neighbour with it") {
    Scene scene;
    add_areas(scene, 3, 0);
    scene.add_measure("m");
    scene.profile = below_force(5);
    MeasureData& d = scene.data[0];
    scene.add_series(d, "F", -1, -1, {32});
    scene.add_series(d, "B0", -1, -1, {2});
    scene.add_series(d, "B1", -1, -1, {20});
    scene.add_series(d, "B2", -1, -1, {10});
    Suppression done = suppress_and_audit(scene);
    CHECK(done.secondary == 1);
    CHECK(scene.flag(0, "B2", -1, -1, 0) == Flag::suppressed);
    CHECK(scene.flag(0, "B1", -1, -1, 0) == Flag::none);
}

TEST_CASE("wards that do not cover their borough need no complement") {
    Scene scene;
    add_areas(scene, 1, 3);
    scene.add_measure("m");
    scene.profile = below_force(5);
    MeasureData& d = scene.data[0];
    scene.add_series(d, "B0", -1, -1, {90, 33});
    scene.add_series(d, "W0.0", -1, -1, {2, 2});
    scene.add_series(d, "W0.1", -1, -1, {20, 20});
    scene.add_series(d, "W0.2", -1, -1, {10, 10});
    suppress_and_audit(scene);
    CHECK(scene.flag(0, "W0.2", -1, -1, 0) == Flag::none);
    // A difference of one would tell the small ward to within one.
    CHECK(scene.flag(0, "W0.2", -1, -1, 1) == Flag::suppressed);
}

TEST_CASE("groups, areas and their margins are safe together on random tables") {
    std::mt19937 random(3);
    for (int round = 0; round < 60; ++round) {
        Scene scene;
        add_areas(scene, 2 + static_cast<int>(random() % 5), 0);
        scene.add_measure("m");
        scene.profile = below_force(5);
        double scale = round % 3 == 0 ? 3 : round % 3 == 1 ? 8 : 40;
        fill(scene, 0, {2 + random() % 5, 2 + random() % 3}, 3, [&](std::size_t g) {
            return std::floor(scale / static_cast<double>(g + 1) * static_cast<double>(random() % 100) / 60);
        });
        suppress_and_audit(scene);
    }
}

TEST_CASE("wards in boroughs in a force are safe together on random tables") {
    std::mt19937 random(4);
    for (int round = 0; round < 40; ++round) {
        Scene scene;
        add_areas(scene, 2 + static_cast<int>(random() % 3), 2 + static_cast<int>(random() % 4));
        scene.add_measure("m");
        scene.profile = below_force(5);
        double scale = round % 3 == 0 ? 2 : round % 3 == 1 ? 6 : 25;
        fill(scene, 0, {2 + random() % 4}, 2, [&](std::size_t g) {
            return std::floor(scale / static_cast<double>(g + 1) * static_cast<double>(random() % 100) / 60);
        });
        suppress_and_audit(scene);
    }
}

TEST_CASE("rules of every shape leave nothing to be worked out, in nested areas of every shape") {
    const std::string below = "levels = ['borough', 'ward']\n", wards = "levels = 'ward'\n",
                      by = "breakdowns = 'by*'\n";
    const std::vector<std::string> rules{below + "persons = {threshold = 5}",
                                         wards + "persons = {threshold = 5}",
                                         below + by + "persons = {threshold = 5}",
                                         wards + by + "persons = {threshold = 10}",
                                         below + by + "persons = {threshold = 5, zero = true}",
                                         "breakdowns = 'by0'\npersons = {threshold = 5}",
                                         "persons = {threshold = 3}"};
    std::mt19937 random(12);
    for (const std::string& rule : rules)
        for (int round = 0; round < 60; ++round) {
            Scene scene;
            int boroughs = 1 + static_cast<int>(random() % 5);
            add_areas(scene, boroughs, random() % 2 == 0 ? 0 : 1 + static_cast<int>(random() % 4));
            scene.add_measure("m");
            scene.profile =
                parse_profile("id='p'\ntitle='P'\notherwise={open=true}\n[[rule]]\n" + rule + "\n", "p.toml");
            std::vector<std::size_t> groups(random() % 3, 2 + random() % 4);
            double scale = std::vector<double>{1.5, 4, 10, 40}[random() % 4];
            fill(scene, 0, groups, 2, [&](std::size_t g) {
                return std::floor(scale / static_cast<double>(g + 1) * static_cast<double>(random() % 100) / 60);
            });
            suppress_and_audit(scene);
        }
}

TEST_CASE("wards of another download than their borough, which add in part, give nothing away") {
    std::mt19937 random(13);
    for (int round = 0; round < 80; ++round) {
        Scene scene;
        add_areas(scene, 3, 3);
        scene.add_measure("m");
        scene.profile = below_force(5);
        fill(scene, 0, {3}, 2, [&](std::size_t) { return static_cast<double>(random() % 20); });
        for (Series& series : scene.data[0].series)
            if (random() % 6 == 0) series.numerator[random() % 2] += static_cast<double>(random() % 20);
        suppress_and_audit(scene);
    }
}

TEST_CASE("wholes stay published where the profile opens them") {
    std::mt19937 random(5);
    for (int round = 0; round < 40; ++round) {
        Scene scene;
        add_areas(scene, 4, round % 2 == 0 ? 0 : 4);
        scene.add_measure("m");
        scene.profile = parse_profile("id='p'\ntitle='P'\notherwise={open=true}\n[[rule]]\n"
                                      "levels=['borough','ward']\nbreakdowns='by*'\npersons={threshold=5}\n",
                                      "p.toml");
        fill(scene, 0, {4}, 2, [&](std::size_t g) { return static_cast<double>(random() % (g == 0 ? 30 : 6)); });
        suppress_and_audit(scene);
        for (const Series& s : scene.data[0].series)
            if (s.breakdown < 0) CHECK(std::ranges::count(s.flags, Flag::suppressed) == 0);
    }
}

TEST_CASE("who knows which values are small learns no more, where nothing is weak") {
    std::mt19937 random(6);
    std::size_t weak = 0;
    for (int round = 0; round < 40; ++round) {
        Scene scene;
        add_areas(scene, 5, 0);
        scene.add_measure("m");
        scene.profile = below_force(5);
        fill(scene, 0, {5}, 1, [&](std::size_t) { return 1 + static_cast<double>(random() % 14); });
        Suppression done = suppress_and_audit(scene);
        weak += done.weak;
        if (done.weak > 0) continue;
        auto failures = audit(scene.data, scene.areas, scene.profile, {.informed = true});
        CHECK_MESSAGE(failures.empty(), described(failures));
    }
    CHECK(weak == 0);
}

TEST_CASE("a ward that is the whole borough hides the borough's figure too") {
    Scene scene;
    add_areas(scene, 2, 1);
    scene.add_measure("m");
    scene.profile = parse_profile("id='p'\ntitle='P'\notherwise={open=true}\n[[rule]]\nlevels='ward'\n"
                                  "breakdowns='by*'\npersons={threshold=5}\n",
                                  "p.toml");
    fill(scene, 0, {3}, 1, [](std::size_t g) { return g == 0 ? 3.0 : 20.0; });
    suppress_and_audit(scene);
    CHECK(scene.flag(0, "W0.0", 0, 0, 0) == Flag::suppressed);
    CHECK(scene.flag(0, "B0", 0, 0, 0) == Flag::suppressed);
    CHECK(scene.flag(0, "F", 0, 0, 0) == Flag::none);
}

TEST_CASE("the only borough of a force and the stand-ins follow the force's rule") {
    Scene scene;
    add_areas(scene, 1, 0);
    scene.areas.add_stand_ins();
    scene.areas.sort();
    scene.add_measure("m");
    scene.profile = below_force(5);
    MeasureData& d = scene.data[0];
    scene.add_series(d, "F", -1, -1, {6});
    scene.add_series(d, "B0", -1, -1, {4});
    scene.add_series(d, "F-no-location", -1, -1, {2});
    std::ranges::sort(d.series, {}, &Series::area);
    suppress_and_audit(scene);
    CHECK(scene.hidden() == 0);
}

TEST_CASE("a stand-in protects before a place does") {
    Scene scene;
    add_areas(scene, 2, 0);
    scene.areas.add_stand_ins();
    scene.areas.sort();
    scene.add_measure("m");
    scene.profile = below_force(5);
    MeasureData& d = scene.data[0];
    scene.add_series(d, "F", -1, -1, {45});
    scene.add_series(d, "B0", -1, -1, {3});
    scene.add_series(d, "B1", -1, -1, {22});
    scene.add_series(d, "F-elsewhere", -1, -1, {0});
    scene.add_series(d, "F-no-location", -1, -1, {20});
    std::ranges::sort(d.series, {}, &Series::area);
    suppress_and_audit(scene);
    CHECK(scene.flag(0, "F-no-location", -1, -1, 0) == Flag::suppressed);
    CHECK(scene.flag(0, "B1", -1, -1, 0) == Flag::none);
}

TEST_CASE("a total less its other parts does not give a hidden part away") {
    Scene scene;
    add_areas(scene, 2, 0);
    for (const char* id : {"all", "part-a", "part-b", "part-c"})
        scene.add_measure(id);
    scene.profile = parse_profile("id='p'\ntitle='P'\notherwise={open=true}\n[[rule]]\nmeasures='part-a'\n"
                                  "levels='borough'\npersons={threshold=5}\n"
                                  "[[adds]]\ntotal='all'\nparts='part-*'\n",
                                  "p.toml");
    const std::vector<std::vector<double>> values{{30, 40}, {3, 8}, {12, 20}, {15, 12}};
    for (std::size_t m = 0; m < values.size(); ++m) {
        MeasureData& d = scene.data[m];
        scene.add_series(d, "F", -1, -1, {values[m][0] + values[m][1]});
        scene.add_series(d, "B0", -1, -1, {values[m][0]});
        scene.add_series(d, "B1", -1, -1, {values[m][1]});
    }
    suppress_and_audit(scene);
    CHECK(scene.flag(1, "B0", -1, -1, 0) == Flag::suppressed);
    CHECK(scene.flag(1, "B1", -1, -1, 0) == Flag::suppressed);
    CHECK(scene.flag(0, "B0", -1, -1, 0) == Flag::none);
    CHECK(scene.hidden() == 4);
}

TEST_CASE("a total, its parts and the groups of each are safe together on random tables") {
    std::mt19937 random(14);
    for (int round = 0; round < 60; ++round) {
        Scene scene;
        add_areas(scene, 2 + static_cast<int>(random() % 3), round % 2 == 0 ? 0 : 3);
        for (const char* id : {"all", "part-a", "part-b", "part-c"})
            scene.add_measure(id);
        scene.profile = below_force(5, "", "[[adds]]\ntotal = 'all'\nparts = 'part-*'\n");
        if (round % 3 == 0)
            scene.profile = parse_profile("id='p'\ntitle='P'\notherwise={open=true}\n[[rule]]\nmeasures='part-a'\n"
                                          "levels=['borough', 'ward']\npersons={threshold=5}\n"
                                          "[[adds]]\ntotal='all'\nparts='part-*'\n",
                                          "p.toml");
        std::map<std::tuple<AreaIndex, int, int>, std::vector<double>> sums;
        for (std::size_t m = 1; m < 4; ++m) {
            fill(scene, m, {2 + random() % 2}, 2,
                 [&](std::size_t) { return static_cast<double>(random() % (m == 1 ? 5 : 16)); });
            for (const Series& part : scene.data[m].series) {
                if (part.breakdown >= 0) continue;
                auto& sum = sums[{part.area, -1, -1}];
                sum.resize(2);
                for (std::size_t t = 0; t < 2; ++t)
                    sum[t] += part.numerator[t];
            }
        }
        for (auto& [key, sum] : sums)
            scene.add_series(scene.data[0], scene.areas[std::get<0>(key)].code, -1, -1, sum);
        suppress_and_audit(scene);
    }
}

TEST_CASE("the same numbers under another measure are hidden there too") {
    Scene scene;
    add_areas(scene, 3, 0);
    scene.add_measure("searches");
    scene.add_measure("searches-of-women");
    scene.profile = parse_profile("id='p'\ntitle='P'\notherwise={open=true}\n[[rule]]\nlevels='borough'\n"
                                  "breakdowns='by*'\npersons={threshold=5}\n",
                                  "p.toml");
    std::mt19937 random(7);
    fill(scene, 0, {3}, 4, [&](std::size_t g) { return static_cast<double>(random() % (g == 1 ? 9 : 40)); });
    for (const Series& s : std::vector<Series>(scene.data[0].series))
        if (s.group == 1) scene.add_series(scene.data[1], scene.areas[s.area].code, -1, -1, s.numerator);
    suppress_and_audit(scene);
    for (std::size_t t = 0; t < 4; ++t)
        for (const char* area : {"B0", "B1", "B2"})
            CHECK(scene.flag(0, area, 0, 1, t) == scene.flag(1, area, -1, -1, t));
}

TEST_CASE("a proportion hides few, all but few, and few asked") {
    Scene scene;
    add_areas(scene, 4, 0);
    scene.add_measure("share", MeasureKind::proportion);
    scene.profile = below_force(5, ", secondary = false");
    MeasureData& d = scene.data[0];
    scene.add_series(d, "B0", -1, -1, {3, 0}, {40, 40});
    scene.add_series(d, "B1", -1, -1, {38, 40}, {40, 40});
    scene.add_series(d, "B2", -1, -1, {0, 20}, {3, 40});
    Suppression done = suppress(d, scene.areas, scene.profile);
    CHECK(done.by_reason["small count"] == 1);
    CHECK(done.by_reason["small remainder"] == 1);
    CHECK(done.by_reason["small base"] == 1);
    CHECK(scene.flag(0, "B0", -1, -1, 1) == Flag::none);
    CHECK(std::isnan(d.series[0].denominator[0]));
}

TEST_CASE("proportions are safe in numerator and base on random tables") {
    std::mt19937 random(8);
    for (int round = 0; round < 40; ++round) {
        Scene scene, bases;
        for (Scene* s : {&scene, &bases}) {
            add_areas(*s, 4, round % 3 == 0 ? 3 : 0);
            s->add_measure("m", MeasureKind::proportion);
            s->profile = below_force(5);
        }
        auto seed = random();
        std::mt19937 draw(seed);
        fill(bases, 0, {4}, 2, [&](std::size_t) { return static_cast<double>(draw() % 30); });
        draw.seed(seed);
        std::mt19937 found(seed + 1);
        fill(scene, 0, {4}, 2, [&](std::size_t) {
            auto n = static_cast<double>(draw() % 30);
            return std::floor(n * static_cast<double>(found() % 101) / 100);
        });
        for (std::size_t s = 0; s < scene.data[0].series.size(); ++s)
            scene.data[0].series[s].denominator = bases.data[0].series[s].numerator;
        suppress_and_audit(scene);
    }
}

TEST_CASE("where all numbers are tiny, more is hidden and nothing stops the release") {
    std::mt19937 random(28);
    for (int round = 0; round < 60; ++round) {
        Scene scene, bases;
        for (Scene* s : {&scene, &bases}) {
            add_areas(*s, 3 + round % 4, 0);
            s->add_measure("m", MeasureKind::proportion);
            s->profile = below_force(5);
        }
        auto seed = random();
        std::mt19937 draw(seed);
        fill(bases, 0, {4}, 3, [&](std::size_t) { return static_cast<double>(draw() % 4); });
        draw.seed(seed);
        std::mt19937 found(seed + 1);
        // Nearly always all of a few, or none: a value at its bound can move one way only.
        fill(scene, 0, {4}, 3, [&](std::size_t) {
            auto n = static_cast<double>(draw() % 4);
            return found() % 5 == 0 ? std::floor(n / 2) : found() % 2 == 0 ? n : 0.0;
        });
        for (std::size_t s = 0; s < scene.data[0].series.size(); ++s)
            scene.data[0].series[s].denominator = bases.data[0].series[s].numerator;
        suppress_and_audit(scene);
    }
}

TEST_CASE("ratios fall with the group they are held against") {
    Scene scene;
    add_areas(scene, 2, 0);
    scene.add_measure("ratio", MeasureKind::ratio).against = "White";
    scene.profile = below_force(5, ", secondary = false");
    MeasureData& d = scene.data[0];
    d.breakdowns.push_back({"ethnicity", "Ethnicity", {"Black", "White"}});
    scene.add_series(d, "B0", 0, 0, {20}, {100});
    scene.add_series(d, "B0", 0, 1, {3}, {100});
    scene.add_series(d, "B1", 0, 0, {3}, {100});
    scene.add_series(d, "B1", 0, 1, {20}, {100});
    suppress(d, scene.areas, scene.profile);
    CHECK(scene.flag(0, "B0", 0, 0, 0) == Flag::suppressed);
    CHECK(scene.flag(0, "B1", 0, 1, 0) == Flag::none);
}

TEST_CASE("where nobody tells something, zeros are hidden, but not under a whole of zero") {
    Scene scene;
    add_areas(scene, 3, 0);
    scene.add_measure("m");
    scene.profile = parse_profile("id='p'\ntitle='P'\notherwise={open=true}\n[[rule]]\nlevels='borough'\n"
                                  "breakdowns='by*'\npersons={threshold=5, zero=true}\n",
                                  "p.toml");
    MeasureData& d = scene.data[0];
    d.breakdowns.push_back({"by0", "By", {"a", "b"}});
    const double values[3][2]{{0, 30}, {40, 50}, {0, 0}};
    scene.add_series(d, "F", -1, -1, {120});
    scene.add_series(d, "F", 0, 0, {40});
    scene.add_series(d, "F", 0, 1, {80});
    for (int b = 0; b < 3; ++b) {
        std::string code = "B" + std::to_string(b);
        scene.add_series(d, code, -1, -1, {values[b][0] + values[b][1]});
        scene.add_series(d, code, 0, 0, {values[b][0]});
        scene.add_series(d, code, 0, 1, {values[b][1]});
    }
    suppress_and_audit(scene);
    CHECK(scene.flag(0, "B0", 0, 0, 0) == Flag::suppressed);
    CHECK(scene.flag(0, "B2", 0, 0, 0) == Flag::none);
}

TEST_CASE("no derived period with a hidden month is published") {
    std::mt19937 random(9);
    Scene scene;
    add_areas(scene, 4, 0);
    scene.add_measure("m");
    scene.profile = below_force(5);
    fill(scene, 0, {3}, 30, [&](std::size_t) { return static_cast<double>(random() % 60); });
    Suppression done = suppress_and_audit(scene);
    CHECK(done.primary > 0);
    for (const Series& s : scene.data[0].series)
        for (const Point& p : points_of(scene.data[0], s, PeriodKind::rolling_12)) {
            bool hidden = false;
            for (int back = 0; back < 12; ++back) {
                auto t = static_cast<std::size_t>(p.last - scene.data[0].first - back);
                hidden = hidden || (!s.flags.empty() && s.flags[t] == Flag::suppressed);
            }
            CHECK((p.flag == Flag::suppressed) == hidden);
            CHECK(std::isnan(p.value) == hidden);
        }
}

TEST_CASE("the answer is the same on any number of threads, and when a month is added") {
    auto flags = [](unsigned threads, std::size_t months) {
        std::mt19937 random(10);
        Scene scene;
        add_areas(scene, 5, 3);
        scene.add_measure("m");
        scene.profile = below_force(5);
        fill(scene, 0, {4, 3}, months, [&](std::size_t) { return static_cast<double>(random() % 9); });
        suppress(scene.data, scene.areas, scene.profile, {.threads = threads});
        std::vector<std::vector<Flag>> all;
        for (Series& s : scene.data[0].series)
            all.push_back(s.flags);
        return all;
    };
    CHECK(flags(1, 12) == flags(4, 12));
}

TEST_CASE("a later month changes nothing that was hidden before it") {
    std::mt19937 random(11);
    Scene longer;
    add_areas(longer, 4, 2);
    longer.add_measure("m");
    longer.profile = below_force(5);
    fill(longer, 0, {4}, 12, [&](std::size_t) { return static_cast<double>(random() % 9); });
    std::vector<Series> before = longer.data[0].series;
    suppress(longer.data, longer.areas, longer.profile);
    Scene shorter;
    add_areas(shorter, 4, 2);
    shorter.add_measure("m");
    shorter.profile = longer.profile;
    shorter.data[0].breakdowns = longer.data[0].breakdowns;
    shorter.data[0].length = 11;
    for (Series s : before) {
        s.numerator.pop_back();
        shorter.data[0].series.push_back(s);
    }
    suppress(shorter.data, shorter.areas, shorter.profile);
    for (std::size_t s = 0; s < before.size(); ++s)
        for (std::size_t t = 0; t < 11; ++t)
            CHECK(longer.data[0].series[s].flags[t] == shorter.data[0].series[s].flags[t]);
}

TEST_CASE("rounding shows the nearest multiple and leaves missing months alone") {
    Scene scene;
    add_areas(scene, 2, 0);
    scene.add_measure("m");
    scene.profile = parse_profile("id='p'\ntitle='P'\notherwise={persons={threshold=10,round=5}}\n", "p.toml");
    MeasureData& d = scene.data[0];
    scene.add_series(d, "F", -1, -1, {12, 13, k_missing, 0, 9});
    Suppression done = suppress(d, scene.areas, scene.profile);
    CHECK(d.series[0].numerator[0] == 10);
    CHECK(d.series[0].numerator[1] == 15);
    CHECK(std::isnan(d.series[0].numerator[2]));
    CHECK(d.series[0].flags[2] == Flag::none);
    CHECK(d.series[0].numerator[3] == 0);
    CHECK(d.series[0].flags[4] == Flag::suppressed);
    CHECK(done.rounded == 3);
}

TEST_CASE("what a profile withholds is hidden whole, and its whole stays") {
    Scene scene;
    add_areas(scene, 2, 0);
    scene.add_measure("m");
    scene.profile = parse_profile("id='p'\ntitle='P'\notherwise={open=true}\n[[rule]]\nlevels='borough'\n"
                                  "breakdowns='by*'\nwithhold=true\n",
                                  "p.toml");
    MeasureData& d = scene.data[0];
    d.breakdowns.push_back({"by0", "By", {"a", "b"}});
    scene.add_series(d, "F", -1, -1, {90, k_missing});
    scene.add_series(d, "F", 0, 0, {90, k_missing});
    scene.add_series(d, "B0", -1, -1, {90, k_missing});
    scene.add_series(d, "B0", 0, 0, {40, k_missing});
    scene.add_series(d, "B0", 0, 1, {50, k_missing});
    Suppression done = suppress(d, scene.areas, scene.profile);
    CHECK(done.by_reason["not published"] == 2);
    CHECK(scene.flag(0, "B0", 0, 0, 0) == Flag::suppressed);
    CHECK(scene.flag(0, "B0", 0, 0, 1) == Flag::none); // there was nothing to withhold
    CHECK(scene.flag(0, "B0", -1, -1, 0) == Flag::none);
    CHECK(scene.flag(0, "F", 0, 0, 0) == Flag::none);
    CHECK(std::isnan(d.find(scene.areas.at("B0"), 0, 1)->numerator[0]));
}

TEST_CASE("a group under two names in two breakdowns is hidden under both") {
    Scene scene;
    add_areas(scene, 3, 0);
    scene.add_measure("m");
    scene.profile = parse_profile("id='p'\ntitle='P'\notherwise={open=true}\n[[rule]]\nlevels='borough'\n"
                                  "breakdowns='by0'\npersons={threshold=5}\n",
                                  "p.toml");
    MeasureData& d = scene.data[0];
    d.breakdowns.push_back({"by0", "Broad", {"none", "some"}});
    d.breakdowns.push_back({"by1", "Fine", {"none", "x", "y"}});
    const double none[3][2]{{3, 8}, {7, 9}, {6, 12}};
    for (int b = 0; b < 3; ++b) {
        std::string code = "B" + std::to_string(b);
        scene.add_series(d, code, -1, -1, {none[b][0] + 50, none[b][1] + 50});
        scene.add_series(d, code, 0, 0, {none[b][0], none[b][1]});
        scene.add_series(d, code, 0, 1, {50, 50});
        scene.add_series(d, code, 1, 0, {none[b][0], none[b][1]});
        scene.add_series(d, code, 1, 1, {20, 20});
        scene.add_series(d, code, 1, 2, {30, 30});
    }
    suppress(d, scene.areas, scene.profile);
    CHECK(scene.flag(0, "B0", 0, 0, 0) == Flag::suppressed);
    CHECK(scene.flag(0, "B0", 1, 0, 0) == Flag::suppressed);
    CHECK(scene.flag(0, "B0", 1, 0, 1) == Flag::none);
}

TEST_CASE("survey figures on few answers are hidden or flagged, without complements") {
    Scene scene;
    add_areas(scene, 2, 0);
    scene.add_measure("survey", MeasureKind::proportion);
    scene.profile = parse_profile("id='p'\ntitle='P'\notherwise={base={hide=50,low=100}}\n", "p.toml");
    MeasureData& d = scene.data[0];
    scene.add_series(d, "B0", -1, -1, {20, 40, 60}, {49, 50, 100});
    Suppression done = suppress(d, scene.areas, scene.profile);
    CHECK(d.series[0].flags == std::vector{Flag::suppressed, Flag::low, Flag::none});
    CHECK(std::isnan(d.series[0].numerator[0]));
    CHECK(done.low == 1);
    CHECK(done.by_reason["few answers"] == 1);
}

TEST_CASE("months that are missing stay missing, and do not pass for published") {
    Scene scene;
    add_areas(scene, 3, 0);
    scene.add_measure("m");
    scene.profile = below_force(5);
    MeasureData& d = scene.data[0];
    scene.add_series(d, "F", -1, -1, {42});
    scene.add_series(d, "B0", -1, -1, {2});
    scene.add_series(d, "B1", -1, -1, {20}).flags = {Flag::missing};
    scene.add_series(d, "B2", -1, -1, {20});
    suppress_and_audit(scene);
    CHECK(scene.flag(0, "B1", -1, -1, 0) == Flag::missing);
    CHECK(scene.flag(0, "B2", -1, -1, 0) == Flag::none);
}

TEST_CASE("verdicts say nothing of hidden months") {
    Scene scene;
    add_areas(scene, 2, 0);
    scene.add_measure("m");
    MeasureData& d = scene.data[0];
    scene.add_series(d, "B0", -1, -1, std::vector<double>(24, 9)).flags.assign(24, Flag::none);
    scene.add_series(d, "B1", -1, -1, std::vector<double>(24, 9)).flags.assign(24, Flag::none);
    d.series[0].flags[23] = Flag::suppressed;
    d.series[1].flags[11] = Flag::suppressed;
    std::vector<Verdict> verdicts(2);
    for (Verdict& v : verdicts) {
        v.kind = VerdictKind::improving;
        v.latest = d.month_at(23);
        v.value = v.change = v.year_ago_change = 9;
    }
    withhold(d, verdicts);
    CHECK(verdicts[0].kind == VerdictKind::not_enough_data);
    CHECK(verdicts[0].reason == "suppressed");
    CHECK(std::isnan(verdicts[0].value));
    CHECK(verdicts[1].kind == VerdictKind::improving);
    CHECK(verdicts[1].value == 9);
    CHECK(std::isnan(verdicts[1].change));
    CHECK(std::isnan(verdicts[1].year_ago_change));
}
