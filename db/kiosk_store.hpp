#pragma once

#include "db/work.hpp"
#include "portal/domain/kiosks.hpp"

namespace db {
/// Kiosks, their codes, certificates and chains, within one transaction.
class KioskStore final : public domain::KioskStore {
public:
    explicit KioskStore(Work& work) : work_{work} {}

    void add_code(const domain::KeyedHash& code, std::string_view desk, std::string_view place, Instant now,
                  Instant expires) override;
    std::optional<domain::EnrolmentCode> find_code(const domain::KeyedHash& code) override;
    bool use_code(std::int64_t id, Instant now) override;
    domain::KioskNumber add(std::string_view desk, std::string_view place, Instant now) override;
    void add_certificate(domain::KioskNumber kiosk, const domain::KeyId& key,
                         const domain::KioskCertificate& certificate, Instant from, Instant until,
                         std::string_view software) override;
    std::optional<domain::Kiosk> find_by_certificate(const Bytes& fingerprint, Instant now) override;
    std::optional<domain::Kiosk> find(domain::KioskNumber kiosk) override;
    std::vector<domain::Kiosk> all() override;
    bool revoke(domain::KioskNumber kiosk, Instant now) override;
    std::optional<domain::KioskKey> find_key(domain::KioskNumber kiosk, const domain::KeyId& key) override;
    std::optional<domain::KioskKey> find_key_of(std::string_view name, const domain::KeyId& key) override;
    domain::ChainHead lock_chain(domain::KioskNumber kiosk) override;
    domain::ChainHead chain(domain::KioskNumber kiosk) override;
    void advance_chain(domain::KioskNumber kiosk, const domain::ChainHead& head) override;

private:
    Work& work_;
};
} // namespace db
