// SPDX-License-Identifier: MIT
#include "sources/load.hpp"

#include <nlohmann/json.hpp>

namespace peelian {

std::string load_report_json(const Loaded& loaded) {
    nlohmann::ordered_json json;
    json["files"] = nlohmann::ordered_json::array();
    for (const SourceFile& f : loaded.report.files) {
        nlohmann::ordered_json file{
            {"path", f.path},           {"sha256", f.sha256},   {"bytes", f.bytes},
            {"source", f.source},       {"preset", f.preset},   {"dataset", f.dataset},
            {"partition", f.partition}, {"vintage", f.vintage}, {"status", std::string(to_text(f.status))},
            {"other", f.other},         {"problem", f.problem}, {"rows", f.rows},
            {"rejected", f.rejected}};
        file["first"] = f.first ? nlohmann::ordered_json(f.first->to_string()) : nlohmann::ordered_json();
        file["last"] = f.last ? nlohmann::ordered_json(f.last->to_string()) : nlohmann::ordered_json();
        json["files"].push_back(std::move(file));
    }
    json["rejects"] = nlohmann::ordered_json::array();
    for (const Reject& r : loaded.report.rejects)
        json["rejects"].push_back(
            {{"file", r.file}, {"line", r.line}, {"column", r.column}, {"value", r.value}, {"reason", r.reason}});
    json["revisions"] = nlohmann::ordered_json::array();
    for (const SourceRevision& r : loaded.report.revisions)
        json["revisions"].push_back({{"partition", r.partition},
                                     {"before", r.before},
                                     {"after", r.after},
                                     {"rows_before", r.rows_before},
                                     {"rows_after", r.rows_after},
                                     {"changes", r.changes}});
    json["unrecognised"] = loaded.unrecognised;
    json["accepted"] = loaded.report.accepted();
    json["rejected"] = loaded.report.rejected();
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace peelian
