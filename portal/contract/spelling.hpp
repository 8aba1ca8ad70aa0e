#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Only for the sources of this folder.
namespace portal::contract {
/// One letter of a name and what the machine readable zone makes of it; a separator is a blank in both.
struct SpelledLetter {
    char32_t letter{}; ///< lower case, NFC
    std::string zone;  ///< never empty
};

/// A name letter by letter; the zones joined are its `zone_form`.
std::vector<SpelledLetter> spelled(std::string_view name);

bool has_cyrillic(std::string_view text);

/// Equal but for letter case, blanks, dashes and apostrophes.
bool same_native_name(std::string_view one, std::string_view other);
} // namespace portal::contract
