#include "kiosk/ui/word_table.hpp"
#include "kiosk/ui/words.hpp"

namespace kiosk::ui {
using portal::contract::Verdict;

namespace {
constexpr std::array kExplanations{
    Words{"ia_iya", msg("The ending -ия is written -IA, in some documents -IYA. It is the same name.")},
    Words{"icao_letters", msg("The zone writes some letters in the international way. It is the same name.")},
    Words{"old_spelling", msg("The document uses an older spelling of the same name.")},
    Words{"native_spelling", msg("The name agrees in the letters of the country that issued the document.")},
    Words{"home_spelling", msg("A foreigner's name is spelled as in the home country. That is no mismatch by itself.")},
    Words{"spacing", msg("Only hyphens or blanks differ. It is the same name.")},
    Words{"prefix_of_field",
          msg("The zone of the document is too short for the whole name. What stands there agrees.")},
    Words{"partly_known", msg("The document tells only a part of the birth date. What stands there agrees.")},
    Words{"letters_differ", msg("The document has another name. Look at the marked letters.")},
    Words{"in_neither", msg("Neither side holds it.")},
    Words{"not_in_document", msg("The document does not hold it. Only a missing given or family name is a mismatch.")},
    Words{"not_in_account", msg("The account does not hold it yet; it is taken from the document.")},
    Words{"account_unknown", msg("It cannot be compared without a connection; the portal does it later.")},
    Words{"no_personal_number", msg("The document holds no personal number.")},
    Words{"different_person", msg("The account has another personal number than the document.")},
    Words{"egn_birth_date", msg("The personal number does not fit the birth date of the document.")},
    Words{"birth_date_differs", msg("The account has another birth date than the document.")},
    Words{"egn_sex", msg("The personal number does not fit the sex on the document.")},
    Words{"sex_differs", msg("The account has another sex than the document.")},
    Words{"without_expiry", msg("The document has no expiry.")},
    Words{"expired", msg("The document has expired.")},
};

constexpr const char* kForged = msg("Do not confirm: refuse with F4 and call a supervisor. Nothing was recorded.");

constexpr std::array kStops{
    Words{"different_person", msg("Stop: the personal number is different"),
          msg("This account cannot be confirmed with this document. Nothing was recorded.")},
    Words{"document_expired", msg("Stop: the document has expired"),
          msg("An expired document confirms nobody. Nothing was recorded.")},
    Words{"no_personal_number", msg("Stop: the document holds no personal number"),
          msg("The portal needs a personal number. Nothing was recorded.")},
    Words{"suspected_forgery", msg("Stop: the document did not pass its checks"), kForged},
};

constexpr const char* kUnsigned = msg("Stop: the data are not signed by the issuer");

/// By the check that failed and its reason, or by the check alone.
constexpr std::array kForgeries{
    Words{"issuer_signature/missing", kUnsigned, kForged},
    Words{"issuer_signature/not_signed_dg", kUnsigned, kForged},
    Words{"issuer_signature/signature_wrong", kUnsigned, kForged},
    Words{"issuer_signature/hash_mismatch", msg("Stop: the data in the chip were changed"), kForged},
    Words{"issuer_signature/signer_revoked", msg("Stop: the certificate of the signer is revoked"), kForged},
    Words{"issuer_signature/issuer_revoked", msg("Stop: the certificate of the authority is revoked"), kForged},
    Words{"issuer_signature", msg("Stop: the issuer's signature does not hold"), kForged},
    Words{"chip_genuine/chip_has_not_the_key", msg("Stop: the chip is a copy"), kForged},
    Words{"chip_genuine", msg("Stop: the chip did not prove that it is no copy"), kForged},
    Words{"chip_access", msg("Stop: the chip opens otherwise than it announces"), kForged},
    Words{"zone_check_digits/wrong_check_digit", msg("Stop: a check digit of the zone is wrong"), kForged},
    Words{"zone_check_digits", msg("Stop: the zone of the document is wrong"), kForged},
    Words{"zone_as_in_chip", msg("Stop: the chip and the printed zone differ"), kForged},
};

const Words* forgery_of(const CheckLine& check)
{
    const auto* const by_reason = find_for(kForgeries, check);
    return by_reason ? by_reason : find(kForgeries, check.code);
}
} // namespace

wxString name_of(portal::contract::Field field, std::optional<portal::contract::PersonalNumberKind> number_kind)
{
    using Kind = portal::contract::PersonalNumberKind;
    using enum portal::contract::Field;
    switch (field) {
    case given_name:
        return tr("Given name");
    case fathers_name:
        return tr("Father's name");
    case family_name:
        return tr("Family name");
    case personal_number:
        if (number_kind) return *number_kind == Kind::egn ? tr("EGN") : tr("LNCh");
        return tr("Personal number");
    case birth_date:
        return tr("Birth date");
    case sex:
        return tr("Sex");
    case validity:
        return tr("Validity");
    }
    return {};
}

wxString verdict_word(const portal::contract::ComparedField& row)
{
    const bool validity = row.field == portal::contract::Field::validity;
    switch (row.verdict) {
    case Verdict::exact:
        return validity ? tr("valid") : tr("matches");
    case Verdict::variant:
        return tr("variant");
    case Verdict::truncated:
        return tr("shortened");
    case Verdict::mismatch:
        return validity ? tr("expired") : tr("mismatch");
    case Verdict::absent:
        return tr("missing");
    case Verdict::later:
        return tr("by the portal");
    }
    return {};
}

Shape shape_of(Verdict verdict)
{
    switch (verdict) {
    case Verdict::exact:
        return Shape::tick;
    case Verdict::variant:
        return Shape::variant;
    case Verdict::truncated:
        return Shape::cut;
    case Verdict::mismatch:
        return Shape::cross;
    case Verdict::absent:
        return Shape::absent;
    case Verdict::later:
        return Shape::unplugged;
    }
    return Shape::absent;
}

Tone tone_of(Verdict verdict)
{
    switch (verdict) {
    case Verdict::exact:
        return Tone::good;
    case Verdict::variant:
    case Verdict::truncated:
    case Verdict::later:
        return Tone::caution;
    case Verdict::mismatch:
        return Tone::bad;
    case Verdict::absent:
        return Tone::neutral;
    }
    return Tone::neutral;
}

wxString explanation_of(const portal::contract::ComparedField& row)
{
    if (const auto* const words = find(kExplanations, row.reason)) return translated(words->title);
    switch (row.verdict) {
    case Verdict::exact:
        return tr("Both sides agree.");
    case Verdict::variant:
        return tr("A usual spelling of the same name.");
    case Verdict::truncated:
        return tr("The document has room for the beginning only, and that agrees.");
    case Verdict::mismatch:
        return tr("The two sides differ.");
    case Verdict::absent:
        return tr("One side holds nothing to compare.");
    case Verdict::later:
        return tr("It cannot be compared without a connection; the portal does it later.");
    }
    return {};
}

Sentence stop_words(const CompareView& step)
{
    const auto& reason = step.comparison.stop_reason;
    const auto* words = find(kStops, reason);
    if (reason == "suspected_forgery")
        for (const auto& check : step.checks)
            if (const auto* const named = forgery_of(check); named && check.result == CheckLine::Result::failed) {
                words = named;
                break;
            }
    if (words) return {translated(words->title), translated(words->advice)};
    return {tr("Stop: this document cannot confirm this account"), tr("Nothing was recorded.")};
}
} // namespace kiosk::ui
