// SPDX-License-Identifier: MIT
#include "sources/report.hpp"

namespace peelian {

std::string_view to_text(FileStatus status) {
    switch (status) {
    case FileStatus::used: return "used";
    case FileStatus::superseded: return "superseded";
    case FileStatus::duplicate: return "duplicate";
    case FileStatus::unusable: return "unusable";
    }
    return "used";
}

std::uint64_t LoadReport::accepted() const {
    std::uint64_t total = 0;
    for (const SourceFile& file : files)
        if (file.status == FileStatus::used) total += file.rows;
    return total;
}

std::uint64_t LoadReport::rejected() const {
    std::uint64_t total = 0;
    for (const SourceFile& file : files)
        if (file.status == FileStatus::used) total += file.rejected;
    return total;
}

} // namespace peelian
