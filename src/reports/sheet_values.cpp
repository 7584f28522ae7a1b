// SPDX-License-Identifier: MIT
#include "reports/sheet_values.hpp"

#include "base/text.hpp"
#include "publish/open_data_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace peelian {
namespace {

constexpr std::string_view k_minus = "\u2212";
constexpr std::string_view k_unknown = "\ufffd";
constexpr std::size_t k_sheet_name = 31; // letters, says Excel
constexpr std::size_t k_heading = 255;   // letters
constexpr std::size_t k_format = 127;    // bytes that libxlsxwriter keeps of a number format

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool has_digit(std::string_view text) { return std::ranges::any_of(text, is_digit); }

/// Takes one sign off the text before a number; 0 when there is none, 2 when there are more.
int take_sign(std::string& before) {
    int sign = 0;
    for (std::string_view mark : {k_minus, std::string_view("-"), std::string_view("+")}) {
        auto at = before.find(mark);
        if (at == std::string::npos) continue;
        if (sign != 0) return 2;
        sign = mark == "+" ? 1 : -1;
        before.erase(at, mark.size());
    }
    return before.find_first_of("+-") == std::string::npos ? sign : 2;
}

/// A text as it is, within a number format.
std::string literal(std::string_view text) { return text.empty() ? "" : fmt::format("\"{}\"", text); }

/// Length of the UTF-8 character at the start, 0 when it is none that XML may hold.
std::size_t character_at(std::string_view text) {
    auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    std::size_t length = byte(0) < 0x80 ? 1 : byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : byte(0) >= 0xc2 ? 2 : 0;
    if (length == 0 || byte(0) > 0xf4 || length > text.size()) return 0;
    char32_t code = length == 1 ? byte(0) : byte(0) & (0x7f >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return 0;
        code = (code << 6) | (byte(i) & 0x3f);
    }
    constexpr char32_t k_least[] = {0, 0, 0x80, 0x800, 0x10000};
    bool surrogate = code >= 0xd800 && code <= 0xdfff;
    bool none = code == 0xfffe || code == 0xffff || code > 0x10ffff;
    return code < k_least[length] || surrogate || none ? 0 : length;
}

/// The start of a text with at most `limit` letters as Excel counts them (UTF-16).
std::string_view at_most(std::string_view text, std::size_t limit) {
    std::size_t used = 0;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t length = std::max<std::size_t>(character_at(text.substr(i)), 1);
        used += length == 4 ? 2 : 1;
        if (used > limit) return text.substr(0, i);
        i += length;
    }
    return text;
}

/// The same, cut between words if that leaves at least half.
std::string_view cut_between_words(std::string_view text, std::size_t limit) {
    std::string_view cut = at_most(text, limit);
    if (cut.size() == text.size() || text[cut.size()] == ' ') return cut;
    auto space = cut.rfind(' ');
    return space != std::string_view::npos && space * 2 >= cut.size() ? cut.substr(0, space) : cut;
}

/// The first of "name", "name (2)", "name (3)" that is not taken yet; takes it.
template <typename Shorten>
std::string first_free(std::set<std::string>& taken, const std::string& name, Shorten&& shorten,
                       std::string_view pattern) {
    std::string candidate = shorten(name, 0);
    for (int n = 2; !taken.insert(lower(candidate)).second; ++n) {
        std::string mark = replace_all(pattern, "#", std::to_string(n));
        candidate = shorten(name, mark.size()) + mark;
    }
    return candidate;
}

} // namespace

