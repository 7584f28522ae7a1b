// SPDX-License-Identifier: MIT
#include "plan/priorities.hpp"

#include "base/text.hpp"
#include "base/toml.hpp"
#include "measures/measure.hpp"
#include "plan/known.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

namespace peelian {
namespace fs = std::filesystem;
namespace {

class Reader {
public:
    Reader(std::span<const Measure> measures, std::span<const std::string> declared, const Areas& areas)
        : measures_(measures),
          areas_(areas),
          measure_ids_(declared) {}
    void read_rules(const fs::path& path);
    void read_year(const fs::path& path);
    Priorities take() && { return std::move(out_); }

private:
    using Fits = std::function<bool(const Measure&)>;
    std::string measure(const TomlTable& table, std::string_view key, const Fits& fits, std::string_view expected);
    PriorityCandidate read_candidate(const TomlTable& table);
    PriorityChoice read_choice(const TomlTable& table);
    PriorityChange read_change(const TomlTable& table, const PriorityChoice& choice);

    std::span<const Measure> measures_;
    const Areas& areas_;
    std::span<const std::string> measure_ids_;
    std::vector<std::string> candidate_ids_;
    Priorities out_;
};

std::string Reader::measure(const TomlTable& table, std::string_view key, const Fits& fits, std::string_view expected) {
    std::string id = table.text_or(key, "");
    if (id.empty()) return id;
    require_known(table, key, id, measure_ids_, "measure");
    auto found = std::ranges::find(measures_, id, &Measure::id);
    if (found == measures_.end()) return "";
    const Measure& m = *found;
    if (!is_for(m, out_.level))
        throw table.error(key, fmt::format("Measure '{}' has no figures by {}", id, to_text(out_.level)));
    if (!fits(m))
        throw table.error(key, fmt::format("Measure '{}' is a {}; expected {}", id, to_text(m.kind), expected));
    return id;
}

PriorityCandidate Reader::read_candidate(const TomlTable& table) {
    auto is_volume = [](const Measure& m) {
        return (m.kind == MeasureKind::count || m.kind == MeasureKind::sum) && m.step == 1;
    };
    auto is_rate = [](const Measure& m) { return m.kind == MeasureKind::rate && m.step == 1; };
    auto is_share = [](const Measure& m) { return m.percent; };
    PriorityCandidate c;
    c.id = some_text(table, "id");
    if (std::ranges::find(candidate_ids_, c.id) != candidate_ids_.end())
        throw table.error("id", fmt::format("Candidate '{}' is there twice", c.id));
    candidate_ids_.push_back(c.id);
    c.title = some_text(table, "title");
    table.text("volume");
    c.volume = measure(table, "volume", is_volume, "a count or sum by month");
    c.rate = measure(table, "rate", is_rate, "a rate by month");
    c.harm = measure(table, "harm", is_share, "a share in per cent");
    c.repeat = measure(table, "repeat", is_share, "a share in per cent");
    c.concern = measure(table, "concern", is_share, "a share in per cent");
    table.done();
    return c;
}

void Reader::read_rules(const fs::path& path) {
    TomlTable file = read_toml(path);
    std::int64_t choose = file.integer_or("choose", 2);
    if (choose < 1 || choose > 10) throw file.error("choose", "'choose' is how many an area chooses: 1 to 10");
    out_.choose = static_cast<std::size_t>(choose);
    double above = file.real_or("above_peers", 20);
    if (!(above >= 0 && above <= 1000)) throw file.error("above_peers", "'above_peers' is in per cent, 0 or more");
    out_.above_peers = above / 100;
    for (const TomlTable& table : file.tables("candidate"))
        out_.candidates.push_back(read_candidate(table));
    if (out_.candidates.empty()) throw file.error("candidate", "There is no [[candidate]] to choose from");
    for (const TomlTable& table : file.tables("everywhere")) {
        SharedPriority shared{some_text(table, "id"), some_text(table, "title"), table.texts("measures")};
        for (const std::string& id : shared.measures)
            require_known(table, "measures", id, measure_ids_, "measure");
        table.done();
        out_.everywhere.push_back(std::move(shared));
    }
    file.done();
}

PriorityChange Reader::read_change(const TomlTable& table, const PriorityChoice& choice) {
    PriorityChange change;
    change.date = date_text(table, "date");
    const std::string& before = choice.changes.empty() ? choice.agreed : choice.changes.back().date;
    if (change.date < before)
        throw table.error(
            "date", fmt::format("A change of {} stands after one of {}; dates stand in order", change.date, before));
    change.out = table.text("out");
    change.in = table.text("in");
    require_known(table, "in", change.in, candidate_ids_, "candidate");
    std::vector<std::string> now = choice.now();
    if (std::ranges::find(now, change.out) == now.end())
        throw table.error("out",
                          fmt::format("'{}' was not a priority then; those were {}", change.out, join(now, ", ")));
    if (std::ranges::find(now, change.in) != now.end())
        throw table.error("in", fmt::format("'{}' is a priority already", change.in));
    change.why = some_text(table, "why");
    change.parties = table.texts("parties");
    if (change.parties.empty()) throw table.error("parties", "A change is agreed by somebody: 'parties' names them");
    table.done();
    return change;
}

PriorityChoice Reader::read_choice(const TomlTable& table) {
    PriorityChoice choice;
    std::string code = table.text("area");
    auto area = areas_.find(code);
    if (!area || areas_[*area].level != out_.level || areas_[*area].kind != AreaKind::real) {
        std::vector<std::string> codes;
        for (AreaIndex a = 0; a < areas_.size(); ++a)
            if (areas_[a].level == out_.level && areas_[a].kind == AreaKind::real) codes.push_back(areas_[a].code);
        require_known(table, "area", code, codes, to_text(out_.level));
    }
    choice.area = *area;
    choice.chosen = table.texts("chosen");
    if (choice.chosen.size() != out_.choose)
        throw table.error("chosen", fmt::format("{} chosen; plan/priorities.toml says 'choose = {}'",
                                                choice.chosen.size(), out_.choose));
    std::set<std::string> once;
    for (const std::string& id : choice.chosen) {
        require_known(table, "chosen", id, candidate_ids_, "candidate");
        if (!once.insert(id).second) throw table.error("chosen", fmt::format("'{}' is chosen twice", id));
    }
    choice.agreed = date_text(table, "agreed");
    choice.parties = table.texts("parties");
    if (choice.parties.empty()) throw table.error("parties", "A choice is agreed by somebody: 'parties' names them");
    choice.why = table.text_or("why", "");
    for (const TomlTable& change : table.tables("change"))
        choice.changes.push_back(read_change(change, choice));
    table.done();
    return choice;
}

/// "2017-18"
bool is_year(std::string_view text) {
    auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != 7 || text[4] != '-') return false;
    for (std::size_t i : {0, 1, 2, 3, 5, 6})
        if (!digit(text[i])) return false;
    int first = std::stoi(std::string(text.substr(0, 4)));
    return (first + 1) % 100 == std::stoi(std::string(text.substr(5)));
}

void Reader::read_year(const fs::path& path) {
    TomlTable file = read_toml(path);
    PriorityYear year;
    year.year = path.stem().string();
    if (!is_year(year.year))
        throw Error::input("'{}' is not named by a year; expected a name such as 2017-18.toml",
                           path.filename().string())
            .at(path.string());
    std::set<AreaIndex> once;
    for (const TomlTable& table : file.tables("choice")) {
        year.choices.push_back(read_choice(table));
        if (!once.insert(year.choices.back().area).second)
            throw table.error("area", fmt::format("{} has chosen already; a change within the year is a "
                                                  "[[choice.change]]",
                                                  areas_[year.choices.back().area].name));
    }
    file.done();
    out_.years.push_back(std::move(year));
}

} // namespace

