#include <string>

#include "kiosk/ui/word_table.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
namespace {
constexpr std::array kChecks{
    Words{"issuer_signature", msg("issuer's signature"), msg("The data are signed by the issuer and unchanged.")},
    Words{"chip_genuine", msg("genuine chip"), msg("The chip proved that it is no copy.")},
    Words{"chip_access", msg("secure connection"), msg("The chip was opened in the way it announces.")},
    Words{"zone_check_digits", msg("check digits"), msg("All check digits of the zone are right.")},
    Words{"zone_as_in_chip", msg("chip and zone"), msg("The chip and the printed zone agree.")},
    Words{"document_before", msg("document before"), msg("The document that was read before passed its checks.")},
    Words{"revocation", msg("revocation"), msg("The certificate of the signer is not revoked.")},
    Words{"validity", msg("validity"), msg("The document is valid today.")},
    Words{"document_status", msg("lost or stolen"), msg("The document is not reported lost or stolen.")},
};

constexpr const char* kIncomplete = msg("The issuer's signature in the chip is incomplete. Do not confirm.");
constexpr const char* kRefusedProof = msg("The chip refused to prove that it is no copy. Do not confirm.");
constexpr const char* kOtherZone = msg("The chip and the printed zone differ. Do not confirm.");
constexpr const char* kBrokenOff = msg("Not checked: the reading did not come to its end.");
constexpr const char* kSlowClock =
    msg("Not checked: signed after today by the clock of this counter. Call an operator if it is slow.");
constexpr const char* kUnprovenKey = msg("Not checked: it is not proven whose the key of the chip is.");

/// Of a failed check by `check/reason`, or for any other reason by `check/failed`.
constexpr std::array kFailures{
    Words{"issuer_signature/missing", msg("The chip holds no signature of the issuer. Do not confirm.")},
    Words{"issuer_signature/malformed", msg("The issuer's signature in the chip is damaged. Do not confirm.")},
    Words{"issuer_signature/signature_wrong", msg("The issuer's signature does not fit the data. Do not confirm.")},
    Words{"issuer_signature/digest_not_allowed",
          msg("The signature was made in a way that is not permitted. Do not confirm.")},
    Words{"issuer_signature/signer_missing", kIncomplete},
    Words{"issuer_signature/signer_certificate_missing", kIncomplete},
    Words{"issuer_signature/signed_attributes_missing", kIncomplete},
    Words{"issuer_signature/signed_type_differs",
          msg("The signature in the chip was made for something else. Do not confirm.")},
    Words{"issuer_signature/hash_mismatch_dg",
          msg("The data in the chip were changed after they were signed. Do not confirm.")},
    Words{"issuer_signature/hash_mismatch_dg2",
          msg("The portrait in the chip was changed after it was signed. Do not confirm.")},
    Words{"issuer_signature/missing_dg", msg("The chip keeps back data that the issuer has signed. Do not confirm.")},
    Words{"issuer_signature/not_signed_dg", msg("The chip holds data that the issuer has not signed. Do not confirm.")},
    Words{"issuer_signature/not_signed_by_issuer",
          msg("The signer's certificate is not signed by the issuer that it names. Do not confirm.")},
    Words{"issuer_signature/issuer_is_no_authority",
          msg("The signer's certificate does not come from an issuer of documents. Do not confirm.")},
    Words{"issuer_signature/issuer_not_valid_at_signing",
          msg("The issuer's certificate was not valid on the day of signing. Do not confirm.")},
    Words{"issuer_signature/signer_may_not_sign",
          msg("The signer's certificate is not one for signing documents. Do not confirm.")},
    Words{"issuer_signature/signer_country_differs",
          msg("The signer and the issuer are of different states. Do not confirm.")},
    Words{"issuer_signature/document_country_differs",
          msg("The document and its signature are of different states. Do not confirm.")},
    Words{"issuer_signature/unknown_curve",
          msg("The key of the signer or of the issuer is not of a permitted kind. Do not confirm.")},
    Words{"issuer_signature/unknown_critical_extension",
          msg("A certificate of the signature sets a condition that is not known here. Do not confirm.")},
    Words{"issuer_signature/signed_outside_signer_validity",
          msg("The signer's certificate was not valid on the day of signing. Do not confirm.")},
    Words{"issuer_signature/signed_in_the_future", msg("The day of signing lies in the future. Do not confirm.")},
    Words{"issuer_signature/signer_not_yet_valid", msg("The signer's certificate is not valid yet. Do not confirm.")},
    Words{"issuer_signature/signer_expired", msg("The signer's certificate has expired. Do not confirm.")},
    Words{"issuer_signature/malformed_certificate", msg("A certificate of the signature is damaged. Do not confirm.")},
    Words{"issuer_signature/signer_revoked",
          msg("The issuer has revoked the certificate of the signer. Do not confirm.")},
    Words{"issuer_signature/issuer_revoked",
          msg("The certificate of the issuing authority is revoked. Do not confirm.")},
    Words{"issuer_signature/failed", msg("The data were changed or not signed by the issuer. Do not confirm.")},
    Words{"chip_genuine/chip_has_not_the_key", msg("The chip is a copy. Do not confirm.")},
    Words{"chip_genuine/chip_authentication_refused", kRefusedProof},
    Words{"chip_genuine/active_authentication_refused", kRefusedProof},
    Words{"chip_genuine/chip_key_removed",
          msg("The chip keeps back the key by which it would prove itself. Do not confirm.")},
    Words{"chip_genuine/card_security_malformed",
          msg("The key by which the chip proves itself is damaged. Do not confirm.")},
    Words{"chip_genuine/card_security_not_signed",
          msg("The key by which the chip proves itself is not signed by the issuer. Do not confirm.")},
    Words{"chip_genuine/failed", msg("The chip did not prove that it is no copy. Do not confirm.")},
    Words{"chip_access/malformed", msg("What the chip announces is damaged. Do not confirm.")},
    Words{"chip_access/changed", msg("The chip announced something else the second time. Do not confirm.")},
    Words{"chip_access/differs_from_dg14",
          msg("The chip announces something else than the issuer has signed. Do not confirm.")},
    Words{"chip_access/offer_removed",
          msg("The chip does not announce all that the issuer has signed. Do not confirm.")},
    Words{"chip_access/failed", msg("The chip was not opened in the way it announces. Do not confirm.")},
    Words{"zone_check_digits/wrong_check_digit", msg("A check digit of the zone is wrong. Do not confirm.")},
    Words{"zone_check_digits/wrong_date", msg("A date of the zone does not exist. Do not confirm.")},
    Words{"zone_check_digits/failed", msg("The zone of the document is wrong. Do not confirm.")},
    Words{"zone_as_in_chip/differs_from_printed", kOtherZone},
    Words{"zone_as_in_chip/failed", kOtherZone},
    Words{"document_before/failed", msg("The document that was read before did not pass its checks. Do not confirm.")},
    Words{"validity/failed", msg("The document has expired.")},
    Words{"document_status/failed", msg("The document is reported lost or stolen. Do not confirm.")},
};

/// The same of a check that was not possible.
constexpr std::array kGaps{
    Words{"issuer_signature/no_authorities", msg("Not checked: this counter has no list of issuers yet.")},
    Words{"issuer_signature/issuer_code_unknown",
          msg("Not checked: the state that the document names is not known here.")},
    Words{"issuer_signature/weak_key", msg("Not checked: a key of the signature is too weak to prove anything.")},
    Words{"issuer_signature/signer_expired",
          msg("The signature was good; the signer's certificate has expired since.")},
    Words{"issuer_signature/signed_in_the_future", kSlowClock},
    Words{"issuer_signature/signer_not_yet_valid", kSlowClock},
    Words{"issuer_signature/not_read", kBrokenOff},
    Words{"issuer_signature/not_possible", msg("Not checked: the issuer of the chip is not known here.")},
    Words{"revocation/no_revocation_list",
          msg("Not checked: there is no list of revoked certificates. This is recorded.")},
    Words{"revocation/revocation_list_outdated",
          msg("Not checked: the list of revoked certificates is out of date. This is recorded.")},
    Words{"revocation/issuer_unknown", msg("Not checked: the issuer of the chip is not known here.")},
    Words{"revocation/signature_not_proven", msg("Not checked: the signature itself does not hold.")},
    Words{"revocation/not_read", kBrokenOff},
    Words{"revocation/not_possible", msg("Not checked whether the certificate of the signer is revoked.")},
    Words{"chip_genuine/chip_not_read", msg("Not checked: the chip was not read.")},
    Words{"chip_genuine/unsupported_chip_key",
          msg("Not checked: the way in which this chip proves it is not known here.")},
    Words{"chip_genuine/signature_not_proven", kUnprovenKey},
    Words{"chip_genuine/card_security_not_proven", kUnprovenKey},
    Words{"chip_genuine/mapping_not_announced", kUnprovenKey},
    Words{"chip_genuine/chip_key_not_proven",
          msg("Not checked: the chip did not prove that it holds the key which the issuer signed for it.")},
    Words{"chip_genuine/no_card_security", kUnprovenKey},
    Words{"chip_genuine/not_read", kBrokenOff},
    Words{"chip_genuine/not_possible", msg("Not checked: this chip cannot prove it.")},
    Words{"chip_access/downgraded_to_bac",
          msg("Opened in the old way (BAC), though the chip offers the new one (PACE). This is recorded.")},
    Words{"chip_access/not_possible", msg("Not checked: the chip does not announce how it is opened.")},
    Words{"zone_check_digits/wrong_date",
          msg("The check digits are right, but the zone holds a date that no calendar has.")},
    Words{"zone_check_digits/typed", msg("Not checked: the document was typed.")},
    Words{"zone_check_digits/not_possible", msg("Not checked.")},
    Words{"zone_as_in_chip/not_possible", msg("Not compared: only one of them was read.")},
    Words{"validity/not_possible", msg("The validity of the document is not known.")},
    Words{"document_status/not_possible", msg("Not checked: there is no register to ask. This is recorded.")},
};

constexpr std::array kKinds{
    Words{"identity_card", msg("Identity card")},
    Words{"passport", msg("Passport")},
    Words{"residence_permit", msg("Residence permit")},
};

wxString looked_up(const Words* words, const std::string& code)
{
    return words ? translated(words->title) : utf8(code);
}
} // namespace

