// SPDX-License-Identifier: MIT
// Room release: manifest, lineage, states, atomic switch, revisions. This header: all
// that a release holds in memory while it is built, after disclosure; publish turns it
// into pages and files, and nothing else reaches them.
#pragma once

#include "checks/finding.hpp"
#include "evaluations/evaluation.hpp"
#include "geography/areas.hpp"
#include "geography/boundaries.hpp"
#include "measures/points.hpp"
#include "plan/claim_findings.hpp"
#include "plan/commitments.hpp"
#include "plan/evidence.hpp"
#include "plan/impact_report.hpp"
#include "registers/content.hpp"
#include "sources/report.hpp"
#include "verdicts/verdict.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace peelian {

/// Who publishes, and for what.
struct Body {
    std::string name;       ///< "Mayor's Office for Policing and Crime"
    std::string short_name; ///< "MOPAC"; shown in the page header
    std::string site_title; ///< "Policing and crime in London"
    std::string contact;    ///< where readers may write; may be empty
    bool synthetic = false; ///< every page says so
};

/// An outcome of the plan, with the objective it serves.
struct PlanOutcome {
    std::string id; ///< "O3.2"
    std::string title;
    std::string objective; ///< "O3"
};
struct PlanObjective {
    std::string id;
    std::string title;
};

/// A dashboard of the workspace: a title, an introduction and the measures it shows.
struct Dashboard {
    std::string id; ///< address: /dashboards/<id>/
    std::string title;
    std::string body; ///< Markdown, with `::: measure ID [by=borough] :::` blocks
    std::string file; ///< for errors
};

/// A report or pack of the workspace: reports/<id>.md, its head read, its body not yet.
struct ReportSource {
    std::string id;                       ///< address: /reports/<id>/
    std::string title;                    ///< "Report to the Police and Crime Committee"
    std::string about;                    ///< one sentence for lists; may be empty
    PeriodKind every = PeriodKind::month; ///< month, quarter or financial year
    int lag = 0;                          ///< its figures end so many months before its own month
    std::vector<Month> editions;          ///< those asked for; empty: the latest there can be
    std::optional<Level> level;           ///< a pack: one for each area of this level
    std::string body;                     ///< Markdown with blocks
    std::size_t body_line = 1;            ///< where the body begins in the file
    std::filesystem::path file;

    /// What all of its editions are called together: the title without the area's name.
    std::string kind_title() const;
    /// The editions that are made, when most figures end with `last`: latest first.
    std::vector<Month> made(Month last) const;
};

/// Where a figure changed since the release before.
struct FigureRevision {
    std::string measure, area_code;
    PeriodKind kind = PeriodKind::month;
    Month period;
    double before = k_missing, after = k_missing;
};

/// A square on the tile map.
struct Tile {
    int column = 0, row = 0;
    std::string label; ///< three letters
};

/// What is known of areas, by which the most similar are chosen. Without names there is
/// nothing to choose by.
struct PeerTable {
    std::vector<std::string> names; ///< "population"
    std::vector<double> values;     ///< by area, then name; NaN not known
    std::size_t count = 8;          ///< how many peers
    bool declared = false;          ///< by the body; else by the program's own rule
};

/// Everything the site is made of. Indices in series point into `areas`; `verdicts[m][s]`
/// belongs to `data[m].series[s]`.
struct ReleaseContent {
    Body body;
    std::string id;       ///< 64 hex digits; pages show the first twelve
    std::string date;     ///< YYYY-MM-DD
    std::string profile;  ///< publication profile: public, board
    std::string version;  ///< of the program
    std::string previous; ///< id of the release before; empty for the first
    Areas areas;
    PeerTable peers;
    std::map<AreaIndex, Tile> tiles; ///< empty: no tile map known, areas stand in order
    std::string boundaries_geojson;  ///< WGS84, properties code and name; empty: none
    std::vector<Feature> wards;      ///< shapes for maps of wards, simplified; empty: none
    std::vector<PlanObjective> objectives;
    std::vector<PlanOutcome> outcomes;
    std::vector<PublicRegister> registers; ///< by id
    std::vector<Commitment> commitments;   ///< the records of one of them, as the plan sees them
    Priorities priorities;
    std::vector<EvidencePack> packs; ///< for the areas that choose priorities, in their order
    ClaimRegister claims;
    std::vector<ClaimOwnFigure> claim_figures; ///< one a claim
    std::vector<ClaimFinding> claim_findings;
    ImpactAssessments impact;
    std::vector<ImpactReport> impact_reports; ///< one a policy
    std::vector<Measure> measures;
    /// Ids of all measures, of those without data too; templates without any as patterns.
    std::vector<std::string> declared;
    std::vector<MeasureData> data; ///< same order; data[i].measure == &measures[i]
    std::vector<std::vector<Verdict>> verdicts;
    std::vector<Dashboard> dashboards;
    std::vector<ReportSource> reports; ///< by id
    std::vector<EvaluationReport> evaluations;
    std::vector<Finding> findings;
    LoadReport load;
    std::vector<FigureRevision> revisions;
    /// Plain sentences about coverage: incomplete months, rows without a place, gaps.
    std::vector<std::string> notes;
};

} // namespace peelian
