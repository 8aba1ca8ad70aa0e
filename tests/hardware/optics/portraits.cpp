#include "tests/hardware/optics/portraits.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>

#include <jpeglib.h>
#include <openjpeg.h>

namespace portraits {
Picture sample(unsigned width_px, unsigned height_px)
{
    Picture picture{width_px, height_px, {}};
    for (unsigned y = 0; y < height_px; ++y) {
        for (unsigned x = 0; x < width_px; ++x) {
            const bool middle = x > width_px / 4 && x < width_px * 3 / 4 && y > height_px / 4 && y < height_px * 3 / 4;
            picture.rgb.push_back(static_cast<std::uint8_t>(x * 255 / width_px));
            picture.rgb.push_back(static_cast<std::uint8_t>(y * 255 / height_px));
            picture.rgb.push_back(middle ? 200 : 40);
        }
    }
    return picture;
}

Picture greyed(const Picture& picture)
{
    auto result = picture;
    for (std::size_t i = 0; i < result.rgb.size(); i += 3) {
        const double grey = 0.299 * picture.rgb[i] + 0.587 * picture.rgb[i + 1] + 0.114 * picture.rgb[i + 2];
        std::fill_n(result.rgb.begin() + static_cast<std::ptrdiff_t>(i), 3,
                    static_cast<std::uint8_t>(std::lround(grey)));
    }
    return result;
}

Bytes jpeg(const Picture& picture, bool grey)
{
    jpeg_error_mgr errors{};
    jpeg_compress_struct jpeg{};
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    unsigned char* buffer = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&jpeg, &buffer, &size);
    jpeg.image_width = picture.width_px;
    jpeg.image_height = picture.height_px;
    jpeg.input_components = 3;
    jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&jpeg);
    if (grey) jpeg_set_colorspace(&jpeg, JCS_GRAYSCALE);
    jpeg.comp_info[0].h_samp_factor = 1; // colours as fine as the rest, so that they can be compared
    jpeg.comp_info[0].v_samp_factor = 1;
    jpeg_set_quality(&jpeg, 95, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < jpeg.image_height) {
        auto* row = const_cast<JSAMPROW>(picture.rgb.data() + std::size_t{3} * picture.width_px * jpeg.next_scanline);
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    const std::unique_ptr<unsigned char, void (*)(void*)> written{buffer, std::free};
    return {written.get(), written.get() + size};
}

namespace {
struct Target {
    Bytes bytes;
    std::size_t position{};
};

OPJ_SIZE_T write_some(void* buffer, OPJ_SIZE_T count, void* user)
{
    auto& target = *static_cast<Target*>(user);
    target.bytes.resize(std::max(target.bytes.size(), target.position + count));
    std::memcpy(target.bytes.data() + target.position, buffer, count);
    target.position += count;
    return count;
}
OPJ_OFF_T skip_some(OPJ_OFF_T count, void* user)
{
    static_cast<Target*>(user)->position += static_cast<std::size_t>(count);
    return count;
}
OPJ_BOOL seek_to(OPJ_OFF_T place, void* user)
{
    static_cast<Target*>(user)->position = static_cast<std::size_t>(place);
    return OPJ_TRUE;
}
} // namespace

Bytes jpeg2000(const Picture& picture, Wrapping wrapping, bool grey)
{
    const auto& source = grey ? greyed(picture) : picture;
    const unsigned components = grey ? 1 : 3;
    std::vector<opj_image_cmptparm_t> sizes(components);
    for (auto& one : sizes) {
        one.dx = one.dy = 1;
        one.w = picture.width_px;
        one.h = picture.height_px;
        one.prec = 8;
    }
    const std::unique_ptr<opj_image_t, void (*)(opj_image_t*)> image{
        opj_image_create(components, sizes.data(), grey ? OPJ_CLRSPC_GRAY : OPJ_CLRSPC_SRGB), opj_image_destroy};
    image->x1 = picture.width_px;
    image->y1 = picture.height_px;
    for (unsigned c = 0; c < components; ++c)
        for (std::size_t i = 0; i < std::size_t{picture.width_px} * picture.height_px; ++i)
            image->comps[c].data[i] = source.rgb[3 * i + c];

    opj_cparameters_t parameters;
    opj_set_default_encoder_parameters(&parameters);
    parameters.tcp_numlayers = 1;
    parameters.cp_disto_alloc = 1;
    parameters.tcp_rates[0] = 0; // lossless
    parameters.tcp_mct = grey ? 0 : 1;
    const std::unique_ptr<opj_codec_t, void (*)(opj_codec_t*)> codec{
        opj_create_compress(wrapping == Wrapping::jp2 ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K), opj_destroy_codec};
    Target target;
    const std::unique_ptr<opj_stream_t, void (*)(opj_stream_t*)> stream{opj_stream_default_create(OPJ_FALSE),
                                                                        opj_stream_destroy};
    opj_stream_set_user_data(stream.get(), &target, nullptr);
    opj_stream_set_write_function(stream.get(), write_some);
    opj_stream_set_skip_function(stream.get(), skip_some);
    opj_stream_set_seek_function(stream.get(), seek_to);
    if (!opj_setup_encoder(codec.get(), &parameters, image.get()) ||
        !opj_start_compress(codec.get(), image.get(), stream.get()) || !opj_encode(codec.get(), stream.get()) ||
        !opj_end_compress(codec.get(), stream.get()))
        throw std::runtime_error{"OpenJPEG did not encode"};
    return target.bytes;
}

int distance(const Picture& one, const Picture& other)
{
    if (one.width_px != other.width_px || one.height_px != other.height_px || one.rgb.size() != other.rgb.size())
        return 256;
    int greatest = 0;
    for (std::size_t i = 0; i < one.rgb.size(); ++i)
        greatest = std::max(greatest, std::abs(one.rgb[i] - other.rgb[i]));
    return greatest;
}
} // namespace portraits
