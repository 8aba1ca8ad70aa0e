#include "portal/domain/text_outbox.hpp"

#include <doctest/doctest.h>

#include "db/connection.hpp"
#include "portal/domain/housekeeping.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::TestPortal;

namespace {
struct Words final : TextWriter {
    std::string write(const TextMessage& message) const override { return message.arguments.at("code"); }
};
/// A gateway that takes messages, is dead, or refuses them.
struct Gateway final : TextGateway {
    enum class Mood { takes, dead, refuses } mood{Mood::takes};
    std::vector<std::string> sent;
    void send(const std::string& phone, const std::string& words) override
    {
        if (mood == Mood::dead) throw std::runtime_error{"no network"};
        if (mood == Mood::refuses) throw DeliveryRefused{"no such number"};
        sent.push_back(phone + " " + words);
    }
};
struct Queue {
    TestPortal portal;
    AccountId viki{portal.citizen("viki")};
    Gateway gateway;

    void queue(std::chrono::seconds use)
    {
        const auto transaction = portal.database->begin();
        queue_text(*transaction, portal.context,
                   {TextKind::phone_code, Language::bulgarian, "+359888123456", {{"code", "123456"}}}, viki, use);
        transaction->commit();
    }
    unsigned send() { return send_due_texts(portal.context, Words{}, gateway); }
    std::int64_t rows(const std::string& of)
    {
        db::Connection connection{portal.connection};
        const auto sql = "SELECT count(*) AS rows FROM text_message WHERE " + of;
        return connection.one({"rows", sql.c_str()}).integer("rows");
    }
    std::int64_t waiting() { return portal.database->read()->texts().waiting(); }
};
} // namespace

TEST_CASE_FIXTURE(Queue, "a message leaves once")
{
    queue(10min);
    CHECK(send() == 1);
    CHECK(send() == 0);
    CHECK(gateway.sent == std::vector<std::string>{"+359888123456 123456"});
    CHECK(waiting() == 0);
}

TEST_CASE_FIXTURE(Queue, "a dead gateway delays, and does not lose")
{
    queue(24h);
    gateway.mood = Gateway::Mood::dead;
    CHECK(send() == 0);
    CHECK(waiting() == 1);
    gateway.mood = Gateway::Mood::takes;
    CHECK(send() == 0);
    portal.clock.forward(30s);
    CHECK(send() == 1);
}

TEST_CASE_FIXTURE(Queue, "a message that is of no use any more is given up, and nothing of its words stays")
{
    queue(10min);
    portal.clock.forward(10min);
    CHECK(send() == 0);
    CHECK(waiting() == 0);
    CHECK(rows("given_up_at IS NOT NULL AND content IS NULL") == 1);
    portal.clock.forward(30 * 24h + 1s);
    keep_house(portal.context);
    CHECK(rows("true") == 0);
    CHECK(gateway.sent.empty());
}

TEST_CASE_FIXTURE(Queue, "a message that is refused time after time is given up")
{
    queue(31 * 24h);
    gateway.mood = Gateway::Mood::refuses;
    for (int i = 0; i < 24; ++i) {
        CHECK(waiting() == 1);
        CHECK(send() == 0);
        portal.clock.forward(2h);
    }
    CHECK(waiting() == 0);
    CHECK(rows("content IS NULL") == 1);
    gateway.mood = Gateway::Mood::takes;
    CHECK(send() == 0);
}

TEST_CASE_FIXTURE(Queue, "number and words stand sealed")
{
    queue(10min);
    const auto transaction = portal.database->begin();
    const auto queued = transaction->texts().claim(portal.clock.now(), portal.clock.now() + 5min);
    REQUIRE(queued);
    CHECK(queued->content.key == portal.keys.data.id);
    const std::string stored{queued->content.bytes.begin(), queued->content.bytes.end()};
    CHECK(stored.find("123456") == std::string::npos);
}
