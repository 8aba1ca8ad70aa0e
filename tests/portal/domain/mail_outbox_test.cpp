#include <set>
#include <thread>

#include <doctest/doctest.h>

#include "db/connection.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::TestPortal;

namespace {
struct PlainWriter final : MailWriter {
    MailText write(const Mail& mail) const override { return {mail.arguments.at("token"), "", ""}; }
};
struct DeadServer final : MailGateway {
    void send(const std::string&, const MailText&) override
    {
        ++tries;
        throw Fault{"connection refused"};
    }
    int tries = 0;
};
struct Refusing final : MailGateway {
    void send(const std::string&, const MailText&) override
    {
        ++tries;
        throw DeliveryRefused{"550"};
    }
    int tries = 0;
};
/// Takes the mail, and four minutes for it.
struct Slow final : MailGateway {
    explicit Slow(TestPortal& its_portal) : portal{its_portal} {}
    void send(const std::string&, const MailText&) override
    {
        ++sent;
        portal.clock.forward(4min);
        send_due_mail(portal.context, PlainWriter{}, others);
    }
    TestPortal& portal;
    struct Others final : MailGateway {
        void send(const std::string&, const MailText&) override { ++sent; }
        int sent = 0;
    } others; ///< another portal's sender
    int sent = 0;
};
struct Mailbox final : MailGateway {
    void send(const std::string& recipient, const MailText& text) override
    {
        recipients.push_back(recipient);
        subjects.push_back(text.subject);
    }
    std::vector<std::string> recipients;
    std::vector<std::string> subjects;
};

void put(Transaction& transaction, TestPortal& portal, MailKind kind, const std::string& recipient)
{
    queue_mail(transaction, portal.context, kind, Language::bulgarian, recipient, {{"token", "t"}}, {});
}

void queue(TestPortal& portal, const std::string& recipient, MailKind kind = MailKind::account_kept)
{
    const auto transaction = portal.database->begin();
    put(*transaction, portal, kind, recipient);
    transaction->commit();
}

/// Hourly until `span` is over; how many times the server was asked.
int try_hourly(TestPortal& portal, std::chrono::hours span)
{
    DeadServer dead;
    for (auto gone = 0h; gone < span; gone += 1h) {
        send_due_mail(portal.context, PlainWriter{}, dead);
        portal.clock.forward(1h);
    }
    return dead.tries;
}

bool is_erased(TestPortal& portal)
{
    db::Connection connection{portal.connection};
    return connection.one({"erased", "SELECT content IS NULL AND given_up_at IS NOT NULL AS erased FROM mail"})
        .flag("erased");
}
} // namespace

TEST_CASE("a dead mail server delays a mail, longer each time, and never loses it")
{
    TestPortal portal;
    queue(portal, "viki@example.com");
    DeadServer dead;
    CHECK(send_due_mail(portal.context, PlainWriter{}, dead) == 0);
    CHECK(send_due_mail(portal.context, PlainWriter{}, dead) == 0);
    CHECK(dead.tries == 1);
    portal.clock.forward(30s);
    send_due_mail(portal.context, PlainWriter{}, dead);
    portal.clock.forward(30s);
    send_due_mail(portal.context, PlainWriter{}, dead);
    CHECK(dead.tries == 2);
    portal.clock.forward(30s);
    Mailbox mailbox;
    CHECK(send_due_mail(portal.context, PlainWriter{}, mailbox) == 1);
    CHECK(mailbox.recipients == std::vector<std::string>{"viki@example.com"});
    CHECK(portal.database->begin()->mail().waiting() == 0);
}

TEST_CASE(
    "a mail that the server refuses for good is given up after 24 refusals and erased, and its trace kept for 30 days")
{
    TestPortal portal;
    queue(portal, "nobody@example.com");
    Refusing server;
    for (int i = 0; i < 30; ++i) {
        CHECK(send_due_mail(portal.context, PlainWriter{}, server) == 0);
        portal.clock.forward(2h);
    }
    CHECK(server.tries == 24);
    CHECK(portal.database->begin()->mail().waiting() == 0);
    CHECK(is_erased(portal));
    CHECK(portal.database->begin()->mail().forget(portal.clock.now() - 30 * 24h, 10) == 0);
    portal.clock.forward(30 * 24h);
    CHECK(portal.database->begin()->mail().forget(portal.clock.now() - 30 * 24h, 10) == 1);
}

TEST_CASE("a server that refuses all for a day delays a mail and does not lose it")
{
    TestPortal portal;
    queue(portal, "viki@example.com");
    Refusing server;
    for (int i = 0; i < 12; ++i) {
        send_due_mail(portal.context, PlainWriter{}, server);
        portal.clock.forward(2h);
    }
    Mailbox mailbox;
    CHECK(send_due_mail(portal.context, PlainWriter{}, mailbox) == 1);
}

