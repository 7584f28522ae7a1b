// SPDX-License-Identifier: MIT
// HTML to tagged PDF by headless Chromium: one browser, started once, prints many documents.
// It reaches no network and no file, runs none of the document's scripts, and lives in a
// temporary folder that goes with it. What Chromium leaves out of a PDF that screen readers
// need is put in afterwards (pdf_mend.hpp); docs/reports.md says what is met and what is not.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace peelian {

/// What a document says of itself, and how it is printed.
struct PrintOptions {
    std::string title;  ///< of the file; the page's own <title> if empty
    std::string author; ///< the body
    std::string footer; ///< words at the foot of each page, before its number
    std::string date;   ///< YYYY-MM-DD: the file's date, whatever the clock says
    /// Address of the page, that its relative links are resolved against. Empty: they are
    /// left as text, since they lead nowhere in a file.
    std::string base;
};

/// How long to wait before a browser is taken to hang.
struct PrintPatience {
    std::chrono::milliseconds start{90'000};
    std::chrono::milliseconds document{60'000};
};

class Browser;

class Printer {
public:
    /// `chromium` names the program; if empty, PEELIAN_CHROMIUM or the first found on PATH does.
    /// Throws Error(not_found) when there is none. It is started with the first document.
    explicit Printer(const std::filesystem::path& chromium = {}, PrintPatience patience = {});
    ~Printer();
    Printer(const Printer&) = delete;
    Printer& operator=(const Printer&) = delete;

    /// The PDF of a self-contained page (styles and images within it), A4 unless its own @page
    /// says otherwise; the same bytes for the same page, options and Chromium. May be called by
    /// several threads, which then take turns. Throws Error(input) for a page without title or
    /// language, Error(io) when the browser cannot be started, ends, hangs, or is too old;
    /// the next call then starts another.
    std::string print(std::string_view html, const PrintOptions& options);

    /// "Chrome/156.0.8078.108"; starts it when it is not running yet.
    std::string version();
    /// The program that prints.
    const std::filesystem::path& program() const { return program_; }

private:
    Browser& running();

    std::filesystem::path program_;
    PrintPatience patience_;
    std::mutex one_at_a_time_;
    std::unique_ptr<Browser> browser_;
};

/// The Chromium that a Printer would use; throws Error(not_found), saying where it was looked for.
std::filesystem::path find_chromium(const std::filesystem::path& chromium = {});

} // namespace peelian
