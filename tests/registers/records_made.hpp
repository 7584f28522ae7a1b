// SPDX-License-Identifier: MIT
// Registers and people that the tests of records are played with.
#pragma once

#include "registers/records.hpp"
#include "support/stores.hpp"

namespace peelian::tests {

class MovingClock : public Clock {
public:
    Moment now() const override { return at; }
    Moment at = 1499333400; // 2017-07-06T09:30:00Z
};

inline FieldDefinition made_field(std::string id, FieldType type = FieldType::text) {
    return {.id = id, .label = id, .type = type};
}

/// Decisions: numbered, with an area, a field for few, a move for another person, and a link to promises.
inline RegisterDefinition made_decisions() {
    RegisterDefinition decisions{.id = "decisions",
                                 .title = "Decisions",
                                 .singular = "decision",
                                 .number = "PCD {n}",
                                 .heading = "title",
                                 .area = "area",
                                 .owner = "owner"};
    FieldDefinition title = made_field("title");
    title.required = title.is_public = true;
    FieldDefinition advice = made_field("advice");
    advice.read = advice.write = role_bit(Role::approver) | role_bit(Role::administrator);
    FieldDefinition serves = made_field("serves", FieldType::link);
    serves.to = "promises";
    serves.many = true;
    FieldDefinition kind = made_field("kind", FieldType::choice);
    kind.choices = {{"spend", "Spending"}, {"grant", "A grant"}};
    decisions.fields = {title,
                        made_field("cost", FieldType::number),
                        made_field("area", FieldType::area),
                        made_field("owner", FieldType::person),
                        made_field("received", FieldType::date),
                        made_field("signed", FieldType::date),
                        advice,
                        serves,
                        kind};
    decisions.states = {{"draft", "Draft", "", StateKind::open, false},
                        {"signed", "Signed", "", StateKind::done, true}};
    decisions.moves = {{.id = "sign",
                        .label = "Sign",
                        .from = {"draft"},
                        .to = "signed",
                        .who = role_bit(Role::approver),
                        .sets = {"signed"},
                        .by_another = true}};
    decisions.due = {{.id = "answer",
                      .label = "Decide",
                      .kind = DueRule::Kind::days,
                      .count = 10,
                      .from = "received",
                      .until = {"signed"}}};
    return decisions;
}

inline RegisterDefinitions made_registers() {
    RegisterDefinition promises{.id = "promises",
                                .title = "Promises",
                                .singular = "promise",
                                .heading = "text",
                                .fields = {made_field("text")}};
    promises.states = {{"open", "Open"}};
    RegisterDefinition complaints{.id = "complaints",
                                  .title = "Complaints",
                                  .singular = "complaint",
                                  .number = "{fy}/{n:3}",
                                  .heading = "text",
                                  .fields = {made_field("text")},
                                  .states = {{"open", "Open"}},
                                  .read = role_bit(Role::officer) | role_bit(Role::approver),
                                  .restricted = true};
    return RegisterDefinitions({made_decisions(), promises, complaints});
}

inline Actor made_actor(std::string id, std::initializer_list<Role> roles, std::vector<std::string> areas = {}) {
    Actor actor{.id = id, .name = "Name of " + id, .areas = std::move(areas)};
    for (Role role : roles)
        actor.roles = static_cast<Roles>(actor.roles | role_bit(role));
    return actor;
}

/// A store with the registers above, and those who work with it.
struct Played {
    explicit Played(Store& the_store) : records(the_store, definitions, {}, clock) {}

    RegisterDefinitions definitions = made_registers();
    MovingClock clock;
    Records records;
    Actor olive = made_actor("olive", {Role::officer}), ada = made_actor("ada", {Role::approver}),
          vic = made_actor("vic", {Role::viewer}), aud = made_actor("aud", {Role::auditor});

    Record decide(const Values& values) { return records.create(olive, "decisions", {.values = values}); }
};

inline void on_each_played(const std::function<void(Played& played)>& test) {
    on_each_engine([&](Store& store) {
        Played played(store);
        test(played);
    });
}

} // namespace peelian::tests
