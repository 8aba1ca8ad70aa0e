#include "portal/domain/password_rules.hpp"

#include <algorithm>
#include <set>

#include <unicode/uchar.h>

#include "portal/domain/breached_passwords.hpp"
#include "portal/domain/normal_form.hpp"

namespace portal::domain {
namespace {
constexpr std::size_t kLongestBytes = 4096; ///< nothing longer is looked at
constexpr std::int32_t kShortest = 12;
constexpr std::int32_t kLongest = 128;
constexpr std::int32_t kShortestUsername = 3;
constexpr std::int32_t kShortestName = 4; ///< three letters stand in too many words

bool contains(const icu::UnicodeString& folded, const icu::UnicodeString& part, std::int32_t shortest)
{
    return part.countChar32() >= shortest && folded.indexOf(part) >= 0;
}

/// Code points as somebody who guesses has to tell them apart: neither what one typed sign unfolds to counts, nor what
/// is not seen, nor blanks and marks around nothing.
std::int32_t told_apart(std::string_view typed, const icu::UnicodeString& folded)
{
    std::int32_t seen = 0;
    std::int32_t letters = 0;
    for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
        ++seen;
        const auto c = folded.char32At(i);
        if (u_isgraph(c) && u_getIntPropertyValue(c, UCHAR_CANONICAL_COMBINING_CLASS) == 0) ++letters;
    }
    const auto typed_length =
        icu::UnicodeString::fromUTF8({typed.data(), static_cast<std::int32_t>(typed.size())}).countChar32();
    return letters == 0 ? 0 : std::min(seen, typed_length);
}

/// Parts of a name stand between blanks, hyphens and full stops.
bool contains_part(const icu::UnicodeString& folded, std::string_view name)
{
    for (std::size_t from = 0; from < name.size();) {
        const auto end = std::min(name.find_first_of(" -.", from), name.size());
        if (contains(folded, normal_form(name.substr(from, end - from), true), kShortestName)) return true;
        from = end + 1;
    }
    return false;
}

bool contains_name(const icu::UnicodeString& folded, const contract::PersonNames& names)
{
    for (const auto& name : {names.given, names.fathers, names.family})
        if (contains_part(folded, name) || contains_part(folded, contract::zone_form(name))) return true;
    return false;
}

/// Blanks and letter case make no difference.
bool repetitive(const icu::UnicodeString& folded)
{
    constexpr std::size_t kFewest = 4;
    std::set<UChar32> different;
    for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1))
        if (!u_isUWhiteSpace(folded.char32At(i))) different.insert(folded.char32At(i));
    return different.size() < kFewest;
}

bool contains_city(const icu::UnicodeString& folded)
{
    for (const auto* city : {"sofia", "софия", "столична", "stolichna"})
        if (folded.indexOf(normal_form(city, true)) >= 0) return true;
    return false;
}
} // namespace

std::optional<PasswordFault> fault_of_password(std::string_view password, const PasswordOwner& owner,
                                               const BreachedPasswords* breached)
{
    if (password.size() > kLongestBytes) return PasswordFault::too_long;
    const auto text = normal_form(password, false);
    if (text.indexOf(char16_t{0xFFFD}) >= 0 || text.indexOf(char16_t{0}) >= 0) return PasswordFault::not_text;
    if (text.countChar32() > kLongest) return PasswordFault::too_long;
    const auto folded = normal_form(password, true);
    if (told_apart(password, folded) < kShortest) return PasswordFault::too_short;
    if (contains(folded, normal_form(owner.username, true), kShortestUsername)) return PasswordFault::contains_username;
    if (contains_name(folded, owner.names)) return PasswordFault::contains_name;
    if (contains_city(folded)) return PasswordFault::contains_city;
    if (repetitive(folded)) return PasswordFault::repetitive;
    if (breached && breached->contains(password)) return PasswordFault::breached;
    return std::nullopt;
}
} // namespace portal::domain
