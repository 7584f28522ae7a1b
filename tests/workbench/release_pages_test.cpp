// SPDX-License-Identifier: MIT
// Releases at the workbench: looked at, answered for, approved, scheduled, and seen before by named people alone.
#include "base/hash.hpp"
#include "release/sign_off.hpp"
#include "workbench/desk.hpp"
#include "workbench/preview.hpp"

using namespace peelian;
using namespace peelian::tests;

namespace {

const std::string k_id(12, 'a');

/// A desk with a release that Ann built.
struct Bench {
    Desk desk;
    ReleaseStore releases{desk.folder.path()};
    Account analyst = {.id = "ada.analyst", .name = "Ada Analyst", .roles = role_bit(Role::analyst)};

    explicit Bench(std::size_t to_explain = 0) {
        Manifest manifest;
        manifest.id = std::string(64, 'a');
        manifest.date = "2017-07-06";
        manifest.profile = "public";
        manifest.to_explain = to_explain;
        auto stage = releases.stage();
        std::string page = "<!doctype html><html><head><link href=\"/assets/site.css\"></head><body><main id=\"main\">"
                           "<a href=\"/plan/\">Plan</a><a href=\"//elsewhere.example/\">Out</a></main></body></html>";
        write_file(stage / "site/index.html", page);
        write_file(stage / "site/plan/index.html", page);
        write_file(stage / "site/data/checks.csv",
                   "id,check,level,subject,message,explained_by,explanation\n"
                   "jump-x,jump,explain,Burglary <b>,It jumped,,\nsum-y,sum,note,Y,Fine,,\n");
        manifest.files = {{"site/index.html", page.size(), sha256(page)}};
        releases.settle(stage, manifest);
        releases.record({"2017-07-06T08:00:00Z", k_id, "checked", "Bob Boss", ""});
        desk.accounts.add(Actor::operator_named("Operator"), desk.vera, "a long pass phrase of 2017");
    }
    Pairs token() { return {{"csrf", "the-token"}}; }
    ReleaseInfo release() { return releases.find(k_id); }
    std::string at(std::string_view rest = "") { return "/releases/" + k_id + "/" + std::string(rest); }
    Account approver(std::string id, std::string name) {
        return {.id = std::move(id), .name = std::move(name), .roles = role_bit(Role::approver)};
    }
};

} // namespace

TEST_CASE("who did not build a release approves it, once looked at, and it goes out at its time") {
    Bench bench;
    Account grace = bench.approver("grace", "Grace Green");
    http::AppResponse page = bench.desk.get(grace, bench.at());
    check_page(page);
    CHECK(has(page.body, "Approve this release"));
    CHECK(bench.desk.post(grace, bench.at("approve"), bench.token()).status == 422); // not confirmed
    CHECK(bench.desk.post(grace, bench.at("approve"), with(bench.token(), "agreed", "yes")).status == 303);
    CHECK(bench.release().state == ReleaseState::approved);
    Pairs when{{"at-day", "7"},  {"at-month", "7"},   {"at-year", "2017"},
               {"at-hour", "9"}, {"at-minute", "30"}, {"hours", "24"}};
    CHECK(bench.desk.post(grace, bench.at("schedule"), with(when, "at-month", "13")).status == 422);
    CHECK(bench.desk.post(grace, bench.at("schedule"), with(when, "at-year", "2016")).status == 422);
    CHECK(bench.desk.post(grace, bench.at("schedule"), with(when, "hours", "100")).status == 422);
    CHECK(bench.desk.post(grace, bench.at("schedule"), when).status == 303);
    CHECK(has(bench.desk.get(grace, bench.at()).body, "7 July 2017, 09:30 UTC"));
    CHECK(has(bench.desk.get(grace, "/releases/").body, "Approved, scheduled"));
    CHECK(bench.desk.post(grace, bench.at("cancel"), with(bench.token(), "reason", "")).status == 422);
    CHECK(bench.desk.post(grace, bench.at("cancel"), with(bench.token(), "reason", "A wrong figure")).status == 303);
    CHECK(bench.desk.post(grace, bench.at("publish"), bench.token()).status == 303);
    CHECK(bench.release().current);
}

TEST_CASE("who built a release, and who is no approver, cannot approve it") {
    Bench bench;
    CHECK_FALSE(has(bench.desk.get(bench.desk.bob, bench.at()).body, "Approve this release"));
    CHECK(bench.desk.post(bench.desk.bob, bench.at("approve"), with(bench.token(), "agreed", "yes")).status == 409);
    CHECK(bench.desk.post(bench.analyst, bench.at("approve"), with(bench.token(), "agreed", "yes")).status == 403);
    CHECK(bench.desk.post(bench.desk.aude, bench.at("publish"), bench.token()).status == 403);
    CHECK(bench.release().state == ReleaseState::checked);
}

