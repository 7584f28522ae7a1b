// SPDX-License-Identifier: MIT
#include "measures/question.hpp"

#include "warehouse/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace peelian {
namespace {

/// On a line of its own, so that a comment in it ends there.
std::string condition(std::string_view sql) { return fmt::format("(\n{}\n)", sql); }

constexpr std::string_view k_nothing = "null::double";

/// What one kind asks of the facts.
struct Question {
    std::string relation; ///< facts, or a select over them
    std::string where;
    std::string key; ///< SQL text, or empty
    std::array<std::string, 5> amounts{std::string(k_nothing), std::string(k_nothing), std::string(k_nothing),
                                       std::string(k_nothing), std::string(k_nothing)};
};

class Asker {
public:
    Asker(const Measure& measure, const Dataset& dataset, const std::string& relation)
        : m_(measure),
          dataset_(dataset),
          time_(sql_name(dataset.with_role("time")->name)) {
        q_.relation = relation;
        q_.where = m_.where;
    }
    Question ask();

private:
    /// Rows, or the sum of the count column, that meet a condition.
    std::string counted_if(const std::string& filter) const {
        const DatasetColumn* count = dataset_.with_role("count");
        std::string amount = count == nullptr ? "count(*)" : fmt::format("sum({})", sql_name(count->name));
        if (!filter.empty()) amount += " filter (where " + condition(filter) + ")";
        return fmt::format("coalesce({}, 0)::double", amount);
    }
    /// A sum that is the same whatever order its parts come in: of decimals, not doubles.
    static std::string exact_sum(std::string_view value, std::string_view filter) {
        return fmt::format("coalesce(sum({}::decimal(38, 9)) filter (where {}), 0)::double", value, filter);
    }
    void ask_mean(const std::string& value, const std::string& among);
    void ask_survey();
    void ask_repeat();
    void ask_funnel();
    void ask_duration();
    void ask_reoffending();
    void only_mature();

