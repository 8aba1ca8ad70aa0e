#pragma once

#include <string_view>

namespace hardware::scanner {
/// True where a scan holds Cyrillic letters: a keyboard scanner presses keys, and under a Bulgarian layout the keys of
/// a pass or a document come out as Cyrillic and cannot be turned back for certain. The clerk is asked to switch the
/// layout. `text` is UTF-8; names in a control may of course be Cyrillic, so ask only about scans.
bool detect_wrong_layout(std::string_view text);
} // namespace hardware::scanner
