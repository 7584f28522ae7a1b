// SPDX-License-Identifier: MIT
// What must hold whatever is done: by several people at once, and in any order.
#include "registers/records_made.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <random>
#include <set>
#include <thread>

using namespace peelian;
using namespace peelian::tests;

namespace {

int below(std::mt19937& random, int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); }

/// Everything that stands, for comparing before and after.
std::vector<std::vector<SqlValue>> everything(Store& store) {
    std::vector<std::vector<SqlValue>> rows;
    auto db = store.take();
    for (const char* sql :
         {"select register, id, number, series, serial, version, event, state, fields, withheld, moves, created, "
          "created_by, created_by_id, changed, changed_by from records order by register, id",
          "select register, record, field, kind, target from links order by 1, 2, 3, 4, 5",
          "select register, record, rule, due, who from due order by 1, 2, 3"})
        for (auto& row : db->run(sql).rows)
            rows.push_back(std::move(row));
    return rows;
}

RecordChange random_change(std::mt19937& random) {
    RecordChange change;
    for (const char* field : {"title", "kind", "received", "owner", "serves"})
        if (below(random, 3) == 0) {
            std::string name = field;
            if (name == "title") change.values[name] = {fmt::format("Title {}", below(random, 5))};
            else if (below(random, 3) == 0) change.values[name] = {};
            else if (name == "kind") change.values[name] = {below(random, 2) ? "spend" : "grant"};
            else if (name == "received")
                change.values[name] = {fmt::format("2017-0{}-1{}", 1 + below(random, 9), below(random, 10))};
            else if (name == "owner") change.values[name] = {fmt::format("p{}", below(random, 3))};
            else change.values[name] = {"wards"};
        }
    if (below(random, 6) == 0) change.withhold["title"] = below(random, 2) ? "a reason" : "";
    return change;
}

} // namespace

TEST_CASE("nothing that several people change at once is lost, and versions have no gaps") {
    on_each_address([](const StoreAddress& address) {
        Store one(address), other(address); // two programs on one store
        Played first(one), second(other);
        constexpr int threads = 4, rounds = 25, records = 3;
        for (int i = 0; i < records; ++i)
            first.decide({{"title", {"x"}}, {"cost", {"0"}}});
        std::atomic<int> made{0}, conflicts{0}, unexpected{0};
        std::array<std::atomic<int>, records> done{};
        auto work = [&](int who) {
            Played& p = who % 2 ? first : second;
            std::mt19937 random(static_cast<unsigned>(who));
            for (int i = 0; i < rounds; ++i) {
                try {
                    if (below(random, 8) == 0) {
                        p.decide({{"title", {"new"}}});
                        ++made;
                        continue;
                    }
                    int which = below(random, records);
                    std::string id = fmt::format("pcd-{}", which + 1);
                    Record seen = *p.records.find(p.vic, "decisions", id);
                    int cost = std::stoi(seen.first("cost")) + 1;
                    p.records.change(p.olive, "decisions", id, seen.version,
                                     {.values = {{"cost", {std::to_string(cost)}}}});
                    ++done[static_cast<std::size_t>(which)];
                } catch (const EditConflict&) {
                    ++conflicts;
                } catch (const std::exception& error) {
                    MESSAGE(std::string(error.what()));
                    ++unexpected;
                }
            }
        };
        std::vector<std::thread> people;
        for (int who = 0; who < threads; ++who)
            people.emplace_back(work, who);
        for (auto& person : people)
            person.join();

        CHECK(unexpected == 0);
        int acknowledged = made + records;
        for (int i = 0; i < records; ++i) {
            int changes = done[static_cast<std::size_t>(i)];
            acknowledged += changes;
            Record record = *first.records.find(first.vic, "decisions", fmt::format("pcd-{}", i + 1));
            CHECK(record.first("cost") == std::to_string(changes)); // each built on the one before
            CHECK(record.version == changes + 1);
            CHECK(first.records.history(first.vic, "decisions", record.id).size() ==
                  static_cast<std::size_t>(changes) + 1);
        }
        CHECK(acknowledged + conflicts == threads * rounds + records);
        CHECK(first.records.head().number == acknowledged);
        std::set<std::string> numbers;
        for (const Record& record : first.records.all("decisions"))
            numbers.insert(record.number);
        for (int n = 1; n <= made + records; ++n)
            CHECK(numbers.contains(fmt::format("PCD {}", n)));
        CHECK(numbers.size() == static_cast<std::size_t>(made + records));
        CHECK(second.records.verify().faults == std::vector<std::string>{});
    });
}

