// SPDX-License-Identifier: MIT
// Pages that make and change records: a form, what to check before it is saved, and what to do where two people
// changed the same. Nothing typed is lost on the way: every page holds all boxes of the one before.
#pragma once

#include "workbench/form_fields.hpp"

namespace peelian {

http::AppResponse new_record_page(Visit& visit);    ///< GET and POST /registers/{}/new
http::AppResponse change_record_page(Visit& visit); ///< GET and POST /registers/{}/{}/change

/// What a failed saving says to who tried it, and the status; rethrows what is our own mistake.
struct Refusal {
    std::vector<FieldProblem> problems;
    int status = 422;
};
Refusal refusal_of(const Error& error);

} // namespace peelian
