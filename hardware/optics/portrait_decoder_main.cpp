#include <exception>

#include <unistd.h>

#include "hardware/optics/confinement.hpp"
#include "hardware/optics/portrait_codec.hpp"
#include "hardware/optics/portrait_wire.hpp"

// gishe-portrait-decoder: a portrait comes in on the standard input, a picture goes out on the standard output.
// Started by `decode_portrait` only. It ends by `_exit`: nothing is left to tidy up, and less may go wrong.
namespace {
using namespace hardware;
using namespace hardware::optics;

Bytes everything_from_input()
{
    Bytes all(kLargestPortrait + 1);
    std::size_t filled = 0;
    while (filled < all.size()) {
        const auto count = read(STDIN_FILENO, all.data() + filled, all.size() - filled);
        if (count < 0) _exit(1);
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    all.resize(filled);
    return all;
}

void put_out(ByteView bytes)
{
    while (!bytes.empty()) {
        const auto count = write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (count <= 0) _exit(1);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
}
} // namespace

int main()
{
    try {
        confine_this_process();
        const auto answer = decode_portrait_here(everything_from_input());
        std::array<std::uint8_t, kPortraitAnswerHead> head{};
        if (const auto* refusal = std::get_if<PortraitRefusal>(&answer)) {
            head[0] = static_cast<std::uint8_t>(1 + static_cast<int>(*refusal));
            put_out(head);
        } else {
            const auto& picture = std::get<Picture>(answer);
            put_number(&head[1], picture.width_px);
            put_number(&head[5], picture.height_px);
            put_out(head);
            put_out(picture.rgb);
        }
    } catch (const std::exception&) {
        _exit(1);
    }
    _exit(0);
}
