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

void queue(TestPortal& portal, const std::string& recipient, bool commit = true)
{
    const auto transaction = portal.database->begin();
    queue_mail(*transaction, portal.keys, MailKind::confirm_email, Language::bulgarian, recipient, {{"token", "t"}}, {},
               portal.clock.now());
    if (commit) transaction->commit();
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
    db::Connection connection{portal.connection};
    CHECK(connection.one({"erased", "SELECT content IS NULL AS erased FROM mail"}).flag("erased"));
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
    queue(portal, "viki@example.com", false);
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

TEST_CASE("reminders, and letters about new browsers and copies, leave after all others")
{
    TestPortal portal;
    {
        const auto transaction = portal.database->begin();
        const auto put = [&](MailKind kind, const std::string& recipient) {
            queue_mail(*transaction, portal.keys, kind, Language::bulgarian, recipient, {{"token", "t"}}, {},
                       portal.clock.now());
        };
        put(MailKind::data_exported, "first@example.com");
        put(MailKind::new_browser, "second@example.com");
        put(MailKind::forgotten_password, "waiting@example.com");
        transaction->commit();
    }
    Mailbox mailbox;
    send_due_mail(portal.context, PlainWriter{}, mailbox);
    CHECK(mailbox.recipients ==
          std::vector<std::string>{"waiting@example.com", "first@example.com", "second@example.com"});
}
