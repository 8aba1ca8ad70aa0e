#include <cstdlib>

#include "portal/contract/record_content.hpp"
#include "portal/contract/wire.hpp"
#include "tests/fuzz/fuzzer.hpp"

using namespace portal::contract;

namespace {
/// What was accepted is written and accepted again, alike.
template <class Message>
void read_and_write(std::string_view text)
{
    try {
        const auto once = to_json(from_json<Message>(text));
        if (to_json(from_json<Message>(once)) != once) std::abort();
    } catch (const Malformed&) { // the everyday answer
    }
}
} // namespace

/// The first byte chooses the message, the rest is its JSON.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) return;
    const std::string_view text{reinterpret_cast<const char*>(data + 1), size - 1};
    switch (data[0] % 10) {
    case 0:
        read_and_write<EnrolmentRequest>(text);
        break;
    case 1:
        read_and_write<EnrolmentReply>(text);
        break;
    case 2:
        read_and_write<ClerkSessionRequest>(text);
        break;
    case 3:
        read_and_write<ClerkSessionReply>(text);
        break;
    case 4:
        read_and_write<LookUpRequest>(text);
        break;
    case 5:
        read_and_write<AccountView>(text);
        break;
    case 6:
        read_and_write<RecordsRequest>(text);
        break;
    case 7:
        read_and_write<RecordsReply>(text);
        break;
    case 8:
        read_and_write<Changes>(text);
        break;
    default:
        try {
            (void)read_content(text);
        } catch (const Malformed&) { // the everyday answer
        }
    }
}
