#pragma once

#include <optional>
#include <vector>

#include "hardware/bytes.hpp"
#include "hardware/card/access.hpp"

/// What a chip says it can do: EF.CardAccess, EF.DG14. Source: ICAO 9303-11 §9.2.
namespace hardware::card {
/// One SecurityInfo as it stands in the file, not yet understood. Values and objects are DER.
struct SecurityInfo {
    Bytes oid;      ///< the value of the OBJECT IDENTIFIER
    Bytes required; ///< data objects behind it, whole
    Bytes optional;
    Bytes encoded; ///< the whole SEQUENCE, for comparing files with each other
};

/// One way of PACE that the chip offers. `parameter_id` is the standardised domain parameter, -1 where the chip names
/// none. Source: ICAO 9303-11 §9.2.1, §9.5.1.
struct PaceInfo {
    Bytes oid;
    bool elliptic{}; ///< else over a finite field
    Mapping mapping{};
    Cipher cipher{};
    int parameter_id{-1};
};

/// The cipher and, where there are several, the key by which the chip proves itself. Source: ICAO 9303-11 §9.2.5.
struct ChipAuthenticationInfo {
    Bytes oid;
    bool elliptic{};
    Cipher cipher{};
    std::optional<Bytes> key_id; ///< the INTEGER's value
};

/// A key that the chip proves itself with. `key_id` joins it to its `ChipAuthenticationInfo`; empty: the only one.
/// Source: ICAO 9303-11 §9.2.6.
struct ChipPublicKeyInfo {
    bool elliptic{};
    Bytes subject_public_key_info; ///< DER
    std::optional<Bytes> key_id;
};

/// The members of a SET OF SecurityInfo. Throws `ProtocolViolation`.
std::vector<SecurityInfo> parse_security_infos(ByteView set);

/// Those among them that name PACE in version 2, whatever the mapping.
std::vector<PaceInfo> pace_infos(const std::vector<SecurityInfo>& infos);
std::vector<ChipAuthenticationInfo> chip_authentication_infos(const std::vector<SecurityInfo>& infos);
std::vector<ChipPublicKeyInfo> chip_public_key_infos(const std::vector<SecurityInfo>& infos);
bool is_pace_info(const SecurityInfo& info);

/// Hashes that active authentication over ECDSA may take, as OpenSSL names them: the one that DG14 tells, or all that
/// are allowed where it is silent. Source: ICAO 9303-11 §6.1.2.3.
std::vector<const char*> active_authentication_hashes(const std::vector<SecurityInfo>& infos);
} // namespace hardware::card
