// SPDX-License-Identifier: MIT
#include "plan/impact.hpp"

#include "base/text.hpp"
#include "base/toml.hpp"
#include "measures/measure.hpp"
#include "plan/known.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace peelian {
namespace fs = std::filesystem;
namespace {

constexpr std::array<ProtectedCharacteristic, 9> k_characteristics{{{"age", "Age"},
                                                                    {"disability", "Disability"},
                                                                    {"gender-reassignment", "Gender reassignment"},
                                                                    {"marriage", "Marriage and civil partnership"},
                                                                    {"pregnancy", "Pregnancy and maternity"},
                                                                    {"race", "Race"},
                                                                    {"religion", "Religion or belief"},
                                                                    {"sex", "Sex"},
                                                                    {"sexual-orientation", "Sexual orientation"}}};
const std::vector<std::string> k_effects{"positive", "negative", "mixed", "none", "unknown"};
constexpr std::array<std::string_view, k_impact_effects> k_effect_words{"Positive", "Negative", "Mixed", "None known",
                                                                        "Not known"};
const std::vector<std::string> k_statuses{"draft", "agreed", "under review", "withdrawn"};

class Reader {
public:
    explicit Reader(const ImpactNames& names) : names_(names) {
        for (const ProtectedCharacteristic& c : k_characteristics)
            subjects_.emplace_back(c.id);
    }
    void read_objectives(const fs::path& path);
    void read_policy(const fs::path& path);
    ImpactAssessments take() && { return std::move(out_); }

private:
    std::vector<std::string> known(const TomlTable& table, std::string_view key, std::span<const std::string> ids,
                                   std::string_view what);
    AreaIndex area_of(const TomlTable& table);
    ImpactEvidence read_evidence(const TomlTable& table);
    ImpactMitigation read_mitigation(const TomlTable& table);
    ImpactJudgement read_judgement(const TomlTable& table);

