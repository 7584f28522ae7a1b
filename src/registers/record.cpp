// SPDX-License-Identifier: MIT
#include "registers/record.hpp"

#include "base/text.hpp"

namespace peelian {
namespace {

std::string heading_of(const RegisterDefinition& definition, const Record& record) {
    const std::string& text = record.first(definition.heading);
    if (const FieldDefinition* field = definition.field(definition.heading))
        for (const FieldChoice& choice : field->choices)
            if (choice.id == text) return choice.label;
    return text;
}

std::string joined(const std::vector<FieldProblem>& problems) {
    std::string text;
    for (const FieldProblem& problem : problems) {
        if (!text.empty()) text += "; ";
        text += problem.message;
    }
    return text.empty() ? "The change is not well said" : text;
}

std::string who_was_first(const Record& current, const std::vector<FieldDifference>& differences) {
    std::string text = fmt::format("{} changed this record at {}, after you opened it", current.changed_by,
                                   moment_text(current.changed));
    std::vector<std::string> fields;
    for (const FieldDifference& difference : differences)
        fields.push_back("'" + difference.field + "'");
    if (!fields.empty()) text += fmt::format(" ({})", listed(fields));
    return text;
}

} // namespace

Actor Actor::operator_named(std::string name) {
    if (trim(name).empty()) name = "Operator";
    // No account's id begins so: it tells what was done on the command line from what was done signed in.
    return {.id = "operator." + slug(name), .name = name, .roles = k_every_role};
}

std::string Record::title(const RegisterDefinition& definition) const {
    std::string heading = heading_of(definition, *this);
    if (heading.empty()) return number.empty() ? id : number;
    return number.empty() ? heading : number + ": " + heading;
}

EditConflict::EditConflict(Record current_record, std::vector<FieldDifference> all)
    : Error(Error::conflict("{}", who_was_first(current_record, all))
                .hint("Nothing was saved; look at both and save again.")),
      current(std::move(current_record)),
      differences(std::move(all)) {}

InvalidChange::InvalidChange(std::vector<FieldProblem> all)
    : Error(ErrorKind::input, joined(all)),
      problems(std::move(all)) {}

Forbidden::Forbidden(std::string what) : Error(ErrorKind::usage, std::move(what)) {}

} // namespace peelian
