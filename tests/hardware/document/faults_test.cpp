#include <doctest/doctest.h>

#include <set>

#include "tests/hardware/document/reading_fixture.hpp"

using namespace hardware;
using namespace hardware::document;
using virtual_card::ActiveKeyKind;
using virtual_card::Description;
using virtual_card::Fault;

namespace {
/// The genuine card that one fault is put into.
enum class Base { chip_authentication, mapping, mapping_with_key, active_rsa, active_elliptic, basic_access };

Description card_of(Base base)
{
    auto description = specimen();
    switch (base) {
    case Base::chip_authentication:
        description.authority = "МВР София";
        break;
    case Base::mapping:
        description.mapping = Mapping::chip_authentication;
        description.chip_authentication = false;
        break;
    case Base::mapping_with_key: // which stands in DG14 without a word of chip authentication
        description.mapping = Mapping::chip_authentication;
        description.chip_key_info = virtual_card::ChipKeyInfo::key_alone;
        break;
    case Base::active_rsa:
        description.chip_authentication = false;
        description.active_authentication = ActiveKeyKind::rsa;
        break;
    case Base::active_elliptic:
        description.chip_authentication = false;
        description.active_authentication = ActiveKeyKind::elliptic;
        break;
    case Base::basic_access:
        description.pace = false;
        description.bac = true;
        break;
    }
    return description;
}

/// What a reading of a card with one fault must come to: a check with its reason, or an error.
struct Expectation {
    Fault fault;
    Outcome outcome;
    std::optional<CheckId> check;
    std::string reason;
    std::optional<ReadError> error;
    Base base{Base::chip_authentication};
};

Expectation forged(Fault fault, CheckId check, std::string reason, Base base = Base::chip_authentication)
{
    return {fault, Outcome::not_genuine, check, std::move(reason), {}, base};
}
Expectation unproven(Fault fault, CheckId check, std::string reason, Base base = Base::chip_authentication)
{
    return {fault, Outcome::unproven, check, std::move(reason), {}, base};
}
Expectation broken(Fault fault, Outcome outcome = Outcome::unreadable, Base base = Base::chip_authentication)
{
    return {fault, outcome, {}, {}, ReadError::protocol_violation, base};
}
Expectation ended(Fault fault, ReadError error, Base base = Base::chip_authentication)
{
    return {fault, Outcome::unreadable, {}, {}, error, base};
}

const std::vector<Expectation>& expectations()
{
    using enum Fault;
    using enum CheckId;
    static const std::vector<Expectation> kAll{
        forged(changed_dg1, data_group_hashes, "hash_mismatch_dg1"),
        forged(changed_dg2, data_group_hashes, "hash_mismatch_dg2"),
        forged(changed_dg11, data_group_hashes, "hash_mismatch_dg11"),
        forged(changed_dg12, data_group_hashes, "hash_mismatch_dg12"),
        forged(changed_dg14, data_group_hashes, "hash_mismatch_dg14"),
        forged(changed_dg15, data_group_hashes, "hash_mismatch_dg15", Base::active_rsa),
        forged(removed_dg2, data_group_hashes, "missing_dg2"),
        forged(removed_dg14, chip, "chip_key_removed"),
        forged(removed_dg15, chip, "chip_key_removed", Base::active_rsa),
        forged(removed_sod, sod_signature, "missing"),
        forged(unlisted_dg1, data_group_hashes, "not_signed_dg1"),
        forged(forged_sod, sod_signature, "signature_wrong"),
        forged(changed_hash, sod_signature, "signature_wrong"),
        unproven(foreign_authority, signer_chain, "issuer_unknown"),
        forged(impersonated_authority, signer_chain, "not_signed_by_issuer"),
        forged(future_signer, signer_validity, "signer_not_yet_valid"),
        forged(late_signature, signer_validity, "signed_outside_signer_validity"),
        forged(future_signature, signer_validity, "signed_in_the_future"),
        forged(signer_for_other_use, signer_chain, "signer_may_not_sign"),
        forged(signer_of_other_country, signer_chain, "signer_country_differs"),
        forged(critical_extension, signer_chain, "unknown_critical_extension"),
        forged(unnamed_curve, signer_chain, "unknown_curve"),
        forged(missing_certificate, sod_signature, "signer_certificate_missing"),
        forged(missing_signer, sod_signature, "signer_missing"),
        forged(other_content, sod_signature, "malformed"),
        forged(other_signed_content, sod_signature, "signed_type_differs"),
        forged(missing_signed_attributes, sod_signature, "signed_attributes_missing"),
        forged(signer_of_lists, signer_chain, "signer_may_not_sign"),
        forged(unknown_version, sod_signature, "malformed"),
        forged(unknown_hash, sod_signature, "malformed"),
        forged(doubled_group, sod_signature, "malformed"),
        forged(cut_sod, sod_signature, "malformed"),

        forged(cloned_chip, chip, "chip_has_not_the_key"),
        forged(cloned_chip, chip, "chip_has_not_the_key", Base::mapping),
        forged(cloned_chip, chip, "chip_has_not_the_key", Base::active_rsa),
        forged(cloned_chip, chip, "chip_has_not_the_key", Base::active_elliptic),
        forged(breaks_off, chip, "chip_authentication_refused"),
        forged(breaks_off, chip, "active_authentication_refused", Base::active_rsa),
        forged(refused_proof, chip, "chip_authentication_refused"),
        forged(refused_proof, chip, "active_authentication_refused", Base::active_elliptic),
        forged(stale_signature, chip, "chip_has_not_the_key", Base::active_rsa),
        forged(stale_signature, chip, "chip_has_not_the_key", Base::active_elliptic),
        forged(cut_signature, chip, "chip_has_not_the_key", Base::active_rsa),
        forged(cut_signature, chip, "chip_has_not_the_key", Base::active_elliptic),
        broken(chip_key_off_curve, Outcome::unproven),
        unproven(unknown_chip_parameters, chip, "unsupported_chip_key"),
        forged(altered_card_access, card_access, "differs_from_dg14"),
        forged(removed_offer, card_access, "offer_removed"),
        unproven(unannounced_mapping, chip, "mapping_not_announced", Base::mapping),
        unproven(removed_card_security, chip, "no_card_security", Base::mapping),
        forged(forged_card_security, chip, "card_security_not_signed", Base::mapping),
        unproven(foreign_card_security, chip, "card_security_not_proven", Base::mapping),
        forged(garbled_card_security, chip, "card_security_malformed", Base::mapping),
        forged(cut_card_security, chip, "card_security_malformed", Base::mapping),
        forged(oversized_card_security, chip, "card_security_malformed", Base::mapping),
        broken(missing_mapping_proof, Outcome::unreadable, Base::mapping),
        broken(cut_mapping_proof, Outcome::unreadable, Base::mapping),
        forged(borrowed_mapping_key, chip, "chip_has_not_the_key", Base::mapping_with_key),

        ended(no_application, ReadError::not_a_travel_document),
        ended(no_application, ReadError::not_a_travel_document, Base::basic_access),
        ended(blocked, ReadError::blocked),
        ended(blocked_at_last, ReadError::blocked),
        ended(refused_pace, ReadError::unsupported),
        broken(missing_nonce),
        broken(cut_nonce),
        broken(mapping_point_off_curve),
        broken(point_off_curve),
        broken(point_at_infinity),
        broken(echoed_mapping_key),
        broken(echoed_key),
        broken(missing_key),
        broken(wrong_token),
        broken(missing_token),
        broken(wrong_bac_mac, Outcome::unreadable, Base::basic_access),
        broken(other_bac_challenge, Outcome::unreadable, Base::basic_access),
        broken(cut_bac_answer, Outcome::unreadable, Base::basic_access),

        broken(wrong_mac),
        broken(skipped_counter),
        broken(unprotected_answer),
        broken(replayed_answer),
        broken(missing_mac),
        broken(cut_mac),
        broken(missing_status),
        broken(differing_status),
        broken(wrong_padding),
        broken(wrong_padding_indicator),
        broken(partial_block),
        broken(unknown_object),
        broken(doubled_cryptogram),
        broken(object_behind_mac),
        broken(missing_cryptogram),
        broken(no_status_at_all),

        broken(truncated_file, Outcome::unproven),
        broken(endless_file, Outcome::unproven),
        broken(headless_file),
        broken(starving_file, Outcome::unproven),
        broken(crumbling_files, Outcome::unproven),
        broken(indefinite_length),
        broken(nested_length),
        broken(other_tag),
        forged(wrong_check_digit, mrz, "wrong_check_digit_document_number"),
        broken(wrong_letter),
        broken(garbled_card_access),
        forged(garbled_card_access, card_access, "malformed", Base::basic_access),
        ended(silent, ReadError::timeout),
        broken(endless_answer),
        ended(wrong_length_always, ReadError::unsupported),
    };
    return kAll;
}

ReadOptions options_for(const Description& description, Base base)
{
    if (base != Base::basic_access) return with_can();
    const virtual_card::VirtualDocument document{description, demo_authority()};
    return {MrzKey{document.mrz_information()}, kToday, {}, {}};
}
} // namespace

