#pragma once

#include <PCSC/winscard.h>

#include "hardware/error.hpp"

namespace hardware::pcsc {
/// Turns a PC/SC return code into our fault; `call` names the function for the log.
void check(LONG code, const char* call);

/// A connection to the PC/SC service. Throws `ReaderGone` where it does not run.
class Context {
public:
    Context();
    ~Context();
    Context(Context&&) = delete;

    SCARDCONTEXT handle() const { return handle_; }

private:
    SCARDCONTEXT handle_{};
};
} // namespace hardware::pcsc
