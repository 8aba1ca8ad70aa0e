#include "hardware/optics/picture_file.hpp"

#include <fstream>
#include <memory>
#include <optional>

#include <leptonica/allheaders.h>

namespace hardware::optics {
namespace {
constexpr std::uintmax_t kLargestFile = 32U << 20U;
constexpr std::int64_t kMostPixels = 40'000'000;

struct PixDeleter {
    void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using Pix = std::unique_ptr<PIX, PixDeleter>;

std::optional<Bytes> contents_of(const std::filesystem::path& path, std::uintmax_t size)
{
    std::ifstream file{path, std::ios::binary};
    Bytes bytes(size);
    if (!file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size))) return std::nullopt;
    return bytes;
}

Frame frame_of(PIX& grey)
{
    auto frame = blank_frame(static_cast<unsigned>(pixGetWidth(&grey)), static_cast<unsigned>(pixGetHeight(&grey)));
    auto* words = pixGetData(&grey);
    const auto words_a_row = static_cast<std::size_t>(pixGetWpl(&grey));
    for (unsigned y = 0; y < frame.height_px; ++y) {
        const auto row = frame.row(y);
        for (unsigned x = 0; x < frame.width_px; ++x)
            row[x] = static_cast<std::uint8_t>(GET_DATA_BYTE(words + y * words_a_row, x));
    }
    return frame;
}
} // namespace

std::variant<Frame, PictureRefusal> load_picture(const std::filesystem::path& path)
{
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return PictureRefusal::no_such_file;
    if (!std::filesystem::is_regular_file(path, error)) return PictureRefusal::not_a_file;
    const auto size = std::filesystem::file_size(path, error);
    if (error) return PictureRefusal::no_such_file;
    if (size > kLargestFile) return PictureRefusal::too_large;
    const auto bytes = contents_of(path, size);
    if (!bytes) return PictureRefusal::no_such_file;

    setMsgSeverity(L_SEVERITY_NONE); // the refusal says it better
    l_int32 format = IFF_UNKNOWN;
    l_int32 width = 0;
    l_int32 height = 0;
    if (pixReadHeaderMem(bytes->data(), bytes->size(), &format, &width, &height, nullptr, nullptr, nullptr) != 0 ||
        (format != IFF_PNG && format != IFF_JFIF_JPEG) || width <= 0 || height <= 0)
        return PictureRefusal::not_a_picture;
    if (std::int64_t{width} * height > kMostPixels) return PictureRefusal::too_large;

    const Pix as_stored{pixReadMem(bytes->data(), bytes->size())};
    if (!as_stored) return PictureRefusal::not_a_picture;
    const Pix opaque{pixGetSpp(as_stored.get()) == 4 ? pixAlphaBlendUniform(as_stored.get(), 0xffffff00)
                                                     : pixClone(as_stored.get())};
    if (!opaque) return PictureRefusal::not_a_picture;
    const Pix grey{pixConvertTo8(opaque.get(), FALSE)};
    if (!grey) return PictureRefusal::not_a_picture;
    return frame_of(*grey);
}
} // namespace hardware::optics
