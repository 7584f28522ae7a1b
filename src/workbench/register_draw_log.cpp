// SPDX-License-Identifier: MIT
#include "accounts/secrets.hpp"
#include "base/text.hpp"
#include "registers/event_log.hpp"
#include "workbench/register_draw.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace peelian {

namespace {

using Json = nlohmann::ordered_json;

std::string log_name(std::string_view register_id) { return fmt::format("draws/{}", register_id); }
std::string seal_use(std::string_view register_id, std::int64_t number) {
    return fmt::format("draw {} {}", register_id, number);
}

std::vector<LogEvent> draw_events(StoreConnection& connection, std::string_view register_id) {
    std::vector<LogEvent> events;
    SqlRows rows =
        connection.run(fmt::format("select {} from events where register = $1 order by number", k_event_columns),
                       {log_name(register_id)});
    for (const auto& row : rows.rows)
        events.push_back(event_of(row));
    return events;
}

Json drawn_json(const Draw& draw, const std::string& file) {
    Json json{{"seed", draw.seed}, {"list", draw.list}, {"file", file}};
    json["shares"] = Json::array();
    for (const DrawShare& share : draw.shares)
        json["shares"].push_back({{"team", share.stratum}, {"items", share.items}, {"picked", share.picked}});
    json["picked"] = Json::array();
    for (const DrawnItem& item : draw.picked)
        json["picked"].push_back({{"id", item.id}, {"team", item.stratum}, {"rank", item.rank}});
    return json;
}

Draw draw_of(const Json& json, const std::string& promise) {
    Draw draw{.seed = json.at("seed"), .promise = promise, .list = json.at("list")};
    for (const Json& share : json.at("shares"))
        draw.shares.push_back({share.at("team"), share.at("items"), share.at("picked")});
    for (const Json& item : json.at("picked"))
        draw.picked.push_back({item.at("id"), item.at("team"), item.at("rank")});
    return draw;
}

void take(std::vector<KeptDraw>& draws, const LogEvent& event) {
    Json json = Json::parse(event.change);
    if (event.action == "promise") {
        KeptDraw draw;
        draw.number = std::stoll(event.record);
        draw.title = json.at("title");
        draw.promise = json.at("promise");
        draw.promised_by = event.actor_name;
        draw.promised = event.at;
        draws.push_back(std::move(draw));
        return;
    }
    for (KeptDraw& draw : draws)
        if (std::to_string(draw.number) == event.record) {
            draw.drawn = draw_of(json, draw.promise);
            draw.file = json.at("file");
            draw.drawn_by = event.actor_name;
            draw.drawn_at = event.at;
        }
}

} // namespace

std::vector<KeptDraw> kept_draws(Records& records, std::string_view register_id) {
    auto connection = records.store().take();
    std::vector<KeptDraw> draws;
    for (const LogEvent& event : draw_events(*connection, register_id)) {
        try {
            take(draws, event);
        } catch (const Json::exception& error) {
            throw Error::input("Event {} of a draw cannot be read: {}", event.number, error.what());
        }
    }
    std::reverse(draws.begin(), draws.end());
    return draws;
}

std::int64_t promise_draw(Records& records, const Actor& actor, std::string_view register_id, std::string_view title) {
    Secrets secrets = Secrets::of_store(records.store().address().folder);
    auto connection = records.store().take();
    Transaction change(*connection);
    std::int64_t number = 1;
    for (const LogEvent& event : draw_events(*connection, register_id))
        if (event.action == "promise") ++number;
    std::string seed = new_seed();
    Json json{{"title", title},
              {"promise", draw_promise(seed)},
              {"sealed", secrets.seal(seed, seal_use(register_id, number))}};
    append_event(*connection, {.at = records.clock().now(),
                               .actor = actor.id,
                               .actor_name = actor.name,
                               .register_id = log_name(register_id),
                               .record = std::to_string(number),
                               .action = "promise",
                               .change = json.dump()});
    change.commit();
    return number;
}

Draw make_draw(Records& records, const Actor& actor, std::string_view register_id, std::int64_t number,
               std::span<const DrawItem> items, std::size_t count, const std::string& file) {
    Secrets secrets = Secrets::of_store(records.store().address().folder);
    auto connection = records.store().take();
    Transaction change(*connection);
    std::string sealed;
    for (const LogEvent& event : draw_events(*connection, register_id)) {
        if (event.record != std::to_string(number)) continue;
        if (event.action != "promise")
            throw Error::conflict("Draw {} has been made already: a seed serves once", number)
                .hint("Promise a new seed for another draw.");
        sealed = Json::parse(event.change).at("sealed");
    }
    if (sealed.empty()) throw Error::not_found("No seed was promised for a draw {}", number);
    auto seed = secrets.open(sealed, seal_use(register_id, number));
    if (!seed)
        throw Error::input("The seed of draw {} cannot be opened: it was sealed with another key of the store", number);
    Draw draw = fair_draw(*seed, items, count);
    append_event(*connection, {.at = records.clock().now(),
                               .actor = actor.id,
                               .actor_name = actor.name,
                               .register_id = log_name(register_id),
                               .record = std::to_string(number),
                               .action = "draw",
                               .change = drawn_json(draw, file).dump(-1, ' ', false, Json::error_handler_t::replace)});
    change.commit();
    return draw;
}

std::vector<DrawItem> read_draw_items(std::string_view text) {
    std::vector<DrawItem> items;
    for (const std::string& line : split(text, '\n')) {
        std::string_view rest = trim(line);
        if (rest.empty()) continue;
        std::size_t cut = rest.find_first_of(",\t");
        DrawItem item{.id = std::string(trim(rest.substr(0, cut)))};
        if (cut != std::string_view::npos) item.stratum = trim(rest.substr(cut + 1));
        if (items.empty() && same_text(item.id, "id")) continue;
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace peelian
