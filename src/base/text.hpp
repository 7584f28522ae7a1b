// SPDX-License-Identifier: MIT
// Small text work: splitting, trimming, slugs, near spellings, and the way
// numbers are written for people.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

std::string_view trim(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
std::string join(std::span<const std::string> parts, std::string_view separator);
/// As a sentence lists them: "Camden, Islington and Hackney".
std::string listed(std::span<const std::string> parts);
/// ASCII letters made lower case; other bytes as they are.
std::string lower(std::string_view text);
/// Each `from` made `to`; an empty `from` changes nothing.
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);
/// Lower case, runs of anything but letters and digits as one hyphen, none at the
/// ends: "Theft from the person" -> "theft-from-the-person".
std::string slug(std::string_view text);
/// Case-blind comparison of ASCII text.
bool same_text(std::string_view a, std::string_view b);
/// The candidate nearest to `word` by edit distance, if near enough to be a slip
/// of the pen (a third of the letters, at least two).
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);
/// "'a', 'b' or 'c'"
std::string one_of(std::span<const std::string> choices);
/// True when `name` fits a shell pattern of *, ? and literal text ('*' also crosses '/').
bool matches_glob(std::string_view name, std::string_view pattern);

/// Rounded half away from zero at `decimals`, with thousands separated: "12,345.7".
/// A NaN is "not available". Minus is U+2212, as in print.
std::string number(double value, int decimals = 0);
/// number with a sign always: "+3.4", U+2212 for minus, "0.0" for none.
std::string signed_number(double value, int decimals = 0);
/// Shortest text that reads back as the same double (for CSV and JSON); empty for NaN.
std::string plain_number(double value);
/// Appends plain_number(value) without an allocation of its own.
void append_plain_number(std::string& out, double value);
/// "1 row", "2 rows", "1,234 rows"
std::string counted(std::size_t n, std::string_view singular, std::string_view plural = {});
/// Appends `text` as a CSV field, quoted when it must be (RFC 4180).
void append_csv(std::string& out, std::string_view text);
/// Appends `text` as a JSON string with its quotes.
void append_json(std::string& out, std::string_view text);

} // namespace peelian
