// SPDX-License-Identifier: MIT
// Methods: how verdicts are made, and a page for each method.
#include "publish/address.hpp"
#include "publish/pages.hpp"

namespace peelian {

void methods_page(Sheet& sheet, const SiteContext& site) {
    View page = start_page(sheet, site, {"How verdicts are made", "about", {{"About", "/about/"}}, {}}, "methods.tpl");
    for (const MethodNote& note : site.methods)
        page.section("METHOD")
            .text("ADDRESS", address::method(note.id))
            .text("NAME", note.title)
            .text("LEAD", note.lead);
}

void method_page(Sheet& sheet, const SiteContext& site, std::size_t method) {
    const MethodNote& note = site.methods[method];
    PageHead head{note.title, "about", {{"About", "/about/"}, {"Methods", "/about/methods/"}}, {}};
    View page = start_page(sheet, site, head, "method.tpl");
    page.text("TITLE", note.title).text("LEAD", note.lead).fixed("TEXT", note.text).fixed("FORMULAS", note.formulas);
}

} // namespace peelian
