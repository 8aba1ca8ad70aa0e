#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace portal::contract {
/// A person's names as the account holds them: UTF-8, Cyrillic or Latin. `fathers` may be empty (foreigners), and
/// `given` of a person with one name alone, which is the family name then.
struct PersonNames {
    std::string given;
    std::string fathers;
    std::string family;
    bool operator==(const PersonNames&) const = default;
};

/// Those that there are, with blanks between: `Виктория Любомирова Константинова`.
std::string full_name(const PersonNames& names);

/// As a machine readable zone writes it: upper case, blank and hyphen → one blank, apostrophe and full stop dropped.
/// Cyrillic as the Transliteration Act has it (ДВ 19/2009), other letters by ICAO 9303-3 §6.
std::string zone_form(std::string_view name);

/// Trims, joins runs of blanks, normalises to NFC, unifies dashes and apostrophes.
std::string tidy_name(std::string_view name);

/// Why a name is not taken.
enum class NameFault { empty, too_long, characters };
/// Letters of one script, blank, hyphen, apostrophe and full stop; 1 to 60 code points. Returns the fault or nothing.
std::vector<NameFault> faults_of_name(std::string_view name);
} // namespace portal::contract
