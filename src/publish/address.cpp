// SPDX-License-Identifier: MIT
#include "publish/address.hpp"

#include <fmt/format.h>

namespace peelian::address {

std::string part(std::string_view id) {
    std::string out;
    for (char c : id) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        out += kept ? c : '-';
    }
    // "." and ".." are folders of their own meaning.
    if (out.find_first_not_of('.') == std::string::npos) out = "-";
    return out;
}

// Area codes keep their capitals, as the Office for National Statistics writes them.
std::string area(std::string_view code) { return fmt::format("/areas/{}/", code); }
std::string area_measure(std::string_view code, std::string_view measure) {
    return fmt::format("/areas/{}/{}/", code, measure);
}
std::string measure(std::string_view id) { return fmt::format("/measures/{}/", id); }
std::string objective(std::string_view objective) { return fmt::format("/plan/{}/", part(objective)); }
std::string outcome(std::string_view objective, std::string_view outcome) {
    return fmt::format("/plan/{}/{}/", part(objective), part(outcome));
}
std::string dashboard(std::string_view id) { return fmt::format("/dashboards/{}/", part(id)); }
std::string priorities_of(std::string_view code) { return fmt::format("/priorities/{}/", code); }
std::string reports(std::string_view kind) { return fmt::format("/reports/{}/", kind); }
std::string pack(std::string_view kind, std::string_view edition, std::string_view code) {
    return fmt::format("/reports/{}/{}/{}/", kind, edition, code);
}
std::string claims_about(std::string_view subject) { return fmt::format("/claims/#{}", part(subject)); }
std::string impact(std::string_view policy) { return fmt::format("/impact/{}/", part(policy)); }
std::string evaluation(std::string_view id) { return fmt::format("/evaluations/{}/", part(id)); }
std::string evaluation_csv(std::string_view id) { return fmt::format("/data/evaluations/{}.csv", part(id)); }
std::string evaluation_json(std::string_view id) { return fmt::format("/data/evaluations/{}.json", part(id)); }
std::string record_list(std::string_view register_id) { return fmt::format("/{}/", part(register_id)); }
std::string record(std::string_view register_id, std::string_view id) {
    return fmt::format("/{}/{}/", part(register_id), part(id));
}
// No id has a dot in it, so that no register's records are where another's moves are.
std::string record_csv(std::string_view register_id, std::string_view table) {
    return fmt::format("/data/registers/{}{}{}.csv", part(register_id), table.empty() ? "" : ".", table);
}
std::string record_csvw(std::string_view register_id) { return record_csv(register_id) + "-metadata.json"; }
std::string record_json(std::string_view register_id) {
    return fmt::format("/api/v1/registers/{}.json", part(register_id));
}
std::string method(std::string_view id) { return fmt::format("/about/methods/{}/", part(id)); }
std::string measure_csv(std::string_view id) { return fmt::format("/data/{}.csv", id); }
std::string measure_csvw(std::string_view id) { return fmt::format("/data/{}.csv-metadata.json", id); }
std::string measure_json(std::string_view id) { return fmt::format("/api/v1/measures/{}.json", id); }

} // namespace peelian::address
