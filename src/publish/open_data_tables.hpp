// SPDX-License-Identifier: MIT
// The smaller files of open data, each as text: tables beside the points, metadata, and
// the JSON interface. Used by open_data.cpp.
#pragma once

#include "publish/open_data.hpp"

#include <string>
#include <vector>

namespace peelian {

/// The latest point of each kind of period of each area's whole; [measure][area].
using LatestPoints = std::vector<std::vector<std::vector<Point>>>;

std::string verdicts_csv(const ReleaseContent& content);
std::string rejects_csv(const ReleaseContent& content);
/// Every period of an evaluation, and all of it as JSON.
std::string evaluation_csv(const EvaluationReport& report);
std::string evaluation_json(const ReleaseContent& content, const EvaluationReport& report);
/// Who chose which local priorities, a row a choice and a change of it; the evidence packs, a
/// row a finding; and both as JSON.
std::string priorities_csv(const ReleaseContent& content);
std::string priorities_evidence_csv(const ReleaseContent& content);
std::string priorities_json(const ReleaseContent& content);
/// Impact assessments, a row a figure (one without figures a judgement); what their owners are called to, a row a call;
/// and all of it as JSON.
std::string impact_csv(const ReleaseContent& content);
std::string impact_calls_csv(const ReleaseContent& content);
std::string impact_json(const ReleaseContent& content);
/// The register of claims, a row a claim; what comparing them found, a row a finding; and both as JSON.
std::string claims_csv(const ReleaseContent& content);
std::string claims_findings_csv(const ReleaseContent& content);
std::string claims_json(const ReleaseContent& content);
/// A public register: its records, what happened to them, how many were on time by month; the columns of the
/// first as CSVW; and all of it as JSON.
std::string records_csv(const PublicRegister& all);
std::string record_moves_csv(const PublicRegister& all);
std::string records_on_time_csv(const PublicRegister& all);
std::string records_metadata(const ReleaseContent& content, const PublicRegister& all, const std::string& licence);
std::string records_json(const ReleaseContent& content, const PublicRegister& all);
std::string sources_csv(const ReleaseContent& content);
std::string checks_csv(const ReleaseContent& content);
/// Figures that are another than in the release before, a row a figure.
std::string revisions_csv(const ReleaseContent& content);

/// CSVW metadata (W3C, Metadata Vocabulary for Tabular Data) of a measure's CSV.
std::string points_metadata(const ReleaseContent& content, const MeasureData& data, const std::string& licence);

std::string index_json(const ReleaseContent& content, const std::string& licence);
std::string schema_json();
/// The definition, and `areas`, the lists of points of wholes as JSON.
std::string measure_json(const ReleaseContent& content, const MeasureData& data, const std::string& areas);
std::string area_json(const ReleaseContent& content, AreaIndex area, const LatestPoints& latest);
std::string verdicts_json(const ReleaseContent& content);

/// What a flag of a point means, and its marker in government statistics.
struct FlagMeaning {
    Flag flag;
    std::string_view marker, meaning;
};
std::vector<FlagMeaning> flag_meanings();

/// A verdict's numbers are in the units of its points: per head, or per `per`.
double verdict_scale(const Measure& measure);

} // namespace peelian
