// SPDX-License-Identifier: MIT
#include "publish/open_data_files.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <cerrno>
#include <cmath>
#include <cstring>

namespace peelian {

OpenDataFile::OpenDataFile(const std::filesystem::path& site, std::string path)
    : written_{.path = std::move(path)},
      file_(std::fopen((site / written_.path).c_str(), "wbx")) {
    if (!file_) throw Error::io("Cannot write the file: {}", std::strerror(errno)).at((site / written_.path).string());
    // Rows come in large pieces; a second buffer would only copy them.
    std::setvbuf(file_.get(), nullptr, _IONBF, 0);
}

void OpenDataFile::add(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size())
        throw Error::io("Cannot write the file: {}", std::strerror(errno)).at(written_.path);
    hasher_.add(bytes);
    written_.bytes += bytes.size();
}

WrittenFile OpenDataFile::finish() {
    if (std::fclose(file_.release()) != 0)
        throw Error::io("Cannot write the file: {}", std::strerror(errno)).at(written_.path);
    written_.sha256 = hasher_.hex();
    return std::move(written_);
}

WrittenFile write_open_file(const std::filesystem::path& site, std::string path, std::string_view bytes) {
    OpenDataFile file(site, std::move(path));
    file.add(bytes);
    return file.finish();
}

void Json::next(std::string_view key) {
    if (!first_) out_ += ',';
    if (open_.size() == 1) out_ += '\n';
    first_ = false;
    if (key.empty()) return;
    append_json(out_, key);
    out_ += ':';
}

void Json::open(std::string_view key, char bracket) {
    next(key);
    out_ += bracket;
    open_ += bracket == '{' ? '}' : ']';
    first_ = true;
}

Json& Json::object(std::string_view key) { return open(key, '{'), *this; }
Json& Json::list(std::string_view key) { return open(key, '['), *this; }

Json& Json::end() {
    if (open_.size() == 1) out_ += '\n';
    out_ += open_.back();
    open_.pop_back();
    first_ = false;
    if (open_.empty()) out_ += '\n';
    return *this;
}

Json& Json::text(std::string_view key, std::string_view value) {
    next(key);
    append_json(out_, value);
    return *this;
}

Json& Json::text_if(std::string_view key, std::string_view value) { return value.empty() ? *this : text(key, value); }

Json& Json::number(std::string_view key, double value) {
    next(key);
    if (std::isfinite(value)) append_plain_number(out_, value);
    else out_ += "null";
    return *this;
}

Json& Json::month(std::string_view key, const std::optional<Month>& value) {
    return value ? text(key, value->to_string()) : raw(key, "null");
}

Json& Json::boolean(std::string_view key, bool value) { return raw(key, value ? "true" : "false"); }
Json& Json::item(std::string_view value) { return text({}, value); }
Json& Json::item(double value) { return number({}, value); }

Json& Json::raw(std::string_view key, std::string_view json) {
    next(key);
    out_ += json;
    return *this;
}

} // namespace peelian
