// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "store/backup.hpp"
#include "support/stores.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

using namespace peelian;
using namespace peelian::tests;

namespace {

void add_event(StoreConnection& db, std::int64_t number, const std::string& change = "{}") {
    db.run(
        "insert into events(number, at, actor, actor_name, register, record, action, change, reason, previous, hash) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        {std::to_string(number), "1500000000", "ann", "Ann", "letters", "a", "change", change, "", "", "hash"});
}

void add_file(Store& store, const std::string& name, const std::string& hash, std::string_view bytes) {
    write_file(store.address().files() / hash, bytes);
    store.take()->run("insert into files(hash, name, type, bytes, added_by, at) values ($1, $2, $3, $4, $5, $6)",
                      {hash, name, "txt", std::to_string(bytes.size()), "ann", "1"});
}

std::string all_rows(StoreConnection& db, const std::string& sql) {
    std::string text;
    SqlRows rows = db.run(sql);
    for (const auto& row : rows.rows) {
        for (const SqlValue& value : row)
            text += value ? "'" + *value + "' " : "null ";
        text += '\n';
    }
    return text;
}

// SHA-256 of "abc" (FIPS 180-2, example B.1).
const std::string k_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

} // namespace

TEST_CASE("what one engine held is what the other one gives back, to the letter") {
    on_each_engine([](Store& from) {
        TemporaryFolder place;
        {
            auto db = from.take();
            add_event(*db, 1, "{\"values\":{\"text\":[\"line\\nline \\\"£5\\\" \u2028 \x7f\"]}}");
            add_event(*db, 2, "tab\t, newline\n, nothing");
            db->run("insert into accounts(id, version, name, email, roles, areas, post, active, must_change_password, "
                    "second_factor_step, created, last_seen) values ('ann', 1, 'Ann', '', 1, '', '', 1, 0, 0, 5, 0)");
            db->run("insert into recovery_codes(account, hash) values ('ann', 'h')");
            db->run("insert into sessions(token_hash, account, way, code_given, created, seen, confirmed) values "
                    "('t', 'ann', 'password', 0, 1, 1, 1)");
        }
        add_file(from, "abc.txt", k_abc, "abc");
        Backup made = write_backup(from, place / "copy");
        CHECK(made.events == 2);
        CHECK(made.missing.empty());
        Backup read = read_backup(place / "copy");
        on_each_address([&](const StoreAddress& address) {
            load_backup(read, address);
            restore_files(read, address.folder);
            Store to(address, false);
            auto there = to.take(), here = from.take();
            for (const char* sql :
                 {"select * from events order by number", "select * from accounts order by id",
                  "select * from recovery_codes", "select * from files", "select * from rebuilds order by number",
                  "select number, name from schema_steps "
                  "order by number"})
                CHECK(all_rows(*there, sql) == all_rows(*here, sql));
            CHECK(there->run("select 1 from sessions").empty()); // nobody is signed in by a copy
            CHECK(read_file(to.address().files() / k_abc) == "abc");
        });
    });
}

TEST_CASE("a store that is restored over holds what the backup held and nothing else") {
    on_each_engine([](Store& store) {
        TemporaryFolder place;
        add_event(*store.take(), 1);
        Backup backup = write_backup(store, place / "copy");
        add_event(*store.take(), 2);
        load_backup(read_backup(place / "copy"), store.address());
        CHECK(store.take()->run("select max(number) from events").integer(0, 0) == 1);
    });
}

TEST_CASE("a backup never replaces anything, and a failed one leaves nothing") {
    on_each_engine([](Store& store) {
        TemporaryFolder place;
        place.put("copy", "mine");
        CHECK(has(message_of([&] { write_backup(store, place / "copy"); }), "is there already"));
        CHECK(read_file(place / "copy") == "mine");
        write_backup(store, place / "other");
        CHECK(has(message_of([&] { write_backup(store, place / "other"); }), "is there already"));
        for (const auto& entry : std::filesystem::directory_iterator(place.path()))
            CHECK_FALSE(entry.path().filename().string().starts_with('.'));
    });
}

TEST_CASE("any byte of a backup that changes is named before anything is restored") {
    TemporaryFolder place;
    Store store(StoreAddress::from("", place / "store"));
    add_event(*store.take(), 1);
    add_file(store, "abc.txt", k_abc, "abc");
    write_backup(store, place / "copy");
    for (const char* part :
         {"tables/events.jsonl", "files/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}) {
        std::string good = read_file(place / "copy" / part), bad = good;
        bad[bad.size() / 2] = static_cast<char>(bad[bad.size() / 2] ^ 1);
        write_file(place / "copy" / part, bad);
        CHECK(has(message_of([&] { read_backup(place / "copy"); }), std::string(part) + " is not what was written"));
        std::filesystem::remove(place / "copy" / part);
        CHECK(has(message_of([&] { read_backup(place / "copy"); }), std::string(part) + " is missing"));
        write_file(place / "copy" / part, good);
        read_backup(place / "copy");
    }
    write_file(place / "copy" / "tables/more.jsonl", "[]\n");
    CHECK(has(message_of([&] { read_backup(place / "copy"); }), "tables/more.jsonl is not of the backup"));
}

TEST_CASE("a manifest cannot name files elsewhere, tables of others, or a newer schema") {
    TemporaryFolder place;
    Store store(StoreAddress::from("", place / "store"));
    write_backup(store, place / "copy");
    std::string good = read_file(place / "copy/manifest.json");
    auto with = [&](std::string_view from, std::string_view to) {
        std::string bad = good;
        bad.replace(bad.find(from), from.size(), to);
        write_file(place / "copy/manifest.json", bad);
        return message_of([&] { read_backup(place / "copy"); });
    };
    CHECK(has(with("tables/events.jsonl", "../../etc/passwd"), "outside of it"));
    CHECK(has(with("tables/events.jsonl", "/etc/passwd"), "outside of it"));
    CHECK(has(with("\"table\": \"events\"", "\"table\": \"events; drop table x\""), "no store has"));
    CHECK(has(with("\"number\"", "\"number) --\""), "no store has"));
    CHECK(has(with("\"step\": ", "\"step\": 9"), "newer program"));
    CHECK(has(with("\"format\": 1", "\"format\": 2"), "has format 2"));
    CHECK(has(with("{", "["), "no manifest"));
}

TEST_CASE("a backup that is taken while others write holds the log without gaps up to its end") {
    on_each_engine([](Store& store) {
        TemporaryFolder place;
        std::atomic<bool> stop = false;
        std::jthread writer([&] {
            auto db = store.take();
            for (std::int64_t n = 1; !stop || n < 50; ++n) {
                Transaction change(*db);
                add_event(*db, n);
                db->run(
                    "insert into links(register, record, field, kind, target) values ('letters', $1, 'f', 'k', 't')",
                    {std::to_string(n)});
                change.commit();
            }
        });
        for (int i = 0; i < 5; ++i) {
            Backup backup = write_backup(store, place / ("copy" + std::to_string(i)));
            auto rows = [&](std::string_view table) {
                for (const BackupPart& part : backup.tables)
                    if (part.table == table) return part.rows;
                return std::int64_t{-1};
            };
            CHECK(rows("events") == backup.events);
            CHECK(rows("links") == backup.events);
        }
        stop = true;
    });
}

TEST_CASE("an attached file that is gone is told, and the rest is copied all the same") {
    TemporaryFolder place;
    Store store(StoreAddress::from("", place / "store"));
    add_file(store, "abc.txt", k_abc, "abc");
    std::filesystem::remove(store.address().files() / k_abc);
    Backup backup = write_backup(store, place / "copy");
    REQUIRE(backup.missing.size() == 1);
    CHECK(has(backup.missing[0], "abc.txt"));
    read_backup(place / "copy");
}
