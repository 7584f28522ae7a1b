// SPDX-License-Identifier: MIT
// The literal rows come from the fixtures of R PHEindicatormethods 2.1.0 and from scipy,
// re-computed; the whole files are read where the shared folder is there.
#include "base/error.hpp"
#include "statistics/intervals.hpp"
#include "statistics/shared_vectors.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <limits>
#include <thread>

using namespace peelian;
using namespace peelian::testing;

namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();

void check(Interval got, double lower, double upper, double relative = 1e-9) {
    CHECK_MESSAGE(near(got.lower, lower, relative), got.lower, " expected ", lower);
    CHECK_MESSAGE(near(got.upper, upper, relative), got.upper, " expected ", upper);
}

double json_number(const nlohmann::json& value) { return value.is_null() ? k_nan : value.get<double>(); }

std::vector<double> json_numbers(const nlohmann::json& values) {
    std::vector<double> out;
    for (const auto& value : values)
        out.push_back(json_number(value));
    return out;
}

} // namespace

TEST_CASE("the Wilson interval agrees with published rows") {
    check(wilson(65, 100), 0.5525444329688797, 0.7363575175690247);
    check(wilson(65, 100, 0.998), 0.4954946574070431, 0.7783540614089697);
    check(wilson(1045, 5000), 0.19795549880013297, 0.22049130373189027);
    check(wilson(0.445, 1), 0.04381744772058822, 0.9334621276979156);
    check(wilson(7776456, 7564336677), 0.0010273201001641094, 0.0010287644578977231);
    check(wilson(0, 1), 0.0, 0.7934506856227626);
    check(wilson(3, 3), 0.4385029682449545, 1.0);
}

TEST_CASE("the Wilson interval agrees with every shared row") {
    for (const Row& row : shared_rows("closed_form/wilson_edge.csv"))
        check(wilson(row.number("x"), row.number("n"), row.number("confidence")), row.number("lower"),
              row.number("upper"));
    for (const Row& row : shared_rows("phe/proportion.csv")) {
        if (row.text("method") != "Wilson") continue;
        double by = row.number("multiplier");
        Interval got = wilson(row.number("x"), row.number("n"), row.number("confidence"));
        check({got.lower * by, got.upper * by}, row.number("lower"), row.number("upper"));
    }
}

TEST_CASE("a proportion without trials is missing and more cases than trials is an error") {
    CHECK(std::isnan(wilson(0, 0).lower));
    CHECK(std::isnan(wilson(k_nan, 10).upper));
    CHECK_THROWS_AS(wilson(11, 10), Error);
    CHECK_THROWS_AS(wilson(-1, 10), Error);
    CHECK_THROWS_AS(wilson(1, 10, 1.5), Error);
}

TEST_CASE("Newcombe's interval agrees with his worked examples") {
    // Newcombe 1998, table II: 56/70 less 48/80, and 10/10 less 0/20, method 10.
    Interval first = newcombe(56, 70, 48, 80);
    CHECK(first.lower == doctest::Approx(0.0524).epsilon(0.001));
    CHECK(first.upper == doctest::Approx(0.3339).epsilon(0.001));
    Interval second = newcombe(10, 10, 0, 20);
    CHECK(second.lower == doctest::Approx(0.6791).epsilon(0.001));
    CHECK(second.upper == doctest::Approx(1.0));
    CHECK(std::isnan(newcombe(1, 2, 0, 0).lower));
}

TEST_CASE("exact and Byar limits of a count agree with published rows") {
    check(garwood(0), 0.0, 3.6888794541139354);
    check(garwood(1), 0.025317807984289897, 5.571643390938898);
    check(garwood(5, 0.998), 0.739371731917839, 16.454745203680105);
    check(byar(65), 50.163187710459454, 82.84913854593984);
    check(byar(10, 0.998), 2.916318374695686, 24.193724927880535);
    check(byar(1, 0.998), 0.0, 9.362180217908362);
    check(byar(0), 0.0, 3.6680118321737507);
}

TEST_CASE("exact and Byar limits agree with every shared row") {
    auto clipped = [](double lower) { return std::isnan(lower) ? 0.0 : std::max(0.0, lower); };
    for (const Row& row : shared_rows("closed_form/poisson_exact_byar.csv")) {
        double x = row.number("x");
        double level = row.number("confidence");
        check(garwood(x, level), row.number("exact_lower"), row.number("exact_upper"));
        check(byar(x, level), clipped(row.number("byar_lower")), row.number("byar_upper"), 1e-9);
    }
    for (const Row& row : shared_rows("phe/byars_wilson.csv")) {
        if (row.text("method") != "Byars") continue;
        check(byar(row.number("x"), row.number("confidence")), clipped(row.number("lower")), row.number("upper"));
    }
    for (const Row& row : shared_rows("phe/crude_rate.csv")) {
        if (row.text("method").empty()) continue;
        double per = row.number("multiplier") / row.number("n");
        Interval got = poisson(row.number("x"), row.number("confidence"));
        check({got.lower * per, got.upper * per}, row.number("lower"), row.number("upper"));
    }
}

