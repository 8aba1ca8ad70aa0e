#include "hardware/tools/reading_text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace hardware::tools {
namespace {
using document::Check;
using document::CheckId;
using document::CheckResult;
using document::Outcome;
using document::Reading;

constexpr std::string_view kNotRead = "not_read";

struct Words {
    std::string_view reason; ///< or how it begins, where a number follows
    std::string_view words;
};

constexpr std::array kWords{
    Words{"wrong_secret", "the number or the zone does not open the chip"},
    Words{"blocked", "the chip is blocked"},
    Words{"downgraded_to_bac", "opened by BAC although the chip offers PACE"},
    Words{"no_card_access", "the chip gives no EF.CardAccess"},
    Words{"malformed_certificate", "a certificate cannot be read"},
    Words{"malformed", "the file cannot be read"},
    Words{"changed", "EF.CardAccess differs between two sessions"},
    Words{"differs_from_dg14", "EF.CardAccess offers what the issuer did not sign"},
    Words{"not_repeated_in_dg14", "DG14 does not repeat EF.CardAccess"},
    Words{"no_dg14", "there is no DG14 to compare with"},
    Words{"offer_removed", "EF.CardAccess leaves out a stronger way that the issuer signed"},
    Words{"fewer_than_signed", "EF.CardAccess offers less than the issuer signed"},
    Words{"missing_", "the chip keeps back a signed file"},
    Words{"missing", "the chip gives no list of signed hashes (EF.SOD)"},
    Words{"signature_wrong", "the signature is wrong"},
    Words{"signature_not_proven", "the signature is not proven"},
    Words{"signed_attributes_missing", "the signature has no signed attributes"},
    Words{"signed_type_differs", "what is signed is of another type than it says"},
    Words{"signer_certificate_missing", "the signer's certificate is missing"},
    Words{"signer_missing", "there is no signature"},
    Words{"unknown_curve", "a key is on an unknown curve"},
    Words{"not_signed_by_issuer", "not signed by the issuer's key"},
    Words{"not_signed_", "a file is not in the list of signed hashes"},
    Words{"hash_mismatch_", "a file is not the one that was signed"},
    Words{"no_authorities", "no trusted authorities were given: --trust names their folder"},
    Words{"issuer_unknown", "the issuer's authority is not among the trusted ones"},
    Words{"issuer_is_no_authority", "the issuer's certificate is no authority's"},
    Words{"issuer_not_valid_at_signing", "the issuer's certificate was not valid on the day of signing"},
    Words{"issuer_code_unknown", "the code of the issuer is not known, so whose authority speaks for it is not either"},
    Words{"weak_key", "a key is too weak to prove anything today"},
    Words{"signer_country_differs", "signer and authority are of two countries"},
    Words{"document_country_differs", "the authority is not the country's that issued the document"},
    Words{"signer_may_not_sign", "the signer's certificate is for another purpose"},
    Words{"unknown_critical_extension", "a certificate demands what this program does not know"},
    Words{"signer_not_yet_valid", "the signer's certificate is not valid yet"},
    Words{"signer_expired", "the signer's certificate has expired"},
    Words{"signed_outside_signer_validity", "signed when the signer's certificate was not valid"},
    Words{"signed_in_the_future", "signed after the day on which it is judged"},
    Words{"issuer_revoked", "the certificate of the issuing authority is revoked"},
    Words{"signer_revoked", "the signer's certificate is revoked"},
    Words{"no_revocation_list", "no revocation list of the issuer was given"},
    Words{"revocation_list_outdated", "the issuer's revocation list is out of date"},
    Words{"chip_has_not_the_key", "the chip does not have the signed key: it is a copy"},
    Words{"chip_key_removed", "the chip keeps back its signed key"},
    Words{"chip_authentication_refused", "the chip refuses to prove itself"},
    Words{"active_authentication_refused", "the chip refuses to prove itself"},
    Words{"unsupported_chip_key", "the chip's key is of a kind that this program does not speak"},
    Words{"no_chip_key", "the chip has no key to prove itself with"},
    Words{"chip_key_not_proven", "the chip did not prove the key that the document's signed list holds for it"},
    Words{"mapping_not_announced", "DG14 does not say that the chip proves itself while it is opened"},
    Words{"no_card_security", "the chip gives no EF.CardSecurity"},
    Words{"card_security_malformed", "EF.CardSecurity cannot be read"},
    Words{"card_security_not_signed", "EF.CardSecurity is not signed by the issuer"},
    Words{"card_security_not_proven", "who signed EF.CardSecurity is not known"},
    Words{"wrong_check_digit", "a check digit of the zone is wrong"},
    Words{"wrong_character", "the zone holds a letter that may not stand there"},
    Words{"wrong_date_birth_date", "the check digits are right, but no calendar has the birth date of the zone"},
    Words{"wrong_date", "the zone holds a day that no calendar has"},
    Words{"wrong_shape", "the zone has not the lines of a travel document"},
    Words{"differs_from_printed", "chip and printed zone differ: two documents, or a slip in what was typed"},
    Words{"expired", "the document has expired"},
    Words{kNotRead, "the reading ended before"},
    Words{"not_available", "there was nothing to check"},
};

std::string_view outcome_words(Outcome outcome)
{
    switch (outcome) {
    case Outcome::genuine:
        return "Genuine";
    case Outcome::unproven:
        return "Read, not proven genuine";
    case Outcome::not_genuine:
        return "Not genuine";
    case Outcome::unreadable:
        return "Unreadable";
    }
    return "";
}

std::string explained(const Check& check)
{
    auto words = reason_words(check.reason);
    if (words.empty()) words = check.reason;
    return words;
}

/// The verdict, and what it hangs on: what failed, or else what could not be judged of the four proofs.
std::string verdict(const Reading& reading)
{
    constexpr std::array kProofs{CheckId::sod_signature, CheckId::data_group_hashes, CheckId::signer_chain,
                                 CheckId::chip};
    std::string text{outcome_words(reading.outcome)};
    std::string separator = ": ";
    for (const auto& check : reading.checks) {
        const bool proof = std::find(kProofs.begin(), kProofs.end(), check.id) != kProofs.end();
        const bool counts = check.result == CheckResult::failed || (reading.outcome == Outcome::unproven && proof &&
                                                                    check.result == CheckResult::not_possible);
        if (!counts || check.reason == kNotRead) continue;
        text += separator + explained(check);
        separator = "; ";
    }
    if (reading.outcome == Outcome::genuine && reading.access && reading.access->downgraded)
        text += separator + reason_words("downgraded_to_bac");
    return text + ".\n";
}

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(width, text.size() + 1), ' ');
    return text;
}