    const Measure& m_;
    const Dataset& dataset_;
    std::string time_;
    Question q_;
};

void Asker::ask_mean(const std::string& value, const std::string& among) {
    std::string v = condition(value);
    const DatasetColumn* count = dataset_.with_role("count");
    std::string times = count == nullptr ? "" : " * " + sql_name(count->name);
    std::string n = count == nullptr ? "1" : sql_name(count->name);
    std::string there = v + " is not null";
    if (!among.empty()) there = condition(among) + " and " + there;
    q_.amounts[0] = exact_sum(fmt::format("({}{})", v, times), there);
    q_.amounts[1] = exact_sum(n, there);
    q_.amounts[2] = exact_sum(fmt::format("({0}::double * {0}{1})", v, times), there);
}

/// `where` picks the answers that are meant and not the rows that are read: a cluster
/// without one of them is still part of the design.
void Asker::ask_survey() {
    auto column = [&](const std::string& declared, std::string_view role) -> std::string {
        if (!declared.empty()) return condition(declared);
        const DatasetColumn* own = dataset_.with_role(role);
        return own == nullptr ? "" : sql_name(own->name);
    };
    std::string w = column(m_.weight, "weight"), stratum = column(m_.stratum, "stratum"),
                cluster = column(m_.cluster, "cluster");
    if (w.empty()) w = "1";
    std::string y = m_.value.empty() ? fmt::format("({}::integer)", condition(m_.numerator)) : condition(m_.value);
    std::string meant = fmt::format("{} is not null and {} > 0", y, w);
    if (!m_.where.empty()) meant = condition(m_.where) + " and " + meant;
    q_.where.clear();
    q_.amounts[0] = exact_sum(fmt::format("({} * {})", w, y), meant);
    q_.amounts[1] = exact_sum(w, meant);
    q_.amounts[2] = fmt::format("(count(*) filter (where {}))::double", meant);
    q_.amounts[3] = exact_sum(fmt::format("({0} * {1}::double * {1})", w, y), meant);
    q_.amounts[4] = exact_sum(fmt::format("({0}::double * {0})", w), meant);
    if (stratum.empty()) stratum = "''";
    if (cluster.empty()) {
        q_.relation = fmt::format("(select *, row_number() over () as peelian_row from {})", q_.relation);
        cluster = "peelian_row";
    }
    q_.key = fmt::format("coalesce({}::varchar, '') || chr(31) || coalesce({}::varchar, '')", stratum, cluster);
}

/// Linear: one sort by victim and day, and each row looks at the day of the one before it
/// on an earlier day. The first `days` of the data have nothing to look back on.
void Asker::ask_repeat() {
    std::string victim = sql_name(m_.victim), day = sql_name(dataset_.with_role("day")->name);
    std::string who = victim + (m_.same.empty() ? "" : ", " + sql_name(m_.same));
    q_.relation = fmt::format(
        "(select *, {0} - max({0}) over (partition by {1} order by {0} range between unbounded preceding and interval "
        "1 "
        "day preceding) as peelian_days from {2} where {3} is not null union all by name select *, null::bigint as "
        "peelian_days from {2} where {3} is null)",
        day, who, q_.relation, victim);
    std::string known = victim + " is not null";
    q_.amounts[0] = counted_if(fmt::format("{} and peelian_days <= {}", known, m_.days));
    q_.amounts[1] = counted_if(known);
    q_.amounts[2] = counted_if(victim + " is null");
}

/// A case stands in the relation once for each stage, with whether it got there.
void Asker::ask_funnel() {
    only_mature();
    std::string titles, reached, lost, all;
    for (std::size_t i = 0; i < m_.stages.size(); ++i) {
        std::string title = sql_text(fmt::format("{}. {}", i + 1, m_.stages[i].title));
        std::string met = fmt::format("coalesce({}, false)", condition(m_.stages[i].where));
        all += (i == 0 ? "" : " and ") + met; // who skips a stage on paper has not reached the next
        titles += (i == 0 ? "" : ", ") + title;
        reached += fmt::format(" when {} then {}", title, all);
        if (m_.reason.empty()) continue;
        lost += fmt::format(" when not {} then {} || coalesce({}::varchar, 'still open')", met,
                            sql_text(fmt::format("Before {}: ", m_.stages[i].title)), sql_name(m_.reason));
    }
    std::string last = sql_text(fmt::format("{}. {}", m_.stages.size(), m_.stages.back().title));
    std::string where = q_.where.empty() ? "" : " where " + condition(q_.where);
    q_.relation =
        fmt::format("(select *, case stage{} end as peelian_reached from (select *, unnest([{}]) as stage{} "
                    "from {}{}))",
                    reached, titles, lost.empty() ? "" : fmt::format(", case{} end as lost", lost), q_.relation, where);
    q_.where.clear();
    std::string at_last = "stage = " + last;
    q_.amounts[0] = counted_if(at_last + " and peelian_reached");
    q_.amounts[1] = counted_if(at_last);
    q_.amounts[2] = counted_if("peelian_reached");
    q_.amounts[3] = counted_if("");
}

/// Open cases are known to have lasted until the extract was made.
void Asker::ask_duration() {
    const DatasetColumn* as_of = dataset_.with_role("as_of");
    std::string until = fmt::format("coalesce({}, {})", condition(m_.end), sql_name(as_of->name));
    std::string days = fmt::format("date_diff('day', {}::date, {}::date)", condition(m_.start), until);
    std::string usable = fmt::format("{} >= 0", days);
    q_.where = q_.where.empty() ? usable : fmt::format("{} and {}", condition(q_.where), usable);
    q_.key = fmt::format("{}::varchar || case when {} is null then '+' else '' end", days, condition(m_.end));
    q_.amounts[0] = counted_if("");
}

void Asker::ask_reoffending() {
    only_mature();
    std::string v = condition(m_.value);
    if (!m_.mix.empty()) q_.key = fmt::format("coalesce({}::varchar, '')", sql_name(m_.mix));
    if (m_.of == "share") {
        q_.amounts[0] = counted_if(v + " > 0");
        q_.amounts[1] = counted_if("");
        return;
    }
    // A cohort member without a reoffence counts as 0 of them, not as unknown.
    ask_mean(fmt::format("coalesce({}, 0)", v), m_.of == "per_reoffender" ? v + " > 0" : "");
}

/// Only cohorts whose last member was followed for all the months.
void Asker::only_mature() {
    if (m_.mature == 0) return;
    std::string old_enough =
        fmt::format("{} >= {} + interval {} month", sql_name(dataset_.with_role("as_of")->name), time_, m_.mature + 1);
    q_.where = q_.where.empty() ? old_enough : fmt::format("{} and {}", condition(q_.where), old_enough);
}

Question Asker::ask() {
    q_.amounts[0] = counted_if("");
    switch (m_.kind) {
    case MeasureKind::proportion:
        q_.amounts[0] = counted_if(m_.denominator.empty() ? m_.numerator
                                                          : fmt::format("({}) and ({})", m_.numerator, m_.denominator));
        q_.amounts[1] = counted_if(m_.denominator);
        break;
    case MeasureKind::ratio:
        if (m_.base.empty()) break;
        // The base's rows are not those of `where`: neither cuts the other.
        q_.amounts[0] = counted_if(m_.where);
        q_.amounts[1] = counted_if(m_.base);
        q_.amounts[2] = counted_if(m_.where.empty() ? m_.base : fmt::format("({}) and ({})", m_.where, m_.base));
        q_.where.clear();
        break;
    case MeasureKind::sum: q_.amounts[0] = fmt::format("sum({})::double", condition(m_.value)); break;
    case MeasureKind::stock:
        q_.amounts[0] =
            m_.total ? exact_sum(condition(m_.value), "true") : fmt::format("avg({})::double", condition(m_.value));
        if (!m_.value_of_force.empty()) q_.amounts[2] = fmt::format("avg({})::double", condition(m_.value_of_force));
        break;
    case MeasureKind::mean: ask_mean(m_.value, ""); break;
    case MeasureKind::survey: ask_survey(); break;
    case MeasureKind::repeat: ask_repeat(); break;
    case MeasureKind::funnel: ask_funnel(); break;
    case MeasureKind::duration: ask_duration(); break;
    case MeasureKind::reoffending: ask_reoffending(); break;
    case MeasureKind::standardised: q_.key = fmt::format("coalesce({}::varchar, '')", sql_name(m_.age)); break;
    case MeasureKind::concentration:
        q_.key = sql_name(m_.place) + "::varchar";
        q_.where = (q_.where.empty() ? "" : condition(q_.where) + " and ") + sql_name(m_.place) + " is not null";
        if (!m_.value.empty()) q_.amounts[0] = exact_sum(condition(m_.value), "true");
        break;
    default: break;
    }
    return std::move(q_);
}

} // namespace