TEST_CASE("a finding is answered by name, and its text is shown as text") {
    Bench bench(1);
    http::AppResponse page = bench.desk.get(bench.analyst, bench.at());
    check_page(page);
    CHECK(has(page.body, "Burglary &lt;b&gt;"));
    CHECK(has(page.body, "Findings below want an answer"));
    check_page(bench.desk.get(bench.analyst, bench.at("findings/jump-x")));
    CHECK(bench.desk.post(bench.analyst, bench.at("findings/jump-x"), with(bench.token(), "why", " ")).status == 422);
    http::AppResponse wrong =
        bench.desk.post(bench.analyst, bench.at("findings/jump-x"), {{"why", "New system"}, {"until", "soon"}});
    CHECK(wrong.status == 422);
    CHECK(has(wrong.body, "New system")); // what was typed is still there
    CHECK(
        bench.desk.post(bench.analyst, bench.at("findings/jump-x"), with(bench.token(), "why", "New system")).status ==
        200);
    CHECK(has(read_file(bench.desk.folder / "checks/explained.toml"), "who = \"Ada Analyst\""));
    CHECK(bench.desk.get(bench.desk.vera, bench.at("findings/jump-x")).status == 403);
    CHECK(bench.desk.get(bench.analyst, bench.at("findings/none")).status == 404);
}

TEST_CASE("before publication a release is seen by named people in its hours, and each look is noted") {
    Bench bench;
    Account grace = bench.approver("grace", "Grace Green");
    CHECK(bench.desk.get(bench.desk.vera, bench.at()).status == 403);
    CHECK(bench.desk.get(bench.desk.vera, "/preview/" + k_id + "/").status == 403);
    CHECK_FALSE(has(bench.desk.get(bench.desk.vera, "/releases/").body, k_id));
    bench.desk.post(grace, bench.at("approve"), with(bench.token(), "agreed", "yes"));
    bench.desk.post(grace, bench.at("schedule"),
                    {{"at-day", "7"},
                     {"at-month", "7"},
                     {"at-year", "2017"},
                     {"at-hour", "9"},
                     {"at-minute", "0"},
                     {"hours", "24"}});
    CHECK(bench.desk.post(grace, bench.at("readers"), {{"account", "vera.viewer"}, {"why", ""}}).status == 422);
    CHECK(bench.desk.post(grace, bench.at("readers"), {{"account", "nobody"}, {"why", "x"}}).status == 422);
    CHECK(bench.desk.post(grace, bench.at("readers"), {{"account", "vera.viewer"}, {"why", "Speaks for it"}}).status ==
          303);
    http::AppResponse look = bench.desk.get(bench.desk.vera, "/preview/" + k_id + "/plan/");
    CHECK(look.status == 200);
    CHECK(has(look.body, "Not published"));
    CHECK(has(look.body, "href=\"/preview/" + k_id + "/plan/\""));
    CHECK(has(look.body, "href=\"//elsewhere.example/\""));
    http::AppResponse page = bench.desk.get(grace, bench.at());
    check_page(page);
    CHECK(has(page.body, "vera.viewer"));
    CHECK(has(page.body, "/plan/"));
    CHECK(bench.desk.post(grace, bench.at("readers/remove"), {{"account", "vera.viewer"}}).status == 303);
    CHECK(bench.desk.get(bench.desk.vera, "/preview/" + k_id + "/").status == 403);
}

TEST_CASE("a preview does not leave the release's pages") {
    Bench bench;
    write_file(bench.desk.folder / "secret.txt", "secret");
    std::filesystem::create_symlink(bench.desk.folder / "secret.txt", bench.releases.folder(k_id) / "site/link.txt");
    CHECK(bench.desk.get(bench.analyst, "/preview/" + k_id + "/link.txt").status == 404);
    CHECK(bench.desk.get(bench.analyst, "/preview/" + k_id + "/../manifest.json").status == 404);
    CHECK(bench.desk.get(bench.analyst, "/preview/latest/").status == 404);
    CHECK(bench.desk.get(bench.analyst, "/releases/latest/").status == 404);
    http::AppResponse moved = bench.desk.get(bench.analyst, "/preview/" + k_id + "/plan");
    CHECK(moved.status == 303);
    CHECK(bench.desk.get(bench.analyst, "/preview/" + k_id + "/data/checks.csv").type == "text/csv; charset=utf-8");
}
