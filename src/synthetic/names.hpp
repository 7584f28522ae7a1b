// SPDX-License-Identifier: MIT
// Made-up names of wards and streets.
#pragma once

#include "synthetic/random.hpp"

#include <string>
#include <vector>

namespace peelian::synthetic {

/// `count` different ward names (at most 600), such as "Alderwick Green".
std::vector<std::string> ward_names(Random& random, std::size_t count);
/// A street ("Linden Row"), or now and then one of the publisher's kinds of place
/// ("Supermarket"): what stands after "On or near ".
std::string place_name(Random& random);

} // namespace peelian::synthetic