TEST_CASE("a count's interval is exact below 10 events, Byar's from 10, and missing when it is") {
    for (int x = 0; x < 10; ++x)
        check(poisson(x), garwood(x).lower, garwood(x).upper, 0);
    check(poisson(10), byar(10).lower, byar(10).upper, 0);
    check(poisson(2.5), garwood(2.5).lower, garwood(2.5).upper, 0);
    CHECK(std::isnan(poisson(k_nan).lower));
    CHECK_THROWS_AS(poisson(-1), Error);
}

TEST_CASE("the table of exact intervals is the same from many threads at once") {
    std::array<double, 8> upper{};
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < upper.size(); ++i)
        threads.emplace_back([&upper, i] { upper[i] = poisson(3).upper; });
    for (std::thread& thread : threads)
        thread.join();
    for (double u : upper)
        CHECK(u == upper[0]);
}

TEST_CASE("the t interval of a mean agrees with a published row and leaves out what is missing") {
    std::array<double, 9> values{33.09375, 48.38596, 64.83495, k_nan, 67.98475, 22.93556, 71.23587, 38.78465, 82.37927};
    check(mean_t(values), 36.168325241336504, 71.24036475866352);
    check(mean_t(values, 0.998), 18.216705294788838, 89.19198470521118);
    std::array<double, 2> one{5, k_nan};
    CHECK(std::isnan(mean_t(one).lower));
    std::array<double, 3> same{5, 5, 5};
    check(mean_t(same), 5, 5);
}

TEST_CASE("the t interval of a mean agrees with every shared row") {
    auto bytes = shared_file("phe/mean.json");
    if (!bytes) return;
    for (const auto& row : nlohmann::json::parse(*bytes)) {
        std::vector<double> values = json_numbers(row.at("values"));
        const auto& expected = row.at("expected");
        check(mean_t(values), json_number(expected.at("lower95_0cl")), json_number(expected.at("upper95_0cl")));
        check(mean_t(values, 0.998), json_number(expected.at("lower99_8cl")), json_number(expected.at("upper99_8cl")));
    }
}

TEST_CASE("a rate ratio is log-Wald with large counts and exact with small ones") {
    RateRatio large = rate_ratio(120, 5000, 300, 50000);
    CHECK(large.method == RatioMethod::log_wald);
    CHECK(large.ratio == doctest::Approx(4.0));
    check({large.lower, large.upper}, 3.236828702952452, 4.9431098980943);
    RateRatio small = rate_ratio(5, 1000, 8, 9000);
    CHECK(small.method == RatioMethod::exact);
    check({small.lower, small.upper}, 1.447857134520731, 19.501071377279704);
}

TEST_CASE("a rate ratio of nothing has its one limit and of two nothings has none") {
    RateRatio none = rate_ratio(0, 800, 12, 20000);
    CHECK(none.ratio == 0);
    check({none.lower, none.upper}, 0, 8.997345432192601);
    RateRatio open = rate_ratio(7, 900, 0, 3000);
    CHECK(std::isnan(open.ratio));
    check({open.lower, open.upper}, 4.804361729450799, k_nan);
    CHECK(rate_ratio(0, 10, 0, 10).method == RatioMethod::none);
    CHECK(rate_ratio(1, 0, 1, 10).method == RatioMethod::none);
    CHECK(std::isnan(rate_ratio(k_nan, 10, 1, 10).ratio));
}

TEST_CASE("rate ratios agree with every shared row") {
    auto bytes = shared_file("crime/rate_ratio.json");
    if (!bytes) return;
    for (const auto& row : nlohmann::json::parse(*bytes)) {
        double a = row.at("a"), na = row.at("pop_a"), b = row.at("b"), nb = row.at("pop_b");
        double level = row.at("confidence");
        CHECK(near(rate_ratio(a, na, b, nb, level).ratio, json_number(row.at("rr")), 1e-9));
        Interval exact = rate_ratio_exact(a, na, b, nb, level);
        check(exact, json_number(row.at("exact_conditional")[0]), json_number(row.at("exact_conditional")[1]));
        Interval wald = rate_ratio_log_wald(a, na, b, nb, level);
        if (row.at("log_wald").is_null()) check(wald, k_nan, k_nan);
        else check(wald, row.at("log_wald")[0], row.at("log_wald")[1]);
    }
}

