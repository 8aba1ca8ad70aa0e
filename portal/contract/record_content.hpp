#pragma once

#include "portal/contract/record.hpp"

/// JSON of what stands sealed in an envelope. Only for the sources of this folder.
namespace portal::contract {
std::string json_of_content(const RecordContent& content);
RecordContent read_content(std::string_view text); ///< strict; throws `Malformed`
} // namespace portal::contract
