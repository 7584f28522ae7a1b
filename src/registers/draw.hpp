// SPDX-License-Identifier: MIT
// A fair draw that anybody can repeat: which of a list of items are looked at (recordings for a dip sample,
// complaints for a review) follows from a seed that was promised before the list was known.
//
//     1  seed = new_seed(), and draw_promise(seed) is published: the seed can no longer be chosen to suit
//     2  the list is closed; list_fingerprint(items) says which it was
//     3  fair_draw(seed, items, 20), and the seed is published
//
// The order is that of SHA-256 over the seed, a line end and the item's id, so that a person needs no more than
//     printf '%s\n%s' SEED ID | sha256sum
// to check a place. Within a list each item is as likely as any other; with strata (teams) each has its share by
// largest remainder. What it does not do: it cannot tell whether the list was complete.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace peelian {

struct DrawItem {
    std::string id, stratum{}; ///< stratum: a team; empty throughout for a plain draw
};
struct DrawnItem {
    std::string id, stratum, rank; ///< rank: the SHA-256 that its place follows from
};
/// How many of a stratum there were, and how many were picked.
struct DrawShare {
    std::string stratum;
    std::size_t items = 0, picked = 0;
};
struct Draw {
    std::string seed, promise, list; ///< promise: of the seed; list: fingerprint of the items
    std::vector<DrawShare> shares;   ///< by stratum's name
    std::vector<DrawnItem> picked;   ///< by stratum, then in order of rank
};

/// 64 hex digits from the system's random source.
std::string new_seed();
/// SHA-256 of the seed: what is published first.
std::string draw_promise(std::string_view seed);
/// Whether the seed is the one that was promised.
bool keeps_promise(std::string_view seed, std::string_view promise);
std::string draw_rank(std::string_view seed, std::string_view id);
/// SHA-256 over the ids in order, a line each: the same for the same items, however they are sorted.
std::string list_fingerprint(std::span<const DrawItem> items);

/// Picks `count` of the items. Error(input) for a seed shorter than 16 characters or with a line end, an id
/// that is empty, twice, or has a line end, and for a count of 0 or more than there are items.
Draw fair_draw(std::string_view seed, std::span<const DrawItem> items, std::size_t count);

} // namespace peelian
