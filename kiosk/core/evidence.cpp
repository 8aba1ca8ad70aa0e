#include "kiosk/core/evidence.hpp"

#include <sodium.h>

#include "kiosk/core/document_names.hpp"
#include "kiosk/core/evidence_parts.hpp"

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

contract::BirthDate birth_of(const document::Mrz& zone)
{
    contract::BirthDate birth;
    birth.year = zone.birth_date.year;
    birth.month = zone.birth_date.month;
    birth.day = zone.birth_date.day;
    return birth;
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

} // namespace kiosk
