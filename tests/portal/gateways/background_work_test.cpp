#include "portal/gateways/background_work.hpp"

#include <future>

#include <doctest/doctest.h>

#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;

namespace {
/// Tells the kind of the first letter that leaves.
struct FirstLetter final : MailWriter, MailGateway {
    MailText write(const Mail& mail) const override
    {
        if (!told) kind.set_value(mail.kind);
        told = true;
        return {};
    }
    void send(const std::string&, const MailText&) override {}
    mutable std::promise<MailKind> kind;
    mutable bool told{false};
};
} // namespace

TEST_CASE("citizens are reminded, though the house cannot be kept")
{
    tests::TestPortal portal;
    std::get<IssuedPass>(issue_pass(portal.context, portal.citizen("viki")));
    portal.clock.forward(6 * 24h + 1h);
    portal.as_owner("REVOKE DELETE ON session, mail FROM gishe_service");
    FirstLetter letter;
    auto kind = letter.kind.get_future();
    const portal::gateways::BackgroundWork work{portal.context, letter, letter};
    REQUIRE(kind.wait_for(60s) == std::future_status::ready);
    CHECK(kind.get() == MailKind::pass_expires);
}
