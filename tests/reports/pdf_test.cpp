// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "reports/pdf_file.hpp"
#include "reports/pdf_mend.hpp"
#include "reports/pdf_tags.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace peelian;
using namespace peelian::tests;

namespace {

/// A PDF of these objects, numbered from 1, as Chromium would write them.
std::string pdf(const std::vector<std::string>& objects, int root, int info) {
    std::string out = "%PDF-1.4\n%\xd3\xeb\xe9\xe1\n", table;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        table += fmt::format("{:010} 00000 n \n", out.size());
        out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
    }
    return out + fmt::format("xref\n0 {}\n0000000000 65535 f \n{}trailer\n<</Size {}\n/Root {} 0 R\n/Info {} 0 R>>\n"
                             "startxref\n{}\n%%EOF\n",
                             objects.size() + 1, table, objects.size() + 1, root, info, out.size());
}

std::vector<std::string> objects() {
    std::string content =
        "q\n0 0 9 9 re\nf\n/Table <</MCID 0 >>BDC\n1 1 2 2 re\nf\nEMC\n/P <</MCID 1 >>BDC\nBT\n<01> Tj\nET\nEMC\nQ\n";
    return {"<</Title (old)\n/Producer (Skia/PDF m156)\n/CreationDate (D:20261127061854+00'00')>>",
            "<</Type /Page\n/Contents 3 0 R\n/StructParents 0>>",
            fmt::format("<</Length {}>> stream\n{}\nendstream", content.size(), content),
            "<</Type /Catalog\n/StructTreeRoot 5 0 R>>",
            "<</Type /StructTreeRoot\n/K 6 0 R\n/ParentTree 7 0 R>>",
            "<</Type /StructElem\n/S /Table\n/P 5 0 R\n/Pg 2 0 R\n/K [0 9 0 R]>>",
            "<</Type /ParentTree\n/Nums [0 8 0 R]>>",
            "[6 0 R 9 0 R]",
            "<</Type /StructElem\n/S /Strong\n/P 6 0 R\n/Pg 2 0 R\n/K 1\n/ID (node00000230)>>",
            "<</Type /Annot\n/Subtype /Link\n/A <</S /URI\n/URI (https://example.org/\\(x\\))>>>>"};
}

} // namespace

TEST_CASE("a dictionary keeps its values as written") {
    std::string text = "<</A [1 2 0 R <</B (x>>\\)y)>>]\n/C 12 0 R/D <0A>\n/E /Name\n/F -3.5\n/G 7>> stream";
    std::size_t length = 0;
    PdfDictionary dictionary = PdfDictionary::parse(text, &length);
    CHECK(text.substr(length) == " stream");
    CHECK(pdf_elements(dictionary.get("/A")) == std::vector<std::string>{"1", "2 0 R", "<</B (x>>\\)y)>>"});
    CHECK(dictionary.reference("/C") == 12);
    CHECK(dictionary.get("/E") == "/Name");
    CHECK(dictionary.get("/F") == "-3.5");
    CHECK(pdf_integer(dictionary.get("/G")) == 7);
    dictionary.set("/G", "8");
    dictionary.erase("/A");
    CHECK(dictionary.text() == "<</C 12 0 R\n/D <0A>\n/E /Name\n/F -3.5\n/G 8>>");
}

TEST_CASE("text strings") {
    CHECK(pdf_string("a (b) \\ c") == "(a \\(b\\) \\\\ c)");
    CHECK(pdf_string("caf\u00e9") == "<FEFF00630061006600E9>");
    CHECK(pdf_string("\U0001F600") == "<FEFFD83DDE00>");
}

TEST_CASE("a file that is read and written holds the same objects") {
    std::string bytes = pdf(objects(), 4, 1);
    PdfFile file = PdfFile::read(bytes);
    CHECK(file.objects.size() == 10);
    CHECK(file.root == 4);
    CHECK(PdfFile::read(file.write()).objects == file.objects);
    CHECK(file.stream(3).starts_with("q\n0 0 9 9 re"));
    std::string content = file.stream(3);
    file.put_stream(3, content);
    CHECK(has(file.objects[3], "/FlateDecode"));
    CHECK(PdfFile::read(file.write()).stream(3) == content);
}

TEST_CASE("a file that is cut, or built otherwise, is an error and nothing worse") {
    std::string whole = pdf(objects(), 4, 1);
    for (std::size_t size = 0; size < whole.size() - 6; size += 7)
        CHECK_THROWS_AS(PdfFile::read(whole.substr(0, size)), Error);
    std::size_t errors = 0;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string broken = whole;
        broken[at] = broken[at] == '<' ? '9' : '<';
        try {
            mended_pdf(broken, {"Title", "Body", "en-GB", "2017-08-14"});
        } catch (const Error&) {
            ++errors;
        }
    }
    CHECK(errors > 100);
    CHECK(has(message_of([] { PdfFile::read("%PDF-1.7"); }), "PEELIAN_CHROMIUM"));
}

