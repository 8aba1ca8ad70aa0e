#pragma once

#include <map>

#include "hardware/document/reading.hpp"
#include "hardware/document/security_object.hpp"
#include "hardware/document/trust_store.hpp"

/// Is what stands on the chip what the state signed? Source: ICAO 9303-11 §5.1, 9303-12.
namespace hardware::document {
/// What the judgement of the signer needs to know of the document.
struct SignedFor {
    std::string issuer; ///< of the MRZ, `BGR`
    std::optional<std::chrono::sys_days> expiry_date;
    std::chrono::sys_days judged_on;
};

/// Compares the files that were read with the signed hashes; `files` by number of the data group.
Check check_hashes(const SecurityObject& object, const std::map<int, Bytes>& files);

/// `sod_signature`, `signer_chain`, `signer_validity` and `revocation`. Chains are built by key identifiers and by
/// trying keys, never by name. Signer and authority have to be valid at the time of signing. A signer that ended since,
/// before the day asked for and before the document's last day, leaves its validity open: `signer_expired`, not
/// possible.
std::vector<Check> check_signer(const Signature& signature, const TrustStore& trust, const SignedFor& document);
} // namespace hardware::document
