// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "store/engines.hpp"
#include "store/migrations.hpp"
#include "store/store.hpp"
#include "support/stores.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <thread>

using namespace peelian;
using namespace peelian::tests;

namespace {

void make_notes(Store& store) { store.take()->run("create table notes(id text primary key, size bigint, text text)"); }

std::size_t notes(StoreConnection& db) {
    return static_cast<std::size_t>(db.run("select count(*) from notes").integer(0, 0));
}

unsigned mode_of(const std::filesystem::path& path) {
    struct stat about {};
    ::stat(path.c_str(), &about);
    return about.st_mode & 0777;
}

ErrorKind kind_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.kind();
    }
    FAIL("no error");
    return ErrorKind::internal;
}

} // namespace

TEST_CASE("both engines take the same statements and give the same text and null") {
    on_each_engine([](Store& store) {
        make_notes(store);
        auto db = store.take();
        db->run("insert into notes(id, size, text) values ($1, $2, $3)", {"a", "12", "It's £5; \"yes\"\n%_\\"});
        db->run("insert into notes(id, size, text) values ($1, $2, $3)", {"b", std::nullopt, ""});
        db->run("insert into notes(id, size, text) values ($1, $2, $3)", {"c", "9", std::nullopt});
        SqlRows rows = db->run("select id, size, text from notes where size > $1 or size is null order by id", {"8"});
        REQUIRE(rows.size() == 3);
        CHECK(rows.integer(0, 1) == 12);
        CHECK(rows.text(0, 2) == "It's £5; \"yes\"\n%_\\");
        CHECK_FALSE(rows.rows[1][1].has_value());
        CHECK(rows.rows[1][2] == "");
        CHECK_FALSE(rows.rows[2][2].has_value());
        CHECK(rows.text(2, 2) == "");
        CHECK(db->run("select max(size) from notes where id = $2 or id = $1", {"a", "c"}).integer(0, 0) == 12);
        CHECK(db->run("select id from notes order by size desc nulls last limit $1", {"1"}).text(0, 0) == "a");
    });
}

TEST_CASE("a large answer comes row by row and can be stopped") {
    on_each_engine([](Store& store) {
        make_notes(store);
        auto db = store.take();
        {
            Transaction change(*db);
            for (int i = 0; i < 5000; ++i)
                db->run("insert into notes(id, size) values ($1, $2)", {std::to_string(i), std::to_string(i)});
            change.commit();
        }
        std::int64_t seen = 0;
        auto until_ten = [](void* who, std::span<const SqlValue> row) {
            auto& count = *static_cast<std::int64_t*>(who);
            CHECK(row[0] == std::to_string(count));
            return ++count < 10;
        };
        db->each("select size from notes order by size", {}, until_ten, &seen);
        CHECK(seen == 10);
        CHECK(notes(*db) == 5000); // the connection is free again
    });
}

TEST_CASE("a change that is not committed leaves nothing") {
    on_each_engine([](Store& store) {
        make_notes(store);
        auto db = store.take();
        {
            Transaction change(*db);
            db->run("insert into notes(id) values ($1)", {"a"});
        }
        CHECK(notes(*db) == 0);
        {
            Transaction change(*db);
            db->run("insert into notes(id) values ($1)", {"a"});
            change.commit();
        }
        CHECK(notes(*db) == 1);
        CHECK(notes(*store.take()) == 1);
    });
}

TEST_CASE("after an error inside a transaction nothing of it can be kept") {
    on_each_engine([](Store& store) {
        make_notes(store);
        auto db = store.take();
        {
            Transaction change(*db);
            db->run("insert into notes(id) values ($1)", {"a"});
            CHECK(kind_of([&] { db->run("insert into notes(id) values ($1)", {"a"}); }) == ErrorKind::conflict);
            CHECK(kind_of([&] { db->run("insert into notes(id) values ($1)", {"b"}); }) == ErrorKind::internal);
            CHECK(kind_of([&] { change.commit(); }) == ErrorKind::internal);
        }
        CHECK(notes(*db) == 0);
        db->run("insert into notes(id) values ($1)", {"a"}); // and the connection is good for more
        CHECK(kind_of([&] { db->run("insert into notes(id) values ($1)", {"a"}); }) == ErrorKind::conflict);
    });
}

