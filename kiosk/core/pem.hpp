#pragma once

#include <string>
#include <string_view>

#include "portal/contract/types.hpp"

namespace kiosk {
/// Textual encoding of keys and certificates. Source: RFC 7468.
std::string to_pem(std::string_view label, portal::contract::ByteView der);
/// The first block with that label. Throws `portal::contract::Malformed` where there is none.
portal::contract::Bytes from_pem(std::string_view label, std::string_view text);
} // namespace kiosk
