#include "hardware/optics/picture_file.hpp"

#include <fstream>
#include <string>

#include <doctest/doctest.h>
#include <leptonica/allheaders.h>
#include <unistd.h>

#include "hardware/optics/qr.hpp"
#include "tests/hardware/optics/drawing.hpp"

using namespace hardware::optics;

namespace {
/// A folder of this test's own, gone at its end.
struct Folder {
    std::filesystem::path path;

    Folder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "gishe-picture-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()));
        path = name;
    }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(Folder&&) = delete;
};

void write_picture(const std::filesystem::path& path, const Frame& frame, int format, bool transparent = false)
{
    PIX* pix = pixCreate(static_cast<int>(frame.width_px), static_cast<int>(frame.height_px), transparent ? 32 : 8);
    if (transparent) pixSetSpp(pix, 4);
    for (unsigned y = 0; y < frame.height_px; ++y) {
        for (unsigned x = 0; x < frame.width_px; ++x) {
            const unsigned grey = frame.row(y)[x];
            // Transparent pictures hold black everywhere and only cover the dark places with it.
            pixSetPixel(pix, static_cast<int>(x), static_cast<int>(y), transparent ? 255 - grey : grey);
        }
    }
    const int failed = pixWrite(path.c_str(), pix, format);
    pixDestroy(&pix);
    REQUIRE(failed == 0);
}

PictureRefusal refusal(const std::filesystem::path& path)
{
    const auto answer = load_picture(path);
    REQUIRE(std::holds_alternative<PictureRefusal>(answer));
    return std::get<PictureRefusal>(answer);
}
} // namespace

TEST_CASE("a code is read from a PNG and a JPEG file")
{
    const Folder folder;
    const auto code = drawing::qr_code("12345678901234567890");
    for (const auto& [name, format] : {std::pair{"code.png", IFF_PNG}, std::pair{"code.jpg", IFF_JFIF_JPEG}}) {
        CAPTURE(name);
        write_picture(folder.path / name, code, format);
        const auto picture = load_picture(folder.path / name);
        REQUIRE(std::holds_alternative<Frame>(picture));
        CHECK(std::get<Frame>(picture).width_px == code.width_px);
        CHECK(read_qr(std::get<Frame>(picture)) == "12345678901234567890");
    }
}

TEST_CASE("what is transparent in a PNG file is white")
{
    const Folder folder;
    write_picture(folder.path / "code.png", drawing::qr_code("4711"), IFF_PNG, true);
    const auto picture = load_picture(folder.path / "code.png");
    REQUIRE(std::holds_alternative<Frame>(picture));
    CHECK(std::get<Frame>(picture).row(0)[0] == 255);
    CHECK(read_qr(std::get<Frame>(picture)) == "4711");
}

TEST_CASE("a file that is missing, a folder, or no picture is refused for that reason")
{
    const Folder folder;
    CHECK(refusal(folder.path / "missing.png") == PictureRefusal::no_such_file);
    CHECK(refusal(folder.path) == PictureRefusal::no_such_file);
    std::ofstream{folder.path / "empty.png"};
    CHECK(refusal(folder.path / "empty.png") == PictureRefusal::not_a_picture);
    std::ofstream{folder.path / "text.png"} << std::string(5000, 'x');
    CHECK(refusal(folder.path / "text.png") == PictureRefusal::not_a_picture);
}

TEST_CASE("a picture cut off in the middle is refused, not read halfway")
{
    const Folder folder;
    const auto path = folder.path / "code.png";
    write_picture(path, drawing::noisy(drawing::qr_code("4711"), 30), IFF_PNG);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    CHECK(refusal(path) == PictureRefusal::not_a_picture);
}

TEST_CASE("a file that promises a giant picture is refused before anything is unpacked")
{
    const Folder folder;
    // PNG signature and IHDR: 60000 x 60000, 8 bit grey. Source: PNG specification §5.2, §11.2.2.
    const unsigned char header[] = {0x89, 'P',  'N', 'G', '\r', '\n', 0x1a, '\n', 0,    0,    0,
                                    13,   'I',  'H', 'D', 'R',  0,    0,    0xea, 0x60, 0,    0,
                                    0xea, 0x60, 8,   0,   0,    0,    0,    0xa0, 0xb0, 0xc0, 0xd0};
    std::ofstream{folder.path / "giant.png", std::ios::binary}.write(reinterpret_cast<const char*>(header),
                                                                     sizeof header);
    std::filesystem::resize_file(folder.path / "giant.png", 200);
    CHECK(refusal(folder.path / "giant.png") == PictureRefusal::too_large);
    std::ofstream{folder.path / "long.png"};
    std::filesystem::resize_file(folder.path / "long.png", 33U << 20U);
    CHECK(refusal(folder.path / "long.png") == PictureRefusal::too_large);
}
