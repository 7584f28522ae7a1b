// SPDX-License-Identifier: MIT
// Room registers: audited records of who promised, decided or answered what. This header: what a register
// is, as registers/<id>.toml declares it. docs/registers.md is the manual of the format.
//
// The way through the room: definition (what may be said) -> validation (is it well said) -> access (may this
// person say it) -> records (the event, in the store) -> calendar, search, figures (what follows from it).
#pragma once

#include "base/day.hpp"
#include "registers/values.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

enum class Role : std::uint8_t { viewer, officer, analyst, approver, auditor, administrator };
inline constexpr std::size_t k_roles = 6;
std::string_view to_text(Role role);
std::optional<Role> parse_role(std::string_view text);
/// A set of roles, a bit each.
using Roles = std::uint8_t;
constexpr Roles role_bit(Role role) { return static_cast<Roles>(1U << static_cast<unsigned>(role)); }
inline constexpr Roles k_every_role = (1U << k_roles) - 1;

enum class FieldType : std::uint8_t {
    text,
    markdown,
    date,
    month,
    choice,
    yes_no,
    money,
    number,
    person,
    post,
    area,
    link,
    file
};

struct FieldChoice {
    std::string id, label;
};

/// One field of a register.
struct FieldDefinition {
    std::string id, label, hint;
    FieldType type = FieldType::text;
    bool many = false;
    bool required = false;                 ///< in every state
    std::vector<std::string> required_in;  ///< in these states
    std::vector<FieldChoice> choices;      ///< of a choice
    std::string to;                        ///< of a link: a register's id, or measure, plan, area, release
    std::optional<double> least, most;     ///< of money and number; of text: length
    std::optional<std::string> not_before; ///< of a date: a field that it may not be before
    std::uint64_t file_bytes = 10U << 20U; ///< of a file: the most it may have
    std::vector<std::string> file_types;   ///< of a file: pdf, docx, xlsx, csv, png, jpg, txt, ods, odt
    Roles read = k_every_role;             ///< who sees it
    Roles write = k_every_role;            ///< who, of those that may edit the record, may fill it
    bool is_public = false;                ///< published with the record
    std::string group;                     ///< heading under which forms and pages show it
    std::size_t line = 0;                  ///< in the file
};

/// What a state counts as on counters and trackers.
enum class StateKind : std::uint8_t { open, underway, done, late, closed };

struct StateDefinition {
    std::string id, label, about;
    StateKind kind = StateKind::open;
    bool is_public = false; ///< records in this state are published
};

/// An allowed change of state.
struct MoveDefinition {
    std::string id, label;         ///< "sign", "Sign the decision"
    std::vector<std::string> from; ///< empty: any
    std::string to;
    Roles who = k_every_role;
    std::vector<std::string> needs; ///< fields that must be filled
    std::vector<std::string> sets;  ///< date fields that become the day of the move, unless filled
    bool reason = false;            ///< a note must be given
    bool by_another = false;        ///< not by who made the record or made the move before
};

/// When something is due.
struct DueRule {
    enum class Kind : std::uint8_t { on_field, working_days, days, months, end_of_quarter };
    std::string id, label;
    Kind kind = Kind::on_field;
    int count = 0;                  ///< working days, days or months after `from`
    std::string from;               ///< date (or month) field it is counted from, or that holds it
    std::string done;               ///< date field that meets it; empty: by state alone
    std::vector<std::string> until; ///< states in which nothing is due any more
    bool repeats = false;           ///< counted on from `done` where that is filled: review every n months
    std::string who;                ///< field with the person or post that is to act
    bool counted = false;           ///< on-time figures are kept of it (by month of `from`)
};

/// A risk's score: two numbers and their product, before or after controls.
struct ScoreDefinition {
    std::string id, label, likelihood, impact; ///< fields, numbers from 1
};

/// A register, as its file has it.
struct RegisterDefinition {
    std::string id, title, singular, about; ///< "decisions", "Decisions", "decision", one sentence
    std::string number;                     ///< "PCD {n}", "{fy}/{n:3}"; empty: ids are slugs of the heading
    std::string heading;                    ///< field that names a record
    std::string area;                       ///< field with the area a record belongs to; empty: none
    std::string owner;                      ///< field with who is to act; empty: none
    std::string items;                ///< number field: how many things a record stands for (letters in a campaign)
    std::string group;                ///< field by which lists are grouped (campaign, inspection)
    std::vector<std::string> columns; ///< fields of lists; empty: heading, state, due
    std::vector<std::string> filters; ///< fields lists can be filtered by, beside state and words
    std::vector<FieldDefinition> fields;
    std::vector<StateDefinition> states; ///< the first is a new record's
    std::vector<MoveDefinition> moves;
    std::vector<DueRule> due;
    std::vector<ScoreDefinition> scores;
    Roles read = k_every_role, create = k_every_role, edit = k_every_role;
    bool restricted = false;     ///< every reading of a record is noted
    bool is_public = false;      ///< has a page and open data, for records in public states
    bool public_history = false; ///< moves, with their days, notes and sources, are public too
    std::string public_from;     ///< date field: not public before it
    bool counter = false;        ///< its counts by kind of state stand on the plan's pages
    bool draws = false;          ///< records are picked by a fair draw (dip samples)
    std::filesystem::path file;

    const FieldDefinition* field(std::string_view id) const;
    const StateDefinition* state(std::string_view id) const;
    const MoveDefinition* move(std::string_view id) const;
    const FieldDefinition& field_at(std::string_view id) const; ///< Error(not_found), with the nearest
};

/// All registers of a workspace, by id.
class RegisterDefinitions {
public:
    RegisterDefinitions() = default;
    explicit RegisterDefinitions(std::vector<RegisterDefinition> all);
    std::span<const RegisterDefinition> all() const { return all_; }
    bool empty() const { return all_.empty(); }
    const RegisterDefinition* find(std::string_view id) const;
    const RegisterDefinition& at(std::string_view id) const; ///< Error(not_found), with the nearest

private:
    std::vector<RegisterDefinition> all_;
};

/// Reads registers/*.toml below `workspace`. `use = "decisions"` in a file starts from
/// presets/registers/decisions.toml, whose keys the file's own replace (arrays of tables by id).
/// Throws Error(input) with file, line, column for what is unknown, twice or leads nowhere.
RegisterDefinitions read_registers(const std::filesystem::path& workspace, const std::filesystem::path& presets);
RegisterDefinition parse_register(std::string_view toml, std::string_view name); ///< one, for tests

} // namespace peelian
