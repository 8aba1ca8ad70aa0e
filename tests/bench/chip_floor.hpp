#pragma once

#include <memory>

namespace hardware {
class Card;
}

namespace bench {
/// What no reading of a chip by PACE with generic mapping, chip authentication and passive authentication can do
/// without, in OpenSSL alone, both sides of the conversation together.
class ChipFloor {
public:
    ChipFloor();
    ~ChipFloor();

    /// As many commands without content as the reading took, then thirteen multiplications on brainpoolP256r1 (five of
    /// each side for PACE, two of the terminal and one of the chip for chip authentication) and two verifications of
    /// ECDSA P-384 (the signed list and its signer).
    void run(hardware::Card& card, unsigned exchanges) const;

private:
    struct Material;
    std::unique_ptr<const Material> material_;
};
} // namespace bench
