#pragma once

#include "db/work.hpp"
#include "portal/domain/staff.hpp"

namespace db {
/// Staff and their sessions, within one transaction.
class StaffStore final : public domain::StaffStore {
public:
    explicit StaffStore(Work& work) : work_{work} {}

    std::optional<domain::StaffId> add(std::string_view username, std::string_view display_name, domain::Role role,
                                       const domain::PasswordHash& password, Instant now) override;
    std::optional<domain::StaffMember> find(domain::StaffId id) override;
    std::vector<domain::StaffMember> all() override;
    std::optional<domain::StaffCredentials> credentials(std::string_view username) override;
    void set_password(domain::StaffId id, const domain::PasswordHash& password) override;
    void disable(domain::StaffId id, Instant now) override;
    std::int64_t add_session(const Bytes& token_hash, domain::StaffId staff, std::optional<domain::KioskNumber> kiosk,
                             Instant now) override;
    std::optional<domain::StaffSessionRow> find_session(const Bytes& token_hash) override;
    void touch_session(std::int64_t id, Instant now) override;
    void end_session(std::int64_t id, Instant now) override;
    std::size_t forget_sessions(Instant ended_before, Instant started_before, unsigned most) override;

private:
    Work& work_;
};
} // namespace db
