// SPDX-License-Identifier: MIT
// Inside the room: the records of a register in memory, for lists and search.
//
// Who may see what, and in what order things stand, is decided in one place and for both engines alike, so lists
// are made from records and not from SQL. A register is read whole once (20,000 records in about 0.3 s) and then
// only what changed: two small statements a list.
#pragma once

#include "registers/record_rows.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>

namespace peelian {

struct ShelvedRecord {
    Record record;
    std::int64_t event = 0;
    std::optional<std::string> due; ///< the earliest
    /// Folded text to be searched, by the roles that may read it.
    std::vector<std::pair<Roles, std::string>> texts;
};

/// All records of a register at one time, by id. Never changed once it is given out.
struct RegisterShelf {
    std::int64_t event = 0, rebuilt = 0;
    std::vector<std::shared_ptr<const ShelvedRecord>> records; // shared with the shelf before and the one after

    const ShelvedRecord* find(std::string_view id) const;
};

class RecordShelf {
public:
    /// As the store has it now. Safe between threads, each with its own connection.
    std::shared_ptr<const RegisterShelf> get(StoreConnection& connection, const RegisterDefinition& definition);

    /// Whether links and due dates were found, or brought, up to date with the definitions.
    std::atomic<bool> projections_are_fresh{false};

private:
    std::mutex mutex_; // guards shelves_, not what is on them
    std::map<std::string, std::shared_ptr<const RegisterShelf>, std::less<>> shelves_;
};

/// Lower case for search and order: ASCII, and the Latin letters of U+00C0 to U+00DE.
std::string folded(std::string_view text);

/// Answers a query from the shelf.
RecordPage search_shelf(const Actor& actor, const RegisterDefinition& definition, const RegisterShelf& shelf,
                        const RecordQuery& query);

} // namespace peelian
