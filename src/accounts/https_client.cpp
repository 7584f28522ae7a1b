// SPDX-License-Identifier: MIT
#include "accounts/https_client.hpp"

#include "base/error.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <mutex>

namespace peelian {
namespace {

struct FreeAddress {
    void operator()(CURLU* address) const { curl_url_cleanup(address); }
};
struct FreeTransfer {
    void operator()(CURL* transfer) const { curl_easy_cleanup(transfer); }
};
using Address = std::unique_ptr<CURLU, FreeAddress>;
using Transfer = std::unique_ptr<CURL, FreeTransfer>;

std::string part_of(const Address& address, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(address.get(), part, &text, 0) != CURLUE_OK) return "";
    std::string copy = text;
    curl_free(text);
    return copy;
}

Address parsed(std::string_view text) {
    Address address(curl_url());
    bool plain = std::ranges::all_of(text, [](char byte) { return byte > 0x20 && byte < 0x7f; });
    if (!plain || curl_url_set(address.get(), CURLUPART_URL, std::string(text).c_str(), 0) != CURLUE_OK) return nullptr;
    return address;
}

bool is_loopback(std::string_view host) { return host == "127.0.0.1" || host == "[::1]" || host == "localhost"; }

struct Taken {
    std::string bytes;
    std::size_t most = 0;
    bool too_long = false;
};

std::size_t take(char* bytes, std::size_t, std::size_t count, void* who) {
    Taken& taken = *static_cast<Taken*>(who);
    taken.too_long = taken.bytes.size() + count > taken.most;
    if (taken.too_long) return 0; // ends the transfer
    taken.bytes.append(bytes, count);
    return count;
}

void set_up(CURL* transfer, const HttpsRequest& request, const std::string& host, Taken& taken) {
    curl_easy_setopt(transfer, CURLOPT_URL, request.address.c_str());
    curl_easy_setopt(transfer, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(transfer, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(transfer, CURLOPT_NOSIGNAL, 1L); // there are other threads
    curl_easy_setopt(transfer, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(transfer, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    curl_easy_setopt(transfer, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.timeout.count()));
    curl_easy_setopt(transfer, CURLOPT_USERAGENT, "peelian");
    if (is_loopback(host)) curl_easy_setopt(transfer, CURLOPT_NOPROXY, "*");
    if (!request.authorities.empty()) curl_easy_setopt(transfer, CURLOPT_CAINFO, request.authorities.c_str());
    if (request.form) {
        curl_easy_setopt(transfer, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.form->size()));
        curl_easy_setopt(transfer, CURLOPT_POSTFIELDS, request.form->data());
    }
    if (!request.user.empty()) {
        curl_easy_setopt(transfer, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
        curl_easy_setopt(transfer, CURLOPT_USERNAME, request.user.c_str());
        curl_easy_setopt(transfer, CURLOPT_PASSWORD, request.password.c_str());
    }
    curl_easy_setopt(transfer, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(transfer, CURLOPT_WRITEDATA, &taken);
}

} // namespace

bool is_safe_address(std::string_view text) {
    Address address = parsed(text);
    if (!address || !part_of(address, CURLUPART_USER).empty() || !part_of(address, CURLUPART_PASSWORD).empty())
        return false;
    std::string scheme = part_of(address, CURLUPART_SCHEME), host = part_of(address, CURLUPART_HOST);
    // libcurl guesses a scheme where there is none; an address is to be whole.
    if (host.empty() || !text.starts_with(scheme + "://")) return false;
    return scheme == "https" || (scheme == "http" && is_loopback(host));
}

HttpsAnswer ask(const HttpsRequest& request) {
    if (!is_safe_address(request.address))
        throw Error::input("An identity provider is asked by https only (http on this machine)");
    static std::once_flag started;
    std::call_once(started, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });

    std::string host = part_of(parsed(request.address), CURLUPART_HOST);
    Transfer transfer(curl_easy_init());
    if (!transfer) throw Error::io("libcurl cannot start");
    Taken taken{.bytes = {}, .most = request.most_bytes};
    set_up(transfer.get(), request, host, taken);
    CURLcode result = curl_easy_perform(transfer.get());
    if (taken.too_long)
        throw Error::io("The answer of the identity provider at '{}' is longer than {} bytes", host,
                        request.most_bytes);
    if (result != CURLE_OK)
        throw Error::io("The identity provider at '{}' cannot be asked: {}", host, curl_easy_strerror(result))
            .hint("See whether this machine reaches it, and trusts its certificate.");
    long status = 0;
    curl_easy_getinfo(transfer.get(), CURLINFO_RESPONSE_CODE, &status);
    return {.status = static_cast<int>(status), .body = std::move(taken.bytes)};
}

std::string form_escaped(std::string_view text) {
    std::string safe;
    for (char byte : text) {
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                     byte == '-' || byte == '.' || byte == '_' || byte == '~';
        safe += plain ? std::string(1, byte) : fmt::format("%{:02X}", static_cast<unsigned char>(byte));
    }
    return safe;
}

} // namespace peelian