TEST_CASE("a mail of an act that was undone does not exist")
{
    TestPortal portal;
    put(*portal.database->begin(), portal, MailKind::account_kept, "viki@example.com");
    CHECK(portal.database->begin()->mail().waiting() == 0);
}

TEST_CASE("two senders never send one mail twice")
{
    TestPortal portal;
    for (int i = 0; i < 40; ++i)
        queue(portal, std::to_string(i) + "@example.com");
    Mailbox left;
    Mailbox right;
    const auto drain = [&](Mailbox& mailbox) {
        while (send_due_mail(portal.context, PlainWriter{}, mailbox, 3) > 0) {
        }
    };
    std::thread one{drain, std::ref(left)};
    std::thread two{drain, std::ref(right)};
    one.join();
    two.join();
    std::set<std::string> all{left.recipients.begin(), left.recipients.end()};
    all.insert(right.recipients.begin(), right.recipients.end());
    CHECK(all.size() == 40);
    CHECK(left.recipients.size() + right.recipients.size() == 40);
}

TEST_CASE("a slow mail server makes no second sender send what the first is about to send")
{
    TestPortal portal;
    for (int i = 0; i < 3; ++i)
        queue(portal, std::to_string(i) + "@example.com");
    Slow slow{portal};
    send_due_mail(portal.context, PlainWriter{}, slow);
    CHECK(slow.sent + slow.others.sent == 3);
}

TEST_CASE("a sender that is told to end leaves the rest to others at once")
{
    TestPortal portal;
    for (int i = 0; i < 3; ++i)
        queue(portal, std::to_string(i) + "@example.com");
    Mailbox ending;
    send_due_mail(portal.context, PlainWriter{}, ending, 20, [&] { return ending.recipients.empty(); });
    Mailbox next;
    CHECK(send_due_mail(portal.context, PlainWriter{}, next) == 2);
    CHECK(ending.recipients.size() == 1);
}

TEST_CASE("what tells an owner leaves first, then what goes to unconfirmed addresses, then what can wait")
{
    TestPortal portal;
    for (const auto& [kind, recipient] : {std::pair{MailKind::data_exported, "fourth@example.com"},
                                          {MailKind::new_browser, "fifth@example.com"},
                                          {MailKind::first_letter, "second@example.com"},
                                          {MailKind::new_address, "third@example.com"},
                                          {MailKind::alarm_raised, "first@example.com"}})
        queue(portal, recipient, kind);
    Mailbox mailbox;
    send_due_mail(portal.context, PlainWriter{}, mailbox);
    CHECK(mailbox.recipients == std::vector<std::string>{"first@example.com", "second@example.com", "third@example.com",
                                                         "fourth@example.com", "fifth@example.com"});
}

TEST_CASE("a letter that waits for its next try keeps none of a later lane waiting")
{
    TestPortal portal;
    queue(portal, "nobody@example.com", MailKind::alarm_raised);
    DeadServer dead;
    send_due_mail(portal.context, PlainWriter{}, dead);
    queue(portal, "viki@example.com", MailKind::pass_expires);
    Mailbox mailbox;
    send_due_mail(portal.context, PlainWriter{}, mailbox);
    CHECK(mailbox.recipients == std::vector<std::string>{"viki@example.com"});
}

TEST_CASE("a letter to an address that nobody confirmed is tried as long as its link is good, and erased then")
{
    TestPortal portal;
    queue(portal, "nobody@example.com", MailKind::confirm_email);
    CHECK(try_hourly(portal, 24h) == 24);
    CHECK(portal.database->begin()->mail().waiting() == 1);
    Mailbox late;
    CHECK(send_due_mail(portal.context, PlainWriter{}, late) == 0);
    CHECK(portal.database->begin()->mail().waiting() == 0);
    CHECK(is_erased(portal));
}

TEST_CASE("a letter with a link that is over sooner is tried as long as that")
{
    const Rules rules;
    for (const auto& [kind, longest] : {std::pair{MailKind::address_changing, rules.email_link_life},
                                        std::pair{MailKind::address_changed, rules.address_restore_life},
                                        std::pair{MailKind::closing_elsewhere, rules.address_restore_life}}) {
        TestPortal portal;
        queue(portal, "viki@example.com", kind);
        const auto hours = std::chrono::floor<std::chrono::hours>(longest);
        CHECK(try_hourly(portal, hours + 2h) == hours.count());
    }
}

TEST_CASE("a letter to an owner is tried for thirty days, so that a server that is down for long loses none")
{
    TestPortal portal;
    queue(portal, "viki@example.com");
    try_hourly(portal, 24h * 30 - 1h);
    Mailbox mailbox;
    CHECK(send_due_mail(portal.context, PlainWriter{}, mailbox) == 1);
    queue(portal, "viki@example.com");
    CHECK(try_hourly(portal, 24h * 31) == 24 * 30);
}
