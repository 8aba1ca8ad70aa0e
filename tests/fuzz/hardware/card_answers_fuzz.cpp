#include <algorithm>
#include <cstdlib>

#include "hardware/card/card.hpp"
#include "hardware/card/secure_messaging.hpp"
#include "hardware/document/reading.hpp"
#include "hardware/document/trust_store.hpp"
#include "hardware/error.hpp"
#include "tests/fuzz/fuzzer.hpp"

using namespace hardware;

namespace {
/// A chip that says what the fuzzer says: one byte of length, the answer, and so on; then nothing but refusals.
class SayingCard final : public Card {
public:
    explicit SayingCard(ByteView script) : script_{script} {}
    Bytes transmit(ByteView) override
    {
        if (script_.empty()) {
            if (++refusals_ > kMostRefusals) throw CardRemoved{"the script is over"};
            return {0x6A, 0x82};
        }
        const auto size = std::min<std::size_t>(script_[0], script_.size() - 1);
        const auto answer = script_.subspan(1, size);
        script_ = script_.subspan(1 + size);
        return {answer.begin(), answer.end()};
    }
    Bytes atr() const override { return {}; }

private:
    static constexpr unsigned kMostRefusals = 64;
    ByteView script_;
    unsigned refusals_ = 0;
};
} // namespace

/// Any answers of a chip to a whole reading, and any answer under secure messaging: never genuine, never opened.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes{data, size};
    static const document::TrustStore kNobody;
    for (const card::Secret& secret :
         {card::Secret{card::Can{"123456"}}, card::Secret{card::MrzKey{"AA1234567085061543302285"}}}) {
        SayingCard chip{bytes};
        const document::ReadOptions options{secret, std::chrono::sys_days{std::chrono::year{2027} / 3 / 1}, {}, {}};
        const auto reading = document::read_travel_document(chip, kNobody, options);
        if (reading.access || reading.outcome != document::Outcome::unreadable) std::abort();
    }
    for (const auto cipher : {card::Cipher::tdes, card::Cipher::aes_128, card::Cipher::aes_256}) {
        card::SecureMessaging messaging{card::derive_session_keys(cipher, card::as_bytes("shared secret"))};
        try {
            (void)messaging.open_answer(bytes);
            std::abort();        // nobody made its MAC
        } catch (const Error&) { // the everyday answer
        }
    }
}
