// SPDX-License-Identifier: MIT
// The addresses of the site, in one place. They never change: areas by ONS code, measures
// by id. All are absolute paths from the site's root and name a folder with index.html.
#pragma once

#include <string>
#include <string_view>

namespace peelian::address {

std::string area(std::string_view code);
std::string area_measure(std::string_view code, std::string_view measure);
std::string measure(std::string_view id);
std::string objective(std::string_view objective);
std::string outcome(std::string_view objective, std::string_view outcome);
std::string dashboard(std::string_view id);
/// An area's own local priorities; "/priorities/" is everyone's.
std::string priorities_of(std::string_view code);
/// All editions of a kind of report, and a pack of an edition about an area.
std::string reports(std::string_view kind);
std::string pack(std::string_view kind, std::string_view edition, std::string_view code);
/// A subject's place on the page of claims, "/claims/".
std::string claims_about(std::string_view subject);
/// An impact assessment; "/impact/" lists them.
std::string impact(std::string_view policy);
std::string evaluation(std::string_view id);
std::string evaluation_csv(std::string_view id);
std::string evaluation_json(std::string_view id);
std::string method(std::string_view id);
/// A public register, and a record of it.
std::string record_list(std::string_view register_id);
std::string record(std::string_view register_id, std::string_view id);
/// Its open data: records, moves ("moves") and on-time figures ("on-time") as CSV, metadata, and JSON.
std::string record_csv(std::string_view register_id, std::string_view table = {});
std::string record_csvw(std::string_view register_id);
std::string record_json(std::string_view register_id);
/// The open data files of a measure, which another part of this room writes.
std::string measure_csv(std::string_view id);
std::string measure_csvw(std::string_view id);
std::string measure_json(std::string_view id);

/// An identifier as part of an address: lower case, digits, '.', '-' and '_' stay, all
/// else becomes a hyphen.
std::string part(std::string_view id);

} // namespace peelian::address
