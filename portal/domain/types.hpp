#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "portal/contract/sofia_time.hpp"
#include "portal/contract/types.hpp"

namespace portal::domain {
using contract::Bytes;
using contract::ByteView;
using contract::Date;
using contract::Instant;
using contract::KeyId;
using contract::sofia_day;
using contract::start_of_sofia_day;

using AccountId = std::int64_t;
using StaffId = std::int64_t;
using KioskNumber = std::int64_t; ///< `kiosk-12` is number 12

enum class Language { bulgarian, english };

/// The wall in production, a hand-set one in tests. UTC.
struct Clock {
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

/// The machine's clock.
struct SystemClock final : Clock {
    Instant now() const override;
};

/// A broken world; `what()` is for the log, never for a person.
struct Fault : std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// PostgreSQL cannot be reached or ended the connection: the act is undone, and may succeed when tried again (503).
/// Only where the connection ended during the commit itself is it open whether the act was done.
struct DatabaseUnavailable : Fault {
    using Fault::Fault;
};

/// Lower-cases nothing but the host, trims; empty where it is no address we could write to: one with a name of a host
/// that has a dot and is no number. At most 254 bytes.
std::optional<std::string> parse_email(std::string_view text);

/// International form `+359888123456`; blanks, hyphens, slashes, brackets and dots are dropped, and `(0)` after a
/// country code; `00` is `+`, a leading `0` is `+359`, `359` before a whole number too. Empty where it is no number.
/// Source: ITU-T E.164 (8 to 15 digits).
std::optional<std::string> parse_phone(std::string_view text);
} // namespace portal::domain
