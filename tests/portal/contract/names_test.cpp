#include "portal/contract/names.hpp"

#include <algorithm>
#include <cctype>

#include <doctest/doctest.h>

#include "tests/portal/contract/vectors.hpp"

using namespace portal::contract;

TEST_CASE("every letter of the published table is written as the Act has it")
{
    for (const auto& row : vectors("bg-transliteration.json", "/table")) {
        CAPTURE(row.dump());
        auto latin = row["latin"].get<std::string>();
        std::transform(latin.begin(), latin.end(), latin.begin(),
                       [](char c) { return static_cast<char>(std::toupper(c)); });
        CHECK(zone_form(row["cyr"].get<std::string>()) == latin);
    }
}

TEST_CASE("every name of the published table has its zone form")
{
    for (const auto& row : vectors("bg-transliteration.json", "/law")) {
        if (row["mrz"].is_null()) continue;
        CAPTURE(row.dump());
        auto zone = row["mrz"].get<std::string>();
        std::replace(zone.begin(), zone.end(), '<', ' ');
        CHECK(zone_form(row["cyr"].get<std::string>()) == zone);
    }
}

TEST_CASE("a letter written as base and accent is the same letter")
{
    CHECK(zone_form("Николаи\u0306") == "NIKOLAY");
    CHECK(zone_form("и\u0300") == "I");
}

TEST_CASE("the zone form drops apostrophes and full stops and writes foreign letters by ICAO 9303-3")
{
    CHECK(zone_form("O'Connor") == "OCONNOR");
    CHECK(zone_form("Жан-Пол  Ст. Клер") == "ZHAN POL ST KLER");
    CHECK(zone_form("Müller") == "MUELLER");
    CHECK(zone_form("Škvorecký") == "SKVORECKY");
    CHECK(zone_form("Łukasz Groß") == "LUKASZ GROSS");
    CHECK(zone_form("Крылов") == "KRYLOV");
    CHECK(zone_form("") == "");
    CHECK(zone_form(" - ") == "");
}

TEST_CASE("a tidied name has single blanks, plain dashes and apostrophes, and is composed")
{
    CHECK(tidy_name("  Мария \t Антоанета ") == "Мария Антоанета");
    CHECK(tidy_name("Иванова–Петрова") == "Иванова-Петрова");
    CHECK(tidy_name("O’Connor") == "O'Connor");
    CHECK(tidy_name("Николаи\u0306") == "Николай");
    CHECK(tidy_name("Мар\u200bия\u00ad") == "Мария");
    CHECK(tidy_name("\u00a0") == "");
}

TEST_CASE("usual names have no fault")
{
    for (const char* name : {"Мария", "Мария-Антоанета", "O'Connor", "Ст. Клер", "Müller", "محمد", "Ѝ"}) {
        CAPTURE(name);
        CHECK(faults_of_name(name).empty());
    }
}

TEST_CASE("a name that cannot be one has its faults")
{
    using Faults = std::vector<NameFault>;
    CHECK(faults_of_name("") == Faults{NameFault::empty});
    CHECK(faults_of_name(" \t") == Faults{NameFault::empty});
    CHECK(faults_of_name("Иван4") == Faults{NameFault::characters});
    CHECK(faults_of_name("Ивaн") == Faults{NameFault::characters}); // a Latin a
    CHECK(faults_of_name("-") == Faults{NameFault::characters});
    CHECK(faults_of_name("<script>") == Faults{NameFault::characters});
    CHECK(faults_of_name("\xff\xfe") == Faults{NameFault::characters});
    std::string long_name;
    for (int i = 0; i < 60; ++i)
        long_name += "ж";
    CHECK(faults_of_name(long_name).empty());
    CHECK(faults_of_name(long_name + "ж") == Faults{NameFault::too_long});
}

TEST_CASE("a full name has the names that there are, and one blank between them")
{
    CHECK(full_name({"Виктория", "Любомирова", "Константинова"}) == "Виктория Любомирова Константинова");
    CHECK(full_name({"Maria", "", "Rossi"}) == "Maria Rossi");
    CHECK(full_name({"", "", "Rossi"}) == "Rossi");
}
