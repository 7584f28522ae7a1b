// SPDX-License-Identifier: MIT
// Files of open data as they grow: written and fingerprinted in one pass. And JSON, value
// by value. Used by open_data*.cpp.
#pragma once

#include "base/hash.hpp"
#include "base/month.hpp"
#include "publish/written_file.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace peelian {

/// A new file that is hashed while it is written. `finish` must be called.
class OpenDataFile {
public:
    /// `path` is relative to the site; its folder must exist. Throws Error(io).
    OpenDataFile(const std::filesystem::path& site, std::string path);
    void add(std::string_view bytes);
    WrittenFile finish();

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    WrittenFile written_;
    std::unique_ptr<std::FILE, Close> file_;
    Hasher hasher_;
};

/// Writes a whole file at once.
WrittenFile write_open_file(const std::filesystem::path& site, std::string path, std::string_view bytes);

/// JSON to the end of a text: objects and lists may be nested, commas are seen to. One
/// member of the outer object a line, so that two releases can be compared by eye.
class Json {
public:
    explicit Json(std::string& out) : out_(out) {}

    Json& object(std::string_view key = {});
    Json& list(std::string_view key = {});
    Json& end();
    Json& text(std::string_view key, std::string_view value);
    /// Left out when empty.
    Json& text_if(std::string_view key, std::string_view value);
    /// null for NaN.
    Json& number(std::string_view key, double value);
    Json& month(std::string_view key, const std::optional<Month>& value);
    Json& boolean(std::string_view key, bool value);
    Json& item(std::string_view value);
    Json& item(double value);
    /// JSON that is made already.
    Json& raw(std::string_view key, std::string_view json);

private:
    void next(std::string_view key);
    void open(std::string_view key, char bracket);

    std::string& out_;
    std::string open_; ///< closing brackets
    bool first_ = true;
};

} // namespace peelian
