// SPDX-License-Identifier: MIT
#include "publish/sample_content.hpp"
#include "publish/sample_registers.hpp"
#include "release/assemble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace peelian {
namespace {

/// A fixed sequence of numbers, the same on every machine.
class Sequence {
public:
    explicit Sequence(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}
    /// Uniform in [0, 1).
    double next() {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 7;
        state_ ^= state_ << 17;
        return static_cast<double>(state_ >> 11) * 0x1.0p-53;
    }
    /// About Poisson, by the normal where the mean is large.
    double count(double mean) {
        if (mean > 30) {
            double z = std::sqrt(-2 * std::log(1 - next())) * std::cos(6.283185307179586 * next());
            return std::max(0.0, std::round(mean + z * std::sqrt(mean)));
        }
        double limit = std::exp(-mean), product = next();
        double k = 0;
        while (product > limit) {
            product *= next();
            ++k;
        }
        return k;
    }

private:
    std::uint64_t state_;
};

constexpr const char* k_forces[] = {"Northmere", "Southmere", "Eastmere", "Westmere", "Midmere"};
constexpr const char* k_boroughs[] = {"Alder Vale", "Birchwood & Combe", "Cedar Hill", "Dunmoor",
                                      "Elm Cross",  "Fernley",           "Gorse End",  "Hazelwick"};
constexpr const char* k_units[] = {"Upper Mere", "Lower Mere", "Shore"};
constexpr const char* k_wards[] = {"Abbey", "Bridge", "Castle", "Dock", "Eastgate", "Fairfield", "Green"};

void add_areas(ReleaseContent& content, const SampleSize& size) {
    int borough_number = 0, ward_number = 0;
    for (int f = 0; f < size.forces; ++f) {
        std::string force = fmt::format("E2300000{}", f + 1);
        content.areas.add(force, k_forces[f], Level::force, "");
        for (int u = 0; u < size.units; ++u)
            content.areas.add(fmt::format("BCU-{}{}", f + 1, u + 1), k_units[u % 3], Level::unit, force);
        for (int b = 0; b < size.boroughs; ++b, ++borough_number) {
            bool in_unit = size.units > 0 && b + 1 < size.boroughs;
            std::string code = fmt::format("E09{:06}", borough_number + 1);
            std::string name =
                borough_number < 8 ? k_boroughs[borough_number] : fmt::format("Borough {}", borough_number + 1);
            content.areas.add(code, name, Level::borough,
                              in_unit ? fmt::format("BCU-{}{}", f + 1, b % size.units + 1) : force);
            int wards = size.wards + (borough_number < 2 ? 1 : 0);
            for (int w = 0; w < wards; ++w, ++ward_number)
                content.areas.add(fmt::format("E05{:06}", ward_number + 1),
                                  w < 7 ? std::string(k_wards[(ward_number + w) % 7]) : fmt::format("Ward {}", w + 1),
                                  Level::ward, code);
        }
    }
    content.areas.add_stand_ins();
    content.areas.sort();
    int n = 0;
    for (AreaIndex b : content.areas.of_level(Level::borough)) {
        if (content.areas[b].kind != AreaKind::real) continue;
        std::string label = content.areas[b].name.substr(0, 3);
        std::ranges::transform(label, label.begin(),
                               [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
        content.tiles[b] = {n % 6, n / 6, label};
        ++n;
    }
}

Measure declare(std::string id, std::string title, std::string unit, MeasureKind kind, Better better) {
    Measure m;
    m.id = std::move(id);
    m.title = std::move(title);
    m.unit = std::move(unit);
    m.kind = kind;
    m.better = better;
    m.levels = {Level::force, Level::borough, Level::ward};
    m.file = "measures/sample.toml";
    m.line = 1;
    return m;
}

std::vector<Measure> declare_measures() {
    std::vector<Measure> all;
    Measure m = declare("recorded-burglary", "Recorded burglary", "offences", MeasureKind::count, Better::down);
    m.description = "Burglaries of homes and businesses that the police recorded.";
    m.outcome = "O1.1";
    m.theme = "Recorded crime";
    m.dataset = "crime";
    m.where = "type = 'burglary'";
    m.breaks = {{Month::of(2021, 4), "Attempts are counted with burglaries."}};
    all.push_back(m);

    m = declare("robbery-rate", "Recorded robbery", "offences", MeasureKind::rate, Better::down);
    m.description = "Robberies of people that the police recorded, for every 1,000 who live there.";
    m.outcome = "O3";
    m.theme = "Recorded crime";
    m.dataset = "crime";
    m.per = 1000;
    m.decimals = 2;
    all.push_back(m);

    m = declare("search-find-rate", "Searches that find something", "searches", MeasureKind::proportion, Better::up);
    m.description = "Stop and searches in which the object was found.";
    m.outcome = "O2.1";
    m.theme = "Stop and search";
    m.dataset = "search";
    m.percent = true;
    m.decimals = 1;
    m.breakdowns = {"object", "age"};
    all.push_back(m);

    m = declare("good-job", "Police do a good job locally", "answers", MeasureKind::proportion, Better::up);
    m.description = "Residents who say the police do a good or excellent job.";
    m.outcome = "O2.2";
    m.theme = "Confidence";
    m.dataset = "survey";
    m.percent = true;
    m.step = 3;
    m.levels = {Level::force, Level::borough};
    all.push_back(m);

    m = declare("domestic-abuse", "Domestic abuse offences", "offences", MeasureKind::count, Better::contested);
    m.description = "Offences recorded as domestic abuse. Help is at hand: call 0808 2000 247, free, at any hour.";
    m.outcome = "O1.2";
    m.theme = "Recorded crime";
    m.dataset = "crime";
    m.triangulate = {"good-job"};
    all.push_back(m);
    return all;
}

struct Shape {
    double level, season, step; ///< mean of a force, yearly wave, factor in the last 14 months
};

/// One series; `part` is the area's share of its force.
Series make_series(const Measure& measure, AreaIndex area, const Shape& shape, double part, std::size_t length,
                   std::uint64_t seed) {
    Series s;
    s.area = area;
    Sequence random(seed);
    bool based = measure.kind == MeasureKind::proportion || measure.kind == MeasureKind::rate;
    std::size_t late = measure.step == 1 ? 14 : 5;
    for (std::size_t i = 0; i < length; ++i) {
        double wave = 1 + shape.season * std::cos(6.283185307179586 * static_cast<double>(i) * measure.step / 12);
        double step = i + late >= length ? shape.step : 1;
        if (measure.kind == MeasureKind::proportion) {
            double base = random.count(shape.level * part * 4);
            double p = std::min(0.95, 0.24 * wave * step), x = 0;
            for (int k = 0; k < static_cast<int>(std::min(base, 400.0)); ++k)
                x += random.next() < p ? 1 : 0;
            if (base > 400) x = std::round(x * base / 400);
            s.numerator.push_back(x);
            s.denominator.push_back(base);
        } else {
            s.numerator.push_back(random.count(shape.level * part * wave * step));
            if (based) s.denominator.push_back(std::round(600000 * part));
        }
    }
    s.flags.assign(length, Flag::none);
    s.flags.back() = Flag::provisional;
    return s;
}

void spoil(Series& s, std::size_t month, Flag flag) {
    if (month >= s.numerator.size()) return;
    if (flag == Flag::missing) s.numerator[month] = k_missing;
    s.flags[month] = flag;
}

MeasureData make_data(const ReleaseContent& content, const Measure& measure, std::size_t m, int months) {
    static constexpr Shape shapes[] = {
        {900, 0.12, 0.8}, {320, 0.1, 1.3}, {420, 0.03, 1.12}, {260, 0.0, 1.0}, {700, 0.08, 1.25}};
    MeasureData data;
    data.measure = &measure;
    data.length = static_cast<std::size_t>(months / measure.step);
    data.first = Month::of(2025, 3) - (static_cast<int>(data.length) - 1) * measure.step;
    data.sql = "select area, month, count(*) as numerator\nfrom " + measure.dataset +
               (measure.where.empty() ? "" : "\nwhere " + measure.where) +
               "\ngroup by area, month\norder by area, month";
    if (!measure.breakdowns.empty()) {
        data.breakdowns = {{"object", "Object of search", {"Drugs", "Weapons", "Stolen goods"}},
                           {"age", "Age group", {"18 to 34", "35 and over", "Not given", "Under 18"}}};
    }
    for (AreaIndex a = 0; a < content.areas.size(); ++a) {
        const Area& area = content.areas[a];
        if (std::ranges::find(measure.levels, area.level) == measure.levels.end()) continue;
        if (area.kind != AreaKind::real && measure.kind != MeasureKind::count) continue;
        double part = area.level == Level::force     ? 1
                      : area.level == Level::unit    ? 0.4
                      : area.level == Level::borough ? 0.12 + 0.06 * (a % 7)
                                                     : 0.012 + 0.002 * (a % 5);
        if (area.kind != AreaKind::real) part = 0.01;
        std::uint64_t seed = m * 10007 + a * 31 + 7;
        Shape shape = shapes[m % 5];
        if (a % 3 == 1) shape.step = 1;
        Series s = make_series(measure, a, shape, part, data.length, seed);
        if (area.level == Level::borough && a % 2 == 0) spoil(s, data.length / 2, Flag::missing);
        if (area.level == Level::ward)
            for (std::size_t i = 0; i < s.numerator.size(); ++i)
                if (s.numerator[i] > 0 && s.numerator[i] < 4) s.flags[i] = Flag::suppressed;
        data.series.push_back(std::move(s));
        if (area.level == Level::ward || area.kind != AreaKind::real) continue;
        for (int b = 0; b < static_cast<int>(data.breakdowns.size()); ++b)
            for (int g = 0; g < static_cast<int>(data.breakdowns[static_cast<std::size_t>(b)].groups.size()); ++g) {
                Series group = make_series(measure, a, shape, part * 0.3, data.length,
                                           seed + static_cast<std::uint64_t>(b * 10 + g + 1) * 977);
                group.breakdown = b;
                group.group = g;
                data.series.push_back(std::move(group));
            }
    }
    return data;
}

std::vector<Verdict> judge_all(const MeasureData& data) {
    const Measure& m = *data.measure;
    Judge judge(data.first, data.length, m.step, m.overlap);
    std::vector<Verdict> out;
    for (const Series& s : data.series) {
        std::vector<double> numerator = s.numerator;
        for (std::size_t i = 0; i < numerator.size(); ++i)
            if (s.flags[i] == Flag::suppressed) numerator[i] = k_missing;
        JudgeInput input;
        input.numerator = numerator;
        input.denominator = s.denominator;
        input.nature = m.kind == MeasureKind::count  ? JudgeInput::Nature::count
                       : m.kind == MeasureKind::rate ? JudgeInput::Nature::rate
                                                     : JudgeInput::Nature::proportion;
        input.better = m.better;
        input.breaks = m.breaks;
        out.push_back(judge.judge(input));
    }
    return out;
}

/// One that finds something, one that cannot tell, one without a figure.
void add_evaluations(ReleaseContent& content) {
    Evaluation e;
    e.id = "patrols";
    e.title = "Evening patrols in Alder Vale";
    e.question = "Did burglary fall?";
    e.done = "Two officers walked **every evening**.";
    e.measure = "recorded-burglary";
    e.design = EvaluationDesign::difference;
    e.expected = -1;
    e.author = "A. Analyst";
    e.date = "2025-05-01";
    e.limitations = "One year only.";
    e.treated = {{.area = *content.areas.find("E09000001"), .start = Month::of(2023, 4)}};
    for (AreaIndex a : content.areas.of_level(Level::borough))
        if (content.areas[a].kind == AreaKind::real && a != e.treated[0].area) e.comparison.push_back(a);
    Evaluation alone = e;
    alone.id = "patrols-alone";
    alone.design = EvaluationDesign::before_after;
    alone.comparison.clear();
    alone.around = e.comparison;
    alone.around_comparison = e.comparison;
    Evaluation dose = e;
    dose.id = "patrol-hours";
    dose.measure = "domestic-abuse";
    dose.design = EvaluationDesign::dose;
    dose.limitations.clear();
    dose.treated[0].dose = 3;
    for (Evaluation* one : {&e, &alone, &dose})
        content.evaluations.push_back({*one, run_evaluation(*one, content.data, content.areas)});
}

/// One that chose and changed, one that chose before, and one that never did.
void add_priorities(ReleaseContent& content) {
    content.priorities.candidates = {
        {"burglary", "Burglary", "recorded-burglary", "robbery-rate", "search-find-rate", "good-job", "good-job"},
        {"abuse", "Domestic abuse", "domestic-abuse", "", "", "", ""},
        {"arson", "Arson", "", "", "", "", ""}};
    content.priorities.everywhere = {{"weapons", "Weapons", {"robbery-rate", "recorded-burglary"}},
                                     {"other", "Other", {}}};
    AreaIndex first = content.areas.at("E09000001");
    PriorityChoice before{first, {"abuse", "arson"}, "2023-03-31", {"Alder Vale Council"}, "", {}};
    PriorityChoice now{first,
                       {"burglary", "arson"},
                       "2024-03-28",
                       {"Alder Vale Council", "Northmere Police"},
                       "Residents asked for it.",
                       {{"2024-11-04", "arson", "abuse", "Two refuges closed.", {"Alder Vale Council"}}}};
    content.priorities.years = {{"2023-24", {before}}, {"2024-25", {now}}};
    add_evidence(content);
}

/// Contradicting and answered, slips, two definitions, with and without a figure of our own.
void add_claims(ReleaseContent& content) {
    ClaimRegister& all = content.claims;
    all.documents = {{"plan", "Plan for the Meres", "the plan", "Office for Policing in the Meres", "2024-04"},
                     {"report", "Report to the panel", "the report", "Alder Vale Council", "2024-05-17"}};
    all.subjects = {{"repeat", "Repeat abuse", {{"all", "offences against people who were victims before"}}},
                    {"burglaries", "Burglaries", {{"all", "recorded burglaries"}, {"homes", "burgled homes"}}},
                    {"lone", "Parks", {{"lit", "lit parks"}}}};
    auto add = [&](std::string id, std::size_t subject, std::size_t document, std::string figure, ClaimUnit unit) {
        Claim c;
        c.value = *parse_figure(figure, ClaimQualifier::none);
        c.id = std::move(id);
        c.subject = subject;
        c.document = document;
        c.section = "Crime & harm";
        c.by = all.documents[document].publisher;
        c.statement = "So many are victims again";
        c.printed = c.figure = std::move(figure);
        c.unit = unit;
        all.claims.push_back(std::move(c));
        return &all.claims.back();
    };
    AreaIndex force = content.areas.of_level(Level::force).front();
    add("repeat-plan", 0, 0, "1 in 4", ClaimUnit::share);
    Claim* there = add("repeat-report", 0, 1, "4 in 5", ClaimUnit::share);
    there->page = "3";
    there->note = "The draft had it too.";
    add("burglaries-plan", 1, 0, "9,000", ClaimUnit::number)->ours =
        ClaimLink{"recorded-burglary", force, PeriodKind::rolling_12, Month::of(2025, 2), "", ""};
    Claim* homes = add("burglaries-homes", 1, 1, "900", ClaimUnit::number);
    homes->definition = 1;
    homes->ours = ClaimLink{"tags", force, PeriodKind::month, Month::of(2025, 2), "object", "Drugs"};
    homes->period = parse_claim_period("2024/25");
    add("burglaries-slip", 1, 1, "90,000", ClaimUnit::number);
    add("parks", 2, 0, "12", ClaimUnit::number);
    all.answers = {{{0, 1}, 0, "The report had it from a draft.", "Office for Policing", "2024-06-01"}};
    content.claim_figures = own_figures(all, content.data);
    content.claim_findings = compare_claims(all, content.claim_figures);
}

/// One with everything in it, and one withdrawn with next to nothing.
void add_impact_records(ReleaseContent& content) {
    AreaIndex force = content.areas.of_level(Level::force).front();
    content.impact.objectives = {{"safety", "Crime & safety", "People are safe."},
                                 {"health", "Health", "People are well."}};
    ImpactPolicy p{"searches", "Searches",   "More of them.",      "A. Owner",         "2024-01-02",
                   "agreed",   "2025-01-02", {"O1", "O2.1", "O9"}, {"O1-01", "O1-02"}, {}};
    ImpactJudgement race{"race", ImpactEffect::positive, "It helps.", "Made up.", {}, {}, {}};
    race.evidence = {{"search-find-rate", "object", {"Drugs", "Weapons", "Knives"}, "Drugs", force, "What is found."},
                     {"good-job", "", {}, "", force, ""},
                     {"robbery-rate", "", {}, "", force, ""},
                     {"tags", "", {}, "", force, ""}};
    race.gaps = {{"Who was stopped and not searched.", "A record of stops."}};
    race.mitigations = {{"Watch it.", "A. Owner", "2024-06-30", ""},
                        {"Train.", "B. Owner", "2024-06-30", "2024-05-05"}};
    p.judgements = {race, {"safety", ImpactEffect::unknown, "Not known.", "Made up.", {}, {}, {}}};
    ImpactPolicy gone{"gone", "Gone", "No more.", "A. Owner", "2020-01-02", "withdrawn", "2021-01-02", {}, {}, {}};
    content.impact.policies = {gone, p};
    add_impact(content);
}

void add_records(ReleaseContent& content) {
    content.objectives = {
        {"O1", "Safer streets and homes"}, {"O2", "A police service people trust"}, {"O3", "Every recorded crime"}};
    content.outcomes = {{"O1.1", "Fewer burglaries and robberies", "O1"},
                        {"O1.2", "More safety for victims of abuse", "O1"},
                        {"O2.1", "Searches that are fair and find something", "O2"},
                        {"O2.2", "More confidence in local policing", "O2"},
                        {"O2.3", "Complaints answered sooner", "O2"}};
    add_sample_registers(content);
    content.dashboards = {{"stop-and-search", "Stop and search",
                           "Stop and search is a power the public *watches closely*.\n\n"
                           "## Does it find anything?\n\n::: measure search-find-rate :::\n\n"
                           "::: measure search-find-rate by=borough :::\n\n"
                           "## For what\n\n::: measure search-find-rate by=object :::\n",
                           "pages/stop-and-search.md"}};
    content.findings = {{"incomplete-month-2025-03", "incomplete-month", CheckLevel::explain, "crime, March 2025",
                         "March 2025 has 9% fewer rows than its neighbours.", "A. Analyst",
                         "The last week of March came in late and is provisional."},
                        {"ward-sums", "ward-sums", CheckLevel::note, "recorded-burglary",
                         "Wards add up to 2 fewer than their borough.", "", ""}};
    SourceFile file;
    file.path = "raw/2025-03-northmere-street.csv";
    file.sha256 = std::string(64, 'a');
    file.bytes = 123456;
    file.source = "street";
    file.preset = "police.uk street";
    file.dataset = "crime";
    file.partition = "2025-03 northmere";
    file.rows = 12345;
    file.rejected = 2;
    file.first = file.last = Month::of(2025, 3);
    content.load.files.push_back(file);
    file.path = "raw/2025-03-northmere-street-old.csv";
    file.status = FileStatus::superseded;
    file.other = "raw/2025-03-northmere-street.csv";
    content.load.files.push_back(file);
    file.path = "raw/broken.csv";
    file.status = FileStatus::unusable;
    file.problem = "It is an HTML page, not CSV: download it again.";
    file.source.clear();
    content.load.files.push_back(file);
    content.load.rejects = {{"raw/2025-03-northmere-street.csv", 17, "Month", "2025-13", "a month YYYY-MM"},
                            {"raw/2025-03-northmere-street.csv", 99, "Month", "", "a month YYYY-MM"}};
    content.load.revisions = {{"2025-03 northmere",
                               "raw/2025-03-northmere-street-old.csv",
                               "raw/2025-03-northmere-street.csv",
                               12001,
                               12345,
                               {"outcome: 'Under investigation' 622 -> 371"}}};
    content.revisions = {{"recorded-burglary", "E09000001", PeriodKind::month, Month::of(2024, 12), 101, 104}};
    content.notes = {"March 2025 is provisional.", "About 1 in 100 records say no place."};
}

} // namespace

std::unique_ptr<ReleaseContent> sample_content(const SampleSize& size) {
    auto content = std::make_unique<ReleaseContent>();
    content->body = {"Office for Policing in the Meres", "OPM", "Policing and crime in the Meres", "data@meres.example",
                     true};
    content->id = "3fa2b1c09d8e7f6a5b4c3d2e1f00112233445566778899aabbccddeeff001122";
    content->previous = std::string(64, '0');
    content->date = "2025-05-12";
    content->profile = "public";
    content->version = "0.1.0";
    add_areas(*content, size);
    for (int copy = 0; copy < size.copies; ++copy)
        for (Measure m : declare_measures()) {
            if (copy > 0) {
                m.id += fmt::format("-{}", copy + 1);
                m.title += fmt::format(" {}", copy + 1);
            }
            content->measures.push_back(std::move(m));
        }
    settle_units(content->measures, content->areas);
    for (std::size_t m = 0; m < content->measures.size(); ++m) {
        content->data.push_back(make_data(*content, content->measures[m], m, size.months));
        content->verdicts.push_back(judge_all(content->data.back()));
    }
    // Known of boroughs and wards, not of forces.
    content->peers.names = {"population", "residents by square kilometre"};
    content->peers.count = 3;
    for (AreaIndex a = 0; a < content->areas.size(); ++a) {
        bool force = content->areas[a].level == Level::force;
        content->peers.values.push_back(force ? k_missing : 5000.0 + 700 * a);
        content->peers.values.push_back(force ? k_missing : 3000.0 - 41 * a);
    }
    add_records(*content);
    add_priorities(*content);
    add_claims(*content);
    add_impact_records(*content);
    add_evaluations(*content);
    // Shapes of wards: a row of squares.
    double west = -0.2;
    for (AreaIndex w : content->areas.of_level(Level::ward)) {
        Ring ring{{west, 51.4}, {west + 0.05, 51.4}, {west + 0.05, 51.45}, {west, 51.45}, {west, 51.4}};
        content->wards.push_back({content->areas[w].code, content->areas[w].name, {{{ring}}}});
        west += 0.05;
    }
    content->boundaries_geojson = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"E09000001","name":"Alder Vale"},"geometry":{"type":"Polygon","coordinates":[[[-0.2,51.4],[-0.1,51.4],[-0.1,51.5],[-0.2,51.5],[-0.2,51.4]]]}},
{"type":"Feature","properties":{"code":"E09000002","name":"Birchwood & Combe"},"geometry":{"type":"Polygon","coordinates":[[[-0.1,51.4],[0.0,51.4],[0.0,51.5],[-0.1,51.5],[-0.1,51.4]]]}},
{"type":"Feature","properties":{"code":"E09000003","name":"Cedar Hill"},"geometry":{"type":"Polygon","coordinates":[[[-0.2,51.5],[-0.1,51.5],[-0.1,51.6],[-0.2,51.6],[-0.2,51.5]]]}},
{"type":"Feature","properties":{"code":"E09000004","name":"Dunmoor"},"geometry":{"type":"Polygon","coordinates":[[[-0.1,51.5],[0.0,51.5],[0.0,51.6],[-0.1,51.6],[-0.1,51.5]]]}}]})";
    return content;
}

} // namespace peelian
