// SPDX-License-Identifier: MIT
// Room plan: what a body has promised. This header: commitments, as pages of the plan, impact
// assessments, claims and reports see them: each with the outcomes it is meant to move and what was
// reported of it since. They are records of the register `commitments`. One that nothing was reported
// of is told as such, never as done or late.
#pragma once

#include "base/month.hpp"
#include "registers/content.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// The register that holds a body's promises.
inline constexpr std::string_view k_commitments = "commitments";

enum class CommitmentStatus : std::uint8_t { not_reported, underway, done, late, dropped };
inline constexpr std::size_t k_commitment_states = 5;

/// "Not reported on", "Underway", ...
std::string_view status_words(CommitmentStatus status);

/// What was told of a commitment at one time.
struct CommitmentReport {
    Month date;
    CommitmentStatus status = CommitmentStatus::underway;
    std::string text;
    std::string source; ///< "Annual report 2017-18"; may be empty
};

/// Something the plan says will be done.
struct Commitment {
    std::string id;
    std::vector<std::string> serves; ///< ids of outcomes or objectives
    std::string text;                ///< one sentence
    std::string section;             ///< where in the plan
    std::string owner;               ///< who is to act; may be empty
    std::optional<Month> due;
    std::vector<std::string> measures;           ///< ids of measures that show it
    std::vector<CommitmentReport> reports;       ///< in order of date
    std::optional<CommitmentStatus> stands = {}; ///< as its record has it; without one, as last reported

    CommitmentStatus status() const {
        if (stands) return *stands;
        return reports.empty() ? CommitmentStatus::not_reported : reports.back().status;
    }
};

/// What was reported of a record, in order of the days it is true of: its moves, without the entry that only
/// says that it was made.
std::vector<MadeMove> reported_moves(const RegisterDefinition& definition, const Record& record);

/// The records of a register as commitments, in its order. Fields by name: serves, section, owner, deadline,
/// measures; the text is the register's heading. States count by their kind: open is not reported on,
/// closed is dropped.
std::vector<Commitment> commitments_of(const PublicRegister& from);

} // namespace peelian
