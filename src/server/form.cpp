// SPDX-License-Identifier: MIT
// What forms send: urlencoded fields (and queries), and multipart/form-data with files.
#include "base/text.hpp"
#include "server/app.hpp"

#include <algorithm>

namespace peelian::http {
namespace {

const std::string k_nothing;

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Well-formed UTF-8 without control characters but for tab and line ends.
bool is_fine_text(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            bool control = (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
            if (control) return false;
            ++i;
            continue;
        }
        std::size_t length = byte >= 0xC2 && byte < 0xE0   ? 2
                             : byte >= 0xE0 && byte < 0xF0 ? 3
                             : byte >= 0xF0 && byte < 0xF5 ? 4
                                                           : 0;
        if (length == 0 || i + length > text.size()) return false;
        for (std::size_t k = 1; k < length; ++k)
            if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80) return false;
        auto second = static_cast<unsigned char>(text[i + 1]);
        bool overlong = (byte == 0xE0 && second < 0xA0) || (byte == 0xF0 && second < 0x90);
        bool beyond = (byte == 0xED && second >= 0xA0) || (byte == 0xF4 && second >= 0x90);
        if (overlong || beyond) return false;
        i += length;
    }
    return true;
}

/// A field's text decoded once; nullopt where an escape is broken.
std::optional<std::string> decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
        } else if (text[i] == '%') {
            int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
            int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += text[i];
        }
    }
    if (!is_fine_text(out)) return std::nullopt;
    return out;
}

/// The value of `name="..."` in a header field's parameters, with \" and \\ undone.
std::optional<std::string> parameter(std::string_view field, std::string_view name) {
    std::size_t at = 0;
    while ((at = field.find(';', at)) != std::string_view::npos) {
        ++at;
        while (at < field.size() && (field[at] == ' ' || field[at] == '\t'))
            ++at;
        std::size_t equals = field.find('=', at);
        if (equals == std::string_view::npos) return std::nullopt;
        bool ours = same_text(trim(field.substr(at, equals - at)), name);
        std::string value;
        std::size_t i = equals + 1;
        if (i < field.size() && field[i] == '"') {
            for (++i; i < field.size() && field[i] != '"'; ++i) {
                if (field[i] == '\\' && i + 1 < field.size()) ++i;
                value += field[i];
            }
            if (i >= field.size()) return std::nullopt;
        } else {
            while (i < field.size() && field[i] != ';')
                value += field[i++];
            value = trim(value);
        }
        if (ours) return value;
        at = i;
    }
    return std::nullopt;
}

/// The name of a file alone: some browsers send folders too.
std::string bare_name(std::string name) {
    std::size_t slash = name.find_last_of("/\\");
    return slash == std::string::npos ? name : name.substr(slash + 1);
}

struct PartHead {
    std::string disposition, type;
};

std::optional<PartHead> read_part_head(std::string_view head) {
    PartHead out;
    while (!head.empty()) {
        std::size_t end = head.find("\r\n");
        std::string_view line = head.substr(0, end);
        head = end == std::string_view::npos ? std::string_view() : head.substr(end + 2);
        std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) return std::nullopt;
        std::string name = lower(trim(line.substr(0, colon)));
        if (name == "content-disposition") out.disposition = trim(line.substr(colon + 1));
        if (name == "content-type") out.type = trim(line.substr(colon + 1));
    }
    return out;
}

/// Takes one part in; false when it is broken.
bool take_part(Multipart& out, std::string_view head, std::string_view body) {
    std::optional<PartHead> read = read_part_head(head);
    if (!read || !lower(read->disposition).starts_with("form-data")) return false;
    std::optional<std::string> name = parameter(read->disposition, "name");
    if (!name || name->empty() || !is_fine_text(*name)) return false;
    std::optional<std::string> file = parameter(read->disposition, "filename");
    if (!file) {
        if (!is_fine_text(body)) return false;
        out.fields.add(*name, std::string(body));
        return true;
    }
    if (!is_fine_text(*file)) return false;
    std::string bare = bare_name(*file);
    if (bare.empty() && body.empty()) return true; // nothing was chosen
    if (bare.empty()) return false;
    out.files.push_back({*name, std::move(bare), read->type, std::string(body)});
    return true;
}

} // namespace

const std::string& Parameters::get(std::string_view name) const {
    for (const auto& [key, value] : all_)
        if (key == name) return value;
    return k_nothing;
}

bool Parameters::has(std::string_view name) const {
    return std::ranges::any_of(all_, [&](const auto& entry) { return entry.first == name; });
}

std::vector<std::string> Parameters::every(std::string_view name) const {
    std::vector<std::string> out;
    for (const auto& [key, value] : all_)
        if (key == name) out.push_back(value);
    return out;
}

std::optional<Parameters> read_form(std::string_view text, std::size_t most) {
    Parameters out;
    std::size_t count = 0;
    while (!text.empty()) {
        std::size_t end = text.find('&');
        std::string_view pair = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (pair.empty()) continue;
        if (++count > most) return std::nullopt;
        std::size_t equals = pair.find('=');
        std::optional<std::string> name = decode(pair.substr(0, equals));
        std::optional<std::string> value =
            equals == std::string_view::npos ? std::string() : decode(pair.substr(equals + 1));
        if (!name || !value) return std::nullopt;
        out.add(std::move(*name), std::move(*value));
    }
    return out;
}

std::string percent_encode(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (char c : text) {
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                     c == '_' || c == '.' || c == '~';
        auto byte = static_cast<unsigned char>(c);
        if (plain) out += c;
        else out.append("%").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
    }
    return out;
}

std::string encode_form(const Parameters& parameters) {
    std::string out;
    for (const auto& [name, value] : parameters.all()) {
        if (!out.empty()) out += '&';
        out += percent_encode(name) + '=' + percent_encode(value);
    }
    return out;
}

std::optional<Multipart> read_multipart(std::string_view body, std::string_view content_type, std::size_t most) {
    if (!lower(content_type).starts_with("multipart/form-data")) return std::nullopt;
    std::optional<std::string> boundary = parameter(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > 70 || !is_fine_text(*boundary)) return std::nullopt;
    std::string line = "--" + *boundary, next = "\r\n" + line;
    if (!body.starts_with(line)) return std::nullopt;
    body.remove_prefix(line.size());
    Multipart out;
    for (std::size_t count = 0;; ++count) {
        if (body.starts_with("--")) return out;
        if (!body.starts_with("\r\n") || count == most) return std::nullopt;
        body.remove_prefix(2);
        std::size_t head = body.find("\r\n\r\n"), end = body.find(next);
        if (head == std::string_view::npos || head > 8192 || end == std::string_view::npos || head + 4 > end + 2)
            return std::nullopt;
        std::string_view content = head + 4 > end ? std::string_view() : body.substr(head + 4, end - head - 4);
        if (!take_part(out, body.substr(0, head), content)) return std::nullopt;
        body.remove_prefix(end + next.size());
    }
}

} // namespace peelian::http
