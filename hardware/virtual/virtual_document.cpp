#include "hardware/virtual/virtual_document.hpp"

#include <algorithm>
#include <utility>

#include "hardware/card/bac.hpp"
#include "hardware/card/file_reader.hpp"
#include "hardware/card/pace.hpp"
#include "hardware/card/tlv.hpp"
#include "hardware/error.hpp"

namespace hardware::virtual_card {
namespace {
using card::Command;
using card::find;
using card::join;
using card::make_tlv;
using card::Response;

Response status(std::uint16_t sw)
{
    return {{}, sw};
}
Response dynamic(card::Tag tag, ByteView value)
{
    return {make_tlv(0x7C, make_tlv(tag, value)), 0x9000};
}

Bytes encode_answer(const Response& response)
{
    return join(
        {response.data, Bytes{static_cast<std::uint8_t>(response.sw >> 8), static_cast<std::uint8_t>(response.sw)}});
}

constexpr std::size_t kShortBlock = 256;
} // namespace

VirtualDocument::VirtualDocument(Description description, const DemoAuthority& authority)
    : description_{std::move(description)}, document_{make_files(description_, authority)},
      curve_{card::Curve::standardised(description_.parameters)}
{
}

Bytes VirtualDocument::atr() const
{
    return {0x3B, 0x80, 0x80, 0x01, 0x01};
}

void VirtualDocument::reset()
{
    application_selected_ = false;
    opened_ = false;
    current_file_ = 0;
    pace_.reset();
    agreed_.reset();
    chip_authentication_set_ = false;
    challenge_.clear();
    messaging_.reset();
    next_messaging_.reset();
    last_answer_.clear();
}

Bytes VirtualDocument::answer(ByteView bytes)
{
    const auto command = card::parse_command(bytes);
    if (!command) return encode_answer(status(0x6700));
    const bool long_form = bytes.size() > 5 && bytes[4] == 0;
    if (long_form && !description_.extended_length) {
        messaging_.reset(); // an error outside secure messaging ends the session
        return encode_answer(status(0x6700));
    }
    try {
        if (next_messaging_) messaging_ = std::exchange(next_messaging_, std::nullopt);
        const bool secured = (command->cla & 0x0C) == 0x0C;
        if (secured && messaging_) return answer_protected(*command);
        if (secured) return encode_answer(status(0x6988));
        if (messaging_) { // a command in clear ends the session
            messaging_.reset();
            opened_ = false;
        }
        return encode_answer(execute(*command));
    } catch (const Error&) {
        messaging_.reset();
        opened_ = false;
        return encode_answer(status(0x6988));
    }
}

Bytes VirtualDocument::answer_protected(const Command& command)
{
    const auto plain = messaging_->open_command(command);
    const auto response = execute(plain);
    auto answer = messaging_->protect_answer(response, (plain.ins & 1) != 0);
    if (description_.has(Fault::unprotected_answer)) return encode_answer(response);
    if (description_.has(Fault::replayed_answer) && !last_answer_.empty()) return last_answer_;
    if (description_.has(Fault::wrong_mac)) answer[answer.size() - 3] ^= 1;
    last_answer_ = answer;
    return answer;
}

Response VirtualDocument::execute(const Command& command)
{
    switch (command.ins) {
    case 0xA4:
        return select(command);
    case 0xB0:
    case 0xB1:
        return read_binary(command);
    case 0x22:
        return set_environment(command);
    case 0x86:
        return general_authenticate(command);
    case 0x84:
        return get_challenge();
    case 0x82:
        return external_authenticate(command);
    default:
        return status(0x6D00);
    }
}

Response VirtualDocument::select(const Command& command)
{
    static const Bytes kApplication{0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01};
    current_file_ = 0;
    if (command.p1 == 0x04) {
        if (command.data != kApplication || description_.has(Fault::no_application)) return status(0x6A82);
        application_selected_ = true;
        return status(0x9000);
    }
    if (command.p1 == 0x00) {
        application_selected_ = false;
        return status(0x9000);
    }
    if (command.data.size() != 2) return status(0x6A80);
    const auto file = static_cast<std::uint16_t>(command.data[0] << 8 | command.data[1]);
    if (!document_.files.contains(file)) return status(0x6A82);
    if (!may_read(file)) return status(0x6982);
    current_file_ = file;
    return status(0x9000);
}

bool VirtualDocument::may_read(std::uint16_t file) const
{
    if (file == card::kCardAccess.id) return !application_selected_;
    return application_selected_ && opened_;
}

Response VirtualDocument::read_binary(const Command& command)
{
    std::size_t offset = static_cast<std::size_t>(command.p1) << 8 | command.p2;
    const bool odd = command.ins == 0xB1;
    if (odd) {
        const auto wanted = find(command.data, 0x54);
        if (!wanted || wanted->value.empty() || wanted->value.size() > 3) return status(0x6A80);
        offset = 0;
        for (const auto byte : wanted->value)
            offset = offset << 8 | byte;
    } else if ((command.p1 & 0x80) != 0) {
        const auto id = static_cast<std::uint16_t>(0x0100 | (command.p1 & 0x1F));
        if (!document_.files.contains(id)) return status(0x6A82);
        if (!may_read(id)) return status(0x6982);
        current_file_ = id;
        offset = command.p2;
    }
    const auto found = document_.files.find(current_file_);
    if (found == document_.files.end()) return status(0x6986);
    const ByteView file{found->second};
    if (offset >= file.size()) return status(0x6B00);
    const auto limit = description_.extended_length ? command.le.value_or(kShortBlock)
                                                    : std::min(command.le.value_or(kShortBlock), kShortBlock);
    const auto count = std::min(odd && limit > 4 ? limit - 4 : limit, file.size() - offset);
    const auto part = file.subspan(offset, count);
    const std::uint16_t sw = count < limit && !odd ? 0x6282 : 0x9000;
    return {odd ? make_tlv(0x53, part) : Bytes{part.begin(), part.end()}, sw};
}

Response VirtualDocument::set_environment(const Command& command)
{
    if (command.p1 == 0xC1 && command.p2 == 0xA4) {
        if (!description_.pace) return status(0x6A88);
        if (description_.has(Fault::blocked)) return status(0x63C0);
        const auto protocol = find(command.data, 0x80);
        const auto password = find(command.data, 0x83);
        const auto cipher = description_.has(Fault::altered_card_access) ? card::Cipher::tdes : description_.cipher;
        if (!protocol || !card::equal(protocol->value, pace_oid(cipher)) || !password || password->value.size() != 1)
            return status(0x6A80);
        pace_.emplace();
        pace_->by_can = password->value[0] == 0x02;
        return status(0x9000);
    }
    if (description_.has(Fault::breaks_off)) throw Error{"session ended"};
    if (!opened_ || !description_.chip_authentication) return status(0x6985);
    if (command.p1 == 0x41 && command.p2 == 0xA6) {
        const auto point = find(command.data, 0x91);
        return point ? agree_with_chip_key(point->value) : status(0x6A80);
    }
    if (command.p1 == 0x41 && command.p2 == 0xA4) {
        chip_authentication_set_ = true;
        return status(0x9000);
    }
    return status(0x6A86);
}

Response VirtualDocument::general_authenticate(const Command& command)
{
    const auto data = card::sole_value(command.data, 0x7C);
    if (chip_authentication_set_) {
        chip_authentication_set_ = false;
        const auto point = find(data, 0x80);
        if (!point) return status(0x6A80);
        const auto agreed = agree_with_chip_key(point->value);
        return agreed.ok() ? Response{make_tlv(0x7C, {}), 0x9000} : agreed;
    }
    return pace_ ? pace_step(data) : status(0x6985);
}

Response VirtualDocument::agree_with_chip_key(ByteView terminal_point)
{
    const auto point = curve_.decode(terminal_point);
    const auto shared = curve_.multiply(document_.chip_key.secret.get(), point.get());
    next_messaging_.emplace(card::derive_session_keys(description_.cipher, curve_.x_coordinate(shared.get())));
    return status(0x9000);
}

Response VirtualDocument::pace_step(ByteView data)
{
    if (data.empty()) return give_nonce();
    card::TlvReader reader{data};
    const auto object = reader.next();
    if (!pace_->nonce_sent) return status(0x6985);
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

Response VirtualDocument::give_nonce()
{
    const auto cipher = description_.has(Fault::altered_card_access) ? card::Cipher::tdes : description_.cipher;
    const auto nonce = card::random_bytes(16);
    pace_->nonce.assign(nonce.begin(), nonce.end());
    pace_->nonce_sent = true;
    const card::Secret secret =
        pace_->by_can ? card::Secret{card::Can{description_.can}} : card::Secret{card::MrzKey{mrz_information()}};
    const auto key = card::password_key(cipher, secret);
    return dynamic(0x80, card::encrypt_cbc(cipher, key, Bytes(card::block_size(cipher)), nonce));
}

Response VirtualDocument::map(ByteView terminal_point)
{
    const auto point = curve_.decode(terminal_point);
    const auto own = curve_.generate();
    const auto shared = curve_.multiply(own.secret.get(), point.get());
    pace_->generator = curve_.map_generator(pace_->nonce, shared.get());
    return dynamic(0x82, curve_.encode(own.point.get()));
}

Response VirtualDocument::agree(ByteView terminal_point)
{
    if (!pace_->generator) return status(0x6985);
    const auto cipher = description_.has(Fault::altered_card_access) ? card::Cipher::tdes : description_.cipher;
    pace_->terminal_point.assign(terminal_point.begin(), terminal_point.end());
    const auto point = curve_.decode(terminal_point);
    pace_->key = curve_.generate(pace_->generator.get());
    const auto shared = curve_.multiply(pace_->key.secret.get(), point.get());
    agreed_ = card::derive_session_keys(cipher, curve_.x_coordinate(shared.get()));
    auto own = curve_.encode(pace_->key.point.get());
    if (description_.has(Fault::point_off_curve)) own.back() ^= 1;
    if (description_.has(Fault::echoed_key)) own = pace_->terminal_point;
    return dynamic(0x84, own);
}

Response VirtualDocument::show_token(ByteView terminal_token)
{
    if (!agreed_) return status(0x6985);
    const auto oid = pace_oid(agreed_->cipher);
    const auto expected = card::authentication_token(*agreed_, oid, curve_.encode(pace_->key.point.get()));
    if (!card::equal(expected, terminal_token)) {
        pace_.reset();
        return status(0x6300);
    }
    auto own = card::authentication_token(*agreed_, oid, pace_->terminal_point);
    if (description_.has(Fault::wrong_token)) own[0] ^= 1;
    messaging_.emplace(std::move(*agreed_));
    agreed_.reset();
    pace_.reset();
    opened_ = true;
    return dynamic(0x86, own);
}

Response VirtualDocument::get_challenge()
{
    if (!description_.bac || !application_selected_) return status(0x6D00);
    challenge_ = card::random_bytes(8);
    return {challenge_, 0x9000};
}

Response VirtualDocument::external_authenticate(const Command& command)
{
    const ByteView data{command.data};
    if (challenge_.empty() || data.size() != 40) return status(0x6985);
    const auto keys = card::bac_keys({mrz_information()});
    const Bytes iv(8);
    const auto plain = card::decrypt_cbc(card::Cipher::tdes, keys.encryption, iv, data.first(32));
    const ByteView opened{plain};
    if (!card::equal(card::mac(card::Cipher::tdes, keys.mac, data.first(32)), data.last(8)) ||
        !card::equal(opened.subspan(8, 8), challenge_))
        return status(0x6300);
    const auto own_key = card::random_bytes(16);
    const auto cryptogram =
        card::encrypt_cbc(card::Cipher::tdes, keys.encryption, iv, join({challenge_, opened.first(8), own_key}));
    messaging_.emplace(card::bac_session(opened.subspan(16), own_key, challenge_, opened.first(8)));
    opened_ = true;
    return {join({cryptogram, card::mac(card::Cipher::tdes, keys.mac, cryptogram)}), 0x9000};
}
} // namespace hardware::virtual_card