TEST_CASE("a change between two counts is tested exactly against their exposures") {
    // Binomial(20, 1/2): P(X <= 5) = 21700 / 1048576, doubled.
    CountChange change = count_change(15, 5);
    CHECK(change.method == RatioMethod::exact);
    CHECK(change.p == doctest::Approx(2 * 21700.0 / 1048576).epsilon(1e-12));
    CHECK(change.difference == -10);
    CHECK(change.ratio == doctest::Approx(1.0 / 3));
    check({change.lower, change.upper}, rate_ratio_exact(5, 1, 15, 1).lower, rate_ratio_exact(5, 1, 15, 1).upper);
    CHECK(change.shows_percentage);
    CountChange longer = count_change(280, 310, 31.0 / 28);
    CHECK(longer.difference == doctest::Approx(0));
    CHECK(longer.ratio == doctest::Approx(1));
    CHECK(longer.p == doctest::Approx(1).epsilon(0.05));
}

TEST_CASE("bunched events widen a change's interval and raise its p") {
    CountChange plain = count_change(400, 460);
    CountChange bunched = count_change(400, 460, 1, 4);
    CHECK(bunched.method == RatioMethod::quasi_poisson);
    CHECK(bunched.p > plain.p);
    CHECK(bunched.lower < plain.lower);
    CHECK(bunched.upper > plain.upper);
    double half = 1.9599639845400542 * std::sqrt(4 * (1.0 / 400 + 1.0 / 460));
    check({bunched.lower, bunched.upper}, 1.15 * std::exp(-half), 1.15 * std::exp(half));
    CountChange few = count_change(4, 16, 1, 2);
    CHECK(few.p == doctest::Approx(count_change(2, 8).p));
}

TEST_CASE("a change from nothing or between nothings is defined") {
    CountChange from_none = count_change(0, 8);
    CHECK(std::isnan(from_none.ratio));
    CHECK(from_none.p == doctest::Approx(2.0 / 256));
    CHECK_FALSE(from_none.shows_percentage);
    CHECK(count_change(0, 0).p == 1);
    CHECK(std::isnan(count_change(k_nan, 3).p));
    CHECK_THROWS_AS(count_change(3, 3, 0), Error);
}

TEST_CASE("a directly standardised rate agrees with a published row") {
    std::array<double, 3> counts{10, 20, 30};
    std::array<double, 3> people{1000, 2000, 1500};
    std::array<double, 3> standard{1, 1, 2};
    StandardisedRate rate = standardised_rate(counts, people, standard, 1000);
    CHECK(rate.value == doctest::Approx(15));
    CHECK(rate.events == 60);
    std::array<double, 3> few{3, 3, 3};
    CHECK(std::isnan(standardised_rate(few, people, standard).value));
    std::array<double, 3> nobody{1000, 0, 1500};
    CHECK_THROWS_AS(standardised_rate(counts, nobody, standard), Error);
}

TEST_CASE("directly standardised rates agree with every shared row") {
    auto bytes = shared_file("phe/dsr.json");
    if (!bytes) return;
    for (const auto& row : nlohmann::json::parse(*bytes)) {
        const auto& inputs = row.at("inputs");
        std::vector<double> people = json_numbers(inputs.at("pop"));
        std::vector<double> standard = json_numbers(inputs.at("stdpop"));
        std::vector<std::vector<double>> persons;
        std::vector<EventFrequency> events;
        if (inputs.contains("persons_by_event_frequency")) {
            for (const auto& [frequency, of] : inputs.at("persons_by_event_frequency").items()) {
                persons.push_back(json_numbers(of));
                events.push_back({to_number(frequency), {}});
            }
        } else {
            persons.push_back(json_numbers(inputs.at("count")));
            events.push_back({1, {}});
        }
        for (std::size_t i = 0; i < events.size(); ++i)
            events[i].persons = persons[i];
        double by = row.at("multiplier").is_null() ? 1.0 : row.at("multiplier").get<double>();
        const auto& expected = row.at("expected");
        INFO(row.at("area").get<std::string>());
        StandardisedRate rate = standardised_rate(events, people, standard, by);
        StandardisedRate wide = standardised_rate(events, people, standard, by, 0.998);
        CHECK(near(rate.value, json_number(expected.at("value")), 1e-7));
        CHECK(rate.events == expected.at("total_count").get<double>());
        check({rate.lower, rate.upper}, json_number(expected.at("lower95_0cl")),
              json_number(expected.at("upper95_0cl")), 1e-7);
        check({wide.lower, wide.upper}, json_number(expected.at("lower99_8cl")),
              json_number(expected.at("upper99_8cl")), 1e-7);
    }
}
