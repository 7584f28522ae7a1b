// SPDX-License-Identifier: MIT
#include "workbench/register_pages.hpp"
namespace peelian {
http::AppResponse draw_page(Visit& visit) {
    register_of(visit);
    throw Error::not_found("no");
}
} // namespace peelian
