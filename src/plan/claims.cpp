// SPDX-License-Identifier: MIT
#include "plan/claims.hpp"

#include "base/date.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"
#include "measures/measure.hpp"
#include "plan/known.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace peelian {
namespace fs = std::filesystem;
namespace {

const std::vector<std::string> k_units{"number", "percent", "share", "money", "days"};
const std::vector<std::string> k_qualifiers{"", "about", "nearly", "more than", "less than", "up to", "at least"};
const std::vector<std::string> k_scales{"", "thousand", "million", "billion"};
const std::vector<std::string> k_kinds{"month", "quarter", "fy", "r12"};

std::size_t index_of(const std::vector<std::string>& list, const std::string& item) {
    return static_cast<std::size_t>(std::ranges::find(list, item) - list.begin());
}

class Reader {
public:
    Reader(std::span<const Measure> measures, std::span<const std::string> declared, const Areas& areas)
        : measures_(measures),
          declared_(declared),
          areas_(areas) {}
    ClaimRegister read(const fs::path& path);

private:
    std::size_t named(const TomlTable& table, std::string_view key, const std::string& id,
                      const std::vector<std::string>& ids, std::string_view what);
    void once(const TomlTable& table, const std::string& id, std::vector<std::string>& ids, std::string_view what);
    ClaimDocument read_document(const TomlTable& table);
    ClaimSubject read_subject(const TomlTable& table);
    Claim read_claim(const TomlTable& table);
    void read_figure(const TomlTable& table, Claim& claim);
    ClaimLink read_link(const TomlTable& table, const Claim& claim);
    void check_measure(const TomlTable& table, const ClaimLink& link, const Claim& claim);
    AreaIndex area_of(const TomlTable& table);
    ClaimAnswer read_answer(const TomlTable& table);

