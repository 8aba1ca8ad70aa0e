#include "portal/domain/turns.hpp"

#include <atomic>
#include <future>
#include <list>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

using namespace portal::domain;

namespace {
/// Callers whose work ends when the test says so.
class Office {
public:
    explicit Office(unsigned waiting) : turns{1, waiting, 2} {}
    ~Office()
    {
        done.set_value();
        for (auto& thread : threads_)
            thread.join();
    }

    /// Begins work that goes on until the end of the office.
    void occupy(const std::string& network, Caller::Rank rank = Caller::Rank::citizen)
    {
        const auto begun = std::make_shared<std::promise<void>>();
        threads_.emplace_back([this, begun, caller = Caller{rank, network}] {
            turns.take(caller, [&] {
                begun->set_value();
                end.wait();
            });
        });
        begun->get_future().wait();
    }
    /// Comes while all are at work, and stands in line when this returns.
    void queue(
        Caller::Rank rank, const std::string& network, std::function<void()> work = [] {})
    {
        const auto before = turns.waiting();
        threads_.emplace_back(
            [this, caller = Caller{rank, network}, work = std::move(work)] { turns.take(caller, work); });
        while (turns.waiting() == before)
            std::this_thread::yield();
    }
    bool comes(Caller::Rank rank, const std::string& network)
    {
        return turns.take({rank, network}, [] {});
    }

    std::promise<void> done;
    std::shared_future<void> end{done.get_future()};
    Turns turns;

private:
    std::list<std::thread> threads_;
};
} // namespace

TEST_CASE("one network fills its share of the places and no more")
{
    Office office{8};
    office.occupy("198.51.100.7");
    office.queue(Caller::Rank::citizen, "198.51.100.7");
    CHECK_FALSE(office.comes(Caller::Rank::citizen, "198.51.100.7"));
    office.queue(Caller::Rank::citizen, "192.0.2.1");
    CHECK(office.turns.waiting() == 2);
}

