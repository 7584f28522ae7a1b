// SPDX-License-Identifier: MIT
#include "accounts/secrets.hpp"

#include "accounts/encoding.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace peelian {
namespace {

constexpr std::size_t k_key_bytes = crypto_secretbox_KEYBYTES;
constexpr std::size_t k_nonce_bytes = crypto_secretbox_NONCEBYTES;
constexpr std::size_t k_mark_bytes = 16;

const unsigned char* in(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* out(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

Error cannot_write(const std::filesystem::path& path) {
    return Error::io("Cannot write the key file '{}': {}", path.string(), std::strerror(errno))
        .hint("The store's folder must be writable by the program.");
}

/// Written aside and linked into place: of two programs that start at once, both use the key of the one that
/// came first, and no reader sees half a key.
void make_key(const std::filesystem::path& path) {
    std::filesystem::create_directories(path.parent_path());
    std::filesystem::path aside = path;
    aside += "." + base32(random_bytes(5));
    int file = ::open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) throw cannot_write(path);
    std::string text = base64url(random_bytes(k_key_bytes)) + "\n";
    bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    int why = errno;
    ::close(file);
    if (written && ::link(aside.c_str(), path.c_str()) != 0 && errno != EEXIST) {
        written = false;
        why = errno;
    }
    ::unlink(aside.c_str());
    errno = why;
    if (!written) throw cannot_write(path);
}

Secrets read_key(const std::filesystem::path& path) {
    auto key = from_base64url(trim(read_file(path)));
    if (!key || key->size() != k_key_bytes)
        throw Error::input("The key file is not {} bytes written as base64url (43 characters)", k_key_bytes)
            .at(path.string())
            .hint("Bring back the file that the store was used with; a copy of the store does not hold it.");
    return Secrets(*key);
}

void refuse_open_to_others(const std::filesystem::path& path) {
    struct stat about {};
    if (::stat(path.c_str(), &about) == 0 && (about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        throw Error::input("Others than its owner may read the key file")
            .at(path.string())
            .hint(fmt::format("Close it: chmod 600 {}", path.string()));
}

} // namespace

Secrets Secrets::of_store(const std::filesystem::path& folder) {
    if (const char* named = std::getenv("PEELIAN_SECRET_KEY_FILE"); named != nullptr && *named != '\0')
        return read_key(named);
    std::filesystem::path path = folder / "secret.key";
    if (!std::filesystem::exists(path)) make_key(path);
    refuse_open_to_others(path);
    return read_key(path);
}

Secrets::Secrets(std::string key) : key_(std::move(key)) {
    if (key_.size() != k_key_bytes) throw Error::internal("A key has {} bytes, not {}", key_.size(), k_key_bytes);
}

std::string Secrets::key_for(std::string_view use) const {
    std::string key(k_key_bytes, '\0');
    crypto_generichash(out(key), key.size(), in(use), use.size(), in(key_), key_.size());
    return key;
}

std::string Secrets::seal(std::string_view secret, std::string_view use) const {
    std::string nonce = random_bytes(k_nonce_bytes), box(secret.size() + crypto_secretbox_MACBYTES, '\0');
    crypto_secretbox_easy(out(box), in(secret), secret.size(), in(nonce), in(key_for(use)));
    return base64url(nonce + box);
}

std::optional<std::string> Secrets::open(std::string_view sealed, std::string_view use) const {
    auto bytes = from_base64url(sealed);
    if (!bytes || bytes->size() < k_nonce_bytes + crypto_secretbox_MACBYTES) return std::nullopt;
    std::string_view nonce = std::string_view(*bytes).substr(0, k_nonce_bytes);
    std::string_view box = std::string_view(*bytes).substr(k_nonce_bytes);
    std::string secret(box.size() - crypto_secretbox_MACBYTES, '\0');
    if (crypto_secretbox_open_easy(out(secret), in(box), box.size(), in(nonce), in(key_for(use))) != 0)
        return std::nullopt;
    return secret;
}

std::string Secrets::mark(std::string_view text) const {
    std::array<unsigned char, k_mark_bytes> hash{};
    std::string key = key_for("mark");
    crypto_generichash(hash.data(), hash.size(), in(text), text.size(), in(key), key.size());
    std::string hex(2 * hash.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    hex.pop_back();
    return hex;
}

} // namespace peelian
