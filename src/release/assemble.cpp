// SPDX-License-Identifier: MIT
#include "release/assemble.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "disclosure/audit.hpp"
#include "disclosure/suppress.hpp"
#include "measures/definitions.hpp"
#include "measures/derive.hpp"
#include "measures/evaluate.hpp"
#include "measures/people.hpp"
#include "release/peer_table.hpp"
#include "release/review.hpp"
#include "release/version.hpp"
#include "verdicts/series_input.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

namespace peelian {
namespace fs = std::filesystem;
namespace {

/// Fixed by the program and not by the machine: the memory DuckDB may take.
constexpr std::string_view k_memory = "1200MB";

std::string hash_texts(const LoadedWorkspace& loaded, const std::string& profile) {
    Hasher hasher;
    hasher.field(program_version()).field(loaded.workspace->hash).field(profile);
    for (const SourceFile& file : loaded.loaded.report.files)
        hasher.field(file.path).field(file.sha256).field(to_text(file.status));
    return hasher.hex();
}

/// Months in which a force's data stop early: shown, but judged as if they were not there.
void mark_incomplete(std::vector<MeasureData>& data, const Areas& areas, const std::vector<DayCoverage>& days) {
    std::set<std::tuple<std::string, AreaIndex, Month>> incomplete;
    for (const DayCoverage& d : days) {
        auto force = areas.find(d.force);
        if (force && is_incomplete(d)) incomplete.insert({d.dataset, *force, d.month});
    }
    if (incomplete.empty()) return;
    for (MeasureData& m : data)
        for (Series& s : m.series)
            for (std::size_t i = 0; i < m.length; ++i) {
                if (!incomplete.contains({m.measure->dataset, areas.force_of(s.area), m.month_at(i)})) continue;
                if (s.flags.empty()) s.flags.assign(m.length, Flag::none);
                if (s.flags[i] == Flag::none) s.flags[i] = Flag::provisional;
            }
}

/// Plain sentences about what the data cover, for the first page.
std::vector<std::string> coverage_notes(const LoadedWorkspace& loaded, const std::vector<MeasureData>& data,
                                        const Areas& areas) {
    std::vector<std::string> notes;
    const LoadReport& report = loaded.loaded.report;
    std::size_t used =
        static_cast<std::size_t>(std::ranges::count(report.files, FileStatus::used, &SourceFile::status));
    notes.push_back(fmt::format("{} were used, with {}; {} refused and listed.", counted(used, "file"),
                                counted(report.accepted(), "row"),
                                report.rejected() == 1 ? "1 row was" : counted(report.rejected(), "row") + " were"));
    for (const DayCoverage& d : loaded.loaded.days)
        if (auto force = areas.find(d.force); force && is_incomplete(d))
            notes.push_back(
                fmt::format("{} for {} is incomplete: it stops on day {} of {}. It is shown as provisional and "
                            "no verdict rests on it.",
                            d.month.to_words(), areas[*force].name, d.last_day, d.month.days()));
    std::set<std::string> datasets;
    for (const MeasureData& m : data) {
        bool whole = m.measure->kind == MeasureKind::count && m.measure->each_value.empty() && m.length > 0;
        if (!whole || !datasets.insert(m.measure->dataset).second) continue;
        for (AreaIndex i = 0; i < areas.size(); ++i) {
            if (areas[i].kind == AreaKind::real) continue;
            const Series* part = m.whole_of(i);
            const Series* whole_series = m.whole_of(*areas[i].parent);
            if (part == nullptr || whole_series == nullptr) continue;
            double rows = 0, total = 0;
            for (std::size_t t = 0; t < m.length; ++t) {
                if (std::isnan(part->numerator[t])) continue;
                rows += part->numerator[t];
                total += whole_series->numerator[t];
            }
            if (rows == 0) continue;
            notes.push_back(
                fmt::format("{}: {} of {} ({}%) in {} {}.", m.measure->title, number(rows),
                            counted(static_cast<std::size_t>(total), "row"), number(100 * rows / total, 1),
                            areas[*areas[i].parent].name,
                            areas[i].kind == AreaKind::elsewhere ? "lie outside its boroughs" : "give no place"));
        }
    }
    return notes;
}

fs::path profile_path(const Workspace& workspace, const fs::path& presets, const std::string& name) {
    for (const fs::path& folder : {workspace.root / "profiles", presets / "profiles"})
        if (fs::exists(folder / (name + ".toml"))) return folder / (name + ".toml");
    throw Error::not_found("There is no publication profile '{}'", name)
        .at((workspace.root / "peelian.toml").string())
        .hint("The program has 'public' and 'board'; a workspace's own stand in profiles/NAME.toml.");
}

/// What a reader with a pencil could work out of a hidden value, one finding for each.
std::vector<Finding> audit_findings(std::vector<MeasureData> data, const Areas& areas, const Profile& profile,
                                    unsigned threads) {
    suppress(data, areas, profile, {.threads = threads, .keep_hidden = true});
    std::vector<Finding> findings;
    for (const AuditFailure& f : audit(data, areas, profile)) {
        std::string what = fmt::format("{} in {}, {}", f.measure, f.area_code, period_in_words(f.kind, f.period));
        if (!f.breakdown.empty()) what += fmt::format(", {} {}", f.breakdown, f.group);
        if (f.base) what += ", base";
        findings.push_back({"disclosure-audit-" + slug(what), "disclosure-audit", CheckLevel::stop, what,
                            fmt::format("{}: hidden by profile '{}', and yet between {} and {} by what is published. "
                                        "Publish fewer breakdowns together, or fewer levels.",
                                        what, profile.id, number(f.range.low, 1), number(f.range.high, 1)),
                            "", ""});
    }
    return findings;
}

} // namespace

LoadedWorkspace load_workspace(const fs::path& root, const AssembleOptions& options) {
    LoadedWorkspace out;
    out.workspace = std::make_unique<Workspace>(read_workspace(root, options.presets));
    const Workspace& workspace = *out.workspace;
    DatabaseOptions database;
    database.threads = options.threads;
    database.memory_limit = k_memory;
    database.allowed = folders_of(workspace.sources);
    database.allowed.push_back(workspace.cache());
    // Made when a question needs more memory than there is, and taken away at the end; each run its own.
    database.spill = workspace.cache() / fmt::format("spill-{}", ::getpid());
    for (const ReferenceSeries& reference : workspace.references)
        database.allowed.push_back(reference.file.parent_path());
    database.allowed.push_back(workspace.root / "releases");
    out.database = std::make_unique<Database>(database);
    LoadOptions load_options{workspace.root, workspace.cache(), options.threads, options.progress};
    out.loaded = load(workspace.sources, workspace.catalogue, workspace.places, *out.database, load_options);
    out.registers = load_registers(workspace);
    out.texts = hash_texts(out, options.profile.empty() ? workspace.profile : options.profile);
    return out;
}

std::string LoadedWorkspace::inputs(Day date) const {
    if (workspace->registers.empty()) return texts;
    std::vector<PublicRegister> shown = public_registers(*workspace, registers, date);
    Hasher hasher;
    hasher.field(texts).field(content_hash(shown));
    // How many there are in all is told, so a new private record counts; what it says does not.
    for (const PublicRegister& one : shown)
        hasher.field(std::to_string(one.all));
    return hasher.hex();
}

std::vector<Measure> measures_of(LoadedWorkspace& loaded) {
    std::set<std::string> filled;
    for (const FactFile& fact : loaded.loaded.facts)
        filled.insert(fact.dataset);
    Connection connection = loaded.database->connect();
    auto values_of = [&](const std::string& dataset, const std::string& column) {
        std::vector<std::string> values;
        std::string relation = facts_relation(loaded.loaded.facts, dataset);
        if (relation.empty()) return values;
        Result rows = connection.query(
            fmt::format("select distinct {0} from {1} where {0} is not null order by 1", sql_name(column), relation));
        while (rows.next())
            values.emplace_back(rows.text(0));
        return values;
    };
    std::vector<Measure> measures =
        read_measures(loaded.workspace->measure_files, loaded.workspace->catalogue, connection, values_of,
                      [&](const std::string& dataset) { return filled.contains(dataset); });
    // Without people there is nothing to hold a rate against.
    if (!filled.contains("population"))
        std::erase_if(measures, [](const Measure& m) { return m.denominator == "population"; });
    settle_units(measures, loaded.workspace->areas);
    return measures;
}

namespace {

constexpr int k_companion_months = 12; ///< a companion that ends further off speaks of another year

/// What a companion says of the same area, or no data.
CompanionEvidence companion_evidence(const ReleaseContent& content, const Companion& companion, AreaIndex area,
                                     const Verdict& contested) {
    CompanionEvidence out{companion.measure, {k_missing, k_missing}, companion.of_offending, companion.moves_with_it};
    if (companion.measure.empty()) out.name = companion.title;
    for (std::size_t m = 0; m < content.data.size(); ++m) {
        const MeasureData& data = content.data[m];
        if (data.measure->id != companion.measure) continue;
        out.name = data.measure->title;
        const Series* series = data.whole_of(area);
        if (series == nullptr) break;
        const Verdict& v = content.verdicts[m][static_cast<std::size_t>(series - data.series.data())];
        if (!v.latest || !contested.latest || std::abs(*v.latest - *contested.latest) > k_companion_months) break;
        out.change = log_change(v.change, v.change_lower, v.change_upper);
        break;
    }
    return out;
}

/// Contested measures are read with their companions, for forces, units and boroughs as a whole.
void read_contested(ReleaseContent& content) {
    for (std::size_t m = 0; m < content.data.size(); ++m) {
        const MeasureData& data = content.data[m];
        if (data.measure->better != Better::contested || data.measure->companions.empty()) continue;
        for (std::size_t s = 0; s < data.series.size(); ++s) {
            const Series& series = data.series[s];
            Verdict& verdict = content.verdicts[m][s];
            bool ward = content.areas[series.area].level == Level::ward;
            if (ward || series.breakdown >= 0 || verdict.kind != VerdictKind::needs_triangulation) continue;
            std::vector<CompanionEvidence> evidence;
            for (const Companion& companion : data.measure->companions)
                evidence.push_back(companion_evidence(content, companion, series.area, verdict));
            read_with_companions(verdict, evidence);
        }
    }
}

} // namespace

void judge_all(ReleaseContent& content, unsigned threads) {
    content.verdicts.assign(content.data.size(), {});
    for (std::size_t m = 0; m < content.data.size(); ++m) {
        const MeasureData& data = content.data[m];
        const Measure& measure = *data.measure;
        std::vector<Verdict>& verdicts = content.verdicts[m];
        verdicts.resize(data.series.size());
        if (data.length == 0) continue;
        Judge judge(data.first, data.length, measure.step, measure.overlap);
        constexpr std::size_t k_batch = 64;
        parallel_for((data.series.size() + k_batch - 1) / k_batch, threads, [&](std::size_t batch) {
            for (std::size_t s = batch * k_batch; s < std::min(data.series.size(), (batch + 1) * k_batch); ++s) {
                SeriesInput input(data, data.series[s]);
                verdicts[s] = judge.judge(input.input());
            }
        });
        withhold(data, verdicts);
    }
    // After what is withheld is gone, so that no companion tells of it.
    read_contested(content);
    add_evidence(content);
    add_impact(content);
}

void add_impact(ReleaseContent& content) {
    content.impact_reports = impact_reports({content.impact, content.data, content.verdicts, content.date});
}

void add_evidence(ReleaseContent& content) {
    auto peers = [&](AreaIndex area) {
        std::vector<AreaIndex> out;
        for (const AreaPeer& peer : peers_of(content, area))
            out.push_back(peer.area);
        return out;
    };
    content.packs = evidence_packs({content.priorities, content.areas, content.data, content.verdicts, peers});
}

void compare_with_previous(ReleaseContent& content, Database& database, const fs::path& previous_site) {
    fs::path points = previous_site / "data/points.parquet";
    if (!fs::exists(points)) return;
    std::map<std::string, MeasureData*> by_id;
    for (MeasureData& data : content.data)
        by_id[data.measure->id] = &data;
    Connection connection = database.connect();
    Result rows = connection.query(fmt::format(
        "select measure, area_code, period, numerator, value from read_parquet({}) where level in ('force', 'unit', "
        "'borough') and "
        "breakdown = '' and period_kind = 'month' and flag not in ('missing', 'suppressed') order by 1, 2, 3",
        sql_text(points.string())));
    while (rows.next()) {
        auto data = by_id.find(std::string(rows.text(0)));
        auto area = content.areas.find(rows.text(1));
        auto month = Month::parse(rows.text(2));
        if (data == by_id.end() || !area || !month) continue;
        MeasureData& d = *data->second;
        auto* series = const_cast<Series*>(d.whole_of(*area));
        auto i = static_cast<std::size_t>((*month - d.first) / d.measure->step);
        if (series == nullptr || *month < d.first || i >= d.length) continue;
        double before = rows.real(3), after = series->numerator[i];
        bool hidden = i < series->flags.size() && series->flags[i] == Flag::suppressed;
        if (hidden || before == after || (std::isnan(before) && std::isnan(after))) continue;
        // Counted parts tell that it changed; what readers see is the value.
        double shown = k_missing;
        for (const Point& point : points_of(d, *series, PeriodKind::month))
            if (point.last == *month) shown = point.value;
        content.revisions.push_back(
            {d.measure->id, content.areas[*area].code, PeriodKind::month, *month, rows.real(4), shown});
        if (series->flags.empty()) series->flags.assign(d.length, Flag::none);
        if (series->flags[i] == Flag::none && !std::isnan(after)) series->flags[i] = Flag::revised;
    }
}

namespace {

void add_peers(ReleaseContent& content, const Workspace& workspace, const EvaluateInput& input, Database& database) {
    Connection connection = database.connect();
    People people(input, connection);
    // The latest year there is: a later month takes the last one known.
    auto population = [&](AreaIndex area) { return people.persons(area, "", Month::of(9998, 12)); };
    content.peers = peer_table(workspace.peers, content.areas, population, workspace.boundaries);
}

/// Ids of objectives and outcomes.
std::vector<std::string> plan_ids(const Workspace& workspace) {
    std::vector<std::string> ids;
    for (const PlanObjective& o : workspace.objectives)
        ids.push_back(o.id);
    for (const PlanOutcome& o : workspace.outcomes)
        ids.push_back(o.id);
    return ids;
}

/// A measure that names an outcome the plan does not have would be on no page of it.
void check_outcomes(std::span<const Measure> measures, const std::vector<std::string>& plan) {
    if (plan.empty()) return;
    for (const Measure& m : measures) {
        if (m.outcome.empty() || m.outcome == "ALL" || std::ranges::find(plan, m.outcome) != plan.end()) continue;
        auto near = nearest(m.outcome, plan);
        throw Error::input("Measure '{}' names outcome '{}', which plan/objectives.toml does not have{}", m.id,
                           m.outcome, near ? fmt::format("; did you mean '{}'?", *near) : "")
            .at(m.file, m.line);
    }
}

/// A record that names a measure which no template made would show nothing of it.
void check_measures(std::span<const PublicRegister> registers, const std::vector<std::string>& declared) {
    for (const PublicRegister& one : registers)
        for (const FieldDefinition& field : one.definition.fields) {
            if (field.type != FieldType::link || field.to != "measure") continue;
            for (const Record& record : one.records) {
                auto named = record.values.find(field.id);
                if (named == record.values.end()) continue;
                for (const std::string& id : named->second)
                    if (!is_declared(id, declared))
                        throw Error::input("'{}' of {} names measure '{}', which no file of measures makes", record.id,
                                           one.definition.id, id)
                            .at(one.definition.file.string());
            }
        }
}

void read_promises(ReleaseContent& content, const Workspace& workspace) {
    std::vector<std::string> plan = plan_ids(workspace);
    check_outcomes(content.measures, plan);
    content.declared = declared_measures(workspace.measure_files);
    // A template that made some measures is no excuse for a name it did not make.
    std::erase_if(content.declared, [&](const std::string& pattern) {
        return pattern.find('*') != std::string::npos &&
               std::ranges::any_of(content.measures, [&](const Measure& m) { return matches_glob(m.id, pattern); });
    });
    for (const Measure& m : content.measures)
        content.declared.push_back(m.id);
    content.priorities = read_priorities(workspace.root / "plan", content.measures, content.declared, content.areas);
    check_measures(content.registers, content.declared);
    std::vector<std::string> commitments;
    for (const PublicRegister& one : content.registers)
        if (one.definition.id == k_commitments) content.commitments = commitments_of(one);
    for (const Commitment& c : content.commitments)
        commitments.push_back(c.id);
    content.impact =
        read_impact(workspace.root / "plan", {content.measures, content.declared, plan, commitments, content.areas});
    if (fs::path path = workspace.root / "plan/claims.toml"; fs::exists(path))
        content.claims = read_claims(path, content.measures, content.declared, content.areas);
}

/// Over what may be shown, and nothing else.
void evaluate_all(ReleaseContent& content, std::span<const fs::path> files, unsigned threads) {
    std::vector<Evaluation> declared = read_evaluations(files, content.data, content.areas);
    content.evaluations.resize(declared.size());
    parallel_for(declared.size(), threads, [&](std::size_t i) {
        EvaluationResult result = run_evaluation(declared[i], content.data, content.areas);
        content.evaluations[i] = {std::move(declared[i]), std::move(result)};
    });
}

} // namespace

namespace {

/// Of the release; where none is made (a list is printed), the workspace's own day, or today.
Day day_of(const Workspace& workspace, const AssembleOptions& options) {
    if (!options.date.empty()) return Day::from(options.date);
    return workspace.date ? Day::from(*workspace.date) : system_clock().today();
}

} // namespace

/// A map of some hundred wards in about 60 kB of a page.
constexpr std::size_t k_ward_vertices = 9000;

std::unique_ptr<ReleaseContent> assemble(LoadedWorkspace& loaded, const AssembleOptions& options) {
    const Workspace& workspace = *loaded.workspace;
    auto content = std::make_unique<ReleaseContent>();
    content->body = workspace.body;
    content->profile = options.profile.empty() ? workspace.profile : options.profile;
    content->version = program_version();
    content->areas = workspace.areas;
    content->tiles = workspace.tiles;
    content->objectives = workspace.objectives;
    content->outcomes = workspace.outcomes;
    content->dashboards = workspace.dashboards;
    content->reports = workspace.reports;
    content->measures = measures_of(loaded);
    content->registers = public_registers(workspace, loaded.registers, day_of(workspace, options));
    read_promises(*content, workspace);
    if (!workspace.boundaries.empty()) content->boundaries_geojson = geojson_within(workspace.boundaries, 150'000);
    if (!workspace.wards.empty()) content->wards = simplified_within(workspace.wards, k_ward_vertices);
    EvaluateInput input{content->measures, workspace.catalogue, loaded.loaded.facts, content->areas,
                        workspace.cache(), options.threads,     options.progress};
    content->data = evaluate(input, *loaded.database);
    add_peers(*content, workspace, input, *loaded.database);
    for (const MeasureData& data : content->data)
        check_breaks(data);
    mark_incomplete(content->data, content->areas, loaded.loaded.days);
    content->findings = review(loaded, *content, options.date);
    content->notes = coverage_notes(loaded, content->data, content->areas);
    Profile profile = read_profile(profile_path(workspace, options.presets, content->profile));
    if (options.audit)
        std::ranges::move(audit_findings(content->data, content->areas, profile, options.threads),
                          std::back_inserter(content->findings));
    Suppression hidden = suppress(content->data, content->areas, profile, {.threads = options.threads});
    if (hidden.failed > 0)
        content->findings.push_back(
            {"disclosure-audit", "disclosure-audit", CheckLevel::stop, profile.id,
             fmt::format("{} that profile '{}' hides could be worked out from what is published. "
                         "Publish fewer breakdowns together, or lower the levels.",
                         counted(hidden.failed, "value"), profile.id),
             "", ""});
    derive(content->data, content->areas);
    content->claim_figures = own_figures(content->claims, content->data);
    content->claim_findings = compare_claims(content->claims, content->claim_figures);
    evaluate_all(*content, workspace.evaluation_files, options.threads);
    content->load = loaded.loaded.report;
    return content;
}

} // namespace peelian