wxString check_name(const std::string& code)
{
    return looked_up(find(kChecks, code), code);
}

wxString check_sentence(const CheckLine& check)
{
    if (check.result == CheckLine::Result::passed) {
        const auto* const words = find(kChecks, check.code);
        return words ? translated(words->advice) : tr("Passed.");
    }
    const bool failed = check.result == CheckLine::Result::failed;
    const auto* words = failed ? find_for(kFailures, check) : find_for(kGaps, check);
    if (!words) words = failed ? find(kFailures, check.code + "/failed") : find(kGaps, check.code + "/not_possible");
    if (words) return translated(words->title);
    return failed ? tr("Not passed.") : tr("Not checked.");
}

Shape shape_of(CheckLine::Result result)
{
    switch (result) {
    case CheckLine::Result::passed:
        return Shape::tick;
    case CheckLine::Result::failed:
        return Shape::cross;
    case CheckLine::Result::not_possible:
        return Shape::absent;
    }
    return Shape::absent;
}

Tone tone_of(CheckLine::Result result)
{
    switch (result) {
    case CheckLine::Result::passed:
        return Tone::good;
    case CheckLine::Result::failed:
        return Tone::bad;
    case CheckLine::Result::not_possible:
        return Tone::neutral;
    }
    return Tone::neutral;
}