std::vector<std::string> PriorityChoice::now() const {
    std::vector<std::string> now = chosen;
    for (const PriorityChange& change : changes)
        std::ranges::replace(now, change.out, change.in);
    return now;
}

const PriorityChoice* PriorityYear::of(AreaIndex area) const {
    auto found = std::ranges::find(choices, area, &PriorityChoice::area);
    return found == choices.end() ? nullptr : &*found;
}

const PriorityCandidate* Priorities::find(std::string_view id) const {
    auto found = std::ranges::find(candidates, id, &PriorityCandidate::id);
    return found == candidates.end() ? nullptr : &*found;
}

const PriorityYear* Priorities::latest_of(AreaIndex area) const {
    for (auto year = years.rbegin(); year != years.rend(); ++year)
        if (year->of(area) != nullptr) return &*year;
    return nullptr;
}

Priorities read_priorities(const fs::path& plan, std::span<const Measure> measures,
                           std::span<const std::string> declared, const Areas& areas) {
    Reader reader(measures, declared, areas);
    if (!fs::exists(plan / "priorities.toml")) return {};
    reader.read_rules(plan / "priorities.toml");
    std::vector<fs::path> years;
    if (fs::is_directory(plan / "priorities"))
        for (const auto& entry : fs::directory_iterator(plan / "priorities"))
            if (entry.path().extension() == ".toml") years.push_back(entry.path());
    std::ranges::sort(years);
    for (const fs::path& path : years)
        reader.read_year(path);
    return std::move(reader).take();
}

} // namespace peelian
