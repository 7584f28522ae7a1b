// SPDX-License-Identifier: MIT
// The registers of a workspace as a release takes them: records from the store where there is one, else
// from records/<register>.toml, and of them what is public. Nothing else of a record leaves this header.
#pragma once

#include "registers/content.hpp"
#include "registers/records.hpp"
#include "registers/validation.hpp"
#include "release/workspace.hpp"

#include <optional>
#include <string>
#include <vector>

namespace peelian {

/// The records of the public registers, whole: not to be shown as they are.
struct LoadedRegisters {
    std::vector<std::vector<Record>> records; ///< as the workspace's definitions; of private ones none
    /// Where the store's log ended when they were read; none for records from text.
    std::optional<LogHead> head;
};

/// What links of records may lead to in this workspace, but for other records: areas, the plan, measures by
/// their names as declared. Releases are not looked for. Keeps a reference to the workspace.
References references_of(const Workspace& workspace);

/// Reads them at one point of the log. Throws Error(input) for text that is not well said, Error(conflict)
/// when the store does not hold still.
LoadedRegisters load_registers(const Workspace& workspace);

/// What the public may see on this day. Links to records that are not public are left out, so that no page
/// names them.
std::vector<PublicRegister> public_registers(const Workspace& workspace, const LoadedRegisters& loaded, Day today);

} // namespace peelian