wxString stage_name(hardware::document::Stage stage)
{
    using enum hardware::document::Stage;
    switch (stage) {
    case opening:
        return tr("Secure connection to the chip");
    case data:
        return tr("Names, number, dates");
    case portrait:
        return tr("Portrait");
    case signature:
        return tr("Signature of the issuer");
    case chip:
        return tr("Check for a copied chip");
    }
    return {};
}

wxString stage_now(hardware::document::Stage stage)
{
    using enum hardware::document::Stage;
    switch (stage) {
    case opening:
        return tr("Opening the chip");
    case data:
        return tr("Reading names, number and dates");
    case portrait:
        return tr("Reading the bearer's portrait");
    case signature:
        return tr("Checking the issuer's signature");
    case chip:
        return tr("Checking for a copied chip");
    }
    return {};
}

wxString access_words(const hardware::document::Access& access)
{
    const bool can = access.secret == hardware::document::SecretKind::can;
    if (access.protocol == hardware::document::AccessProtocol::pace)
        return can ? tr("PACE with CAN") : tr("PACE with the zone");
    return tr("BAC with the zone");
}

wxString document_kind(const std::string& kind)
{
    const auto* const words = find(kKinds, kind);
    return words ? translated(words->title) : tr("Document");
}

wxString document_words(const DocumentSummary& document)
{
    return document_kind(document.kind) + " " + utf8(document.number);
}

wxString assurance_words(portal::contract::Assurance assurance)
{
    using enum portal::contract::Assurance;
    switch (assurance) {
    case typed:
        return tr("typed by hand");
    case mrz_by_device:
        return tr("zone, read by a device");
    case chip_unproven:
        return tr("chip, not proven");
    case chip_genuine:
        return tr("chip, proven genuine");
    }
    return {};
}
} // namespace kiosk::ui
