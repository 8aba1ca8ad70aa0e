#include "portal/domain/proof_of_work.hpp"

#include <atomic>
#include <thread>

#include <doctest/doctest.h>

#include "tests/portal/domain/proofs.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using namespace std::chrono_literals;
using tests::as_sent;
using tests::solved;
using tests::TestPortal;

namespace {
constexpr auto kLibrary = "192.0.2.1";

Rules easy(unsigned challenges = 600)
{
    Rules rules;
    rules.proof_of_work = 50;
    rules.challenges_per_network = challenges;
    return rules;
}

struct Visitor {
    TestPortal portal{easy()};

    Challenge ask(std::string_view network = kLibrary) const
    {
        return std::get<Challenge>(make_challenge(portal.context, network));
    }
    Proof take(std::string_view payload) const { return take_proof(portal.context, payload); }
};
} // namespace

TEST_CASE_FIXTURE(Visitor, "a solution is good once")
{
    const auto payload = as_sent(solved(ask()));
    CHECK(take(payload) == Proof::good);
    CHECK(take(payload) == Proof::again);
    CHECK(take(as_sent(solved(ask()))) == Proof::good);
}

TEST_CASE_FIXTURE(Visitor, "of one solution that is sent many times at the same moment one is good")
{
    const auto payload = as_sent(solved(ask()));
    std::atomic<int> good{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 5; ++i)
        threads.emplace_back([&] { good += take(payload) == Proof::good ? 1 : 0; });
    for (auto& thread : threads)
        thread.join();
    CHECK(good == 1);
}

TEST_CASE_FIXTURE(Visitor, "a solution can be kept for half an hour")
{
    const auto first = as_sent(solved(ask()));
    const auto second = as_sent(solved(ask()));
    portal.clock.forward(30min - 1s);
    CHECK(take(first) == Proof::good);
    portal.clock.forward(1s);
    CHECK(take(second) == Proof::again);
}

TEST_CASE_FIXTURE(Visitor, "a solution that somebody changed is none")
{
    const auto solution = solved(ask());
    const auto other = solved(ask());
    for (const char* name : {"challenge", "salt", "signature", "number"}) {
        CAPTURE(name);
        auto changed = solution;
        changed[name] =
            name == std::string_view{"number"} ? nlohmann::json(solution["number"].get<int>() + 1) : other[name];
        CHECK(take(as_sent(changed)) == Proof::none);
        changed.erase(name);
        CHECK(take(as_sent(changed)) == Proof::none);
        changed[name] = nlohmann::json::array();
        CHECK(take(as_sent(changed)) == Proof::none);
    }
    // Digits moved from the salt into the number leave the hash as it is, not the signature.
    auto moved = solution;
    moved["salt"] = solution["salt"].get<std::string>() + solution["number"].dump().substr(0, 1);
    CHECK(take(as_sent(moved)) == Proof::none);
    CHECK(take(as_sent(solution)) == Proof::good);
}

TEST_CASE_FIXTURE(Visitor, "what is no solution at all is none")
{
    for (const std::string payload : {"", "e30=", "bnVsbA==", "W10=", "not base64", "AAAA"})
        CHECK(take(payload) == Proof::none);
    CHECK(take(std::string(3000, 'A')) == Proof::none);
}

TEST_CASE_FIXTURE(Visitor, "another portal's challenge is none")
{
    const Visitor other;
    CHECK(take(as_sent(solved(other.ask()))) == Proof::none);
}

TEST_CASE("for a network that asks often the work grows first, then the waiting, and only then it is refused")
{
    const TestPortal portal{easy(16)};
    std::vector<unsigned> work;
    std::vector<std::chrono::seconds> wait;
    for (unsigned i = 0; i < 16; i += 2) { // an eighth of the most is two
        make_challenge(portal.context, kLibrary);
        const auto challenge = std::get<Challenge>(make_challenge(portal.context, kLibrary));
        work.push_back(challenge.largest);
        wait.push_back(challenge.wait);
    }
    CHECK(work == std::vector{50U, 100U, 200U, 400U, 800U, 800U, 800U, 800U});
    CHECK(wait == std::vector<std::chrono::seconds>{0s, 0s, 0s, 0s, 5s, 10s, 20s, 40s});
    CHECK(std::holds_alternative<TooMany>(make_challenge(portal.context, kLibrary)));
    CHECK(std::get<Challenge>(make_challenge(portal.context, "198.51.100.7")).largest == 50);
}

TEST_CASE("who is asked to wait and does not is asked again, and no solution is lost")
{
    TestPortal portal{easy(1)};
    portal.context.rules.challenges_per_network = 2;
    make_challenge(portal.context, kLibrary);
    const auto challenge = std::get<Challenge>(make_challenge(portal.context, kLibrary)); // the fifth eighth of two
    REQUIRE(challenge.wait == 5s);
    const auto payload = as_sent(solved(challenge));
    CHECK(take_proof(portal.context, payload) == Proof::again);
    portal.clock.forward(5s);
    CHECK(take_proof(portal.context, payload) == Proof::good);
}

TEST_CASE("the networks that one subscriber may have get the challenges of five")
{
    TestPortal portal{easy(2)};
    const auto ask = [&](int network) {
        return make_challenge(portal.context, "2001:db8:1:" + std::to_string(network) + "::1");
    };
    for (int network = 0; network < 5; ++network)
        CHECK(std::get<Challenge>(ask(network)).wait == 0s);
    for (int network = 5; network < 10; ++network)
        CHECK(std::get<Challenge>(ask(network)).wait > 0s);
    CHECK(std::holds_alternative<TooMany>(ask(10)));
    CHECK(std::get<Challenge>(make_challenge(portal.context, "2001:db8:2::1")).wait == 0s);
}

TEST_CASE("once the window is over a network begins anew")
{
    TestPortal portal{easy(1)};
    make_challenge(portal.context, kLibrary);
    CHECK(std::holds_alternative<TooMany>(make_challenge(portal.context, kLibrary)));
    portal.clock.forward(portal.context.rules.throttle_window);
    CHECK(std::get<Challenge>(make_challenge(portal.context, kLibrary)).largest == 50);
}

TEST_CASE("work and waiting grow as far as they can before a registration is refused")
{
    const Rules usual;
    constexpr unsigned kProofs = 2; // of one registration: for the username, and for the account
    CHECK(kProofs * usual.registrations_per_network >= usual.challenges_per_network);
}
