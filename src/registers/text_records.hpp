// SPDX-License-Identifier: MIT
// Records as text: records/<register>.toml, for bodies that keep them in files, and to start a store from.
//
//     [[record]]
//     id      = "two-officers-a-ward"      # or number = "PCD 132"
//     text    = "..."                       # any field of the register
//     serves  = ["O1.2", "O1.3"]
//     state   = "done"                       # where no moves are known; else what they come to
//
//     [[record.move]]                        # in order of time
//     to      = "done"                       # a state
//     on      = "2017-12"                    # a day, or a month: its last day
//     note    = "..."
//     source  = "Annual report 2017-18"
#pragma once

#include "registers/record.hpp"
#include "registers/validation.hpp"

namespace peelian {

/// Reads and checks one file; Error(input) with file and line for the first thing that is wrong in its shape,
/// and all problems of its contents at once. Days are not bound: records tell of
/// the past and the future.
std::vector<Record> read_text_records(const std::filesystem::path& file, const RegisterDefinition& definition,
                                      const References& references);

} // namespace peelian
