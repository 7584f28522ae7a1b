// SPDX-License-Identifier: MIT
#include "server/mail.hpp"

#include "base/error.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace peelian {
namespace {

struct Reading {
    std::string_view rest;
};

std::size_t read_some(char* to, std::size_t size, std::size_t count, void* who) {
    auto& reading = *static_cast<Reading*>(who);
    std::size_t taken = std::min(size * count, reading.rest.size());
    std::memcpy(to, reading.rest.data(), taken);
    reading.rest.remove_prefix(taken);
    return taken;
}

struct EndCurl {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct EndList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// The machine in "smtp://host:port/".
std::string host_of(std::string_view url) {
    url.remove_prefix(std::min(url.find("://") + 3, url.size()));
    if (url.starts_with('[')) return std::string(url.substr(1, url.find(']') - 1));
    return std::string(url.substr(0, url.find_first_of(":/")));
}

bool is_this_machine(const std::string& host) {
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

} // namespace

void send_mail(const MailServer& server, const std::string& from, const std::string& to, std::string_view message) {
    std::unique_ptr<CURL, EndCurl> curl(curl_easy_init());
    std::unique_ptr<curl_slist, EndList> recipients(curl_slist_append(nullptr, ("<" + to + ">").c_str()));
    if (!curl || !recipients) throw Error::io("There is not enough memory to send mail");
    Reading reading{message};
    char said[CURL_ERROR_SIZE] = "";
    std::string sender = "<" + from + ">";
    auto set = [&](CURLoption option, auto value) {
        if (CURLcode code = curl_easy_setopt(curl.get(), option, value); code != CURLE_OK)
            throw Error::io("Mail cannot be sent by {}: {}", server.url, curl_easy_strerror(code));
    };
    set(CURLOPT_ERRORBUFFER, static_cast<char*>(said));
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_URL, server.url.c_str());
    set(CURLOPT_USE_SSL, is_this_machine(host_of(server.url)) ? long{CURLUSESSL_NONE} : long{CURLUSESSL_ALL});
    set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    if (!server.authorities.empty()) set(CURLOPT_CAINFO, server.authorities.c_str());
    if (!server.user.empty()) {
        set(CURLOPT_USERNAME, server.user.c_str());
        set(CURLOPT_PASSWORD, server.password.c_str());
    }
    set(CURLOPT_MAIL_FROM, sender.c_str());
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_READFUNCTION, &read_some);
    set(CURLOPT_READDATA, static_cast<void*>(&reading));
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_CONNECTTIMEOUT, 20L);
    set(CURLOPT_TIMEOUT, 60L);
    set(CURLOPT_NOSIGNAL, 1L);
    CURLcode code = curl_easy_perform(curl.get());
    if (code == CURLE_OK) return;
    throw Error::io("The mail to {} was not taken by {}: {}", to, server.url,
                    said[0] != '\0' ? static_cast<const char*>(said) : curl_easy_strerror(code))
        .hint("It stays in the outbox and is sent the next time.");
}

} // namespace peelian
