// SPDX-License-Identifier: MIT
// TOML read against a schema. A reader asks for each key it knows, with its type;
// `done` then refuses what nobody asked for. Every error has file, line, column,
// what was expected and the nearest spelling.
//
//     TomlTable root = read_toml("peelian.toml");
//     std::string body = root.text("body");
//     for (TomlTable& m : root.tables("measure")) { ...; m.done(); }
//     root.done();
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

/// One table of a TOML file; cheap to copy. Remembers which keys were asked for.
class TomlTable {
public:
    bool has(std::string_view key) const;
    /// The keys that are there, in the order of the file.
    std::vector<std::string> keys() const;

    std::string text(std::string_view key) const;
    std::string text_or(std::string_view key, std::string_view otherwise) const;
    std::optional<std::string> maybe_text(std::string_view key) const;
    bool boolean_or(std::string_view key, bool otherwise) const;
    std::int64_t integer_or(std::string_view key, std::int64_t otherwise) const;
    double real_or(std::string_view key, double otherwise) const;
    std::optional<double> maybe_real(std::string_view key) const;
    std::optional<bool> maybe_boolean(std::string_view key) const;
    /// A number as text, shortest first; nothing where the key is absent or no number.
    std::optional<std::string> maybe_number_text(std::string_view key) const;
    /// A list of text; a single text counts as a list of one; absent is empty.
    std::vector<std::string> texts(std::string_view key) const;
    /// One of a closed set; anything else is an error that names the nearest.
    std::string choice(std::string_view key, std::span<const std::string> choices) const;
    std::string choice_or(std::string_view key, std::span<const std::string> choices, std::string_view otherwise) const;

    /// The table under a key; an error if it is absent or something else.
    TomlTable table(std::string_view key) const;
    std::optional<TomlTable> maybe_table(std::string_view key) const;
    /// An array of tables ([[key]]); absent is empty.
    std::vector<TomlTable> tables(std::string_view key) const;
    /// Whether the key holds a list of tables, where a list of text is as good.
    bool holds_tables(std::string_view key) const;

    /// Refuses keys that were never asked for.
    void done() const;
    /// An error placed at a key's value (at the table itself when the key is absent).
    Error error(std::string_view key, std::string message) const;
    /// The file the table is from, as given to read_toml.
    const std::string& file() const;
    /// Line of the table in the file, from 1.
    std::size_t line() const;

    struct Node;
    explicit TomlTable(std::shared_ptr<Node> node);

private:
    std::shared_ptr<Node> node_; // shared: copies report the same asked-for keys
};

/// Parses a file; throws Error(input) with file, line and column.
TomlTable read_toml(const std::filesystem::path& path);
/// Parses text; `name` stands for the file in errors.
TomlTable parse_toml(std::string_view text, std::string_view name);

} // namespace peelian
