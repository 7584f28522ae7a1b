// SPDX-License-Identifier: MIT
// A folder of our own for a while: a workbook is assembled in one, a browser lives in one.
#pragma once

#include <filesystem>

namespace peelian {

/// Made at once, for its owner alone to read, and removed with all it holds.
class ScratchFolder {
public:
    /// Throws Error(io) when the system's folder for temporary files takes none.
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace peelian
