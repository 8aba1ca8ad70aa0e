#include "portal/domain/names.hpp"

#include <doctest/doctest.h>

#include "portal/domain/lookups.hpp"
#include "tests/portal/domain/desk.hpp"

using namespace portal::domain;
namespace contract = portal::contract;
using namespace std::chrono_literals;
using contract::ReceiptOutcome;
using tests::Desk;
using tests::good_verification;

namespace {
const PersonNames kMarried{"Виктория", "Любомирова", "Петрова"};

/// As on the new card, read by chip.
contract::VerificationContent with_new_card(const std::string& username)
{
    auto content = good_verification(username);
    content.document.latin_names = {"VIKTORIYA LYUBOMIROVA", "", "PETROVA"};
    content.document.native_names->family = "ПЕТРОВА";
    return content;
}

struct Renamed : Desk {
    NamesChanged change(const PersonNames& names)
    {
        return std::get<NamesChanged>(change_names(portal.context, viki, names));
    }
    /// A verified citizen who claims the name of her new card.
    void claim()
    {
        kiosk.tell(good_verification("viki"));
        portal.take_mail();
        CHECK(change(kMarried) == NamesChanged::waiting);
        portal.clock.forward(1h);
    }
    PersonNames names() { return portal.account(viki).names; }
    std::optional<PersonNames> waiting() { return waiting_names(portal.context, viki); }
    contract::AccountView seen_at_counter()
    {
        contract::LookUpRequest request;
        request.username = "viki";
        return std::get<contract::AccountView>(look_up(portal.context, kiosk.kiosk, clerk, request));
    }
};
} // namespace

TEST_CASE_FIXTURE(Renamed, "before the verification names change at once")
{
    CHECK(change(kMarried) == NamesChanged::at_once);
    CHECK(names() == kMarried);
    CHECK_FALSE(waiting());
}

TEST_CASE_FIXTURE(Renamed, "verified names stay in force while others wait, and the counter sees the others")
{
    claim();
    CHECK(names().family == "Константинова");
    CHECK(waiting() == kMarried);
    CHECK(seen_at_counter().names == kMarried);
    CHECK(verified(viki));
}

TEST_CASE_FIXTURE(Renamed, "a visit with the new document makes the claimed names the account's")
{
    claim();
    CHECK(kiosk.tell(with_new_card("viki")).outcome == ReceiptOutcome::accepted);
    CHECK(names() == kMarried);
    CHECK_FALSE(waiting());
}

TEST_CASE_FIXTURE(Renamed, "a visit with the old document counts, and the claim goes on waiting")
{
    claim();
    CHECK(kiosk.tell(good_verification("viki")).outcome == ReceiptOutcome::accepted);
    CHECK(names().family == "Константинова");
    CHECK(waiting() == kMarried);
}

TEST_CASE_FIXTURE(Renamed, "a document with neither names is a conflict")
{
    claim();
    auto content = with_new_card("viki");
    content.document.latin_names.family = "DIMITROVA";
    content.document.native_names->family = "ДИМИТРОВА";
    CHECK(kiosk.tell(content).reason == "names_differ");
    CHECK(waiting() == kMarried);
}

TEST_CASE_FIXTURE(Renamed, "names that the clerk adopts from the document end the claim")
{
    claim();
    auto content = with_new_card("viki");
    content.document.latin_names.family = "DIMITROVA";
    content.document.native_names->family = "ДИМИТРОВА";
    content.adopted_names = PersonNames{"Виктория", "Любомирова", "Димитрова"};
    CHECK(kiosk.tell(content).outcome == ReceiptOutcome::accepted);
    CHECK(names().family == "Димитрова");
    CHECK_FALSE(waiting());
}

TEST_CASE_FIXTURE(Renamed, "without a claim a document with other names is a conflict, as before")
{
    kiosk.tell(good_verification("viki"));
    portal.clock.forward(1h);
    CHECK(kiosk.tell(with_new_card("viki")).reason == "names_differ");
}

TEST_CASE_FIXTURE(Renamed, "a claim is taken back, or ended by the names that are in force")
{
    claim();
    withdraw_names(portal.context, viki);
    CHECK_FALSE(waiting());
    CHECK(seen_at_counter().names.family == "Константинова");
    CHECK(change(kMarried) == NamesChanged::waiting);
    CHECK(change(names()) == NamesChanged::at_once);
    CHECK_FALSE(waiting());
}

TEST_CASE_FIXTURE(Renamed, "names are changed so many times within a day")
{
    PersonNames longer{"Виктория", "", "Петрова"};
    for (unsigned i = 0; i < portal.context.rules.name_changes_per_account; ++i) {
        longer.family += "а";
        CHECK(change(longer) == NamesChanged::at_once);
    }
    CHECK(std::holds_alternative<TooMany>(change_names(portal.context, viki, kMarried)));
    portal.clock.forward(24h);
    CHECK(change(kMarried) == NamesChanged::at_once);
}

TEST_CASE_FIXTURE(Renamed, "while the account is paused no names change, and a claim can be taken back")
{
    claim();
    portal.pause(viki, PauseReason::alarm);
    const PersonNames thief{"Иван", "Иванов", "Иванов"};
    CHECK(std::holds_alternative<AccountPaused>(change_names(portal.context, viki, thief)));
    CHECK(waiting() == kMarried);
    withdraw_names(portal.context, viki);
    CHECK_FALSE(waiting());
}
