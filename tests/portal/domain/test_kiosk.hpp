#pragma once

#include "portal/contract/record.hpp"
#include "portal/contract/signing.hpp"
#include "portal/domain/clerk_sessions.hpp"
#include "portal/domain/records.hpp"
#include "tests/portal/domain/test_portal.hpp"

namespace tests {
/// PKCS#10 in PEM for the signer's key.
std::string csr_of(const portal::contract::FileSigner& signer);

/// Where the kiosk stands, and as who signs in at it.
struct DeskAtWork {
    std::string desk;
    std::string place;
    std::string clerk;
    std::string password;
};

/// An enrolled kiosk at which a clerk has signed in; its chain goes on with every record made.
class TestKiosk {
public:
    TestKiosk(const portal::domain::Context& context, portal::domain::KioskAuthority& authority,
              const DeskAtWork& work);
    TestKiosk(TestPortal& portal, const std::string& desk, const std::string& clerk);

    /// The next record of the chain.
    portal::contract::Envelope record(const portal::contract::RecordContent& content);
    portal::contract::RecordsReply post(const std::vector<portal::contract::Envelope>& records);
    /// Makes a record and posts it.
    portal::contract::Receipt tell(const portal::contract::RecordContent& content);

    portal::domain::Kiosk kiosk;
    portal::contract::FileSigner kiosk_key;
    portal::contract::FileSigner clerk_key;
    portal::contract::ClerkSessionReply session;
    portal::contract::RecordContext next; ///< what the next record gets

private:
    const portal::domain::Context& context_;
};

/// A verification in which everything is right: Viki's card, read by chip.
portal::contract::VerificationContent good_verification(const std::string& username);
constexpr auto kVikisNumber = "8506156591";
constexpr auto kIvansNumber = "7903123447";
} // namespace tests
