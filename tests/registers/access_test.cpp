// SPDX-License-Identifier: MIT
#include "registers/access.hpp"
#include "registers/records_made.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace peelian::tests;

namespace {

constexpr Role k_all[] = {Role::viewer,   Role::officer, Role::analyst,
                          Role::approver, Role::auditor, Role::administrator};

Record draft(std::string area = "") {
    Record r;
    r.register_id = "decisions";
    r.id = "pcd-1";
    r.state = "draft";
    r.created_by_id = "olive";
    r.values["title"] = {"Two officers a ward"};
    r.values["advice"] = {"Privileged"};
    if (!area.empty()) r.values["area"] = {area};
    return r;
}

} // namespace

TEST_CASE("who may do what, for every role against every rule that a definition can make") {
    RegisterDefinition d = made_decisions();
    for (Role role : k_all)
        for (unsigned rules = 0; rules < 64; ++rules) {
            d.read = d.create = d.edit = static_cast<Roles>(rules);
            Actor actor = made_actor("one", {role});
            bool named = (rules & role_bit(role)) != 0;
            bool changes = role != Role::viewer && role != Role::auditor;
            INFO(to_text(role), " ", rules);
            CHECK(may_read(actor, d) == (named || role == Role::auditor));
            CHECK(may_create(actor, d) == (named && changes));
            CHECK(may_edit(actor, d, draft()) == (named && changes));
        }
}

TEST_CASE("nobody changes what they may not read, and somebody without a role does nothing") {
    RegisterDefinition d = made_decisions();
    d.read = role_bit(Role::approver);
    Actor officer = made_actor("olive", {Role::officer}), nobody = made_actor("nil", {});
    CHECK_FALSE(may_create(officer, d));
    CHECK_FALSE(may_edit(officer, d, draft()));
    CHECK_FALSE(may_read(nobody, made_decisions()));
    CHECK(moves_open_to(nobody, made_decisions(), draft()).empty());
}

TEST_CASE("whoever has areas sees and changes the records of those areas alone") {
    RegisterDefinition d = made_decisions();
    Actor camden = made_actor("cam", {Role::officer}, {"E09000007"});
    CHECK(may_read(camden, d, draft("E09000007")));
    CHECK_FALSE(may_read(camden, d, draft("E09000019")));
    CHECK_FALSE(may_read(camden, d, draft()));
    CHECK_FALSE(may_edit(camden, d, draft("E09000019")));
    CHECK(may_read(made_actor("aud", {Role::auditor}), d, draft("E09000019")));
    d.area.clear(); // a register without areas is for all
    CHECK(may_read(camden, d, draft("E09000019")));
}

TEST_CASE("fields for few are hidden from the others and cannot be written by them") {
    RegisterDefinition d = made_decisions();
    const FieldDefinition& advice = d.field_at("advice");
    Actor officer = made_actor("olive", {Role::officer}), approver = made_actor("ada", {Role::approver});
    CHECK(visible_to(officer, d, draft()).first("advice").empty());
    CHECK(visible_to(officer, d, draft()).first("title") == "Two officers a ward");
    CHECK(visible_to(approver, d, draft()).first("advice") == "Privileged");
    CHECK(visible_to(made_actor("aud", {Role::auditor}), d, draft()).first("advice") == "Privileged");
    CHECK_FALSE(may_write(officer, d, advice));
    CHECK(may_write(approver, d, advice));
    CHECK_FALSE(may_write(made_actor("aud", {Role::auditor}), d, advice));
}

TEST_CASE("a move that asks for another person is not open to who made the record or its last move") {
    RegisterDefinition d = made_decisions();
    Actor ada = made_actor("ada", {Role::approver}), olive = made_actor("olive", {Role::officer, Role::approver});
    CHECK(moves_open_to(ada, d, draft()).size() == 1);
    CHECK(moves_open_to(olive, d, draft()).empty()); // she made it
    Record moved = draft();
    moved.moves.push_back({.move = "return", .to = "draft", .by = ada.name});
    CHECK(moves_open_to(ada, d, moved).empty());
    Record signed_already = draft();
    signed_already.state = "signed";
    CHECK(moves_open_to(ada, d, signed_already).empty());
    CHECK(moves_open_to(made_actor("off", {Role::officer}), d, draft()).empty()); // not their move
}
