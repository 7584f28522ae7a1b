// SPDX-License-Identifier: MIT
// How often a table in which everything is right is called wrong, and how often one slip is
// found: docs/check-table.md prints what this measures.
#include "tables/made.hpp"
#include "tables/random_tables.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <string>

using namespace peelian;
using namespace made;

namespace {

const std::string k_shape_names[] = {"two years", "change and %", "answered", "categories",
                                     "shares",    "finance",      "survey",   "overlapping"};
const std::string k_slip_names[] = {"digit dropped", "point lost", "digits swapped", "% off by 0.2", "total off by 1"};

bool any_open(const std::vector<TableFault>& faults) {
    return std::ranges::any_of(faults, [](const TableFault& f) { return is_open(f); });
}

/// True when a finding is about the row of the slip, or about a sum that the cell is part of.
bool near(const std::vector<TableFault>& faults, const PrintedTable& table, std::size_t row) {
    return std::ranges::any_of(faults, [&](const TableFault& f) {
        return is_open(f) && (f.line == table.rows[row].line || f.rule == "total");
    });
}

/// Tables of each kind; more with PEELIAN_RANDOM_TABLES, for measuring.
std::size_t how_many() {
    const char* asked = std::getenv("PEELIAN_RANDOM_TABLES");
    return asked == nullptr ? 60 : static_cast<std::size_t>(std::atoi(asked));
}

struct Rate {
    std::size_t tried = 0, found = 0, placed = 0;
};

} // namespace

TEST_CASE("random tables in which everything is right have no fault, however they are rounded") {
    std::size_t looked_at = 0, wrong = 0;
    for (Shape shape : k_shapes)
        for (Convention convention : k_conventions)
            for (std::size_t seed = 0; seed < how_many(); ++seed) {
                RandomTable random(seed * 7919 + 17, shape, convention);
                auto faults = check_table(random.table, {});
                ++looked_at;
                if (!any_open(faults)) continue;
                ++wrong;
                if (wrong < 12)
                    MESSAGE(k_shape_names[static_cast<int>(shape)], " ", static_cast<int>(convention), " seed ", seed,
                            ": ", doctest::toString(said(faults)));
            }
    MESSAGE(wrong, " of ", looked_at, " clean tables were called wrong");
    CHECK(wrong == 0);
}

TEST_CASE("a single slip in a random table is found") {
    std::array<std::array<Rate, 8>, 5> rates{};
    for (Shape shape : k_shapes)
        for (Slip kind : k_slips)
            // Nothing follows from anything where kinds overlap, and little from rounded percentages.
            for (std::size_t seed = 0; shape < Shape::survey && seed < how_many(); ++seed) {
                RandomTable random(seed * 104729 + 3, shape, k_conventions[seed % 3]);
                auto place = random.slip(kind);
                if (!place) continue;
                auto faults = check_table(random.table, {});
                Rate& rate = rates[static_cast<std::size_t>(kind)][static_cast<std::size_t>(shape)];
                ++rate.tried;
                rate.found += any_open(faults) ? 1 : 0;
                rate.placed += near(faults, random.table, place->first) ? 1 : 0;
            }
    constexpr double k_least[] = {0.9, 0.9, 0.9, 0.9, 0.9};
    for (Slip kind : k_slips) {
        Rate all;
        for (Shape shape : k_shapes) {
            const Rate& r = rates[static_cast<std::size_t>(kind)][static_cast<std::size_t>(shape)];
            if (r.tried == 0) continue;
            MESSAGE(k_slip_names[static_cast<int>(kind)], " in ", k_shape_names[static_cast<int>(shape)], ": ", r.found,
                    " of ", r.tried, ", in its row ", r.placed);
            all.tried += r.tried;
            all.found += r.found;
        }
        CHECK(static_cast<double>(all.found) >= k_least[static_cast<int>(kind)] * static_cast<double>(all.tried));
    }
}
