#pragma once

#include <optional>

#include "hardware/virtual/chip_messaging.hpp"
#include "hardware/virtual/chip_pace.hpp"

namespace hardware::virtual_card {
/// The chip: takes commands, gives answers, keeps its state between them as ICAO 9303-10 and -11 ask. Opens by PACE
/// in every mapping or by BAC and proves itself by chip and active authentication.
class VirtualDocument {
public:
    VirtualDocument(Description description, const DemoAuthority& authority);
    VirtualDocument(const VirtualDocument&) = delete;
    virtual ~VirtualDocument() = default;

    const Description& description() const { return description_; }
    const std::string& mrz_information() const { return document_.mrz_information; }

    Bytes atr() const;
    /// Power on, or reset: the session and what was selected are gone.
    void reset();
    /// Data, then SW1 SW2; empty where the card is silent.
    Bytes answer(ByteView command);

protected:
    /// One command without its protection. Overridden by a chip that answers otherwise. An `Error` out of it ends the
    /// session.
    virtual card::Response execute(const card::Command& command);

private:
    Bytes answer_whole(const card::Command& command, bool long_form);
    Bytes in_parts(Bytes answer);
    Bytes answer_protected(const card::Command& command);
    void end_session();
    card::Response select(const card::Command& command);
    card::Response read_binary(const card::Command& command);
    card::Response set_environment(const card::Command& command);
    card::Response general_authenticate(const card::Command& command);
    card::Response get_challenge();
    card::Response external_authenticate(const card::Command& command);
    card::Response agree_with_chip_key(ByteView terminal_key);
    card::Response internal_authenticate(const card::Command& command);
    const std::map<std::uint16_t, Bytes>& files_here() const;
    bool may_read(std::uint16_t file) const;
    bool refuses_proof() const;

    Description description_;
    DocumentFiles document_;
    card::GroupPtr chip_group_; ///< of chip authentication
    bool application_selected_ = false;
    bool opened_ = false;
    std::uint16_t current_file_ = 0;
    std::optional<ChipPace> pace_;
    bool chip_authentication_set_ = false;
    Bytes challenge_;
    std::optional<ChipMessaging> messaging_;
    std::optional<ChipMessaging> next_messaging_; ///< in force from the next command on
    Bytes last_answer_;
    Bytes held_back_; ///< of an answer that was too long, with its status
};
} // namespace hardware::virtual_card
