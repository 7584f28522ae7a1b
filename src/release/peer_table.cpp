// SPDX-License-Identifier: MIT
#include "release/peer_table.hpp"

#include "base/csv.hpp"
#include "base/text.hpp"
#include "statistics/peers.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <numbers>

namespace peelian {
namespace {

constexpr std::string_view k_population = "population", k_density = "density";

bool is_built_in(std::string_view name) { return name == k_population || name == k_density; }

/// "share_aged_15_24" reads "share aged 15 24".
std::string words_of(const std::string& name) {
    if (name == k_density) return "residents by square kilometre";
    return replace_all(name, "_", " ");
}

double number_of(const CsvTable& table, const CsvRow& row, std::size_t column) {
    std::string_view text = trim(row.fields[column]);
    if (text.empty()) return k_missing;
    double value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        throw Error::input("'{}' is not a number", text)
            .at(table.file, row.line)
            .hint("Leave the field empty where the value is not known.");
    return value;
}

} // namespace

PeerRule read_peer_rule(const TomlTable& workspace, const std::filesystem::path& root) {
    PeerRule rule;
    rule.characteristics = {std::string(k_population), std::string(k_density)};
    auto table = workspace.maybe_table("peers");
    if (!table) return rule;
    rule.declared = true;
    std::int64_t count = table->integer_or("count", 8);
    constexpr std::int64_t k_least = 3, k_most = 50;
    if (count < k_least || count > k_most)
        throw table->error("count", fmt::format("{} peers; expected {} to {}", count, k_least, k_most));
    rule.count = static_cast<std::size_t>(count);
    if (auto file = table->maybe_text("file")) rule.file = (root / *file).lexically_normal();
    std::vector<std::string> asked = table->texts("characteristics");
    if (!asked.empty()) rule.characteristics = asked;
    table->done();
    std::vector<std::string> known{std::string(k_population), std::string(k_density)};
    if (!rule.file.empty()) {
        CsvTable values = read_csv(rule.file);
        values.column("code");
        for (const std::string& name : values.header)
            if (!same_text(name, "code")) known.push_back(name);
    }
    for (const std::string& name : rule.characteristics) {
        if (std::ranges::find(known, name) != known.end()) continue;
        auto near = nearest(name, known);
        throw table->error("characteristics", fmt::format("There is no characteristic '{}'", name))
            .hint(near ? fmt::format("Did you mean '{}'?", *near)
                       : "There are " + one_of(known) + "; others are columns of the file of 'file'.");
    }
    return rule;
}

double square_kilometres(const Feature& feature) {
    constexpr double k_radius = 6371.0088, k_degree = std::numbers::pi / 180;
    double sum = 0;
    for (const Polygon& polygon : feature.polygons)
        for (std::size_t r = 0; r < polygon.rings.size(); ++r) {
            double ring = 0;
            const Ring& points = polygon.rings[r];
            for (std::size_t i = 0; i + 1 < points.size(); ++i)
                ring += (points[i + 1].longitude - points[i].longitude) * k_degree *
                        (2 + std::sin(points[i].latitude * k_degree) + std::sin(points[i + 1].latitude * k_degree));
            double area = std::fabs(ring) * k_radius * k_radius / 2;
            sum += r == 0 ? area : -area;
        }
    return sum;
}

PeerTable peer_table(const PeerRule& rule, const Areas& areas, const std::function<double(AreaIndex)>& population,
                     std::span<const Feature> boundaries) {
    std::map<AreaIndex, double> size;
    for (const Feature& feature : boundaries)
        if (auto area = areas.find(feature.code)) size[*area] += square_kilometres(feature);
    std::optional<CsvTable> file;
    if (!rule.file.empty()) file = read_csv(rule.file);
    PeerTable out;
    out.count = rule.count;
    out.declared = rule.declared;
    std::vector<std::vector<double>> columns;
    for (const std::string& name : rule.characteristics) {
        std::vector<double> values(areas.size(), k_missing);
        auto column = file ? file->find_column(name) : std::nullopt;
        if (column) {
            std::size_t code = file->column("code");
            for (const CsvRow& row : file->rows)
                if (auto area = areas.find(row.fields[code])) values[*area] = number_of(*file, row, *column);
        } else if (is_built_in(name)) {
            for (AreaIndex a = 0; a < areas.size(); ++a) {
                values[a] = population(a);
                if (name == k_population) continue;
                auto known = size.find(a);
                values[a] = known != size.end() && known->second > 0 ? values[a] / known->second : k_missing;
            }
        }
        if (std::ranges::all_of(values, [](double v) { return std::isnan(v); })) continue;
        out.names.push_back(words_of(name));
        columns.push_back(std::move(values));
    }
    for (AreaIndex a = 0; a < areas.size(); ++a)
        for (const std::vector<double>& column : columns)
            out.values.push_back(column[a]);
    return out;
}

std::vector<AreaPeer> peers_of(const ReleaseContent& content, AreaIndex area) {
    const Area& here = content.areas[area];
    if (here.level == Level::unit) return {};
    const PeerTable& known = content.peers;
    std::size_t width = known.names.size();
    auto row = [&](AreaIndex a) { return std::span(known.values).subspan(a * width, width); };
    bool similar = width > 0 && std::ranges::any_of(row(area), [](double v) { return !std::isnan(v); });
    std::vector<AreaIndex> others;
    for (AreaIndex a = 0; a < content.areas.size(); ++a) {
        const Area& other = content.areas[a];
        if (a == area || other.kind != AreaKind::real || other.level != here.level) continue;
        bool same_force = content.areas.force_of(a) == content.areas.force_of(area);
        bool by_borough = here.level == Level::ward && !similar;
        bool near = here.level == Level::force || (by_borough ? other.parent == here.parent : same_force);
        if (near) others.push_back(a);
    }
    std::vector<AreaPeer> peers;
    if (!similar) {
        for (AreaIndex a : others)
            peers.push_back({a, k_missing});
        return peers;
    }
    std::vector<double> table(row(area).begin(), row(area).end());
    for (AreaIndex a : others)
        table.insert(table.end(), row(a).begin(), row(a).end());
    for (const Peer& peer : most_similar(table, width, 0, known.count))
        peers.push_back({others[peer.area - 1], peer.distance});
    return peers;
}

} // namespace peelian
