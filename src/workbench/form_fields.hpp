// SPDX-License-Identifier: MIT
// Fields of a register as boxes of a form, and what was typed into them as values.
//
// A box keeps what was typed until it is saved: a form that comes back with problems holds the same text, also
// where no value could be made of it. Names of boxes: f.<field>, and f.<field>.day, .month, .year for dates.
// Each field on a form says so in a hidden "on", so that a list left empty is told from one that was not there.
#pragma once

#include "workbench/record_values.hpp"

namespace peelian {

struct FormState {
    Values boxes;                       ///< by name, what is in them, as typed
    Values values;                      ///< of the fields on the form, canonical, as far as they could be read
    std::vector<FieldProblem> problems; ///< of what could not be read
    std::string find;                   ///< field whose choices are being looked for
    std::string words;                  ///< ... by these words
};

using FieldList = std::vector<const FieldDefinition*>;
/// Fields of the register that this person may fill: all of them for a new record (null), else where it stands.
FieldList fields_to_fill(const Visit& visit, const RegisterDefinition& definition);
/// Boxes filled with what is there.
FormState state_of(const FieldList& fields, const Values& values);
/// Reads boxes and files of the request. Files are put into the store, so that a form that comes back has them.
FormState read_state(Labels& labels, const FieldList& fields);
/// True when the person asked for another box, for choices, or to go back: the form is to be shown again as it is.
bool asks_again(const Visit& visit);
/// Shows the fields under their groups in {{#GROUP}}{{>FIELD}} of the page. `state`: where the record stands.
void show_fields(View page, Labels& labels, const FieldList& fields, const FormState& form,
                 std::span<const FieldProblem> problems, std::string_view state);
/// The boxes as hidden inputs, {{#HIDDEN}}: for pages between a form and its saving.
void hide_boxes(View page, const FieldList& fields, const FormState& form);

/// Keeps a file sent with a form: "<sha256>/<name>", or why it is refused.
Canonical keep_file(const Visit& visit, const FieldDefinition& field, const http::FormFile& file);
/// Whether the store has the file that a value names.
bool has_file(const Visit& visit, std::string_view value);

} // namespace peelian
