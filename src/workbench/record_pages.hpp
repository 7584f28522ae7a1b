// SPDX-License-Identifier: MIT
// Pages of one record: its story, its moves, its history, what is withheld of it, its files.
#pragma once

#include "workbench/record_summary.hpp"

namespace peelian {

http::AppResponse record_page(Visit& visit);          ///< /registers/{}/{}
http::AppResponse record_move_page(Visit& visit);     ///< GET and POST /registers/{}/{}/move/{}
http::AppResponse record_history_page(Visit& visit);  ///< /registers/{}/{}/history
http::AppResponse record_withhold_page(Visit& visit); ///< GET and POST /registers/{}/{}/withhold
http::AppResponse record_file_page(Visit& visit);     ///< /registers/{}/{}/files/{}

/// One change of a record in words: what it was called, and each field before and after.
struct ToldField {
    std::string label, before, after;
};
struct ToldEvent {
    LogEvent event;
    std::string what; ///< "Made", "Changed", "Sign the decision", "Imported"
    std::string state, on, note, source;
    std::vector<ToldField> fields;
};
/// Events oldest first, each with what it changed. Fields the person may not read are left out.
std::vector<ToldEvent> told(Labels& labels, const RegisterDefinition& definition, std::span<const LogEvent> events);
/// What the person sees of it as a Ministry of Justice timeline, {{>TIMELINE}}, wb_timeline.tpl; newest first.
void show_timeline(View page, const RegisterDefinition& definition, const Record& record,
                   std::span<const ToldEvent> events, bool with_fields);

} // namespace peelian
