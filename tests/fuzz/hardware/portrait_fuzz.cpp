#include <cstdint>
#include <cstdlib>

#include "hardware/optics/portrait_codec.hpp"
#include "tests/fuzz/fuzzer.hpp"

// Whatever a chip calls its portrait: no crash, and a picture has exactly the pixels of its size.
void fuzz(const std::uint8_t* data, std::size_t size)
{
    const auto answer = hardware::optics::decode_portrait_here({data, size});
    if (const auto* picture = std::get_if<hardware::optics::Picture>(&answer))
        if (picture->rgb.size() != std::size_t{3} * picture->width_px * picture->height_px) std::abort();
}
