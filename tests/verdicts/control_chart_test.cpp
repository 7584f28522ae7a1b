// SPDX-License-Identifier: MIT
// Which classical chart is drawn follows from what is charted.
#include "verdicts/verdict.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using Nature = JudgeInput::Nature;

TEST_CASE("shares and rates get limits by their base, few events those of chance, all else their own movement") {
    std::vector<double> many{30, 34, 28, 31, 35, 29, 33, 30}, few{0, 1, 0, 0, 2, 0, 1, 0};
    std::vector<double> base{100, 120, 90, 110, 130, 95, 115, 105}, none;
    CHECK(classical_chart(many, base, Nature::proportion).kind == ControlKind::proportions);
    CHECK(classical_chart(many, base, Nature::rate).kind == ControlKind::rates);
    CHECK(classical_chart(many, none, Nature::count).kind == ControlKind::individuals);
    CHECK(classical_chart(many, none, Nature::value).kind == ControlKind::individuals);
    // Fewer than one a month, whether over people or not.
    CHECK(classical_chart(few, none, Nature::count).kind == ControlKind::rare_counts);
    CHECK(classical_chart(few, base, Nature::rate).kind == ControlKind::rare_counts);
    // A share stays a share, and a value below one is no rare event.
    CHECK(classical_chart(few, base, Nature::proportion).kind == ControlKind::proportions);
    CHECK(classical_chart(few, none, Nature::value).kind == ControlKind::individuals);
    // A rate without its base is charted as what it counts.
    CHECK(classical_chart(many, none, Nature::rate).kind == ControlKind::individuals);
    CHECK(classical_chart(none, none, Nature::count).kind == ControlKind::individuals);
}
