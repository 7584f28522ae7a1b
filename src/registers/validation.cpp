// SPDX-License-Identifier: MIT
#include "registers/validation.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <set>

namespace peelian {
namespace {

/// What to do with an empty field, in the words of its kind.
std::string wanted(const FieldDefinition& field) {
    std::string label = label_in_sentence(field);
    switch (field.type) {
    case FieldType::choice:
    case FieldType::link:
    case FieldType::area:
    case FieldType::yes_no: return "Choose " + label;
    case FieldType::file: return "Choose a file: " + label;
    default: return "Enter " + label;
    }
}

class Judge {
public:
    Judge(const RegisterDefinition& definition, const Record* before, const Record& after, const RecordChange& change,
          const References& references, Day today)
        : definition_(definition),
          before_(before),
          after_(after),
          change_(change),
          references_(references),
          today_(today) {}

    std::vector<FieldProblem> problems() {
        for (const FieldDefinition& field : definition_.fields)
            judge_field(field);
        judge_withheld();
        judge_move();
        return std::move(problems_);
    }

private:
    void say(std::string field, std::string message) { problems_.push_back({std::move(field), std::move(message)}); }

    bool is_required(const FieldDefinition& field) const {
        if (field.required || field.id == definition_.heading) return true;
        if (std::ranges::find(field.required_in, after_.state) != field.required_in.end()) return true;
        const MoveDefinition* move = definition_.move(change_.move);
        return move != nullptr && std::ranges::find(move->needs, field.id) != move->needs.end();
    }

    void judge_field(const FieldDefinition& field) {
        auto found = after_.values.find(field.id);
        if (found == after_.values.end() || found->second.empty()) {
            if (is_required(field)) say(field.id, wanted(field));
            return;
        }
        const FieldValue& values = found->second;
        if (values.size() > 1 && !field.many) {
            say(field.id, field.label + " can have one entry only");
            return;
        }
        if (values.size() > 500) {
            say(field.id, field.label + " can have 500 entries at most");
            return;
        }
        std::set<std::string_view> seen;
        for (const std::string& value : values) {
            if (!seen.insert(value).second) say(field.id, fmt::format("{} has '{}' twice", field.label, value));
            judge_value(field, value);
        }
        judge_order(field, values.front());
    }

    void judge_value(const FieldDefinition& field, const std::string& value) {
        // What stood before is not judged anew: what it led to may be gone since.
        if (before_ != nullptr) {
            auto stood = before_->values.find(field.id);
            if (stood != before_->values.end() && std::ranges::find(stood->second, value) != stood->second.end())
                return;
        }
        Canonical read = canonical(field, value);
        if (!read.problem.empty()) return say(field.id, read.problem);
        if (read.value != value)
            return say(field.id,
                       fmt::format("{}: '{}' is not in its canonical form, '{}'", field.label, value, read.value));
        if (field.type == FieldType::link && !leads(field.to, value))
            return say(field.id, fmt::format("{}: there is no {} '{}'", field.label, field.to, value));
        if (field.type == FieldType::area && !leads("area", value))
            return say(field.id, fmt::format("{}: there is no area '{}'", field.label, value));
    }

    bool leads(std::string_view kind, std::string_view id) const {
        return !references_.exists || references_.exists(kind, id);
    }

    /// A date that must not lie before another's; months count from their first day.
    void judge_order(const FieldDefinition& field, const std::string& value) {
        if (!field.not_before) return;
        const std::string& earliest = after_.first(*field.not_before);
        if (earliest.empty()) return;
        std::size_t shared = std::min(earliest.size(), value.size());
        if (value.substr(0, shared) >= earliest.substr(0, shared)) return;
        const FieldDefinition* other = definition_.field(*field.not_before);
        say(field.id, fmt::format("{} must not be before {}", field.label,
                                  other != nullptr ? label_in_sentence(*other) : *field.not_before));
    }

    void judge_withheld() {
        for (const auto& [id, reason] : change_.withhold) {
            const FieldDefinition* field = definition_.field(id);
            if (field == nullptr) say("", fmt::format("There is no field '{}' to withhold", id));
            else if (!field->is_public && !reason.empty()) say(id, field->label + " is not public anyway");
            else if (reason.size() > 500) say(id, "The reason must be 500 characters or fewer");
        }
    }

    void judge_move() {
        const MoveDefinition* move = definition_.move(change_.move);
        if (move == nullptr) return;
        if (move->reason && trim(change_.note).empty() && trim(change_.reason).empty()) say("note", "Enter why");
        if (change_.note.size() > 10'000) say("note", "The note must be 10,000 characters or fewer");
        if (std::optional<Day> on = Day::parse(change_.on); on && *on > today_ + 1)
            say("on", "The day it is true of must not lie ahead");
    }

    const RegisterDefinition& definition_;
    const Record* before_;
    const Record& after_;
    const RecordChange& change_;
    const References& references_;
    Day today_;
    std::vector<FieldProblem> problems_;
};

} // namespace

std::vector<FieldProblem> problems_of(const RegisterDefinition& definition, const Record* before, const Record& after,
                                      const RecordChange& change, const References& references, Day today) {
    return Judge(definition, before, after, change, references, today).problems();
}

} // namespace peelian
