// SPDX-License-Identifier: MIT
#include "reports/pdf_file.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>

namespace peelian {
namespace {

constexpr std::string_view k_blank{"\0\t\n\f\r ", 6};
constexpr std::string_view k_delimiters{"\0\t\n\f\r ()<>[]/", 13};
constexpr std::size_t k_entry = 20;                 // bytes of a line of the cross-reference table
constexpr std::size_t k_largest_stream = 256 << 20; // unpacked

[[noreturn]] void unlike(std::string_view what) {
    throw Error::io("The browser's PDF is not built as expected: {}", what)
        .hint("This Chromium may be newer than the program knows; PEELIAN_CHROMIUM names another.");
}

std::size_t skip_blank(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(k_blank, at), text.size());
}

std::size_t skip_string(std::string_view text, std::size_t at) {
    int depth = 0;
    for (; at < text.size(); ++at) {
        if (text[at] == '\\') ++at;
        else if (text[at] == '(') ++depth;
        else if (text[at] == ')' && --depth == 0) return at + 1;
    }
    unlike("a string has no end");
}

/// The end of one token or bracketed value that begins at `at`.
std::size_t skip_value(std::string_view text, std::size_t at) {
    auto begins = [&](std::string_view mark) { return text.substr(at).starts_with(mark); };
    if (begins("(")) return skip_string(text, at);
    if (begins("<<") || begins("[")) {
        std::string_view close = begins("[") ? "]" : ">>";
        at = skip_blank(text, at + close.size());
        while (!begins(close)) {
            if (at >= text.size()) unlike("a list has no end");
            at = skip_blank(text, skip_value(text, at));
        }
        return at + close.size();
    }
    if (begins("<")) {
        auto end = text.find('>', at);
        if (end == std::string_view::npos) unlike("a string of digits has no end");
        return end + 1;
    }
    std::size_t end = text.find_first_of(k_delimiters, at + 1);
    end = std::min(end, text.size());
    if (end == at || text[at] == ')' || text[at] == ']' || text[at] == '>') unlike("a bracket stands alone");
    return end;
}

/// The end of a value that may be a reference: "12 0 R".
std::size_t skip_whole_value(std::string_view text, std::size_t at) {
    std::size_t end = skip_value(text, at);
    if (!pdf_integer(text.substr(at, end - at))) return end;
    std::size_t second = skip_blank(text, end);
    if (second >= text.size()) return end;
    std::size_t after = text.find_first_not_of("0123456789", second);
    if (after == second || after == std::string_view::npos) return end;
    std::size_t letter = skip_blank(text, after);
    bool reference = letter < text.size() && text[letter] == 'R' &&
                     (letter + 1 == text.size() || k_delimiters.find(text[letter + 1]) != std::string_view::npos);
    return reference ? letter + 1 : end;
}

std::size_t number_at(std::string_view text, std::size_t at, std::string_view what) {
    std::size_t value = 0;
    if (at > text.size()) unlike(what);
    auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), value);
    if (error != std::errc{}) unlike(what);
    return value;
}

/// Where the bytes of a stream object begin, and how many they are.
std::string_view packed_bytes(std::string_view object, const PdfDictionary& about, std::size_t length) {
    std::size_t at = skip_blank(object, length);
    if (!object.substr(at).starts_with("stream")) unlike("an object is no stream");
    at += 6;
    if (object.substr(at).starts_with("\r\n")) at += 2;
    else if (object.substr(at).starts_with("\n")) ++at;
    else unlike("a stream begins on no line of its own");
    std::size_t size = number_at(about.get("/Length"), 0, "a stream has no length");
    if (size > object.size() - at) unlike("a stream is cut off");
    return object.substr(at, size);
}

} // namespace

std::size_t pdf_token_end(std::string_view text, std::size_t at) { return skip_value(text, at); }
std::size_t pdf_skip_blank(std::string_view text, std::size_t at) { return skip_blank(text, at); }

