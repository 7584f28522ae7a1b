// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/files.hpp"
#include "publish/method_notes.hpp"
#include "support/folders.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

using namespace peelian;

TEST_CASE("a note has a title, a first paragraph, a text and formulas") {
    MethodNote note = read_method_note("x", "# Means\n\nThe middle\nof things.\n\nMore *words*.\n\n"
                                            "## In formulas\n\n    m = s / n\n\nSource: a book.\n");
    CHECK(note.title == "Means");
    CHECK(note.lead == "The middle\nof things.");
    CHECK(note.text == "<p>More <em>words</em>.</p>\n");
    CHECK(note.formulas == "<pre><code>m = s / n\n</code></pre>\n<p>Source: a book.</p>\n");
}

TEST_CASE("a note that lacks a part is a mistake of ours") {
    CHECK_THROWS_AS(read_method_note("x", "Means\n\nThe middle.\n\n## In formulas\n\nm"), Error);
    CHECK_THROWS_AS(read_method_note("x", "# Means\n\nThe middle.\n"), Error);
    CHECK_THROWS_AS(read_method_note("x", "# Means\n\n## In formulas\n\n"), Error);
}

TEST_CASE("every kind of measure has its note, and every note can be read") {
    std::vector<MethodNote> notes = read_method_notes();
    std::set<std::string_view> ids;
    for (const MethodNote& note : notes) {
        CHECK(ids.insert(note.id).second);
        CHECK_MESSAGE(note.text.find("<p>") != std::string::npos, note.id);
    }
    for (auto kind : {MeasureKind::count, MeasureKind::rate, MeasureKind::proportion, MeasureKind::share,
                      MeasureKind::ratio, MeasureKind::stock, MeasureKind::sum})
        CHECK_MESSAGE(ids.contains(method_of(kind)), method_of(kind));
}

TEST_CASE("notes and templates link only to notes that are there") {
    std::set<std::string, std::less<>> ids;
    for (const MethodNote& note : read_method_notes())
        ids.insert(std::string(note.id));
    constexpr std::string_view start = "/about/methods/";
    std::size_t links = 0;
    for (const char* folder : {"web/templates", "web/methods"})
        for (const auto& file :
             std::filesystem::directory_iterator(std::filesystem::path(made::source_dir()) / folder)) {
            std::string text = read_file(file.path());
            for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at + 1)) {
                std::string id = text.substr(at + start.size());
                id = id.substr(0, id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"));
                if (id.empty()) continue;
                ++links;
                CHECK_MESSAGE(ids.contains(id), file.path().filename().string(), ": ", id);
            }
        }
    CHECK(links > 3);
}
