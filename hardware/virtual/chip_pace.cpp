#include "hardware/virtual/chip_pace.hpp"

#include <utility>

#include "hardware/card/pace.hpp"
#include "hardware/card/tlv.hpp"

namespace hardware::virtual_card {
namespace {
using card::join;
using card::make_tlv;
using card::Response;
namespace ssl = card::ssl;

Response status(std::uint16_t sw)
{
    return {{}, sw};
}
Response dynamic(card::Tag tag, ByteView value)
{
    return {make_tlv(0x7C, make_tlv(tag, value)), 0x9000};
}
} // namespace

ChipPace::ChipPace(const Description& description, const DocumentFiles& document)
    : description_{description}, document_{document}, cipher_{offered_cipher(description)},
      group_{card::standardised_group(description.parameters)}
{
}

Bytes ChipPace::offered_oid() const
{
    auto offered = description_;
    offered.cipher = cipher_;
    return pace_oid(offered);
}

Response ChipPace::choose(ByteView template_data)
{
    if (has(Fault::blocked)) return status(0x63C0);
    if (has(Fault::refused_pace)) return status(0x6A80);
    const auto protocol = card::find(template_data, 0x80);
    const auto password = card::find(template_data, 0x83);
    if (!protocol || !card::equal(protocol->value, offered_oid()) || !password || password->value.size() != 1)
        return status(0x6A80);
    by_can_ = password->value[0] == 0x02;
    return status(0x9000);
}

Response ChipPace::step(ByteView data)
{
    if (data.empty()) return give_nonce();
    if (!nonce_sent_) return status(0x6985);
    const auto object = card::TlvReader{data}.next();
    switch (object.tag) {
    case 0x81:
        return map(object.value);
    case 0x83:
        return agree(object.value);
    case 0x85:
        return show_token(object.value);
    default:
        return status(0x6A80);
    }
}

std::optional<card::SessionKeys> ChipPace::take_session()
{
    return std::exchange(session_, std::nullopt);
}

Response ChipPace::give_nonce()
{
    const auto integrated = description_.mapping == card::Mapping::integrated;
    const auto nonce = card::random_bytes(integrated ? card::chip_nonce_size(cipher_) : 16);
    nonce_.assign(nonce.begin(), nonce.end());
    nonce_sent_ = true;
    const card::Secret secret =
        by_can_ ? card::Secret{card::Can{description_.can}} : card::Secret{card::MrzKey{document_.mrz_information}};
    const auto key = card::password_key(cipher_, secret);
    auto shown = card::encrypt_cbc(cipher_, key, Bytes(card::block_size(cipher_)), nonce);
    if (has(Fault::missing_nonce)) return {make_tlv(0x7C, {}), 0x9000};
    if (has(Fault::cut_nonce)) shown.pop_back();
    return dynamic(0x80, shown);
}

Response ChipPace::map(ByteView terminal_part)
{
    if (description_.mapping == card::Mapping::integrated) {
        if (terminal_part.size() != card::terminal_nonce_size(cipher_)) return status(0x6A80);
        mapped_ = group_->map_integrated(card::pseudorandom(cipher_, nonce_, terminal_part, group_->prime_bits()));
        return dynamic(0x82, {});
    }
    mapping_key_ = group_->generate();
    mapped_ = group_->map_generic(nonce_, mapping_key_.secret.get(), terminal_part);
    auto shown = mapping_key_.public_key;
    if (has(Fault::mapping_point_off_curve)) shown.back() ^= 1;
    if (has(Fault::echoed_mapping_key)) shown = {terminal_part.begin(), terminal_part.end()};
    return dynamic(0x82, shown);
}

Response ChipPace::agree(ByteView terminal_key)
{
    if (!mapped_) return status(0x6985);
    terminal_key_ = mapped_->checked(terminal_key);
    key_ = mapped_->generate();
    agreed_ = card::derive_session_keys(cipher_, mapped_->agree(key_.secret.get(), terminal_key_));
    auto shown = key_.public_key;
    if (has(Fault::point_off_curve)) shown.back() ^= 1;
    if (has(Fault::point_at_infinity)) shown = {group_->elliptic() ? std::uint8_t{0} : std::uint8_t{1}};
    if (has(Fault::echoed_key)) shown = terminal_key_;
    if (has(Fault::missing_key)) return {make_tlv(0x7C, {}), 0x9000};
    return dynamic(0x84, shown);
}

/// The mapping key divided by the static one, under the new session's key. Source: ICAO 9303-11 §4.4.3.5.
Bytes ChipPace::mapping_proof() const
{
    const auto work = ssl::own<ssl::BignumContext>(BN_CTX_new(), "BN_CTX_new");
    const auto* const order = group_->order();
    const auto inverse = ssl::own<ssl::Bignum>(
        BN_mod_inverse(nullptr, document_.key_of_mapping().secret.get(), order, work.get()), "BN_mod_inverse");
    const auto factor = ssl::own<ssl::Bignum>(BN_new(), "BN_new");
    ssl::check(BN_mod_mul(factor.get(), mapping_key_.secret.get(), inverse.get(), order, work.get()) == 1,
               "BN_mod_mul");
    Bytes bytes(static_cast<std::size_t>(BN_num_bytes(order)));
    ssl::check(BN_bn2binpad(factor.get(), bytes.data(), static_cast<int>(bytes.size())) > 0, "BN_bn2binpad");
    return card::encrypt_cbc(cipher_, agreed_->encryption, card::proof_iv(*agreed_),
                             card::pad(bytes, card::block_size(cipher_)));
}

Response ChipPace::show_token(ByteView terminal_token)
{
    if (!agreed_) return status(0x6985);
    const auto oid = offered_oid();
    const auto expected = card::authentication_token(*agreed_, oid, *group_, key_.public_key);
    if (has(Fault::blocked_at_last)) return status(0x63C0);
    if (!card::equal(expected, terminal_token)) return status(0x6300);
    auto own = card::authentication_token(*agreed_, oid, *group_, terminal_key_);
    if (has(Fault::wrong_token)) own[0] ^= 1;
    auto shown = has(Fault::missing_token) ? Bytes{} : make_tlv(0x86, own);
    if (description_.mapping == card::Mapping::chip_authentication && !has(Fault::missing_mapping_proof)) {
        auto proof = mapping_proof();
        if (has(Fault::cut_mapping_proof)) proof.pop_back();
        shown = join({shown, make_tlv(0x8A, proof)});
    }
    session_ = std::exchange(agreed_, std::nullopt);
    return {make_tlv(0x7C, shown), 0x9000};
}
} // namespace hardware::virtual_card
