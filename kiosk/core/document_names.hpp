#pragma once

#include <optional>

#include "hardware/document/reading.hpp"
#include "kiosk/core/case.hpp"

/// How the names of a document are parted into those of an account.
namespace kiosk {
/// Before anything is compared: a Bulgarian's last of several names is the father's.
portal::contract::PersonNames native_names_of(const hardware::document::NativeDetails& native, bool foreigner);

/// The names that the account gets if the citizen adopts the document's: the native ones, else the zone's, parted into
/// given and father's name as `comparison` parted them. A foreigner whose account has no father's name gets none. Empty
/// where the zone may be cut or the document was typed.
std::optional<portal::contract::PersonNames> adoptable_names(const ReadDocument& document,
                                                             const portal::contract::Comparison& comparison);
} // namespace kiosk
