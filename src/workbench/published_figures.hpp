// SPDX-License-Identifier: MIT
// What the published release says of a measure, for records that are shown by it: its title, and the verdict on the
// force area as a whole. Read once a release.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace peelian {

struct PublishedMeasure {
    std::string title;
    std::string verdict;  ///< "No clear change"; empty where there is none for the whole
    std::string sentence; ///< as the release says it
};

/// Safe between threads.
class PublishedFigures {
public:
    explicit PublishedFigures(std::filesystem::path workspace);
    ~PublishedFigures();
    /// Of the release that is published now; nullopt for a measure it does not hold, or without a release.
    std::optional<PublishedMeasure> find(std::string_view measure);

private:
    struct Release;
    std::filesystem::path root_;
    std::mutex mutex_;                       // guards release_
    std::shared_ptr<const Release> release_; // shared: read on while another takes its place
};

} // namespace peelian
