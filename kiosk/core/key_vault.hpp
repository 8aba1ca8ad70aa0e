#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "portal/contract/signing.hpp"
#include "portal/contract/types.hpp"

namespace kiosk {
/// A clerk's right to sign records on this kiosk.
struct ClerkIdentity {
    std::int64_t clerk{};
    std::string username;
    std::string display_name;
    portal::contract::Bytes certificate; ///< see `portal::contract::ClerkCertificate`
    portal::contract::Instant expires{};
};
/// With the key itself, for as long as the session lasts.
struct ClerkKey {
    ClerkIdentity identity;
    std::shared_ptr<portal::contract::FileSigner> signer;
};

/// The kiosk's own key and what it guards. Clerks' keys stand on disk wrapped by Argon2id of their password and a
/// secret of the kiosk. Calls take up to a second and throw `std::runtime_error` where the disk refuses: they belong to
/// a worker.
class KeyVault {
public:
    virtual ~KeyVault() = default;
    virtual portal::contract::Signer& kiosk_signer() = 0;
    virtual bool keys_in_files() const = 0; ///< not bound to this computer: demo only, and shown as such

    virtual void keep(const ClerkKey& key, std::string_view password) = 0;
    /// Empty for an unknown clerk and a wrong password alike.
    virtual std::optional<ClerkKey> unlock(std::string_view username, std::string_view password) = 0;

    /// Sealed so that only this kiosk can open it.
    virtual portal::contract::Bytes protect(portal::contract::ByteView clear) = 0;
    virtual std::optional<portal::contract::Bytes> unprotect(
        portal::contract::ByteView sealed) = 0; ///< empty: not ours
};
} // namespace kiosk
