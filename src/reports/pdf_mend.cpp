// SPDX-License-Identifier: MIT
#include "reports/pdf_mend.hpp"

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "reports/pdf_file.hpp"
#include "reports/pdf_tags.hpp"

#include <fmt/format.h>

#include <set>
#include <string>
#include <vector>

namespace peelian {
namespace {

std::string xml_text(std::string_view text) {
    std::string out = replace_all(text, "&", "&amp;");
    out = replace_all(out, "<", "&lt;");
    return replace_all(out, ">", "&gt;");
}

/// What programs that gather documents read; it names the standard that the tags are made for.
std::string metadata(const PdfAbout& about, std::string_view producer) {
    return fmt::format(R"XML(<?xpacket begin="{}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{}T00:00:00Z</xmp:ModifyDate>
<xmp:CreatorTool>Peelian {}</xmp:CreatorTool><pdf:Producer>{}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>)XML",
                       "\ufeff", xml_text(about.title), xml_text(about.author), xml_text(about.language), about.date,
                       about.date, PEELIAN_VERSION, xml_text(producer));
}

void describe(PdfFile& file, const PdfAbout& about) {
    PdfDictionary info = file.dictionary(file.info), fresh;
    std::string producer(info.get("/Producer"));
    std::string date = fmt::format("(D:{}000000+00'00')", replace_all(about.date, "-", ""));
    fresh.set("/Title", pdf_string(about.title));
    fresh.set("/Author", pdf_string(about.author));
    fresh.set("/Creator", "(Peelian " PEELIAN_VERSION ")");
    if (!producer.empty()) fresh.set("/Producer", producer);
    fresh.set("/CreationDate", date);
    fresh.set("/ModDate", date);
    file.put(file.info, fresh);

    std::string xmp = metadata(about, producer.size() > 2 ? producer.substr(1, producer.size() - 2) : "");
    int stream =
        file.add(fmt::format("<</Type /Metadata\n/Subtype /XML\n/Length {}>> stream\n{}\nendstream", xmp.size(), xmp));
    PdfDictionary root = file.dictionary(file.root);
    root.set("/Metadata", fmt::format("{} 0 R", stream));
    root.set("/Lang", pdf_string(about.language));
    root.set("/MarkInfo", "<</Marked true>>");
    root.set("/ViewerPreferences", "<</DisplayDocTitle true>>");
    file.put(file.root, root);
}

/// Words for a link, for readers that do not look at its text.
void name_links(PdfFile& file) {
    for (auto& [number, text] : file.objects) {
        if (!text.starts_with("<<") || text.find("/Subtype /Link") == std::string::npos || text.ends_with("endstream"))
            continue;
        PdfDictionary link = PdfDictionary::parse(text);
        if (link.get("/Type") != "/Annot" || !link.get("/Contents").empty()) continue;
        std::string words = "(Goes to another place in this document)";
        if (link.get("/A").starts_with("<<")) {
            PdfDictionary action = PdfDictionary::parse(link.get("/A"));
            if (!action.get("/URI").empty()) words = action.get("/URI");
        }
        link.set("/Contents", words);
        text = link.text();
    }
}

/// Names of what a page draws that has tags of its own: text that is half transparent, say.
std::set<std::string> tagged_forms(const PdfFile& file, const PdfDictionary& page) {
    std::set<std::string> out;
    std::string_view resources = page.get("/Resources");
    if (!resources.starts_with("<<")) return out;
    PdfDictionary all = PdfDictionary::parse(resources);
    if (!all.get("/XObject").starts_with("<<")) return out;
    PdfDictionary forms = PdfDictionary::parse(all.get("/XObject"));
    for (const auto& [name, value] : forms.entries())
        if (!file.dictionary(pdf_reference(value)).get("/StructParents").empty()) out.insert(name);
    return out;
}

void mark_decoration(PdfFile& file, const PdfMarks& decoration) {
    std::vector<int> pages;
    for (const auto& [number, text] : file.objects)
        if (text.starts_with("<</Type /Page\n")) pages.push_back(number);
    for (int number : pages) {
        PdfDictionary page = file.dictionary(number);
        int content = page.reference("/Contents");
        if (content == 0) continue;
        auto marks = decoration.find(number);
        PdfTagged tagged{marks == decoration.end() ? std::set<int>() : marks->second, tagged_forms(file, page)};
        file.put_stream(content, with_artifacts(file.stream(content), tagged));
    }
}

} // namespace

std::string mended_pdf(std::string_view bytes, const PdfAbout& about) {
    if (!is_date(about.date)) throw Error::internal("A PDF's date '{}' is not YYYY-MM-DD", about.date);
    PdfFile file = PdfFile::read(bytes);
    if (file.dictionary(file.root).reference("/StructTreeRoot") == 0)
        throw Error::io("The browser wrote a PDF without tags")
            .hint("Install a newer Chromium, or name one with PEELIAN_CHROMIUM.");
    PdfMarks decoration = mend_tags(file);
    mark_decoration(file, decoration);
    name_links(file);
    describe(file, about);
    return file.write();
}

} // namespace peelian
