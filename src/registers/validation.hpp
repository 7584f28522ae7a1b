// SPDX-License-Identifier: MIT
// Whether what is said is well said: types, required fields, choices, areas, links, moves. Pure but for
// `References`, which answers what a link may lead to.
#pragma once

#include "registers/record.hpp"

#include <functional>

namespace peelian {

/// What links and areas may lead to.
struct References {
    /// Whether `id` is one of `kind` (a register's id, measure, plan, area, release). Empty: all is accepted.
    std::function<bool(std::string_view kind, std::string_view id)> exists;
};

/// A form's or a cell's text made canonical ("£1,234.5" -> "1234.50", "6 July 2017" and "06/07/2017" ->
/// "2017-07-06", a choice's label -> its id, line ends, outer spaces); a problem in words when it cannot be.
struct Canonical {
    std::string value, problem;
};
Canonical canonical(const FieldDefinition& field, std::string_view text);

/// A field's label for the middle of a sentence.
std::string label_in_sentence(const FieldDefinition& field);

/// All that is wrong with a record as it would become: `before` is null for a new one.
std::vector<FieldProblem> problems_of(const RegisterDefinition& definition, const Record* before, const Record& after,
                                      const RecordChange& change, const References& references, Day today);

} // namespace peelian
