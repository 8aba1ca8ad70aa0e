#include <array>
#include <memory>

#include "hardware/virtual/demo_authority.hpp"
#include "tests/fuzz/fuzzer.hpp"
#include "tests/fuzz/hardware/altered_document.hpp"

using namespace hardware;
using namespace hardware::virtual_card;

namespace {
/// All steps of opening, and those by which an opened chip proves itself.
bool is_step(const card::Command& command, bool is_protected)
{
    return !is_protected || command.ins == 0x22 || command.ins == 0x86 || command.ins == 0x88;
}

/// Who does not know what stands on the card, or has the files without the keys.
enum class Lack { secret, keys };

Description without(Lack lack, Description description)
{
    if (lack == Lack::keys) description.faults = {Fault::cloned_chip};
    if (lack == Lack::secret) description.can = "000000";
    return description;
}

Description mapped(card::Mapping mapping, int parameters)
{
    auto description = small_document();
    description.mapping = mapping;
    description.parameters = parameters;
    description.chip_authentication = mapping != card::Mapping::chip_authentication;
    return description;
}

Description proven_actively(ActiveKeyKind kind)
{
    auto description = small_document();
    description.chip_authentication = false;
    description.active_authentication = kind;
    return description;
}

class Impostor {
public:
    Impostor(Lack lack, Description description, const DemoAuthority& authority)
        : lack_{lack}, document_{without(lack, std::move(description)), authority, is_step}
    {
        trust_.add_certificate(authority.certificate());
        options_.judged_on = kToday;
        options_.secret = card::Can{kCan};
    }

    /// Opens nothing without the secret, proves nothing without the keys.
    void read(ByteView script)
    {
        const auto reading = document_.read(script, trust_, options_);
        if (lack_ == Lack::secret) require(!reading.access && reading.outcome == document::Outcome::unreadable);
        require(!has_passed(reading, document::CheckId::chip));
    }

private:
    Lack lack_;
    AlteredDocument document_;
    document::TrustStore trust_;
    document::ReadOptions options_;
};
} // namespace

/// A chip that says whatever it likes at the steps of PACE, chip and active authentication, and lacks what they ask
/// for. The first byte says which.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    static const auto kAuthority = DemoAuthority::create({KeyKind::ec, "P-256"});
    using enum card::Mapping;
    static const auto kImpostor = [](Lack lack, Description description) {
        return std::make_unique<Impostor>(lack, std::move(description), kAuthority);
    };
    static const std::array kChips{
        kImpostor(Lack::secret, mapped(generic, 12)),
        kImpostor(Lack::secret, mapped(integrated, 13)),
        kImpostor(Lack::secret, mapped(chip_authentication, 12)),
        kImpostor(Lack::secret, mapped(generic, 0)),
        kImpostor(Lack::keys, mapped(generic, 12)),
        kImpostor(Lack::keys, mapped(integrated, 12)),
        kImpostor(Lack::keys, mapped(chip_authentication, 12)),
        kImpostor(Lack::keys, proven_actively(ActiveKeyKind::rsa)),
        kImpostor(Lack::keys, proven_actively(ActiveKeyKind::elliptic)),
    };
    if (size == 0) return;
    kChips[data[0] % kChips.size()]->read(ByteView{data, size}.subspan(1));
}
