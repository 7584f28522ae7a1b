// SPDX-License-Identifier: MIT
#include "registers/mail_message.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace peelian {
namespace {

constexpr std::string_view k_line_end = "\r\n";

bool is_atom(std::string_view text, std::string_view more) {
    auto good = [&](unsigned char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               more.find(static_cast<char>(c)) != std::string_view::npos;
    };
    return !text.empty() && std::ranges::all_of(text, good) && text.front() != '.' && text.back() != '.' &&
           text.find("..") == std::string_view::npos;
}

/// An addr-spec of dot-atoms, as nearly every address is.
bool is_address(std::string_view text) {
    std::size_t at = text.rfind('@');
    return text.size() <= 254 && at != std::string_view::npos && at <= 64 &&
           is_atom(text.substr(0, at), "!#$%&'*+-/=?^_`{|}~.") && is_atom(text.substr(at + 1), "-.");
}

/// Control characters of any kind, also those of two bytes that some mail programs take for line ends, are spaces.
std::string one_line(std::string_view text) {
    std::string line;
    for (char c : text)
        line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    return std::string(trim(line));
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view k_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned word = 0;
        for (std::size_t k = 0; k < 3; ++k)
            word = word << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            out += i + k <= bytes.size() ? k_digits[word >> (18 - 6 * k) & 63U] : '=';
    }
    return out;
}

/// Encoded words of at most 75 letters, parted between letters of the text, on lines of their own.
std::string encoded_words(std::string_view text) {
    constexpr std::size_t k_bytes = 42; // 56 in base64, 68 with what is around it
    std::string out;
    while (!text.empty()) {
        std::size_t length = std::min(k_bytes, text.size());
        while (length < text.size() && length > 1 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U)
            --length;
        if (!out.empty()) out += "\r\n ";
        out += "=?UTF-8?B?" + base64(text.substr(0, length)) + "?=";
        text.remove_prefix(length);
    }
    return out;
}

/// A header's free text, folded at spaces; encoded where it could be read as anything but text.
std::string unstructured(std::string_view given) {
    std::string text = one_line(given);
    if (!is_ascii(text) || text.find("=?") != std::string::npos) return encoded_words(text);
    std::string out;
    std::size_t column = 10;
    for (const std::string& word : split(text, ' ')) {
        if (word.size() > 60) return encoded_words(text);
        if (!out.empty() && column + word.size() + 1 > 76) {
            out += "\r\n ";
            column = 1;
        } else if (!out.empty()) {
            out += ' ';
            ++column;
        }
        out += word;
        column += word.size();
    }
    return out;
}

std::string mailbox_text(const Mailbox& box) {
    if (!is_address(box.address))
        throw Error::input("'{}' is no e-mail address that mail can be sent to", one_line(box.address));
    std::string name = one_line(box.name);
    if (name.empty()) return box.address;
    bool plain = std::ranges::all_of(name, [](unsigned char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '-';
    });
    // On a line of its own, so that no name makes the line too long.
    return (plain && name.size() <= 60 ? name : encoded_words(name)) + "\r\n <" + box.address + ">";
}

std::string date_text(Moment at) {
    constexpr std::string_view k_days = "MonTueWedThuFriSatSun", k_months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    std::string text = moment_text(at); // 2017-07-06T09:30:00Z
    Day day = Day::from(text.substr(0, 10));
    return fmt::format("{}, {:02} {} {:04} {} +0000", k_days.substr(static_cast<std::size_t>(day.weekday() - 1) * 3, 3),
                       day.day(), k_months.substr(static_cast<std::size_t>(day.month() - 1) * 3, 3), day.year(),
                       text.substr(11, 8));
}

/// Quoted-printable (RFC 2045, 6.7), lines of at most 76.
std::string quoted_printable(std::string_view text) {
    constexpr std::string_view k_hex = "0123456789ABCDEF";
    std::string out;
    std::size_t column = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto c = static_cast<unsigned char>(text[i]);
        if (c == '\n') {
            out += k_line_end;
            column = 0;
            continue;
        }
        bool last = i + 1 == text.size() || text[i + 1] == '\n';
        // A full stop that begins a line, and "From ", are things some servers change.
        bool odd = column == 0 && (c == '.' || c == 'F');
        bool plain = (c > 0x20 && c < 0x7f && c != '=' && !odd) || (c == ' ' && !last);
        std::size_t size = plain ? 1 : 3;
        if (column + size > 75) {
            out += "=\r\n";
            column = 0;
        }
        if (plain) out += static_cast<char>(c);
        else (((out += '=') += k_hex[c >> 4U]) += k_hex[c & 15U]);
        column += size;
    }
    if (column > 0) out += k_line_end;
    return out;
}

} // namespace

std::optional<Mailbox> parse_mailbox(std::string_view text) {
    text = trim(text);
    Mailbox box;
    if (text.ends_with('>')) {
        std::size_t open = text.rfind('<');
        if (open == std::string_view::npos) return std::nullopt;
        box.name = one_line(text.substr(0, open));
        if (box.name.size() > 1 && box.name.starts_with('"') && box.name.ends_with('"'))
            box.name = box.name.substr(1, box.name.size() - 2);
        text = text.substr(open + 1, text.size() - open - 2);
    }
    box.address = text;
    if (!is_address(box.address)) return std::nullopt;
    return box;
}

std::string message_text(const MailMessage& message) {
    std::string id;
    for (char c : message.id)
        id += is_atom(std::string_view(&c, 1), "-.") || c == '.' ? c : '-';
    std::string from = mailbox_text(message.from);
    std::string domain = message.from.address.substr(message.from.address.rfind('@') + 1);
    std::string text;
    auto header = [&](std::string_view name, const std::string& value) {
        text += fmt::format("{}: {}{}", name, value, k_line_end);
    };
    header("Date", date_text(message.at));
    header("From", from);
    header("To", mailbox_text(message.to));
    header("Message-ID", "<" + id + "@" + domain + ">");
    header("Subject", unstructured(message.subject));
    header("Auto-Submitted", "auto-generated"); // RFC 3834: nobody's absence note answers it
    header("MIME-Version", "1.0");
    header("Content-Type", "text/plain; charset=utf-8");
    header("Content-Transfer-Encoding", "quoted-printable");
    return text + std::string(k_line_end) + quoted_printable(message.body);
}

} // namespace peelian
