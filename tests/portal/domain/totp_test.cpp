#include "portal/domain/totp.hpp"

#include <doctest/doctest.h>

using namespace portal::domain;
using namespace std::chrono_literals;

namespace {
const Bytes kRfcSecret = portal::contract::bytes_of("12345678901234567890");
constexpr Instant kNow{1'111'111'111s};
} // namespace

TEST_CASE("codes agree with the test values of RFC 6238 appendix B, of which 6 digits are the last of 8")
{
    const auto code_at = [](std::int64_t seconds) {
        return totp_code(kRfcSecret, totp_step(Instant{std::chrono::seconds{seconds}}));
    };
    CHECK(code_at(59) == "287082");
    CHECK(code_at(1'111'111'109) == "081804");
    CHECK(code_at(1'111'111'111) == "050471");
    CHECK(code_at(1'234'567'890) == "005924");
    CHECK(code_at(2'000'000'000) == "279037");
    CHECK(code_at(20'000'000'000) == "353130");
}

TEST_CASE("a code counts in its own step and in the ones beside it, and no longer")
{
    const auto code = totp_code(kRfcSecret, totp_step(kNow));
    for (const auto away : {-30s, 0s, 30s})
        CHECK(totp_step_of(kRfcSecret, code, kNow + away, 0) == totp_step(kNow));
    for (const auto away : {-60s, 60s})
        CHECK_FALSE(totp_step_of(kRfcSecret, code, kNow + away, 0));
}

TEST_CASE("a code of a step that was used, or of one before it, counts no more")
{
    const auto code = totp_code(kRfcSecret, totp_step(kNow));
    CHECK_FALSE(totp_step_of(kRfcSecret, code, kNow, totp_step(kNow)));
    CHECK_FALSE(totp_step_of(kRfcSecret, code, kNow, totp_step(kNow) + 1));
    CHECK(totp_step_of(kRfcSecret, code, kNow, totp_step(kNow) - 1));
}

TEST_CASE("what is no code of six digits is none")
{
    for (const auto* text : {"", "05047", "0504710", "abcdef"})
        CHECK_FALSE(totp_step_of(kRfcSecret, text, kNow, 0));
}

TEST_CASE("a secret is written in base32 as in RFC 4648 section 10, and a fresh one has 160 bits")
{
    CHECK(totp_secret_text(portal::contract::bytes_of("fooba")) == "MZXW6YTB");
    CHECK(totp_secret_text(make_totp_secret()).size() == 32);
    CHECK(make_totp_secret() != make_totp_secret());
}

TEST_CASE("no code is made of no secret")
{
    CHECK_THROWS_AS(totp_code({}, 1), Fault);
}
