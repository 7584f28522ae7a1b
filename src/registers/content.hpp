// SPDX-License-Identifier: MIT
// What of the registers a release may hold: public registers, records in public states, public fields,
// withheld ones with their reason alone. Made from the store or from text; nothing else of a record reaches
// pages or open data.
#pragma once

#include "registers/calendar.hpp"

namespace peelian {

struct PublicRegister {
    RegisterDefinition definition; ///< with public fields alone
    std::vector<Record> records;   ///< by number, else by id; values public, names of who entered it removed
    std::size_t all = 0;           ///< records in all, public or not (counts are told, contents are not)
    std::vector<std::pair<std::string, std::vector<OnTime>>> on_time;            ///< by counted due rule's label
    std::vector<std::pair<std::string, std::map<std::string, std::string>>> due; ///< by rule's label: record -> day
};

/// `today` decides public_from and what is late.
PublicRegister public_part(const RegisterDefinition& definition, std::span<const Record> records, Day today);

/// Hash of all that is public, for a release's id.
std::string content_hash(std::span<const PublicRegister> registers);

} // namespace peelian
