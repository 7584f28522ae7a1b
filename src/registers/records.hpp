// SPDX-License-Identifier: MIT
// The records of a store: every change is an event in a chained log, and what stands is what the log says.
//
// Tables (src/store/migrations): `events` is the truth and only ever grows; `records`, `links` and `due` are
// what follows from it, kept in the same transaction, and rebuilt by `rebuild`. A change is acknowledged when
// its function returns: then it is on disk.
#pragma once

#include "registers/access.hpp"
#include "registers/calendar.hpp"
#include "registers/validation.hpp"
#include "store/store.hpp"

#include <memory>
#include <optional>
#include <span>

namespace peelian {

/// What a list asks for.
struct RecordQuery {
    std::string register_id;
    std::string words;                ///< all of them, anywhere in the record's readable text
    std::vector<std::string> states;  ///< any of them
    Values filters;                   ///< field -> any of these
    std::string sort;                 ///< field, or number, state, changed, due; a "-" before turns it round
    std::optional<Day> due_by;        ///< with something due on or before
    std::size_t from = 0, count = 50; ///< count 0: all
};
struct RecordPage {
    std::vector<Record> records; ///< as visible to who asked
    std::size_t all = 0;         ///< how many there are in all
};

/// Something due on a record.
struct DueItem {
    std::string register_id, record, title, rule; ///< rule: id of the DueRule
    Day due;
    std::string who; ///< person or post that is to act; may be empty
};

/// The end of the log: what a copy of it is held against.
struct LogHead {
    std::int64_t number = 0;
    std::string hash; ///< 64 zeros for an empty log
};

/// What verification found.
struct LogVerification {
    std::int64_t events = 0;
    LogHead head;
    std::vector<std::string> faults; ///< a line each: a broken chain, a gap, a record that is not what its events say
    std::vector<std::string> notes;  ///< no fault: the clock went back between two events
    bool whole() const { return faults.empty(); }
};

class RecordShelf;

/// Safe between threads.
class Records {
public:
    Records(Store& store, const RegisterDefinitions& definitions, References references,
            const Clock& clock = system_clock());

    /// Makes a record; its id and number are given here, without gaps. `id` is used where the register has
    /// no numbering. Throws Forbidden, InvalidChange, Error(conflict) for an id that is taken.
    Record create(const Actor& actor, std::string_view register_id, const RecordChange& change,
                  std::string_view id = {});
    /// Changes a record that the person saw as `version`. Throws Forbidden, InvalidChange, EditConflict.
    Record change(const Actor& actor, std::string_view register_id, std::string_view id, std::int64_t version,
                  const RecordChange& change);

    /// Many changes as one: all or none, each with its own event. For imports and draws. Moves of a new record tell
    /// of the past: that another person must make them (by_another) is asked of none of them.
    struct Entry {
        std::string register_id, id; ///< id empty, or of a new record
        bool is_new = true;
        std::int64_t version = 0;          ///< of a record that is there; 0: whatever it is
        std::vector<RecordChange> changes; ///< in order; the first makes a new record
        std::string number;                ///< of a new record, where it was given elsewhere ("PCD 132")
    };
    struct EntryProblem {
        std::size_t entry = 0;
        std::vector<FieldProblem> problems;
    };
    /// With `dry_run` says what would be wrong and changes nothing. Problems empty: done (or would be).
    std::vector<EntryProblem> enter(const Actor& actor, std::span<const Entry> entries, bool dry_run,
                                    std::string_view action = "import");

    /// As the person may see it; nullopt when it is not there or not theirs to see. Reading a record of a
    /// restricted register is noted.
    std::optional<Record> find(const Actor& actor, std::string_view register_id, std::string_view id);
    /// As it stood after the event of this number.
    std::optional<Record> as_of(const Actor& actor, std::string_view register_id, std::string_view id,
                                std::int64_t event);
    /// Events of a record, oldest first, without what the person may not read.
    std::vector<LogEvent> history(const Actor& actor, std::string_view register_id, std::string_view id);
    RecordPage search(const Actor& actor, const RecordQuery& query);
    /// Records that link to this one, by register and field.
    struct LinkFrom {
        std::string field;
        Record record;
    };
    std::vector<LinkFrom> linked_to(const Actor& actor, std::string_view kind, std::string_view id);
    /// What is due from `from` to `to`; of one who acts where `who` is given (any of them).
    std::vector<DueItem> due(const Actor& actor, std::optional<Day> from, Day to,
                             std::span<const std::string> who = {});
    /// Events after this number in registers the person may read, newest first.
    std::vector<LogEvent> changed_since(const Actor& actor, std::int64_t event, std::size_t count);
    /// How many records of a register stand in each state (of those the person may see).
    std::vector<std::pair<std::string, std::size_t>> counts(const Actor& actor, std::string_view register_id);

    /// Every record of a register, whole, by id: what a release publishes from. No access rules.
    std::vector<Record> all(std::string_view register_id);

    LogHead head();
    /// Goes through the whole log: the chain, numbers without gaps, and every record against its events;
    /// `expected` is a head that was noted elsewhere and must lie on the chain.
    LogVerification verify(std::span<const LogHead> expected = {});
    /// Makes records, links and due anew from the log.
    void rebuild();

    const RegisterDefinitions& definitions() const { return definitions_; }
    Store& store() { return store_; }
    const Clock& clock() const { return clock_; }

private:
    void be_current(StoreConnection& connection);
    void note_read(StoreConnection& connection, const Actor& actor, const RegisterDefinition& definition,
                   std::string_view id);
    static void hide_fields(const Actor& actor, const RegisterDefinition& definition, LogEvent& event);

    Store& store_;
    const RegisterDefinitions& definitions_;
    References references_;
    const Clock& clock_;
    std::shared_ptr<RecordShelf> shelf_; // records in memory, for lists; shared by copies
};

/// Appends an event of another room (accounts, releases) inside its transaction; gives its number.
std::int64_t append_event(StoreConnection& connection, LogEvent event);

} // namespace peelian
