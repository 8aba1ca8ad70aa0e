#pragma once

#include <string>

#include "kiosk/ui/text.hpp"

namespace kiosk::ui {
/// Says in a window why the counter cannot start, and returns when it is closed. `reason` is for the operator.
void tell_start_failure(const std::string& reason, Language language);
} // namespace kiosk::ui
