#pragma once

#include <optional>

#include "hardware/card/apdu.hpp"
#include "hardware/card/group.hpp"
#include "hardware/card/secure_messaging.hpp"
#include "hardware/virtual/document_files.hpp"

namespace hardware::virtual_card {
/// The chip's end of PACE in every mapping, from the choice of the protocol to the session. Throws `Error` on keys that
/// no chip takes. Source: ICAO 9303-11 §4.4.
class ChipPace {
public:
    /// Both must outlive it.
    ChipPace(const Description& description, const DocumentFiles& document);

    /// MSE:Set AT; `9000` where the chip speaks what is asked for.
    card::Response choose(ByteView template_data);
    /// GENERAL AUTHENTICATE; `dynamic_data` is what tag 7C holds.
    card::Response step(ByteView dynamic_data);
    /// The session, once both tokens were right.
    std::optional<card::SessionKeys> take_session();

private:
    card::Response give_nonce();
    card::Response map(ByteView terminal_part);
    card::Response agree(ByteView terminal_key);
    card::Response show_token(ByteView terminal_token);
    Bytes mapping_proof() const;
    Bytes offered_oid() const;
    bool has(Fault fault) const { return description_.has(fault); }

    const Description& description_;
    const DocumentFiles& document_;
    card::Cipher cipher_;
    card::GroupPtr group_;
    card::SecretBytes nonce_;
    card::GroupPtr mapped_;
    card::KeyPair mapping_key_;
    card::KeyPair key_;
    Bytes terminal_key_;
    std::optional<card::SessionKeys> agreed_;
    std::optional<card::SessionKeys> session_;
    bool by_can_ = false;
    bool nonce_sent_ = false;
};
} // namespace hardware::virtual_card
