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

/// Where the gzip form of a file appears once somebody has made it. Safe between threads.
class PackedSlot {
public:
    PackedSlot() = default;
    ~PackedSlot() { delete form_.load(); }
    PackedSlot(const PackedSlot&) = delete;
    PackedSlot& operator=(const PackedSlot&) = delete;

    const PackedForm* get() const { return form_.load(std::memory_order_acquire); }
    /// True for one caller, who then makes the form (or leaves it to another).
    bool claim() const { return !claimed_.exchange(true); }
    void leave() const { claimed_.store(false); }
    /// Once, by who claimed it.
    void set(std::unique_ptr<const PackedForm> form) const { form_.store(form.release(), std::memory_order_release); }

private:
    // Owned; atomic and not unique_ptr because readers do not lock.
    mutable std::atomic<const PackedForm*> form_{nullptr};
    mutable std::atomic<bool> claimed_{false};
};

/// Never changes once others can see it, but for the packed form, which is set once.
struct SiteFile {
    /// A file in memory; its tag is of its contents.
    SiteFile(std::string file_path, FileIdentity state, std::string contents);
    /// A file that stays on disk; its tag is of its identity.
    SiteFile(std::string file_path, FileIdentity state, Descriptor open);

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
    PackedSlot packed;

    bool can_pack() const { return type.packs && !large && size >= 256; }
};

/// Compresses a file, and keeps the result if it saves a tenth; its size, 0 when not kept.
/// Only for who claimed its packed form.
std::size_t pack(const SiteFile& file);

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
