#include <doctest/doctest.h>

#include "tests/portal/domain/test_kiosk.hpp"

using namespace portal::domain;
using tests::TestKiosk;
using tests::TestPortal;

namespace {
/// The store alone, without the lock on the account that the use case takes: what the table's constraints decide.
struct Verifications {
    TestPortal portal;
    AccountId viki{portal.citizen("viki")};
    AccountId ivan{portal.citizen("ivan")};
    StaffMember clerk{portal.clerk("stoilova")};
    TestKiosk kiosk{portal, "Гише 12", "stoilova"};

    bool add(AccountId account, std::uint8_t person)
    {
        const auto transaction = portal.database->begin();
        const auto now = portal.clock.now();
        const auto record = transaction->records().find_by_number(kiosk.kiosk.number, 1);
        const KeyedHash hash{portal.keys.lookup.id, Bytes(32, person)};
        const bool made = transaction->verifications()
                              .add({account,
                                    hash,
                                    now,
                                    "passport",
                                    "BGR",
                                    {},
                                    "chip_genuine",
                                    "not_checked",
                                    kiosk.kiosk.number,
                                    clerk.id,
                                    record.value().row})
                              .has_value();
        transaction->commit();
        return made;
    }
};
} // namespace

TEST_CASE_FIXTURE(Verifications, "an account belongs to one person")
{
    kiosk.tell(portal::contract::SignInContent{"password", false});
    CHECK(add(viki, 1));
    CHECK_FALSE(add(viki, 2));
}

TEST_CASE_FIXTURE(Verifications, "a person has one account")
{
    kiosk.tell(portal::contract::SignInContent{"password", false});
    CHECK(add(viki, 1));
    CHECK_FALSE(add(ivan, 1));
    CHECK(add(ivan, 2));
}
