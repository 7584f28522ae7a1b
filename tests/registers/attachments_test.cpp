// SPDX-License-Identifier: MIT
#include "base/hash.hpp"
#include "registers/attachments.hpp"
#include "registers/records_made.hpp"
#include "registers/table_exchange.hpp"

#include <doctest/doctest.h>

using namespace peelian;
using namespace peelian::tests;
namespace fs = std::filesystem;

namespace {

std::uint32_t crc_of(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int i = 0; i < 8; ++i)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}
std::string little(std::uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>((value >> (8 * i)) & 0xFFU);
    return out;
}

/// A zip file whose parts are stored as they are.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& parts) {
    std::string out, directory;
    for (const auto& [name, bytes] : parts) {
        std::string head = little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(crc_of(bytes), 4) +
                           little(bytes.size(), 4) + little(bytes.size(), 4) + little(name.size(), 2) + little(0, 2);
        directory += "PK\x01\x02" + little(20, 2) + head + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                     little(out.size(), 4) + name;
        out += "PK\x03\x04" + head + name + bytes;
    }
    return out + directory + "PK\x05\x06" + little(0, 4) + little(parts.size(), 2) + little(parts.size(), 2) +
           little(directory.size(), 4) + little(out.size(), 4) + little(0, 2);
}

const std::string k_types = "<Types><Override ContentType=\"x\"/></Types>";
const std::string k_pdf = "%PDF-1.7\n1 0 obj\n";

FieldDefinition letter() { return {.id = "letter", .label = "Letter", .type = FieldType::file}; }

} // namespace

TEST_CASE("a file is kept once, by its SHA-256, and found and read again") {
    TemporaryFolder folder;
    fs::path files = folder / "files";
    Canonical kept = keep_attachment(files, letter(), "C:\\Letters\\answer.pdf", k_pdf);
    CHECK(kept.problem.empty());
    CHECK(kept.value == sha256(k_pdf) + "/answer.pdf");
    CHECK(canonical(letter(), kept.value).value == kept.value);
    auto found = find_attachment(files, kept.value);
    REQUIRE(found);
    CHECK(found->path == files / sha256(k_pdf).substr(0, 2) / sha256(k_pdf));
    CHECK(found->content_type == "application/pdf");
    CHECK(read_attachment(files, kept.value) == k_pdf);
    keep_attachment(files, letter(), "again.pdf", k_pdf);
    CHECK(files_below(files).size() == 1); // and no file written aside is left
}

TEST_CASE("a file that was changed on disk is noticed, and mended by being kept once more") {
    TemporaryFolder folder;
    std::string value = keep_attachment(folder / "files", letter(), "a.pdf", k_pdf).value;
    std::string changed = k_pdf;
    changed.back() = 'x';
    write_file(find_attachment(folder / "files", value)->path, changed);
    CHECK(has(message_of([&] { read_attachment(folder / "files", value); }), "not what was kept"));
    keep_attachment(folder / "files", letter(), "a.pdf", k_pdf);
    CHECK(read_attachment(folder / "files", value) == k_pdf);
}

TEST_CASE("a value that is no file's leads nowhere") {
    TemporaryFolder folder;
    std::string hash(64, 'a');
    for (const std::string& value : {std::string(), hash, hash + "/", hash + "/a.pdf", "../../etc/passwd/" + hash,
                                     std::string(64, '.') + "/a.pdf", std::string(64, 'A') + "/a.pdf"})
        CHECK_FALSE(find_attachment(folder / "files", value));
}

TEST_CASE("kinds are told by what the bytes are") {
    CHECK(kind_of_file(k_pdf).type == "pdf");
    CHECK(kind_of_file("\x89PNG\r\n\x1A\n....").type == "png");
    CHECK(kind_of_file("\xFF\xD8\xFF\xE0....").type == "jpg");
    CHECK(kind_of_file("Dear Sir,\r\n\tthank you \xC2\xA3"
                       "5")
              .type == "txt");
    CHECK(kind_of_file(zip_of({{"[Content_Types].xml", k_types}, {"word/document.xml", "<d/>"}})).type == "docx");
    CHECK(kind_of_file(records_xlsx(made_actor("a", {Role::officer}), made_decisions(), {})).type == "xlsx");
    CHECK(kind_of_file(zip_of({{"mimetype", "application/vnd.oasis.opendocument.text"}})).type == "odt");
    CHECK(kind_of_file(zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})).type == "ods");
}

