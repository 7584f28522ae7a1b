// SPDX-License-Identifier: MIT
#include "base/hash.hpp"

#include "base/error.hpp"

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <vector>

namespace peelian {

void Hasher::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Hasher::Hasher() : context_(EVP_MD_CTX_new()) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
        throw Error::internal("OpenSSL cannot start SHA-256");
}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

Hasher& Hasher::add(std::string_view bytes) {
    EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
    return *this;
}

Hasher& Hasher::field(std::string_view bytes) { return add(fmt::format("{}:", bytes.size())).add(bytes); }

std::string Hasher::hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), digest.data(), &size);
    constexpr std::string_view hex_digits = "0123456789abcdef";
    std::string out;
    for (unsigned i = 0; i < size; ++i) {
        out += hex_digits[digest[i] >> 4];
        out += hex_digits[digest[i] & 15];
    }
    return out;
}

std::string sha256(std::string_view bytes) { return Hasher().add(bytes).hex(); }

std::string sha256_file(const std::filesystem::path& path) {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
    if (!file) throw Error::io("Cannot open the file: {}", std::strerror(errno)).at(path.string());
    Hasher hasher;
    std::vector<char> buffer(1 << 18);
    while (std::size_t n = std::fread(buffer.data(), 1, buffer.size(), file.get()))
        hasher.add({buffer.data(), n});
    if (std::ferror(file.get())) throw Error::io("Cannot read the file: {}", std::strerror(errno)).at(path.string());
    return hasher.hex();
}

} // namespace peelian
