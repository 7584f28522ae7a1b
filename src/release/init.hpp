// SPDX-License-Identifier: MIT
// A new workspace from a folder of published data: which sources are there, which areas
// they speak of, and files of text that a person can read and change.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace peelian {

struct InitOptions {
    std::filesystem::path folder;    ///< the workspace to make; must not hold one
    std::string preset;              ///< a file of presets/workspaces, without .toml; or the folder of a
                                     ///< workspace without its data, with a workspace.toml of the same keys
    std::filesystem::path data;      ///< folder of raw files; stays where it is
    std::filesystem::path presets;   ///< the program's presets folder
    std::vector<std::string> forces; ///< only these (code, name or slug); empty: all in the data
    unsigned threads = 2;
};

struct InitReport {
    std::vector<std::string> lines; ///< what was found and written, for people
};

/// Writes the workspace. Throws Error(conflict) when there is one, Error(not_found) when
/// the preset or the data is not there, Error(input) when no file fits the preset.
InitReport init_workspace(const InitOptions& options);

} // namespace peelian
