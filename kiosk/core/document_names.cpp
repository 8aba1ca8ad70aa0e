#include "kiosk/core/document_names.hpp"

#include <algorithm>

namespace kiosk {
namespace contract = portal::contract;

namespace {
std::size_t count_words(std::string_view name)
{
    const std::string zone = contract::zone_form(name);
    return zone.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(zone.begin(), zone.end(), ' '));
}

/// Parts `Виктория Любомирова`: the last words, `fathers` of them as a zone counts, are the father's name.
contract::PersonNames parted(std::string_view given_names, std::size_t fathers, const std::string& family)
{
    std::size_t at = given_names.size();
    for (std::size_t words = 0; words < fathers && at != 0;) {
        const auto blank = given_names.substr(0, at).rfind(' ');
        const auto from = blank == std::string_view::npos ? 0 : blank + 1;
        words += count_words(given_names.substr(from, at - from));
        at = blank == std::string_view::npos ? 0 : blank;
    }
    const auto fathers_name = given_names.substr(std::min(at == 0 ? 0 : at + 1, given_names.size()));
    return {std::string{given_names.substr(0, at)}, std::string{fathers_name}, family};
}

/// `ВИКТОРИЯ-АННА` → `Виктория-Анна`: documents write names in capitals. Knows Cyrillic А-Я and Latin A-Z.
std::string with_small_letters(std::string_view name)
{
    std::string result;
    bool first = true;
    for (std::size_t at = 0; at < name.size(); ++at) {
        const auto byte = static_cast<unsigned char>(name[at]);
        const auto next = at + 1 < name.size() ? static_cast<unsigned char>(name[at + 1]) : 0U;
        if (byte == 0xD0 && next >= 0x90 && next <= 0xAF) {
            const bool upper_half = next >= 0xA0; // Р to Я move to the next lead byte in small letters
            result += first ? name[at] : static_cast<char>(upper_half ? 0xD1 : 0xD0);
            result += first ? name[at + 1] : static_cast<char>(upper_half ? next - 0x20 : next + 0x20);
            ++at;
            first = false;
        } else {
            const bool capital = byte >= 'A' && byte <= 'Z';
            result += capital && !first ? static_cast<char>(byte + ('a' - 'A')) : name[at];
            first = byte == ' ' || byte == '-';
        }
    }
    return result;
}

contract::PersonNames with_small_letters(const contract::PersonNames& names)
{
    return {with_small_letters(names.given), with_small_letters(names.fathers), with_small_letters(names.family)};
}
} // namespace

contract::PersonNames native_names_of(const hardware::document::NativeDetails& native, bool foreigner)
{
    const bool several = native.given_names.find(' ') != std::string::npos;
    return parted(native.given_names, several && !foreigner ? 1 : 0, native.surname);
}

std::optional<contract::PersonNames> adoptable_names(const ReadDocument& read, const contract::Comparison& comparison)
{
    const auto& facts = read.facts;
    if (read.evidence.assurance == contract::Assurance::typed) return std::nullopt;
    const bool whole = !facts.names_truncated && !facts.given_names_zone.empty() && !facts.surname_zone.empty();
    if (!facts.native_names && !whole) return std::nullopt;
    std::size_t fathers = 0;
    for (const auto& row : comparison.fields)
        if (row.field == contract::Field::fathers_name && !(read.foreigner && row.account_text.empty()))
            fathers = count_words(row.document_text);
    if (!facts.native_names) return with_small_letters(parted(facts.given_names_zone, fathers, facts.surname_zone));
    const auto& native = *facts.native_names;
    const std::string all = native.fathers.empty() ? native.given : native.given + " " + native.fathers;
    return with_small_letters(parted(all, fathers, native.family));
}
} // namespace kiosk
