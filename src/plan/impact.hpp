// SPDX-License-Identifier: MIT
// Impact assessments: what a policy is likely to do to the people the Equality Act 2010 protects, and
// to the body's own impact objectives. plan/impact.toml declares the objectives, plan/impact/<policy>.toml
// holds one assessment: judgements in words, the measures that speak to them, what is not known, and
// what is done about it. The figures themselves are never typed (impact_report.hpp).
#pragma once

#include "geography/areas.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

struct Measure;

/// A characteristic that the Act protects.
struct ProtectedCharacteristic {
    std::string_view id, title;
};
/// The nine, in the order of section 4 of the Act.
std::span<const ProtectedCharacteristic> protected_characteristics();

enum class ImpactEffect : std::uint8_t { positive, negative, mixed, none, unknown };
inline constexpr std::size_t k_impact_effects = 5;
/// `positive`, `negative`, `mixed`, `none`, `unknown`: as files and open data have them.
std::string_view to_code(ImpactEffect effect);
/// "Positive", "None known", ...
std::string_view effect_words(ImpactEffect effect);

/// Figures that speak to a judgement.
struct ImpactEvidence {
    std::string measure, breakdown;  ///< without a breakdown: everyone
    std::vector<std::string> groups; ///< of it; empty: all
    std::string against;             ///< the group the others are held against; may be empty
    AreaIndex area = 0;
    std::string says; ///< why it speaks to the judgement; may be empty
};

/// What is not known, and what would tell.
struct ImpactGap {
    std::string unknown, tells;
};

/// What is done against a harm.
struct ImpactMitigation {
    std::string text, owner;
    std::string due;  ///< YYYY-MM-DD
    std::string done; ///< likewise; empty: not yet
};

/// What is thought of one characteristic or objective.
struct ImpactJudgement {
    std::string on; ///< id of a characteristic or of an objective
    ImpactEffect effect = ImpactEffect::unknown;
    std::string judgement; ///< in words
    std::string basis;     ///< where it comes from
    std::vector<ImpactEvidence> evidence;
    std::vector<ImpactGap> gaps;
    std::vector<ImpactMitigation> mitigations;
};

struct ImpactPolicy {
    std::string id; ///< name of its file
    std::string title, about, owner;
    std::string date;                     ///< of the assessment, YYYY-MM-DD
    std::string status;                   ///< draft, agreed, under review, withdrawn
    std::string review;                   ///< when it is to be looked at again
    std::vector<std::string> serves;      ///< objectives and outcomes of the plan
    std::vector<std::string> commitments; ///< ids
    std::vector<ImpactJudgement> judgements;

    const ImpactJudgement* of(std::string_view on) const;
};

/// An objective of the body's integrated impact assessment.
struct ImpactObjective {
    std::string id, title, text;
};

struct ImpactAssessments {
    std::vector<ImpactObjective> objectives;
    std::vector<ImpactPolicy> policies; ///< by id

    bool any() const { return !policies.empty(); }
    /// Title of a characteristic or objective.
    std::string title_of(std::string_view on) const;
};

/// What an assessment may name.
struct ImpactNames {
    std::span<const Measure> measures;     ///< those with data
    std::span<const std::string> declared; ///< ids of all measures
    std::span<const std::string> plan;     ///< ids of objectives and outcomes
    std::span<const std::string> commitments;
    const Areas& areas;
};

/// Reads plan/impact.toml, if it is there, and plan/impact/*.toml under `plan`. Throws Error(input) with
/// file and line for a name that is nobody's, a breakdown the measure does not have, a day that is none,
/// two judgements on one thing, and an owner or text that is empty.
ImpactAssessments read_impact(const std::filesystem::path& plan, const ImpactNames& names);

} // namespace peelian
