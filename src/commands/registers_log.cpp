// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "commands/registers.hpp"
#include "release/store.hpp"

#include <nlohmann/json.hpp>

#include <charconv>
#include <set>

namespace peelian {
namespace {

LogHead read_head(const std::string& text) {
    LogHead head;
    std::size_t colon = text.find(':');
    const char* end = text.data() + std::min(colon, text.size());
    auto [stopped, failed] = std::from_chars(text.data(), end, head.number);
    if (colon != std::string::npos) head.hash = lower(text.substr(colon + 1));
    bool hex = head.hash.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (failed != std::errc{} || stopped != end || head.number < 1 || head.hash.size() != 64 || !hex)
        throw Error::usage("--expect '{}' is not NUMBER:HASH, as 'peelian backup' and releases note it", text);
    return head;
}

/// Ends of the log that releases noted when they were made.
std::vector<LogHead> heads_of_releases(const std::filesystem::path& root) {
    std::vector<LogHead> heads;
    for (const ReleaseInfo& release : ReleaseStore(root).list()) {
        std::string text = replace_all(release.manifest.log, " ", ":");
        if (!text.empty() && !text.starts_with("0:")) heads.push_back(read_head(text));
    }
    return heads;
}

/// Attached files that rows name and that are not there, or are not what they were.
std::vector<std::string> faults_of_files(Store& store) {
    std::set<std::string> there;
    std::filesystem::path folder = store.address().files();
    if (std::filesystem::is_directory(folder))
        for (const std::filesystem::path& path : files_below(folder))
            there.insert(sha256_file(path));
    std::vector<std::string> faults;
    SqlRows named = store.take()->run("select hash, min(name) from files group by hash order by hash");
    for (std::size_t i = 0; i < named.size(); ++i)
        if (!there.contains(named.text(i, 0)))
            faults.push_back(fmt::format("The attached file '{}' is missing or not what it was (SHA-256 {})",
                                         named.text(i, 1), named.text(i, 0)));
    return faults;
}

/// All that can be found, also where the store is so damaged that looking fails.
LogVerification verify_all(Desk& desk, std::span<const LogHead> expected) {
    std::vector<std::string> faults = desk.store.take()->damage();
    LogVerification found;
    try {
        found = desk.records.verify(expected);
        std::vector<std::string> files = faults_of_files(desk.store);
        found.faults.insert(found.faults.end(), files.begin(), files.end());
    } catch (const Error& error) {
        faults.emplace_back(error.what());
    }
    found.faults.insert(found.faults.begin(), faults.begin(), faults.end());
    return found;
}

} // namespace

int verify_registers(const RegistersArguments& arguments) {
    std::vector<LogHead> expected;
    for (const std::string& text : arguments.expected)
        expected.push_back(read_head(text));
    std::filesystem::path root = arguments.common.root();
    std::vector<LogHead> noted = heads_of_releases(root);
    expected.insert(expected.end(), noted.begin(), noted.end());
    Desk desk(root, false, false);
    LogVerification found = verify_all(desk, expected);
    if (arguments.json) {
        nlohmann::ordered_json json{{"whole", found.whole()},
                                    {"events", found.events},
                                    {"head", found.head.hash},
                                    {"faults", found.faults},
                                    {"notes", found.notes}};
        fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
        return found.whole() ? exit_done : exit_problems;
    }
    for (const std::string& fault : found.faults)
        fmt::print("fault  {}\n", fault);
    for (const std::string& note : found.notes)
        fmt::print("note   {}\n", note);
    fmt::print("{}: {}{}\n", found.whole() ? "whole" : "not whole",
               counted(static_cast<std::size_t>(found.events), "event"),
               found.whole() ? fmt::format(", the log ends with {}:{}", found.head.number, found.head.hash) : "");
    return found.whole() ? exit_done : exit_problems;
}

int rebuild_registers(const RegistersArguments& arguments) {
    Desk desk(arguments.common.root(), false);
    desk.records.rebuild();
    LogVerification found = desk.records.verify();
    for (const std::string& fault : found.faults)
        fmt::print("fault  {}\n", fault);
    fmt::print("Made anew from {}{}\n", counted(static_cast<std::size_t>(found.events), "event"),
               found.whole() ? "" : "; what is wrong now is in the log itself");
    return found.whole() ? exit_done : exit_problems;
}

} // namespace peelian
