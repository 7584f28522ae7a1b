// SPDX-License-Identifier: MIT
#include "registers/digest.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "commands/desk.hpp"
#include "server/mail.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdlib>

namespace peelian {
namespace fs = std::filesystem;
namespace {

struct DigestArguments {
    CommonOptions common;
    bool send = false;
};

Mailbox sender(const MailSettings& mail) {
    if (mail.from.empty())
        throw Error::input("Nobody is named that digests come from")
            .at("peelian.toml")
            .hint("Write [mail] with from = \"Registers <registers@example.org>\".");
    auto box = parse_mailbox(mail.from);
    if (!box) throw Error::input("[mail] from '{}' is no address to send from", mail.from).at("peelian.toml");
    return *box;
}

int write_all(Desk& desk, const Mailbox& from) {
    int status = exit_done;
    std::size_t written = 0;
    for (const Account& account : desk.accounts().list()) {
        if (!account.active) continue;
        try {
            DigestReader reader{account.actor(), account.email, account.post};
            if (write_digest(desk.records, reader, {from, desk.workspace.desk.address})) ++written;
        } catch (const Error& error) { // the others still get theirs
            fmt::print(stderr, "peelian: no digest for {}: {}\n", account.id, error.what());
            status = exit_problems;
        }
    }
    fmt::print("{} written to {}\n", counted(written, "digest"), desk.store.address().outbox().string());
    return status;
}

/// Whom a message of ours is for: "To" is the last line before "Message-ID" that we wrote.
std::string recipient_of(const std::string& message, const fs::path& file) {
    std::size_t to = message.find("\r\nTo: "), id = message.find("\r\nMessage-ID: ");
    if (to != std::string::npos && id != std::string::npos && to < id)
        if (auto box = parse_mailbox(replace_all(message.substr(to + 6, id - to - 6), "\r\n", ""))) return box->address;
    throw Error::input("This is no message that 'peelian digest' wrote").at(file.string());
}

MailServer server_of(const MailSettings& mail) {
    if (mail.server.empty())
        throw Error::input("No mail server is named")
            .at("peelian.toml")
            .hint("Write [mail] with server = \"smtp://mail.example.org:587\"; without --send digests are only "
                  "written.");
    MailServer server{mail.server, mail.user, "", ""};
    if (mail.user.empty()) return server;
    const char* file = std::getenv("PEELIAN_MAIL_PASSWORD_FILE");
    if (file == nullptr)
        throw Error::input("The mail server wants a password for '{}'", mail.user)
            .hint("Name the file it is in with PEELIAN_MAIL_PASSWORD_FILE.");
    server.password = std::string(trim(read_file(file)));
    return server;
}

/// Each message leaves the outbox when the server has taken it. Should the program be killed between the two, that
/// one is sent again, under the same Message-ID.
int send_all(const fs::path& outbox, const MailServer& server, const Mailbox& from) {
    std::vector<fs::path> waiting;
    if (fs::is_directory(outbox))
        for (const auto& entry : fs::directory_iterator(outbox))
            if (entry.path().extension() == ".eml") waiting.push_back(entry.path());
    std::ranges::sort(waiting);
    std::size_t sent = 0;
    int status = exit_done;
    fs::create_directories(outbox / "sent");
    for (const fs::path& file : waiting) {
        try {
            std::string message = read_file(file);
            send_mail(server, from.address, recipient_of(message, file), message);
            fs::rename(file, outbox / "sent" / file.filename());
            ++sent;
        } catch (const Error& error) {
            fmt::print(stderr, "peelian: {}\n", error.what());
            status = exit_problems;
        }
    }
    fmt::print("{} sent\n", counted(sent, "digest"));
    return status;
}

} // namespace

Run add_digest(CLI::App& app) {
    auto arguments = std::make_shared<DigestArguments>();
    add_common(app, arguments->common);
    app.add_flag("--send", arguments->send, "Send what is in the outbox to the mail server of peelian.toml");
    return [arguments]() -> int {
        Desk desk(arguments->common.root(), false);
        Mailbox from = sender(desk.workspace.desk.mail);
        MailServer server = arguments->send ? server_of(desk.workspace.desk.mail) : MailServer{};
        int written = write_all(desk, from);
        int sent = arguments->send ? send_all(desk.store.address().outbox(), server, from) : exit_done;
        return std::max(written, sent);
    };
}

} // namespace peelian