/// What was judged; JSON has its code.
std::string_view subject_of(CheckId id)
{
    switch (id) {
    case CheckId::access:
        return "way in";
    case CheckId::card_access:
        return "announced ways";
    case CheckId::sod_signature:
        return "signature";
    case CheckId::data_group_hashes:
        return "signed files";
    case CheckId::signer_chain:
        return "trusted issuer";
    case CheckId::signer_validity:
        return "signer's validity";
    case CheckId::revocation:
        return "revocation";
    case CheckId::chip:
        return "original chip";
    case CheckId::mrz:
        return "zone";
    case CheckId::document_validity:
        return "document's validity";
    }
    return "";
}

std::string check_line(const Check& check)
{
    constexpr std::size_t kResult = 14;
    constexpr std::size_t kSubject = 21;
    static constexpr const char* kResults[] = {"passed", "failed", "not possible"};
    const auto* const result =
        check.reason == "downgraded_to_bac" ? "weaker way" : kResults[static_cast<int>(check.result)];
    auto line = "  " + padded(result, kResult) + padded(std::string{subject_of(check.id)}, kSubject);
    if (!check.reason.empty()) line += explained(check) + " (" + check.reason + ")";
    line.erase(line.find_last_not_of(' ') + 1);
    return line + '\n';
}
} // namespace

std::string reason_words(const std::string& reason)
{
    for (const auto& [known, words] : kWords) {
        const bool begins = known.ends_with('_') && reason.starts_with(known);
        if (reason == known) return std::string{words};
        if (begins) return std::string{words} + " (" + reason.substr(known.size()) + ")";
    }
    return {};
}

std::string to_text(const Reading& reading, std::string_view advice)
{
    std::string text;
    if (reading.mrz)
        text += reading.mrz->document_code + ' ' + reading.mrz->issuer + ' ' + reading.mrz->document_number + ' ' +
                reading.mrz->surname + ' ' + reading.mrz->given_names + '\n';
    if (!advice.empty()) text.append(advice) += '\n';
    text += verdict(reading);
    const bool nothing_read = reading.outcome == Outcome::unreadable;
    for (const auto& check : reading.checks)
        if (!nothing_read || check.reason != kNotRead) text += check_line(check);
    return text;
}
} // namespace hardware::tools
