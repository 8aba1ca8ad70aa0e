#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "portal/contract/birth_date.hpp"
#include "portal/contract/identifiers.hpp"
#include "portal/contract/names.hpp"

namespace portal::contract {
/// The rows of the comparison table, in their order.
enum class Field { given_name, fathers_name, family_name, personal_number, birth_date, sex, validity };

/// `later`: could not be compared here; the portal does it when the record arrives. Never shown as a match.
enum class Verdict { exact, variant, truncated, mismatch, absent, later };

/// How surely the document was read, rising: chip proven genuine > zone read by a device > typed by the clerk.
enum class Assurance { typed, mrz_by_device, chip_unproven, chip_genuine };

/// What the portal's side knows of the person. `number_matches` asks by keyed hash where only that is known.
struct AccountClaim {
    std::optional<PersonNames> names; ///< empty: unknown here (typed username without a connection)
    enum class Number { absent, present, unknown } number{Number::absent};
    std::string number_masked;          ///< for the screen; may be empty although present
    std::optional<bool> number_matches; ///< filled by the caller where it could be compared
    std::optional<Date> birth_date;     ///< from the claimed ЕГН, where known
    std::optional<Sex> sex;
};

/// What the document says.
struct DocumentFacts {
    std::string surname_zone;                ///< as in the zone: upper-case Latin
    std::string given_names_zone;            ///< given and father's name together
    bool names_truncated{};                  ///< the zone's name field had no filler at its end
    std::optional<PersonNames> native_names; ///< from DG11 or typed, Cyrillic
    std::optional<PersonalNumber> number;
    BirthDate birth_date;
    Sex sex{Sex::unspecified};
    std::optional<Date> expiry; ///< empty: without expiry
};

/// One row. Days stand as `15.06.1985`, what is unknown of a birth as `XX.06.1985`, sexes as `female` and `male`, a
/// personal number masked. `document_text` of a truncated name ends in `…`.
///
/// `reason` is a stable code of the explanation, empty where there is nothing to explain:
/// - variant: `ia_iya`, `icao_letters`, `old_spelling`, `spacing`, `native_spelling`, `home_spelling`
/// - truncated: `prefix_of_field`, `partly_known` (a birth date that agrees as far as the document tells it)
/// - mismatch: `letters_differ`, `different_person`, `egn_birth_date` and `egn_sex` (the document contradicts its own
///   ЕГН), `birth_date_differs`, `sex_differs`, `expired`
/// - absent: `not_in_account`, `not_in_document`, `in_neither`, `no_personal_number`
/// - later: `account_unknown`
/// - exact: `without_expiry`, or empty
struct ComparedField {
    Field field{};
    Verdict verdict{};
    std::string account_text;  ///< as the account holds it; empty: nothing
    std::string account_latin; ///< its transliteration, where it differs in script
    std::string document_text;
    std::vector<std::pair<std::size_t, std::size_t>> marks; ///< byte ranges [from, to) of `document_text` that differ
    std::string reason;
};

/// The whole. It stops at a different personal number, no personal number in the document, or an expired document.
struct Comparison {
    std::vector<ComparedField> fields;
    /// `to_be_compared`: nothing differs, but the portal must compare what is not known here.
    enum class Summary { match, match_with_usual_differences, to_be_compared, differences, stop } summary{};
    std::string stop_reason;      ///< code of the refusal that a stop suggests: `different_person`, `document_expired`,
                                  ///< `no_personal_number`
    unsigned usual_differences{}; ///< count of variant and truncated rows
};

/// A mismatch, or a given or family name that only one side holds: a clerk has to judge it.
bool differs(const ComparedField& row);

/// Compares field by field; `today` in Europe/Sofia. A missing father's name and a home-country spelling of a foreigner
/// are no mismatch by themselves; names that the document writes in Cyrillic have to be those of its zone. Source: the
/// Transliteration Act and ICAO 9303-3 §6 for the variants.
Comparison compare(const AccountClaim& account, const DocumentFacts& document, Date today);
} // namespace portal::contract
