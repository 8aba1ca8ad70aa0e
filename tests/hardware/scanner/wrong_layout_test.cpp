#include "hardware/scanner/wrong_layout.hpp"

#include <doctest/doctest.h>

using hardware::scanner::detect_wrong_layout;

TEST_CASE("a document typed under a Bulgarian layout is recognised by a single Cyrillic letter")
{
    CHECK(detect_wrong_layout("ИДБГРАА1000002"));
    CHECK(detect_wrong_layout("IDBGRАA1000002")); // the fifth letter is Cyrillic
    CHECK(detect_wrong_layout("ЯЪѝ"));
}

TEST_CASE("digits, Latin letters, other scripts and broken UTF-8 are not taken for Cyrillic")
{
    CHECK_FALSE(detect_wrong_layout("IDBGRAA10000023<<<"));
    CHECK_FALSE(detect_wrong_layout("1234567890"));
    CHECK_FALSE(detect_wrong_layout("Müller Ωmega"));
    CHECK_FALSE(detect_wrong_layout("\xD0"));
    CHECK_FALSE(detect_wrong_layout("\xD0"
                                    "A"));
    CHECK_FALSE(detect_wrong_layout(""));
}
