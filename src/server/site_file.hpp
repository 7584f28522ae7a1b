// SPDX-License-Identifier: MIT
// One file of the site as the server holds it: its bytes (or, when large, the open
// file), what it is called in HTTP, and the head of the usual answer made beforehand.
#pragma once

#include "server/content_type.hpp"
#include "server/descriptor.hpp"

#include <atomic>
#include <cstdint>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>

namespace peelian::http {

/// What tells one state of a file from another.
struct FileIdentity {
    std::uint64_t device = 0, inode = 0, size = 0;
    std::int64_t modified_ns = 0, changed_ns = 0;
    bool operator==(const FileIdentity&) const = default;
};

/// The gzip form of a file.
struct PackedForm {
    std::string bytes;
    std::string head; ///< of a 200, as SiteFile::head
};

/// Never changes once others can see it, but for the packed form, which is set once.
class SiteFile {
public:
    /// A file in memory; its tag is of its contents.
    SiteFile(std::string path, FileIdentity identity, std::string bytes);
    /// A file that stays on disk; its tag is of its identity.
    SiteFile(std::string path, FileIdentity identity, Descriptor open);

    std::string path; ///< below the site: "areas/E09000001/index.html"
    FileIdentity identity;
    ContentType type;
    std::uint64_t size = 0;
    std::time_t modified = 0;
    std::string modified_text; ///< as HTTP date
    std::string tag;           ///< strong entity tag, without quotes
    std::string bytes;         ///< contents; empty when `large`
    Descriptor large;          ///< open when the contents stay on disk
    std::string head;          ///< status line and fields of a 200, without Date, Connection
                               ///< and the blank line

    /// The gzip form, or null while there is none.
    const PackedForm* packed() const { return packed_.load(std::memory_order_acquire); }
    bool can_pack() const { return type.packs && !large && size >= 256; }
    /// True for one caller, who then makes the packed form.
    bool claim_packing() const { return !claimed_.exchange(true); }
    /// Gives the claim back, for another to make.
    void leave_packing() const { claimed_.store(false); }
    /// Compresses, and keeps the result if it saves a tenth; its size, 0 when not kept.
    /// Only for the caller that claim_packing chose.
    std::size_t pack() const;
    ~SiteFile();
    SiteFile(const SiteFile&) = delete;
    SiteFile& operator=(const SiteFile&) = delete;

private:
    // Owned; atomic and not unique_ptr because readers do not lock.
    mutable std::atomic<const PackedForm*> packed_{nullptr};
    mutable std::atomic<bool> claimed_{false};
};

/// Fields that every answer carries: what a page may load and from where (it may do
/// nothing but show our own scripts, styles and data), no type guessing, no referrer to
/// others, no device features.
std::string_view security_fields();
/// The content policy among them. Left off PDF files, whose viewers in browsers are
/// pages of their own that the policy would blank.
std::string_view content_policy_field();

/// Fields that describe a file in any answer with its contents: type, tag, dates, how
/// long to keep it, security. Without Content-Length.
std::string file_fields(const SiteFile& file, bool packed);

/// `bytes` as a gzip stream; always the same for the same bytes.
std::string gzip(std::string_view bytes);

} // namespace peelian::http
