#include <cstdlib>

#include "hardware/card/tlv.hpp"
#include "hardware/error.hpp"
#include "tests/fuzz/fuzzer.hpp"

using namespace hardware;
using namespace hardware::card;

/// Any bytes as data objects: objects that lie inside of them, or `ProtocolViolation`.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes{data, size};
    try {
        const auto declared = declared_size(bytes);
        TlvReader reader{bytes};
        std::size_t read = 0;
        while (!reader.empty()) {
            const auto object = reader.next();
            if (read == 0 && declared != object.whole.size()) std::abort();
            if (object.whole.data() != data + read) std::abort();
            if (object.value.data() + object.value.size() != object.whole.data() + object.whole.size()) std::abort();
            read += object.whole.size();
            if (sole_value(make_tlv(object.tag, object.value), object.tag).size() != object.value.size()) std::abort();
        }
        if (read != size) std::abort();
    } catch (const ProtocolViolation&) { // the everyday answer
    }
}
