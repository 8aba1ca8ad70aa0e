#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "hardware/document/birth_date.hpp"

namespace hardware::document {
enum class MrzFormat { td1, td2, td3 };
enum class Sex { female, male, unspecified };

/// One machine readable zone, taken apart. Fillers are gone; names keep single spaces between their parts.
struct Mrz {
    MrzFormat format{};
    std::string document_code;   ///< `ID`, `I`, `P`, `PP`, …
    std::string issuer;          ///< issuing state or organisation, 1 to 3 letters, `BGR`
    std::string document_number; ///< whole, also where a long number runs into the optional data; inner fillers stay
    std::string nationality;
    BirthDate birth_date;
    std::string birth_field;                                ///< the same as printed, six characters: they open the chip
    std::optional<std::chrono::year_month_day> expiry_date; ///< empty: a document without expiry
    std::string expiry_field;                               ///< the same as printed
    Sex sex{Sex::unspecified};
    std::string surname;     ///< primary identifier; empty where the bearer has none
    std::string given_names; ///< secondary identifier
    bool names_truncated{};  ///< the name field has no filler at its end: it may be cut
    std::string optional_data_1;
    std::string optional_data_2; ///< TD1 only
    /// ЕГН or ЛНЧ as digits, where the optional data of a Bulgarian document hold one. Not checked here.
    std::optional<std::string> personal_number;

    bool operator==(const Mrz&) const = default;
};

/// Why a text is no readable zone; the clerk's words are made from it.
enum class MrzFault { wrong_shape, wrong_character, wrong_check_digit, wrong_date };
/// What is wrong with a text that should have been a zone, and where. Holds nothing of the text itself.
struct MrzRefusal {
    MrzFault fault{};
    std::string field; ///< `document_number`, `birth_date`, `expiry_date`, `composite`, …; empty for the shape
};

/// Check digit of one machine readable zone field: weights 7-3-1, modulo 10.
/// `field` holds `0-9`, `A-Z` and the filler `<`, which counts as zero.
/// Throws `std::invalid_argument` on any other character. Source: ICAO 9303-3 §4.9.
char check_digit(std::string_view field);

/// Reads TD1 (3×30), TD2 (2×36) and TD3 (2×44) with or without line ends, CR, LF, STX, ETX and in lower case.
/// Two-digit years are read against `today`: a birth is never in the future. Source: ICAO 9303-5, -6, -4.
std::variant<Mrz, MrzRefusal> parse_mrz(std::string_view text, std::chrono::year_month_day today);

/// A zone whose characters stand in their places, and what is wrong with it all the same.
struct FlawedMrz {
    Mrz mrz;
    std::optional<MrzRefusal> flaw; ///< `wrong_check_digit` or `wrong_date`; the first one, where there are several
    bool expiry_exists{true};       ///< false: no calendar has the last day, which is left empty
};
/// The same for a zone that is signed as it stands: check digits and dates are judged, and the fields told.
std::variant<FlawedMrz, MrzRefusal> parse_signed_mrz(std::string_view text, std::chrono::year_month_day today);

/// The part of a zone that opens the chip: number, birth and expiry, each with its check digit. Source: ICAO 9303-11
/// §4.3.2.
std::string mrz_information(std::string_view document_number, std::string_view birth_yymmdd,
                            std::string_view expiry_yymmdd);

/// The same of a zone that was read.
std::string mrz_information(const Mrz& mrz);
} // namespace hardware::document