PdfDictionary PdfDictionary::parse(std::string_view text, std::size_t* length) {
    std::size_t at = skip_blank(text, 0);
    if (!text.substr(at).starts_with("<<")) unlike("an object is no dictionary");
    PdfDictionary out;
    at = skip_blank(text, at + 2);
    while (!text.substr(at).starts_with(">>")) {
        if (at >= text.size() || text[at] != '/') unlike("a dictionary has no end");
        std::size_t key = skip_value(text, at), value = skip_blank(text, key), end = skip_whole_value(text, value);
        out.entries_.emplace_back(text.substr(at, key - at), text.substr(value, end - value));
        at = skip_blank(text, end);
    }
    if (length != nullptr) *length = at + 2;
    return out;
}

std::string_view PdfDictionary::get(std::string_view key) const {
    for (const auto& [name, value] : entries_)
        if (name == key) return value;
    return {};
}

void PdfDictionary::set(std::string_view key, std::string value) {
    for (auto& [name, old] : entries_)
        if (name == key) {
            old = std::move(value);
            return;
        }
    entries_.emplace_back(key, std::move(value));
}

void PdfDictionary::erase(std::string_view key) {
    std::erase_if(entries_, [&](const auto& entry) { return entry.first == key; });
}

int PdfDictionary::reference(std::string_view key) const { return pdf_reference(get(key)); }

std::string PdfDictionary::text() const {
    std::string out = "<<";
    for (const auto& [name, value] : entries_)
        out += fmt::format("{}{} {}", out.size() > 2 ? "\n" : "", name, value);
    return out + ">>";
}

std::vector<std::string> pdf_elements(std::string_view value) {
    value = trim(value);
    if (!value.starts_with('[')) return {std::string(value)};
    std::vector<std::string> out;
    for (std::size_t at = skip_blank(value, 1); at < value.size() && value[at] != ']';) {
        std::size_t end = skip_whole_value(value, at);
        out.emplace_back(value.substr(at, end - at));
        at = skip_blank(value, end);
    }
    return out;
}

std::string pdf_array(const std::vector<std::string>& elements) { return "[" + join(elements, " ") + "]"; }

std::optional<int> pdf_integer(std::string_view value) {
    int number = 0;
    auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (value.empty() || error != std::errc{} || end != value.data() + value.size()) return {};
    return number;
}

int pdf_reference(std::string_view value) {
    auto space = value.find(' ');
    if (!value.ends_with(" R") || space == std::string_view::npos) return 0;
    return pdf_integer(value.substr(0, space)).value_or(0);
}

