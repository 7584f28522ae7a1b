// SPDX-License-Identifier: MIT
#include "synthetic/record_plan.hpp"

#include "base/text.hpp"
#include "base/toml.hpp"
#include "synthetic/boroughs.hpp"

#include <algorithm>
#include <cmath>

namespace peelian::synthetic {
namespace {

constexpr std::size_t k_most_flags = 32;
constexpr std::int64_t k_most_earlier = 20;

std::vector<std::uint64_t> read_totals(const TomlTable& table, const std::vector<Month>& years) {
    TomlTable totals = table.table("totals");
    std::vector<std::uint64_t> out;
    for (Month year : years) {
        std::int64_t n = totals.integer_or(year.to_string(), -1);
        if (n < 0) throw table.error("totals", fmt::format("There is no total for the year from {}", year.to_string()));
        out.push_back(static_cast<std::uint64_t>(n));
    }
    totals.done();
    return out;
}

double share_of(const TomlTable& table, std::string_view key, double otherwise) {
    double share = table.real_or(key, otherwise);
    if (!(share >= 0 && share <= 1)) throw table.error(key, fmt::format("{} is not a share from 0 to 1", share));
    return share;
}

Month month_of(const TomlTable& table, std::string_view key) {
    auto month = Month::parse(table.text(key));
    if (!month) throw table.error(key, fmt::format("'{}' is not a month; expected YYYY-MM", table.text(key)));
    return *month;
}

RecordClass read_class(const TomlTable& table, const RecordPlan& plan) {
    RecordClass c;
    c.id = table.text("id");
    c.title = table.text("title");
    c.totals = read_totals(table, plan.years);
    c.victims = share_of(table, "victims", 1);
    c.repeats = share_of(table, "repeats", 0);
    c.season = table.real_or("season", 0);
    if (!(c.season > -1 && c.season < 1)) throw table.error("season", "'season' must lie between -1 and 1");
    c.night = table.boolean_or("night", false);
    c.spread = table.real_or("spread", 0);
    if (!(c.spread >= 0 && c.spread <= 1)) throw table.error("spread", "'spread' must lie between 0 and 1");
    table.done();
    return c;
}

RecordStep read_step(const TomlTable& table, const RecordPlan& plan) {
    std::vector<std::string> ids, names;
    for (const RecordClass& c : plan.classes)
        ids.push_back(c.id);
    for (const Borough& b : boroughs())
        names.emplace_back(b.name);
    RecordStep step;
    std::string id = table.choice("class", ids);
    step.of = static_cast<std::size_t>(std::ranges::find(ids, id) - ids.begin());
    for (const std::string& name : table.texts("boroughs")) {
        auto found = std::ranges::find(names, name);
        if (found == names.end()) throw table.error("boroughs", fmt::format("'{}' is no borough", name));
        step.boroughs.push_back(static_cast<std::size_t>(found - names.begin()));
    }
    if (step.boroughs.empty()) throw table.error("boroughs", "A step is in at least one borough");
    step.from = month_of(table, "from");
    step.times = table.real_or("times", 1);
    if (!(step.times > 0 && step.times <= 10)) throw table.error("times", "'times' must lie above 0, 10 at most");
    table.done();
    return step;
}

std::vector<std::string> known_flags(const TomlTable& table, std::string_view key, const RecordPlan& plan) {
    std::vector<std::string> flags = table.texts(key);
    for (const std::string& f : flags)
        if (std::ranges::find(plan.flags, f) == plan.flags.end())
            throw table.error(key, fmt::format("No mark before this one puts the flag '{}'", f));
    return flags;
}

RecordMark read_mark(const TomlTable& table, RecordPlan& plan) {
    RecordMark mark;
    mark.within = known_flags(table, "within", plan);
    mark.without = known_flags(table, "without", plan);
    mark.flags = table.texts("flags");
    if (mark.flags.empty()) throw table.error("flags", "A mark puts at least one flag");
    for (const std::string& f : mark.flags) {
        if (slug(f) != f)
            throw table.error("flags", fmt::format("'{}' must be lower case letters, digits and hyphens", f));
        if (std::ranges::find(plan.flags, f) == plan.flags.end()) plan.flags.push_back(f);
    }
    if (plan.flags.size() > k_most_flags) throw table.error("flags", "There can be 32 flags at most");
    mark.totals = read_totals(table, plan.years);
    TomlTable among = table.table("among");
    std::vector<std::string> ids;
    for (const RecordClass& c : plan.classes)
        ids.push_back(c.id);
    for (const std::string& id : among.keys()) {
        auto found = std::ranges::find(ids, id);
        if (found == ids.end()) {
            auto near = nearest(id, ids);
            throw among.error(id, fmt::format("There is no class '{}'{}", id,
                                              near ? fmt::format("; did you mean '{}'?", *near) : ""));
        }
        double weight = among.real_or(id, 0);
        if (!(weight > 0)) throw among.error(id, "How likely it is must be above 0");
        mark.among[static_cast<std::size_t>(found - ids.begin())] = weight;
    }
    among.done();
    if (auto ages = table.maybe_table("ages")) {
        mark.ages = {static_cast<int>(ages->integer_or("from", 0)), static_cast<int>(ages->integer_or("to", 100))};
        if (mark.ages->first < 0 || mark.ages->second > 100 || mark.ages->first > mark.ages->second)
            throw table.error("ages", "Ages run from 0 to 100");
        ages->done();
    }
    mark.unless = table.text_or("unless", "");
    if (auto peaks = table.maybe_table("peaks")) {
        for (const std::string& key : peaks->keys()) {
            auto month = Month::parse(key);
            if (!month) throw peaks->error(key, fmt::format("'{}' is not a month; expected YYYY-MM", key));
            mark.peaks[*month] = peaks->real_or(key, 1);
        }
        peaks->done();
    }
    table.done();
    return mark;
}

/// A table of numbers by month or year.
template <typename Key, typename Read>
std::map<Key, double> read_course(const TomlTable& table, std::string_view key, Read read) {
    TomlTable course = table.table(key);
    std::map<Key, double> out;
    for (const std::string& name : course.keys())
        out[read(course, name)] = course.real_or(name, 0);
    course.done();
    if (out.empty()) throw table.error(key, "It tells nothing");
    return out;
}

RecordTable read_record_table(const TomlTable& table) {
    RecordTable out;
    out.file = table.text("file");
    if (slug(out.file) != out.file || out.file.empty())
        throw table.error("file", fmt::format("'{}' must be lower case letters, digits and hyphens", out.file));
    for (const std::string& text : table.texts("years")) {
        auto month = Month::parse(text);
        if (!month) throw table.error("years", fmt::format("'{}' is not a month; expected YYYY-MM", text));
        out.years.push_back(*month);
    }
    if (out.years.empty()) throw table.error("years", "At least one year, by its first month");
    out.columns = table.texts("columns");
    out.boroughs = table.boolean_or("boroughs", true);
    out.wards = table.boolean_or("wards", false);
    if (out.wards && !out.boroughs) throw table.error("wards", "A table by ward is one by borough too");
    for (const TomlTable& row : table.tables("row")) {
        out.rows.push_back({row.texts("values"), read_totals(row, out.years)});
        if (out.rows.back().values.size() != out.columns.size())
            throw row.error("values", fmt::format("{} for {}", counted(out.rows.back().values.size(), "value"),
                                                  counted(out.columns.size(), "column")));
        row.done();
    }
    table.done();
    return out;
}

RecordQuestion read_question(const TomlTable& table) {
    RecordQuestion q;
    q.survey = table.text("survey");
    q.item = table.text("item");
    q.shares = read_course<int>(table, "shares", [](const TomlTable& course, const std::string& name) {
        auto month = Month::parse(name + "-01");
        if (!month) throw course.error(name, fmt::format("'{}' is not a year", name));
        return month->year();
    });
    for (const auto& [year, share] : q.shares)
        if (!(share > 0 && share < 1))
            throw table.error("shares", fmt::format("{} is not a share between 0 and 1", share));
    q.boroughs = share_of(table, "boroughs", 0.05);
    table.done();
    return q;
}

RecordStaff read_staff(const TomlTable& table) {
    RecordStaff s;
    s.kind = table.text("kind");
    s.full_time = read_course<Month>(table, "full_time", [](const TomlTable& course, const std::string& name) {
        auto month = Month::parse(name);
        if (!month) throw course.error(name, fmt::format("'{}' is not a month; expected YYYY-MM", name));
        return *month;
    });
    s.women = share_of(table, "women", 0.5);
    s.minority = share_of(table, "minority", 0.15);
    table.done();
    return s;
}

void put_years_before(std::vector<Month>& years, std::size_t n) {
    for (std::size_t k = 0; k < n; ++k)
        years.insert(years.begin(), years.front() + -12);
}

/// Of two that are told, the step from one to the next, halved with each year back.
void put_totals_before(std::vector<std::uint64_t>& totals, std::size_t n) {
    auto log_of = [](std::uint64_t t) { return std::log(std::max<double>(1, static_cast<double>(t))); };
    double step = totals.size() > 1 ? std::clamp(log_of(totals[0]) - log_of(totals[1]), -0.5, 0.5) : 0;
    for (std::size_t k = 0; k < n; ++k) {
        step /= 2;
        auto before = static_cast<double>(totals.front()) * std::exp(step);
        totals.insert(totals.begin(), static_cast<std::uint64_t>(std::lround(before)));
    }
}

void make_up_earlier(RecordPlan& plan) {
    std::size_t n = plan.earlier;
    put_years_before(plan.years, n);
    for (RecordClass& c : plan.classes)
        put_totals_before(c.totals, n);
    for (RecordMark& mark : plan.marks)
        put_totals_before(mark.totals, n);
    for (RecordCohort& cohort : plan.cohorts)
        put_totals_before(cohort.totals, n);
    for (RecordTable& table : plan.tables) {
        put_years_before(table.years, n);
        for (RecordTable::Row& row : table.rows)
            put_totals_before(row.totals, n);
    }
    for (std::size_t k = 0; k < n; ++k) {
        for (RecordQuestion& q : plan.questions)
            q.shares[q.shares.begin()->first - 1] = q.shares.begin()->second;
        for (RecordStaff& s : plan.staff)
            s.full_time[s.full_time.begin()->first + -12] = s.full_time.begin()->second;
    }
}

/// Classes by their ids; none named is all.
std::vector<std::size_t> read_classes(const TomlTable& table, const RecordPlan& plan) {
    std::vector<std::string> ids;
    for (const RecordClass& c : plan.classes)
        ids.push_back(c.id);
    std::vector<std::size_t> out;
    for (const std::string& id : table.texts("classes")) {
        auto found = std::ranges::find(ids, id);
        if (found == ids.end()) {
            auto near = nearest(id, ids);
            throw table.error("classes", fmt::format("There is no class '{}'{}", id,
                                                     near ? fmt::format("; did you mean '{}'?", *near) : ""));
        }
        out.push_back(static_cast<std::size_t>(found - ids.begin()));
    }
    if (out.empty()) throw table.error("classes", "At least one class of crime");
    return out;
}

/// How likely each of some words is, relative; empty where the key is absent.
std::map<std::string, double> read_weights(const TomlTable& table, std::string_view key) {
    std::map<std::string, double> out;
    auto weights = table.maybe_table(key);
    if (!weights) return out;
    for (const std::string& word : weights->keys()) {
        out[word] = weights->real_or(word, 0);
        if (!(out[word] > 0)) throw weights->error(word, "How likely it is must be above 0");
    }
    weights->done();
    return out;
}

double days_of(const TomlTable& table, std::string_view key, double otherwise) {
    double days = table.real_or(key, otherwise);
    if (!(days > 0)) throw table.error(key, "A median of days must be above 0");
    return days;
}

RecordCases read_cases(const TomlTable& table, const RecordPlan& plan) {
    RecordCases c;
    c.classes = read_classes(table, plan);
    c.flags = known_flags(table, "flags", plan);
    c.share = share_of(table, "share", c.share);
    c.charged = share_of(table, "charged", c.charged);
    c.convicted = share_of(table, "convicted", c.convicted);
    c.days_to_charge = days_of(table, "days_to_charge", c.days_to_charge);
    c.days_to_close = days_of(table, "days_to_close", c.days_to_close);
    c.days_to_court = days_of(table, "days_to_court", c.days_to_court);
    c.days_to_end = days_of(table, "days_to_end", c.days_to_end);
    c.reasons = read_weights(table, "reasons");
    c.acquittals = read_weights(table, "acquittals");
    c.trials = share_of(table, "trials", c.trials);
    c.trial = read_weights(table, "trial");
    c.trial_reasons = read_weights(table, "trial_reasons");
    table.done();
    return c;
}

RecordCohort read_cohort(const TomlTable& table, const RecordPlan& plan) {
    RecordCohort c;
    c.name = table.text("name");
    c.totals = read_totals(table, plan.years);
    c.reoffend = share_of(table, "reoffend", c.reoffend);
    c.offences = table.real_or("offences", c.offences);
    if (!(c.offences >= 1)) throw table.error("offences", "Who reoffends does so once at least");
    c.severity = table.real_or("severity", c.severity);
    if (table.has("complied")) c.complied = share_of(table, "complied", 1);
    c.women = share_of(table, "women", c.women);
    if (auto ages = table.maybe_table("ages")) {
        c.ages = {static_cast<int>(ages->integer_or("from", 10)), static_cast<int>(ages->integer_or("to", 60))};
        if (c.ages.first < 10 || c.ages.second > 100 || c.ages.first > c.ages.second)
            throw table.error("ages", "Ages of offenders run from 10 to 100");
        ages->done();
    }
    c.mix = read_weights(table, "mix");
    table.done();
    return c;
}

} // namespace

double course_within(std::span<const double> totals, std::size_t year, int month) {
    auto log_of = [&](std::size_t y) { return std::log(std::max(1.0, totals[y])); };
    double behind = year > 0 ? log_of(year) - log_of(year - 1) : 0;
    double ahead = year + 1 < totals.size() ? log_of(year + 1) - log_of(year) : behind;
    if (year == 0) behind = ahead;
    double at = (month + 0.5) / 12 - 0.5;
    return std::exp(at * (at < 0 ? behind : ahead));
}

bool RecordStep::is_at(std::size_t kind, std::size_t borough, Month month) const {
    return kind == of && month >= from && std::ranges::find(boroughs, borough) != boroughs.end();
}

std::size_t RecordPlan::flag(const std::string& name) const {
    return static_cast<std::size_t>(std::ranges::find(flags, name) - flags.begin());
}

RecordPlan read_record_plan(const std::filesystem::path& path) {
    TomlTable file = read_toml(path);
    RecordPlan plan;
    for (const std::string& text : file.texts("years")) {
        auto month = Month::parse(text);
        if (!month) throw file.error("years", fmt::format("'{}' is not a month; expected YYYY-MM", text));
        if (!plan.years.empty() && *month != plan.years.back() + 12)
            throw file.error("years", "Years follow one another");
        plan.years.push_back(*month);
    }
    if (plan.years.empty()) throw file.error("years", "At least one year, by its first month");
    for (const TomlTable& table : file.tables("class")) {
        plan.classes.push_back(read_class(table, plan));
        if (std::ranges::count(plan.classes, plan.classes.back().id, &RecordClass::id) > 1)
            throw table.error("id", fmt::format("Class '{}' is there twice", plan.classes.back().id));
    }
    for (const TomlTable& table : file.tables("step"))
        plan.steps.push_back(read_step(table, plan));
    for (const TomlTable& table : file.tables("mark"))
        plan.marks.push_back(read_mark(table, plan));
    std::int64_t earlier = file.integer_or("earlier", 0);
    if (earlier < 0 || earlier > k_most_earlier)
        throw file.error("earlier", fmt::format("'earlier' is a number of years from 0 to {}", k_most_earlier));
    plan.earlier = static_cast<std::size_t>(earlier);
    plan.interviews = file.real_or("interviews", plan.interviews);
    for (const TomlTable& table : file.tables("cases"))
        plan.cases.push_back(read_cases(table, plan));
    for (const TomlTable& table : file.tables("cohort"))
        plan.cohorts.push_back(read_cohort(table, plan));
    plan.extract = plan.years.back() + 12;
    if (file.has("extract")) plan.extract = month_of(file, "extract");
    for (const TomlTable& table : file.tables("question"))
        plan.questions.push_back(read_question(table));
    for (const TomlTable& table : file.tables("table"))
        plan.tables.push_back(read_record_table(table));
    for (const TomlTable& table : file.tables("staff"))
        plan.staff.push_back(read_staff(table));
    file.done();
    make_up_earlier(plan);
    return plan;
}

} // namespace peelian::synthetic
