// SPDX-License-Identifier: MIT
#include "registers/draw.hpp"

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace peelian {
namespace {

constexpr std::size_t k_shortest_seed = 16;

void check(std::string_view seed, std::span<const DrawItem> items, std::size_t count) {
    if (seed.size() < k_shortest_seed || seed.find_first_of("\r\n") != std::string_view::npos)
        throw Error::input("A seed must have at least {} characters on one line", k_shortest_seed)
            .hint("Take a new one, and publish its SHA-256 before the list is closed.");
    std::set<std::string_view> ids;
    for (const DrawItem& item : items) {
        if (item.id.empty() || item.id.find_first_of("\r\n") != std::string::npos)
            throw Error::input("Each item of a draw must have an id, on one line; '{}' is none", item.id);
        if (!ids.insert(item.id).second)
            throw Error::input("'{}' is in the list twice, and would be drawn twice as easily", item.id);
    }
    if (count == 0 || count > items.size())
        throw Error::input("{} cannot be drawn from a list of {}", counted(count, "item"), items.size());
}

/// Shares of `count` by size: whole parts first, then one each by largest remainder; of equal remainders the
/// larger stratum's, then by name, so that nothing is left to chance or choice.
void share_out(std::vector<DrawShare>& shares, std::size_t all, std::size_t count) {
    std::vector<DrawShare*> order;
    std::size_t left = count;
    for (DrawShare& share : shares) {
        share.picked = count * share.items / all;
        left -= share.picked;
        order.push_back(&share);
    }
    auto remainder = [&](const DrawShare* share) { return count * share->items % all; };
    std::ranges::stable_sort(order, [&](const DrawShare* a, const DrawShare* b) {
        if (remainder(a) != remainder(b)) return remainder(a) > remainder(b);
        return a->items > b->items;
    });
    for (std::size_t i = 0; i < left; ++i)
        ++order[i]->picked;
}

} // namespace

std::string new_seed() {
    std::array<unsigned char, 32> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        throw Error::internal("The system gave no random bytes");
    std::string out;
    for (unsigned char byte : bytes)
        out += fmt::format("{:02x}", byte);
    return out;
}

std::string draw_promise(std::string_view seed) { return sha256(seed); }

bool keeps_promise(std::string_view seed, std::string_view promise) { return sha256(seed) == lower(trim(promise)); }

std::string draw_rank(std::string_view seed, std::string_view id) { return sha256(fmt::format("{}\n{}", seed, id)); }

std::string list_fingerprint(std::span<const DrawItem> items) {
    std::vector<std::string> lines;
    for (const DrawItem& item : items)
        lines.push_back(item.stratum.empty() ? item.id : item.id + "\t" + item.stratum);
    std::ranges::sort(lines);
    Hasher hasher;
    for (const std::string& line : lines)
        hasher.add(line).add("\n");
    return hasher.hex();
}

Draw fair_draw(std::string_view seed, std::span<const DrawItem> items, std::size_t count) {
    check(seed, items, count);
    std::map<std::string, std::vector<DrawnItem>> strata;
    for (const DrawItem& item : items)
        strata[item.stratum].push_back({item.id, item.stratum, draw_rank(seed, item.id)});
    Draw out{std::string(seed), draw_promise(seed), list_fingerprint(items), {}, {}};
    for (const auto& [name, all] : strata)
        out.shares.push_back({name, all.size(), 0});
    share_out(out.shares, items.size(), count);
    for (const DrawShare& share : out.shares) {
        std::vector<DrawnItem>& all = strata[share.stratum];
        std::ranges::sort(all, {}, &DrawnItem::rank);
        for (std::size_t i = 0; i < share.picked; ++i)
            out.picked.push_back(std::move(all[i]));
    }
    return out;
}

} // namespace peelian