std::optional<SheetNumber> sheet_number(const ReportCell& cell) {
    if (cell.kind == ReportCell::Kind::text || !std::isfinite(cell.number) || cell.decimals < 0) return {};
    std::string digits = number(std::fabs(cell.number), cell.decimals);
    auto at = cell.text.find(digits);
    if (at == std::string::npos) return {};
    std::string before = cell.text.substr(0, at), after = cell.text.substr(at + digits.size());
    // "12" within "12.5" or "3,412" is another number; "12 of 34" and "3.2 (2.9 to 3.5)" are more than one.
    if (has_digit(before) || has_digit(after) || (before + after).find('"') != std::string::npos) return {};
    int sign = take_sign(before);
    std::string plain = replace_all(digits, ",", "");
    bool zero = plain.find_first_of("123456789") == std::string::npos;
    if (sign > 1 || (zero ? sign != 0 : (sign < 0) != (cell.number < 0))) return {};

    std::string core = literal(before) + "#,##0";
    if (cell.decimals > 0) core += "." + std::string(static_cast<std::size_t>(cell.decimals), '0');
    if (cell.kind == ReportCell::Kind::percent) {
        if (!after.starts_with('%')) return {};
        core += '%';
        after.erase(0, 1);
        plain += "e-2"; // shifted as text, so that 3.2% is the double nearest to 0.032
    }
    core += literal(after);
    SheetNumber out;
    out.format = fmt::format("{0}{1};\"{2}\"{1};{1}", sign > 0 ? "\"+\"" : "", core, k_minus);
    if (out.format.size() > k_format) return {};
    std::from_chars(plain.data(), plain.data() + plain.size(), out.value);
    if (sign < 0) out.value = -out.value;
    return out;
}

std::string sheet_text(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t length = character_at(text.substr(i));
        if (length == 0) out += k_unknown;
        else if (length == 1 && (static_cast<unsigned char>(text[i]) < 0x20 || text[i] == 0x7f)) out += ' ';
        else out += text.substr(i, length);
        i += std::max<std::size_t>(length, 1);
    }
    std::string_view rest = trim(out);
    return rest.empty() ? "[z]" : std::string(rest);
}

std::string SheetNames::sheet(std::string_view title) {
    std::string name;
    for (char c : sheet_text(title)) {
        if (std::string_view("[]:*?/\\").find(c) != std::string_view::npos) c = ' ';
        if (c != ' ' || !name.ends_with(' ')) name += c;
    }
    auto within = [](std::string_view text, std::size_t less) {
        std::string_view cut = trim(cut_between_words(trim(text), k_sheet_name - less));
        // An apostrophe may not stand at an end, since it quotes names in references.
        while (cut.starts_with('\''))
            cut.remove_prefix(1);
        while (cut.ends_with('\''))
            cut.remove_suffix(1);
        return cut.empty() ? std::string("Table") : std::string(trim(cut));
    };
    return first_free(sheets_, name, within, " (#)");
}

std::string SheetNames::table(std::string_view id) {
    // The word before it keeps it from reading as a cell ("ab12") or beginning with a digit.
    std::string name = "table_" + replace_all(slug(id), "-", "_");
    return first_free(
        tables_, name, [](const std::string& text, std::size_t less) { return text.substr(0, 200 - less); }, "_#");
}

std::vector<std::string> SheetNames::headings(const std::vector<std::string>& headings) {
    std::set<std::string> taken;
    std::vector<std::string> out;
    auto within = [](std::string_view text, std::size_t less) { return std::string(at_most(text, k_heading - less)); };
    for (const std::string& heading : headings)
        out.push_back(first_free(taken, sheet_text(heading), within, " (#)"));
    return out;
}

std::vector<SheetMarker> markers_in(const Report& report) {
    std::vector<SheetMarker> known;
    for (const FlagMeaning& flag : flag_meanings())
        known.push_back({std::string(flag.marker), std::string(flag.meaning)});
    known.push_back({"[z]", "Not applicable: there is nothing to say here"});

    std::string all;
    for (const ReportPart& part : report.parts) {
        if (!part.table) continue;
        const ReportTable& table = *part.table;
        all += join(table.headings, " ") + " " + join(table.notes, " ") + " " + table.title;
        if (table.rows.empty()) all += "[z]";
        for (const ReportRow& row : table.rows) {
            all += sheet_text(row.label) + (table.group.empty() ? "" : sheet_text(row.group));
            for (const ReportCell& cell : row.cells)
                all += sheet_text(cell.text);
        }
    }
    std::erase_if(known, [&](const SheetMarker& m) { return all.find(m.marker) == std::string::npos; });
    return known;
}

} // namespace peelian
