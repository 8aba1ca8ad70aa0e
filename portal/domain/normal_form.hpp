#pragma once

#include <string_view>

#include <unicode/unistr.h>

namespace portal::domain {
/// NFKC of a UTF-8 text, so that the same letters typed on another keyboard or device are the same text. `fold_case`:
/// letter case makes no difference any more, either. What is no UTF-8 becomes U+FFFD. Source: UAX #15.
icu::UnicodeString normal_form(std::string_view text, bool fold_case);
} // namespace portal::domain
