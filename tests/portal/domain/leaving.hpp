#pragma once

#include <doctest/doctest.h>

#include "db/connection.hpp"
#include "portal/domain/closing.hpp"
#include "portal/domain/housekeeping.hpp"
#include "portal/domain/lookups.hpp"
#include "tests/portal/domain/desk.hpp"

namespace tests {
/// Viki, who closes the account.
struct Leaving : Desk {
    portal::domain::ClosingAnswer close(const std::string& password = TestPortal::kPassword,
                                        const std::string& code = {})
    {
        return close_account(portal.context, portal.account(viki), {password, "192.0.2.1", "", code});
    }
    /// Until nobody can keep the account any more.
    void wait_until_closed()
    {
        portal.clock.forward(portal::domain::kKeepable + std::chrono::days{1});
        keep_house(portal.context);
    }
    /// Closed, and not kept.
    void close_for_good()
    {
        REQUIRE(std::holds_alternative<portal::domain::ClosingBegun>(close()));
        portal.take_mail();
        wait_until_closed();
    }
    portal::domain::LogInAnswer enter(const std::string& username = "viki")
    {
        return log_in(portal.context, {username, TestPortal::kPassword, "192.0.2.1", "Firefox"});
    }
    bool closing() { return portal.account(viki).closes.has_value(); }
    /// Argument of the letter that waits about the closing.
    std::string letter(const std::string& argument)
    {
        const auto mails = portal.take_mail();
        REQUIRE(mails.size() == 1);
        CHECK(mails[0].kind == portal::domain::MailKind::account_closing);
        CHECK(mails[0].recipient == "viki@example.com");
        return mails[0].arguments.at(argument);
    }
    /// What the column `kept` of this one row says.
    bool holds(const char* sql)
    {
        db::Connection connection{portal.connection};
        return connection.one({sql, sql}).flag("kept");
    }
    portal::contract::AccountState state_at_counter()
    {
        portal::contract::LookUpRequest request;
        request.username = "viki";
        return std::get<portal::contract::AccountView>(look_up(portal.context, kiosk.kiosk, clerk, request)).state;
    }
};
} // namespace tests
