// SPDX-License-Identifier: MIT
// Room plan: what a body has promised. This header: the commitments of
// plan/commitments.toml, each with the outcomes it is meant to move and what was reported
// of it since. A commitment without a report is told as such, never as done or late.
#pragma once

#include "base/month.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

enum class CommitmentStatus : std::uint8_t { not_reported, underway, done, late, dropped };
inline constexpr std::size_t k_commitment_states = 5;

/// "Not reported on", "Underway", ...
std::string_view status_words(CommitmentStatus status);

/// What was told of a commitment at one time.
struct CommitmentReport {
    Month date;
    CommitmentStatus status = CommitmentStatus::underway;
    std::string text;
    std::string source; ///< "Annual report 2017-18"
};

/// Something the plan says will be done.
struct Commitment {
    std::string id;
    std::vector<std::string> serves; ///< ids of outcomes or objectives
    std::string text;                ///< one sentence
    std::string section;             ///< where in the plan
    std::string owner;               ///< who is to act; may be empty
    std::optional<Month> due;
    std::vector<std::string> measures;     ///< ids of measures that show it
    std::vector<CommitmentReport> reports; ///< in order of date

    /// What the latest report says.
    CommitmentStatus status() const { return reports.empty() ? CommitmentStatus::not_reported : reports.back().status; }
};

/// Reads [[commitment]]s. `plan` are the ids of objectives and outcomes, `measures` those of
/// measures. Throws Error(input) with file and line for an id that is there twice, one that
/// nothing has, and reports out of order.
std::vector<Commitment> read_commitments(const std::filesystem::path& path, std::span<const std::string> plan,
                                         std::span<const std::string> measures);

} // namespace peelian
