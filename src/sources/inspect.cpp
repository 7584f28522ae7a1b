// SPDX-License-Identifier: MIT
#include "sources/inspect.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace peelian {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t k_head = 72 * 1024;
constexpr std::size_t k_longest_header = 64 * 1024;

bool starts_with_text(std::string_view head, std::string_view word) {
    std::string_view start = trim(head.substr(0, 512));
    return start.size() >= word.size() && same_text(start.substr(0, word.size()), word);
}

/// What a file that is no table at all most likely is; empty when it may be one.
std::string other_kind(std::string_view head) {
    if (head.empty()) return "The file is empty (0 bytes). Download it again.";
    if (head.starts_with("PK\x03\x04"))
        return "This is a zip archive (or a spreadsheet), not a CSV file. Unpack it, or save it as CSV, and point "
               "the source at the result.";
    if (looks_gzipped(head)) return "Inside the gzip file is another gzip file. Unpack it once more.";
    if (starts_with_text(head, "<!doctype html") || starts_with_text(head, "<html"))
        return "This is a web page, not data: the download probably met an error page. Download it again.";
    if (starts_with_text(head, "<?xml")) return "This is XML, not CSV. Download the CSV form of it.";
    if (starts_with_text(head, "%PDF")) return "This is a PDF, not CSV. Download the CSV form of it.";
    if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff"))
        return "This is UTF-16 text; save it as UTF-8 CSV.";
    if (head.find('\0') != std::string_view::npos) return "This is a binary file, not CSV.";
    return {};
}

struct HeaderLine {
    std::vector<std::string> fields;
    std::string newline;
};

/// Splits the first record; nothing when it does not end within the head.
std::optional<HeaderLine> read_header(std::string_view head, bool complete, char delimiter) {
    if (head.starts_with("\xef\xbb\xbf")) head.remove_prefix(3);
    HeaderLine line;
    std::string field;
    bool quoted = false;
    for (std::size_t i = 0; i < head.size(); ++i) {
        char c = head[i];
        if (quoted) {
            if (c == '"' && i + 1 < head.size() && head[i + 1] == '"') field += head[i++];
            else if (c == '"') quoted = false;
            else field += c;
        } else if (c == '"') {
            quoted = true;
        } else if (c == delimiter) {
            line.fields.push_back(std::move(field));
            field.clear();
        } else if (c == '\n' || c == '\r') {
            line.fields.push_back(std::move(field));
            line.newline = c == '\n' ? "\n" : (i + 1 < head.size() && head[i + 1] == '\n' ? "\r\n" : "\r");
            return line;
        } else {
            field += c;
        }
        if (i > k_longest_header) return std::nullopt;
    }
    if (!complete) return std::nullopt;
    line.fields.push_back(std::move(field));
    line.newline = "\n";
    return line;
}

struct Fit {
    std::vector<std::string> names, missing, ignored;
    std::vector<std::string> wide;
    std::vector<Month> wide_months;
};

/// Lays a preset's columns over a header.
Fit fit(const Preset& preset, const std::vector<std::string>& header) {
    Fit result;
    std::vector<bool> found(preset.columns.size());
    std::size_t unknown = 0;
    for (const std::string& field : header) {
        std::string name;
        for (std::size_t c = 0; c < preset.columns.size() && name.empty(); ++c) {
            bool spelled = std::ranges::any_of(preset.columns[c].spelled, [&](const std::string& spelling) {
                return same_text(trim(field), spelling);
            });
            if (spelled && !found[c]) {
                found[c] = true;
                name = preset.columns[c].name;
            }
        }
        if (name.empty() && !preset.wide_pattern.empty()) {
            auto captures = match_template(trim(field), preset.wide_pattern);
            if (captures) {
                name = std::string(trim(field));
                result.wide.push_back(name);
                if (auto month = Month::parse(captures->begin()->second)) result.wide_months.push_back(*month);
            }
        }
        if (name.empty()) {
            result.ignored.push_back(field);
            name = fmt::format("unused_{}", ++unknown);
        }
        result.names.push_back(std::move(name));
    }
    for (std::size_t c = 0; c < preset.columns.size(); ++c)
        if (!found[c] && !preset.columns[c].optional) result.missing.push_back(preset.columns[c].name);
    if (!preset.wide_pattern.empty() && result.wide.empty())
        result.missing.push_back("a column a month (" + preset.wide_pattern + ")");
    return result;
}

bool name_fits(const Preset& preset, const fs::path& path) {
    std::string name = lower(path.filename().string());
    return std::ranges::any_of(preset.files,
                               [&](const std::string& pattern) { return matches_glob(name, lower(pattern)); });
}

