// SPDX-License-Identifier: MIT
#include "tables/xlsx_package.hpp"

#include "base/error.hpp"

#include <libxml/xmlreader.h>
#include <zip.h>

#include <climits>
#include <utility>

namespace peelian {
namespace {

/// Of one part, and of all that is read of a workbook.
constexpr std::size_t k_most_part = std::size_t{128} << 20, k_most_unpacked = std::size_t{256} << 20;
constexpr zip_int64_t k_most_entries = 10'000;

std::string_view view_of(const xmlChar* text) {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

/// libxml2 prints to standard error unless it is told not to.
void say_nothing(void*, const char*, xmlParserSeverities, xmlTextReaderLocatorPtr) {}

} // namespace

XlsxPackage::XlsxPackage(std::string_view bytes, std::string_view name) : name_(name) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    if (source != nullptr) archive_ = zip_open_from_source(source, ZIP_RDONLY, &error);
    std::string why = archive_ == nullptr ? zip_error_strerror(&error) : "";
    if (archive_ == nullptr && source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    if (archive_ == nullptr)
        throw Error::input("This is no whole workbook ({})", why).at(name).hint("Save or download it again.");
    if (zip_get_num_entries(archive_, 0) > k_most_entries) {
        zip_discard(std::exchange(archive_, nullptr));
        throw Error::input("More than {} files are packed in it", k_most_entries).at(name);
    }
}

XlsxPackage::~XlsxPackage() {
    if (archive_ != nullptr) zip_discard(archive_);
}

bool XlsxPackage::has(const std::string& part) const { return zip_name_locate(archive_, part.c_str(), 0) >= 0; }

std::string XlsxPackage::read(const std::string& part) {
    struct Close {
        void operator()(zip_file_t* file) const { zip_fclose(file); }
    };
    std::unique_ptr<zip_file_t, Close> file(zip_fopen(archive_, part.c_str(), 0));
    if (file == nullptr)
        throw Error::input("The workbook's part '{}' cannot be read ({})", part, zip_strerror(archive_))
            .at(name_)
            .hint("Is it protected by a password, or cut off? Save it again as .xlsx.");
    std::string out;
    std::vector<char> buffer(std::size_t{1} << 16);
    while (true) {
        // What the archive says of sizes is not believed: bytes are counted as they come.
        zip_int64_t n = zip_fread(file.get(), buffer.data(), buffer.size());
        if (n < 0)
            throw Error::input("The workbook's part '{}' is damaged after {} bytes", part, out.size())
                .at(name_)
                .hint("Save or download it again.");
        if (n == 0) return out;
        out.append(buffer.data(), static_cast<std::size_t>(n));
        unpacked_ += static_cast<std::size_t>(n);
        if (out.size() > k_most_part || unpacked_ > k_most_unpacked)
            throw Error::input("The workbook unpacks to more than {} MB",
                               (out.size() > k_most_part ? k_most_part : k_most_unpacked) >> 20)
                .at(name_)
                .hint("No publication is that large: save the sheets that matter alone.");
    }
}

XmlWalk::XmlWalk(std::string_view xml, std::string file, std::string part)
    : file_(std::move(file)),
      part_(std::move(part)) {
    if (xml.size() > INT_MAX) fail("it is too large");
    reader_ = xmlReaderForMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                                 XML_PARSE_NONET | XML_PARSE_COMPACT);
    if (reader_ == nullptr) fail("it is empty");
    xmlTextReaderSetErrorHandler(reader_, say_nothing, nullptr);
}

XmlWalk::~XmlWalk() {
    if (reader_ != nullptr) xmlFreeTextReader(reader_);
}

void XmlWalk::fail(const std::string& what) const {
    throw Error::input("The workbook's part '{}' is broken: {}", part_, what).at(file_).hint("Save it again as .xlsx.");
}

bool XmlWalk::next() {
    int state = xmlTextReaderRead(reader_);
    if (state < 0)
        fail("it is no well-formed XML, near its line " + std::to_string(xmlTextReaderGetParserLineNumber(reader_)));
    if (state == 0) return false;
    int type = xmlTextReaderNodeType(reader_);
    if (type == XML_READER_TYPE_DOCUMENT_TYPE || type == XML_READER_TYPE_ENTITY_REFERENCE)
        fail("it declares entities, which no workbook does");
    return true;
}

bool XmlWalk::opens(std::string_view element) const {
    return xmlTextReaderNodeType(reader_) == XML_READER_TYPE_ELEMENT &&
           view_of(xmlTextReaderConstLocalName(reader_)) == element;
}

bool XmlWalk::closes(std::string_view element) const {
    int type = xmlTextReaderNodeType(reader_);
    bool end = type == XML_READER_TYPE_END_ELEMENT ||
               (type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement(reader_) == 1);
    return end && view_of(xmlTextReaderConstLocalName(reader_)) == element;
}

std::string XmlWalk::attribute(const char* name) const {
    xmlChar* text = xmlTextReaderGetAttribute(reader_, reinterpret_cast<const xmlChar*>(name));
    std::string out(view_of(text));
    xmlFree(text);
    return out;
}

std::string_view XmlWalk::text() const {
    int type = xmlTextReaderNodeType(reader_);
    bool is_text = type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
                   type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE || type == XML_READER_TYPE_WHITESPACE;
    return is_text ? view_of(xmlTextReaderConstValue(reader_)) : std::string_view();
}

} // namespace peelian
