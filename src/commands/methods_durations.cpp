// SPDX-License-Identifier: MIT
// How long things take while some are still open.
#include "commands/methods_rows.hpp"
#include "statistics/survival.hpp"

namespace peelian {
namespace {

std::vector<DurationCount> counts_of(const MethodInput& in) {
    std::vector<DurationCount> out;
    for (std::size_t i = 0; i < in.size(); ++i) {
        double open = in.numbers("open")[i], cases = in.has("cases") ? in.numbers("cases")[i] : 1;
        if (open != 0 && open != 1)
            throw RowFailure{Error::input("Column 'open' has {}, but must be 0 (done) or 1 (still open)", open),
                             in.lines[i]};
        out.push_back({in.numbers("days")[i], open == 0 ? cases : 0, open == 1 ? cases : 0});
    }
    return out;
}

SurvivalScale scale_of(const MethodInput& in) {
    const std::string& word = in.word("scale");
    return word == "plain" ? SurvivalScale::plain : word == "log-log" ? SurvivalScale::log_log : SurvivalScale::log;
}

std::vector<MethodCells> curve(const MethodInput& in) {
    std::vector<MethodCells> out;
    for (const SurvivalStep& s : kaplan_meier(counts_of(in), scale_of(in), in.level))
        out.push_back({s.time, s.at_risk, s.done, s.open, s.left, s.standard_error, s.lower, s.upper});
    return out;
}

std::vector<MethodCells> quantile(const MethodInput& in) {
    std::vector<SurvivalStep> steps = kaplan_meier(counts_of(in), scale_of(in), in.level);
    SurvivalQuantile q = survival_quantile(steps, in.number("share"));
    return {{steps.empty() ? 0.0 : steps.front().at_risk, q.value, q.lower, q.upper}};
}

std::vector<MethodCells> compare(const MethodInput& in) {
    Numbered cohorts = numbered(in.texts("cohort"));
    std::vector<DurationCount> counts = counts_of(in);
    std::vector<std::vector<DurationCount>> groups(cohorts.names.size());
    for (std::size_t i = 0; i < counts.size(); ++i)
        groups[cohorts.number[i]].push_back(counts[i]);
    LogRank test = log_rank(groups);
    std::vector<MethodCells> out;
    for (std::size_t g = 0; g < groups.size(); ++g)
        out.push_back({cohorts.names[g], test.observed[g], test.expected[g], test.chi_square, test.freedom, test.p});
    return out;
}

} // namespace

std::vector<Method> duration_methods() {
    MethodColumn days{"days", "from the start to the end, or to when last seen open"},
        open{"open", "1 still open, 0 done"}, cases{"cases", "how many; 1 if absent", Asked::optional};
    MethodOption scale{"scale", "on which limits are made", "log", {"log", "plain", "log-log"}};
    return {
        {"kaplan-meier",
         "Share still open after each time, open cases kept",
         "S(t) = product over times up to t of (1 - done / at risk); Greenwood's variance",
         "Kaplan and Meier, J Am Stat Assoc 53 (1958) 457; limits as R's survival",
         {days, open, cases},
         {{"days", "time"},
          {"at_risk", "watched just before it"},
          {"done", "ended then"},
          {"open", "last seen open then"},
          {"left", "share still open after it"},
          {"standard_error", "Greenwood's"},
          k_lower,
          k_upper},
         Method::Gives::rows,
         curve,
         {scale}},
        {"duration-quantile",
         "Days by which a share of cases is done, open cases kept",
         "first time at which S goes below 1 - share; limits where S's limits do",
         "Brookmeyer and Crowley, Biometrics 38 (1982) 29",
         {days, open, cases},
         {{"cases", "watched"}, k_value, k_lower, k_upper},
         Method::Gives::row_for_group,
         quantile,
         {{"share", "done by then", "0.5"}, scale}},
        {"log-rank",
         "Whether cohorts end equally fast",
         "(O - E)' V^-1 (O - E) over cohorts but one, hypergeometric variance at each time",
         "Mantel, Cancer Chemother Rep 50 (1966) 163",
         {{"cohort", "name", Asked::always, Holds::texts}, days, open, cases},
         {{"cohort", "name"},
          {"observed", "ended"},
          {"expected", "if all ended alike"},
          {"chi_square", "of all cohorts"},
          {"freedom", "cohorts less one"},
          {"p", "of no difference"}},
         Method::Gives::rows,
         compare},
    };
}

} // namespace peelian