bool looks_beyond_months(const Measure& measure) { return measure.kind == MeasureKind::repeat; }

std::string build_statement(const Measure& m, const Dataset& dataset, const std::string& relation,
                            const std::string& months) {
    std::string time = sql_name(dataset.with_role("time")->name);
    bool beyond = looks_beyond_months(m);
    std::string cut = months.empty() || beyond
                          ? relation
                          : fmt::format("(select * from {} where {} in ({}))", relation, time, months);
    Question q = Asker(m, dataset, cut).ask();
    const DatasetColumn* level = dataset.with_role("level");
    std::string common = fmt::format("{}, {}, {}", time, "force_area", "borough_area");
    std::string extra;
    if (level != nullptr) extra += ", " + sql_name(level->name);
    if (!m.each_column.empty()) extra += ", " + sql_name(m.each_column);
    if (!q.key.empty()) {
        q.relation = fmt::format("(select *, {} as peelian_key from {})", q.key, q.relation);
        extra += ", peelian_key";
    }
    bool wards = is_for(m, Level::ward);
    std::string sets = fmt::format("({}{})", common, extra);
    if (wards) sets += fmt::format(", ({}{}, ward_area)", common, extra);
    std::string grouping;
    for (const std::string& breakdown : m.breakdowns) {
        sets += fmt::format(", ({}{}, {})", common, extra, sql_name(breakdown));
        grouping += fmt::format(", grouping({})", sql_name(breakdown));
    }
    std::string columns = fmt::format("{} as time, force_area, borough_area", time);
    columns += wards ? ", ward_area, grouping(ward_area)" : ", null::varchar, 1::bigint";
    columns += level != nullptr ? ", " + sql_name(level->name) : std::string(", null::varchar");
    columns += m.each_column.empty() ? std::string(", null::varchar") : ", " + sql_name(m.each_column);
    columns +=
        fmt::format(", {} as numerator, {} as denominator, {} as third", q.amounts[0], q.amounts[1], q.amounts[2]);
    columns += fmt::format(", {} as fourth, {} as fifth, {} as key", q.amounts[3], q.amounts[4],
                           q.key.empty() ? "null::varchar" : "peelian_key");
    for (const std::string& breakdown : m.breakdowns)
        columns += ", " + sql_name(breakdown) + "::varchar";
    columns += grouping;
    std::string where = q.where.empty() ? "" : "\nwhere " + condition(q.where);
    if (beyond) {
        std::string first = fmt::format("{} >= (select min({}) + interval {} day from {})", time,
                                        sql_name(dataset.with_role("day")->name), m.days, relation);
        where = (where.empty() ? "\nwhere " : where + " and ") + first;
    }
    return fmt::format("select {}\nfrom {}{}\ngroup by grouping sets ({})", columns, q.relation, where, sets);
}

} // namespace peelian
