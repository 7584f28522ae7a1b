// SPDX-License-Identifier: MIT
#include "base/toml.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace peelian;

namespace {
std::string message_of(auto&& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}
} // namespace

TEST_CASE("an unknown key is refused with its place and the nearest spelling") {
    TomlTable table = parse_toml("title = 'a'\ntitel = 'b'\n", "m.toml");
    CHECK(table.text("title") == "a");
    CHECK_MESSAGE(
        message_of([&] { table.done(); }).starts_with("m.toml:2:1: 'titel' is not a key here; did you mean 'title'?"),
        message_of([&] { table.done(); }));
}

TEST_CASE("a wrong type says what was expected and what was found") {
    TomlTable table = parse_toml("scale = 'big'\n", "m.toml");
    CHECK(message_of([&] { table.real_or("scale", 1); }) == "m.toml:1:9: 'scale' must be a number, but it is text");
}

TEST_CASE("a missing key says which table must have it") {
    TomlTable table = parse_toml("[[measure]]\nid = 'x'\n", "m.toml");
    CHECK(message_of([&] { table.tables("measure").at(0).text("title"); }) ==
          "m.toml:1:1: [measure] must have 'title', a text");
}

TEST_CASE("broken TOML gives file, line and column") {
    CHECK(message_of([] { parse_toml("a = \n", "b.toml"); }).starts_with("b.toml:1:"));
}