TEST_CASE("what is drawn outside of tags is an artifact") {
    CHECK(with_artifacts("q\n1 2 3 4 re\nW n\n0 0 m\n9 9 l\nS\nQ", {}) ==
          "q\n1 2 3 4 re\nW n\n/Artifact BMC\n0 0 m\n9 9 l\nS\nEMC\nQ");
    CHECK(with_artifacts("/P <</MCID 1 >>BDC\nBT\n(x) Tj\nET\nEMC\nBT\n(f S) Tj\nET", {}) ==
          "/P <</MCID 1 >>BDC\nBT\n(x) Tj\nET\nEMC\n/Artifact BMC\nBT\n(f S) Tj\nET\nEMC");
    CHECK(with_artifacts("/X1 Do", {}) == "\n/Artifact BMC/X1 Do\nEMC");
    CHECK(with_artifacts("/X1 Do", {.decoration = {}, .forms = {"/X1"}}) == "/X1 Do");
    CHECK(with_artifacts("BT /P <</MCID 1>> BDC (x) Tj EMC ET", {}) == "BT /P <</MCID 1>> BDC (x) Tj EMC ET");
}

TEST_CASE("a mark that is decoration becomes an artifact") {
    CHECK(with_artifacts("/Table <</MCID 0 >>BDC\n1 1 2 2 re\nf\nEMC\n/P <</MCID 2 >>BDC\nf\nEMC",
                         {.decoration = {0}, .forms = {}}) ==
          "\n/Artifact BMC\n1 1 2 2 re\nf\nEMC\n/P <</MCID 2 >>BDC\nf\nEMC");
}

TEST_CASE("tags and words that Chromium leaves out are put in") {
    std::string bytes = mended_pdf(pdf(objects(), 4, 1), {"Caf\u00e9 & <co>", "Body", "en-GB", "2017-08-14"});
    PdfFile file = PdfFile::read(bytes);
    PdfDictionary root = file.dictionary(file.root);
    CHECK(root.get("/Lang") == "(en-GB)");
    CHECK(root.get("/ViewerPreferences") == "<</DisplayDocTitle true>>");
    CHECK(file.dictionary(5).get("/RoleMap") == "<</Strong /Span>>");
    CHECK(file.dictionary(6).get("/K") == "[9 0 R]");
    CHECK(file.objects[8] == "[null 9 0 R]");
    CHECK(file.dictionary(9).get("/ID") == "(node00000001)");
    CHECK(file.dictionary(10).get("/Contents") == "(https://example.org/\\(x\\))");
    CHECK(file.dictionary(1).get("/Title") == "<FEFF00430061006600E9002000260020003C0063006F003E>");
    CHECK(has(file.objects[root.reference("/Metadata")], "Caf\u00e9 &amp; &lt;co&gt;"));
    CHECK(has(file.stream(3), "/Artifact BMC\n0 0 9 9 re\nf\nEMC"));
    CHECK_FALSE(has(bytes, "2026"));
}

TEST_CASE("figures that only hold others are open, items of lists have bodies") {
    std::vector<std::string> all = objects();
    all[5] = "<</Type /StructElem\n/S /Figure\n/P 5 0 R\n/K [11 0 R 12 0 R 13 0 R]>>";
    all.emplace_back("<</Type /StructElem\n/S /Figure\n/Alt (Line)\n/P 6 0 R>>");
    all.emplace_back("<</Type /StructElem\n/S /Caption\n/P 6 0 R>>");
    all.emplace_back("<</Type /StructElem\n/S /LI\n/P 6 0 R\n/Pg 2 0 R\n/K [14 0 R 0 9 0 R]>>");
    all.emplace_back("<</Type /StructElem\n/S /Lbl\n/P 13 0 R>>");
    PdfFile file = PdfFile::read(pdf(all, 4, 1));
    mend_tags(file);
    CHECK(file.dictionary(6).get("/S") == "/Div");
    CHECK(file.dictionary(11).get("/S") == "/Figure");
    CHECK(file.dictionary(12).get("/S") == "/P");
    CHECK(file.dictionary(13).get("/K") == "[14 0 R 15 0 R]");
    CHECK(file.dictionary(15).text() == "<</Type /StructElem\n/S /LBody\n/P 13 0 R\n/Pg 2 0 R\n/K [0 9 0 R]>>");
    CHECK(file.dictionary(9).reference("/P") == 15);
    CHECK(file.objects[8] == "[15 0 R 9 0 R]");
}