TEST_CASE("the cards that faults are put into are genuine without them")
{
    for (const auto base : {Base::chip_authentication, Base::mapping, Base::mapping_with_key, Base::active_rsa,
                            Base::active_elliptic, Base::basic_access}) {
        CAPTURE(static_cast<int>(base));
        const auto description = card_of(base);
        const auto reading = read(description, options_for(description, base));
        CAPTURE(reading.error_detail);
        CHECK(reading.outcome == Outcome::genuine);
    }
}

TEST_CASE("a card with one fault is never genuine, and the fault is named")
{
    for (const auto& expected : expectations()) {
        const std::string name{virtual_card::all_faults()[static_cast<std::size_t>(expected.fault)].name};
        CAPTURE(name);
        CAPTURE(static_cast<int>(expected.base));
        auto description = card_of(expected.base);
        const auto options = options_for(description, expected.base);
        description.faults = {expected.fault};
        const auto reading = read(description, options);
        CAPTURE(reading.error_detail);
        CHECK(reading.outcome == expected.outcome);
        CHECK(reading.error == expected.error);
        if (expected.check) CHECK(check_of(reading, *expected.check).reason == expected.reason);
    }
}

TEST_CASE("every fault that a card in software knows is expected here")
{
    std::set<Fault> expected;
    for (const auto& entry : expectations())
        expected.insert(entry.fault);
    expected.insert({Fault::no_face, Fault::no_picture, Fault::garbled_name, Fault::expired_signer}); // the next cases
    for (const auto& known : virtual_card::all_faults()) {
        CAPTURE(known.name);
        CHECK(expected.contains(known.fault));
    }
    CHECK(virtual_card::all_faults().size() >= 60);
}

