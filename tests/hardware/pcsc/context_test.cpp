#include "hardware/pcsc/context.hpp"

#include <doctest/doctest.h>

using namespace hardware;

TEST_CASE("A card that does not answer is not a card that was taken away")
{
    CHECK_THROWS_AS(pcsc::check(SCARD_W_UNRESPONSIVE_CARD, "SCardConnect"), TimedOut);
    CHECK_THROWS_AS(pcsc::check(SCARD_W_UNPOWERED_CARD, "SCardConnect"), TimedOut);
    CHECK_THROWS_AS(pcsc::check(SCARD_W_REMOVED_CARD, "SCardConnect"), CardRemoved);
    CHECK_THROWS_AS(pcsc::check(SCARD_E_NO_SMARTCARD, "SCardConnect"), CardRemoved);
    CHECK_NOTHROW(pcsc::check(SCARD_S_SUCCESS, "SCardConnect"));
}
