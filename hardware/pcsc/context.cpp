#include "hardware/pcsc/context.hpp"

#include <string>

namespace hardware::pcsc {
void check(LONG code, const char* call)
{
    if (code == SCARD_S_SUCCESS) return;
    const auto what = std::string{call} + ": " + pcsc_stringify_error(code);
    switch (code) {
    case SCARD_W_REMOVED_CARD:
    case SCARD_W_RESET_CARD:
    case SCARD_E_NO_SMARTCARD:
        throw CardRemoved{what};
    case SCARD_E_NO_SERVICE:
    case SCARD_E_SERVICE_STOPPED:
    case SCARD_E_NO_READERS_AVAILABLE:
    case SCARD_E_UNKNOWN_READER:
    case SCARD_E_READER_UNAVAILABLE:
    case SCARD_E_INVALID_HANDLE:
    case SCARD_F_COMM_ERROR:
        throw ReaderGone{what};
    case SCARD_W_UNPOWERED_CARD:
    case SCARD_W_UNRESPONSIVE_CARD: // turned over, or no chip
    case SCARD_E_TIMEOUT:
        throw TimedOut{what};
    default:
        throw Error{what};
    }
}

Context::Context()
{
    check(SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &handle_), "SCardEstablishContext");
}

Context::~Context()
{
    SCardReleaseContext(handle_);
}
} // namespace hardware::pcsc
