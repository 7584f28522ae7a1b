// SPDX-License-Identifier: MIT
// What people type, made what a record holds.
#include "base/month.hpp"
#include "base/text.hpp"
#include "registers/validation.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace peelian {
namespace {

constexpr std::size_t k_longest_text = 2000, k_longest_markdown = 100'000, k_longest_name = 200;

/// Label for the middle of a sentence: "the date the letter was received".
std::string in_sentence(const FieldDefinition& field) {
    std::string label = field.label;
    bool shouted = label.size() > 1 && label[1] >= 'A' && label[1] <= 'Z'; // "PCSO posts"
    if (!label.empty() && !shouted && label[0] >= 'A' && label[0] <= 'Z') label[0] = static_cast<char>(label[0] + 32);
    for (std::string_view word : {"date", "day", "month"})
        if (label.starts_with(word) && (label.size() == word.size() || label[word.size()] == ' '))
            return "the " + label;
    return label;
}

/// Code points of UTF-8 text; nullopt where it is none (overlong forms and surrogates too).
std::optional<std::u32string> decoded(std::string_view text) {
    std::u32string out;
    for (std::size_t i = 0; i < text.size();) {
        auto byte = static_cast<unsigned char>(text[i]);
        std::size_t length = byte < 0x80                   ? 1
                             : byte >= 0xC2 && byte < 0xE0 ? 2
                             : byte >= 0xE0 && byte < 0xF0 ? 3
                             : byte >= 0xF0 && byte < 0xF5 ? 4
                                                           : 0;
        if (length == 0 || i + length > text.size()) return std::nullopt;
        char32_t code = length == 1 ? byte : byte & (0xFFU >> (length + 1));
        for (std::size_t k = 1; k < length; ++k) {
            auto next = static_cast<unsigned char>(text[i + k]);
            if ((next & 0xC0U) != 0x80) return std::nullopt;
            code = (code << 6U) | (next & 0x3FU);
        }
        bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
        if (overlong || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) return std::nullopt;
        out.push_back(code);
        i += length;
    }
    return out;
}

/// Turns the order of what is read, so that text says one thing and shows another.
bool is_trick(char32_t code) {
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF ||
           (code >= 0x80 && code <= 0x9F);
}

Canonical text_value(const FieldDefinition& field, std::string_view raw, bool lines) {
    std::string text = replace_all(replace_all(raw, "\r\n", "\n"), "\r", "\n");
    text = trim(text);
    std::optional<std::u32string> codes = decoded(text);
    if (!codes) return {"", field.label + " has bytes that are no text (UTF-8)"};
    for (char32_t code : *codes) {
        bool allowed = code == '\t' || (lines && code == '\n');
        if (code == '\n' && !lines) return {"", field.label + " must be one line"};
        if (((code < 0x20 || code == 0x7F) && !allowed) || is_trick(code))
            return {"", field.label + " has a character that cannot be shown: remove it"};
    }
    std::size_t most = field.type == FieldType::markdown ? k_longest_markdown
                       : field.type == FieldType::text   ? k_longest_text
                                                         : k_longest_name;
    if (field.most && (field.type == FieldType::text || field.type == FieldType::markdown))
        most = static_cast<std::size_t>(std::max(0.0, *field.most));
    if (codes->size() > most)
        return {"", fmt::format("{} must be {} characters or fewer; it has {}", field.label,
                                number(static_cast<double>(most)), number(static_cast<double>(codes->size())))};
    bool measured = field.type == FieldType::text || field.type == FieldType::markdown;
    if (measured && field.least && static_cast<double>(codes->size()) < *field.least)
        return {"", fmt::format("{} must be {} characters or more", field.label, number(*field.least))};
    return {std::move(text), ""};
}

constexpr std::array<std::string_view, 12> k_months{"january",   "february", "march",    "april",
                                                    "may",       "june",     "july",     "august",
                                                    "september", "october",  "november", "december"};

std::optional<int> small_number(std::string_view text, std::size_t most_digits) {
    if (text.empty() || text.size() > most_digits) return std::nullopt;
    int out = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failed != std::errc() || end != text.data() + text.size() || out < 0) return std::nullopt;
    return out;
}

/// A month by name ("July", "jul") or number.
std::optional<int> month_of(std::string_view text) {
    if (auto number = small_number(text, 2)) return *number >= 1 && *number <= 12 ? number : std::nullopt;
    std::string name = lower(text);
    if (name.size() < 3) return std::nullopt;
    for (std::size_t m = 0; m < k_months.size(); ++m)
        if (k_months[m].starts_with(name)) return static_cast<int>(m) + 1;
    return std::nullopt;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (char c : text) {
        bool apart = c == ' ' || c == '/' || c == '-' || c == '.' || c == ',' || c == '\t';
        if (!apart) word += c;
        else if (!word.empty()) words.push_back(std::exchange(word, {}));
    }
    if (!word.empty()) words.push_back(word);
    return words;
}