    std::span<const Measure> measures_;
    std::span<const std::string> declared_;
    const Areas& areas_;
    std::vector<std::string> document_ids_, subject_ids_, claim_ids_;
    /// By subject and definition: a claim of it, by whose unit the others go.
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> first_of_;
    std::optional<AreaIndex> area_; ///< what our figures are of, if the claim does not say
    ClaimRegister out_;
};

std::size_t Reader::named(const TomlTable& table, std::string_view key, const std::string& id,
                          const std::vector<std::string>& ids, std::string_view what) {
    require_known(table, key, id, ids, what);
    return index_of(ids, id);
}

void Reader::once(const TomlTable& table, const std::string& id, std::vector<std::string>& ids, std::string_view what) {
    if (id.empty() || slug(id) != id)
        throw table.error("id", fmt::format("'{}' is no id; expected lower case, digits and single hyphens", id));
    if (index_of(ids, id) < ids.size()) throw table.error("id", fmt::format("{} '{}' is there twice", what, id));
    ids.push_back(id);
}

ClaimDocument Reader::read_document(const TomlTable& table) {
    ClaimDocument d;
    d.id = table.text("id");
    once(table, d.id, document_ids_, "Document");
    d.title = some_text(table, "title");
    d.called = table.text_or("called", d.title);
    d.publisher = some_text(table, "publisher");
    d.date = table.text("date");
    bool month = d.date.size() == 7 && d.date[4] == '-' && Month::parse(d.date).has_value();
    if (!month && !is_date(d.date))
        throw table.error("date", fmt::format("'{}' is no date; expected YYYY-MM-DD or YYYY-MM", d.date));
    table.done();
    return d;
}

ClaimSubject Reader::read_subject(const TomlTable& table) {
    ClaimSubject s;
    s.id = table.text("id");
    once(table, s.id, subject_ids_, "Subject");
    s.title = some_text(table, "title");
    std::vector<std::string> ids;
    for (const TomlTable& definition : table.tables("definition")) {
        ClaimDefinition d{definition.text("id"), some_text(definition, "text")};
        once(definition, d.id, ids, "Definition");
        definition.done();
        s.definitions.push_back(std::move(d));
    }
    if (s.definitions.empty())
        throw table.error("definition", fmt::format("Subject '{}' has no [[subject.definition]]: say what is counted, "
                                                    "and of whom",
                                                    s.id));
    table.done();
    return s;
}

void Reader::read_figure(const TomlTable& table, Claim& claim) {
    claim.figure = table.text("figure");
    claim.unit = static_cast<ClaimUnit>(index_of(k_units, table.choice("unit", k_units)));
    auto qualifier =
        static_cast<ClaimQualifier>(index_of(k_qualifiers, table.choice_or("qualifier", k_qualifiers, "")));
    std::size_t scale = index_of(k_scales, table.choice_or("scale", k_scales, ""));
    auto figure = parse_figure(claim.figure, qualifier);
    if (!figure)
        throw table.error("figure",
                          fmt::format("'{}' is no figure; expected a number as printed, such as 11,896 or 12.9, "
                                      "or '4 in 5', or '184 to 700'",
                                      claim.figure));
    if (claim.figure.find(" in ") != std::string::npos && claim.unit != ClaimUnit::share)
        throw table.error("unit", fmt::format("'{}' is a share; expected unit = \"share\"", claim.figure));
    if (claim.unit == ClaimUnit::share && (figure->value < 0 || figure->value > 1))
        throw table.error("figure", fmt::format("'{}' is no share; expected '4 in 5', or 0 to 1", claim.figure));
    if (scale > 0 && is_part(claim.unit)) throw table.error("scale", "A part of a whole has no scale");
    static constexpr double k_factors[] = {1, 1e3, 1e6, 1e9};
    claim.value = figure->times(claim.unit == ClaimUnit::percent ? 0.01 : k_factors[scale]);
}

/// The key's own, else the file's, else the only force.
AreaIndex Reader::area_of(const TomlTable& table) {
    std::vector<std::string> codes;
    for (const Area& area : areas_.all())
        if (area.kind == AreaKind::real) codes.push_back(area.code);
    if (table.has("area")) {
        std::string code = table.text("area");
        require_known(table, "area", code, codes, "area");
        return *areas_.find(code);
    }
    if (area_) return *area_;
    std::vector<AreaIndex> forces = areas_.of_level(Level::force);
    if (forces.size() != 1)
        throw table.error("area", "The workspace has several forces: 'area', here or at the top of the file, must name "
                                  "the one our figure is of");
    return forces.front();
}

/// What the measure's own declaration can tell to be wrong.
void Reader::check_measure(const TomlTable& table, const ClaimLink& link, const Claim& claim) {
    auto found = std::ranges::find(measures_, link.measure, &Measure::id);
    if (found == measures_.end()) return;
    if (found->percent != is_part(claim.unit))
        throw table.error("measure", fmt::format("Measure '{}' is {} per cent and the claim is {}", link.measure,
                                                 found->percent ? "in" : "not in", to_code(claim.unit)));
    require_breakdown(table, *found, link.breakdown);
    Level level = areas_[link.area].level;
    if (std::ranges::find(found->levels, level) == found->levels.end())
        throw table.error("area", fmt::format("Measure '{}' has no figures by {}", link.measure, to_text(level)));
}

ClaimLink Reader::read_link(const TomlTable& table, const Claim& claim) {
    ClaimLink link;
    link.measure = table.text("measure");
    require_known(table, "measure", link.measure, declared_, "measure");
    link.area = area_of(table);
    link.kind = *parse_period_kind(table.choice("kind", k_kinds));
    std::string last = table.text("period");
    auto month = Month::parse(last);
    if (!month) throw table.error("period", fmt::format("'{}' is not a month; expected YYYY-MM", last));
    if (!ends_period(link.kind, *month))
        throw table.error("period", fmt::format("No {} ends with {}", table.text("kind"), month->to_words()));
    link.last = *month;
    link.breakdown = table.text_or("breakdown", "");
    link.group = table.text_or("group", "");
    if (link.breakdown.empty() != link.group.empty())
        throw table.error("group", "'breakdown' and 'group' stand together or not at all");
    check_measure(table, link, claim);
    table.done();
    return link;
}

Claim Reader::read_claim(const TomlTable& table) {
    Claim c;
    c.id = table.text("id");
    once(table, c.id, claim_ids_, "Claim");
    c.subject = named(table, "subject", table.text("subject"), subject_ids_, "subject");
    c.document = named(table, "document", table.text("document"), document_ids_, "document");
    c.section = some_text(table, "section");
    c.page = table.text_or("page", "");
    c.by = table.text_or("by", out_.documents[c.document].publisher);
    c.statement = some_text(table, "statement");
    c.printed = some_text(table, "printed");
    read_figure(table, c);
    const ClaimSubject& subject = out_.subjects[c.subject];
    std::vector<std::string> definitions;
    for (const ClaimDefinition& d : subject.definitions)
        definitions.push_back(d.id);
    std::string definition =
        definitions.size() == 1 ? table.text_or("definition", definitions[0]) : table.text("definition");
    c.definition = named(table, "definition", definition, definitions, fmt::format("definition of '{}'", subject.id));
    auto [first, fresh] = first_of_.try_emplace({c.subject, c.definition}, out_.claims.size());
    if (!fresh) {
        ClaimUnit unit = out_.claims[first->second].unit;
        if (unit != c.unit && !(is_part(unit) && is_part(c.unit)))
            throw table.error("unit", fmt::format("'{}' has the same definition and is {}", claim_ids_[first->second],
                                                  to_code(unit)));
    }
    if (auto period = table.maybe_text("period")) {
        c.period = parse_claim_period(*period);
        if (!c.period)
            throw table.error("period", fmt::format("'{}' is no period; expected 2017-02, 2016, 2016/17, or two of "
                                                    "them with ' to ' between",
                                                    *period));
    }
    c.note = table.text_or("note", "");
    if (auto ours = table.maybe_table("ours")) c.ours = read_link(*ours, c);
    table.done();
    return c;
}

ClaimAnswer Reader::read_answer(const TomlTable& table) {
    ClaimAnswer a;
    for (const std::string& id : table.texts("claims")) {
        a.claims.push_back(named(table, "claims", id, claim_ids_, "claim"));
        if (out_.claims[a.claims.back()].subject != out_.claims[a.claims.front()].subject)
            throw table.error("claims", fmt::format("'{}' is of another subject; an answer is about one", id));
    }
    if (a.claims.empty()) throw table.error("claims", "An answer is about claims: 'claims' names them");
    if (auto right = table.maybe_text("right")) {
        a.right = named(table, "right", *right, claim_ids_, "claim");
        if (std::ranges::find(a.claims, *a.right) == a.claims.end())
            throw table.error("right", fmt::format("'{}' is none of the claims that this answers", *right));
    }
    a.text = some_text(table, "text");
    a.by = some_text(table, "by");
    a.date = date_text(table, "date");
    table.done();
    return a;
}

ClaimRegister Reader::read(const fs::path& path) {
    TomlTable file = read_toml(path);
    if (file.has("area")) area_ = area_of(file);
    for (const TomlTable& table : file.tables("document"))
        out_.documents.push_back(read_document(table));
    for (const TomlTable& table : file.tables("subject"))
        out_.subjects.push_back(read_subject(table));
    for (const TomlTable& table : file.tables("claim"))
        out_.claims.push_back(read_claim(table));
    for (const TomlTable& table : file.tables("answer"))
        out_.answers.push_back(read_answer(table));
    file.done();
    return std::move(out_);
}

} // namespace

std::string ClaimRegister::told(std::size_t claim) const {
    return fmt::format("{} ({})", claims[claim].printed, document_of(claims[claim]).called);
}

ClaimRegister read_claims(const fs::path& path, std::span<const Measure> measures,
                          std::span<const std::string> declared, const Areas& areas) {
    return Reader(measures, declared, areas).read(path);
}

} // namespace peelian
