// SPDX-License-Identifier: MIT
#include "accounts/deny_list.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace peelian {
namespace {

constexpr std::size_t k_shortest_half = 5;
/// A date, a telephone number and a card's number are shorter than this.
constexpr std::size_t k_digits_that_do = 20;

/// Binary search among lines: no table to build at the start, and no memory.
bool on_list(std::string_view word) {
    std::string_view list = deny_list();
    std::size_t low = 0, high = list.size();
    while (low < high) {
        std::size_t middle = low + (high - low) / 2;
        std::size_t begin = middle == 0 ? std::string_view::npos : list.rfind('\n', middle - 1);
        begin = begin == std::string_view::npos ? 0 : begin + 1;
        std::size_t end = std::min(list.find('\n', middle), list.size());
        std::string_view line = list.substr(begin, end - begin);
        if (line == word) return true;
        if (line < word) low = end + 1;
        else high = begin;
    }
    return false;
}

bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (static_cast<unsigned char>(byte) & 0x80U) != 0; }

/// Without what is no letter at its ends.
std::string_view core(std::string_view word) {
    while (!word.empty() && !is_letter(word.back()))
        word.remove_suffix(1);
    while (!word.empty() && !is_letter(word.front()))
        word.remove_prefix(1);
    return word;
}

std::string without_punctuation(std::string_view word) {
    std::string kept;
    for (char byte : word)
        if (is_letter(byte) || (byte >= '0' && byte <= '9')) kept += byte;
    return kept;
}

/// Digits and signs as the letters they are put for.
std::string as_letters(std::string_view word) {
    constexpr std::string_view signs = "013457@$!", letters = "oleastasi";
    std::string read(word);
    for (char& byte : read)
        if (std::size_t at = signs.find(byte); at != std::string_view::npos) byte = letters[at];
    return read;
}

bool is_listed(std::string_view word) {
    if (word.empty()) return false;
    std::string_view half = word.substr(0, word.size() / 2);
    return on_list(word) || (half.size() >= k_shortest_half && half == word.substr(half.size()) && on_list(half));
}

} // namespace

bool is_common_password(std::string_view password) {
    std::string small = lower(password);
    if (on_list(small) || (core(small).empty() && small.size() < k_digits_that_do)) return true;
    std::string letters = as_letters(small);
    std::array<std::string, 5> forms{std::string(core(small)), without_punctuation(core(small)),
                                     std::string(core(letters)), as_letters(core(small)), without_punctuation(small)};
    return std::ranges::any_of(forms, [](const std::string& form) { return is_listed(form); });
}

} // namespace peelian
