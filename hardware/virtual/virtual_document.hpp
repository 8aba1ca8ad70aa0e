#pragma once

#include <optional>

#include "hardware/card/apdu.hpp"
#include "hardware/card/secure_messaging.hpp"
#include "hardware/virtual/document_files.hpp"

namespace hardware::virtual_card {
/// Where PACE stands between its commands.
struct PaceProgress {
    card::SecretBytes nonce;
    card::ssl::Point generator;
    card::KeyPair key;
    Bytes terminal_point;
    bool by_can{};
    bool nonce_sent{};
};

/// The chip: takes commands, gives answers, keeps its state between them as ICAO 9303-10 and -11 ask. Opens by PACE
/// (generic mapping) or BAC and proves itself by chip authentication.
class VirtualDocument {
public:
    VirtualDocument(Description description, const DemoAuthority& authority);

    const Description& description() const { return description_; }
    const std::string& mrz_information() const { return document_.mrz_information; }

    Bytes atr() const;
    /// Power on, or reset: the session and what was selected are gone.
    void reset();
    /// Data, then SW1 SW2; never empty.
    Bytes answer(ByteView command);

private:
    Bytes answer_protected(const card::Command& command);
    card::Response execute(const card::Command& command);
    card::Response select(const card::Command& command);
    card::Response read_binary(const card::Command& command);
    card::Response set_environment(const card::Command& command);
    card::Response general_authenticate(const card::Command& command);
    card::Response pace_step(ByteView data);
    card::Response give_nonce();
    card::Response map(ByteView terminal_point);
    card::Response agree(ByteView terminal_point);
    card::Response show_token(ByteView terminal_token);
    card::Response get_challenge();
    card::Response external_authenticate(const card::Command& command);
    card::Response agree_with_chip_key(ByteView terminal_point);
    bool may_read(std::uint16_t file) const;

    Description description_;
    DocumentFiles document_;
    card::Curve curve_;
    bool application_selected_ = false;
    bool opened_ = false;
    std::uint16_t current_file_ = 0;
    std::optional<PaceProgress> pace_;
    std::optional<card::SessionKeys> agreed_;
    bool chip_authentication_set_ = false;
    Bytes challenge_;
    std::optional<card::SecureMessaging> messaging_;
    std::optional<card::SecureMessaging> next_messaging_; ///< in force from the next command on
    Bytes last_answer_;
};
} // namespace hardware::virtual_card
