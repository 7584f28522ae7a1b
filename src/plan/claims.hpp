// SPDX-License-Identifier: MIT
// The register of claims: what the body or others have stated in print, with where it stands
// and exactly what it counts. plan/claims.toml declares documents, subjects with their
// definitions, claims, and the answers that somebody gave where claims do not agree.
#pragma once

#include "geography/areas.hpp"
#include "plan/claim_figure.hpp"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

struct Measure;

struct ClaimDocument {
    std::string id;
    std::string title;     ///< "Police and Crime Plan for London 2017-2021"
    std::string called;    ///< what sentences call it: "the plan"
    std::string publisher; ///< whose it is
    std::string date;      ///< YYYY-MM or YYYY-MM-DD

    Month month() const { return Month::from(std::string_view(date).substr(0, 7)); }
};

/// What is counted, and of whom.
struct ClaimDefinition {
    std::string id, text;
};

/// What claims are about; those of one subject are held against each other.
struct ClaimSubject {
    std::string id, title;
    std::vector<ClaimDefinition> definitions;
};

/// The measure's figure that a claim can be held against.
struct ClaimLink {
    std::string measure;
    AreaIndex area = 0;
    PeriodKind kind = PeriodKind::month;
    Month last;
    std::string breakdown, group; ///< empty: everyone
};

struct Claim {
    std::string id;
    std::size_t subject = 0;  ///< index into the register's
    std::size_t document = 0; ///< likewise
    std::string section;      ///< where in the document
    std::string page;         ///< may be empty
    std::string by;           ///< who says it
    std::string statement;    ///< in our words
    std::string printed;      ///< the figure as it stands there: "four in five"
    std::string figure;       ///< as the file has it: "4 in 5"
    ClaimUnit unit = ClaimUnit::number;
    ClaimFigure value;
    std::size_t definition = 0;        ///< index into the subject's
    std::optional<ClaimPeriod> period; ///< none: the document does not say
    std::optional<ClaimLink> ours;
    std::string note; ///< what a reader must know of it; may be empty
};

/// What somebody said about claims that do not agree.
struct ClaimAnswer {
    std::vector<std::size_t> claims;  ///< indices; of one subject
    std::optional<std::size_t> right; ///< one of them, if one is
    std::string text, by, date;
};

struct ClaimRegister {
    std::vector<ClaimDocument> documents;
    std::vector<ClaimSubject> subjects;
    std::vector<Claim> claims; ///< as the file has them
    std::vector<ClaimAnswer> answers;

    bool any() const { return !claims.empty(); }
    const ClaimDefinition& definition_of(const Claim& claim) const {
        return subjects[claim.subject].definitions[claim.definition];
    }
    const ClaimDocument& document_of(const Claim& claim) const { return documents[claim.document]; }
    /// "one in four (the plan)"
    std::string told(std::size_t claim) const;
};

/// Reads plan/claims.toml. Throws Error(input) with file and line for a name that is nobody's, a
/// figure or period that is none, a unit that its definition or measure does not have, and an answer
/// to claims of two subjects. `measures` may be empty: then `declared` alone, the ids of all
/// measures, is looked at.
ClaimRegister read_claims(const std::filesystem::path& path, std::span<const Measure> measures,
                          std::span<const std::string> declared, const Areas& areas);

} // namespace peelian
