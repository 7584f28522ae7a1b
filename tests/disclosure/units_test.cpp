// SPDX-License-Identifier: MIT
// Command units: published beside their boroughs they are one more sum, by which a hidden
// borough could come back.
#include "disclosure/shared_tables.hpp"

using namespace peelian;
using namespace peelian::testing;

namespace {

/// A scene with units, some boroughs in none, wards in half of them, and a force's stand-ins.
void add_areas_with_units(Scene& scene, std::mt19937& random) {
    int units = 1 + static_cast<int>(random() % 4);
    int alone = random() % 3 == 0 && units > 1 ? 0 : -1;
    int boroughs = units + static_cast<int>(random() % 6);
    add_areas(scene, boroughs, random() % 2 == 0 ? 0 : 1 + static_cast<int>(random() % 3), units, alone);
    if (random() % 2 == 0) return;
    scene.areas.add_stand_ins();
    scene.areas.sort();
}

Profile profile_of(const std::string& rules) {
    return parse_profile("id='p'\ntitle='P'\notherwise={open=true}\n" + rules, "p.toml");
}

} // namespace

TEST_CASE("a unit less its other boroughs does not give a hidden borough away") {
    Scene scene;
    add_areas(scene, 6, 0, 2);
    scene.add_measure("m");
    scene.profile = below_force(5);
    MeasureData& d = scene.data[0];
    scene.add_series(d, "F", -1, -1, {169});
    scene.add_series(d, "U0", -1, -1, {52});
    scene.add_series(d, "U1", -1, -1, {117});
    const double values[]{2, 30, 20, 40, 30, 47};
    for (int b = 0; b < 6; ++b)
        scene.add_series(d, "B" + std::to_string(b), -1, -1, {values[b]});
    Suppression done = suppress_and_audit(scene);
    CHECK(done.secondary == 1);
    CHECK(scene.flag(0, "B2", -1, -1, 0) == Flag::suppressed); // of the same unit, though B1 and B5 are there
    CHECK(scene.flag(0, "U0", -1, -1, 0) == Flag::none);
}

TEST_CASE("rules of every shape leave nothing to be worked out, with command units of every shape") {
    const std::string below = "levels = ['borough', 'ward']\n", wards = "levels = 'ward'\n",
                      units = "levels = 'unit'\n", by = "breakdowns = 'by*'\n", rule = "[[rule]]\n",
                      open = "open = true\n", few = "persons = {threshold = 5}\n";
    const std::vector<std::string> rules{rule + below + few,
                                         rule + wards + few,
                                         rule + below + by + few,
                                         rule + units + open + rule + below + few,
                                         rule + units + "withhold = true\n" + rule + below + few,
                                         rule + units + by + "withhold = true\n" + rule + below + by + few,
                                         rule + units + few,
                                         rule + below + by + "persons = {threshold = 5, zero = true}\n",
                                         rule + "breakdowns = 'by0'\n" + few,
                                         rule + "persons = {threshold = 10}\n"};
    std::mt19937 random(41);
    for (const std::string& text : rules)
        for (int round = 0; round < 60; ++round) {
            Scene scene;
            add_areas_with_units(scene, random);
            scene.add_measure("m");
            scene.profile = profile_of(text);
            std::vector<std::size_t> groups(random() % 3, 2 + random() % 4);
            double scale = std::vector<double>{1.5, 4, 10, 40}[random() % 4];
            fill(scene, 0, groups, 2, [&](std::size_t g) {
                return std::floor(scale / static_cast<double>(g + 1) * static_cast<double>(random() % 100) / 60);
            });
            INFO(text);
            suppress_and_audit(scene);
        }
}

TEST_CASE("proportions of command units are safe in numerator and base") {
    std::mt19937 random(42);
    for (int round = 0; round < 80; ++round) {
        Scene scene, bases;
        std::mt19937 shape(random());
        for (Scene* s : {&scene, &bases}) {
            std::mt19937 same = shape;
            add_areas_with_units(*s, same);
            s->add_measure("m", MeasureKind::proportion);
            s->profile = below_force(5);
        }
        auto seed = random();
        unsigned most = round % 2 == 0 ? 30 : 6;
        std::mt19937 draw(seed);
        fill(bases, 0, {4}, 2, [&](std::size_t) { return static_cast<double>(draw() % most); });
        draw.seed(seed);
        std::mt19937 found(seed + 1);
        fill(scene, 0, {4}, 2, [&](std::size_t) {
            auto n = static_cast<double>(draw() % most);
            return std::floor(n * static_cast<double>(found() % 101) / 100);
        });
        for (std::size_t s = 0; s < scene.data[0].series.size(); ++s)
            scene.data[0].series[s].denominator = bases.data[0].series[s].numerator;
        suppress_and_audit(scene);
    }
}

TEST_CASE("units, boroughs and wards in which nobody is of some groups are safe with the force around them") {
    std::mt19937 random(43);
    for (int round = 0; round < 80; ++round) {
        Scene scene;
        add_areas_with_units(scene, random);
        scene.add_measure("m");
        scene.profile = profile_of("[[rule]]\npersons = {threshold = 10}\n");
        double scale = std::vector<double>{2, 5, 12}[random() % 3];
        fill(scene, 0, {4}, 2, [&](std::size_t g) {
            return g > 1 && random() % 4 > 0 ? 0 : std::floor(scale * static_cast<double>(random() % 100) / 60);
        });
        // A group without a row has no series, as measures leave it.
        std::erase_if(scene.data[0].series, [](const Series& s) {
            return s.breakdown >= 0 && std::ranges::all_of(s.numerator, [](double x) { return x == 0; });
        });
        suppress_and_audit(scene);
    }
}

TEST_CASE("where units are withheld boroughs are protected as if there were none") {
    std::mt19937 random(44);
    for (int round = 0; round < 20; ++round) {
        Scene with, without;
        auto seed = random();
        for (Scene* scene : {&with, &without}) {
            add_areas(*scene, 7, 0, scene == &with ? 3 : 0);
            scene->add_measure("m");
            scene->profile = profile_of("[[rule]]\nlevels = 'unit'\nwithhold = true\n[[rule]]\nlevels = 'borough'\n"
                                        "persons = {threshold = 5}\n");
            std::mt19937 draw(seed);
            fill(*scene, 0, {3}, 2, [&](std::size_t) { return static_cast<double>(draw() % 12); });
            suppress_and_audit(*scene);
        }
        for (const Series& s : without.data[0].series)
            for (std::size_t t = 0; t < 2; ++t) {
                const std::string& area = without.areas[s.area].code;
                CHECK(with.flag(0, area, s.breakdown, s.group, t) == without.flag(0, area, s.breakdown, s.group, t));
            }
    }
}
