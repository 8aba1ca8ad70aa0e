/// Drives one fuzzer by libFuzzer, which looks for a function of this name.
#include "tests/fuzz/fuzzer.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer looks for
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz(data, size);
    return 0;
}
