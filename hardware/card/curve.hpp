#pragma once

#include "hardware/card/group.hpp"

namespace hardware::card {
/// A named elliptic curve with its own generator. Throws `Unsupported` unless OpenSSL knows it. Source: BSI TR-03111.
GroupPtr curve(int nid);
} // namespace hardware::card
