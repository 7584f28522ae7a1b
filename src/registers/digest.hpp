// SPDX-License-Identifier: MIT
// What a person is told by e-mail once a day: what is overdue, what is due soon, and what others changed of theirs.
//
// E-mail is read on telephones and forwarded: of registers that are restricted it names the record by its id alone,
// and of no record it says more than title, day and rule.
#pragma once

#include "registers/mail_message.hpp"
#include "registers/records.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace peelian {

struct DigestReader {
    Actor actor;
    std::string email, post; ///< what is due to their name, id or post is theirs
};

/// One line of a digest.
struct DigestLine {
    std::string register_id, record, title; ///< title: the id where the register is restricted
    std::string what;                       ///< "Answer due", "changed by Ben Reviewer"
    Day day;                                ///< due, or of the last change
};

struct Digest {
    Day today;
    std::vector<DigestLine> overdue, soon, changed; ///< overdue: the longest first
    bool empty() const { return overdue.empty() && soon.empty() && changed.empty(); }
};

inline constexpr int k_digest_days_ahead = 14;

/// Changes are those of the days from `changed_from` up to yesterday, by others, of records that the reader made or
/// is to act on.
Digest make_digest(Records& records, const DigestReader& reader, Day today, Day changed_from);
/// `workbench` is its address, for links; may be empty.
std::string digest_text(const Digest& digest, const RegisterDefinitions& definitions, std::string_view name,
                        std::string_view workbench);

struct DigestOptions {
    Mailbox from;
    std::string workbench; ///< address of the workbench; may be empty
};
/// Writes the reader's digest of today into the store's outbox, once a day, also when several programs try at once.
/// Nullopt where there is nothing to tell, it was written before, or there is no address.
std::optional<std::filesystem::path> write_digest(Records& records, const DigestReader& reader,
                                                  const DigestOptions& options);

} // namespace peelian