    const ImpactNames& names_;
    std::vector<std::string> subjects_; ///< characteristics, then objectives
    std::optional<AreaIndex> area_;     ///< what figures are of, if the evidence does not say
    ImpactAssessments out_;
};

std::vector<std::string> Reader::known(const TomlTable& table, std::string_view key, std::span<const std::string> ids,
                                       std::string_view what) {
    std::vector<std::string> named = table.texts(key);
    for (const std::string& id : named)
        require_known(table, key, id, ids, what);
    return named;
}

/// The key's own, else the one of plan/impact.toml, else the only force.
AreaIndex Reader::area_of(const TomlTable& table) {
    std::vector<std::string> codes;
    for (const Area& area : names_.areas.all())
        if (area.kind == AreaKind::real) codes.push_back(area.code);
    if (table.has("area")) {
        std::string code = table.text("area");
        require_known(table, "area", code, codes, "area");
        return *names_.areas.find(code);
    }
    if (area_) return *area_;
    std::vector<AreaIndex> forces = names_.areas.of_level(Level::force);
    if (forces.size() != 1)
        throw table.error("area",
                          "The workspace has several forces: 'area', here or in plan/impact.toml, must name the "
                          "one the figures are of");
    return forces.front();
}

void Reader::read_objectives(const fs::path& path) {
    TomlTable file = read_toml(path);
    if (file.has("area")) area_ = area_of(file);
    for (const TomlTable& table : file.tables("objective")) {
        ImpactObjective o{table.text("id"), some_text(table, "title"), some_text(table, "text")};
        if (o.id.empty() || slug(o.id) != o.id)
            throw table.error("id", fmt::format("'{}' is no id; expected lower case, digits and single hyphens", o.id));
        if (std::ranges::find(subjects_, o.id) != subjects_.end())
            throw table.error("id", fmt::format("'{}' is a characteristic or an objective already", o.id));
        table.done();
        subjects_.push_back(o.id);
        out_.objectives.push_back(std::move(o));
    }
    file.done();
}

ImpactEvidence Reader::read_evidence(const TomlTable& table) {
    ImpactEvidence e;
    e.measure = table.text("measure");
    require_known(table, "measure", e.measure, names_.declared, "measure");
    e.breakdown = table.text_or("breakdown", "");
    e.groups = table.texts("groups");
    e.against = table.text_or("against", "");
    if (e.breakdown.empty() && (!e.groups.empty() || !e.against.empty()))
        throw table.error("breakdown", "Groups are of a breakdown: 'breakdown' names it");
    e.area = area_of(table);
    e.says = table.text_or("says", "");
    auto found = std::ranges::find(names_.measures, e.measure, &Measure::id);
    if (found != names_.measures.end()) {
        require_breakdown(table, *found, e.breakdown);
        Level level = names_.areas[e.area].level;
        if (std::ranges::find(found->levels, level) == found->levels.end())
            throw table.error("area", fmt::format("Measure '{}' has no figures by {}", e.measure, to_text(level)));
    }
    table.done();
    return e;
}

ImpactMitigation Reader::read_mitigation(const TomlTable& table) {
    ImpactMitigation m{some_text(table, "text"), some_text(table, "owner"), date_text(table, "due"), ""};
    if (table.has("done")) m.done = date_text(table, "done");
    table.done();
    return m;
}

ImpactJudgement Reader::read_judgement(const TomlTable& table) {
    ImpactJudgement j;
    j.on = table.text("on");
    require_known(table, "on", j.on, subjects_, "protected characteristic or impact objective");
    std::string effect = table.choice("effect", k_effects);
    j.effect = static_cast<ImpactEffect>(std::ranges::find(k_effects, effect) - k_effects.begin());
    j.judgement = some_text(table, "judgement");
    j.basis = some_text(table, "basis");
    for (const TomlTable& evidence : table.tables("evidence"))
        j.evidence.push_back(read_evidence(evidence));
    for (const TomlTable& gap : table.tables("gap")) {
        j.gaps.push_back({some_text(gap, "unknown"), some_text(gap, "tells")});
        gap.done();
    }
    for (const TomlTable& mitigation : table.tables("mitigation"))
        j.mitigations.push_back(read_mitigation(mitigation));
    table.done();
    return j;
}

void Reader::read_policy(const fs::path& path) {
    TomlTable file = read_toml(path);
    ImpactPolicy p;
    p.id = path.stem().string();
    if (p.id.empty() || slug(p.id) != p.id)
        throw Error::input("'{}' cannot be an address; expected lower case, digits and single hyphens, such as "
                           "stop-and-search.toml",
                           path.filename().string())
            .at(path.string());
    p.title = some_text(file, "title");
    p.about = some_text(file, "about");
    p.owner = some_text(file, "owner");
    p.date = date_text(file, "date");
    p.status = file.choice("status", k_statuses);
    p.review = date_text(file, "review");
    if (p.review < p.date)
        throw file.error("review",
                         fmt::format("The review of {} stands before the assessment of {}", p.review, p.date));
    p.serves = known(file, "serves", names_.plan, "objective or outcome");
    p.commitments = known(file, "commitments", names_.commitments, "commitment");
    for (const TomlTable& table : file.tables("judgement")) {
        ImpactJudgement judgement = read_judgement(table);
        if (p.of(judgement.on) != nullptr)
            throw table.error("on", fmt::format("There is a judgement on '{}' already", judgement.on));
        p.judgements.push_back(std::move(judgement));
    }
    file.done();
    out_.policies.push_back(std::move(p));
}

} // namespace

std::span<const ProtectedCharacteristic> protected_characteristics() { return k_characteristics; }
std::string_view to_code(ImpactEffect effect) { return k_effects[static_cast<std::size_t>(effect)]; }
std::string_view effect_words(ImpactEffect effect) { return k_effect_words[static_cast<std::size_t>(effect)]; }

const ImpactJudgement* ImpactPolicy::of(std::string_view on) const {
    auto found = std::ranges::find(judgements, on, &ImpactJudgement::on);
    return found == judgements.end() ? nullptr : &*found;
}

std::string ImpactAssessments::title_of(std::string_view on) const {
    for (const ProtectedCharacteristic& c : k_characteristics)
        if (c.id == on) return std::string(c.title);
    auto found = std::ranges::find(objectives, on, &ImpactObjective::id);
    return found == objectives.end() ? std::string(on) : found->title;
}

ImpactAssessments read_impact(const fs::path& plan, const ImpactNames& names) {
    Reader reader(names);
    if (fs::exists(plan / "impact.toml")) reader.read_objectives(plan / "impact.toml");
    std::vector<fs::path> policies;
    if (fs::is_directory(plan / "impact"))
        for (const auto& entry : fs::directory_iterator(plan / "impact"))
            if (entry.path().extension() == ".toml") policies.push_back(entry.path());
    std::ranges::sort(policies);
    for (const fs::path& path : policies)
        reader.read_policy(path);
    return std::move(reader).take();
}

} // namespace peelian
