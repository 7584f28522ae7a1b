// SPDX-License-Identifier: MIT
// From a built release to a published one, by people who are signed in: findings answered, approved by
// somebody who did not build it, published at a time set beforehand, and seen before that by named people
// alone. The release itself is never touched: it stays what ReleaseStore says of it, and every step is an
// event in the registers' log too (register "releases").
//
// Pre-release access follows the Code of Practice for Statistics (T3.3): as few people as can be, named, each
// with a reason, for a limited time before publication; every page they look at is noted.
#pragma once

#include "registers/records.hpp"
#include "release/store.hpp"
#include "store/store.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// When a release is to be published.
struct Publication {
    std::string release;
    Moment at = 0;
    int open_hours = 24; ///< how long before it the named readers may look
    std::string set_by;
};

/// Somebody who may look before publication.
struct ReleaseReader {
    std::string account, name, reason, added_by;
    Moment added_at = 0;
};

/// A finding of a release's checks, as its data/checks.csv has it.
struct ReleaseFinding {
    std::string id, check, level, subject, message, explained_by, explanation;
    bool waits() const { return level == "explain" && explained_by.empty(); }
};

/// A verdict of a whole area that is another than in the release before.
struct VerdictDifference {
    std::string measure, level, area_code, area_name, before, after; ///< "" where there was none
};

/// A figure that is another than in the release before.
struct FigureDifference {
    std::string measure, area_code, period_kind, period, before, after;
};

/// What a release changes beside another.
struct ReleaseDifferences {
    std::string other; ///< id of the release compared with; empty: this is the first
    std::vector<VerdictDifference> verdicts;
    std::vector<FigureDifference> figures; ///< as the release itself lists them
    std::vector<ReleaseFinding> new_findings, gone_findings;
};

std::vector<ReleaseFinding> findings_of(const std::filesystem::path& release);
/// From the files of both; `other` empty: none.
ReleaseDifferences differences(const std::filesystem::path& release, const std::filesystem::path& other);

class SignOff {
public:
    /// `longest_open` is the most hours that readers may look before.
    SignOff(std::filesystem::path workspace, Store& store, const Clock& clock = system_clock());

    static constexpr int k_longest_open = 72; ///< hours

    /// Puts an answer to a finding into checks/explained.toml, where the next build reads it. For analysts and
    /// approvers. Error(input) without words, Error(not_found) for a finding that does not ask for an answer.
    void explain(const Actor& by, const ReleaseInfo& release, std::string_view finding, std::string_view why,
                 std::string_view until);
    /// By an approver, not by who built it (by account or name). Error(conflict) with what stands in the way.
    void approve(const Actor& by, const ReleaseInfo& release, const std::string& note);
    void publish_now(const Actor& by, const ReleaseInfo& release);
    /// Sets or moves the time of an approved release; it must lie ahead.
    void schedule(const Actor& by, const ReleaseInfo& release, Moment at, int open_hours);
    void cancel(const Actor& by, const ReleaseInfo& release, const std::string& reason);
    std::optional<Publication> publication(std::string_view release);
    std::vector<Publication> publications(); ///< still to come, soonest first

    void add_reader(const Actor& by, const ReleaseInfo& release, const ReleaseReader& reader);
    void remove_reader(const Actor& by, const ReleaseInfo& release, std::string_view account);
    std::vector<ReleaseReader> readers(std::string_view release);
    /// Whether somebody may look at a release: analysts, approvers and auditors at any, everybody at a published
    /// one, named readers in the hours before its time.
    bool may_look(const Actor& who, const ReleaseInfo& release);
    /// Notes that somebody looked at a page before publication.
    void note_look(const Actor& who, std::string_view release, std::string_view path);
    struct Look {
        Moment at = 0;
        std::string account, path;
    };
    std::vector<Look> looks(std::string_view release, std::size_t most = 200);

    /// Publishes what is due, in order of time; ids of what was published. For the workbench's own clock and for
    /// `peelian publish --due`. A release that has been withdrawn from approval stays, and is told on `faults`.
    std::vector<std::string> publish_due(std::vector<std::string>* faults = nullptr);

private:
    void log(StoreConnection& connection, const Actor& by, std::string_view release, std::string action,
             std::string change, std::string reason);

    std::filesystem::path root_;
    ReleaseStore releases_;
    Store& store_;
    const Clock& clock_;
};

} // namespace peelian
