// SPDX-License-Identifier: MIT
#include "workbench/form_pages.hpp"
#include "workbench/record_pages.hpp"
#include "workbench/register_pages.hpp"
#include "workbench/routes.hpp"

namespace peelian {

namespace {

/// "/registers/decisions" is what people type.
http::AppResponse to_list(Visit& visit) { return http::AppResponse::see_other(register_address(visit.matched.at(0))); }

} // namespace

std::vector<RouteEntry> register_routes() {
    return {
        {"GET", "/registers/", registers_page},
        {"GET", "/registers/{}", to_list},
        {"GET", "/registers/{}/", register_page},
        {"GET", "/registers/{}/figures", register_figures_page},
        {"GET", "/registers/{}/new", new_record_page},
        {"POST", "/registers/{}/new", new_record_page},
        {"GET", "/registers/{}/draw", draw_page},
        {"POST", "/registers/{}/draw", draw_page},
        {"GET", "/registers/{}/{}", record_page},
        {"GET", "/registers/{}/{}/change", change_record_page},
        {"POST", "/registers/{}/{}/change", change_record_page},
        {"GET", "/registers/{}/{}/move/{}", record_move_page},
        {"POST", "/registers/{}/{}/move/{}", record_move_page},
        {"GET", "/registers/{}/{}/history", record_history_page},
        {"GET", "/registers/{}/{}/withhold", record_withhold_page},
        {"POST", "/registers/{}/{}/withhold", record_withhold_page},
        {"GET", "/registers/{}/{}/files/{}", record_file_page},
    };
}

} // namespace peelian
