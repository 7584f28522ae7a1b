// SPDX-License-Identifier: MIT
// The one exception type of Peelian. An error says what was expected, what was
// found, where, and what to do next; layers it passes add what they were doing.
//
//     throw Error::input("Month '{}' is not YYYY-MM", text).at("measures/a.toml", 4, 9);
//
// It is caught in two places: the program's main (kind -> exit status) and the
// server's routes (kind -> HTTP status).
#pragma once

#include <fmt/core.h>

#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace peelian {

/// Why something failed; closed, so that callers can decide by it.
enum class ErrorKind { usage, input, not_found, conflict, io, internal };

class Error : public std::exception {
public:
    Error(ErrorKind kind, std::string message);

    template <typename... T> static Error usage(fmt::format_string<T...> text, T&&... args) {
        return {ErrorKind::usage, fmt::format(text, std::forward<T>(args)...)};
    }
    template <typename... T> static Error input(fmt::format_string<T...> text, T&&... args) {
        return {ErrorKind::input, fmt::format(text, std::forward<T>(args)...)};
    }
    template <typename... T> static Error not_found(fmt::format_string<T...> text, T&&... args) {
        return {ErrorKind::not_found, fmt::format(text, std::forward<T>(args)...)};
    }
    template <typename... T> static Error conflict(fmt::format_string<T...> text, T&&... args) {
        return {ErrorKind::conflict, fmt::format(text, std::forward<T>(args)...)};
    }
    template <typename... T> static Error io(fmt::format_string<T...> text, T&&... args) {
        return {ErrorKind::io, fmt::format(text, std::forward<T>(args)...)};
    }
    template <typename... T> static Error internal(fmt::format_string<T...> text, T&&... args) {
        return {ErrorKind::internal, fmt::format(text, std::forward<T>(args)...)};
    }

    /// The same error with its place: a file, and a line and column counted from 1 (0: unknown).
    [[nodiscard]] Error at(std::string_view file, std::size_t line = 0, std::size_t column = 0) &&;
    /// The same error with what to do about it, a sentence.
    [[nodiscard]] Error hint(std::string_view advice) &&;
    /// The same error with what was being done when it happened ("loading X").
    [[nodiscard]] Error during(std::string_view doing) &&;

    ErrorKind kind() const noexcept { return kind_; }
    /// `file:line:column: message`, then the advice and what was being done, a line each.
    const char* what() const noexcept override { return text_.c_str(); }

private:
    void compose();

    ErrorKind kind_;
    std::string message_;
    std::string where_;
    std::string advice_;
    std::string doing_;
    std::string text_;
};

} // namespace peelian