void read_name(Inspection& inspection) {
    const Preset& preset = *inspection.preset;
    std::string name = inspection.path.filename().string();
    for (const std::string& pattern : preset.names) {
        if (auto captures = match_template(name, pattern)) {
            inspection.captures = std::move(*captures);
            break;
        }
    }
    if (!inspection.captures.empty() || preset.names.empty())
        inspection.partition = fill_template(preset.partition, inspection.captures);
    inspection.vintage = fill_template(preset.vintage, inspection.captures);
    for (const auto& [column, expression] : preset.facts) {
        auto open = expression.find('{');
        auto close = expression.find('}', open);
        if (open == std::string::npos || close == std::string::npos) continue;
        std::string wanted = expression.substr(open + 1, close - open - 1);
        if (inspection.captures.contains(wanted)) continue;
        inspection.problem = fmt::format("The file's name must tell the {}, as in {}; rename it so.", wanted,
                                         join(preset.names, " or "));
    }
    if (!inspection.wide_months.empty()) {
        auto [first, last] = std::ranges::minmax(inspection.wide_months);
        bool old = matches_glob(lower(name), lower(preset.wide_old));
        inspection.partition = fmt::format("{} {} to {}", preset.id, first.to_string(), last.to_string());
        inspection.vintage = (last + (old ? preset.wide_old_months : 0)).to_string();
    }
}

std::string mismatch(const Preset& preset, const Fit& fit_result, const HeaderLine& header) {
    std::string found = join(header.fields, ", ");
    if (found.size() > 300) found = found.substr(0, 300) + "...";
    std::string expected;
    for (const RawColumn& column : preset.columns)
        if (!column.optional) expected += (expected.empty() ? "" : ", ") + column.name;
    return fmt::format("The name says {}, but the header lacks {}. Expected: {}{}. Found: {}. If the publisher changed "
                       "the layout, add the new spelling to the preset.",
                       preset.title, join(fit_result.missing, ", "), expected,
                       preset.wide_pattern.empty() ? "" : ", then " + preset.wide_pattern, found);
}

void choose(Inspection& inspection, const std::vector<const Preset*>& presets, const FileHead& head) {
    std::size_t best_used = 0;
    for (const Preset* preset : presets) {
        auto header = read_header(head.bytes, head.complete, preset->delimiter[0]);
        if (!header) {
            if (name_fits(*preset, inspection.path))
                inspection.problem = fmt::format("The first line does not end within {} KiB; a header of {} was "
                                                 "expected. The file is not a CSV table.",
                                                 k_longest_header / 1024, preset->title);
            continue;
        }
        Fit fitted = fit(*preset, header->fields);
        std::size_t used = header->fields.size() - fitted.ignored.size();
        bool named = name_fits(*preset, inspection.path);
        if (!fitted.missing.empty()) {
            if (named && inspection.preset == nullptr) inspection.problem = mismatch(*preset, fitted, *header);
            else if (used * 2 > header->fields.size())
                inspection.considered.push_back(fmt::format("{}: lacks {}", preset->id, join(fitted.missing, ", ")));
            continue;
        }
        // Several may fit by header alone; the name decides, then the one that uses most.
        std::size_t score = used + (named ? 1000 : 0);
        if (inspection.preset != nullptr && score <= best_used) continue;
        best_used = score;
        inspection.problem.clear();
        inspection.preset = preset;
        inspection.newline = header->newline;
        inspection.header = header->fields;
        inspection.names = fitted.names;
        inspection.ignored = fitted.ignored;
        inspection.wide = fitted.wide;
        inspection.wide_months = fitted.wide_months;
    }
}

void inspect_parquet(Inspection& inspection, const std::vector<const Preset*>& presets) {
    for (const Preset* preset : presets) {
        if (!name_fits(*preset, inspection.path)) continue;
        inspection.preset = preset;
        for (const RawColumn& column : preset->columns) {
            inspection.header.push_back(column.name);
            inspection.names.push_back(column.name);
        }
        read_name(inspection);
        return;
    }
}

} // namespace

Inspection inspect(const fs::path& path, const Catalogue& catalogue, const std::vector<std::string>& only,
                   bool known_whole) {
    Inspection inspection;
    inspection.path = path;
    std::vector<const Preset*> csv, parquet;
    bool named = false;
    for (const auto& [id, preset] : catalogue.presets) {
        if (!only.empty() && std::ranges::find(only, id) == only.end()) continue;
        (preset.format == "csv" ? csv : parquet).push_back(&preset);
        named = named || name_fits(preset, path);
    }
    if (fs::is_directory(path)) {
        inspection.problem =
            "This is a folder, not a file; name the folder as the source's path to read what is in it.";
        return inspection;
    }
    FileHead head;
    try {
        head = read_head(path, k_head);
        if (head.bytes.starts_with("PAR1")) {
            inspect_parquet(inspection, parquet);
            return inspection;
        }
        std::string kind = other_kind(head.bytes);
        if (!kind.empty()) {
            // Only files that some preset lays claim to are a problem; others just lie there.
            if (named) inspection.problem = kind;
            return inspection;
        }
        inspection.gzipped = head.gzipped;
        choose(inspection, csv, head);
        if (inspection.preset != nullptr && head.gzipped && !known_whole) check_gzip(path);
    } catch (const Error& error) {
        inspection.preset = nullptr;
        if (named || error.kind() == ErrorKind::io || error.kind() == ErrorKind::not_found)
            inspection.problem = error.what();
        return inspection;
    }
    if (inspection.preset != nullptr) read_name(inspection);
    return inspection;
}

} // namespace peelian
