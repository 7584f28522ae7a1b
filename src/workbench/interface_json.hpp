// SPDX-License-Identifier: MIT
// JSON of registers and records, as /api/ gives and takes it. docs/interface.md lists the keys.
#pragma once

#include "workbench/record_values.hpp"

namespace peelian {

std::string json_of(const Visit& visit, const RegisterDefinition& definition);
std::string json_of(const RegisterDefinition& definition, const Record& record);

/// {"values": {"field": ["text", ...] or "text"}, "version": 3, "move": "", "on": "", "note": "", "source": "",
/// "reason": "", "withhold": {"field": "why"}}; all keys may be left out. Values are made canonical as those of forms.
struct AskedChange {
    RecordChange change;
    std::int64_t version = 0; ///< 0: not said
    std::string id;
};
/// Throws Error(input) for text that is no such object, InvalidChange for values that cannot be read.
AskedChange parse_asked(const RegisterDefinition& definition, std::string_view json);

/// {"error": {"kind": "...", "message": "...", "problems": [{"field", "message"}]}} with its status. `theirs` of a
/// conflict stands beside it as "current".
http::AppResponse json_error(const Error& error, const RegisterDefinition* definition);
http::AppResponse json_answer(std::string body, int status = 200);

} // namespace peelian
