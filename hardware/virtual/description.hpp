#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "hardware/card/access.hpp"
#include "hardware/document/mrz.hpp"
#include "hardware/virtual/fault.hpp"

namespace hardware::virtual_card {
enum class ActiveKeyKind { rsa, elliptic };
/// How DG14 joins the key of chip authentication to its cipher: by nothing, for there is one of each; by a number that
/// only the cipher or only the key has; or it holds the key alone, which then is one for 3DES.
enum class ChipKeyInfo { single, number_at_cipher, number_at_key, key_alone };
/// By which standard the face is recorded in DG2: ISO/IEC 19794-5:2005 or 39794-5:2019.
enum class FaceRecord { binary_2005, objects_2019 };

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
    std::string birth_field; ///< of the zone, such as `85<<<<`, where that is not `birth_date`
    std::optional<std::chrono::year_month_day> expiry_date;
    document::Sex sex{document::Sex::unspecified};
    std::string personal_number;
    std::string can = "123456";
    std::filesystem::path portrait; ///< JPEG or JPEG 2000; empty: one is drawn
    FaceRecord face_record{FaceRecord::binary_2005};
    std::string authority; ///< for DG12; empty: no DG12
    std::optional<std::chrono::year_month_day> issue_date;

    bool pace = true;
    bool bac = false;
    card::Cipher cipher{card::Cipher::aes_256};
    card::Mapping mapping{card::Mapping::generic};
    int parameters = 13;                ///< standardised domain parameters of PACE: 0 to 2, 8 to 18
    std::optional<int> chip_parameters; ///< of chip authentication, where they differ
    bool chip_authentication = true;
    ChipKeyInfo chip_key_info{ChipKeyInfo::single};
    bool own_mapping_key{}; ///< of the mapping, in EF.CardSecurity alone; else it is that of chip authentication
    std::set<card::Cipher> more_chip_ciphers; ///< that DG14 offers beside, with the same key
    std::optional<ActiveKeyKind> active_authentication;
    std::string active_digest = "SHA256"; ///< of its signatures, as OpenSSL names it
    bool tells_active_digest = true;      ///< in DG14, where the key is elliptic
    bool closed_groups{};                 ///< has DG3 and DG4, named and signed as the others, and gives them to nobody
    bool extended_length = true;
    std::set<Fault> faults;

    card::Cipher cipher_of_chip() const
    {
        return chip_key_info == ChipKeyInfo::key_alone ? card::Cipher::tdes : cipher;
    }
    int parameters_of_chip() const { return chip_parameters.value_or(parameters); }
    bool has(Fault fault) const { return faults.contains(fault); }
};

/// Reads a description file. Throws `Error` with file and key where something is missing, unknown or out of range.
Description load_description(const std::filesystem::path& file);
} // namespace hardware::virtual_card
