// SPDX-License-Identifier: MIT
// The releases of a workspace on disk.
//
//     releases/<id>/            never changed once it is there; <id> is 12 hex digits
//         manifest.json         what went in, and every file with size and SHA-256
//         lineage.json          per measure: statement and source files
//         site/                 what is served
//     releases/log.jsonl        who built, approved and published what, when
//     published -> releases/<id>
//
// A release is written aside and renamed into place; `published` is switched by one
// rename. What fails on the way leaves both as they were.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// A file of a release, path relative to its folder.
struct ReleaseFile {
    std::string path;
    std::uint64_t bytes = 0;
    std::string sha256;
};

struct Manifest {
    std::string id;     ///< 64 hex digits
    std::string inputs; ///< hash of what went in but for the date: the same again means nothing is new
    std::string date, version, profile, previous;
    std::string log; ///< "number hash": where the log of records ended when it was made; empty without a store.
                     ///< Not part of the id: it moves with private changes, of which nothing here tells.
    bool synthetic = false;
    std::vector<std::string> sources; ///< "sha256  path", used files only
    std::vector<ReleaseFile> files;   ///< all but the manifest itself, by path
    std::size_t to_explain = 0;       ///< findings that somebody must answer
    std::size_t stops = 0;            ///< findings that forbid publication
};

/// Where a release stands; each state includes those before it.
enum class ReleaseState { draft, checked, approved, published };
std::string_view to_text(ReleaseState state);

struct ReleaseEvent {
    std::string time, release, action, by, note;
};

struct ReleaseInfo {
    std::string id; ///< 12 digits, the folder's name
    ReleaseState state = ReleaseState::draft;
    bool current = false; ///< what `published` points to
    Manifest manifest;
    std::vector<ReleaseEvent> events;
};

/// What verification found wrong; empty lists are good news.
struct Verification {
    std::size_t files = 0;
    std::vector<std::string> changed, missing, unexpected;
    bool sound() const { return changed.empty() && missing.empty() && unexpected.empty(); }
};

class ReleaseStore {
public:
    explicit ReleaseStore(std::filesystem::path workspace) : root_(std::move(workspace)) {}

    std::filesystem::path folder(std::string_view id) const { return root_ / "releases" / id.substr(0, 12); }
    /// A fresh folder to build in, beside the releases; older leftovers are removed.
    std::filesystem::path stage() const;
    /// Writes the manifest and moves the staged folder into place. A release of the same
    /// id that is there already is kept and the stage thrown away.
    void settle(const std::filesystem::path& stage, const Manifest& manifest) const;
    bool exists(std::string_view id) const;

    std::vector<ReleaseInfo> list() const; ///< oldest first
    /// By id, a beginning of it, `latest` or `published`, or a folder's path.
    ReleaseInfo find(std::string_view name) const;
    std::optional<ReleaseInfo> latest() const;
    std::optional<ReleaseInfo> published() const;

    /// Adds an event to the log, saved to disk before it returns.
    void record(const ReleaseEvent& event) const;
    /// Sign-off by somebody other than who built it. Error(conflict) with what stands in the way.
    void approve(const ReleaseInfo& release, const std::string& by, const std::string& note) const;
    /// Switches `published` to the release. Error(conflict) unless it is approved.
    void publish(const ReleaseInfo& release, const std::string& by) const;

private:
    std::vector<ReleaseEvent> events() const;
    std::filesystem::path root_;
};

/// Whether two names are of one person as far as spelling tells: letter case and spaces do
/// not tell people apart. Names are recorded, not proved.
bool same_name(std::string_view a, std::string_view b);
/// Recomputes every hash of a release folder.
Verification verify(const std::filesystem::path& folder, unsigned threads);
Manifest read_manifest(const std::filesystem::path& folder);
/// The time now, ISO 8601 in UTC, or PEELIAN_NOW for repeatable tests.
std::string now_utc();
/// Who runs the program: --by, else PEELIAN_USER, else the account's name.
std::string who(const std::string& given);

} // namespace peelian
