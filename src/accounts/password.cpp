// SPDX-License-Identifier: MIT
#include "accounts/password.hpp"

#include "accounts/deny_list.hpp"
#include "accounts/encoding.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <sodium.h>

#include <algorithm>
#include <mutex>
#include <semaphore>

namespace peelian {
namespace {

/// Shorter parts of a name lie in too many words ("ann" in "planning").
constexpr std::size_t k_shortest_name = 4;
constexpr std::ptrdiff_t k_most_at_once = 64;

/// Letters of UTF-8: bytes that begin one.
std::size_t letters(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

/// Small letters, without spaces and punctuation of ASCII.
std::string squeezed(std::string_view text) {
    std::string kept;
    for (char byte : lower(text))
        if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || (static_cast<unsigned char>(byte) & 0x80U))
            kept += byte;
    return kept;
}

/// Names that a guesser tries first: each whole, and a person's also in parts.
std::vector<std::string> own_names(const Account& account) {
    std::vector<std::string> names{squeezed(account.id), squeezed(account.name)};
    std::string parts = replace_all(replace_all(account.id, ".", " "), "-", " ") + " " + account.name + " " +
                        account.email.substr(0, account.email.find('@'));
    for (const std::string& part : split(parts, ' '))
        names.push_back(squeezed(part));
    return names;
}

bool holds_one_of(std::string_view password, const std::vector<std::string>& names) {
    return std::ranges::any_of(names, [&](const std::string& name) {
        return letters(name) >= k_shortest_name && password.find(name) != std::string_view::npos;
    });
}

/// "aaaaaaaaaaaa", "abcabcabcabc": a piece of at most a third of it, over and over.
bool repeats_itself(std::string_view password) {
    for (std::size_t piece = 1; piece * 3 <= password.size(); ++piece) {
        bool same = true;
        for (std::size_t i = piece; i < password.size() && same; ++i)
            same = password[i] == password[i - piece];
        if (same) return true;
    }
    return false;
}

/// "123456789012", "abcdefghijkl", and the same backwards.
bool counts_up_or_down(std::string_view password) {
    for (int step : {1, -1}) {
        bool all = true;
        for (std::size_t i = 1; i < password.size() && all; ++i) {
            int gap = password[i] - password[i - 1];
            all = gap == step || (password[i - 1] == '9' && password[i] == '0') ||
                  (password[i - 1] == '0' && password[i] == '9');
        }
        if (all) return true;
    }
    return false;
}

} // namespace

std::string password_problem(std::string_view password, const Account& account, const AccountRules& rules) {
    std::size_t length = letters(password);
    if (length < rules.shortest)
        return fmt::format("Enter a password of at least {} characters. Three random words make a good one.",
                           rules.shortest);
    if (length > rules.longest || password.size() > rules.longest * 4)
        return fmt::format("Enter a password of at most {} characters.", rules.longest);
    if (std::ranges::any_of(password, [](char byte) { return static_cast<unsigned char>(byte) < 0x20; }))
        return "Enter a password without line ends or other control characters.";

    std::string plain = squeezed(password);
    if (is_common_password(password) || repeats_itself(password) || counts_up_or_down(password) ||
        (!plain.empty() && repeats_itself(plain)))
        return "Enter a password that is harder to guess: this one is on the list of common passwords, or nearly so. "
               "Three random words make a good one.";
    if (holds_one_of(plain, own_names(account))) return "Enter a password that does not have your name in it.";
    std::vector<std::string> bodies;
    for (const std::string& name : rules.body)
        bodies.push_back(squeezed(name));
    if (holds_one_of(plain, bodies)) return "Enter a password that does not have the name of your organisation in it.";
    return "";
}

struct PasswordHasher::Inside {
    explicit Inside(HashCost wanted)
        : cost(wanted),
          free(std::clamp<std::ptrdiff_t>(wanted.at_once, 1, k_most_at_once)) {}
    std::size_t memory() const { return cost.mebibytes << 20U; }

    HashCost cost;
    std::counting_semaphore<k_most_at_once> free;
    std::once_flag dummy_made;
    std::string dummy; // of a password that nobody knows
};

namespace {

class Turn {
public:
    explicit Turn(std::counting_semaphore<k_most_at_once>& free) : free_(free) { free_.acquire(); }
    ~Turn() { free_.release(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

private:
    std::counting_semaphore<k_most_at_once>& free_;
};

} // namespace

PasswordHasher::PasswordHasher(HashCost cost) : inside_(std::make_unique<Inside>(cost)) {
    random_bytes(1); // libsodium must have started before it hashes
}
PasswordHasher::~PasswordHasher() = default;

std::string PasswordHasher::hash(std::string_view password) const {
    Turn turn(inside_->free);
    std::string text(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), inside_->cost.passes, inside_->memory(),
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw Error::io("There is not enough memory to hash a password: {} MiB are needed", inside_->cost.mebibytes)
            .hint("Give the program more memory.");
    text.resize(text.find('\0'));
    return text;
}

bool PasswordHasher::matches(std::string_view hash, std::string_view password) const {
    std::call_once(inside_->dummy_made, [&] { inside_->dummy = this->hash(random_token()); });
    std::string known(hash.empty() ? std::string_view(inside_->dummy) : hash);
    known.resize(crypto_pwhash_STRBYTES); // zeros behind, as libsodium has it
    Turn turn(inside_->free);
    bool same = crypto_pwhash_str_verify(known.data(), password.data(), password.size()) == 0;
    return same && !hash.empty();
}

bool PasswordHasher::is_outdated(std::string_view hash) const {
    std::string known(hash);
    known.resize(crypto_pwhash_STRBYTES);
    return crypto_pwhash_str_needs_rehash(known.c_str(), inside_->cost.passes, inside_->memory()) != 0;
}

} // namespace peelian
