// SPDX-License-Identifier: MIT
#include "server/site_file.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "server/http_date.hpp"

#define ZLIB_CONST // input is only read
#include <zlib.h>

#include <utility>

namespace peelian::http {
namespace {

constexpr std::size_t k_tag_digits = 20; // 80 bits of SHA-256: no two contents share one

std::string ok_head(const SiteFile& file, bool packed, std::uint64_t length) {
    return fmt::format("HTTP/1.1 200 OK\r\n{}Content-Length: {}\r\n", file_fields(file, packed), length);
}

} // namespace

SiteFile::SiteFile(std::string file_path, FileIdentity state, std::string contents)
    : path(std::move(file_path)),
      identity(state),
      type(content_type_of(path)),
      size(contents.size()),
      modified(static_cast<std::time_t>(identity.modified_ns / 1'000'000'000)),
      modified_text(format_date(modified)),
      tag(sha256(contents).substr(0, k_tag_digits)),
      bytes(std::move(contents)),
      head(ok_head(*this, false, size)) {}

SiteFile::SiteFile(std::string file_path, FileIdentity state, Descriptor open)
    : path(std::move(file_path)),
      identity(state),
      type(content_type_of(path)),
      size(identity.size),
      modified(static_cast<std::time_t>(identity.modified_ns / 1'000'000'000)),
      modified_text(format_date(modified)),
      tag(fmt::format("{:x}-{:x}-{:x}", identity.size, identity.modified_ns, identity.inode)),
      large(std::move(open)),
      head(ok_head(*this, false, size)) {}

std::size_t pack(const SiteFile& file) {
    auto form = std::make_unique<PackedForm>();
    form->bytes = gzip(file.bytes);
    if (form->bytes.size() * 10 > file.bytes.size() * 9) return 0;
    form->head = ok_head(file, true, form->bytes.size());
    std::size_t held = form->bytes.size() + form->head.size();
    file.packed.set(std::move(form));
    return held;
}

std::string_view security_fields() {
    return "X-Content-Type-Options: nosniff\r\n"
           "Referrer-Policy: same-origin\r\n"
           "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"
           "Cross-Origin-Opener-Policy: same-origin\r\n"
           "Cross-Origin-Resource-Policy: same-origin\r\n";
}

std::string_view content_policy_field() {
    return "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
           "img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; "
           "worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; "
           "form-action 'self'\r\n";
}

std::string file_fields(const SiteFile& file, bool packed) {
    std::string fields =
        fmt::format("Content-Type: {}\r\n"
                    "ETag: \"{}{}\"\r\n"
                    "Last-Modified: {}\r\n"
                    "Cache-Control: {}\r\n",
                    file.type.name, file.tag, packed ? "-gz" : "", file.modified_text, cache_control_of(file.path));
    if (packed) fields += "Content-Encoding: gzip\r\n";
    else fields += "Accept-Ranges: bytes\r\n";
    if (file.type.packs) fields += "Vary: Accept-Encoding\r\n";
    fields += security_fields();
    if (file.type.name != "application/pdf") fields += content_policy_field();
    return fields;
}

std::string gzip(std::string_view bytes) {
    z_stream stream{};
    constexpr int gzip_window = 15 + 16; // 16: a gzip wrapper, with time and name left empty
    if (deflateInit2(&stream, 6, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw Error::internal("zlib cannot start");
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<const Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    int result = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (result != Z_STREAM_END) throw Error::internal("zlib did not finish");
    return out;
}

} // namespace peelian::http