TEST_CASE("what one engine cannot keep neither takes") {
    on_each_engine([](Store& store) {
        make_notes(store);
        auto db = store.take();
        for (const std::string& wrong :
             {std::string("a\0b", 3), std::string("\xff"), std::string("\xc3"), std::string("\xed\xa0\x80"),
              std::string("\xc0\x80"), std::string("\xf5\x80\x80\x80")})
            CHECK(kind_of([&] { db->run("insert into notes(id) values ($1)", {wrong}); }) == ErrorKind::input);
        for (const char* good : {"é", "€", "😀", "\xef\xbf\xbf"})
            db->run("insert into notes(id) values ($1)", {good});
        CHECK(notes(*db) == 4);
        CHECK(kind_of([&] { db->run("select $1 from nowhere", {"x"}); }) == ErrorKind::internal);
        CHECK(kind_of([&] { db->run("select id from notes where id = $1 or id = $2", {"x"}); }) == ErrorKind::internal);
    });
}

TEST_CASE("writers take turns, and none loses what another wrote") {
    on_each_engine([](Store& store) {
        make_notes(store);
        store.take()->run("insert into notes(id, size) values ('n', 0)");
        std::vector<std::thread> writers;
        for (int t = 0; t < 4; ++t)
            writers.emplace_back([&] {
                for (int i = 0; i < 50; ++i) {
                    auto db = store.take();
                    Transaction change(*db);
                    auto n = db->run("select size from notes where id = 'n'").integer(0, 0);
                    db->run("update notes set size = $1 where id = 'n'", {std::to_string(n + 1)});
                    change.commit();
                }
            });
        for (auto& writer : writers)
            writer.join();
        CHECK(store.take()->run("select size from notes").integer(0, 0) == 200);
    });
}

TEST_CASE("a read view sees one state while others write") {
    on_each_engine([](Store& store) {
        make_notes(store);
        auto reader = store.take(), writer = store.take();
        {
            ReadView view(*reader);
            CHECK(notes(*reader) == 0);
            writer->run("insert into notes(id) values ('a')");
            CHECK(notes(*reader) == 0);
        }
        CHECK(notes(*reader) == 1);
    });
}

TEST_CASE("a store is made once, and opened again as it was") {
    on_each_address([](const StoreAddress& address) {
        CHECK_FALSE(address.exists());
        CHECK(kind_of([&] { Store store(address, false); }) == ErrorKind::not_found);
        {
            Store store(address);
            store.take()->run("insert into seen(account, event) values ('ann', 7)");
        }
        CHECK(address.exists());
        Store again(address, false);
        CHECK(again.take()->run("select event from seen").integer(0, 0) == 7);
        SqlRows steps = again.take()->run("select number, name from schema_steps order by number");
        REQUIRE(steps.size() == migrations().size());
        CHECK(steps.text(0, 1) == "records");
    });
}

TEST_CASE("several programs may make the same store at once") {
    on_each_address([](const StoreAddress& address) {
        std::atomic<int> failures{0};
        std::vector<std::thread> openers;
        for (int i = 0; i < 6; ++i)
            openers.emplace_back([&] {
                try {
                    Store store(address);
                    store.take()->run("select count(*) from events");
                } catch (const std::exception& error) {
                    MESSAGE(std::string(error.what()));
                    ++failures;
                }
            });
        for (auto& opener : openers)
            opener.join();
        CHECK(failures == 0);
    });
}

TEST_CASE("a store of a newer program is refused") {
    on_each_address([](const StoreAddress& address) {
        { Store(address).take()->run("insert into schema_steps(number, name, at) values (9999, 'later', 0)"); }
        CHECK(kind_of([&] { Store store(address); }) == ErrorKind::conflict);
        CHECK(has(message_of([&] { Store store(address); }), "newer program: it has step 9999"));
    });
}

