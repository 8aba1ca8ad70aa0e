#include <doctest/doctest.h>

#include "tests/hardware/document/reading_fixture.hpp"

/// Cards that can prove themselves in several ways, with a fault in one of them: which of them decides.
using namespace hardware;
using namespace hardware::document;
using virtual_card::ActiveKeyKind;
using virtual_card::Description;
using virtual_card::Fault;

namespace {
/// Chip authentication, the mapping and active authentication together.
Description card_of_all_ways()
{
    auto description = specimen();
    description.mapping = Mapping::chip_authentication;
    description.own_mapping_key = true;
    description.active_authentication = ActiveKeyKind::elliptic;
    return description;
}

Description without_chip_authentication(Description description)
{
    description.chip_authentication = false;
    return description;
}

/// DG14 holds the key of the mapping.
Description with_shared_key(Description description)
{
    description.own_mapping_key = false;
    return description;
}

struct Expectation {
    Fault fault;
    Outcome outcome;
    std::string reason; ///< of the chip; empty: it is proven
};

void check_faults(Description description, const std::set<Fault>& faults, Outcome outcome, const std::string& reason)
{
    description.faults = faults;
    const auto reading = read(description, with_can());
    CAPTURE(reading.error_detail);
    CHECK(reading.outcome == outcome);
    CHECK(check_of(reading, CheckId::chip).reason == reason);
    CHECK(passed(reading, CheckId::chip) == reason.empty());
}

void check(const Description& base, const std::vector<Expectation>& expectations)
{
    REQUIRE(read(base, with_can()).outcome == Outcome::genuine);
    for (const auto& expected : expectations) {
        const std::string name{virtual_card::all_faults()[static_cast<std::size_t>(expected.fault)].name};
        CAPTURE(name);
        check_faults(base, {expected.fault}, expected.outcome, expected.reason);
    }
}
} // namespace

TEST_CASE("chip authentication decides before the mapping and active authentication")
{
    using enum Fault;
    check(card_of_all_ways(), {{cloned_chip, Outcome::not_genuine, "chip_has_not_the_key"},
                               {refused_proof, Outcome::not_genuine, "active_authentication_refused"},
                               {breaks_off, Outcome::not_genuine, "active_authentication_refused"},
                               {stale_signature, Outcome::genuine, {}}, // it is not asked for
                               {removed_card_security, Outcome::genuine, {}},
                               {forged_card_security, Outcome::genuine, {}},
                               {foreign_card_security, Outcome::genuine, {}},
                               {garbled_card_security, Outcome::genuine, {}},
                               {cut_card_security, Outcome::genuine, {}},
                               {oversized_card_security, Outcome::genuine, {}},
                               {unannounced_mapping, Outcome::genuine, {}},
                               {removed_dg14, Outcome::not_genuine, "signature_not_proven"},
                               {forged_sod, Outcome::not_genuine, "signature_not_proven"},
                               {foreign_authority, Outcome::unproven, {}}});
}

TEST_CASE("the mapping and active authentication decide together")
{
    using enum Fault;
    check(without_chip_authentication(card_of_all_ways()),
          {{cloned_chip, Outcome::not_genuine, "chip_has_not_the_key"},
           {refused_proof, Outcome::not_genuine, "active_authentication_refused"},
           {breaks_off, Outcome::not_genuine, "active_authentication_refused"},
           {stale_signature, Outcome::not_genuine, "chip_has_not_the_key"},
           {cut_signature, Outcome::not_genuine, "chip_has_not_the_key"},
           {removed_dg15, Outcome::not_genuine, "signature_not_proven"},
           {forged_card_security, Outcome::not_genuine, "card_security_not_signed"},
           {removed_card_security, Outcome::genuine, {}}, // the key of DG15 is this document's own
           {foreign_card_security, Outcome::genuine, {}},
           {garbled_card_security, Outcome::genuine, {}},
           {unannounced_mapping, Outcome::genuine, {}}});
}

TEST_CASE("where DG14 holds a key of the chip, a mapping with another one proves nothing")
{
    using enum Fault;
    auto description = with_shared_key(card_of_all_ways());
    description.active_authentication.reset();
    check(description, {{borrowed_mapping_key, Outcome::not_genuine, "chip_authentication_refused"}});
    description.chip_key_info = virtual_card::ChipKeyInfo::key_alone;
    check(description, {{borrowed_mapping_key, Outcome::not_genuine, "chip_has_not_the_key"}});
    description.chip_parameters = 12; // on another curve it cannot be the key of the mapping, and has to prove itself
    description.own_mapping_key = true;
    check(description, {{borrowed_mapping_key, Outcome::unproven, "chip_key_not_proven"}});
    description.own_mapping_key = false;
    description.chip_parameters.reset();
    description.active_authentication = ActiveKeyKind::elliptic;
    check(description, {{borrowed_mapping_key, Outcome::not_genuine, "active_authentication_refused"}});
}

TEST_CASE("beside a key of DG14 that cannot be spoken a mapping proves nothing, and that key is the reason")
{
    auto description = card_of_all_ways();
    description.active_authentication.reset();
    for (const bool own_mapping_key : {true, false}) {
        CAPTURE(own_mapping_key);
        description.own_mapping_key = own_mapping_key;
        check_faults(description, {Fault::unknown_chip_parameters}, Outcome::unproven, "unsupported_chip_key");
        check_faults(description, {Fault::unknown_chip_parameters, Fault::borrowed_mapping_key}, Outcome::unproven,
                     "unsupported_chip_key");
    }
}

TEST_CASE("a card that maps with a key of its own proves itself by chip authentication with that of DG14")
{
    auto description = card_of_all_ways();
    description.active_authentication.reset();
    description.chip_key_info = virtual_card::ChipKeyInfo::key_alone;
    check(description, {{Fault::cloned_chip, Outcome::not_genuine, "chip_has_not_the_key"}});
}

TEST_CASE("a mapping with the key of DG14 decides before all else")
{
    using enum Fault;
    check(with_shared_key(card_of_all_ways()), {{cloned_chip, Outcome::not_genuine, "chip_has_not_the_key"},
                                                {stale_signature, Outcome::genuine, {}},
                                                {garbled_card_security, Outcome::genuine, {}},
                                                {forged_card_security, Outcome::genuine, {}},
                                                {removed_dg14, Outcome::not_genuine, "signature_not_proven"},
                                                {removed_dg15, Outcome::genuine, {}}});
}
