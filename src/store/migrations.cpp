// SPDX-License-Identifier: MIT
#include "store/migrations.hpp"

#include "base/day.hpp"
#include "base/text.hpp"
#include "store/engines.hpp"

#include <algorithm>
#include <set>

namespace peelian {
namespace {

/// The statements of a step, without lines that are comments alone.
std::vector<std::string> statements(std::string_view sql) {
    std::vector<std::string> all;
    std::string current;
    for (const std::string& line : split(sql, '\n')) {
        std::string_view words = trim(line);
        if (words.empty() || words.starts_with("--")) continue;
        current += line;
        current += '\n';
        if (words.ends_with(';')) {
            all.push_back(std::move(current));
            current.clear();
        }
    }
    if (!current.empty()) all.push_back(std::move(current));
    return all;
}

std::set<std::int64_t> steps_taken(StoreConnection& connection) {
    std::set<std::int64_t> taken;
    if (!has_schema(connection)) return taken;
    SqlRows rows = connection.run("select number from schema_steps order by number");
    for (std::size_t i = 0; i < rows.size(); ++i)
        taken.insert(rows.integer(i, 0));
    return taken;
}

void refuse_newer(const std::set<std::int64_t>& taken) {
    for (std::int64_t number : taken)
        if (std::ranges::none_of(migrations(), [&](const Migration& step) { return step.number == number; }))
            throw Error::conflict("The store was used by a newer program: it has step {} of the schema, which this "
                                  "one does not know",
                                  number)
                .hint("Use the newer program, or go back to a copy of the store from before.");
}

} // namespace

void take_steps(StoreConnection& connection, int last) {
    auto taken = steps_taken(connection);
    refuse_newer(taken);
    connection.run("create table if not exists schema_steps"
                   "(number bigint primary key, name text not null, at bigint not null)");
    for (const Migration& step : migrations()) {
        if (step.number > last || taken.contains(step.number)) continue;
        for (const std::string& statement : statements(step.sql))
            connection.run(statement);
        connection.run("insert into schema_steps(number, name, at) values ($1, $2, $3)",
                       {std::to_string(step.number), std::string(step.name), std::to_string(system_clock().now())});
    }
}

void bring_up_to_date(StoreConnection& connection) {
    auto taken = steps_taken(connection);
    refuse_newer(taken);
    if (taken.size() == migrations().size()) return;
    Transaction change(connection);
    take_steps(connection); // looks again: somebody else may have taken them while we waited for the lock
    change.commit();
}

} // namespace peelian
