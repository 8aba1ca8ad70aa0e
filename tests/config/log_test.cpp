#include "config/log.hpp"

#include <stdexcept>

#include <doctest/doctest.h>

using config::log::line;

TEST_CASE("a log line is the event and its fields")
{
    CHECK(line("card.fault", {{"error", "SCardTransmit: gone"}, {"tries", 3LL}}) ==
          R"(card.fault error="SCardTransmit: gone" tries=3)");
}

TEST_CASE("a log line escapes line ends, quotes and control characters")
{
    CHECK(line("http.request", {{"path", "/a\nerror forged=\"1\""}}) ==
          R"(http.request path="/a\nerror forged=\"1\"")");
    CHECK(line("x", {{"y", "\x1b[2J\\\x7f"}}) == R"(x y="\x1b[2J\\\x7f")");
    CHECK(line("x", {{"y", "a\xc2\x85z"}}) == R"(x y="a\u0085z")");
}

TEST_CASE("a log line keeps letters of other scripts and shows an empty value")
{
    CHECK(line("x", {{"desk", "Гише"}, {"empty", ""}}) == R"(x desk="Гише" empty="")");
}

TEST_CASE("a log level is one of four words")
{
    CHECK(config::log::level_of("warn") == config::log::Level::warn);
    CHECK_THROWS_WITH_AS(config::log::level_of("loud"), "log.level: \"loud\" is none of debug, info, warn, error",
                         std::invalid_argument);
}
