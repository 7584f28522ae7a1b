// SPDX-License-Identifier: MIT
#include "registers/records_made.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

using namespace peelian;
using namespace peelian::tests;

// Found by two hundred people on one workbench (tests/proof/crowd_check.py): a list in memory went away under who
// was counting it. The address sanitizer finds that here each time.
TEST_CASE("many count, list and search while others write, and all see a whole state") {
    on_each_played([](Played& played) {
        std::atomic<bool> stop = false;
        std::atomic<int> torn = 0;
        std::vector<std::jthread> readers;
        for (int i = 0; i < 4; ++i)
            readers.emplace_back([&] {
                std::size_t before = 0;
                while (!stop) {
                    std::size_t all = 0;
                    for (const auto& [state, count] : played.records.counts(played.olive, "promises"))
                        all += count;
                    RecordQuery query{.register_id = "promises", .words = "promise", .count = 0};
                    std::size_t listed = played.records.search(played.olive, query).records.size();
                    if (all < before || listed < all) ++torn; // records are only added
                    before = all;
                }
            });
        for (int n = 0; n < 150; ++n)
            played.records.create(played.olive, "promises", {.values = {{"text", {fmt::format("Promise {}", n)}}}});
        stop = true;
        readers.clear();
        CHECK(torn == 0);
        CHECK(played.records.counts(played.olive, "promises").front().second == 150);
    });
}