TEST_CASE("programs, macros, web pages, drawings and broken files are refused, whatever their name") {
    auto why = [](std::string_view bytes) { return kind_of_file(bytes).problem; };
    CHECK(has(why(zip_of({{"[Content_Types].xml", k_types}, {"word/document.xml", ""}, {"word/vbaProject.bin", "x"}})),
              "has macros"));
    CHECK(has(why(zip_of(
                  {{"[Content_Types].xml", "<a ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/>"},
                   {"xl/workbook.xml", ""}})),
              "has macros"));
    CHECK(has(why(zip_of({{"[Content_Types].xml", "application/vnd.ms-office.vbaProject"}, {"xl/workbook.xml", ""}})),
              "has macros")); // under any name
    CHECK(has(why(zip_of({{"mimetype", "application/vnd.oasis.opendocument.text"},
                          {"META-INF/manifest.xml", "<f full-path=\"Basic/Standard/Module1.xml\"/>"}})),
              "has macros"));
    CHECK(has(why(zip_of({{"run.exe", "MZ"}})), "packed file of a kind"));
    CHECK(has(why("PK\x03\x04 cut off"), "damaged"));
    CHECK(has(why("MZ\x90"), "is a program"));
    CHECK(has(why("\x7F"
                  "ELF\x02"),
              "is a program"));
    CHECK(has(why("#!/bin/sh\nrm -rf /"), "is a program"));
    CHECK(has(why("\xEF\xBB\xBF  <!DOCTYPE html>"), "web page"));
    CHECK(has(why("<?xml version=\"1.0\"?><svg/>"), "web page or drawing"));
    CHECK(has(why("hello <script>alert(1)</script>"), "parts of a web page"));
    CHECK(has(why(std::string("a\0b", 3)), "kind that is not taken"));
    CHECK(has(why("caf\xE9"), "kind that is not taken"));
    CHECK(has(why(""), "is empty"));
}

TEST_CASE("a file must be what its name says, of a kind the field takes, and not too large") {
    TemporaryFolder folder;
    auto refused = [&](const FieldDefinition& field, std::string_view name, std::string_view bytes) {
        Canonical read = keep_attachment(folder / "files", field, name, bytes);
        CHECK(read.value.empty());
        return read.problem;
    };
    FieldDefinition field = letter();
    CHECK(refused(field, "a.docx", k_pdf) == "Letter: 'a.docx' is not what its name says: it is a pdf file");
    CHECK(has(refused(field, "a.html", "plain words"), "it is a txt file"));
    field.file_types = {"pdf", "png"};
    CHECK(refused(field, "a.txt", "plain words") == "Letter: 'a.txt' must be one of pdf and png");
    field.file_bytes = 10;
    CHECK(has(refused(field, "a.pdf", k_pdf), "is larger than"));
    CHECK(refused(field, "..", k_pdf) == "Letter: the file has no name");
    CHECK_FALSE(fs::exists(folder / "files"));
    CHECK(keep_attachment(folder / "files", letter(), "a.CSV", "a,b\n").problem.empty());
    CHECK(keep_attachment(folder / "files", letter(), "a.jpeg", "\xFF\xD8\xFF").problem.empty());
}

TEST_CASE("names are made safe, and downloads are always attachments") {
    CHECK(safe_file_name("../../etc/passwd") == "passwd");
    CHECK(safe_file_name(".htaccess") == "htaccess");
    CHECK(safe_file_name("a\r\nSet-Cookie: x.pdf") == "aSet-Cookie_ x.pdf");
    CHECK(safe_file_name("invoice\xE2\x80\xAE"
                         "fdp.exe") == "invoicefdp.exe");
    CHECK(safe_file_name("caf\xE9.pdf") == "caf.pdf");
    CHECK(safe_file_name("...").empty());
    std::string longest = safe_file_name(std::string(300, 'a') + "\xC3\xA9.pdf");
    CHECK(longest.size() == 120);
    CHECK(longest.ends_with("a.pdf"));
    CHECK(content_disposition("Lettre d'\xC3\xA9t\xC3\xA9.pdf") ==
          "attachment; filename=\"Lettre d'__t__.pdf\"; filename*=UTF-8''Lettre%20d%27%C3%A9t%C3%A9.pdf");
    CHECK(has(content_disposition("a\"; filename=\"b.exe"), "filename=\"a__ filename=_b.exe\""));
}
