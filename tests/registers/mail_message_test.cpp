// SPDX-License-Identifier: MIT
#include "base/text.hpp"
#include "registers/mail_message.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace peelian::tests;

namespace {

MailMessage sample() {
    MailMessage message;
    message.from = {"Registers", "registers@example.org"};
    message.to = {"Ann Analyst", "ann@example.org"};
    message.subject = "Your work: 1 overdue";
    message.body = "Dear Ann,\n\nOne letter.\n";
    message.at = *parse_moment("2024-02-01T09:00:00Z");
    message.id = "digest.ann.2024-02-01";
    return message;
}

/// Header lines, unfolded.
std::vector<std::string> headers_of(const std::string& text) {
    std::string head = replace_all(text.substr(0, text.find("\r\n\r\n")), "\r\n ", " ");
    return split(replace_all(head, "\r\n", "\n"), '\n');
}

} // namespace

TEST_CASE("a message is lines of headers, an empty line and a body") {
    CHECK(message_text(sample()) == "Date: Thu, 01 Feb 2024 09:00:00 +0000\r\n"
                                    "From: Registers\r\n <registers@example.org>\r\n"
                                    "To: Ann Analyst\r\n <ann@example.org>\r\n"
                                    "Message-ID: <digest.ann.2024-02-01@example.org>\r\n"
                                    "Subject: Your work: 1 overdue\r\n"
                                    "Auto-Submitted: auto-generated\r\n"
                                    "MIME-Version: 1.0\r\n"
                                    "Content-Type: text/plain; charset=utf-8\r\n"
                                    "Content-Transfer-Encoding: quoted-printable\r\n"
                                    "\r\n"
                                    "Dear Ann,\r\n\r\nOne letter.\r\n");
}

TEST_CASE("no name, subject or id becomes a header") {
    std::size_t headers = headers_of(message_text(sample())).size();
    for (std::string_view evil : {"a\r\nBcc: all@example.org", "a\nBcc: all@example.org", "a\rBcc: x", "a\r\n\r\nbody",
                                  "é\r\nBcc: all@example.org", "a\r\n Bcc: x", "=?UTF-8?B?DQo=?="}) {
        MailMessage message = sample();
        message.to.name = message.from.name = message.subject = message.id = evil;
        std::string text = message_text(message);
        CHECK(headers_of(text).size() == headers);
        CHECK(text.find("\nBcc") == std::string::npos);
        CHECK(text.find("\r\n\r\nDear Ann") != std::string::npos);
    }
}

TEST_CASE("an address that would be more than one, or a command, is refused") {
    for (std::string_view bad :
         {"", "ann", "@example.org", "ann@", "a b@example.org", "ann@example.org\r\nRCPT TO:<x@y>", "a@b>, <c@d",
          "ann@example.org,ben@example.org", "ann..b@example.org", "ann@exa_mple", "ann@.example.org",
          "<ann@example.org>", "\"a b\"@example.org"}) {
        MailMessage message = sample();
        message.to.address = bad;
        CHECK(has(message_of([&] { message_text(message); }), "no e-mail address"));
    }
}

TEST_CASE("letters beyond ASCII are encoded words in headers and quoted-printable in the body") {
    MailMessage message = sample();
    message.to.name = "Zoë O'Brien";
    message.subject = "£5 – due";
    message.body = "£5 = five\nFrom here\n.\ntrailing \n" + std::string(200, 'x') + "\n";
    std::string text = message_text(message);
    CHECK(text.find("To: =?UTF-8?B?Wm/DqyBPJ0JyaWVu?=\r\n <ann@example.org>") != std::string::npos);
    CHECK(text.find("=C2=A35 =3D five\r\n=46rom here\r\n=2E\r\ntrailing=20\r\n") != std::string::npos);
    for (const std::string& line : split(text, '\n'))
        CHECK(line.size() <= 79); // with its CR
    for (char c : text)
        CHECK(static_cast<unsigned char>(c) < 0x80);
}

TEST_CASE("a long subject is folded, and a letter is never cut in two") {
    MailMessage message = sample();
    message.subject.clear();
    for (int i = 0; i < 60; ++i)
        message.subject += "€";
    std::string text = message_text(message);
    for (const std::string& line : split(text, '\n'))
        CHECK(line.size() <= 79);
    // 42 bytes are 14 letters of three: each word decodes to whole ones (no padding but at the end).
    CHECK(text.find("4oKs") != std::string::npos);
    CHECK(text.find("=?=\r\n =?") == std::string::npos);
}

TEST_CASE("who mail comes from is read from settings") {
    CHECK(parse_mailbox("registers@example.org")->address == "registers@example.org");
    CHECK(parse_mailbox("Registers <r@example.org>")->name == "Registers");
    CHECK(parse_mailbox("\"Mayor's Office\" <r@example.org>")->name == "Mayor's Office");
    CHECK_FALSE(parse_mailbox("Registers r@example.org"));
    CHECK_FALSE(parse_mailbox("Registers <r@example.org> x"));
}
