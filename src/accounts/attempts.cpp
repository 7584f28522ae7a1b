// SPDX-License-Identifier: MIT
#include "accounts/attempts.hpp"

#include <algorithm>

namespace peelian {
namespace {

/// Rows from further ahead were made by a clock that was wrong; they lock nobody out.
constexpr std::int64_t k_clock_slack = 5 * 60;
constexpr std::size_t k_longest_address = 64;

/// The number of the last row that set the count back.
std::int64_t last_reset(StoreConnection& connection, std::string_view account) {
    SqlRows rows = connection.run("select number from sign_ins where account = $1 and what in ('in', 'unlock') "
                                  "order by number desc limit 1",
                                  {std::string(account)});
    return rows.empty() ? 0 : rows.integer(0, 0);
}

/// Moments of failures, the latest first, no more than count.
std::vector<Moment> failures_of(StoreConnection& connection, std::string_view account, int count, Moment since,
                                Moment now) {
    SqlRows rows = connection.run("select at from sign_ins where account = $1 and what in ('pending', 'failure') "
                                  "and number > $2 and at > $3 and at <= $4 order by number desc limit $5",
                                  {std::string(account), std::to_string(last_reset(connection, account)),
                                   std::to_string(since), std::to_string(now + k_clock_slack), std::to_string(count)});
    std::vector<Moment> moments;
    for (std::size_t i = 0; i < rows.size(); ++i)
        moments.push_back(rows.integer(i, 0));
    return moments;
}

bool account_is_locked(StoreConnection& connection, std::string_view account, const AccountRules& rules, Moment now) {
    auto failures =
        failures_of(connection, account, rules.failures, now - std::max(rules.window, rules.lockout) * 2, now);
    if (failures.size() < static_cast<std::size_t>(rules.failures)) return false;
    return failures.front() - failures.back() < rules.window && now < failures.front() + rules.lockout;
}

bool address_is_locked(StoreConnection& connection, std::string_view address, const AccountRules& rules, Moment now) {
    if (address.empty()) return false;
    SqlRows rows =
        connection.run("select count(*) from sign_ins where address = $1 and what = 'failure' "
                       "and at > $2 and at <= $3",
                       {std::string(address), std::to_string(now - rules.window), std::to_string(now + k_clock_slack)});
    return rows.integer(0, 0) >= rules.failures_by_address;
}

} // namespace

std::int64_t note_sign_in(StoreConnection& connection, std::string_view account, std::string_view address,
                          std::string_view what, Moment at) {
    // The transaction holds the writers' lock, so nobody else takes this number.
    SqlRows last = connection.run("select coalesce(max(number), 0) from sign_ins");
    std::int64_t number = last.integer(0, 0) + 1;
    connection.run("insert into sign_ins(number, at, account, address, what) values ($1, $2, $3, $4, $5)",
                   {std::to_string(number), std::to_string(at), std::string(account),
                    std::string(address.substr(0, k_longest_address)), std::string(what)});
    return number;
}

Attempt begin_attempt(StoreConnection& connection, std::string_view account, std::string_view address,
                      const AccountRules& rules, Moment now) {
    address = address.substr(0, k_longest_address);
    if (account_is_locked(connection, account, rules, now) || address_is_locked(connection, address, rules, now)) {
        note_sign_in(connection, account, address, "locked", now);
        return {.problem = fmt::format("There were too many tries. Wait {} minutes and try again, or ask an "
                                       "administrator.",
                                       (rules.lockout + 59) / 60)};
    }
    return {.number = note_sign_in(connection, account, address, "pending", now)};
}

void end_attempt(StoreConnection& connection, const Attempt& attempt, std::string_view what) {
    connection.run("update sign_ins set what = $1 where number = $2",
                   {std::string(what), std::to_string(attempt.number)});
}

} // namespace peelian
