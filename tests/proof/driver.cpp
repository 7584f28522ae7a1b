// SPDX-License-Identifier: MIT
// What the proofs drive the store with, without HTTP between: proof_driver write WORKSPACE THREADS writes records
// until it is killed, and prints each change once it was acknowledged; proof_driver accounts WORKSPACE N ID ROLES
// [AREAS] adds accounts ID0, ID1, ... with a known password at a low cost of hashing, since two hundred would take
// minutes.
#include "accounts/accounts.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "registers/records.hpp"

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <thread>

using namespace peelian;

namespace {

constexpr const char* k_password = "proof correct horse battery";

StoreAddress address_of(const std::filesystem::path& workspace) {
    const char* url = std::getenv("PEELIAN_DATABASE");
    return StoreAddress::from(url != nullptr ? url : "", workspace / "store");
}

/// One write call a line: whatever is read of it was acknowledged, also when the rest never comes.
void acknowledge(const Record& record) {
    std::string line = fmt::format("{} {} {}\n", record.id, record.version, record.first("subject"));
    if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::_Exit(4);
}

void write_until_killed(Records& records, int thread) {
    Actor actor = Actor::operator_named("Writer " + std::to_string(thread));
    for (int n = 0;; ++n) {
        RecordChange change;
        change.values = {{"subject", {fmt::format("T{}N{}", thread, n)}}, {"received", {"2024-01-02"}}};
        Record record = records.create(actor, "letters", change);
        acknowledge(record);
        for (int i = 1; i <= 3; ++i) {
            change.values = {{"subject", {fmt::format("T{}N{}C{}", thread, n, i)}}};
            record = records.change(actor, "letters", record.id, record.version, change);
            acknowledge(record);
        }
    }
}

int write(const std::filesystem::path& workspace, int threads) {
    RegisterDefinitions definitions = read_registers(workspace, workspace / "presets");
    Store store(address_of(workspace));
    Records records(store, definitions, {});
    std::vector<std::jthread> writers;
    for (int i = 0; i < threads; ++i)
        writers.emplace_back([&records, i] {
            try {
                write_until_killed(records, i);
            } catch (const Error& error) {
                std::cerr << error.what() << std::endl;
                std::_Exit(1); // a real program would say so and go on; here the script looks at what stands
            }
        });
    return 0;
}

int add_accounts(const std::filesystem::path& workspace, int count, const std::vector<std::string>& words) {
    Store store(address_of(workspace));
    AccountRules rules;
    rules.cost.mebibytes = 1;
    rules.cost.passes = 1;
    Accounts accounts(store, rules);
    for (int i = 0; i < count; ++i) {
        Account account;
        account.id = fmt::format("{}{}", words[0], i);
        account.name = fmt::format("{} {}", words[0], i);
        for (const std::string& role : split(words[1], ','))
            account.roles = static_cast<Roles>(account.roles | role_bit(parse_role(role).value()));
        if (words.size() > 2) account.areas = split(words[2], ',');
        accounts.add(Actor::operator_named("Proof"), account, k_password);
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    std::vector<std::string> words(argv + 1, argv + argc);
    try {
        if (words.size() == 3 && words[0] == "write") return write(words[1], std::stoi(words[2]));
        if (words.size() >= 5 && words[0] == "accounts")
            return add_accounts(words[1], std::stoi(words[2]), {words.begin() + 3, words.end()});
    } catch (const Error& error) {
        std::cerr << error.what() << std::endl;
        return 1;
    }
    std::cerr << "proof_driver write WORKSPACE THREADS | accounts WORKSPACE N ID ROLES [AREAS]\n";
    return 2;
}
