// SPDX-License-Identifier: MIT
// The parts of a workbook: what is packed in it, its texts, its styles. For read_xlsx.cpp.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct zip;
struct _xmlTextReader;

namespace peelian {

/// A zip file in memory, with limits against those that unpack to more than anybody writes.
class XlsxPackage {
public:
    XlsxPackage(std::string_view bytes, std::string_view name);
    ~XlsxPackage();
    XlsxPackage(const XlsxPackage&) = delete;
    XlsxPackage& operator=(const XlsxPackage&) = delete;

    bool has(const std::string& part) const;
    /// All bytes of a part; throws Error(input) when it is not there, broken, or too large.
    std::string read(const std::string& part);
    const std::string& name() const { return name_; }

private:
    std::string name_;
    zip* archive_ = nullptr;
    std::size_t unpacked_ = 0; ///< bytes read so far
};

/// Reads XML node by node; throws Error(input) on what is no XML, and on any document type, so that no entity
/// is ever defined.
class XmlWalk {
public:
    XmlWalk(std::string_view xml, std::string file, std::string part);
    ~XmlWalk();
    XmlWalk(const XmlWalk&) = delete;
    XmlWalk& operator=(const XmlWalk&) = delete;

    bool next();
    bool opens(std::string_view element) const;
    bool closes(std::string_view element) const; ///< also true of an element without content
    std::string attribute(const char* name) const;
    /// Text, when the walk stands at text.
    std::string_view text() const;

private:
    [[noreturn]] void fail(const std::string& what) const;

    std::string file_, part_;
    _xmlTextReader* reader_ = nullptr;
};

/// How the values of one style are printed.
struct XlsxFormat {
    enum class Kind { general, number, date, text };
    Kind kind = Kind::general;
    int decimals = 0;
    bool grouped = false, percent = false, brackets = false, scientific = false;
    int thousands = 0; ///< commas at the end: divided by a thousand each
    std::string before{}, after{};
    std::string date{}; ///< the pattern
};

/// By the code of a format, "#,##0.00;-#,##0.00".
XlsxFormat read_xlsx_format(std::string_view code);
/// By the number of a format that every spreadsheet knows.
XlsxFormat built_in_xlsx_format(int id);
/// A value as it is printed. `since_1904`: the days of the workbook count from there.
std::string print_xlsx_value(double value, const XlsxFormat& format, bool since_1904);

} // namespace peelian
