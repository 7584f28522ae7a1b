// SPDX-License-Identifier: MIT
// A PDF taken apart into its numbered objects and put together again. It reads what Chromium
// writes (one plain cross-reference table, no object streams, no encryption) and nothing else.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace peelian {

/// A dictionary whose values are left as written.
class PdfDictionary {
public:
    /// The dictionary at the start of `text`; `length`, if given, gets how much of it that is.
    static PdfDictionary parse(std::string_view text, std::size_t* length = nullptr);

    /// The value of "/Key" as written; empty when there is none.
    std::string_view get(std::string_view key) const;
    void set(std::string_view key, std::string value);
    void erase(std::string_view key);
    /// The object that "/Key" refers to ("12 0 R"); 0 for anything else.
    int reference(std::string_view key) const;
    std::string text() const;
    const std::vector<std::pair<std::string, std::string>>& entries() const { return entries_; }

private:
    std::vector<std::pair<std::string, std::string>> entries_;
};

/// Where the token or bracketed value ends that begins at `at`; and where the next begins.
std::size_t pdf_token_end(std::string_view text, std::size_t at);
std::size_t pdf_skip_blank(std::string_view text, std::size_t at);
/// The elements of "[1 2 0 R <<...>>]", a reference as one; of anything else, that alone.
std::vector<std::string> pdf_elements(std::string_view value);
std::string pdf_array(const std::vector<std::string>& elements);
/// 12 for "12 0 R", else 0.
int pdf_reference(std::string_view value);
/// A whole number alone, as an index is written.
std::optional<int> pdf_integer(std::string_view value);
/// UTF-8 as a text string: in parentheses where ASCII does, else as UTF-16 in digits.
std::string pdf_string(std::string_view utf8);

struct PdfFile {
    std::map<int, std::string> objects; ///< by number: what stands between "obj" and "endobj"
    int root = 0, info = 0;

    /// Throws Error(io) when the file is built otherwise.
    static PdfFile read(std::string_view bytes);
    /// Whole, with an identifier made of what it holds.
    std::string write() const;
    int add(std::string object);
    PdfDictionary dictionary(int number) const;
    /// Puts a dictionary in place of an object that is no stream.
    void put(int number, const PdfDictionary& dictionary) { objects[number] = dictionary.text(); }

    /// The bytes of a stream, unpacked.
    std::string stream(int number) const;
    /// Packs bytes into a stream that keeps its other entries.
    void put_stream(int number, std::string_view bytes);
};

} // namespace peelian
