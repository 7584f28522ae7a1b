// SPDX-License-Identifier: MIT
// A property of the whole room: what is secret is nowhere to be read.
#include "accounts/made.hpp"
#include "base/hash.hpp"

using namespace peelian;
using namespace peelian::tests;

namespace {

/// Every value of every table, a line each.
std::string everything(Store& store) {
    auto db = store.take();
    std::string all;
    for (std::string_view table : {"events", "sign_ins", "sessions", "accounts", "recovery_codes"})
        for (const auto& row : db->run(fmt::format("select * from {}", table)).rows)
            for (const SqlValue& value : row)
                all += value.value_or("") + "\n";
    return all;
}

} // namespace

TEST_CASE("no secret is in the store, in an event, in a sign-in or in an error") {
    on_each_engine([](Store& store) {
        Office office(store);
        Accounts& accounts = office.accounts;
        std::vector<std::string> secrets{std::string(k_password), std::string(k_other_password)};
        std::string said;
        auto hear = [&](std::string text) { said += std::move(text) + "\n"; };
        auto keep = [&](std::string secret) {
            REQUIRE_FALSE(secret.empty());
            return secrets.emplace_back(std::move(secret));
        };

        std::string token = keep(office.token_of("ann.analyst"));
        auto enrolment = accounts.begin_enrolment(token);
        keep(enrolment.secret);
        std::string raw = keep(*from_base32(enrolment.secret));
        hear(accounts.finish_enrolment(token, "000001").problem);
        auto enrolled = accounts.finish_enrolment(token, totp_code(raw, totp_step(office.clock.at)));
        keep(enrolled.token);
        for (const std::string& code : enrolled.recovery_codes)
            keep(code);
        keep(accounts.session(enrolled.token)->csrf);

        std::string half = keep(office.token_of("ann.analyst"));
        hear(accounts.give_code(half, keep("wrong-code-7361"), k_here).problem);
        keep(accounts.give_code(half, enrolled.recovery_codes[0], k_here).token);
        // A password typed in the box for the name, and wrong ones.
        std::string in_wrong_box = keep("hollow carpet ninety");
        hear(accounts.sign_in(in_wrong_box, "x", k_here).problem);
        hear(accounts.sign_in("ann.analyst", keep("marble sunday ferry"), k_here).problem);
        for (int i = 0; i < 12; ++i)
            hear(accounts.sign_in("ann.analyst", in_wrong_box, k_here).problem);
        std::string admins = keep(office.token_of("root.admin"));
        hear(accounts.confirm(admins, keep("pigeon static umbrella"), k_here));
        keep(accounts.change_password(admins, k_password, k_other_password, k_here).token);
        std::string weak = keep("Password-2026-!");
        hear(message_of([&] { accounts.set_password(office.admin(), "ann.analyst", weak, true); }));
        hear(message_of([&] { accounts.add(office.admin(), person("new.person"), weak); }));
        hear(message_of([&] { accounts.begin_enrolment(token); }));
        accounts.set_password(office.admin(), "ann.analyst", keep("basket thunder oyster"), true);
        accounts.unlock(office.admin(), "ann.analyst");
        accounts.remove_second_factor(office.admin(), "ann.analyst", "lost");
        keep(accounts.sign_in_outside("root.admin", k_here).token);

        std::string kept = everything(store);
        CHECK(kept.size() > 2000);
        for (const std::string& secret : secrets) {
            CAPTURE(secret);
            CHECK_FALSE(has(kept, secret));
            CHECK_FALSE(has(said, secret));
            // An unkeyed hash of a short secret would be as good as the secret.
            CHECK_FALSE(has(kept, sha256(secret)));
        }
    });
}