TEST_CASE("as many as there are places for are never turned away, however often they come again")
{
    constexpr unsigned kAtOnce = 1;
    constexpr unsigned kWaiting = 4; // a quarter is kept for known browsers
    Turns turns{kAtOnce, kWaiting, 0};
    std::atomic<unsigned> turned_away{0};
    {
        std::vector<std::jthread> people;
        for (unsigned i = 0; i < kAtOnce + kWaiting - 1; ++i)
            people.emplace_back([&] {
                for (unsigned time = 0; time < 20'000; ++time)
                    if (!turns.take({}, [] {})) ++turned_away;
            });
    }
    CHECK(turned_away == 0);
}

TEST_CASE("a network that guesses is served where nobody waits, and told to come again otherwise")
{
    Office office{8};
    CHECK(office.comes(Caller::Rank::doubtful, "198.51.100.7"));
    office.occupy("192.0.2.1");
    CHECK_FALSE(office.comes(Caller::Rank::doubtful, "198.51.100.7"));
}

TEST_CASE("those who guess take nothing of the share of their neighbours")
{
    Office office{8};
    office.occupy("192.0.2.1", Caller::Rank::doubtful);
    office.queue(Caller::Rank::citizen, "192.0.2.1");
    office.queue(Caller::Rank::citizen, "192.0.2.1");
    CHECK(office.turns.waiting() == 2);
}

TEST_CASE("citizens who fill their places keep no known browser out, of their own network neither")
{
    Office office{4};
    office.occupy("192.0.2.1");
    office.queue(Caller::Rank::citizen, "192.0.2.1");
    office.queue(Caller::Rank::citizen, "192.0.2.2");
    office.queue(Caller::Rank::citizen, "192.0.2.3");
    CHECK_FALSE(office.comes(Caller::Rank::citizen, "192.0.2.4"));
    office.queue(Caller::Rank::known, "192.0.2.1");
    CHECK_FALSE(office.comes(Caller::Rank::known, "192.0.2.5"));
    CHECK(office.turns.waiting() == 4);
}

TEST_CASE("known browsers that fill their places keep no other citizen out")
{
    Office office{4};
    office.occupy("192.0.2.1", Caller::Rank::known);
    office.queue(Caller::Rank::known, "192.0.2.2");
    office.queue(Caller::Rank::known, "192.0.2.3");
    office.queue(Caller::Rank::known, "192.0.2.4");
    CHECK_FALSE(office.comes(Caller::Rank::known, "192.0.2.5"));
    office.queue(Caller::Rank::citizen, "192.0.2.6");
    CHECK(office.turns.waiting() == 4);
}

TEST_CASE("citizens who fill their line keep no clerk out")
{
    Office office{2};
    office.occupy("192.0.2.1");
    office.queue(Caller::Rank::citizen, "192.0.2.2");
    office.queue(Caller::Rank::citizen, "192.0.2.3");
    CHECK_FALSE(office.comes(Caller::Rank::citizen, "192.0.2.4"));
    office.queue(Caller::Rank::staff, "kiosk-1");
    CHECK(office.turns.waiting() == 3);
}

TEST_CASE("the line of staff goes first, known browsers next, and each line in its order")
{
    std::vector<std::string> served; // by one at a time
    {
        Office office{8};
        office.occupy("192.0.2.1");
        const auto serve = [&](const std::string& who) { return [&served, who] { served.push_back(who); }; };
        office.queue(Caller::Rank::citizen, "192.0.2.2", serve("first citizen"));
        office.queue(Caller::Rank::citizen, "192.0.2.3", serve("second citizen"));
        office.queue(Caller::Rank::known, "192.0.2.4", serve("known browser"));
        office.queue(Caller::Rank::staff, "kiosk-1", serve("first clerk"));
        office.queue(Caller::Rank::staff, "kiosk-2", serve("second clerk"));
    }
    CHECK(served ==
          std::vector<std::string>{"first clerk", "second clerk", "known browser", "first citizen", "second citizen"});
}

TEST_CASE("each third turn is another citizen's, however many known browsers wait")
{
    std::vector<std::string> served; // by one at a time
    {
        Office office{12};
        office.occupy("192.0.2.1");
        const auto queue = [&](Caller::Rank rank, const std::string& who) {
            office.queue(rank, who, [&served, who] { served.push_back(who); });
        };
        for (const auto* who : {"known 1", "known 2", "known 3", "known 4", "known 5", "known 6"})
            queue(Caller::Rank::known, who);
        for (const auto* who : {"citizen 1", "citizen 2", "citizen 3"})
            queue(Caller::Rank::citizen, who);
    }
    CHECK(served == std::vector<std::string>{"known 1", "known 2", "citizen 1", "known 3", "known 4", "citizen 2",
                                             "known 5", "known 6", "citizen 3"});
}

TEST_CASE("work that fails gives its place back")
{
    Turns turns{1, 0, 0};
    CHECK_THROWS_AS(turns.take({}, [] { throw std::runtime_error{"broken"}; }), std::runtime_error);
    CHECK(turns.take({}, [] {}));
}

TEST_CASE("who gets no turn in time is turned away, and takes nobody's place")
{
    Turns turns{1, 8, 2, std::chrono::milliseconds{0}};
    std::promise<void> begun;
    std::promise<void> end;
    std::thread busy{[&] {
        turns.take({Caller::Rank::citizen, "198.51.100.7"}, [&] {
            begun.set_value();
            end.get_future().wait();
        });
    }};
    begun.get_future().wait();
    for (int i = 0; i < 5; ++i) // more often than one network has places
        CHECK_FALSE(turns.take({Caller::Rank::citizen, "192.0.2.1"}, [] {}));
    CHECK(turns.waiting() == 0);
    end.set_value();
    busy.join();
    CHECK(turns.take({Caller::Rank::citizen, "192.0.2.1"}, [] {}));
}
