// SPDX-License-Identifier: MIT
#include "base/toml.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <set>

namespace peelian {

struct TomlTable::Node {
    std::shared_ptr<toml::table> root; // keeps the whole file alive for its parts
    const toml::table* table = nullptr;
    std::string file;
    std::string path; // "measure" in "[[measure]]", for messages
    std::set<std::string, std::less<>> asked;
};

namespace {

std::string_view type_name(const toml::node& node) {
    switch (node.type()) {
    case toml::node_type::string: return "text";
    case toml::node_type::integer: return "a whole number";
    case toml::node_type::floating_point: return "a number";
    case toml::node_type::boolean: return "true or false";
    case toml::node_type::array: return "a list";
    case toml::node_type::table: return "a table";
    default: return "a date or time";
    }
}

Error place(Error&& error, const std::string& file, const toml::source_region& region) {
    return std::move(error).at(file, region.begin.line, region.begin.column);
}

const toml::node* find(TomlTable::Node& node, std::string_view key) {
    node.asked.emplace(key);
    return node.table->get(key);
}

[[noreturn]] void wrong_type(TomlTable::Node& node, std::string_view key, std::string_view expected,
                             const toml::node& found) {
    throw place(Error::input("'{}' must be {}, but it is {}", key, expected, type_name(found)), node.file,
                found.source());
}

[[noreturn]] void absent(TomlTable::Node& node, std::string_view key, std::string_view expected) {
    std::string where = node.path.empty() ? std::string("the file") : fmt::format("[{}]", node.path);
    throw place(Error::input("{} must have '{}', {}", where, key, expected), node.file, node.table->source());
}

template <typename T> std::optional<T> value(TomlTable::Node& node, std::string_view key, std::string_view expected) {
    const toml::node* found = find(node, key);
    if (found == nullptr) return std::nullopt;
    auto result = found->value_exact<T>();
    if (!result) wrong_type(node, key, expected, *found);
    return result;
}

std::shared_ptr<TomlTable::Node> child(TomlTable::Node& node, std::string_view key, const toml::table& table) {
    auto made = std::make_shared<TomlTable::Node>();
    made->root = node.root;
    made->table = &table;
    made->file = node.file;
    made->path = node.path.empty() ? std::string(key) : fmt::format("{}.{}", node.path, key);
    return made;
}

} // namespace

TomlTable::TomlTable(std::shared_ptr<Node> node) : node_(std::move(node)) {}

bool TomlTable::has(std::string_view key) const { return find(*node_, key) != nullptr; }

std::vector<std::string> TomlTable::keys() const {
    std::vector<std::pair<toml::source_position, std::string>> found;
    for (const auto& [key, value] : *node_->table)
        found.emplace_back(key.source().begin, std::string(key.str()));
    std::ranges::sort(found, [](const auto& a, const auto& b) {
        return std::pair(a.first.line, a.first.column) < std::pair(b.first.line, b.first.column);
    });
    std::vector<std::string> names;
    for (auto& [position, name] : found)
        names.push_back(std::move(name));
    return names;
}

std::string TomlTable::text(std::string_view key) const {
    auto found = maybe_text(key);
    if (!found) absent(*node_, key, "a text");
    return *found;
}

std::string TomlTable::text_or(std::string_view key, std::string_view otherwise) const {
    return maybe_text(key).value_or(std::string(otherwise));
}

std::optional<std::string> TomlTable::maybe_text(std::string_view key) const {
    return value<std::string>(*node_, key, "text in quotes");
}

bool TomlTable::boolean_or(std::string_view key, bool otherwise) const {
    return value<bool>(*node_, key, "true or false").value_or(otherwise);
}

std::int64_t TomlTable::integer_or(std::string_view key, std::int64_t otherwise) const {
    return value<std::int64_t>(*node_, key, "a whole number").value_or(otherwise);
}

std::optional<double> TomlTable::maybe_real(std::string_view key) const {
    const toml::node* found = find(*node_, key);
    if (found == nullptr) return std::nullopt;
    if (auto whole = found->value_exact<std::int64_t>()) return static_cast<double>(*whole);
    auto real = found->value_exact<double>();
    if (!real) wrong_type(*node_, key, "a number", *found);
    return real;
}

double TomlTable::real_or(std::string_view key, double otherwise) const { return maybe_real(key).value_or(otherwise); }

std::vector<std::string> TomlTable::texts(std::string_view key) const {
    const toml::node* found = find(*node_, key);
    if (found == nullptr) return {};
    if (auto single = found->value_exact<std::string>()) return {*single};
    const toml::array* list = found->as_array();
    if (list == nullptr) wrong_type(*node_, key, "a list of texts", *found);
    std::vector<std::string> out;
    for (const toml::node& item : *list) {
        auto item_text = item.value_exact<std::string>();
        if (!item_text) wrong_type(*node_, key, "a list of texts", item);
        out.push_back(std::move(*item_text));
    }
    return out;
}

std::string TomlTable::choice(std::string_view key, std::span<const std::string> choices) const {
    std::string found = text(key);
    if (std::ranges::find(choices, found) != choices.end()) return found;
    auto near = nearest(found, choices);
    throw error(key, fmt::format("'{}' cannot be '{}'; it must be {}{}", key, found, one_of(choices),
                                 near ? fmt::format(" (did you mean '{}'?)", *near) : ""));
}

std::string TomlTable::choice_or(std::string_view key, std::span<const std::string> choices,
                                 std::string_view otherwise) const {
    return has(key) ? choice(key, choices) : std::string(otherwise);
}

TomlTable TomlTable::table(std::string_view key) const {
    auto found = maybe_table(key);
    if (!found) absent(*node_, key, "a table");
    return *found;
}

std::optional<TomlTable> TomlTable::maybe_table(std::string_view key) const {
    const toml::node* found = find(*node_, key);
    if (found == nullptr) return std::nullopt;
    const toml::table* table = found->as_table();
    if (table == nullptr) wrong_type(*node_, key, "a table", *found);
    return TomlTable(child(*node_, key, *table));
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) const {
    const toml::node* found = find(*node_, key);
    if (found == nullptr) return {};
    const toml::array* list = found->as_array();
    if (list == nullptr) wrong_type(*node_, key, fmt::format("a list of tables, [[{}]]", key), *found);
    std::vector<TomlTable> out;
    for (const toml::node& item : *list) {
        if (!item.is_table()) wrong_type(*node_, key, fmt::format("a list of tables, [[{}]]", key), item);
        out.emplace_back(child(*node_, key, *item.as_table()));
    }
    return out;
}

std::optional<bool> TomlTable::maybe_boolean(std::string_view key) const {
    const toml::node* found = find(*node_, key);
    return found != nullptr ? found->value_exact<bool>() : std::nullopt;
}

std::optional<std::string> TomlTable::maybe_number_text(std::string_view key) const {
    const toml::node* found = find(*node_, key);
    if (found == nullptr) return std::nullopt;
    if (auto whole = found->value_exact<std::int64_t>()) return std::to_string(*whole);
    if (auto real = found->value_exact<double>()) return plain_number(*real);
    return std::nullopt;
}

bool TomlTable::holds_tables(std::string_view key) const {
    const toml::node* found = find(*node_, key);
    const toml::array* list = found != nullptr ? found->as_array() : nullptr;
    return list != nullptr && !list->empty() && list->front().is_table();
}

void TomlTable::done() const {
    std::vector<std::string> known(node_->asked.begin(), node_->asked.end());
    for (const auto& [key, value] : *node_->table) {
        if (node_->asked.contains(key.str())) continue;
        auto near = nearest(key.str(), known);
        std::string where = node_->path.empty() ? "here" : fmt::format("in [{}]", node_->path);
        throw place(Error::input("'{}' is not a key {}{}", key.str(), where,
                                 near ? fmt::format("; did you mean '{}'?", *near) : ""),
                    node_->file, key.source())
            .hint("Known keys: " + join(known, ", ") + ".");
    }
}

Error TomlTable::error(std::string_view key, std::string message) const {
    const toml::node* found = node_->table->get(key);
    return place(Error(ErrorKind::input, std::move(message)), node_->file,
                 found != nullptr ? found->source() : node_->table->source());
}

const std::string& TomlTable::file() const { return node_->file; }

std::size_t TomlTable::line() const { return node_->table->source().begin.line; }

TomlTable parse_toml(std::string_view text, std::string_view name) {
    auto node = std::make_shared<TomlTable::Node>();
    node->file = name;
    try {
        node->root = std::make_shared<toml::table>(toml::parse(text, name));
    } catch (const toml::parse_error& error) {
        throw place(Error::input("This is not valid TOML: {}", error.description()), node->file, error.source());
    }
    node->table = node->root.get();
    return TomlTable(std::move(node));
}

TomlTable read_toml(const std::filesystem::path& path) { return parse_toml(read_file(path), path.string()); }

} // namespace peelian
