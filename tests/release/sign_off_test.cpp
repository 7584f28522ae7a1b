// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/hash.hpp"
#include "release/sign_off.hpp"
#include "support/stores.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace peelian::tests;

namespace {

struct SetClock final : Clock {
    Moment time = *parse_moment("2024-03-01T12:00:00Z");
    Moment now() const override { return time; }
};

Actor person(std::string id, std::string name, Roles roles) { return {std::move(id), std::move(name), roles, {}}; }
const Actor k_ada = person("ada", "Ada", role_bit(Role::analyst));
const Actor k_grace = person("grace", "Grace", role_bit(Role::approver));
const Actor k_ada_too = person("ada", "Ada", role_bit(Role::approver));
const Actor k_mayor = person("deputy", "Deputy Mayor", role_bit(Role::viewer));
const Actor k_other = person("other", "Another", role_bit(Role::viewer));

/// A workspace with releases that Ada built.
struct Desk {
    TemporaryFolder folder;
    SetClock clock;
    Store store{StoreAddress::from("", folder.path() / "store")};
    ReleaseStore releases{folder.path()};
    SignOff sign_off{folder.path(), store, clock};

    ReleaseInfo make(char digit, std::string checks = "", std::size_t to_explain = 0, std::string previous = "",
                     std::string verdicts = "", std::string revisions = "") {
        Manifest manifest;
        manifest.id = std::string(64, digit);
        manifest.date = "2024-03-01";
        manifest.to_explain = to_explain;
        manifest.previous = previous;
        auto stage = releases.stage();
        write_file(stage / "site/index.html", "page");
        write_file(stage / "site/data/checks.csv",
                   "id,check,level,subject,message,explained_by,explanation\n" + checks);
        write_file(stage / "site/data/verdicts.csv",
                   "measure,level,area_code,area_name,breakdown,group,verdict\n" + verdicts);
        write_file(stage / "site/data/revisions.csv",
                   "measure,area_code,period_kind,period,before,after\n" + revisions);
        releases.settle(stage, manifest);
        releases.record({"2024-03-01T10:00:00Z", manifest.id.substr(0, 12), "checked", "Ada", ""});
        return releases.find(manifest.id);
    }
    ReleaseInfo again(const ReleaseInfo& release) { return releases.find(release.id); }
    std::vector<std::string> actions() {
        auto connection = store.take();
        SqlRows rows = connection->run("select actor, action from events order by number");
        std::vector<std::string> out;
        for (std::size_t i = 0; i < rows.size(); ++i)
            out.push_back(rows.text(i, 0) + " " + rows.text(i, 1));
        return out;
    }
};

std::string refusal(const auto& act) { return message_of(act); }

} // namespace

TEST_CASE("a release goes from its maker to another approver, to a time, and out at that time") {
    Desk desk;
    ReleaseInfo release = desk.make('a');
    desk.sign_off.approve(k_grace, release, "Looked at");
    Moment at = desk.clock.time + 3600;
    desk.sign_off.schedule(k_grace, desk.again(release), at, 24);
    CHECK(desk.sign_off.publish_due().empty());
    CHECK_FALSE(desk.again(release).current);
    desk.clock.time = at;
    CHECK(desk.sign_off.publish_due() == std::vector<std::string>{"aaaaaaaaaaaa"});
    CHECK(desk.again(release).current);
    CHECK(desk.sign_off.publications().empty());
    CHECK(desk.sign_off.publish_due().empty());
    CHECK(desk.actions().size() == 3);
    CHECK(desk.actions()[0] == "grace approve");
}

TEST_CASE("who built a release cannot approve it, whatever the role") {
    Desk desk;
    ReleaseInfo release = desk.make('a');
    CHECK(has(refusal([&] { desk.sign_off.approve(k_ada_too, release, ""); }), "You built release"));
    CHECK(has(refusal([&] { desk.sign_off.approve(k_ada, release, ""); }), "approve releases"));
    CHECK(desk.again(release).state == ReleaseState::checked);
    CHECK(desk.actions().empty());
}

TEST_CASE("what stands in the way of approval leaves no trace in the log") {
    Desk desk;
    ReleaseInfo release = desk.make('a', "jump-x,jump,explain,X,It jumped,,\n", 1);
    CHECK(has(refusal([&] { desk.sign_off.approve(k_grace, release, ""); }), "nobody has explained"));
    CHECK(desk.actions().empty());
}

TEST_CASE("an answer to a finding stands in the workspace for the next build") {
    Desk desk;
    ReleaseInfo release = desk.make('a', "jump-x,jump,explain,X,It jumped,,\nsum-y,sum,note,Y,Fine,,\n", 1);
    desk.sign_off.explain(k_ada, release, "jump-x", "A \"new\" system\nfrom May", "2024-12-31");
    desk.sign_off.explain(k_grace, release, "jump-x", "Once more", "");
    CHECK(read_file(desk.folder / "checks/explained.toml") ==
          "[[explained]]\nid  = \"jump-x\"\nwho = \"Ada\"\nwhy = \"A \\\"new\\\" system\\nfrom May\"\n"
          "until = \"2024-12-31\"\n\n[[explained]]\nid  = \"jump-x\"\nwho = \"Grace\"\nwhy = \"Once more\"\n");
    CHECK(has(refusal([&] { desk.sign_off.explain(k_ada, release, "sum-y", "Why", ""); }), "no finding 'sum-y'"));
    CHECK_THROWS_AS(desk.sign_off.explain(k_ada, release, "jump-x", "  ", ""), InvalidChange);
    CHECK_THROWS_AS(desk.sign_off.explain(k_ada, release, "jump-x", "Why", "31/12/2024"), InvalidChange);
    CHECK_THROWS_AS(desk.sign_off.explain(k_mayor, release, "jump-x", "Why", ""), Forbidden);
    CHECK(desk.actions().size() == 2);
}

