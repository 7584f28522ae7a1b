// SPDX-License-Identifier: MIT
// How values lie in space and time.
#include "commands/methods_rows.hpp"
#include "spatial/accuracy.hpp"
#include "spatial/density.hpp"
#include "spatial/local.hpp"
#include "spatial/localities.hpp"
#include "spatial/near_repeat.hpp"
#include "spatial/scan.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace peelian {
namespace {

/// A setting that must be a whole number from `least` on.
std::size_t whole(const MethodInput& in, std::string_view option, double least) {
    double value = in.number(option);
    constexpr double k_most = 1e9;
    if (!(value >= least && value <= k_most && value == std::floor(value)))
        throw Error::usage("Setting '{}' is {}, but must be a whole number from {} on", option, value, least);
    return static_cast<std::size_t>(value);
}

std::vector<PlanePoint> points_of(const MethodInput& in) {
    std::vector<PlanePoint> points;
    for (std::size_t i = 0; i < in.size(); ++i)
        points.push_back({in.numbers("x")[i], in.numbers("y")[i]});
    return points;
}

/// Neighbours from the second file, by the names in column `area`.
SpatialWeights links_of(const MethodInput& in) {
    const CsvTable& table = *in.links;
    std::size_t from = table.column("from"), to = table.column("to");
    auto weight = table.find_column("weight");
    std::map<std::string_view, std::uint32_t> number;
    for (std::uint32_t i = 0; i < in.size(); ++i)
        if (!number.emplace(in.texts("area")[i], i).second)
            throw RowFailure{Error::input("Area '{}' is there twice", in.texts("area")[i]), in.lines[i]};
    std::vector<Link> links;
    for (const CsvRow& row : table.rows) {
        auto a = number.find(row.fields[from]), b = number.find(row.fields[to]);
        if (a == number.end() || b == number.end())
            throw RowFailure{Error::input("There is no area '{}'", row.fields[a == number.end() ? from : to]), row.line,
                             table.file};
        double w = weight ? std::strtod(row.fields[*weight].c_str(), nullptr) : 1;
        if (!(w > 0) || std::isinf(w))
            throw RowFailure{Error::input("Weight '{}' is not above 0", row.fields[*weight]), row.line, table.file};
        links.push_back({a->second, b->second, w});
    }
    return {in.size(), links};
}

SpatialWeights neighbours_of(const MethodInput& in) {
    SpatialWeights weights;
    if (in.links != nullptr) {
        if (!in.has("area")) throw Error::input("With --links there must be a column 'area' with the names it uses");
        weights = links_of(in);
    } else if (in.has("x") && in.has("y")) {
        double within = in.number("within");
        weights = std::isnan(within) ? nearest_neighbours(points_of(in), whole(in, "nearest", 1))
                                     : neighbours_within(points_of(in), within);
    } else {
        throw Error::usage("Who is next to whom is not said")
            .hint("Give --links FILE (from, to, weight), or columns x and y in metres.");
    }
    return weights;
}

bool standardises(const MethodInput& in) { return in.word("rows") == "standardised"; }

std::vector<MethodCells> global(const MethodInput& in,
                                Autocorrelation (*statistic)(std::span<const double>, const SpatialWeights&,
                                                             const PermutationOptions&)) {
    SpatialWeights weights = neighbours_of(in);
    if (standardises(in)) weights = weights.row_standardised();
    Autocorrelation a = statistic(in.numbers("value"), weights, {whole(in, "permutations", 0), in.seed, in.threads});
    return {{a.value, a.expected, a.variance, a.variance_normal, a.z, a.p, a.permutation_p,
             static_cast<double>(a.places), text(to_text(a.note))}};
}

std::vector<MethodCells> local(const MethodInput& in, LocalKind kind) {
    LocalOptions options{
        .kind = kind, .row_standardised = standardises(in), .permutations = std::nullopt, .seed = in.seed};
    if (!std::isnan(in.number("permutations"))) options.permutations = whole(in, "permutations", 0);
    options.threads = in.threads;
    options.false_discovery = std::round((1 - in.level) * 1e9) / 1e9;
    std::vector<MethodCells> out;
    for (const LocalStatistic& s : local_statistics(in.numbers("value"), neighbours_of(in), options))
        out.push_back({s.value, s.z, s.p, s.permutation_p, text(s.finding ? s.z > 0 ? "high" : "low" : ""),
                       text(to_text(s.note))});
    return out;
}

std::vector<double> edges_of(const MethodInput& in, std::string_view first, std::string_view bands) {
    std::vector<double> edges;
    double width = in.number(first);
    for (std::size_t b = 1; b <= whole(in, bands, 1); ++b)
        edges.push_back(width * static_cast<double>(b));
    return edges;
}

std::vector<MethodCells> repeats(const MethodInput& in) {
    NearRepeatOptions options;
    options.distances = edges_of(in, "metres", "distance_bands");
    options.distances.insert(options.distances.begin(), std::min(0.01, options.distances[0] / 2));
    options.times = edges_of(in, "days", "time_bands");
    options.metric = in.word("metric") == "manhattan" ? DistanceMetric::manhattan : DistanceMetric::euclid;
    options.permutations = whole(in, "permutations", 0);
    options.seed = in.seed;
    options.threads = in.threads;
    auto edge = [](double v) { return std::isinf(v) ? k_none : v; };
    std::vector<MethodCells> out;
    for (const NearRepeatCell& c : near_repeats(points_of(in), in.numbers("day"), options))
        out.push_back({c.distance_from, edge(c.distance_to), c.time_from, edge(c.time_to), c.observed, c.expected,
                       c.ratio, c.permuted_mean, c.p});
    return out;
}

std::vector<MethodCells> localities(const MethodInput& in) {
    Numbered areas = numbered(in.texts("area")), names = numbered(in.texts("variable"));
    std::vector<LocalityVariable> variables;
    for (const std::string& name : names.names)
        variables.push_back({name, std::vector<double>(areas.names.size(), k_none),
                             std::vector<double>(areas.names.size(), k_none), 1});
    for (std::size_t i = 0; i < in.size(); ++i) {
        LocalityVariable& v = variables[names.number[i]];
        v.counts[areas.number[i]] = in.numbers("count")[i];
        v.bases[areas.number[i]] = in.numbers("base")[i];
        if (in.has("weight") && !std::isnan(in.numbers("weight")[i])) v.weight = in.numbers("weight")[i];
    }
    std::vector<MethodCells> out;
    std::vector<Locality> places = vulnerable_localities(variables);
    auto yes = [](bool b) { return text(b ? "yes" : "no"); };
    for (std::size_t a = 0; a < places.size(); ++a)
        out.push_back({areas.names[a], places[a].index, places[a].lowest, places[a].highest, yes(places[a].priority),
                       yes(places[a].always_priority), yes(places[a].top_tenth)});
    return out;
}

std::vector<MethodCells> accuracy(const MethodInput& in) {
    std::vector<MethodCells> out(in.size());
    double rank = 0;
    for (const HotspotAccuracy& a :
         hotspot_accuracy(in.numbers("happened"), in.numbers("predicted"), in.numbers("size")))
        out[a.place] = {++rank, a.caught, a.area, a.pai, a.pei};
    return out;
}

std::vector<MethodCells> density(const MethodInput& in) {
    std::vector<PlanePoint> points = points_of(in);
    if (points.empty()) return {};
    double cell = in.number("cell"), bandwidth = in.number("bandwidth");
    if (!(cell > 0)) throw Error::usage("Setting 'cell' is {}, but must be above 0", cell);
    auto [x0, x1] = std::ranges::minmax(points, {}, &PlanePoint::x);
    auto [y0, y1] = std::ranges::minmax(points, {}, &PlanePoint::y);
    DensityGrid grid{std::floor(x0.x / cell) * cell, std::floor(y0.y / cell) * cell, cell, 0, 0};
    constexpr double k_most_side = 1e5;
    double columns = std::floor((x1.x - grid.left) / cell) + 1, rows = std::floor((y1.y - grid.bottom) / cell) + 1;
    if (!(columns <= k_most_side && rows <= k_most_side))
        throw Error::input("a grid of {} by {} cells of {} m: take larger cells", columns, rows, cell);
    grid.columns = static_cast<std::size_t>(columns);
    grid.rows = static_cast<std::size_t>(rows);
    Density d =
        kernel_density(points, grid, in.word("kernel") == "gaussian" ? KernelShape::gaussian : KernelShape::quartic,
                       std::isnan(bandwidth) ? 0 : bandwidth, in.threads);
    std::vector<MethodCells> out;
    for (std::size_t r = 0; r < grid.rows; ++r)
        for (std::size_t c = 0; c < grid.columns; ++c)
            out.push_back({grid.left + (static_cast<double>(c) + 0.5) * cell,
                           grid.bottom + (static_cast<double>(r) + 0.5) * cell, d.values[r * grid.columns + c],
                           d.bandwidth});
    return out;
}

std::vector<MethodCells> hours(const MethodInput& in) {
    static constexpr std::string_view k_days[]{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                               "Friday", "Saturday", "Sunday"};
    std::span<const double> to = in.has("to") ? in.numbers("to") : in.numbers("from");
    std::vector<MethodCells> out;
    double hour = 0;
    for (const WeekHour& h : hours_of_week(in.numbers("from"), to, in.level)) {
        out.push_back({text(k_days[static_cast<std::size_t>(hour) / 24]), std::fmod(hour, 24.0), h.events, h.share,
                       h.lower, h.upper, h.relative});
        ++hour;
    }
    return out;
}

std::vector<MethodCells> scan(const MethodInput& in) {
    Numbered places = numbered(in.texts("area"));
    std::set<std::string> names(in.texts("period").begin(), in.texts("period").end());
    std::vector<std::string> periods(names.begin(), names.end());
    std::vector<PlanePoint> points(places.names.size());
    std::vector<double> cases(places.names.size() * periods.size(), 0.0), people(places.names.size(), 0.0);
    for (std::size_t i = 0; i < in.size(); ++i) {
        std::size_t place = places.number[i];
        auto period =
            static_cast<std::size_t>(std::ranges::lower_bound(periods, in.texts("period")[i]) - periods.begin());
        points[place] = {in.numbers("x")[i], in.numbers("y")[i]};
        cases[place * periods.size() + period] += in.numbers("cases")[i];
        if (in.has("people")) people[place] = in.numbers("people")[i];
    }
    ScanOptions options;
    options.most_share = in.number("share");
    options.most_periods = whole(in, "periods", 1);
    options.alive = in.word("alive") == "yes";
    options.permutations = whole(in, "permutations", 0);
    options.seed = in.seed;
    options.threads = in.threads;
    std::optional<std::vector<double>> population;
    if (in.has("people")) population = people;
    std::vector<MethodCells> out;
    double number = 0;
    for (const SpaceTimeCluster& c : space_time_scan(points, cases, periods.size(), population, options)) {
        ++number;
        for (std::uint32_t place : c.places)
            out.push_back({number, places.names[place], places.names[c.centre], c.radius, periods[c.first],
                           periods[c.last], c.observed, c.expected, c.observed / c.expected, c.likelihood, c.p});
    }
    return out;
}

const std::vector<MethodColumn> k_map{{"value", "of the place", Asked::gaps},
                                      {"area", "its name, where --links uses it", Asked::optional, Holds::texts},
                                      {"x", "metres, where there are no links", Asked::optional},
                                      {"y", "metres", Asked::optional}};
constexpr std::string_view k_links = "from, to and weight (1 if absent) of each pair of neighbours, both ways round";

std::vector<MethodOption> map_options(std::string_view permutations, std::string_view otherwise) {
    return {{"nearest", "so many nearest places are neighbours", "5"},
            {"within", "neighbours are the places within so many metres", ""},
            {"rows", "weights of a place's neighbours", "standardised", {"standardised", "as-given"}},
            {"permutations", permutations, otherwise}};
}

std::vector<Method> map_methods() {
    std::vector<MethodColumn> gives{{"value", "statistic"},
                                    {"expected", "if values were put on the map at random"},
                                    {"variance", "likewise"},
                                    {"variance_normal", "if values were normal"},
                                    {"z", "above 0: neighbours are alike"},
                                    {"p", "two-sided, of z"},
                                    {"permutation_p", "two-sided"},
                                    {"places", "used"},
                                    {"note", "why it is missing"}};
    std::vector<MethodColumn> local_gives{{"statistic", "of the place"},
                                          {"z", "by its exact moments"},
                                          {"p", "two-sided, of z"},
                                          {"permutation_p", "two-sided"},
                                          {"finding", "high or low, by Benjamini and Hochberg at 1 - level"},
                                          {"note", "why it is missing"}};
    constexpr std::string_view k_made = "how many permutations";
    constexpr std::string_view k_most = "at most a place; as many as the false discovery rate can need if not set";
    auto of = [&](std::string_view name, std::string_view title, std::string_view formula, std::string_view source,
                  auto run, bool each) {
        return Method{name,
                      title,
                      formula,
                      source,
                      k_map,
                      each ? local_gives : gives,
                      each ? Method::Gives::row_for_row : Method::Gives::row_for_group,
                      run,
                      each ? map_options(k_most, "") : map_options(k_made, "999"),
                      k_links};
    };
    return {
        of(
            "moran", "Whether neighbours are alike, over a whole map: Moran's I",
            "n / S0 sum w (x_i - m)(x_j - m) / sum (x - m)^2",
            "Moran, Biometrika 37 (1950) 17; Cliff and Ord (1981), 2",
            [](const MethodInput& in) { return global(in, moran); }, false),
        of(
            "geary", "Whether neighbours are alike, over a whole map: Geary's c",
            "(n - 1) / (2 S0) sum w (x_i - x_j)^2 / sum (x - m)^2",
            "Geary, Inc Statistician 5 (1954) 115; Cliff and Ord (1981), 2",
            [](const MethodInput& in) { return global(in, geary); }, false),
        of(
            "hot-spots", "Where high or low values lie together: Getis and Ord's Gi*",
            "(sum w x - m W) / (s sqrt((n S1 - W^2) / (n - 1))), the place itself with weight 1",
            "Ord and Getis, Geogr Anal 27 (1995) 286",
            [](const MethodInput& in) { return local(in, LocalKind::getis_ord_star); }, true),
        of(
            "hot-spots-around", "Whether a place's neighbours are high or low, without it: Gi",
            "as hot-spots, with mean and deviation of the others", "Ord and Getis, Geogr Anal 27 (1995) 286",
            [](const MethodInput& in) { return local(in, LocalKind::getis_ord); }, true),
        of(
            "local-moran", "Which places are like (z above 0) or unlike their neighbours",
            "(x_i - m) / m2 sum w (x_j - m)",
            "Anselin, Geogr Anal 27 (1995) 93; Sokal, Oden and Thomson, Geogr Anal 30 (1998) 331",
            [](const MethodInput& in) { return local(in, LocalKind::moran); }, true),
    };
}

std::vector<Method> event_methods() {
    MethodColumn x{"x", "metres"}, y{"y", "metres"};
    return {
        {"near-repeats",
         "Whether events close in space are also close in time",
         "pairs by band; expected = row total x column total / all pairs; p = (permutations with as many + 1) / (R + "
         "1)",
         "Knox, Appl Stat 13 (1964) 25; Johnson and others, J Quant Criminol 23 (2007) 201",
         {x, y, {"day", "number of the day"}},
         {{"metres_from", "of the band"},
          {"metres_to", "below; empty: any"},
          {"days_from", "of the band"},
          {"days_to", "below; empty: any"},
          {"observed", "pairs"},
          {"expected", "pairs"},
          {"ratio", "observed over expected"},
          {"permuted_mean", "pairs"},
          {"p", "of as many"}},
         Method::Gives::rows,
         repeats,
         {{"metres", "width of a band; the same spot is a band of its own", "100"},
          {"distance_bands", "how many", "4"},
          {"days", "width of a band", "7"},
          {"time_bands", "how many", "4"},
          {"metric", "distance", "euclid", {"euclid", "manhattan"}},
          {"permutations", "of the days", "999"}}},
        {"kernel-density",
         "Events by square kilometre on a grid, corrected at its edge",
         "sum of K(d / h) / (part of K inside); quartic 3/(pi h^2) (1 - d^2/h^2)^2",
         "Silverman, Density Estimation (1986), 4; Diggle, Appl Stat 34 (1985) 138",
         {x, y},
         {{"x", "centre of the cell"},
          {"y", "centre of the cell"},
          {"density", "events by square kilometre"},
          {"bandwidth", "used, metres"}},
         Method::Gives::rows,
         density,
         {{"cell", "side of a cell, metres", "100"},
          {"bandwidth", "metres; by rule of thumb if not set", ""},
          {"kernel", "shape", "quartic", {"quartic", "gaussian"}}}},
        {"hours-of-week",
         "When in the week events happen, those known to an interval spread over it",
         "parts of each interval in each hour; Wilson's interval of the share",
         "Ratcliffe, J Quant Criminol 18 (2002) 23",
         {{"from", "hours since Monday 0:00", Asked::gaps}, {"to", "hours; as from if absent", Asked::optional}},
         {{"day", "of the week"},
          {"hour", "it begins"},
          {"events", "parts add up"},
          {"share", "of all"},
          k_lower,
          k_upper,
          {"relative", "to an even week"}},
         Method::Gives::rows,
         hours},
        {"space-time-scan",
         "Clusters of cases in space and time, over cylinders",
         "max of c log(c / e) + (C - c) log((C - c) / (C - e)); e by place and period, or by people",
         "Kulldorff, J R Stat Soc A 164 (2001) 61; Kulldorff and others, PLoS Med 2 (2005) e59",
         {{"area", "name", Asked::always, Holds::texts},
          x,
          y,
          {"period", "sorts by its name", Asked::always, Holds::texts},
          {"cases", "whole number"},
          {"people", "of the area", Asked::optional}},
         {{"cluster", "number"},
          {"area", "in it"},
          {"centre", "area"},
          {"radius", "metres"},
          {"first", "period"},
          {"last", "period"},
          {"observed", "cases"},
          {"expected", "cases"},
          {"ratio", "observed over expected"},
          {"likelihood", "log likelihood ratio"},
          {"p", "by Monte Carlo"}},
         Method::Gives::rows,
         scan,
         {{"share", "of cases or people in a circle, at most", "0.5"},
          {"periods", "a cluster lasts, at most", "6"},
          {"alive", "only clusters that last to the end", "yes", {"yes", "no"}},
          {"permutations", "how many", "999"}}},
    };
}

} // namespace

