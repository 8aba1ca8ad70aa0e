#include "hardware/scanner/symbology.hpp"

#include <doctest/doctest.h>

using namespace hardware::scanner;

TEST_CASE("a code that a scanner marks as such loses the mark and is known for one")
{
    for (const auto* identifier : {"]Q3", "]Q0", "]C1", "]d2", "]zA", "]L0", "]X0"}) {
        const auto scan = without_symbology(std::string{identifier} + "4821093755601170");
        CHECK(scan.text == "4821093755601170");
        CHECK(scan.source == Source::code);
    }
}

TEST_CASE("the lines of a document lose the mark of OCR, before each line too")
{
    for (const auto* scan : {"]o2IDBGR1\r\n8506\r\nNAME", "]o2IDBGR1\r\n]o28506\r\n]o2NAME"}) {
        const auto zone = without_symbology(scan);
        CHECK(zone.text == "IDBGR1\r\n8506\r\nNAME");
        CHECK(zone.source == Source::print);
    }
}

TEST_CASE("the mark of OCR goes before each line, also where tabs end them")
{
    CHECK(without_symbology("]o2IDBGR1\t]o28506\t]o2NAME").text == "IDBGR1\t8506\tNAME");
}

TEST_CASE("what is no identifier stays as it is")
{
    for (const auto* text : {"IDBGR1", "]", "]Q", "]11x", "]Q-x", " ]Q3x", "viki]Q3"}) {
        const auto scan = without_symbology(text);
        CHECK(scan.text == text);
        CHECK(scan.source == Source::unknown);
    }
}

TEST_CASE("a code brings no second mark with it")
{
    const auto scan = without_symbology("]Q1]o2IDBGR1\n]Q1");
    CHECK(scan.text == "]o2IDBGR1\n]Q1");
    CHECK(scan.source == Source::code);
}

TEST_CASE("a scan of nothing but its mark is empty")
{
    CHECK(without_symbology("]Q3").text.empty());
}
