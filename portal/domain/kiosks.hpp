#pragma once

#include <array>
#include <variant>
#include <vector>

#include "portal/contract/wire.hpp"
#include "portal/domain/context.hpp"
#include "portal/domain/kiosk_authority.hpp"
#include "portal/domain/secrets.hpp"

/// Kiosks: enrolment by a one-time code, recognition by certificate.
namespace portal::domain {
/// A kiosk that was enrolled.
struct Kiosk {
    KioskNumber number{};
    std::string name; ///< `kiosk-12`
    std::string desk;
    std::string place;
    std::optional<Instant> revoked;
};

/// A code for one enrolment: `7Q4ZK-M2PX9-…` and, after a dot, the SHA-256 of the server's CA certificate, by which the
/// kiosk recognises the portal before it says anything. `ca_fingerprint`: 64 hex digits.
std::string make_enrolment_code(const Context& context, std::string_view desk, std::string_view place,
                                std::string_view ca_fingerprint);

/// Why a code or request enrols nothing.
enum class EnrolmentRefusal { unknown_code, code_used, code_expired, bad_request };
using EnrolmentAnswer = std::variant<contract::EnrolmentReply, EnrolmentRefusal, TooMany>;
/// The only request without a client certificate: counts a try of this network, before what it sent is looked at.
std::optional<TooMany> count_enrolment(const Context& context, std::string_view network);
/// Takes the code with or without its fingerprint part, and the network's try back where it was a real one: an office
/// enrols all its kiosks from one address. `TooMany`: the code is unknown, and so were many lately.
EnrolmentAnswer enrol_kiosk(const Context& context, KioskAuthority& authority,
                            const contract::EnrolmentRequest& request, std::string_view network);

/// By the SHA-256 of the client certificate that nginx has verified; empty: unknown, expired or revoked.
std::optional<Kiosk> kiosk_of_certificate(const Context& context, const Bytes& fingerprint);

/// Of all there ever were, in the order of their numbers.
std::vector<Kiosk> list_kiosks(const Context& context);
/// From now on its certificate opens nothing, nor do its pass keys open new passes. Empty: the name is of no kiosk.
/// Revoking again changes nothing.
std::optional<Kiosk> revoke_kiosk(const Context& context, std::string_view name);

/// Where a kiosk's chain of records has got to.
struct ChainHead {
    std::uint64_t next_number{1};
    contract::Hash hash{}; ///< of the newest header
};
/// A key that a certificate named: SubjectPublicKeyInfo, P-256.
struct KioskKey {
    KeyId id;
    Bytes public_key;
};
/// A one-time code as it is stored.
struct EnrolmentCode {
    std::int64_t id{};
    std::string desk;
    std::string place;
    Instant expires{};
    std::optional<Instant> used;
};
/// Kiosks, their certificates, codes and chains, within one transaction.
struct KioskStore {
    virtual ~KioskStore() = default;
    virtual void add_code(const KeyedHash& code, std::string_view desk, std::string_view place, Instant now,
                          Instant expires) = 0;
    virtual std::optional<EnrolmentCode> find_code(const KeyedHash& code) = 0;
    virtual bool use_code(std::int64_t id, Instant now) = 0; ///< false: used in the meantime
    virtual KioskNumber add(std::string_view desk, std::string_view place, Instant now) = 0;
    virtual void add_certificate(KioskNumber kiosk, const KeyId& key, const KioskCertificate& certificate, Instant from,
                                 Instant until, std::string_view software) = 0;
    /// By a certificate that is in force at `now`; empty also where the kiosk is revoked.
    virtual std::optional<Kiosk> find_by_certificate(const Bytes& fingerprint, Instant now) = 0;
    virtual std::optional<Kiosk> find(KioskNumber kiosk) = 0;
    virtual std::vector<Kiosk> all() = 0;
    virtual bool revoke(KioskNumber kiosk, Instant now) = 0; ///< false: revoked already
    virtual std::optional<KioskKey> find_key(KioskNumber kiosk, const KeyId& key) = 0;
    /// By the kiosk's name, which may be of none.
    virtual std::optional<KioskKey> find_key_of(std::string_view name, const KeyId& key) = 0;
    /// Locks the chain of this kiosk until the transaction ends.
    virtual ChainHead lock_chain(KioskNumber kiosk) = 0;
    virtual ChainHead chain(KioskNumber kiosk) = 0;
    virtual void advance_chain(KioskNumber kiosk, const ChainHead& head) = 0;
};
} // namespace portal::domain