std::string pdf_string(std::string_view utf8) {
    std::string plain;
    bool ascii = true;
    for (char c : utf8) {
        if (c == '(' || c == ')' || c == '\\') plain += '\\';
        plain += c;
        ascii = ascii && c >= ' ' && c < 0x7f;
    }
    if (ascii) return "(" + plain + ")";
    std::string out = "<FEFF";
    for (std::size_t i = 0; i < utf8.size();) {
        auto byte = static_cast<unsigned char>(utf8[i]);
        std::size_t length = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
        unsigned code = length == 1 ? byte : byte & (0x7fU >> length);
        for (std::size_t k = 1; k < length; ++k)
            code = (code << 6) | (i + k < utf8.size() ? static_cast<unsigned char>(utf8[i + k]) & 0x3fU : 0);
        if (code < 0x10000) out += fmt::format("{:04X}", code);
        else out += fmt::format("{:04X}{:04X}", 0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
        i += length;
    }
    return out + ">";
}

PdfFile PdfFile::read(std::string_view bytes) {
    auto word = bytes.rfind("startxref");
    if (!bytes.starts_with("%PDF-1.") || word == std::string_view::npos) unlike("it has no beginning or no end");
    std::size_t table = number_at(bytes, skip_blank(bytes, word + 9), "its table is nowhere");
    if (table > word || !bytes.substr(table).starts_with("xref\n0 ")) unlike("it has no plain table of objects");
    std::size_t count = number_at(bytes, table + 7, "its table has no length"), line = bytes.find('\n', table + 7) + 1;
    if (count > (word - line) / k_entry) unlike("its table is cut off");
    std::map<std::size_t, int> starts; // objects by where they begin
    for (std::size_t i = 0; i < count; ++i) {
        std::string_view entry = bytes.substr(line + i * k_entry, k_entry);
        if (entry[17] == 'n') starts[number_at(bytes, line + i * k_entry, "its table")] = static_cast<int>(i);
    }
    PdfFile out;
    for (auto at = starts.begin(); at != starts.end(); ++at) {
        std::size_t end = std::next(at) == starts.end() ? table : std::next(at)->first;
        if (end > table || at->first >= end) unlike("an object lies outside");
        std::string_view object = bytes.substr(at->first, end - at->first);
        std::string head = fmt::format("{} 0 obj", at->second);
        auto tail = object.rfind("endobj");
        if (!object.starts_with(head) || tail == std::string_view::npos) unlike("an object is not where it should be");
        out.objects[at->second] = trim(object.substr(head.size(), tail - head.size()));
    }
    auto trailer = bytes.find("trailer", line + count * k_entry);
    if (trailer == std::string_view::npos) unlike("it has no trailer");
    PdfDictionary last = PdfDictionary::parse(bytes.substr(trailer + 7, word - trailer - 7));
    out.root = last.reference("/Root");
    out.info = last.reference("/Info");
    if (!last.get("/Prev").empty() || !last.get("/Encrypt").empty()) unlike("it is in parts, or encrypted");
    return out;
}

std::string PdfFile::write() const {
    std::string out = "%PDF-1.7\n%\xd3\xeb\xe9\xe1\n";
    int count = objects.empty() ? 1 : objects.rbegin()->first + 1;
    std::string table = fmt::format("xref\n0 {}\n0000000000 65535 f \n", count);
    for (int number = 1; number < count; ++number) {
        auto object = objects.find(number);
        if (object == objects.end()) {
            table += "0000000000 00000 f \n";
            continue;
        }
        table += fmt::format("{:010} 00000 n \n", out.size());
        out += fmt::format("{} 0 obj\n{}\nendobj\n", number, object->second);
    }
    std::string id = sha256(out).substr(0, 32);
    std::size_t start = out.size();
    return out + table +
           fmt::format("trailer\n<</Size {}\n/Root {} 0 R\n/Info {} 0 R\n/ID [<{}> <{}>]>>\nstartxref\n{}\n%%EOF\n",
                       count, root, info, id, id, start);
}

int PdfFile::add(std::string object) {
    int number = objects.empty() ? 1 : objects.rbegin()->first + 1;
    objects[number] = std::move(object);
    return number;
}

PdfDictionary PdfFile::dictionary(int number) const {
    auto object = objects.find(number);
    if (object == objects.end()) unlike(fmt::format("there is no object {}", number));
    return PdfDictionary::parse(object->second);
}

std::string PdfFile::stream(int number) const {
    std::size_t length = 0;
    auto object = objects.find(number);
    if (object == objects.end()) unlike(fmt::format("there is no object {}", number));
    PdfDictionary about = PdfDictionary::parse(object->second, &length);
    std::string_view packed = packed_bytes(object->second, about, length);
    if (about.get("/Filter").empty()) return std::string(packed);
    if (about.get("/Filter") != "/FlateDecode") unlike("a page's content is packed in another way");
    z_stream z{};
    if (inflateInit(&z) != Z_OK) throw Error::internal("zlib does not start");
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    z.avail_in = static_cast<uInt>(packed.size());
    std::string out;
    int state = Z_OK;
    while (state == Z_OK && out.size() < k_largest_stream) {
        char buffer[1 << 14];
        z.next_out = reinterpret_cast<Bytef*>(buffer);
        z.avail_out = sizeof buffer;
        state = inflate(&z, Z_NO_FLUSH);
        out.append(buffer, sizeof buffer - z.avail_out);
    }
    inflateEnd(&z);
    if (state != Z_STREAM_END) unlike("a page's content is damaged");
    return out;
}

void PdfFile::put_stream(int number, std::string_view bytes) {
    PdfDictionary about = dictionary(number);
    uLongf size = compressBound(static_cast<uLong>(bytes.size()));
    std::string packed(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                  static_cast<uLong>(bytes.size()), Z_BEST_COMPRESSION) != Z_OK)
        throw Error::internal("zlib does not pack");
    packed.resize(size);
    about.set("/Filter", "/FlateDecode");
    about.set("/Length", std::to_string(size));
    objects[number] = about.text() + " stream\n" + packed + "\nendstream";
}

} // namespace peelian
