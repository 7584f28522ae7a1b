// SPDX-License-Identifier: MIT
// Which release a workspace makes as it stands: what build writes, and report and pack speak of.
#pragma once

#include "release/assemble.hpp"
#include "release/store.hpp"

#include <memory>
#include <optional>
#include <string>

namespace peelian {

struct ReleaseIdentity {
    std::string id;                      ///< 64 hex digits
    std::string date;                    ///< YYYY-MM-DD
    bool there = false;                  ///< made already
    std::optional<ReleaseInfo> previous; ///< the release its figures are compared with
};

/// `date` as asked for, or empty: then the workspace's own, that of an existing release of the same
/// inputs, or today. Throws Error(usage) when it is no day. `printed` names what prints reports into
/// the release (empty: nothing does), since bytes follow from that too; without a value a published
/// release of the same inputs is meant, printed or not.
ReleaseIdentity identify(const LoadedWorkspace& loaded, const ReleaseStore& store, const std::string& date,
                         const std::optional<std::string>& printed);

/// Everything the release holds, judged and compared with the one before.
std::unique_ptr<ReleaseContent> assemble_release(LoadedWorkspace& loaded, const ReleaseStore& store,
                                                 const ReleaseIdentity& identity, AssembleOptions options);

} // namespace peelian
