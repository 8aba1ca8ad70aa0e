#include "kiosk/core/evidence.hpp"

#include <algorithm>
#include <charconv>

#include <sodium.h>

namespace kiosk {
namespace contract = portal::contract;
namespace document = hardware::document;
using Result = CheckLine::Result;

namespace {
contract::Sex sex_of(document::Sex sex)
{
    switch (sex) {
    case document::Sex::female:
        return contract::Sex::female;
    case document::Sex::male:
        return contract::Sex::male;
    case document::Sex::unspecified:
        break;
    }
    return contract::Sex::unspecified;
}

/// Source: ICAO 9303-4 §4.2.2.1 (P), 9303-5 §4.2.2.1; residence permits by Regulation (EU) 2017/1954.
std::string kind_of(const document::Mrz& zone)
{
    if (zone.document_code.substr(0, 1) == "P") return "passport";
    return zone.document_code.substr(0, 1) == "A" || zone.document_code == "IR" ? "residence_permit" : "identity_card";
}

std::optional<contract::PersonalNumber> number_of(contract::PersonalNumberKind kind, const std::string& digits)
{
    const auto parsed = contract::parse_personal_number(kind, digits);
    const auto* number = std::get_if<contract::PersonalNumber>(&parsed);
    return number ? std::optional{*number} : std::nullopt;
}

/// The kind follows the document. Foreigners with long residence may have been given an ЕГН: it holds their birth date,
/// as far as the document tells it, and that tells it from a ЛНЧ where both checksums hold.
std::optional<contract::PersonalNumber> number_of(const std::optional<std::string>& digits, bool bulgarian,
                                                  const contract::BirthDate& birth)
{
    using Kind = contract::PersonalNumberKind;
    if (!digits) return std::nullopt;
    auto egn = number_of(Kind::egn, *digits);
    if (bulgarian || (egn && birth.year && birth.fits(contract::birth_date_of(*egn).value()))) return egn;
    const auto lnch = number_of(Kind::lnch, *digits);
    return lnch ? lnch : egn;
}

contract::BirthDate birth_of(const document::Mrz& zone)
{
    contract::BirthDate birth;
    birth.year = zone.birth_date.year;
    birth.month = zone.birth_date.month;
    birth.day = zone.birth_date.day;
    return birth;
}

std::string result_text(Result result)
{
    switch (result) {
    case Result::passed:
        return "passed";
    case Result::failed:
        return "failed";
    case Result::not_possible:
        break;
    }
    return "not_possible";
}

/// The lines that every document has, whichever road it came by.
void add_common_checks(ReadDocument& read, contract::Date today)
{
    const bool expired = read.facts.expiry && *read.facts.expiry < today;
    read.checks.push_back({"validity", expired ? Result::failed : Result::passed, expired ? "expired" : ""});
    read.checks.push_back({"document_status", Result::not_possible, "not_checked"});
    for (const auto& check : read.checks)
        read.evidence.checks.emplace_back(check.code, result_text(check.result));
}

ReadDocument from_zone(const document::Mrz& zone)
{
    const bool bulgarian = zone.nationality == "BGR";
    ReadDocument read;
    read.foreigner = !bulgarian;
    auto& facts = read.facts;
    facts.surname_zone = zone.surname;
    facts.given_names_zone = zone.given_names;
    facts.names_truncated = zone.names_truncated;
    facts.birth_date = birth_of(zone);
    facts.number = number_of(zone.personal_number, bulgarian, facts.birth_date);
    facts.sex = sex_of(zone.sex);
    facts.expiry = zone.expiry_date;
    auto& evidence = read.evidence;
    evidence.kind = kind_of(zone);
    evidence.issuer = zone.issuer;
    evidence.number = zone.document_number;
    evidence.latin_names = {zone.given_names, "", zone.surname};
    if (facts.number) evidence.personal_number = *facts.number;
    evidence.birth_date = facts.birth_date;
    evidence.sex = facts.sex;
    evidence.expiry = facts.expiry;
    return read;
}

/// The line on which a check of the chip is told. Complete on purpose: what can show a forgery has to say so somewhere.
std::string_view line_of(const document::Check& check)
{
    using Id = document::CheckId;
    switch (check.id) {
    case Id::access:
    case Id::card_access:
        return "chip_access";
    case Id::sod_signature:
    case Id::data_group_hashes:
    case Id::signer_chain:
    case Id::signer_validity:
        return "issuer_signature";
    case Id::revocation: // a signature that was revoked is none; a list that is not here is another matter
        return check.result == document::CheckResult::failed ? "issuer_signature" : "revocation";
    case Id::chip:
        return "chip_genuine";
    case Id::mrz:
        return check.reason == "differs_from_printed" ? "zone_as_in_chip" : "zone_check_digits";
    case Id::document_validity:
        return "validity";
    }
    return "";
}

/// One line out of several checks of the chip: failed if one failed, else not possible if one was not.
CheckLine gathered(std::string code, const std::vector<document::Check>& checks)
{
    CheckLine line{std::move(code), Result::passed, ""};
    bool seen = false;
    for (const auto& check : checks) {
        if (line_of(check) != line.code) continue;
        seen = true;
        if (check.result == document::CheckResult::failed && line.result != Result::failed)
            line = {line.code, Result::failed, check.reason};
        else if (check.result == document::CheckResult::not_possible && line.result == Result::passed)
            line = {line.code, Result::not_possible, check.reason};
    }
    if (!seen) line.result = Result::not_possible;
    return line;
}

/// What the issuer's list of revoked signers says: the record keeps it in any case.
Result revocation_of(const std::vector<document::Check>& checks)
{
    for (const auto& check : checks)
        if (check.id == document::CheckId::revocation && check.result != document::CheckResult::not_possible)
            return check.result == document::CheckResult::passed ? Result::passed : Result::failed;
    return Result::not_possible;
}

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

/// Before anything is compared: a Bulgarian's last of several names is the father's.
contract::PersonNames native_names_of(const document::NativeDetails& native, bool foreigner)
{
    const bool several = native.given_names.find(' ') != std::string::npos;
    return parted(native.given_names, several && !foreigner ? 1 : 0, native.surname);
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
/// The same, or `06.1985`, `1985` and `XX.06.1985` of a birth that the document tells in part.
std::optional<contract::BirthDate> birth_of(std::string_view text)
{
    constexpr std::string_view kUnknown = "XX.";
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
    return birth.year.value() / birth.month.value_or(std::chrono::January) / birth.day.value_or(std::chrono::day{1}) <=
           today;
}
} // namespace

ReadDocument document_of_chip(document::Reading reading, const document::Mrz* zone, contract::Date today)
{
    ReadDocument read = from_zone(reading.mrz.value());
    if (reading.native) {
        const auto& native = *reading.native;
        if (!native.surname.empty()) read.facts.native_names = native_names_of(native, read.foreigner);
        if (!read.facts.number && reading.mrz->issuer == "BGR") // elsewhere it is that state's own number
            read.facts.number =
                number_of(native.personal_number, reading.mrz->nationality == "BGR", read.facts.birth_date);
        if (read.facts.number) read.evidence.personal_number = *read.facts.number;
    }
    read.evidence.native_names = read.facts.native_names;
    read.evidence.assurance = reading.outcome == document::Outcome::genuine ? contract::Assurance::chip_genuine
                                                                            : contract::Assurance::chip_unproven;
    read.forged = reading.outcome == document::Outcome::not_genuine;
    for (const char* code : {"issuer_signature", "chip_genuine"})
        read.checks.push_back(gathered(code, reading.checks));
    for (const char* code : {"zone_check_digits", "chip_access", "zone_as_in_chip"}) {
        const auto line = gathered(code, reading.checks);
        const bool told = line.reason == "downgraded_to_bac" || line.reason.starts_with("wrong_date");
        if (line.result == Result::failed || told) read.checks.push_back(line);
    }
    if (zone && *zone != *reading.mrz) {
        const bool told = read.checks.back().code == "zone_as_in_chip";
        if (!told) read.checks.push_back({"zone_as_in_chip", Result::failed, "zone_differs"});
        read.forged = true;
    }
    if (const auto revocation = revocation_of(reading.checks); revocation != Result::not_possible)
        read.evidence.checks.emplace_back("revocation", result_text(revocation));
    else
        read.checks.push_back(gathered("revocation", reading.checks));
    if (reading.portrait) {
        read.portrait = {new document::Portrait{std::move(*reading.portrait)}, [](document::Portrait* portrait) {
                             sodium_memzero(portrait->data.data(), portrait->data.size());
                             delete portrait;
                         }};
    }
    add_common_checks(read, today);
    if (const auto validity = gathered("validity", reading.checks); validity.reason == "wrong_date") {
        // no last day that could be judged, which is not a document without one
        for (auto& line : read.checks)
            if (line.code == "validity") line = validity;
        for (auto& [code, result] : read.evidence.checks)
            if (code == "validity") result = result_text(validity.result);
    }
    return read;
}

ReadDocument document_of_zone(const document::Mrz& zone, contract::Date today)
{
    ReadDocument read = from_zone(zone);
    read.evidence.assurance = contract::Assurance::mrz_by_device;
    read.checks = {{"zone_check_digits", Result::passed, ""}, {"chip_genuine", Result::not_possible, "chip_not_read"}};
    add_common_checks(read, today);
    return read;
}

ReadDocument document_of_typed_zone(const document::Mrz& zone, contract::Date today)
{
    ReadDocument read = from_zone(zone);
    read.evidence.assurance = contract::Assurance::typed;
    read.checks = {{"zone_check_digits", Result::passed, ""}, {"chip_genuine", Result::not_possible, "chip_not_read"}};
    add_common_checks(read, today);
    return read;
}

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
    if (!born) faults.emplace_back("typed_birth_date_wrong");
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

std::shared_ptr<const DocumentView::ChipZone> zone_of_chip(const document::Mrz& zone)
{
    return {new DocumentView::ChipZone{zone.given_names + " " + zone.surname, zone.document_number, zone.expiry_date},
            [](DocumentView::ChipZone* shown) {
                wipe_text(shown->names);
                wipe_text(shown->number);
                delete shown;
            }};
}

DocumentSummary summary_of(const ReadDocument& read)
{
    const auto& facts = read.facts;
    return {read.evidence.kind, read.evidence.number, read.evidence.assurance,
            facts.given_names_zone + " " + facts.surname_zone, facts.expiry};
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