TEST_CASE("steps of the schema are numbered in order, each once") {
    int last = 0;
    for (const Migration& step : migrations()) {
        CHECK(step.number > last);
        CHECK(step.sql.size() > 10);
        last = step.number;
    }
    CHECK(last >= 1);
}

TEST_CASE("an address names PostgreSQL without a password, or a folder") {
    auto refused = [](std::string_view url) { return message_of([&] { StoreAddress::from(url, "/tmp/x"); }); };
    CHECK(has(refused("mysql://db/x"), "does not begin with postgresql://"));
    for (const char* url : {"postgresql://ann:secret@db/x", "postgresql://db/x?password=secret",
                            "postgres://db/x?user=ann&password=secret", "postgresql://db/x?sslpassword=secret"}) {
        CHECK(has(refused(url), "holds a password"));
        CHECK_FALSE(has(refused(url), "secret"));
    }
    CHECK(has(refused("postgresql://ann:sec ret@:x:y/?a=b=c"), "cannot be read"));
    CHECK_FALSE(has(refused("postgresql://ann:secret@db:5432/x?nothing=1"), "secret"));
    CHECK(StoreAddress::from("postgresql://ann@db/x?sslmode=verify-full", "/tmp/x").url.size() > 10);
    CHECK(StoreAddress::from("", "/tmp/x").database_file() == "/tmp/x/registers.sqlite");
}

TEST_CASE("the file and its folder are for their owner alone") {
    TemporaryFolder folder;
    Store store(StoreAddress::from("", folder / "a/store"));
    store.take()->run("insert into seen(account, event) values ('ann', 7)");
    CHECK(mode_of(folder / "a/store") == 0700);
    for (const char* name : {"registers.sqlite", "registers.sqlite-wal", "registers.sqlite-shm"})
        CHECK(mode_of(folder / "a/store" / name) == 0600);
}

TEST_CASE("a copy is one state, for its owner alone, and never over another file") {
    TemporaryFolder folder;
    Store store(StoreAddress::from("", folder / "store"));
    auto db = store.take();
    db->run("insert into seen(account, event) values ('ann', 7)");
    std::filesystem::create_directories(folder / "copy");
    db->copy_to(folder / "copy/registers.sqlite");
    db->run("insert into seen(account, event) values ('bob', 8)");
    CHECK(mode_of(folder / "copy/registers.sqlite") == 0600);
    Store copy(StoreAddress::from("", folder / "copy"), false);
    CHECK(copy.take()->run("select count(*) from seen").integer(0, 0) == 1);
    CHECK(copy.take()->damage().empty());
    CHECK(kind_of([&] { db->copy_to(folder / "copy/registers.sqlite"); }) == ErrorKind::conflict);
    CHECK(kind_of([&] { db->copy_to(folder / "nowhere/x.sqlite"); }) == ErrorKind::io);
}

TEST_CASE("a file that is no store, or a damaged one, is said to be so") {
    TemporaryFolder folder;
    folder.put("text/registers.sqlite", std::string(8192, 'x'));
    CHECK(has(message_of([&] { Store store(StoreAddress::from("", folder / "text")); }), "file is damaged"));

    StoreAddress address = StoreAddress::from("", folder / "hurt");
    {
        Store store(address);
        auto db = store.take();
        Transaction change(*db);
        for (int i = 0; i < 3000; ++i)
            db->run("insert into digests(account, day) values ($1, $2)", {std::to_string(i), "2017-07-06"});
        change.commit();
    }
    CHECK(Store(address).take()->damage().empty());
    {
        std::fstream file(address.database_file(), std::ios::in | std::ios::out | std::ios::binary);
        auto size = static_cast<std::streamoff>(std::filesystem::file_size(address.database_file()));
        for (std::streamoff place = size - 20000; place < size; place += 4096) {
            file.seekp(place);
            file << std::string(64, '\xff');
        }
    }
    CHECK_FALSE(Store(address).take()->damage().empty());
}