TEST_CASE("only what is approved can be scheduled, and only ahead") {
    Desk desk;
    ReleaseInfo release = desk.make('a');
    CHECK(has(refusal([&] { desk.sign_off.schedule(k_grace, release, desk.clock.time + 60, 24); }), "not approved"));
    desk.sign_off.approve(k_grace, release, "");
    CHECK_THROWS_AS(desk.sign_off.schedule(k_grace, desk.again(release), desk.clock.time, 24), InvalidChange);
    CHECK_THROWS_AS(desk.sign_off.schedule(k_grace, desk.again(release), desk.clock.time + 60, 73), InvalidChange);
    CHECK_THROWS_AS(desk.sign_off.schedule(k_ada, desk.again(release), desk.clock.time + 60, 24), Forbidden);
    desk.sign_off.schedule(k_grace, desk.again(release), desk.clock.time + 60, 24);
    CHECK_THROWS_AS(desk.sign_off.cancel(k_grace, desk.again(release), " "), InvalidChange);
    desk.sign_off.cancel(k_grace, desk.again(release), "A figure is wrong");
    desk.clock.time += 3600;
    CHECK(desk.sign_off.publish_due().empty());
    CHECK_FALSE(desk.again(release).current);
}

TEST_CASE("before publication named readers may look for the hours that were set, and nobody else") {
    Desk desk;
    ReleaseInfo release = desk.make('a');
    ReleaseReader mayor{"deputy", "Deputy Mayor", "Answers for it in public", "", 0};
    CHECK_THROWS_AS(desk.sign_off.add_reader(k_grace, release, {"deputy", "Deputy Mayor", "", "", 0}), InvalidChange);
    desk.sign_off.add_reader(k_grace, release, mayor);
    CHECK_FALSE(desk.sign_off.may_look(k_mayor, release));
    desk.sign_off.approve(k_grace, release, "");
    CHECK_FALSE(desk.sign_off.may_look(k_mayor, desk.again(release)));
    desk.sign_off.schedule(k_grace, desk.again(release), desk.clock.time + 48 * 3600, 24);
    CHECK_FALSE(desk.sign_off.may_look(k_mayor, desk.again(release)));
    desk.clock.time += 24 * 3600;
    CHECK(desk.sign_off.may_look(k_mayor, desk.again(release)));
    CHECK_FALSE(desk.sign_off.may_look(k_other, desk.again(release)));
    CHECK(desk.sign_off.may_look(k_ada, desk.again(release)));
    desk.sign_off.note_look(k_mayor, release.id, "/plan/");
    REQUIRE(desk.sign_off.looks(release.id).size() == 1);
    CHECK(desk.sign_off.looks(release.id)[0].path == "/plan/");
    desk.sign_off.remove_reader(k_grace, release, "deputy");
    CHECK_FALSE(desk.sign_off.may_look(k_mayor, desk.again(release)));
    desk.sign_off.publish_now(k_grace, desk.again(release));
    CHECK(desk.sign_off.may_look(k_other, desk.again(release)));
}

TEST_CASE("what a release changes is read from both") {
    Desk desk;
    ReleaseInfo before = desk.make('a', "old,jump,note,X,It jumped,,\n", 0, "",
                                   "m,borough,E1,Camden,,,improving\nm,ward,W1,Ward,,,worsening\n"
                                   "n,borough,E1,Camden,,,worsening\nm,borough,E1,Camden,sex,female,worsening\n");
    ReleaseInfo after = desk.make('b', "new,jump,note,X,It jumped,,\n", 0, before.manifest.id,
                                  "m,borough,E1,Camden,,,no_clear_change\nm,ward,W1,Ward,,,improving\n"
                                  "o,borough,E1,Camden,,,improving\n",
                                  "m,E1,month,2024-01,10,12\n");
    ReleaseDifferences d = differences(desk.releases.folder(after.id), desk.releases.folder(before.id));
    REQUIRE(d.verdicts.size() == 3); // not the ward's
    CHECK(d.verdicts[0].before == "improving");
    CHECK(d.verdicts[0].after == "no_clear_change");
    CHECK(d.verdicts[1].before.empty());
    CHECK(d.verdicts[2].after.empty());
    REQUIRE(d.figures.size() == 1);
    CHECK(d.figures[0].after == "12");
    REQUIRE(d.new_findings.size() == 1);
    CHECK(d.new_findings[0].id == "new");
    CHECK(d.gone_findings[0].id == "old");
    CHECK(differences(desk.releases.folder(before.id), {}).other.empty());
}
