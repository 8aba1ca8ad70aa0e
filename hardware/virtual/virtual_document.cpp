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

Bytes encode_answer(const Response& response)
{
    return join(
        {response.data, Bytes{static_cast<std::uint8_t>(response.sw >> 8), static_cast<std::uint8_t>(response.sw)}});
}

constexpr std::size_t kShortBlock = 256;
constexpr std::size_t kLongBlock = 65536;
constexpr std::size_t kHead = 4; ///< tag and length of a file
} // namespace

VirtualDocument::VirtualDocument(Description description, const DemoAuthority& authority)
    : description_{std::move(description)}, document_{make_files(description_, authority)},
      chip_group_{card::standardised_group(description_.parameters_of_chip())}
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
    chip_authentication_set_ = false;
    challenge_.clear();
    messaging_.reset();
    next_messaging_.reset();
    last_answer_.clear();
    held_back_.clear();
}

Bytes VirtualDocument::answer(ByteView bytes)
{
    if (description_.has(Fault::silent)) return {};
    if (description_.has(Fault::endless_answer)) return join({Bytes(256), Bytes{0x61, 0x00}});
    const auto command = card::parse_command(bytes);
    if (!command) return encode_answer(status(0x6700));
    const bool long_form = bytes.size() > 5 && bytes[4] == 0;
    if (command->ins == 0xC0 && !held_back_.empty()) return in_parts(std::exchange(held_back_, {}));
    held_back_.clear();
    auto answer = answer_whole(*command, long_form);
    return long_form ? answer : in_parts(std::move(answer));
}

/// What is too long for a short answer is fetched by GET RESPONSE. Source: ISO/IEC 7816-4 §5.3.4.
Bytes VirtualDocument::in_parts(Bytes answer)
{
    if (answer.size() <= kShortBlock + 2) return answer;
    held_back_.assign(answer.begin() + kShortBlock, answer.end());
    const auto left = std::min<std::size_t>(held_back_.size() - 2, kShortBlock);
    answer.resize(kShortBlock);
    answer.push_back(0x61);
    answer.push_back(static_cast<std::uint8_t>(left));
    return answer;
}

Bytes VirtualDocument::answer_whole(const Command& command, bool long_form)
{
    if (long_form && !description_.extended_length) {
        end_session(); // by an error outside secure messaging
        return encode_answer(status(0x6700));
    }
    try {
        if (next_messaging_) messaging_ = std::exchange(next_messaging_, std::nullopt);
        const bool secured = (command.cla & 0x0C) == 0x0C;
        if (secured && messaging_) return answer_protected(command);
        if (secured) return encode_answer(status(0x6988));
        if (messaging_) end_session(); // by a command in clear
        return encode_answer(execute(command));
    } catch (const Error&) {
        end_session();
        return encode_answer(status(0x6988));
    }
}

void VirtualDocument::end_session()
{
    messaging_.reset();
    next_messaging_.reset();
    opened_ = false;
    chip_authentication_set_ = false;
}

Bytes VirtualDocument::answer_protected(const Command& command)
{
    const auto plain = messaging_->open(command);
    const auto response = execute(plain);
    auto answer = messaging_->protect(response, (plain.ins & 1) != 0, description_.faults);
    if (description_.has(Fault::unprotected_answer)) return encode_answer(response);
    if (description_.has(Fault::replayed_answer) && !last_answer_.empty()) return last_answer_;
    if (description_.has(Fault::no_status_at_all)) return {0x90};
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
    case 0x88:
        return internal_authenticate(command);
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
    if (!files_here().contains(file)) return status(0x6A82);
    if (!may_read(file)) return status(0x6982);
    current_file_ = file;
    return status(0x9000);
}

const std::map<std::uint16_t, Bytes>& VirtualDocument::files_here() const
{
    return application_selected_ ? document_.files : document_.master_files;
}

