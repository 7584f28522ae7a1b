// SPDX-License-Identifier: MIT
#include "reports/scratch_folder.hpp"

#include "base/error.hpp"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>
#include <thread>

namespace peelian {

ScratchFolder::ScratchFolder() {
    std::error_code error;
    std::filesystem::path parent = std::filesystem::temp_directory_path(error);
    if (error)
        throw Error::io("There is no folder for temporary files: {}", error.message())
            .hint("TMPDIR must name a folder, or /tmp must be one.");
    std::string name = (parent / "peelian-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw Error::io("Cannot make a temporary folder: {}", std::strerror(errno))
            .at(parent.string())
            .hint("Free some space there, or name another folder with TMPDIR.");
    path_ = name;
}

ScratchFolder::~ScratchFolder() {
    // A browser that was just ended may still be writing its last files.
    for (int again = 0; again < 5; ++again) {
        std::error_code error;
        std::filesystem::remove_all(path_, error);
        if (!error) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

} // namespace peelian
