#pragma once

#include <stdexcept>
#include <string>
#include <system_error>

namespace hardware {
/// Any hardware fault; `what()` is for the log, never for the citizen.
struct Error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The card left the reader: asking the citizen to put it back may help.
struct CardRemoved : Error {
    using Error::Error;
};

/// The reader left the computer, or the PC/SC service stopped.
struct ReaderGone : Error {
    using Error::Error;
};

/// The card answered against ISO/IEC 7816-4 or ICAO 9303: a broken or a hostile chip.
struct ProtocolViolation : Error {
    using Error::Error;
};

/// The device did not answer in its time.
struct TimedOut : Error {
    using Error::Error;
};

/// The reader could not carry so long a command; the card may have heard it or not.
struct LengthRefused : Error {
    using Error::Error;
};

/// The card asks for something that we do not speak (an unknown mapping, cipher or curve).
struct Unsupported : Error {
    using Error::Error;
};

/// The system's sentence for an `errno`, to end a `what()` with. Unlike `std::strerror`, any thread may ask.
inline std::string system_text(int error)
{
    return std::generic_category().message(error);
}
} // namespace hardware