TEST_CASE("whatever is done in whatever order, the log holds it all and rebuilding changes nothing") {
    for (unsigned seed : {1U, 2U, 3U})
        on_each_played([seed](Played& p) {
            INFO("seed " << seed);
            std::mt19937 random(seed);
            p.records.create(p.olive, "promises", {.values = {{"text", {"Wards"}}}});
            std::map<std::string, std::vector<Record>> states; // by id, after each event
            std::vector<std::int64_t> event_of_state;
            std::map<std::string, std::vector<std::int64_t>> events;
            for (int step = 0; step < 60; ++step) {
                p.clock.at += below(random, 100);
                RecordChange change = random_change(random);
                Record after;
                if (states.empty() || below(random, 4) == 0) {
                    change.values["title"] = {"Begun"};
                    change.withhold.clear();
                    after = p.records.create(p.olive, "decisions", change);
                } else {
                    std::string id = fmt::format("pcd-{}", 1 + below(random, static_cast<int>(states.size())));
                    const Record& seen = states[id].back();
                    bool sign = seen.state == "draft" && below(random, 5) == 0;
                    if (sign) change.move = "sign";
                    std::int64_t version = seen.version;
                    if (version > 1 && below(random, 4) == 0) {
                        CHECK_THROWS_AS(p.records.change(p.ada, "decisions", id, version - 1, change), EditConflict);
                        continue;
                    }
                    after = p.records.change(p.ada, "decisions", id, version, change);
                    if (after.version == version) continue; // nothing was different
                    for (const auto& [field, value] : change.values)
                        CHECK((value.empty() ? is_empty(after.values, field) : after.values[field] == value));
                }
                states[after.id].push_back(after);
                events[after.id].push_back(p.records.head().number);
            }
            for (const auto& [id, all] : states)
                for (std::size_t i = 0; i < all.size(); ++i) {
                    CHECK(all[i].version == static_cast<std::int64_t>(i) + 1);
                    auto then = p.records.as_of(p.ada, "decisions", id, events[id][i]);
                    REQUIRE(then);
                    CHECK(then->values == all[i].values);
                    CHECK(then->withheld == all[i].withheld);
                    CHECK(then->state == all[i].state);
                    CHECK(then->moves.size() == all[i].moves.size());
                    CHECK(then->changed == all[i].changed);
                }
            CHECK(p.records.verify().faults == std::vector<std::string>{});
            auto before = everything(p.records.store());
            p.records.rebuild();
            CHECK(everything(p.records.store()) == before);
            CHECK(p.records.verify().faults == std::vector<std::string>{});
        });
}

TEST_CASE("a list holds what a slow look through all records finds") {
    on_each_played([](Played& p) {
        std::mt19937 random(7);
        p.records.create(p.olive, "promises", {.values = {{"text", {"Wards"}}}});
        for (int i = 0; i < 40; ++i) {
            RecordChange change = random_change(random);
            change.withhold.clear();
            change.values["title"] = {fmt::format("Title {}", below(random, 5))};
            p.records.create(p.olive, "decisions", change);
        }
        for (int i = 0; i < 60; ++i) {
            RecordQuery query{.register_id = "decisions", .count = 0};
            if (below(random, 2)) query.filters["kind"] = {"grant"};
            if (below(random, 2)) query.filters["owner"] = {"p1", "p2"};
            if (below(random, 2)) query.words = fmt::format("TITLE {}", below(random, 5));
            if (below(random, 3) == 0) query.due_by = Day::from("2017-06-15");
            const char* sorts[] = {"", "title", "-title", "received", "-due", "number", "changed"};
            query.sort = sorts[below(random, 7)];
            std::set<std::string> should, is;
            for (const Record& record : p.records.all("decisions")) {
                bool fits = true;
                for (const auto& [field, wanted] : query.filters)
                    fits = fits && std::ranges::find(wanted, record.first(field)) != wanted.end();
                if (!query.words.empty()) {
                    std::string digit = query.words.substr(6), text;
                    for (const auto& [field, value] : record.values)
                        for (const std::string& one : value)
                            text += one + " ";
                    fits = fits && (text + record.number + record.id).find(digit) != std::string::npos;
                }
                if (query.due_by) {
                    auto day = Day::parse(record.first("received"));
                    fits = fits && day && *day + 10 <= *query.due_by;
                }
                if (fits) should.insert(record.id);
            }
            RecordPage page = p.records.search(p.vic, query);
            for (const Record& record : page.records)
                is.insert(record.id);
            CHECK(is == should);
            CHECK(page.all == should.size());
            CHECK(page.records.size() == should.size());
            // Page by page, no record comes twice or not at all.
            query.count = 7;
            std::vector<std::string> paged, whole;
            for (const Record& record : page.records)
                whole.push_back(record.id);
            for (query.from = 0; query.from < page.all; query.from += 7)
                for (const Record& record : p.records.search(p.vic, query).records)
                    paged.push_back(record.id);
            CHECK(paged == whole);
        }
    });
}
