#include "portal/contract/record.hpp"
#include "tests/fuzz/fuzzer.hpp"

using namespace portal::contract;

/// Any bytes as a record's header or a clerk's certificate: read, or `Malformed`.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    const ByteView bytes{data, size};
    try {
        (void)parse_header(bytes);
    } catch (const Malformed&) { // the everyday answer
    }
    (void)peek_clerk_certificate(bytes);
}
