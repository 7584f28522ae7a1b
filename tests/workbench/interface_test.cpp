// SPDX-License-Identifier: MIT
#include "workbench/desk.hpp"

#include <nlohmann/json.hpp>

using namespace peelian;
using namespace peelian::tests;
using Json = nlohmann::json;

TEST_CASE("other programs read registers and records by the same rules") {
    Desk desk;
    Record made = desk.decision("By machine", {{"kind", "grant"}, {"area", "E09000033"}});
    auto registers = Json::parse(desk.get(desk.vera, "/api/registers").body);
    CHECK(registers["registers"].size() == 3);
    auto list = Json::parse(desk.get(desk.olga, "/api/registers/decisions?f.kind=grant").body);
    CHECK(list["all"] == 1);
    CHECK(list["records"][0]["values"]["title"][0] == "By machine");
    auto one = desk.get(desk.olga, "/api/registers/decisions/" + made.id);
    CHECK(one.type == "application/json; charset=utf-8");
    CHECK(Json::parse(one.body)["number"] == "PCD 1");
    auto hidden = desk.get(desk.cam, "/api/registers/decisions/" + made.id);
    CHECK(hidden.status == 404);
    CHECK(Json::parse(hidden.body)["error"]["kind"] == "not_found");
}

TEST_CASE("other programs make and change records, and are told what is wrong field by field") {
    Desk desk;
    auto made = desk.post_json(desk.olga, "/api/registers/decisions",
                               R"({"values":{"title":"Made","cost":"£12","urgent":true,"tags":["a","b"]}})");
    REQUIRE(made.status == 201);
    auto record = Json::parse(made.body);
    CHECK(record["values"]["cost"][0] == "12.00");
    CHECK(record["values"]["tags"].size() == 2);
    std::string address = record["address"];
    auto wrong = desk.post_json(desk.olga, "/api/registers/decisions", R"({"values":{"cost":"much","by":"soon"}})");
    CHECK(wrong.status == 422);
    auto error = Json::parse(wrong.body)["error"];
    CHECK(error["kind"] == "invalid");
    CHECK(error["problems"].size() == 2);
    CHECK(desk.post_json(desk.olga, address, R"({"values":{"title":"No version"}})").status == 400);
    auto changed = desk.post_json(desk.olga, address, R"({"version":1,"values":{"title":"Changed"},"reason":"r"})");
    CHECK(changed.status == 200);
    auto stale = desk.post_json(desk.bob, address, R"({"version":1,"values":{"title":"Stale"}})");
    CHECK(stale.status == 409);
    CHECK(Json::parse(stale.body)["error"]["problems"][0]["theirs"][0] == "Changed");
    CHECK(desk.post_json(desk.vera, address, R"({"version":2,"values":{"title":"Mine"}})").status == 403);
    CHECK(desk.post_json(desk.vera, "/api/registers/decisions", R"({"values":{"title":"Mine"}})").status == 403);
}

TEST_CASE("no body that is no change makes the interface fail") {
    Desk desk;
    Record made = desk.decision("Here");
    for (std::string_view body :
         {"", "x", "[]", "null", "7", "{\"values\":7}", "{\"values\":{\"title\":{}}}", "{\"values\":{\"none\":\"x\"}}",
          "{\"unknown\":1}", "{\"version\":-1}", "{\"version\":1.5}", "{\"version\":1,\"withhold\":{\"cost\":1}}",
          "{\"version\":1,\"move\":\"none\"}", "{\"version\":1,\"move\":7}",
          "{\"version\":1,\"on\":\"x\",\"move\":\"propose\"}", "{\"values\":{\"title\":\"\xff\xfe\"}}",
          "{\"values\":{\"title\":\"\\u0000\"}}"}) {
        for (std::string address : {std::string("/api/registers/decisions"), "/api/registers/decisions/" + made.id}) {
            auto answer = desk.post_json(desk.olga, address, body);
            CHECK_MESSAGE(answer.status >= 400, address << " " << body);
            CHECK_MESSAGE(answer.status < 500, address << " " << body);
            CHECK(Json::parse(answer.body)["error"].contains("message"));
        }
    }
    CHECK(desk.records.all("decisions").size() == 1);
    CHECK(desk.record("decisions", made.id).version == 1);
}
