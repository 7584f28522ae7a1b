// SPDX-License-Identifier: MIT
// Room publish: pages, charts, open data. This header: what a page says, as named values
// (a View), and the templates of web/templates/ that turn it into HTML.
//
// A template sees what its own view was given; inside a section also what encloses it.
// Nothing crosses an include. Unlike ctemplate's own dictionary, a variable that nobody
// set is an error and not an empty string; and nothing is locked or hashed, so that a
// table of some hundred rows costs microseconds.
//
//     Templates templates = Templates::embedded();   // once
//     Sheet sheet;                                   // once a thread, reused
//     View page = sheet.start("area.tpl");
//     page.text("NAME", area.name);
//     for (...) page.section("ROW").number("N", n);
//     templates.expand(sheet, html);
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace peelian {

/// One template's values, or one showing of one of its sections; a handle, cheap to copy,
/// valid until its sheet starts again. Names must be literals.
class View {
public:
    /// Sets {{name}}; the value is copied. Escaping is the template's.
    View& text(std::string_view name, std::string_view value);
    /// As text, for a value that outlives the expansion.
    View& fixed(std::string_view name, std::string_view value);
    View& number(std::string_view name, std::int64_t value);
    /// Shows {{#name}}...{{/name}} once more; the view of that showing.
    View section(std::string_view name);
    /// Shows the section with no values of its own, if told so.
    View& show(std::string_view name, bool shown = true);
    /// Shows the section with its one value under the same name, if there is one.
    View& maybe(std::string_view name, std::string_view value);
    /// Puts a template in the place of {{>name}} once more; the view of it.
    View include(std::string_view name, std::string_view file);

    struct Node;
    explicit View(Node* node) : node_(node) {}

private:
    Node* node_;
};

/// What was set and what was asked for, as `template: name`; tests compare the two.
struct TemplateUse {
    std::set<std::string> set, read;
};

/// The memory of one page at a time.
class Sheet {
public:
    Sheet();
    ~Sheet();
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;
    /// Forgets the page before and starts one. `file` must outlive the page.
    View start(std::string_view file);
    /// Notes what is set and read from now on.
    void record(TemplateUse* use);

    struct Memory;

private:
    friend class Templates;
    std::unique_ptr<Memory> memory_;
};

/// Parsed templates; const and safe to share between threads.
class Templates {
public:
    /// The templates inside the program.
    static Templates embedded();
    Templates(Templates&&) noexcept;
    ~Templates();
    /// Appends the page; throws Error(internal) when a value it asks for was not set.
    void expand(Sheet& sheet, std::string& out) const;

private:
    Templates();
    struct Cache;
    std::unique_ptr<Cache> cache_;
};

} // namespace peelian
