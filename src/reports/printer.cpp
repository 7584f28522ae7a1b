// SPDX-License-Identifier: MIT
#include "reports/printer.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "reports/browser.hpp"
#include "reports/pdf_mend.hpp"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>
#include <vector>

namespace peelian {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr double k_a4_width = 8.2677, k_a4_height = 11.6929, k_margin = 0.7; // inches

// Run by us in a page whose own scripts are off. Links within the page stay; of the others only
// those to a place of the web, a mailbox or a telephone do.
constexpr std::string_view k_prepare = R"JS((base => {
for (const link of document.querySelectorAll('a[href], area[href]')) {
  const to = link.getAttribute('href').trim();
  if (to.startsWith('#')) continue;
  let address = null;
  try { address = base ? new URL(to, base) : new URL(to); } catch (none) {}
  if (address && /^(https?|mailto|tel):$/.test(address.protocol)) link.setAttribute('href', address.href);
  else link.removeAttribute('href');
}
return {title: document.title, language: document.documentElement.lang};
}))JS";
// Pictures are within the page, yet are unpacked beside it.
constexpr std::string_view k_settle =
    "Promise.all([document.fonts.ready, ...[...document.images].map(i => i.decode().catch(() => 0))]).then(() => 0)";

bool is_program(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

std::string html_text(std::string_view text) {
    std::string out = replace_all(text, "&", "&amp;");
    out = replace_all(out, "<", "&lt;");
    return replace_all(out, ">", "&gt;");
}

std::string footer_html(std::string_view words) {
    return "<div style=\"width:100%;margin:0 15mm;display:flex;justify-content:space-between;gap:5mm;"
           "font:8pt Arial,'Liberation Sans',sans-serif;color:#333\"><span>" +
           html_text(words) +
           "</span><span style=\"white-space:nowrap\">Page <span class=\"pageNumber\"></span> of <span "
           "class=\"totalPages\"></span></span></div>";
}

json print_parameters(const PrintOptions& options) {
    return {{"printBackground", true},
            {"preferCSSPageSize", true},
            {"paperWidth", k_a4_width},
            {"paperHeight", k_a4_height},
            {"marginTop", k_margin},
            {"marginBottom", k_margin},
            {"marginLeft", k_margin},
            {"marginRight", k_margin},
            {"displayHeaderFooter", true},
            {"headerTemplate", "<span></span>"},
            {"footerTemplate", footer_html(options.footer)},
            {"generateTaggedPDF", true},
            {"generateDocumentOutline", true}};
}

std::string from_base64(std::string_view text) {
    std::string out;
    out.reserve(text.size() / 4 * 3);
    unsigned bits = 0;
    int have = 0;
    for (char c : text) {
        int value = c >= 'A' && c <= 'Z'   ? c - 'A'
                    : c >= 'a' && c <= 'z' ? c - 'a' + 26
                    : c >= '0' && c <= '9' ? c - '0' + 52
                    : c == '+'             ? 62
                    : c == '/'             ? 63
                                           : -1;
        if (value < 0) continue;
        bits = (bits << 6) | static_cast<unsigned>(value);
        have += 6;
        if (have >= 8) out += static_cast<char>((bits >> (have -= 8)) & 0xff);
    }
    return out;
}

/// Gives the page to the browser; says what it is called and in which language.
PdfAbout prepare(Browser& browser, std::string_view html, const PrintOptions& options) {
    browser.call("Page.setDocumentContent", {{"frameId", browser.frame()}, {"html", html}});
    std::string script = fmt::format("{}({})", k_prepare, json(options.base).dump());
    json answer = browser.call("Runtime.evaluate", {{"expression", script}, {"returnByValue", true}});
    json said = answer.value("result", json::object()).value("value", json::object());
    browser.call("Runtime.evaluate", {{"expression", k_settle}, {"awaitPromise", true}});
    PdfAbout about;
    about.title = options.title.empty() ? said.value("title", "") : options.title;
    about.language = said.value("language", "");
    about.author = options.author;
    about.date = options.date;
    for (auto [value, what] : {std::pair(&about.title, "title"), std::pair(&about.language, "language")})
        if (trim(*value).empty())
            throw Error::input("The page to print has no {}, which a PDF must tell a screen reader", what)
                .hint("Give its <html> a lang and its <head> a <title>.");
    return about;
}

} // namespace

fs::path find_chromium(const fs::path& chromium) {
    const char* variable = std::getenv("PEELIAN_CHROMIUM");
    fs::path named = !chromium.empty() ? chromium : fs::path(variable == nullptr ? "" : variable);
    constexpr std::array k_names{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"};
    std::vector<std::string> names{named.string()};
    if (named.empty()) names.assign(k_names.begin(), k_names.end());
    const char* folders = std::getenv("PATH");
    std::string path = folders == nullptr ? "/usr/bin:/bin" : folders;
    for (const std::string& name : names) {
        if (name.find('/') != std::string::npos) {
            if (is_program(name)) return fs::absolute(name);
            continue;
        }
        for (const std::string& folder : split(path, ':'))
            if (!folder.empty() && is_program(fs::path(folder) / name)) return fs::absolute(fs::path(folder) / name);
    }
    std::string where = named.has_parent_path() ? "" : " on PATH (" + path + ")";
    throw Error::not_found("There is no browser to print PDFs with: no program {}{}", one_of(names), where)
        .hint("Install Chromium (Debian: apt install chromium), or name it with PEELIAN_CHROMIUM.");
}

Printer::Printer(const fs::path& chromium, PrintPatience patience)
    : program_(find_chromium(chromium)),
      patience_(patience) {}

Printer::~Printer() = default;

Browser& Printer::running() {
    if (!browser_) browser_ = std::make_unique<Browser>(program_, patience_.start);
    return *browser_;
}

std::string Printer::version() {
    std::lock_guard turn(one_at_a_time_);
    return running().product();
}

std::string Printer::print(std::string_view html, const PrintOptions& options) {
    std::lock_guard turn(one_at_a_time_);
    try {
        Browser& browser = running();
        browser.allow(patience_.document);
        PdfAbout about = prepare(browser, html, options);
        json answer = browser.call("Page.printToPDF", print_parameters(options));
        return mended_pdf(from_base64(answer.value("data", "")), about);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::input) browser_.reset(); // what state it is in, nobody knows
        throw;
    } catch (const json::exception& error) {
        browser_.reset();
        throw Error::io("The browser answered in another form than expected: {}", error.what()).at(program_.string());
    }
}

} // namespace peelian