TEST_CASE("a writer waits ten seconds for another, then says that nothing was changed") {
    TemporaryFolder folder;
    auto wait = [](const StoreAddress& address) {
        Store store(address);
        auto first = store.take(), second = store.take();
        Transaction change(*first);
        return message_of([&] { Transaction other(*second); });
    };
    std::vector<StoreAddress> addresses{StoreAddress::from("", folder / "store")};
    if (auto address = fresh_postgres(folder / "other")) addresses.push_back(*address);
    std::vector<std::string> said(addresses.size());
    std::vector<std::thread> waiting; // both at once: it takes ten seconds
    for (std::size_t i = 0; i < addresses.size(); ++i)
        waiting.emplace_back([&, i] { said[i] = wait(addresses[i]); });
    for (auto& one : waiting)
        one.join();
    for (const std::string& words : said)
        CHECK(has(words, "writing to the store for 10 seconds"));
}

TEST_CASE("a full disk is said to be one, and nothing of the change is kept") {
    TemporaryFolder folder;
    Store store(StoreAddress::from("", folder / "store"));
    make_notes(store);
    auto db = store.take();
    db->run("insert into notes(id) values ('before')");
    auto pages = db->run("pragma page_count").integer(0, 0);
    db->run("pragma max_page_count = " + std::to_string(pages + 20));
    {
        Transaction change(*db);
        std::string said = message_of([&] {
            for (int i = 0; i < 1000; ++i)
                db->run("insert into notes(id, text) values ($1, $2)", {std::to_string(i), std::string(2000, 'x')});
        });
        CHECK(has(said, "The disk with the store is full"));
        CHECK(kind_of([&] { change.commit(); }) == ErrorKind::internal);
    }
    CHECK(notes(*db) == 1);
    db->run("insert into notes(id) values ('after')");
    CHECK(notes(*db) == 2);
    CHECK(db->damage().empty());
}

TEST_CASE("a connection that the server ended while it was idle is made again") {
    TemporaryFolder folder;
    auto address = fresh_postgres(folder / "store");
    if (!address) return;
    Store store(*address);
    auto ours = store.take(), other = store.take();
    auto pid = ours->run("select pg_backend_pid()").text(0, 0);
    auto end = [&] {
        auto now = ours->run("select pg_backend_pid()").text(0, 0);
        other->run("select pg_terminate_backend(cast($1 as integer))", {now});
        while (!other->run("select 1 from pg_stat_activity where pid = cast($1 as integer)", {now}).empty())
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
    };
    end();
    CHECK(ours->run("select count(*) from events").integer(0, 0) == 0);
    end();
    {
        Transaction change(*ours);
        ours->run("insert into seen(account, event) values ('ann', 7)");
        change.commit();
    }
    CHECK(ours->run("select pg_backend_pid()").text(0, 0) != pid);

    Transaction change(*ours);
    ours->run("insert into seen(account, event) values ('bob', 7)");
    end();
    CHECK(kind_of([&] { ours->run("select 1"); }) == ErrorKind::io); // in the midst of a change it is lost
}

TEST_CASE("a server that confirms before it has written is refused") {
    TemporaryFolder folder;
    auto address = fresh_postgres(folder / "store");
    if (!address) return;
    StoreAddress careless{address->url + "%20-csynchronous_commit%3Doff", address->folder};
    CHECK(has(message_of([&] { Store store(careless); }), "synchronous_commit is off"));
    StoreAddress nowhere{address->url + "%20-csearch_path%3Dnowhere", address->folder};
    CHECK(has(message_of([&] { Store store(nowhere); }), "no schema"));
    StoreAddress unreachable{"postgresql://nobody@/x?host=/tmp/no-such-folder", address->folder};
    CHECK(has(message_of([&] { Store store(unreachable); }), "cannot be reached"));
}