bool VirtualDocument::may_read(std::uint16_t file) const
{
    const bool is_closed = file == card::data_group(3).id || file == card::data_group(4).id;
    if (application_selected_ && is_closed) return false; // without terminal authentication
    return opened_ || (!application_selected_ && file == card::kCardAccess.id);
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
        if (!files_here().contains(id)) return status(0x6A82);
        if (!may_read(id)) return status(0x6982);
        current_file_ = id;
        offset = command.p2;
    }
    if (description_.has(Fault::wrong_length_always)) return status(0x6700);
    const auto found = files_here().find(current_file_);
    if (found == files_here().end()) return status(0x6986);
    if (description_.has(Fault::starving_file) && current_file_ == card::data_group(2).id && offset > 0)
        return status(0x9000);
    const ByteView file{found->second};
    if (offset >= file.size()) return status(0x6B00);
    auto limit = std::min(command.le.value_or(kShortBlock), description_.extended_length ? kLongBlock : kShortBlock);
    if (description_.has(Fault::crumbling_files)) limit = offset == 0 ? kHead : 1;
    const auto count = std::min(odd && limit > 4 ? limit - 4 : limit, file.size() - offset);
    const auto part = file.subspan(offset, count);
    const std::uint16_t sw = count < limit && !odd ? 0x6282 : 0x9000;
    return {odd ? make_tlv(0x53, part) : Bytes{part.begin(), part.end()}, sw};
}

bool VirtualDocument::refuses_proof() const
{
    return description_.has(Fault::refused_proof) || description_.has(Fault::borrowed_mapping_key);
}

Response VirtualDocument::set_environment(const Command& command)
{
    if (command.p1 == 0xC1 && command.p2 == 0xA4) {
        if (!description_.pace) return status(0x6A88);
        pace_.emplace(description_, document_);
        return pace_->choose(command.data);
    }
    if (description_.has(Fault::breaks_off)) throw Error{"session ended"};
    if (!opened_ || !description_.chip_authentication || refuses_proof()) return status(0x6985);
    if (command.p1 == 0x41 && command.p2 == 0xA6) {
        const auto key = find(command.data, 0x91);
        return key ? agree_with_chip_key(key->value) : status(0x6A80);
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
        const auto key = find(data, 0x80);
        if (!key) return status(0x6A80);
        const auto agreed = agree_with_chip_key(key->value);
        return agreed.ok() ? Response{make_tlv(0x7C, {}), 0x9000} : agreed;
    }
    if (!pace_) return status(0x6985);
    auto response = pace_->step(data);
    if (auto session = pace_->take_session()) {
        messaging_.emplace(std::move(*session));
        opened_ = true;
        pace_.reset();
    }
    if (!response.ok()) pace_.reset();
    return response;
}

Response VirtualDocument::agree_with_chip_key(ByteView terminal_key)
{
    next_messaging_.emplace(card::derive_session_keys(
        description_.cipher_of_chip(), chip_group_->agree(document_.chip_key.secret.get(), terminal_key)));
    return status(0x9000);
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
    const auto echoed = description_.has(Fault::other_bac_challenge) ? Bytes(8) : challenge_;
    const auto cryptogram =
        card::encrypt_cbc(card::Cipher::tdes, keys.encryption, iv, join({echoed, opened.first(8), own_key}));
    auto answer = join({cryptogram, card::mac(card::Cipher::tdes, keys.mac, cryptogram)});
    if (description_.has(Fault::wrong_bac_mac)) answer.back() ^= 1;
    if (description_.has(Fault::cut_bac_answer)) answer.pop_back();
    Bytes seed = own_key;
    for (std::size_t i = 0; i < seed.size(); ++i)
        seed[i] ^= opened[16 + i];
    messaging_.emplace(card::derive_session_keys(card::Cipher::tdes, seed),
                       join({ByteView{challenge_}.last(4), opened.subspan(4, 4)}));
    opened_ = true;
    return {answer, 0x9000};
}

Response VirtualDocument::internal_authenticate(const Command& command)
{
    if (!opened_ || !document_.active_key) return status(0x6D00);
    if (description_.has(Fault::breaks_off)) throw Error{"session ended"};
    if (refuses_proof()) return status(0x6985);
    auto challenge = command.data;
    if (description_.has(Fault::stale_signature)) challenge.assign(challenge.size(), 0);
    auto signature = document_.active_key->sign(challenge);
    if (description_.has(Fault::cut_signature)) signature.pop_back();
    return {signature, 0x9000};
}
} // namespace hardware::virtual_card
