#include <doctest/doctest.h>

#include "hardware/error.hpp"
#include "tests/hardware/document/reading_fixture.hpp"

using namespace hardware;
using namespace hardware::document;
using namespace std::chrono_literals;

namespace {
/// A clock that only a card moves.
struct Watch {
    card::Instant now{};
    ReadOptions options()
    {
        auto options = with_can();
        options.now = [this] { return now; };
        return options;
    }
    std::chrono::nanoseconds passed() const { return now.time_since_epoch(); }
};

/// Takes its time for each answer.
class SlowCard final : public Card {
public:
    SlowCard(Card& card, Watch& watch, std::chrono::milliseconds pause) : card_{card}, watch_{watch}, pause_{pause} {}
    Bytes atr() const override { return card_.atr(); }
    Bytes transmit(ByteView command) override
    {
        watch_.now += pause_;
        return card_.transmit(command);
    }

private:
    Card& card_;
    Watch& watch_;
    std::chrono::milliseconds pause_;
};

/// Says no to whatever is asked inside secure messaging, without it.
class RefusingCard final : public Card {
public:
    explicit RefusingCard(Card& card) : card_{card} {}
    Bytes atr() const override { return card_.atr(); }
    Bytes transmit(ByteView command) override
    {
        return (command[0] & 0x0C) == 0x0C ? from_hex("6F00") : card_.transmit(command);
    }

private:
    Card& card_;
};

Reading read(const virtual_card::Description& description, Watch& watch, std::chrono::milliseconds pause,
             const ReadOptions& options)
{
    virtual_card::VirtualDocument document{description, demo_authority()};
    virtual_card::InProcessCard inner{document};
    SlowCard card{inner, watch, pause};
    return read_travel_document(card, trust_in(demo_authority()), options);
}
} // namespace

TEST_CASE("a slow chip that gives its files in short blocks is read to the end")
{
    Watch watch;
    auto description = specimen();
    description.extended_length = false;
    const auto reading = read(description, watch, 200ms, watch.options());
    CHECK(reading.outcome == Outcome::genuine);
    CHECK(watch.passed() > 15s);
    CHECK(reading.transport.elapsed == watch.passed());
}

TEST_CASE("a chip that is endless ends after twenty-five seconds")
{
    Watch watch;
    const auto reading = read(specimen(), watch, 2s, watch.options());
    CHECK(reading.error == ReadError::timeout);
    CHECK(watch.passed() > 25s);
    CHECK(watch.passed() <= 27s); // the last command began just before
}

TEST_CASE("opening and reading share one deadline")
{
    Watch watch;
    watch.now += 20s; // so long the opening took
    auto options = watch.options();
    options.deadline = card::Instant{} + 25s;
    const auto reading = read(specimen(), watch, 1s, options);
    CHECK(reading.error == ReadError::timeout);
    CHECK(watch.passed() <= 26s);
}

TEST_CASE("a chip that answers and brings nothing ends after ten seconds")
{
    Watch watch;
    auto description = specimen();
    description.faults = {virtual_card::Fault::wrong_length_always};
    read(description, watch, 3s, watch.options());
    CHECK(watch.passed() <= 13s);
}

TEST_CASE("a chip that gives its files in bites of one byte ends by the number of commands")
{
    auto description = specimen();
    description.faults = {virtual_card::Fault::crumbling_files};
    for (const bool pace : {true, false}) {
        description.pace = pace;
        description.bac = !pace;
        virtual_card::VirtualDocument document{description, demo_authority()};
        virtual_card::InProcessCard card{document};
        auto options = with_can();
        options.secret = MrzKey{document.mrz_information()};
        const auto reading = read_travel_document(card, trust_in(demo_authority()), options);
        CHECK(reading.outcome == Outcome::unproven);
        CHECK(reading.error == ReadError::protocol_violation);
        CHECK(reading.transport.exchanges == card::kMostExchanges);
    }
}

TEST_CASE("a chip that breaks off every session is left after few commands")
{
    virtual_card::VirtualDocument document{specimen(), demo_authority()};
    virtual_card::InProcessCard inner{document};
    RefusingCard card{inner};
    const auto reading = read_travel_document(card, trust_in(demo_authority()), with_can());
    CHECK(reading.outcome == Outcome::unreadable);
    CHECK(reading.error == ReadError::protocol_violation);
    CHECK(reading.transport.exchanges < 100);
}
