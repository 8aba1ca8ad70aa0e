#include "kiosk/core/typed_document.hpp"

#include <algorithm>
#include <charconv>

#include "kiosk/core/evidence_parts.hpp"

namespace kiosk {
namespace contract = portal::contract;
using Result = CheckLine::Result;

namespace {
/// ДД.ММ.ГГГГ, also with one digit for day and month.
std::optional<contract::Date> date_of(std::string_view text)
{
    unsigned parts[3]{};
    for (int part = 0; part < 3; ++part) {
        const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), parts[part]);
        if (fault != std::errc{}) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (part == 2) break;
        if (text.empty() || text.front() != '.') return std::nullopt;
        text.remove_prefix(1);
    }
    const contract::Date date{std::chrono::year{static_cast<int>(parts[2])}, std::chrono::month{parts[1]},
                              std::chrono::day{parts[0]}};
    if (!text.empty() || !date.ok() || parts[2] < 1900 || parts[2] > 2199) return std::nullopt;
    return date;
}

/// Letters that stand for what is not known as the Latin X, whatever keyboard they were typed on.
std::string with_latin_x(std::string text)
{
    for (const std::string_view other : {"x", "Х", "х"})
        for (auto at = text.find(other); at != std::string::npos; at = text.find(other))
            text.replace(at, other.size(), "X");
    return text;
}

/// The same, or `06.1985`, `1985`, `XX.06.1985` and `XX.XX.XXXX` of a birth that the document tells in part or not.
std::optional<contract::BirthDate> birth_of(const std::string& typed)
{
    constexpr std::string_view kUnknown = "XX.";
    const auto letters = with_latin_x(typed);
    if (letters == "XX.XX.XXXX") return contract::BirthDate{};
    std::string_view text = letters;
    while (text.starts_with(kUnknown))
        text.remove_prefix(kUnknown.size());
    const auto dots = std::count(text.begin(), text.end(), '.');
    const auto date = date_of((dots == 0 ? "1.1." : dots == 1 ? "1." : "") + std::string{text});
    if (!date) return std::nullopt;
    contract::BirthDate birth{*date};
    if (dots < 2) birth.day.reset();
    if (dots < 1) birth.month.reset();
    return birth;
}

/// The earliest day that it may be is not after today.
bool is_born(const contract::BirthDate& birth, contract::Date today)
{
    return !birth.year ||
           birth.year.value() / birth.month.value_or(std::chrono::January) / birth.day.value_or(std::chrono::day{1}) <=
               today;
}
} // namespace

std::string zone_of_typed(std::string_view text)
{
    constexpr std::size_t kCard = 90;
    constexpr std::size_t kPassport = 88;
    std::string letters;
    for (const char letter : text) {
        if (letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t') continue;
        const bool small = letter >= 'a' && letter <= 'z';
        letters += small ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
    const std::size_t lines = letters.size() == kCard ? 3 : 2;
    const std::size_t width = letters.size() == kCard ? 30 : letters.size() == kPassport ? 44 : 36;
    std::string zone;
    for (std::size_t line = 0; line < lines && line * width < letters.size(); ++line)
        zone += (line == 0 ? "" : "\n") + letters.substr(line * width, line + 1 == lines ? std::string::npos : width);
    return zone;
}

std::variant<ReadDocument, TypedFaults> document_of_typed(const TypedDocument& typed, contract::Date today)
{
    const contract::PersonNames names{contract::tidy_name(typed.names.given), contract::tidy_name(typed.names.fathers),
                                      contract::tidy_name(typed.names.family)};
    const auto birth = birth_of(typed.birth_date);
    const auto expiry = date_of(typed.expiry_date);
    const bool born = birth && is_born(*birth, today);
    ReadDocument read;
    auto& facts = read.facts;
    facts.number =
        number_of(typed.personal_number, typed.kind != "residence_permit", birth.value_or(contract::BirthDate{}));
    TypedFaults faults;
    if (typed.number.empty()) faults.emplace_back("typed_number_missing");
    if (!facts.number && !typed.personal_number.empty()) faults.emplace_back("typed_personal_number_wrong");
    if (names.given.empty()) faults.emplace_back("typed_given_name_missing");
    if (names.family.empty()) faults.emplace_back("typed_family_name_missing");
    if (typed.birth_date.empty())
        faults.emplace_back("typed_birth_date_missing");
    else if (!born)
        faults.emplace_back("typed_birth_date_wrong");
    if (!expiry && !typed.expiry_date.empty()) faults.emplace_back("typed_expiry_wrong");
    if (!faults.empty()) return faults;
    facts.surname_zone = contract::zone_form(names.family);
    facts.given_names_zone =
        contract::zone_form(names.fathers.empty() ? names.given : names.given + " " + names.fathers);
    facts.native_names = names;
    facts.birth_date = *birth;
    facts.sex = facts.number ? contract::sex_of(*facts.number).value_or(contract::Sex::unspecified)
                             : contract::Sex::unspecified;
    facts.expiry = expiry;
    auto& evidence = read.evidence;
    evidence.kind = typed.kind;
    evidence.issuer = "BGR";
    evidence.number = typed.number;
    evidence.latin_names = {facts.given_names_zone, "", facts.surname_zone};
    evidence.native_names = names;
    if (facts.number) evidence.personal_number = *facts.number;
    evidence.birth_date = facts.birth_date;
    evidence.sex = facts.sex;
    evidence.expiry = expiry;
    evidence.assurance = contract::Assurance::typed;
    read.checks = {{"zone_check_digits", Result::not_possible, "typed"},
                   {"chip_genuine", Result::not_possible, "chip_not_read"}};
    add_common_checks(read, today);
    return read;
}
} // namespace kiosk
