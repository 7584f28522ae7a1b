// SPDX-License-Identifier: MIT
// A folder that is there as long as the test needs it.
#pragma once

#include "base/files.hpp"

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>
#include <string_view>

namespace peelian::tests {

class TemporaryFolder {
public:
    TemporaryFolder() {
        static std::atomic<int> count{0};
        path_ = std::filesystem::temp_directory_path() /
                ("peelian-test-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
    /// Writes a file below the folder and gives its path.
    std::filesystem::path put(std::string_view name, std::string_view bytes) const {
        write_file(path_ / name, bytes);
        return path_ / name;
    }

private:
    std::filesystem::path path_;
};

/// What an error says, or "no error".
template <typename Work> std::string message_of(Work&& work) {
    try {
        work();
    } catch (const std::exception& error) {
        return error.what();
    }
    return "no error";
}

inline bool has(std::string_view text, std::string_view words) { return text.find(words) != std::string_view::npos; }

} // namespace peelian::tests
