// SPDX-License-Identifier: MIT
#include "store/store.hpp"

#include "store/engines.hpp"
#include "store/migrations.hpp"

#include <sys/stat.h>

#include <charconv>
#include <cstring>

namespace peelian {
namespace {

/// More are closed when they come back: a server has no more threads than this that write.
constexpr std::size_t k_kept_connections = 16;

/// Length of the UTF-8 letter that begins here; 0 when it is none (overlong forms, surrogates, beyond U+10FFFF).
std::size_t letter_length(std::string_view text) {
    auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    auto follows = [&](std::size_t i, unsigned least = 0x80, unsigned most = 0xBF) {
        return byte(i) >= least && byte(i) <= most;
    };
    unsigned first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        unsigned least = first == 0xE0 ? 0xA0 : 0x80, most = first == 0xED ? 0x9F : 0xBF;
        return follows(1, least, most) && follows(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        unsigned least = first == 0xF0 ? 0x90 : 0x80, most = first == 0xF4 ? 0x8F : 0xBF;
        return follows(1, least, most) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

/// A folder for its owner alone; one that is there stays as it is.
void make_private_folder(const std::filesystem::path& folder) {
    std::error_code failed;
    if (std::filesystem::is_directory(folder, failed)) return;
    if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), failed);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        throw Error::io("The store's folder '{}' cannot be made: {}", folder.string(), std::strerror(errno));
}

std::unique_ptr<StoreConnection> connect(const StoreAddress& address, bool create) {
    if (!address.url.empty()) return open_postgres(address.url);
    if (create) make_private_folder(address.folder);
    return open_sqlite(address.database_file(), create);
}

} // namespace

void check_values(std::span<const SqlValue> values) {
    for (const SqlValue& value : values) {
        if (!value) continue;
        std::string_view rest = *value;
        while (!rest.empty()) {
            std::size_t length = rest.front() == '\0' ? 0 : letter_length(rest);
            if (length == 0)
                throw Error::input("The text holds the byte 0x{:02x} at place {}, which is no UTF-8 that can be kept",
                                   static_cast<unsigned>(static_cast<unsigned char>(rest.front())),
                                   value->size() - rest.size() + 1)
                    .hint("Save the text as UTF-8 and enter it again.");
            rest.remove_prefix(length);
        }
    }
}

Error store_is_busy() {
    return Error::conflict("Somebody else has been writing to the store for {} seconds", k_lock_seconds)
        .hint("Nothing was changed; try again.");
}

Error transaction_has_failed() {
    return Error::internal("A statement before this one failed, so nothing of this change can be kept");
}

bool has_schema(StoreConnection& connection) {
    // Not to_regclass: within a transaction it may not know yet what another has made while we waited for the lock.
    return !connection
                .run(connection.postgres()
                         ? "select 1 from pg_tables where schemaname = current_schema() and tablename = 'schema_steps'"
                         : "select 1 from sqlite_master where type = 'table' and name = 'schema_steps'")
                .empty();
}

StoreAddress StoreAddress::from(std::string_view url, std::filesystem::path folder) {
    if (url.empty()) return {{}, std::move(folder)};
    if (!url.starts_with("postgresql://") && !url.starts_with("postgres://"))
        throw Error::input("The address of the database does not begin with postgresql://")
            .hint("Leave it out for SQLite in the store's folder.");
    StoreAddress address{std::string(url), std::move(folder)};
    check_postgres_address(address.url);
    return address;
}

bool StoreAddress::exists() const {
    if (url.empty()) return std::filesystem::exists(database_file());
    return has_schema(*open_postgres(url));
}

const std::string& SqlRows::text(std::size_t row, std::size_t column) const {
    static const std::string none;
    const SqlValue& value = rows.at(row).at(column);
    return value ? *value : none;
}

std::int64_t SqlRows::integer(std::size_t row, std::size_t column) const {
    const std::string& digits = text(row, column);
    std::int64_t value = 0;
    auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (failed != std::errc{} || end != digits.data() + digits.size())
        throw Error::io("The store holds '{}' where a whole number belongs", digits)
            .hint("Run 'peelian verify' to find what is damaged.");
    return value;
}

Transaction::Transaction(StoreConnection& connection) : connection_(connection) { connection_.begin(); }

Transaction::~Transaction() {
    if (open_) connection_.roll_back();
}

void Transaction::commit() {
    connection_.commit();
    open_ = false;
}

Store::Store(StoreAddress address, bool create) : address_(std::move(address)) {
    auto first = connect(address_, create);
    if (!create && !has_schema(*first))
        throw Error::not_found("There is no store in the database yet")
            .hint("It is made by 'peelian registers import' or 'peelian user add'.");
    if (create) make_private_folder(address_.folder);
    bring_up_to_date(*first);
    idle_.push_back(std::move(first));
}

Store::~Store() = default;

void Store::Back::operator()(StoreConnection* database) const {
    std::unique_ptr<StoreConnection> owned(database);
    std::lock_guard lock(pool->mutex_);
    if (pool->idle_.size() < k_kept_connections) pool->idle_.push_back(std::move(owned));
}

Store::Taken Store::take() {
    {
        std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            Taken taken(idle_.back().release(), Back{this});
            idle_.pop_back();
            return taken;
        }
    }
    return Taken(connect(address_, false).release(), Back{this});
}

} // namespace peelian
