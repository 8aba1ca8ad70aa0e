#include <doctest/doctest.h>

#include "hardware/card/tlv.hpp"
#include "hardware/document/card_security.hpp"

using namespace hardware;
using namespace hardware::document;

namespace {
/// One way of PACE: key agreement and mapping by `arc`, 2 being generic mapping over curves.
Bytes offer(Cipher cipher, int parameters, int arc = 2)
{
    auto protocol = from_hex("04007F0007020204");
    protocol.push_back(static_cast<std::uint8_t>(arc));
    protocol.push_back(static_cast<std::uint8_t>(static_cast<int>(cipher) + 1));
    const auto number = [](int value) { return card::make_tlv(0x02, Bytes{static_cast<std::uint8_t>(value)}); };
    return card::make_tlv(0x30, card::join({card::make_tlv(0x06, protocol), number(2), number(parameters)}));
}

const Bytes kUsed = offer(Cipher::aes_128, 13);

Access by_pace()
{
    return {AccessProtocol::pace, Mapping::generic, Cipher::aes_128, "brainpoolP256r1", {}, false};
}

Check compare(std::initializer_list<ByteView> offered, std::initializer_list<ByteView> signed_ones,
              const Access& access = by_pace())
{
    const auto infos = card::parse_security_infos(card::make_tlv(0x31, card::join(signed_ones)));
    const auto card_access = card::make_tlv(0x31, card::join(offered));
    auto check = check_card_access(card_access, infos, {}, access);
    // By EF.CardSecurity it is the same, but for what is said where DG14 has none.
    CHECK(check_card_access(card_access, {}, CardSecurity{infos, {}}, access).result == check.result);
    return check;
}
} // namespace

TEST_CASE("offers that are signed one for one are in order, in whatever order")
{
    const auto other = offer(Cipher::aes_256, 13);
    CHECK(compare({kUsed, other}, {other, kUsed}).result == CheckResult::passed);
}

TEST_CASE("an offer that nobody signed is manipulated")
{
    const auto check = compare({kUsed, offer(Cipher::tdes, 13)}, {kUsed});
    CHECK(check.result == CheckResult::failed);
    CHECK(check.reason == "differs_from_dg14");
}

TEST_CASE("an offer that EF.CardSecurity signs is no manipulation where that file was not read")
{
    const auto mapping = offer(Cipher::aes_128, 13, 6);
    const auto infos = card::parse_security_infos(card::make_tlv(0x31, kUsed));
    const auto check_offered = [&](ByteView offered, const std::optional<CardSecurity>& card_security,
                                   const Access& access) {
        return check_card_access(card::make_tlv(0x31, card::join({kUsed, offered})), infos, card_security, access);
    };
    const auto check = check_offered(mapping, {}, by_pace());
    CHECK(check.result == CheckResult::not_possible);
    CHECK(check.reason == "card_security_not_read");
    CHECK(check_offered(offer(Cipher::aes_128, 13, 4), {}, by_pace()).reason == "differs_from_dg14");
    CHECK(check_offered(mapping, CardSecurity{infos, {}}, by_pace()).reason == "differs_from_dg14");
    auto by_mapping = by_pace();
    by_mapping.mapping = Mapping::chip_authentication;
    CHECK(check_offered(mapping, {}, by_mapping).reason == "differs_from_dg14");
}

TEST_CASE("a signed offer that was taken out is manipulated where it might have been taken")
{
    for (const auto& missing : {offer(Cipher::aes_256, 13), offer(Cipher::aes_128, 16)}) {
        const auto check = compare({kUsed}, {kUsed, missing});
        CHECK(check.result == CheckResult::failed);
        CHECK(check.reason == "offer_removed");
    }
    Access by_bac{AccessProtocol::bac, {}, Cipher::tdes, {}, SecretKind::mrz, false};
    CHECK(compare({offer(Cipher::aes_128, 13, 5)}, {offer(Cipher::aes_128, 13, 5), kUsed}, by_bac).reason ==
          "offer_removed");
}

TEST_CASE("a signed offer that is weaker or that no reader knows may be missing, and proves nothing")
{
    for (const auto& missing : {offer(Cipher::tdes, 13), offer(Cipher::aes_256, 13, 5), offer(Cipher::aes_256, 31)}) {
        const auto check = compare({kUsed}, {kUsed, missing});
        CHECK(check.result == CheckResult::not_possible);
        CHECK(check.reason == "fewer_than_signed");
    }
}
