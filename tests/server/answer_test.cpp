// SPDX-License-Identifier: MIT
#include "server/answer.hpp"
#include "server/content_type.hpp"
#include "server/http_date.hpp"

#include <doctest/doctest.h>

using namespace peelian::http;
using Kind = ByteRange::Kind;

TEST_CASE("a range of bytes is read with its ends") {
    auto part = [](std::string_view text) {
        ByteRange range = read_range(text, 10);
        return range.kind == Kind::part ? std::pair(range.from, range.length)
                                        : std::pair<std::uint64_t, std::uint64_t>();
    };
    CHECK(part("bytes=0-0") == std::pair<std::uint64_t, std::uint64_t>(0, 1));
    CHECK(part("bytes=2-5") == std::pair<std::uint64_t, std::uint64_t>(2, 4));
    CHECK(part("bytes=7-") == std::pair<std::uint64_t, std::uint64_t>(7, 3));
    CHECK(part("bytes=-4") == std::pair<std::uint64_t, std::uint64_t>(6, 4));
    CHECK(part("bytes=-400") == std::pair<std::uint64_t, std::uint64_t>(0, 10));
    CHECK(part("bytes=8-4000") == std::pair<std::uint64_t, std::uint64_t>(8, 2));
}

TEST_CASE("a range beyond the end cannot be had") {
    CHECK(read_range("bytes=10-", 10).kind == Kind::beyond);
    CHECK(read_range("bytes=99-100", 10).kind == Kind::beyond);
    CHECK(read_range("bytes=-0", 10).kind == Kind::beyond);
    CHECK(read_range("bytes=0-", 0).kind == Kind::beyond);
}

TEST_CASE("a range that is broken, of several parts or in other units means the whole") {
    for (auto text : {"bytes=", "bytes=-", "bytes=a-b", "bytes=5-2", "bytes=0-1,3-4", "rows=0-1", "bytes=0x1-2",
                      "bytes=99999999999999999999-", "bytes=1--2", "bytes=+1-2"})
        CHECK_MESSAGE(read_range(text, 10).kind == Kind::whole, text);
}

TEST_CASE("a tag is named by itself, weakly, packed, in a list or by a star") {
    CHECK(names_tag("\"abc\"", "abc"));
    CHECK(names_tag("W/\"abc\"", "abc"));
    CHECK(names_tag("\"abc-gz\"", "abc"));
    CHECK(names_tag("\"x\" , \"abc\"", "abc"));
    CHECK(names_tag("*", "abc"));
    CHECK_FALSE(names_tag("\"ab\", \"abcd\"", "abc"));
    CHECK_FALSE(names_tag("abc", "abc"));
    CHECK_FALSE(names_tag("\"", "abc"));
}

TEST_CASE("an HTTP date is written and read back") {
    CHECK(format_date(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT");
    CHECK(parse_date("Sun, 06 Nov 1994 08:49:37 GMT") == 784111777);
    CHECK(format_date(0) == "Thu, 01 Jan 1970 00:00:00 GMT");
    CHECK_FALSE(parse_date("Sunday, 06-Nov-94 08:49:37 GMT"));
    CHECK_FALSE(parse_date("Sun, 31 Feb 1994 08:49:37 GMT"));
    CHECK_FALSE(parse_date("Sun, 06 Nov 1994 -8:49:37 GMT"));
    CHECK_FALSE(parse_date(""));
}

TEST_CASE("text types carry their charset, and only what is not packed is compressed") {
    CHECK(content_type_of("a/index.html").name == "text/html; charset=utf-8");
    CHECK(content_type_of("a.CSV").name == "text/csv; charset=utf-8");
    CHECK(content_type_of("a.js").name == "text/javascript; charset=utf-8");
    CHECK(content_type_of("a.geojson").name == "application/geo+json");
    CHECK(content_type_of("a.parquet").name == "application/vnd.apache.parquet");
    CHECK(content_type_of("a.svg").packs);
    CHECK_FALSE(content_type_of("a.woff2").packs);
    CHECK_FALSE(content_type_of("a.xlsx").packs);
    CHECK(content_type_of("v1.2/readme").name == "application/octet-stream");
}

TEST_CASE("only assets with a hash in their name are kept without asking") {
    auto forever = [](std::string_view path) {
        return cache_control_of(path) == "public, max-age=31536000, immutable";
    };
    CHECK(forever("assets/site-0a1b2c3d.css"));
    CHECK(forever("assets/fonts/x-ABCDEFGH.woff2"));
    CHECK(forever("assets/map-K7QZ2M4A.js.map"));
    CHECK_FALSE(forever("assets/main-component.js"));
    CHECK_FALSE(forever("assets/site.css"));
    CHECK_FALSE(forever("data/site-0a1b2c3d.css"));
    CHECK_FALSE(forever("assets/site-0a1b2c3d"));
    CHECK_FALSE(forever("index.html"));
}
