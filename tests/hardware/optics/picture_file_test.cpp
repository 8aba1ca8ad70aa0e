#include "hardware/optics/picture_file.hpp"

#include <fstream>
#include <string>

#include <doctest/doctest.h>

#include "hardware/optics/qr.hpp"
#include "tests/hardware/optics/drawing.hpp"

using namespace hardware::optics;
using drawing::FileKind;
using drawing::Folder;

namespace {
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
    for (const auto& file : {std::pair{"code.png", FileKind::png}, std::pair{"code.jpg", FileKind::jpeg}}) {
        CAPTURE(file.first);
        drawing::write(code, folder.path / file.first, file.second);
        const auto picture = load_picture(folder.path / file.first);
        REQUIRE(std::holds_alternative<Frame>(picture));
        CHECK(std::get<Frame>(picture).width_px == code.width_px);
        CHECK(read_qr(std::get<Frame>(picture)) == "12345678901234567890");
    }
}

TEST_CASE("what is transparent in a PNG file is white")
{
    const Folder folder;
    drawing::write(drawing::qr_code("4711"), folder.path / "code.png", FileKind::transparent_png);
    const auto picture = load_picture(folder.path / "code.png");
    REQUIRE(std::holds_alternative<Frame>(picture));
    CHECK(std::get<Frame>(picture).row(0)[0] == 255);
    CHECK(read_qr(std::get<Frame>(picture)) == "4711");
}

TEST_CASE("a file that is missing, a folder, or no picture is refused for that reason")
{
    const Folder folder;
    CHECK(refusal(folder.path / "missing.png") == PictureRefusal::no_such_file);
    CHECK(refusal(folder.path) == PictureRefusal::not_a_file);
    CHECK(refusal("/dev/null") == PictureRefusal::not_a_file);
    std::ofstream{folder.path / "empty.png"}.close();
    CHECK(refusal(folder.path / "empty.png") == PictureRefusal::not_a_picture);
    std::ofstream{folder.path / "text.png"} << std::string(5000, 'x');
    CHECK(refusal(folder.path / "text.png") == PictureRefusal::not_a_picture);
}

TEST_CASE("a picture cut off in the middle is refused, not read halfway")
{
    const Folder folder;
    const auto path = folder.path / "code.png";
    drawing::write(drawing::noisy(drawing::qr_code("4711"), 30), path, FileKind::png);
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
    std::ofstream{folder.path / "long.png"}.close();
    std::filesystem::resize_file(folder.path / "long.png", 33U << 20U);
    CHECK(refusal(folder.path / "long.png") == PictureRefusal::too_large);
}
