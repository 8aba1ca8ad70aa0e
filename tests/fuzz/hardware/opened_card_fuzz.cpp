#include <array>
#include <memory>

#include "hardware/virtual/demo_authority.hpp"
#include "tests/fuzz/fuzzer.hpp"
#include "tests/fuzz/hardware/altered_document.hpp"

using namespace hardware;
using namespace hardware::virtual_card;

namespace {
/// All that is said inside secure messaging, the proof of the chip among it.
bool is_inside(const card::Command&, bool is_protected)
{
    return is_protected;
}

Description opened_by_bac(std::optional<ActiveKeyKind> key, Description description = small_document())
{
    description.pace = false;
    description.bac = true;
    description.chip_authentication = false;
    description.active_authentication = key;
    return description;
}

Description proven_by_mapping()
{
    auto description = small_document();
    description.mapping = card::Mapping::chip_authentication;
    description.chip_authentication = false;
    return description;
}

Description proven_by_3des()
{
    auto description = small_document();
    description.cipher = card::Cipher::tdes;
    description.extended_length = false;
    return description;
}

/// A genuine chip and a copy of it, as the fuzzer finds them.
class Pair {
public:
    Pair(Description description, const DemoAuthority& authority)
        : genuine_{description, authority, is_inside}, copy_{as_copy(std::move(description)), authority, is_inside}
    {
        trust_.add_certificate(authority.certificate());
        options_.judged_on = kToday;
        options_.secret = genuine_.description().pace ? card::Secret{card::Can{kCan}}
                                                      : card::Secret{card::MrzKey{genuine_.mrz_information()}};
        untouched_ = genuine_.read({}, trust_, options_);
        require(untouched_.outcome == document::Outcome::genuine || !proves_itself());
    }

    /// What reads as genuine is what the issuer signed, word for word; a copy never does.
    void read(ByteView script, bool copied)
    {
        const auto reading = (copied ? copy_ : genuine_).read(script, trust_, options_);
        if (reading.outcome != document::Outcome::genuine) return;
        require(!copied && is_same_document(reading, untouched_));
    }

private:
    static Description as_copy(Description description)
    {
        description.faults = {Fault::cloned_chip};
        return description;
    }
    bool proves_itself() const
    {
        const auto& description = genuine_.description();
        return description.chip_authentication || description.active_authentication ||
               description.mapping == card::Mapping::chip_authentication;
    }

    AlteredDocument genuine_;
    AlteredDocument copy_;
    document::TrustStore trust_;
    document::ReadOptions options_;
    document::Reading untouched_;
};
} // namespace

/// A chip that was opened and answers whatever it likes, under the right keys. The first byte says which, and whether
/// it is a copy.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    static const auto kAuthority = DemoAuthority::create({KeyKind::ec, "P-256"});
    static const std::array kChips{
        std::make_unique<Pair>(opened_by_bac({}), kAuthority),
        std::make_unique<Pair>(opened_by_bac(ActiveKeyKind::elliptic), kAuthority),
        std::make_unique<Pair>(opened_by_bac(ActiveKeyKind::rsa), kAuthority),
        std::make_unique<Pair>(small_document(), kAuthority),
        std::make_unique<Pair>(proven_by_3des(), kAuthority),
        std::make_unique<Pair>(proven_by_mapping(), kAuthority),
        std::make_unique<Pair>(opened_by_bac(ActiveKeyKind::elliptic, long_document()), kAuthority),
    };
    if (size == 0) return;
    kChips[(data[0] >> 1) % kChips.size()]->read(ByteView{data, size}.subspan(1), (data[0] & 1) != 0);
}
