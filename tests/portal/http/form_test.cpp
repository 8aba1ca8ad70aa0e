#include "portal/http/form.hpp"

#include <doctest/doctest.h>

using namespace portal::http;

TEST_CASE("an urlencoded form gives its fields decoded and in their order")
{
    const auto fields = parse_urlencoded("given=%D0%98%D0%B2%D0%B0%D0%BD+Asen&empty=&alone&given=second");
    REQUIRE(fields.all().size() == 4);
    CHECK(fields.get("given") == "Иван Asen");
    CHECK(fields.has("alone"));
    CHECK(fields.get("empty").empty());
    CHECK_FALSE(fields.has("family"));
}

TEST_CASE("a wrong escape stands as it was sent")
{
    CHECK(parse_urlencoded("a=%zz%4").get("a") == "%zz%4");
}

TEST_CASE("blanks at both ends are dropped, no-break ones too")
{
    CHECK(trimmed("\u00a0 viki \t\u00a0") == "viki");
    CHECK(trimmed("  ").empty());
}

TEST_CASE("a number is taken as people write it")
{
    CHECK(digits_as_written("850615 12-34") == "8506151234");
    CHECK(digits_as_written("8506\u00a015 1234") == "8506151234");
    CHECK(digits_as_written("85o615") == "85o615");
}

TEST_CASE("bytes that are no UTF-8 are recognised")
{
    CHECK(is_utf8("Щърбакова €"));
    CHECK_FALSE(is_utf8("\xd0"));
    CHECK_FALSE(is_utf8("\xc0\xaf"));     // an overlong slash
    CHECK_FALSE(is_utf8("\xed\xa0\x80")); // half of a surrogate pair
    CHECK_FALSE(is_utf8("\xf5\x80\x80\x80"));
}
