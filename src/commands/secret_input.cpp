// SPDX-License-Identifier: MIT
#include "commands/secret_input.hpp"

#include "base/error.hpp"
#include "base/files.hpp"

#include <sys/random.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

namespace peelian {
namespace {

/// What is typed is not shown while it lives.
class NoEcho {
public:
    NoEcho() {
        if (::tcgetattr(STDIN_FILENO, &before_) != 0) throw Error::io("The terminal cannot be asked for a password");
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~NoEcho() {
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
        std::fputc('\n', stderr);
    }
    NoEcho(const NoEcho&) = delete;
    NoEcho& operator=(const NoEcho&) = delete;

private:
    termios before_{};
};

std::string ask(const std::string& prompt) {
    fmt::print(stderr, "{}", prompt);
    std::fflush(stderr);
    NoEcho silent;
    std::string line;
    std::getline(std::cin, line);
    return line;
}

std::string first_line(std::string text) {
    text.resize(std::min(text.find('\n'), text.size()));
    if (text.ends_with('\r')) text.pop_back();
    return text;
}

} // namespace

std::string read_secret(const std::string& file, const std::string& prompt) {
    std::string secret;
    if (!file.empty()) {
        secret = first_line(read_file(file));
    } else if (::isatty(STDIN_FILENO) != 0) {
        secret = ask(prompt);
        if (ask("Once more: ") != secret) throw Error::input("The two passwords differ");
    } else {
        std::getline(std::cin, secret);
        secret = first_line(secret);
    }
    if (secret.empty())
        throw Error::input("There is no password")
            .hint("Type it, give it on standard input, name its file with --password-file, or use --invite.");
    return secret;
}

std::string one_time_password() {
    constexpr std::string_view k_letters = "abcdefghijkmnpqrstuvwxyz23456789"; // 32: five bits of a byte each, no bias
    std::string password;
    while (password.size() < 24) {
        unsigned char byte = 0;
        if (::getrandom(&byte, 1, 0) != 1) throw Error::io("The system gives no random numbers");
        if (password.size() % 5 == 4 && password.size() < 24) password += '-';
        password += k_letters[byte & 31U];
    }
    return password;
}

} // namespace peelian
