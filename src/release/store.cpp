// SPDX-License-Identifier: MIT
#include "release/store.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <map>
#include <mutex>
#include <set>

namespace peelian {
namespace fs = std::filesystem;
namespace {

const std::vector<std::string> k_states{"draft", "checked", "approved", "published"};

nlohmann::json to_json(const Manifest& m) {
    nlohmann::ordered_json json;
    json["id"] = m.id;
    json["inputs"] = m.inputs;
    json["date"] = m.date;
    json["version"] = m.version;
    json["profile"] = m.profile;
    json["previous"] = m.previous;
    if (!m.log.empty()) json["log"] = m.log;
    json["synthetic"] = m.synthetic;
    json["to_explain"] = m.to_explain;
    json["stops"] = m.stops;
    json["sources"] = m.sources;
    json["files"] = nlohmann::json::array();
    for (const ReleaseFile& f : m.files)
        json["files"].push_back({{"path", f.path}, {"bytes", f.bytes}, {"sha256", f.sha256}});
    return json;
}

} // namespace

bool same_name(std::string_view a, std::string_view b) {
    auto plain = [](std::string_view name) {
        std::string out;
        for (const std::string& word : split(name, ' '))
            if (!trim(word).empty()) out += lower(trim(word)) + ' ';
        return out;
    };
    return plain(a) == plain(b);
}

std::string_view to_text(ReleaseState state) { return k_states[static_cast<std::size_t>(state)]; }

Manifest read_manifest(const fs::path& folder) {
    try {
        auto json = nlohmann::json::parse(read_file(folder / "manifest.json"));
        Manifest m;
        m.id = json.at("id");
        m.inputs = json.at("inputs");
        m.date = json.at("date");
        m.version = json.at("version");
        m.profile = json.at("profile");
        m.previous = json.at("previous");
        m.log = json.value("log", "");
        m.synthetic = json.at("synthetic");
        m.to_explain = json.at("to_explain");
        m.stops = json.at("stops");
        m.sources = json.at("sources").get<std::vector<std::string>>();
        for (const auto& f : json.at("files"))
            m.files.push_back({f.at("path"), f.at("bytes"), f.at("sha256")});
        return m;
    } catch (const nlohmann::json::exception& error) {
        throw Error::input("The manifest is damaged: {}", error.what())
            .at((folder / "manifest.json").string())
            .hint("Build the release again from its workspace.");
    }
}

fs::path ReleaseStore::stage() const {
    fs::path releases = root_ / "releases";
    fs::create_directories(releases);
    constexpr std::string_view prefix = ".building-";
    for (const auto& entry : fs::directory_iterator(releases)) {
        std::string name = entry.path().filename();
        if (!name.starts_with(prefix)) continue;
        // What a killed build left; one that still runs keeps its own.
        std::string process = name.substr(prefix.size());
        if (!fs::exists("/proc/" + process) || process == std::to_string(::getpid())) fs::remove_all(entry.path());
    }
    fs::path stage = releases / fmt::format(".building-{}", ::getpid());
    fs::create_directories(stage);
    return stage;
}

void ReleaseStore::settle(const fs::path& stage, const Manifest& manifest) const {
    write_file(stage / "manifest.json", to_json(manifest).dump(1));
    fs::path place = folder(manifest.id);
    if (fs::exists(place)) {
        fs::remove_all(stage);
        return;
    }
    fs::rename(stage, place);
}

bool ReleaseStore::exists(std::string_view id) const { return fs::exists(folder(id) / "manifest.json"); }

std::vector<ReleaseEvent> ReleaseStore::events() const {
    std::vector<ReleaseEvent> events;
    fs::path log = root_ / "releases" / "log.jsonl";
    if (!fs::exists(log)) return events;
    std::size_t number = 0;
    for (const std::string& line : split(read_file(log), '\n')) {
        ++number;
        if (trim(line).empty()) continue;
        try {
            auto json = nlohmann::json::parse(line);
            events.push_back({json.at("time"), json.at("release"), json.at("action"), json.at("by"), json.at("note")});
        } catch (const nlohmann::json::exception&) {
            throw Error::input("This line of the log is damaged")
                .at(log.string(), number)
                .hint("Restore releases/log.jsonl from a backup, or remove the broken line by hand.");
        }
    }
    return events;
}

std::vector<ReleaseInfo> ReleaseStore::list() const {
    std::vector<ReleaseInfo> releases;
    fs::path folder_path = root_ / "releases";
    if (!fs::is_directory(folder_path)) return releases;
    std::error_code failed;
    std::string current = fs::read_symlink(root_ / "published", failed).filename().string();
    for (const auto& entry : fs::directory_iterator(folder_path)) {
        if (!entry.is_directory() || entry.path().filename().string().starts_with(".")) continue;
        ReleaseInfo info;
        info.id = entry.path().filename();
        info.manifest = read_manifest(entry.path());
        info.current = info.id == current;
        releases.push_back(std::move(info));
    }
    std::map<std::string, std::size_t> first_event;
    std::size_t position = 0;
    for (const ReleaseEvent& event : events()) {
        auto release = std::ranges::find(releases, event.release, &ReleaseInfo::id);
        first_event.try_emplace(event.release, position++);
        if (release == releases.end()) continue;
        auto state = std::ranges::find(k_states, event.action);
        if (state != k_states.end())
            release->state = std::max(release->state, static_cast<ReleaseState>(state - k_states.begin()));
        release->events.push_back(event);
    }
    std::ranges::sort(releases, {}, [&](const ReleaseInfo& r) {
        auto at = first_event.find(r.id);
        return std::pair(at == first_event.end() ? position : at->second, r.id);
    });
    return releases;
}

ReleaseInfo ReleaseStore::find(std::string_view name) const {
    std::string wanted(name);
    if (fs::exists(fs::path(wanted) / "manifest.json")) wanted = fs::canonical(wanted).filename();
    std::vector<ReleaseInfo> releases = list();
    std::vector<std::string> ids;
    const ReleaseInfo* found = nullptr;
    for (const ReleaseInfo& release : releases) {
        ids.push_back(release.id);
        bool fits = wanted == "published" ? release.current
                    : wanted == "latest"  ? &release == &releases.back()
                                          : wanted.size() >= 4 && release.manifest.id.starts_with(wanted);
        if (fits) found = &release;
    }
    if (found == nullptr)
        throw Error::not_found("There is no release '{}'", wanted)
            .hint(ids.empty() ? "There are none yet: run 'peelian build'." : "Releases: " + join(ids, ", ") + ".");
    return *found;
}

std::optional<ReleaseInfo> ReleaseStore::latest() const {
    auto releases = list();
    return releases.empty() ? std::nullopt : std::optional(releases.back());
}

std::optional<ReleaseInfo> ReleaseStore::published() const {
    for (ReleaseInfo& release : list())
        if (release.current) return release;
    return std::nullopt;
}

void ReleaseStore::record(const ReleaseEvent& event) const {
    nlohmann::ordered_json json{{"time", event.time},
                                {"release", event.release},
                                {"action", event.action},
                                {"by", event.by},
                                {"note", event.note}};
    std::string line = json.dump() + "\n";
    fs::path log = root_ / "releases" / "log.jsonl";
    int fd = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    bool written =
        fd >= 0 && ::write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(fd) == 0;
    if (fd >= 0) ::close(fd);
    if (!written) throw Error::io("Cannot add to the log of releases").at(log.string());
}

void ReleaseStore::approve(const ReleaseInfo& release, const std::string& by, const std::string& note) const {
    if (release.manifest.stops > 0)
        throw Error::conflict("Release {} cannot be approved: {}", release.id,
                              counted(release.manifest.stops, "check stops it", "checks stop it"))
            .hint("See 'peelian check'; mend the data or the definitions and build again.");
    if (release.manifest.to_explain > 0)
        throw Error::conflict("Release {} cannot be approved: {} nobody has explained", release.id,
                              counted(release.manifest.to_explain, "finding"))
            .hint("Answer each in checks/explained.toml (who, why) and build again; 'peelian check' lists them.");
    for (const ReleaseEvent& event : release.events)
        if (event.action == "checked" && same_name(event.by, by))
            throw Error::conflict("{} built release {} and cannot approve it", by, release.id)
                .hint("Somebody else must: 'peelian approve --by NAME'.");
    record({now_utc(), release.id, "approved", by, note});
}

void ReleaseStore::publish(const ReleaseInfo& release, const std::string& by) const {
    if (release.state < ReleaseState::approved)
        throw Error::conflict("Release {} is {}, not approved", release.id, to_text(release.state))
            .hint("Have somebody other than its maker run 'peelian approve'.");
    fs::path aside = root_ / fmt::format(".published-{}", ::getpid());
    std::error_code ignored;
    fs::remove(aside, ignored);
    fs::create_directory_symlink(fs::path("releases") / release.id, aside);
    fs::rename(aside, root_ / "published");
    record({now_utc(), release.id, "published", by, ""});
}

Verification verify(const fs::path& folder, unsigned threads) {
    Manifest manifest = read_manifest(folder);
    Verification result;
    result.files = manifest.files.size();
    std::mutex mutex;
    std::set<std::string> known{"manifest.json"};
    for (const ReleaseFile& file : manifest.files)
        known.insert(file.path);
    parallel_for(manifest.files.size(), threads, [&](std::size_t i) {
        const ReleaseFile& file = manifest.files[i];
        bool there = fs::is_regular_file(folder / file.path);
        bool same = there && sha256_file(folder / file.path) == file.sha256;
        if (same) return;
        std::scoped_lock lock(mutex);
        (there ? result.changed : result.missing).push_back(file.path);
    });
    for (const fs::path& path : files_below(folder)) {
        std::string name = path.lexically_relative(folder).string();
        if (!known.contains(name)) result.unexpected.push_back(name);
    }
    std::ranges::sort(result.changed);
    std::ranges::sort(result.missing);
    return result;
}

std::string now_utc() {
    if (const char* fixed = std::getenv("PEELIAN_NOW")) return fixed;
    std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

std::string who(const std::string& given) {
    if (!given.empty()) return given;
    if (const char* named = std::getenv("PEELIAN_USER")) return named;
    const passwd* account = ::getpwuid(::getuid());
    return account != nullptr ? account->pw_name : "unknown";
}

} // namespace peelian
