#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "portal/domain/database.hpp"
#include "portal/domain/kiosk_authority.hpp"
#include "portal/domain/registration.hpp"
#include "tests/support/test_database.hpp"

namespace tests {
/// Stands until it is told otherwise. Thread-safe.
class HandClock final : public portal::domain::Clock {
public:
    portal::domain::Instant now() const override
    {
        return portal::domain::Instant{std::chrono::seconds{seconds_.load()}};
    }
    void forward(std::chrono::seconds time) { seconds_ += time.count(); }

private:
    std::atomic<std::int64_t> seconds_{1'795'003'200}; ///< 2026-11-18T12:00:00Z, a Wednesday
};

/// A portal of one test alone. Argon2id at its cheapest.
class TestPortal {
public:
    explicit TestPortal(portal::domain::Rules rules = {});

    /// A citizen with a confirmed address, Виктория Любомирова Константинова unless named otherwise.
    portal::domain::AccountId citizen(const std::string& username, const std::string& number = "");
    /// The same before the address is confirmed; no letter went out.
    portal::domain::AccountId newcomer(const std::string& username);
    /// As its pages show it. Throws `std::bad_optional_access` for an unknown id.
    portal::domain::Account account(portal::domain::AccountId id) const;
    portal::domain::StaffMember clerk(const std::string& username);
    portal::domain::StaffMember supervisor(const std::string& username);
    /// Runs a statement with all rights, as the owner of the tables.
    void as_owner(const std::string& sql) const;
    /// From now on.
    void pause(portal::domain::AccountId account, portal::domain::PauseReason reason);
    /// With the link of a letter that is asked for, to an address of one account. Takes the mail.
    void set_password_by_mail(const std::string& email, const std::string& password);
    /// The telephone that `good_form` gives.
    void confirm_phone(portal::domain::AccountId account);
    /// The content of every mail queued and not yet taken by this function, oldest first.
    std::vector<portal::domain::Mail> take_mail();

    static constexpr auto kPassword = "една дълга парола";

private:
    TestDatabase test_database_;

public:
    const std::string connection;
    HandClock clock;
    portal::domain::PortalKeys keys;
    std::unique_ptr<portal::domain::Database> database;
    portal::domain::PasswordHasher passwords;
    portal::domain::Context context;
    std::unique_ptr<portal::domain::KioskAuthority> authority;
};

/// The form of a citizen who does everything right; each one another. No password fits it.
portal::domain::Registration good_form(const std::string& username);
/// A sender that only writes down what it is given.
std::vector<portal::domain::Mail> mail_of(const portal::domain::Context& context);
} // namespace tests
