// SPDX-License-Identifier: MIT
#include "server/app.hpp"

#include <doctest/doctest.h>

using namespace peelian::http;

namespace {

const std::string k_type = "multipart/form-data; boundary=xyz";

std::string part(const std::string& disposition, const std::string& body, const std::string& more = "") {
    return "--xyz\r\nContent-Disposition: " + disposition + "\r\n" + more + "\r\n" + body + "\r\n";
}

} // namespace

TEST_CASE("a form's fields keep their order, and a name may come twice") {
    auto form = read_form("a=1&b=two+words&a=%C3%A9&empty=&bare");
    REQUIRE(form);
    CHECK(form->get("a") == "1");
    CHECK(form->every("a") == std::vector<std::string>{"1", "\xC3\xA9"});
    CHECK(form->get("b") == "two words");
    CHECK(form->has("bare"));
    CHECK_FALSE(form->has("none"));
    CHECK(form->get("none").empty());
    CHECK(encode_form(*form) == "a=1&b=two%20words&a=%C3%A9&empty=&bare=");
    CHECK(read_form("")->all().empty());
}

TEST_CASE("a form that is broken, or holds what is no text, is refused whole") {
    for (const char* bad : {"a=%", "a=%1", "a=%zz", "a=%00", "a=%01", "a=%7F", "a=%FF", "a=%C0%80", "a=%ED%A0%80",
                            "a=%F4%90%80%80", "a=%E2%82", "%00=1"})
        CHECK_MESSAGE(!read_form(bad), bad);
    CHECK(read_form("a=line%0D%0Aline%09tab"));
    std::string many;
    for (int i = 0; i < 11; ++i)
        many += "a=1&";
    CHECK_FALSE(read_form(many, 10));
    CHECK(read_form(many, 11));
    // Decoded once: what was encoded twice stays encoded.
    CHECK(read_form("a=%2541")->get("a") == "%41");
}

TEST_CASE("a form with files gives fields and files apart") {
    auto form = read_multipart(part("form-data; name=\"title\"", "A \xC2\xA3 sign") +
                                   part("form-data; name=\"paper\"; filename=\"C:\\\\me\\\\plan.pdf\"",
                                        std::string("\0\1\r\n--xy", 8), "Content-Type: application/pdf\r\n") +
                                   part("form-data; name=\"none\"; filename=\"\"", "") + "--xyz--\r\n",
                               k_type);
    REQUIRE(form);
    CHECK(form->fields.get("title") == "A \xC2\xA3 sign");
    REQUIRE(form->files.size() == 1);
    CHECK(form->files[0].field == "paper");
    CHECK(form->files[0].name == "plan.pdf");
    CHECK(form->files[0].type == "application/pdf");
    CHECK(form->files[0].bytes == std::string("\0\1\r\n--xy", 8));
}

TEST_CASE("a form with files that plays tricks is refused") {
    std::string one = part("form-data; name=\"a\"", "1"), end = "--xyz--\r\n";
    CHECK(read_multipart(one + end, k_type));
    CHECK(read_multipart(one + end, "Multipart/Form-Data; charset=utf-8; boundary=\"xyz\""));
    for (const std::string& type :
         {std::string("multipart/form-data"), std::string("multipart/form-data; boundary="),
          std::string("multipart/mixed; boundary=xyz"), "multipart/form-data; boundary=" + std::string(71, 'x')})
        CHECK_MESSAGE(!read_multipart(one + end, type), type);
    for (const std::string& body :
         {std::string(), one, "x" + one + end, part("attachment; name=\"a\"", "1") + end, part("form-data", "1") + end,
          part("form-data; name=\"\"", "1") + end, part("form-data; name=\"a", "1") + end,
          part("form-data; name=\"a\"", std::string("\0", 1)) + end, part("form-data; name=\"a\"", "\xFF") + end,
          part("form-data; name=\"a\"; filename=\"x\ny\x01\"", "1") + end, "--xyz\r\nno head" + end,
          "--xyz\r\nContent-Disposition form-data\r\n\r\n1\r\n" + end,
          part("form-data; name=\"a\"", "1", "X: " + std::string(9000, 'x') + "\r\n") + end})
        CHECK_MESSAGE(!read_multipart(body, k_type), body.substr(0, 80));
    std::string many;
    for (int i = 0; i < 11; ++i)
        many += one;
    CHECK_FALSE(read_multipart(many + end, k_type, 10));
}
