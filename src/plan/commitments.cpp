// SPDX-License-Identifier: MIT
#include "plan/commitments.hpp"

#include <algorithm>
#include <array>

namespace peelian {
namespace {

constexpr std::array<std::string_view, k_commitment_states> k_words{"Not reported on", "Underway", "Done", "Late",
                                                                    "Dropped"};

CommitmentStatus status_of(const RegisterDefinition& definition, std::string_view state) {
    const StateDefinition* found = definition.state(state);
    switch (found == nullptr ? StateKind::open : found->kind) {
    case StateKind::open: return CommitmentStatus::not_reported;
    case StateKind::underway: return CommitmentStatus::underway;
    case StateKind::done: return CommitmentStatus::done;
    case StateKind::late: return CommitmentStatus::late;
    case StateKind::closed: return CommitmentStatus::dropped;
    }
    return CommitmentStatus::not_reported;
}

const FieldValue& all_of(const Record& record, std::string_view field) {
    static const FieldValue none;
    auto found = record.values.find(field);
    return found == record.values.end() ? none : found->second;
}

Commitment commitment_of(const RegisterDefinition& definition, const Record& record) {
    Commitment c;
    c.id = record.id;
    c.serves = all_of(record, "serves");
    c.text = record.first(definition.heading);
    c.section = record.first("section");
    c.owner = record.first("owner");
    c.due = Month::parse(std::string_view(record.first("deadline")).substr(0, 7)); // a month, or a day in it
    c.measures = all_of(record, "measures");
    c.stands = status_of(definition, record.state);
    for (const MadeMove& move : reported_moves(definition, record))
        c.reports.push_back(
            {Month::of(move.on.year(), move.on.month()), status_of(definition, move.to), move.note, move.source});
    return c;
}

} // namespace

std::string_view status_words(CommitmentStatus status) { return k_words[static_cast<std::size_t>(status)]; }

std::vector<MadeMove> reported_moves(const RegisterDefinition& definition, const Record& record) {
    std::vector<MadeMove> moves = record.moves;
    // Records from text have no entry of their making, and name no moves.
    bool made = !moves.empty() && moves.front().move.empty() && moves.front().note.empty() &&
                moves.front().source.empty() && !definition.states.empty() &&
                moves.front().to == definition.states.front().id;
    if (made) moves.erase(moves.begin());
    std::ranges::stable_sort(moves, {}, &MadeMove::on);
    return moves;
}

std::vector<Commitment> commitments_of(const PublicRegister& from) {
    std::vector<Commitment> commitments;
    for (const Record& record : from.records)
        commitments.push_back(commitment_of(from.definition, record));
    return commitments;
}

} // namespace peelian
