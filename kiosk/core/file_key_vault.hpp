#pragma once

#include <filesystem>

#include "kiosk/core/key_vault.hpp"

namespace kiosk {
/// Keys in files of the state folder: `kiosk.key` (PKCS#8, PEM), `kiosk.secret` (32 bytes) and one file a clerk in
/// `clerks/`, all 0600. For demo stations: a copied folder is a copied kiosk.
class FileKeyVault final : public KeyVault {
public:
    /// Effort of Argon2id: a password is tried once in about a tenth of a second.
    struct Effort {
        std::uint64_t passes{3};
        std::size_t memory_bytes{64U << 20U};
    };
    /// Makes the secret where there is none. Throws `std::runtime_error` where a file cannot be read. Before the
    /// enrolment there is no key: only `kiosk_signer` throws then.
    FileKeyVault(std::filesystem::path state, Effort effort);
    ~FileKeyVault() override;

    portal::contract::Signer& kiosk_signer() override;
    bool keys_in_files() const override { return true; }
    void keep(const ClerkKey& key, std::string_view password) override;
    std::optional<ClerkKey> unlock(std::string_view username, std::string_view password) override;
    portal::contract::Bytes protect(portal::contract::ByteView clear) override;
    std::optional<portal::contract::Bytes> unprotect(portal::contract::ByteView sealed) override;

private:
    std::filesystem::path file_of(std::string_view username) const;
    portal::contract::Bytes wrapping_key(std::string_view password, portal::contract::ByteView salt,
                                         const Effort& effort) const;

    std::filesystem::path state_;
    Effort effort_;
    std::optional<portal::contract::FileSigner> kiosk_;
    portal::contract::Bytes secret_;
};
} // namespace kiosk