Canonical date_value(const FieldDefinition& field, std::string_view text) {
    if (auto day = Day::parse(text)) return {day->to_string(), ""};
    std::vector<std::string> words = words_of(text); // day, month, year; never American
    if (words.size() == 3 && words[2].size() == 4) {
        auto day = small_number(words[0], 2);
        auto month = month_of(words[1]);
        auto year = small_number(words[2], 4);
        if (day && month && year)
            if (auto found = Day::of(*year, *month, *day)) return {found->to_string(), ""};
    }
    return {"", field.label + " must be a real date, such as 27 3 2018"};
}

Canonical month_value(const FieldDefinition& field, std::string_view text) {
    if (text.size() == 7)
        if (auto month = Month::parse(text)) return {month->to_string(), ""};
    std::vector<std::string> words = words_of(text);
    if (words.size() == 2 && words[1].size() == 4) {
        auto month = month_of(words[0]);
        auto year = small_number(words[1], 4);
        if (month && year && *year > 0) return {Month::of(*year, *month).to_string(), ""};
    }
    return {"", field.label + " must be a month and year, such as 3 2018 or March 2018"};
}

/// A number as people write it: "1,234.5", "(12)", "−3".
std::optional<double> number_of(std::string text) {
    text = replace_all(replace_all(text, ",", ""), "\xE2\x88\x92", "-");
    bool brackets = text.size() > 2 && text.front() == '(' && text.back() == ')';
    if (brackets) text = "-" + text.substr(1, text.size() - 2);
    if (text.starts_with('+')) text.erase(0, 1);
    double out = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out, std::chars_format::fixed);
    if (text.empty() || failed != std::errc() || end != text.data() + text.size() || !std::isfinite(out))
        return std::nullopt;
    return out;
}

Canonical bounded(const FieldDefinition& field, double value, std::string text) {
    if (field.least && value < *field.least)
        return {"", fmt::format("{} must be {} or more", field.label, plain_number(*field.least))};
    if (field.most && value > *field.most)
        return {"", fmt::format("{} must be {} or less", field.label, plain_number(*field.most))};
    return {std::move(text), ""};
}

Canonical money_value(const FieldDefinition& field, std::string_view raw) {
    std::string text = replace_all(replace_all(raw, "\xC2\xA3", ""), " ", "");
    std::optional<double> value = number_of(text);
    if (!value || std::abs(*value) >= 1e13) return {"", field.label + " must be an amount in pounds, such as 1,234.50"};
    double pence = std::round(*value * 100);
    if (std::abs(pence - *value * 100) > 1e-4 * std::max(1.0, std::abs(*value) * 1e-9))
        return {"", field.label + " must have no more than two decimals"};
    auto whole = static_cast<std::int64_t>(std::abs(pence));
    return bounded(field, *value, fmt::format("{}{}.{:02}", pence < 0 ? "-" : "", whole / 100, whole % 100));
}

Canonical number_value(const FieldDefinition& field, std::string_view text) {
    std::optional<double> value = number_of(std::string(text));
    if (!value) return {"", field.label + " must be a number, such as 1,234"};
    return bounded(field, *value, plain_number(*value == 0 ? 0 : *value));
}

Canonical choice_value(const FieldDefinition& field, std::string_view text) {
    std::vector<std::string> labels;
    for (const FieldChoice& choice : field.choices) {
        if (choice.id == text || same_text(choice.label, text)) return {choice.id, ""};
        labels.push_back(choice.label);
    }
    auto near = nearest(text, labels);
    return {"", fmt::format("{}: '{}' is none of the choices{}", field.label, text,
                            near ? fmt::format("; is '{}' meant?", *near) : "")};
}

Canonical yes_no_value(const FieldDefinition& field, std::string_view text) {
    std::string word = lower(text);
    if (word == "yes" || word == "y" || word == "true") return {"yes", ""};
    if (word == "no" || word == "n" || word == "false") return {"no", ""};
    return {"", field.label + " must be yes or no"};
}

Canonical file_value(const FieldDefinition& field, std::string_view text) {
    bool named = text.size() > 65 && text[64] == '/' && text.find('/', 65) == std::string_view::npos &&
                 text.substr(0, 64).find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (!named) return {"", field.label + " must be a file that was kept: choose it once more"};
    return text_value(field, text, false);
}

} // namespace

Canonical canonical(const FieldDefinition& field, std::string_view raw) {
    std::string_view text = trim(raw);
    if (text.empty()) return {};
    if (text.size() > 4 * k_longest_markdown) return {"", field.label + " is too long"};
    switch (field.type) {
    case FieldType::markdown: return text_value(field, raw, true);
    case FieldType::date: return date_value(field, text);
    case FieldType::month: return month_value(field, text);
    case FieldType::choice: return choice_value(field, text);
    case FieldType::yes_no: return yes_no_value(field, text);
    case FieldType::money: return money_value(field, text);
    case FieldType::number: return number_value(field, text);
    case FieldType::file: return file_value(field, text);
    case FieldType::text:
    case FieldType::person:
    case FieldType::post:
    case FieldType::area:
    case FieldType::link: break;
    }
    return text_value(field, text, false);
}

std::string label_in_sentence(const FieldDefinition& field) { return in_sentence(field); }

} // namespace peelian
