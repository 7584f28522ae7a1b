// SPDX-License-Identifier: MIT
// Sessions once they are there, and the second factor that a session sets up.
#include "accounts/account_rows.hpp"
#include "accounts/attempts.hpp"
#include "accounts/encoding.hpp"
#include "accounts/totp.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace peelian {
namespace {

/// That a session was seen is written no more often, so that reading pages does not wait for writers.
constexpr std::int64_t k_seen_every = 60;

/// Follows from the token, so that the store need not keep it and a copy of the store does not tell it.
std::string csrf_of(std::string_view token) { return Hasher().field("csrf").field(token).hex(); }

Session session_of(const OpenSession& open, std::string_view token, const AccountRules& rules) {
    const Account& account = open.row.account;
    bool here = !open.session.outside;
    return {.account = account.id,
            .csrf = csrf_of(token),
            .created = open.session.created,
            .seen = open.session.seen,
            .needs_second_factor = open.needs_code(),
            .must_enrol = here && !account.has_second_factor && (account.roles & rules.second_factor) != 0,
            .must_change_password = here && account.must_change_password,
            .confirmed = open.session.confirmed,
            .outside = open.session.outside};
}

void note_seen(StoreConnection& db, OpenSession& open, Moment now) {
    Transaction change(db);
    db.run("update sessions set seen = $1 where token_hash = $2", {std::to_string(now), open.session.token_hash});
    db.run("update accounts set last_seen = $1 where id = $2", {std::to_string(now), open.row.account.id});
    change.commit();
    open.session.seen = now;
}

/// A session that may set up a second factor.
OpenSession enrolling_session(StoreConnection& db, std::string_view token, const AccountRules& rules, Moment now) {
    auto open = open_session(db, token, rules, now);
    if (!open) throw Forbidden("Your session is over: sign in again");
    if (open->needs_code()) throw Forbidden("Give the code of your authenticator first");
    // Else somebody at an open screen could make their own telephone the key to the account.
    if (now - open->session.confirmed > rules.confirmed_for)
        throw Forbidden("Give your password again before you set up an authenticator");
    return *std::move(open);
}

std::string enrolling_use(std::string_view account) { return fmt::format("enrolment of {}", account); }

std::vector<std::string> replace_recovery_codes(StoreConnection& db, const std::string& account) {
    db.run("delete from recovery_codes where account = $1", {account});
    auto codes = new_recovery_codes();
    for (const std::string& code : codes)
        db.run("insert into recovery_codes(account, hash) values ($1, $2)",
               {account, recovery_code_hash(account, code)});
    return codes;
}

} // namespace

std::optional<Session> Accounts::session(std::string_view token) {
    auto db = store_.take();
    Moment now = clock_.now();
    auto open = open_session(*db, token, rules_, now);
    if (!open) {
        // Gone for good, so that a clock that is put back does not bring it to life.
        if (auto over = read_session(*db, token)) {
            Transaction change(*db);
            end_session(*db, over->token_hash);
            change.commit();
        }
        return std::nullopt;
    }
    if (now - open->session.seen >= k_seen_every) note_seen(*db, *open, now);
    return session_of(*open, token, rules_);
}

void Accounts::sign_out(std::string_view token) {
    auto db = store_.take();
    Transaction change(*db);
    auto session = read_session(*db, token);
    if (!session) return;
    end_session(*db, session->token_hash);
    note_sign_in(*db, session->account, "", "out", clock_.now());
    change.commit();
}

Accounts::Enrolment Accounts::begin_enrolment(std::string_view token) {
    auto db = store_.take();
    Transaction change(*db);
    OpenSession open = enrolling_session(*db, token, rules_, clock_.now());
    const std::string& id = open.row.account.id;
    auto secret = inside_->secrets.open(open.session.enrolling, enrolling_use(id));
    if (!secret) {
        secret = new_totp_secret();
        db->run("update sessions set enrolling = $1 where token_hash = $2",
                {inside_->secrets.seal(*secret, enrolling_use(id)), open.session.token_hash});
    }
    change.commit();
    return {.secret = base32(*secret), .address = totp_address("Peelian", id, *secret)};
}

Accounts::Enrolled Accounts::finish_enrolment(std::string_view token, std::string_view code) {
    auto db = store_.take();
    Transaction change(*db);
    Moment now = clock_.now();
    OpenSession open = enrolling_session(*db, token, rules_, now);
    const Account& account = open.row.account;
    auto secret = inside_->secrets.open(open.session.enrolling, enrolling_use(account.id));
    if (!secret) throw Forbidden("Begin to set up an authenticator first");
    auto step = matching_totp_step(*secret, code, now, 0);
    if (!step) return {.problem = "The code is not right. Enter the six digits that your authenticator shows now."};

    db->run("update accounts set version = version + 1, second_factor = $1, second_factor_step = $2 where id = $3",
            {inside_->secrets.seal(*secret, second_factor_use(account.id)), std::to_string(*step), account.id});
    Enrolled result;
    result.recovery_codes = replace_recovery_codes(*db, account.id);
    end_sessions(*db, account.id); // the others have not given a code
    open.session.code_given = true;
    open.session.seen = open.session.confirmed = now;
    open.session.enrolling.clear();
    result.token = start_session(*db, open.session);
    log_account(*db, account.actor(), account.id, "second-factor-on", {}, "", now);
    change.commit();
    return result;
}

std::vector<SignInEntry> Accounts::sign_ins(std::string_view id, std::size_t count) {
    auto db = store_.take();
    std::string most = std::to_string(count);
    SqlRows rows = id.empty() ? db->run("select at, account, address, what from sign_ins order by number desc "
                                        "limit $1",
                                        {most})
                              : db->run("select at, account, address, what from sign_ins where account = $1 "
                                        "order by number desc limit $2",
                                        {std::string(id), most});
    std::vector<SignInEntry> entries;
    for (std::size_t i = 0; i < rows.size(); ++i)
        entries.push_back({.at = rows.integer(i, 0),
                           .account = rows.text(i, 1),
                           .address = rows.text(i, 2),
                           .what = rows.text(i, 3)});
    return entries;
}

void Accounts::tidy() {
    auto db = store_.take();
    Transaction change(*db);
    Moment now = clock_.now();
    db->run("delete from sessions where created <= $1 or seen <= $2",
            {std::to_string(now - rules_.longest_session), std::to_string(now - rules_.idle)});
    db->run("delete from sign_ins where at < $1", {std::to_string(now - rules_.kept)});
    change.commit();
}

} // namespace peelian
