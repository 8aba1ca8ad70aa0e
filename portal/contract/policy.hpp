#pragma once

#include <string>

#include "portal/contract/wire.hpp"

namespace portal::contract {
/// Why no counter could work under a policy, naming the member; empty: one could. The portal asks it of what an
/// operator puts and of what it has stored, the kiosk of what it is told.
std::string fault_of(const Policy& policy);
} // namespace portal::contract
