// SPDX-License-Identifier: MIT
// Pages of whole registers: all of them, one as a list, its figures, a fair draw into it.
#pragma once

#include "workbench/register_query.hpp"

namespace peelian {

http::AppResponse registers_page(Visit& visit);        ///< /registers/
http::AppResponse register_page(Visit& visit);         ///< /registers/{}/
http::AppResponse register_figures_page(Visit& visit); ///< /registers/{}/figures
http::AppResponse draw_page(Visit& visit);             ///< GET and POST /registers/{}/draw

/// Counted due rules and scores of the records a query finds: {{>FIGURES}}, wb_figures.tpl. Nothing where the
/// register keeps neither.
bool has_figures(const RegisterDefinition& definition);
void show_figures(View page, const Visit& visit, const RegisterDefinition& definition, const RecordQuery& query);

} // namespace peelian
