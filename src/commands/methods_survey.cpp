// SPDX-License-Identifier: MIT
// Survey estimates with weights, strata and clusters.
#include "commands/methods_rows.hpp"
#include "statistics/survey.hpp"

#include <cmath>
#include <set>

namespace peelian {
namespace {

std::string_view name_of(SurveyNote note) {
    switch (note) {
    case SurveyNote::none: return "";
    case SurveyNote::no_answers: return "no answers";
    case SurveyNote::too_few: return "no more clusters than strata";
    case SurveyNote::no_spread: return "clusters agree wholly";
    case SurveyNote::wilson_used: break;
    }
    return "Wilson's interval on the effective base";
}

/// The survey of one group of rows: its design, and who answered in which domain.
struct Survey {
    std::vector<double> clusters; ///< by stratum
    std::vector<std::vector<SurveySums>> domains;
    std::vector<std::string> names;
};

enum class Below { weights, column_x };

Survey survey_of(const MethodInput& in, Below below, bool zero_or_one) {
    std::size_t n = in.size();
    auto labels = [&](std::string_view column) {
        std::vector<std::string> out(in.texts(column).begin(), in.texts(column).end());
        out.resize(n);
        return out;
    };
    std::vector<std::string> strata = labels("stratum"), clusters = labels("cluster");
    for (std::size_t i = 0; i < n; ++i)
        // Without a cluster each interview is its own; the same name in two strata is two clusters.
        clusters[i] = strata[i] + '\n' + (clusters[i].empty() ? "\n" + std::to_string(i) : clusters[i]);
    Numbered stratum = numbered(strata), cluster = numbered(clusters), domain = numbered(labels("domain"));
    Survey out{std::vector<double>(stratum.names.size(), 0.0), {}, domain.names};
    out.domains.resize(std::max<std::size_t>(1, domain.names.size()));
    std::set<std::size_t> seen;
    for (std::size_t i = 0; i < n; ++i) {
        if (seen.insert(cluster.number[i]).second) ++out.clusters[stratum.number[i]];
        double y = in.numbers("value")[i], w = in.has("weight") ? in.numbers("weight")[i] : 1;
        double x = below == Below::column_x ? in.numbers("x")[i] : 1;
        if (!(w >= 0)) throw RowFailure{Error::input("Weight {} is none: it must be 0 or more", w), in.lines[i]};
        if (zero_or_one && !std::isnan(y) && y != 0 && y != 1)
            throw RowFailure{Error::input("Column 'value' has {}, but a proportion's answers are 0 or 1", y),
                             in.lines[i]};
        if (std::isnan(y) || std::isnan(x) || w == 0) continue;
        out.domains[domain.number[i]].push_back({static_cast<std::uint32_t>(stratum.number[i]),
                                                 static_cast<std::uint32_t>(cluster.number[i]), 1, w * x, w * y,
                                                 w * y * y, w * w});
    }
    return out;
}

std::vector<MethodCells> estimates(const MethodInput& in, SurveyKind kind) {
    Survey survey =
        survey_of(in, kind == SurveyKind::ratio ? Below::column_x : Below::weights, kind == SurveyKind::proportion);
    std::vector<MethodCells> out;
    for (std::size_t d = 0; d < survey.domains.size(); ++d) {
        SurveyEstimate e = survey_estimate(survey.domains[d], survey.clusters, kind, in.level);
        out.push_back({d < survey.names.size() ? survey.names[d] : "", e.value, e.standard_error, e.lower, e.upper,
                       e.answers, e.effective_base, e.design_effect, e.freedom, text(name_of(e.note))});
    }
    return out;
}

std::vector<MethodCells> differences(const MethodInput& in) {
    Survey survey = survey_of(in, Below::weights, false);
    std::vector<MethodCells> out;
    for (std::size_t d = 1; d < survey.domains.size(); ++d) {
        SurveyEstimate e = survey_difference(survey.domains[d], survey.domains[0], survey.clusters, in.level);
        out.push_back({survey.names[d], survey.names[0], e.value, e.standard_error, e.lower, e.upper, e.answers,
                       e.freedom, text(name_of(e.note))});
    }
    return out;
}

std::vector<MethodColumn> columns(std::string_view value) {
    return {{"value", value, Asked::gaps},
            {"weight", "of the interview; 1 if absent", Asked::optional},
            {"stratum", "its stratum; one if absent", Asked::optional, Holds::texts},
            {"cluster", "its cluster; each its own if absent", Asked::optional, Holds::texts},
            {"domain", "the group an answer belongs to; all one if absent", Asked::optional, Holds::texts}};
}

constexpr std::string_view k_source =
    "Binder, Int Stat Rev 51 (1983) 279; Lumley, Complex Surveys (2010), 2.2; as R's survey with lonely.psu = adjust";

} // namespace

std::vector<Method> survey_methods() {
    std::vector<MethodColumn> gives{{"domain", "group"},
                                    k_value,
                                    {"standard_error", "of the design"},
                                    k_lower,
                                    k_upper,
                                    {"answers", "used"},
                                    {"effective_base", "answers of equal weight worth as much"},
                                    {"design_effect", "variance over that of a random sample as large"},
                                    {"freedom", "clusters less strata"},
                                    {"note", "what is to be said of it"}};
    auto of = [&](std::string_view name, std::string_view title, std::string_view formula,
                  std::vector<MethodColumn> takes, SurveyKind kind) {
        return Method{name,
                      title,
                      formula,
                      k_source,
                      std::move(takes),
                      gives,
                      Method::Gives::rows,
                      [kind](const MethodInput& in) { return estimates(in, kind); }};
    };
    std::vector<MethodColumn> ratio = columns("above the line");
    ratio.insert(ratio.begin() + 1, {"x", "below the line", Asked::gaps});
    std::string_view taylor =
        "z of a cluster = sum w (y - value) / sum w; variance = sum over strata n/(n-1) sum (z - mean z)^2";
    return {
        of("survey-mean", "Weighted mean of a survey, by group, with the design's interval", taylor,
           columns("the answer"), SurveyKind::mean),
        of("survey-proportion", "Weighted share of a survey, by group, with a logit interval",
           "as survey-mean; logit(value) -+ t se / (value (1 - value))", columns("0 or 1"), SurveyKind::proportion),
        of("survey-ratio", "Ratio of two weighted totals of a survey, by group",
           "R = sum w y / sum w x; z of a cluster = sum w (y - R x) / sum w x", std::move(ratio), SurveyKind::ratio),
        {"survey-difference",
         "Mean of each group less that of the first, with their covariance",
         "z of a cluster = its z in one group less its z in the other",
         k_source,
         columns("the answer"),
         {{"domain", "group"},
          {"against", "the first group"},
          k_value,
          {"standard_error", "of the design"},
          k_lower,
          k_upper,
          {"answers", "of the smaller group"},
          {"freedom", "clusters less strata"},
          {"note", "what is to be said of it"}},
         Method::Gives::rows,
         differences},
    };
}

} // namespace peelian
