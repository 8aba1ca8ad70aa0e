#include "hardware/optics/portrait_codec.hpp"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <memory>

#include <jpeglib.h>

#include <jerror.h>
#include <openjpeg.h>

namespace hardware::optics {
namespace {
using Answer = std::variant<Picture, PortraitRefusal>;

bool begins_with(ByteView bytes, std::initializer_list<std::uint8_t> magic)
{
    return bytes.size() >= magic.size() && std::equal(magic.begin(), magic.end(), bytes.begin());
}

bool is_too_large(std::size_t width_px, std::size_t height_px)
{
    return width_px > kLongestPortraitSidePx || height_px > kLongestPortraitSidePx ||
           width_px * height_px > kMostPortraitPixels;
}

/// libjpeg tells its errors by a function that must not return.
struct JpegFaults {
    jpeg_error_mgr manager{}; // first: libjpeg hands back a pointer to it
    std::jmp_buf escape{};
};

void leave(j_common_ptr info)
{
    std::longjmp(reinterpret_cast<JpegFaults*>(info->err)->escape, 1);
}

/// A picture with missing or broken data is filled up by libjpeg with a warning; a face must not be half invented.
void judge_message(j_common_ptr info, int level)
{
    if (level >= 0) return;
    const int code = info->err->msg_code;
    if (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE) leave(info);
}

/// Everything that must survive the jump out of libjpeg lives in the caller.
bool run_jpeg(ByteView encoded, jpeg_decompress_struct& jpeg, JpegFaults& faults, Picture& picture, bool& too_large)
{
    if (setjmp(faults.escape) != 0) return false;
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, encoded.data(), static_cast<unsigned long>(encoded.size()));
    jpeg_read_header(&jpeg, TRUE);
    if (is_too_large(jpeg.image_width, jpeg.image_height)) {
        too_large = true;
        return false;
    }
    jpeg.out_color_space = JCS_RGB;
    jpeg_start_decompress(&jpeg);
    picture.width_px = jpeg.output_width;
    picture.height_px = jpeg.output_height;
    picture.rgb.resize(std::size_t{3} * picture.width_px * picture.height_px);
    while (jpeg.output_scanline < jpeg.output_height) {
        JSAMPROW row = picture.rgb.data() + std::size_t{3} * picture.width_px * jpeg.output_scanline;
        jpeg_read_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_decompress(&jpeg);
    return true;
}

Answer decode_jpeg(ByteView encoded)
{
    JpegFaults faults;
    jpeg_decompress_struct jpeg{};
    jpeg.err = jpeg_std_error(&faults.manager);
    faults.manager.error_exit = leave;
    faults.manager.emit_message = judge_message;
    faults.manager.output_message = [](j_common_ptr) {};
    Picture picture;
    bool too_large = false;
    const bool decoded = run_jpeg(encoded, jpeg, faults, picture, too_large);
    jpeg_destroy_decompress(&jpeg);
    if (too_large) return PortraitRefusal::too_large;
    if (!decoded) return PortraitRefusal::damaged;
    return picture;
}

template <auto destroy>
struct DestroyedBy {
    template <typename T>
    void operator()(T* object) const
    {
        destroy(object);
    }
};
using Codec = std::unique_ptr<opj_codec_t, DestroyedBy<opj_destroy_codec>>;
using Stream = std::unique_ptr<opj_stream_t, DestroyedBy<opj_stream_destroy>>;
using Image = std::unique_ptr<opj_image_t, DestroyedBy<opj_image_destroy>>;

/// What OpenJPEG reads from.
struct Source {
    ByteView bytes;
    std::size_t position{};
};

OPJ_SIZE_T read_some(void* buffer, OPJ_SIZE_T wanted, void* user)
{
    auto& source = *static_cast<Source*>(user);
    const auto count = std::min(wanted, source.bytes.size() - source.position);
    if (count == 0) return static_cast<OPJ_SIZE_T>(-1); // the library's sign for the end
    std::memcpy(buffer, source.bytes.data() + source.position, count);
    source.position += count;
    return count;
}

OPJ_BOOL seek_to(OPJ_OFF_T place, void* user)
{
    auto& source = *static_cast<Source*>(user);
    if (place < 0 || static_cast<std::size_t>(place) > source.bytes.size()) return OPJ_FALSE;
    source.position = static_cast<std::size_t>(place);
    return OPJ_TRUE;
}

OPJ_OFF_T skip_some(OPJ_OFF_T count, void* user)
{
    auto& source = *static_cast<Source*>(user);
    const auto here = static_cast<OPJ_OFF_T>(source.position);
    const auto there = std::clamp<OPJ_OFF_T>(count, -here, static_cast<OPJ_OFF_T>(source.bytes.size()) - here) + here;
    source.position = static_cast<std::size_t>(there);
    return there == here && count != 0 ? -1 : there - here;
}

Stream stream_of(Source& source)
{
    Stream stream{opj_stream_default_create(OPJ_TRUE)};
    if (!stream) return stream;
    opj_stream_set_user_data(stream.get(), &source, nullptr);
    opj_stream_set_user_data_length(stream.get(), source.bytes.size());
    opj_stream_set_read_function(stream.get(), read_some);
    opj_stream_set_seek_function(stream.get(), seek_to);
    opj_stream_set_skip_function(stream.get(), skip_some);
    return stream;
}

/// One component's value at a place of the whole picture, as 8 bits.
int sample(const opj_image_comp_t& component, std::size_t x, std::size_t y)
{
    const auto column = std::min<std::size_t>(x / component.dx, component.w - 1);
    const auto row = std::min<std::size_t>(y / component.dy, component.h - 1);
    std::int64_t value = component.data[row * component.w + column];
    if (component.sgnd != 0) value += std::int64_t{1} << (component.prec - 1);
    const std::int64_t greatest = (std::int64_t{1} << component.prec) - 1;
    return static_cast<int>(std::clamp<std::int64_t>(value, 0, greatest) * 255 / greatest);
}

std::uint8_t as_byte(double value)
{
    return static_cast<std::uint8_t>(std::clamp(value + 0.5, 0.0, 255.0));
}

bool is_sound(const opj_image_t& image)
{
    if (image.numcomps == 0 || image.x1 <= image.x0 || image.y1 <= image.y0) return false;
    return std::all_of(image.comps, image.comps + image.numcomps, [](const opj_image_comp_t& one) {
        return one.prec >= 1 && one.prec <= 16 && one.dx > 0 && one.dy > 0;
    });
}

bool is_decoded(const opj_image_t& image)
{
    return std::all_of(image.comps, image.comps + image.numcomps,
                       [](const opj_image_comp_t& one) { return one.data != nullptr && one.w > 0 && one.h > 0; });
}

/// Grey, RGB or YCC; further components (transparency) are left out.
Picture picture_of(const opj_image_t& image)
{
    Picture picture{image.x1 - image.x0, image.y1 - image.y0, {}};
    picture.rgb.reserve(std::size_t{3} * picture.width_px * picture.height_px);
    const bool coloured = image.numcomps >= 3;
    const bool luminance = coloured && image.color_space == OPJ_CLRSPC_SYCC;
    for (std::size_t y = 0; y < picture.height_px; ++y) {
        for (std::size_t x = 0; x < picture.width_px; ++x) {
            std::array<int, 3> value{};
            for (std::size_t i = 0; i < value.size(); ++i)
                value[i] = coloured || i == 0 ? sample(image.comps[i], x, y) : value[0];
            if (luminance) { // Source: ITU-T T.871 §7.
                const double blue = value[1] - 128;
                const double red = value[2] - 128;
                picture.rgb.push_back(as_byte(value[0] + 1.402 * red));
                picture.rgb.push_back(as_byte(value[0] - 0.344136 * blue - 0.714136 * red));
                picture.rgb.push_back(as_byte(value[0] + 1.772 * blue));
            } else {
                for (const int one : value)
                    picture.rgb.push_back(static_cast<std::uint8_t>(one));
            }
        }
    }
    return picture;
}

Answer decode_jpeg2000(ByteView encoded, OPJ_CODEC_FORMAT format)
{
    Source source{encoded};
    const auto stream = stream_of(source);
    const Codec codec{opj_create_decompress(format)};
    if (!stream || !codec) throw std::bad_alloc{};
    opj_dparameters_t parameters{};
    opj_set_default_decoder_parameters(&parameters);
    if (!opj_setup_decoder(codec.get(), &parameters)) return PortraitRefusal::damaged;

    opj_image_t* header = nullptr;
    const bool has_header = opj_read_header(stream.get(), codec.get(), &header) != OPJ_FALSE;
    const Image image{header};
    if (!has_header || !image || !is_sound(*image)) return PortraitRefusal::damaged;
    if (image->numcomps > 4 || is_too_large(image->x1 - image->x0, image->y1 - image->y0))
        return PortraitRefusal::too_large;
    if (!opj_decode(codec.get(), stream.get(), image.get()) || !is_decoded(*image)) return PortraitRefusal::damaged;
    return picture_of(*image);
}
} // namespace

Answer decode_portrait_here(ByteView encoded)
{
    if (encoded.size() > kLargestPortrait) return PortraitRefusal::too_large;
    if (begins_with(encoded, {0xFF, 0xD8, 0xFF})) return decode_jpeg(encoded);
    if (begins_with(encoded, {0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20}))
        return decode_jpeg2000(encoded, OPJ_CODEC_JP2);
    if (begins_with(encoded, {0xFF, 0x4F, 0xFF, 0x51})) return decode_jpeg2000(encoded, OPJ_CODEC_J2K);
    return PortraitRefusal::unknown_format;
}
} // namespace hardware::optics
