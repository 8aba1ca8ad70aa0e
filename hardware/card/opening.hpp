#pragma once

#include "hardware/card/pace.hpp"

namespace hardware::card {
/// No travel document application on this card.
struct NotATravelDocument : Error {
    using Error::Error;
};

/// How far a chip was opened.
struct Opening {
    AccessVerdict verdict{};
    Access access;
    Bytes card_access;              ///< EF.CardAccess, empty where the chip has none
    Bytes card_security;            ///< EF.CardSecurity, read where the mapping is to prove the chip
    bool card_access_malformed{};   ///< it is there, and is no such file
    bool card_security_malformed{}; ///< it is there, and is no whole file of a bearable size
    std::optional<MappingProof> proof;
};

/// Where the chip stands before: after a session was lost the master file is selected again.
enum class Start { fresh, again };

/// Opens a chip by PACE as EF.CardAccess offers it, else by BAC, and selects the travel document application. A
/// malformed EF.CardAccess offers nothing, and where BAC opens the chip all the same it is for the caller to judge.
/// Throws `NotATravelDocument`, `Unsupported`, `ProtocolViolation` and what the channel throws.
Opening open_chip(Channel& channel, const Secret& secret, Start start);
} // namespace hardware::card