std::vector<Method> spatial_methods() {
    std::vector<Method> methods = map_methods();
    for (Method& method : event_methods())
        methods.push_back(std::move(method));
    methods.push_back({"localities",
                       "Vulnerable localities index, with what other weights would make of it",
                       "mean over variables of 100 (count / base) / (all counts / all bases)",
                       "Tompson and Chainey, Vulnerable Localities Index (2011)",
                       {{"area", "name", Asked::always, Holds::texts},
                        {"variable", "name", Asked::always, Holds::texts},
                        {"count", "of the area", Asked::gaps},
                        {"base", "what it is held against", Asked::gaps},
                        {"weight", "of the variable; 1 if absent", Asked::optional}},
                       {{"area", "name"},
                        {"index", "100 is the whole area"},
                        {"lowest", "with a variable left out or counted twice"},
                        {"highest", "likewise"},
                        {"priority", "200 and above"},
                        {"always", "whatever the weights"},
                        {"top_tenth", "of areas"}},
                       Method::Gives::rows,
                       localities});
    methods.push_back(
        {"hotspot-accuracy",
         "How well a past map told where it would happen",
         "PAI = (n / N) / (a / A); PEI = PAI / best PAI of as much area",
         "Chainey, Tompson and Uhlig, Security Journal 21 (2008) 4; Hunt (2016)",
         {{"happened", "events after the map"}, {"predicted", "what the map said"}, {"size", "area of the place"}},
         {{"rank", "in the map's order"},
          {"caught", "events so far"},
          {"area", "so far"},
          {"pai", "accuracy so far"},
          {"pei", "efficiency so far"}},
         Method::Gives::row_for_row,
         accuracy});
    return methods;
}

} // namespace peelian
