// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "commands/registers.hpp"
#include "release/store.hpp"

#include <nlohmann/json.hpp>

#include <charconv>
#include <map>
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

/// What records name in their fields for files, as "<sha256>/<name>", with the record.
std::map<std::string, std::string> named_files(Desk& desk) {
    std::map<std::string, std::string> named;
    for (const RegisterDefinition& definition : desk.workspace.registers.all())
        for (const FieldDefinition& field : definition.fields) {
            if (field.type != FieldType::file) continue;
            for (const Record& record : desk.records.all(definition.id))
                if (auto value = record.values.find(field.id); value != record.values.end())
                    for (const std::string& file : value->second)
                        named.emplace(file, definition.id + "/" + record.id);
        }
    return named;
}

/// Attached files that records name and that are not there, or are not what they were.
std::vector<std::string> faults_of_files(Desk& desk) {
    std::set<std::string> there;
    std::filesystem::path folder = desk.store.address().files();
    if (std::filesystem::is_directory(folder))
        for (const std::filesystem::path& path : files_below(folder))
            there.insert(sha256_file(path));
    std::vector<std::string> faults;
    for (const auto& [file, record] : named_files(desk))
        if (!there.contains(file.substr(0, file.find('/'))))
            faults.push_back(fmt::format("The attached file {} of {} is missing or not what it was", file, record));
    return faults;
}

/// All that can be found, also where the store is so damaged that looking fails.
LogVerification verify_all(Desk& desk, std::span<const LogHead> expected) {
    std::vector<std::string> faults = desk.store.take()->damage();
    LogVerification found;
    try {
        found = desk.records.verify(expected);
        std::vector<std::string> files = faults_of_files(desk);
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
