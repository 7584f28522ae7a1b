// SPDX-License-Identifier: MIT
// The public registers of a release as pages find their way in them: addresses, what links to what, and
// the lists that a register can be looked at by. Worked out once.
#pragma once

#include "release/content.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace peelian {

/// A record, by its place in the release.
struct RecordPlace {
    std::size_t in = 0, record = 0; ///< content.registers[in].records[record]
};

/// A link from a record to something.
struct RecordLinkFrom {
    RecordPlace from;
    const FieldDefinition* field = nullptr;
};

/// Records that have one value of a field, or one state: a list with an address of its own.
struct RecordGroup {
    std::string value;                ///< as records hold it
    std::string title;                ///< as readers see it
    std::string address;              ///< "/commitments/by/section/policing/"
    std::vector<std::size_t> records; ///< in the register's order
};

/// What a register is counted by: "Objective", "Section of the plan", "State".
struct RecordFacet {
    std::string field, title;
    std::vector<RecordGroup> groups; ///< only those with records
};

struct RegisterIndex {
    const PublicRegister* all = nullptr;
    std::string address;
    RecordFacet states;
    std::vector<RecordFacet> facets;
    std::vector<std::string> addresses; ///< by record
};

class RecordIndex {
public:
    /// Throws Error(input) for a register or a record whose address is taken. The content must outlive it.
    explicit RecordIndex(const ReleaseContent& content);

    bool empty() const { return registers_.empty(); }
    std::span<const RegisterIndex> registers() const { return registers_; }
    const Record& record(RecordPlace at) const { return registers_[at.in].all->records[at.record]; }
    const std::string& address(RecordPlace at) const { return registers_[at.in].addresses[at.record]; }
    std::optional<RecordPlace> find(std::string_view register_id, std::string_view id) const;
    /// Links to a thing: a record of a register, a measure, an id of the plan, an area.
    std::span<const RecordLinkFrom> links_to(std::string_view kind, std::string_view id) const;

private:
    void add(const ReleaseContent& content, std::size_t in);
    void add_links(std::size_t in);

    std::vector<RegisterIndex> registers_;
    std::map<std::pair<std::string, std::string>, RecordPlace, std::less<>> places_;
    std::map<std::pair<std::string, std::string>, std::vector<RecordLinkFrom>, std::less<>> links_;
};

/// How many records a list shows on one page.
inline constexpr std::size_t k_records_a_page = 300;
std::size_t pages_of(std::size_t records);
/// The address of a page of a list, from 1; the first has the list's own.
std::string page_address(const std::string& list, std::size_t page);

/// The values of a field, none when it is not there.
const FieldValue& values_of(const Record& record, std::string_view field);

} // namespace peelian
