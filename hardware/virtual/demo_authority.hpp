#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "hardware/bytes.hpp"
#include "hardware/virtual/fault.hpp"

namespace hardware::virtual_card {
/// How keys and certificates of a demonstration authority are made.
enum class KeyKind { ec, ec_explicit, ec_unnamed, rsa, rsa_pss };
/// A key of `kind`; digests and curves by OpenSSL's names. Explicit elliptic parameters equal
/// those of the named curve, unnamed ones are of nobody's.
struct AuthorityOptions {
    KeyKind kind{KeyKind::ec};
    std::string curve = "secp384r1"; ///< for elliptic keys
    std::string digest = "SHA256";   ///< of its signatures and of the hashes it signs
    std::string country = "BG";
    int object_version = 0;   ///< of the LDS security object, 0 or 1
    std::string signer_use{}; ///< extended key usage of the document signer, as OpenSSL writes it; empty: none
    unsigned rsa_bits = 2048;
    std::string authority_usage = "critical,keyCertSign,cRLSign"; ///< of its key
    std::string name = "Demo CSCA, not a real authority";
    bool names_issuer_key = true; ///< authorities and link certificates tell the identifier of the key that signed them
};

/// A country signing authority and document signer that never existed: makes the signed list of a virtual document.
class DemoAuthority {
public:
    /// A new authority in memory.
    static DemoAuthority create(const AuthorityOptions& options = {});
    /// The authority kept in `folder`; made there, key with mode 0600, the first time. Throws `Error`.
    static DemoAuthority load_or_create(const std::filesystem::path& folder);

    /// DER of the authority's certificate.
    Bytes certificate() const;
    /// DER of the link certificate by which this authority hands over to `successor`.
    Bytes link_to(const DemoAuthority& successor) const;
    /// Writes it into `trust_folder`, which is made if needed.
    void publish(const std::filesystem::path& trust_folder) const;

    /// EF.SOD over `files`, by number of the data group, signed by a document signer of this authority; with those of
    /// `faults` that concern it. `signed_at`: when it says that it was signed; now, where it is empty.
    Bytes sign(const std::map<int, Bytes>& files, const std::set<Fault>& faults = {},
               std::optional<std::chrono::sys_seconds> signed_at = {}) const;

    /// EF.CardSecurity with these SecurityInfos, signed likewise.
    Bytes sign_card_security(ByteView infos) const;

    /// A master list with these certificates, signed by a signer of such lists under this authority, with those of
    /// `faults` that concern the signature, and with `Fault::critical_extension`. Beside the list comes `enclosed`, or
    /// this authority where that is empty.
    Bytes master_list(const std::vector<Bytes>& certificates, const std::set<Fault>& faults = {},
                      const Bytes& enclosed = {}) const;

    /// What else there is to a revocation list.
    struct ListOptions {
        std::chrono::sys_seconds issued{std::chrono::sys_days{std::chrono::year{2020} / 1 / 1}};
        bool of_authorities_only = false; ///< says so in a critical issuing distribution point
        bool of_several = false;          ///< says there that its certificates are of several authorities
        const char* digest = "SHA256";
        bool revokes_list_signer = false; ///< the signer of `master_list` too
        /// One with the serial number of the signer of `sign`, which those of other authorities share.
        struct Entry {
            const DemoAuthority* issuer = nullptr; ///< it tells that this one issued the certificate, or nothing
            bool taken_back = false;               ///< its reason is removeFromCRL
            bool is_critical = false;              ///< in what it tells of the issuer, as RFC 5280 §5.3.3 wants it
        };
        std::vector<Entry> entries{}; ///< before all others, in this order
    };
    /// DER of a list that revokes the signer of `sign`, or nobody; due again at `next_update`.
    Bytes revocation_list(bool revoke_signer, std::chrono::sys_seconds next_update) const;
    Bytes revocation_list(bool revoke_signer, std::chrono::sys_seconds next_update, const ListOptions& options) const;

private:
    struct State;
    explicit DemoAuthority(std::shared_ptr<const State> state) : state_{std::move(state)} {}

    Bytes sign_content(ByteView content, const char* type, const std::set<Fault>& faults,
                       std::optional<std::chrono::sys_seconds> signed_at = {}) const;

    std::shared_ptr<const State> state_;
};
} // namespace hardware::virtual_card
