#include "portal/domain/totp.hpp"

#include <array>
#include <cstdlib>

#include <liboath/oath.h>
#include <sodium.h>

namespace portal::domain {
namespace {
constexpr int kStepSeconds = OATH_TOTP_DEFAULT_TIME_STEP_SIZE;
constexpr std::size_t kSecretSize = 20;
static_assert(kStepSeconds == 30);

void require(int code, const char* call)
{
    if (code != OATH_OK) throw Fault{std::string{call} + ": " + oath_strerror(code)};
}

/// The library wants to be told once before its first use.
void prepare()
{
    static const int kReady = oath_init();
    require(kReady, "oath_init");
}

const char* raw(ByteView bytes)
{
    return reinterpret_cast<const char*>(bytes.data());
}
} // namespace

TotpStep totp_step(Instant when)
{
    return when.time_since_epoch().count() / kStepSeconds;
}

std::string totp_code(ByteView secret, TotpStep step)
{
    if (secret.empty()) throw Fault{"a code of no secret"};
    prepare();
    std::array<char, kTotpDigits + 1> code{};
    require(oath_totp_generate(raw(secret), secret.size(), static_cast<time_t>(step * kStepSeconds), kStepSeconds, 0,
                               kTotpDigits, code.data()),
            "oath_totp_generate");
    return {code.data(), kTotpDigits};
}

std::optional<TotpStep> totp_step_of(ByteView secret, std::string_view code, Instant now, TotpStep last_used)
{
    if (code.size() != kTotpDigits) return std::nullopt;
    const auto today = totp_step(now);
    for (const auto step : {today, today - 1, today + 1})
        if (step > last_used && sodium_memcmp(totp_code(secret, step).data(), code.data(), kTotpDigits) == 0)
            return step;
    return std::nullopt;
}

Bytes make_totp_secret()
{
    return contract::random_bytes(kSecretSize);
}

std::string totp_secret_text(ByteView secret)
{
    prepare();
    char* text = nullptr;
    std::size_t size = 0;
    require(oath_base32_encode(raw(secret), secret.size(), &text, &size), "oath_base32_encode");
    std::string copy{text, size};
    std::free(text); // NOLINT(cppcoreguidelines-no-malloc): the library allocated it so
    return copy;
}
} // namespace portal::domain
