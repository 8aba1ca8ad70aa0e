#pragma once

#include <map>

#include "tests/portal/domain/test_kiosk.hpp"

namespace tests {
/// One clerk at one kiosk, and a citizen who has claimed her number.
struct Desk {
    TestPortal portal;
    portal::domain::AccountId viki{portal.citizen("viki", kVikisNumber)};
    portal::domain::StaffMember clerk{portal.clerk("stoilova")};
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};

    bool verified(portal::domain::AccountId account) { return portal.account(account).verification.has_value(); }
    /// All that is kept of her account but its sessions, by tables: to see that nothing changed.
    std::map<std::string, std::vector<std::string>> kept()
    {
        std::map<std::string, std::vector<std::string>> all;
        const auto transaction = portal.database->begin();
        for (const auto& table : transaction->own_data().tables())
            if (table != "session")
                transaction->own_data().read(table, viki, [&](const auto& row) { all[table].push_back(row); });
        return all;
    }
    std::size_t cases() { return portal::domain::read_cases(portal.context, clerk.id, {}).lines.size(); }
};

/// As if the clerk had scanned the pass.
inline portal::contract::VerificationContent with_pass(portal::contract::VerificationContent content,
                                                       const portal::contract::PassId& pass)
{
    content.pass = pass;
    content.reference = portal::contract::AccountReference::pass_qr;
    return content;
}
} // namespace tests
