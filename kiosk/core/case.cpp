#include "kiosk/core/case.hpp"

#include <sodium.h>

namespace kiosk {
namespace {
void wipe_names(portal::contract::PersonNames& names)
{
    wipe_text(names.given);
    wipe_text(names.fathers);
    wipe_text(names.family);
}

void wipe_names(std::optional<portal::contract::PersonNames>& names)
{
    if (names) wipe_names(*names);
}

void wipe_document(ReadDocument& document)
{
    auto& evidence = document.evidence;
    wipe_text(evidence.number);
    wipe_names(evidence.latin_names);
    wipe_names(evidence.native_names);
    wipe_text(evidence.personal_number.digits);
    auto& facts = document.facts;
    wipe_text(facts.surname_zone);
    wipe_text(facts.given_names_zone);
    wipe_names(facts.native_names);
    if (facts.number) wipe_text(facts.number->digits);
}

void wipe_comparison(portal::contract::Comparison& comparison)
{
    for (auto& field : comparison.fields) {
        wipe_text(field.account_text);
        wipe_text(field.account_latin);
        wipe_text(field.document_text);
    }
}
} // namespace

void wipe_text(std::string& text)
{
    sodium_memzero(text.data(), text.size());
    text.clear();
}

void Case::wipe_account()
{
    wipe_text(entered);
    if (account) {
        wipe_text(account->username);
        wipe_text(account->email_masked);
    }
    wipe_names(claim.names);
    wipe_text(claim.number_masked);
    wipe_comparison(comparison);
    account.reset();
    pass.reset();
    claim = {};
    number_hash.reset();
    comparison = {};
    offline = citizen_confirmed = names_adopted = false;
}

void Case::wipe()
{
    wipe_account();
    drop_document();
    forgery_shown = false;
}

void Case::drop_document()
{
    if (document) wipe_document(*document);
    document.reset();
    wipe_comparison(comparison);
    comparison = {};
    names_adopted = false;
    features_seen.clear();
}

Case::~Case()
{
    wipe();
}
} // namespace kiosk
