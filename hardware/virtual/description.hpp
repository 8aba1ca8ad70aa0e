#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "hardware/card/access.hpp"
#include "hardware/document/mrz.hpp"

namespace hardware::virtual_card {
/// What is wrong with a card, on purpose; one name each in a description file.
enum class Fault {
    forged_sod,          ///< the signature does not fit
    changed_dg1,         ///< another number than the signed one
    changed_dg2,         ///< another portrait than the signed one
    foreign_authority,   ///< signed under an authority that nobody trusts
    cloned_chip,         ///< all files, but not the key of chip authentication
    breaks_off,          ///< the same, and ends the session when it is asked to prove itself
    removed_dg14,        ///< the signed list names DG14, the chip has none
    altered_card_access, ///< EF.CardAccess offers something else than DG14
    wrong_mac,           ///< answers carry a wrong MAC
    unprotected_answer,  ///< answers come in clear under secure messaging
    replayed_answer,     ///< the same protected answer twice
    point_off_curve,
    echoed_key, ///< sends the terminal's public key back
    wrong_token,
    truncated_file,    ///< DG2 ends before its declared length
    endless_file,      ///< DG2 declares far more than any file holds
    indefinite_length, ///< DG1 in the indefinite form
    no_application,    ///< another kind of card
    blocked,
};

/// A travel document in words. Dates are plain days, names in the letters of the zone and of the country.
struct Description {
    document::MrzFormat format{document::MrzFormat::td1};
    std::string document_code = "ID";
    std::string issuer = "BGR";
    std::string nationality = "BGR";
    std::string document_number;
    std::string surname;
    std::string given_names;
    std::string native_surname; ///< for DG11; empty: no DG11
    std::string native_given_names;
    std::chrono::year_month_day birth_date{};
    std::optional<std::chrono::year_month_day> expiry_date;
    document::Sex sex{document::Sex::unspecified};
    std::string personal_number;
    std::string can = "123456";
    std::filesystem::path portrait; ///< JPEG or JPEG 2000; empty: one is drawn

    bool pace = true;
    bool bac = false;
    card::Cipher cipher{card::Cipher::aes_256};
    int parameters = 13; ///< standardised domain parameters of PACE and chip authentication, 8 to 18
    bool chip_authentication = true;
    bool extended_length = true;
    std::set<Fault> faults;

    bool has(Fault fault) const { return faults.contains(fault); }
};

/// Reads a description file. Throws `Error` with file and key where something is missing, unknown or out of range.
Description load_description(const std::filesystem::path& file);
} // namespace hardware::virtual_card
