// SPDX-License-Identifier: MIT
// How often 95 per cent intervals hold the truth: coverage [RUNS] prints the table of
// docs/intervals.md. Seeded; does not depend on threads.
#include "base/parallel.hpp"
#include "statistics/concentration.hpp"
#include "statistics/inequality.hpp"
#include "statistics/intervals.hpp"
#include "statistics/random_effects.hpp"
#include "statistics/survey.hpp"
#include "statistics/survival.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <vector>

using namespace peelian;

namespace {

using Random = std::mt19937_64;

/// One way the data may be, and whether a draw's interval holds the truth.
struct Setting {
    std::string method;
    std::string what;
    std::function<bool(Random&)> holds;
    double coverage = 0;
};

template <typename T> bool within(const T& i, double truth) { return i.lower <= truth && truth <= i.upper; }

double binomial(Random& r, int n, double p) { return std::binomial_distribution<int>(n, p)(r); }
double poisson_draw(Random& r, double mean) { return std::poisson_distribution<int>(mean)(r); }

void proportions(std::vector<Setting>& out) {
    for (int n : {30, 100, 1000})
        for (double p : {0.05, 0.2, 0.5})
            out.push_back({"Wilson", fmt::format("n {}, p {}", n, p),
                           [=](Random& r) { return within(wilson(binomial(r, n, p), n), p); }});
    for (int n : {50, 300})
        for (double p : {0.1, 0.4})
            out.push_back(
                {"Newcombe, difference", fmt::format("n {} and {}, p {} and {}", n, 2 * n, p, p + 0.1), [=](Random& r) {
                     return within(newcombe(binomial(r, n, p), n, binomial(r, 2 * n, p + 0.1), 2 * n), -0.1);
                 }});
}

void counts(std::vector<Setting>& out) {
    for (double mean : {2.0, 8.0, 30.0, 300.0}) {
        out.push_back({"Garwood (exact)", fmt::format("mean {}", mean),
                       [=](Random& r) { return within(garwood(poisson_draw(r, mean)), mean); }});
        out.push_back({"Byar", fmt::format("mean {}", mean),
                       [=](Random& r) { return within(byar(poisson_draw(r, mean)), mean); }});
    }
    for (double mean : {5.0, 20.0, 200.0}) {
        out.push_back({"ratio of rates", fmt::format("means {} and {}", mean, 2 * mean), [=](Random& r) {
                           RateRatio q = rate_ratio(poisson_draw(r, mean), 1000, poisson_draw(r, 2 * mean), 1000);
                           return !(0.5 < q.lower) && !(0.5 > q.upper); // no limit is no exclusion
                       }});
        out.push_back(
            {"change of a count, dispersion 3", fmt::format("means {} and {}", 3 * mean, 3 * mean), [=](Random& r) {
                 auto bunched = [&] {
                     std::gamma_distribution<double> g(3 * mean / 2, 2);
                     return poisson_draw(r, g(r));
                 };
                 CountChange c = count_change(bunched(), bunched(), 1, 3);
                 return !(1 < c.lower) && !(1 > c.upper);
             }});
    }
    std::vector<double> people{20000, 50000, 30000}, standard{1, 2, 1};
    for (double scale : {0.2, 1.0, 10.0})
        out.push_back(
            {"directly standardised rate (Dobson)", fmt::format("about {:.0f} events", 100 * scale), [=](Random& r) {
                 std::vector<double> x;
                 double truth = 0;
                 for (std::size_t k = 0; k < 3; ++k) {
                     double rate = scale * (0.0005 + 0.0005 * static_cast<double>(k));
                     x.push_back(poisson_draw(r, rate * people[k]));
                     truth += standard[k] / 4 * rate * 100000;
                 }
                 StandardisedRate s = standardised_rate(x, people, standard);
                 return std::isnan(s.lower) || within(s, truth);
             }});
    for (double mean : {10.0, 100.0})
        out.push_back({"weighted harm", fmt::format("mean counts {} of weights 1, 20 and 365", mean), [=](Random& r) {
                           std::vector<double> w{1, 20, 365}, x;
                           for (int k = 0; k < 3; ++k)
                               x.push_back(poisson_draw(r, mean));
                           return within(weighted_count(x, w), mean * 386);
                       }});
}

void values(std::vector<Setting>& out) {
    for (int n : {5, 30})
        for (bool skew : {false, true}) {
            auto draw = [=](Random& r) {
                std::vector<double> x;
                for (int i = 0; i < n; ++i)
                    x.push_back(skew ? std::exponential_distribution<double>(1)(r)
                                     : std::normal_distribution<double>(1)(r));
                return x;
            };
            std::string what = fmt::format("{} {} values", n, skew ? "exponential" : "normal");
            out.push_back({"mean (t)", what, [=](Random& r) { return within(mean_t(draw(r)), 1); }});
            if (n < 10) continue;
            double median = skew ? std::log(2.0) : 1;
            out.push_back({"median (order statistics)", what,
                           [=](Random& r) { return within(quantile_interval(draw(r), 0.5), median); }});
        }
    for (int n : {50, 300})
        for (auto [scale, name] : {std::pair{SurvivalScale::log, "log"}, std::pair{SurvivalScale::log_log, "log-log"}})
            out.push_back({fmt::format("Kaplan-Meier median ({})", name), fmt::format("{} cases, a third open", n),
                           [=](Random& r) {
                               std::vector<DurationCount> c;
                               std::exponential_distribution<double> end(1), watch(0.5);
                               for (int i = 0; i < n; ++i) {
                                   double e = end(r), w = watch(r);
                                   c.push_back({std::min(e, w), e <= w ? 1.0 : 0.0, e <= w ? 0.0 : 1.0});
                               }
                               SurvivalQuantile q = survival_quantile(kaplan_meier(c, scale), 0.5);
                               double truth = std::log(2.0);
                               return !(truth < q.lower) && !(truth > q.upper);
                           }});
}

/// Interviews in clusters within strata, weights unequal, answers alike within a cluster.
void surveys(std::vector<Setting>& out) {
    for (int clusters : {10, 30})
        for (bool share : {true, false})
            out.push_back(
                {share ? "survey share (logit)" : "survey mean (t)",
                 fmt::format("4 strata of {} clusters of 8, alike within a cluster", clusters), [=](Random& r) {
                     std::vector<SurveySums> sums;
                     std::normal_distribution<double> normal;
                     std::uniform_real_distribution<double> uniform;
                     std::uint32_t cluster = 0;
                     for (std::uint32_t h = 0; h < 4; ++h)
                         for (int c = 0; c < clusters; ++c, ++cluster) {
                             double own = 0.4 * normal(r);
                             for (int i = 0; i < 8; ++i) {
                                 double latent = own + std::sqrt(1 - 0.16) * normal(r), w = 0.5 + uniform(r);
                                 // Standard normal in all: a share of 0.3085 lies above a half.
                                 double y = share ? (latent > 0.5 ? 1 : 0) : latent;
                                 sums.push_back({h, cluster, 1, w, w * y, w * y * y, w * w});
                             }
                         }
                     std::vector<double> sizes(4, clusters);
                     SurveyEstimate e = survey_estimate(sums, sizes, share ? SurveyKind::proportion : SurveyKind::mean);
                     return within(e, share ? 0.3085375387 : 0.0);
                 }});
}

void spreads(std::vector<Setting>& out) {
    for (std::size_t places : {50, 600})
        for (bool whole : {true, false})
            out.push_back({whole ? "Gini (jackknife)" : "share of the top tenth (jackknife)",
                           fmt::format("{} places, harm gamma of shape 1/2", places), [=](Random& r) {
                               std::gamma_distribution<double> harm(0.5, 10);
                               std::vector<double> x;
                               for (std::size_t i = 0; i < places; ++i)
                                   x.push_back(harm(r));
                               // Of that gamma: Gini 2/pi, top tenth by its tail.
                               return whole ? within(gini(x), 0.6366197724) : within(top_share(x, 0.1), 0.4392860643);
                           }});
    for (int studies : {4, 10})
        out.push_back(
            {"random effects (Hartung-Knapp)", fmt::format("{} estimates that differ", studies), [=](Random& r) {
                 std::vector<Estimate> e;
                 std::normal_distribution<double> normal;
                 for (int i = 0; i < studies; ++i) {
                     double error = 0.05 + 0.02 * i;
                     e.push_back({0.3 + 0.1 * normal(r) + error * normal(r), error * error});
                 }
                 RandomEffects m = random_effects(e);
                 return within(m, 0.3);
             }});
    out.push_back({"slope index of inequality", "ten groups, errors known", [=](Random& r) {
                       std::vector<double> people(10, 100.0), value, error(10, 1.5);
                       std::normal_distribution<double> normal(0, 1.5);
                       for (int g = 0; g < 10; ++g)
                           value.push_back(30 - 20 * (g + 0.5) / 10 + normal(r));
                       InequalityIndex i = inequality_index(people, value, error);
                       return i.slope_lower <= -20 && -20 <= i.slope_upper;
                   }});
}

} // namespace

int main(int argc, char** argv) {
    int runs = argc > 1 ? std::atoi(argv[1]) : 20000;
    std::vector<Setting> settings;
    proportions(settings);
    counts(settings);
    values(settings);
    surveys(settings);
    spreads(settings);
    parallel_for(settings.size(), default_threads(), [&](std::size_t i) {
        Random random(4000 + i);
        int held = 0;
        for (int k = 0; k < runs; ++k)
            held += settings[i].holds(random);
        settings[i].coverage = 100.0 * held / runs;
    });
    fmt::print("| interval | data | holds the truth |\n| --- | --- | --- |\n");
    for (const Setting& s : settings)
        fmt::print("| {} | {} | {:.1f}% |\n", s.method, s.what, s.coverage);
}
