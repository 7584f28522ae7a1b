// SPDX-License-Identifier: MIT
#include "registers/definition.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace peelian {
namespace {

constexpr std::array<std::string_view, k_roles> k_role_names{"viewer",   "officer", "analyst",
                                                             "approver", "auditor", "administrator"};

template <typename T> const T* by_id(const std::vector<T>& all, std::string_view id) {
    auto found = std::ranges::find(all, id, &T::id);
    return found == all.end() ? nullptr : &*found;
}

template <typename T> std::string near_words(const std::vector<T>& all, std::string_view id) {
    std::vector<std::string> ids;
    for (const T& one : all)
        ids.push_back(one.id);
    auto near = nearest(id, ids);
    return near ? fmt::format("Is '{}' meant?", *near) : "There are " + listed(ids) + ".";
}

} // namespace

std::string_view to_text(Role role) { return k_role_names[static_cast<std::size_t>(role)]; }

std::optional<Role> parse_role(std::string_view text) {
    auto found = std::ranges::find(k_role_names, text);
    if (found == k_role_names.end()) return std::nullopt;
    return static_cast<Role>(found - k_role_names.begin());
}

const FieldDefinition* RegisterDefinition::field(std::string_view wanted) const { return by_id(fields, wanted); }
const StateDefinition* RegisterDefinition::state(std::string_view wanted) const { return by_id(states, wanted); }
const MoveDefinition* RegisterDefinition::move(std::string_view wanted) const { return by_id(moves, wanted); }

const FieldDefinition& RegisterDefinition::field_at(std::string_view wanted) const {
    const FieldDefinition* found = field(wanted);
    if (found == nullptr)
        throw Error::not_found("Register '{}' has no field '{}'", id, wanted).hint(near_words(fields, wanted));
    return *found;
}

RegisterDefinitions::RegisterDefinitions(std::vector<RegisterDefinition> all) : all_(std::move(all)) {
    std::ranges::sort(all_, {}, &RegisterDefinition::id);
}

const RegisterDefinition* RegisterDefinitions::find(std::string_view id) const { return by_id(all_, id); }

const RegisterDefinition& RegisterDefinitions::at(std::string_view id) const {
    const RegisterDefinition* found = find(id);
    if (found == nullptr) throw Error::not_found("There is no register '{}'", id).hint(near_words(all_, id));
    return *found;
}

} // namespace peelian
