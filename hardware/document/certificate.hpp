#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "hardware/bytes.hpp"

struct x509_st;
struct X509_crl_st;

namespace hardware::document {
/// One X.509 certificate of the travel document world: a country's CSCA, a link between two of them, a document signer.
/// Source: ICAO 9303-12 §7.1.
class Certificate {
public:
    /// Throws `ProtocolViolation` unless `der` is one certificate, whose times can be read, and nothing more.
    explicit Certificate(ByteView der);
    /// One whose times are for `check_times`, or throw when they are asked for.
    explicit Certificate(std::shared_ptr<x509_st> handle) : handle_{std::move(handle)} {}
    void check_times() const; ///< Throws `ProtocolViolation` where one cannot be read.

    x509_st* handle() const { return handle_.get(); }
    Bytes subject_key_id() const;   ///< empty where the certificate has none
    Bytes authority_key_id() const; ///< empty where the certificate has none
    std::string country() const;    ///< of the subject, up to three capital letters; empty where it is not of such
    /// In one line, as RFC 4514 writes it, in UTF-8; what would steer a terminal is written in hexadecimal digits.
    std::string subject() const;
    std::chrono::sys_seconds not_before() const;
    std::chrono::sys_seconds not_after() const;
    bool is_named_as(const Certificate& other) const; ///< of the subject, in form and letters as RFC 5280 §7.1 compares
    bool is_authority() const;                        ///< may sign certificates
    /// Its key usage allows it, or does not speak of it, and no extended key usage gives it another part to play: that
    /// of signing lists, visible seals or entries of journeys, or of ending connections. The standard wants none at
    /// all, as a counsel; one that a state made up for its own documents does no harm. Source: ICAO 9303-11 §5.1.1,
    /// 9303-12 §7.1.
    bool may_sign_documents() const;
    bool may_sign_master_lists() const;
    bool may_sign_revocation_lists() const; ///< or its key usage does not speak of anything
    bool has_unknown_critical_extension() const;
    Bytes fingerprint() const; ///< SHA-256 of its DER
    /// False for elliptic curves by explicit parameters that equal no named curve, and for keys that cannot be read.
    bool has_known_key() const;
    /// RSA of 2048 to 8192 bits, elliptic curves from 224 bits on; beneath that a key may have been found out. Source:
    /// ICAO 9303-12 §4.
    bool has_strong_key() const;
    bool has_key_of(const Certificate& other) const; ///< the same one, in whatever form; names do not matter
    /// The signature under this certificate was made with `issuer`'s key and a listed digest; names do not matter.
    bool is_signed_by(const Certificate& issuer) const;
    /// It names itself as its issuer, and its key has signed it.
    bool is_self_signed() const;
    /// It names its own key, by the identifier, as the one that has signed it, and that one has not: it is damaged or
    /// forged. By the name alone that is not told: so are link certificates named.
    bool belies_itself() const;
    /// Another key than its own has signed it, and it does not say otherwise: such as a link certificate.
    bool is_signed_by_another() const;

private:
    bool names_itself_issuer() const;
    bool has_readable_signature() const;

    std::shared_ptr<x509_st> handle_;
};

/// One certificate revocation list.
class RevocationList {
public:
    /// Throws `ProtocolViolation` unless `der` is one list, whose times can be read, and nothing more.
    explicit RevocationList(ByteView der);

    std::string country() const; ///< of the issuer's name, as that of a certificate
    /// By a key that may sign such lists, with a listed digest.
    bool is_signed_by(const Certificate& issuer) const;
    /// By its serial number, so ask of the list's own state only: an authority uses none a second time, whatever it has
    /// been called, and its newest key speaks for all keys before. An entry that tells who issued its certificate, or
    /// that stands behind such a one, is of that issuer's alone. Source: ICAO 9303-12 §7.1.1.5, §7.1.4, RFC 5280
    /// §5.3.3.
    bool revokes(const Certificate& certificate) const;
    std::chrono::sys_seconds this_update() const { return this_update_; }
    std::optional<std::chrono::sys_seconds> next_update() const { return next_update_; }
    /// Of the list or of one of its entries: it speaks of some certificates only, or only tells what changed. Known is
    /// what `revokes` goes by: whose certificates a list of several authorities names. Source: RFC 5280 §5.2, §5.3.
    bool has_unknown_critical_extension() const { return has_unknown_critical_extension_; }

private:
    bool has_unknown_critical_extension_{};
    std::chrono::sys_seconds this_update_;
    std::optional<std::chrono::sys_seconds> next_update_;
    std::shared_ptr<X509_crl_st> handle_;
};
} // namespace hardware::document
