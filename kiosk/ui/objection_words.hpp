#pragma once

#include <string>

#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
/// Why the portal does not accept a record, by the reason of its receipt, and what the clerk can do about it.
Sentence objection_words(const std::string& reason);

/// Whether the portal knows whose visit it was: then account and letter say that it is being checked. A record that it
/// cannot trust at all names nobody to it.
bool citizen_is_told(const std::string& reason);
} // namespace kiosk::ui