TEST_CASE("a card stays genuine when its signer's certificate ended after signing")
{
    auto description = specimen();
    description.faults = {Fault::expired_signer};
    const auto reading = read(description, with_can());
    CHECK(reading.outcome == Outcome::genuine);
    CHECK(check_of(reading, CheckId::signer_validity).result == CheckResult::not_possible);
    CHECK(check_of(reading, CheckId::signer_validity).reason == "signer_expired");
}

TEST_CASE("a wrong check digit on the chip is told beside what the chip says")
{
    auto description = specimen();
    description.faults = {Fault::wrong_check_digit};
    const auto reading = read(description, with_can());
    REQUIRE(reading.mrz);
    CHECK(reading.mrz->surname == "KONSTANTINOVA");
    CHECK(reading.mrz->document_number == "AA1234566");
    CHECK(passed(reading, CheckId::document_validity));
}

TEST_CASE("what the issuer himself signed wrongly is left out, and the card stays genuine")
{
    auto description = specimen();
    for (const auto fault : {Fault::no_face, Fault::no_picture}) {
        description.faults = {fault};
        const auto reading = read(description, with_can());
        CHECK(reading.outcome == Outcome::genuine);
        CHECK_FALSE(reading.portrait);
    }
    description.faults = {Fault::garbled_name};
    const auto reading = read(description, with_can());
    CHECK(reading.outcome == Outcome::genuine);
    REQUIRE(reading.native);
    CHECK(reading.native->name.empty());
    CHECK(reading.native->personal_number == "8506156591");
}
