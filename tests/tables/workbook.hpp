// SPDX-License-Identifier: MIT
// Workbooks made in memory, of parts given as text.
#pragma once

#include <doctest/doctest.h>
#include <zip.h>

#include <map>
#include <string>

namespace made {

using Parts = std::map<std::string, std::string>;

/// Packs the parts into a zip file.
inline std::string packed(const Parts& parts) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* out = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(out);
    zip_t* archive = zip_open_from_source(out, ZIP_CREATE | ZIP_TRUNCATE, &error);
    REQUIRE(archive != nullptr);
    for (const auto& [name, text] : parts)
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), ZIP_FL_OVERWRITE);
    REQUIRE(zip_close(archive) == 0);
    REQUIRE(zip_source_open(out) == 0);
    zip_source_seek(out, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(out)), '\0');
    zip_source_seek(out, 0, SEEK_SET);
    zip_source_read(out, bytes.data(), bytes.size());
    zip_source_close(out);
    zip_source_free(out);
    return bytes;
}

inline constexpr const char* k_main = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";

/// A workbook of one sheet, whose rows are given as XML; styles by their codes, the first of style 1.
inline Parts workbook(const std::string& rows, const std::vector<std::string>& codes = {},
                      const std::string& after = "") {
    std::string formats, styles = "<xf numFmtId=\"0\"/>";
    for (std::size_t i = 0; i < codes.size(); ++i) {
        formats += "<numFmt numFmtId=\"" + std::to_string(164 + i) + "\" formatCode=\"" + codes[i] + "\"/>";
        styles += "<xf numFmtId=\"" + std::to_string(164 + i) + "\"/>";
    }
    std::string main = k_main;
    return {{"xl/workbook.xml",
             "<workbook " + main +
                 " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
                 "<sheet name=\"Crime\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels",
             "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
            {"xl/sharedStrings.xml",
             "<sst " + main + "><si><t>Kind</t></si><si><r><t>Vio</t></r><r><t>lence</t></r></si></sst>"},
            {"xl/styles.xml", "<styleSheet " + main + "><numFmts>" + formats + "</numFmts><cellXfs>" + styles +
                                  "</cellXfs></styleSheet>"},
            {"xl/worksheets/sheet1.xml",
             "<worksheet " + main + "><sheetData>" + rows + "</sheetData>" + after + "</worksheet>"}};
}

} // namespace made
