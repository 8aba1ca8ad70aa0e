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

/// By `check/reason`, or for any reason by `check/failed` and `check/not_possible`.
constexpr std::array kCheckFailures{
    Words{"issuer_signature/signer_revoked",
          msg("The issuer has revoked the certificate of the signer. Do not confirm.")},
    Words{"issuer_signature/failed", msg("The data were changed or not signed by the issuer. Do not confirm.")},
    Words{"issuer_signature/not_possible", msg("Not checked: the issuer of the chip is not known here.")},
    Words{"revocation/no_revocation_list",
          msg("Not checked: there is no list of this issuer's revoked certificates. This is recorded.")},
    Words{"revocation/revocation_list_outdated",
          msg("Not checked: the list of revoked certificates is out of date. This is recorded.")},
    Words{"revocation/not_possible", msg("Not checked whether the certificate of the signer is revoked.")},
    Words{"chip_genuine/chip_not_read", msg("Not checked: the chip was not read.")},
    Words{"chip_genuine/failed", msg("The chip is a copy. Do not confirm.")},
    Words{"chip_genuine/not_possible", msg("Not checked: this chip cannot prove it.")},
    Words{"chip_access/failed", msg("The chip was not opened in the way it announces. Do not confirm.")},
    Words{"chip_access/not_possible", msg("Not checked: the chip does not announce how it is opened.")},
    Words{"zone_check_digits/typed", msg("Not checked: the document was typed.")},
    Words{"zone_check_digits/failed", msg("A check digit of the zone is wrong.")},
    Words{"zone_check_digits/not_possible", msg("Not checked.")},
    Words{"zone_as_in_chip/failed", msg("The chip and the printed zone differ. Do not confirm.")},
    Words{"zone_as_in_chip/not_possible", msg("Not compared: only one of them was read.")},
    Words{"document_before/failed", msg("The document that was read before did not pass its checks. Do not confirm.")},
    Words{"validity/failed", msg("The document has expired.")},
    Words{"validity/not_possible", msg("The validity of the document is not known.")},
    Words{"document_status/failed", msg("The document is reported lost or stolen. Do not confirm.")},
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
    for (const auto& key : {check.code + "/" + check.reason, check.code + (failed ? "/failed" : "/not_possible")})
        if (const auto* const words = find(kCheckFailures, key)) return translated(words->title);
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
