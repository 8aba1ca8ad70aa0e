#include "hardware/optics/portrait.hpp"

#include <algorithm>
#include <fstream>
#include <random>
#include <string>

#include <doctest/doctest.h>
#include <unistd.h>

#include "hardware/error.hpp"
#include "tests/hardware/optics/portraits.hpp"

using namespace hardware::optics;
using hardware::Bytes;
using hardware::document::PortraitFormat;
using portraits::Wrapping;
using namespace std::chrono_literals;

namespace {
const std::filesystem::path kDecoder{GISHE_PORTRAIT_DECODER};
const Picture kFace = portraits::sample(240, 320);

std::variant<Picture, PortraitRefusal> decode(Bytes encoded, PortraitFormat format = PortraitFormat::jpeg)
{
    return decode_portrait({format, std::move(encoded)}, kDecoder, std::chrono::minutes{1});
}

Picture picture(Bytes encoded)
{
    const auto answer = decode(std::move(encoded));
    REQUIRE(std::holds_alternative<Picture>(answer));
    return std::get<Picture>(answer);
}

PortraitRefusal refusal(Bytes encoded)
{
    const auto answer = decode(std::move(encoded));
    REQUIRE(std::holds_alternative<PortraitRefusal>(answer));
    return std::get<PortraitRefusal>(answer);
}

/// A program in place of the decoder, made of one line of shell.
class Impostor {
public:
    explicit Impostor(const std::string& line)
    {
        std::string name = (std::filesystem::temp_directory_path() / "gishe-impostor-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()));
        folder_ = name;
        std::ofstream{program()} << "#!/bin/sh\n" << line << "\n";
        std::filesystem::permissions(program(), std::filesystem::perms::owner_all);
    }
    ~Impostor() { std::filesystem::remove_all(folder_); }
    Impostor(Impostor&&) = delete;

    std::filesystem::path program() const { return folder_ / "decoder"; }

private:
    std::filesystem::path folder_;
};

std::variant<Picture, PortraitRefusal> decode_by(const Impostor& impostor, std::chrono::milliseconds patience,
                                                 Bytes encoded = {1, 2, 3})
{
    return decode_portrait({PortraitFormat::jpeg, std::move(encoded)}, impostor.program(), patience);
}
} // namespace

TEST_CASE("a JPEG portrait keeps its size and colours")
{
    CHECK(portraits::distance(picture(portraits::jpeg(kFace)), kFace) < 40); // the square's edge rings a little
    CHECK(portraits::distance(picture(portraits::jpeg(kFace, true)), portraits::greyed(kFace)) < 20);
}

TEST_CASE("a lossless JPEG 2000 portrait is the same to the last pixel")
{
    CHECK(portraits::distance(picture(portraits::jpeg2000(kFace, Wrapping::jp2)), kFace) == 0);
    CHECK(portraits::distance(picture(portraits::jpeg2000(kFace, Wrapping::codestream)), kFace) == 0);
    CHECK(portraits::distance(picture(portraits::jpeg2000(kFace, Wrapping::jp2, true)), portraits::greyed(kFace)) == 0);
}

TEST_CASE("the first bytes tell the format, whatever the chip calls it")
{
    const auto answer = decode(portraits::jpeg2000(kFace, Wrapping::jp2), PortraitFormat::jpeg);
    CHECK(std::holds_alternative<Picture>(answer));
}

TEST_CASE("padding after the picture does no harm")
{
    for (auto encoded : {portraits::jpeg(kFace), portraits::jpeg2000(kFace, Wrapping::jp2)}) {
        encoded.resize(encoded.size() + 8);
        CHECK(picture(encoded).width_px == kFace.width_px);
    }
}

TEST_CASE("what is neither JPEG nor JPEG 2000 is refused as such")
{
    CHECK(refusal({}) == PortraitRefusal::unknown_format);
    CHECK(refusal({0xFF}) == PortraitRefusal::unknown_format);
    CHECK(refusal(Bytes(20000, 0x47)) == PortraitRefusal::unknown_format);
}

TEST_CASE("a portrait cut off anywhere is refused as damaged")
{
    for (const auto& encoded : {portraits::jpeg(kFace), portraits::jpeg2000(kFace, Wrapping::jp2),
                                portraits::jpeg2000(kFace, Wrapping::codestream)}) {
        for (const double share : {0.02, 0.1, 0.5, 0.9}) {
            CAPTURE(encoded.size());
            CAPTURE(share);
            const auto length = static_cast<std::size_t>(static_cast<double>(encoded.size()) * share);
            CHECK(refusal(Bytes(encoded.begin(), encoded.begin() + static_cast<std::ptrdiff_t>(length))) ==
                  PortraitRefusal::damaged);
        }
    }
}

TEST_CASE("a JPEG that promises a giant picture is refused by its header")
{
    auto encoded = portraits::jpeg(kFace);
    // Start of frame: marker, length (2), precision (1), height (2), width (2). Source: ITU-T T.81 §B.2.2.
    const Bytes marker{0xFF, 0xC0};
    const auto frame = std::search(encoded.begin(), encoded.end(), marker.begin(), marker.end());
    REQUIRE(frame != encoded.end());
    std::fill_n(frame + 5, 4, std::uint8_t{0x40});
    CHECK(refusal(encoded) == PortraitRefusal::too_large);
}

TEST_CASE("a JPEG 2000 that promises a giant picture is refused, and does not exhaust the memory")
{
    auto encoded = portraits::jpeg2000(kFace, Wrapping::codestream);
    // SIZ: SOC (2), marker (2), length (2), capabilities (2), width (4), height (4). Source: ITU-T T.800 §A.5.1.
    for (const std::size_t place : {std::size_t{8}, std::size_t{12}})
        encoded[place] = 0x7F;
    const auto answer = refusal(encoded);
    CHECK((answer == PortraitRefusal::too_large || answer == PortraitRefusal::damaged));
    auto wide = portraits::jpeg2000(kFace, Wrapping::codestream);
    wide[10] = 0x20; // 8192 + 240 columns
    CHECK(refusal(wide) == PortraitRefusal::too_large);
}

TEST_CASE("more bytes than any portrait has are refused without starting the decoder")
{
    const auto answer = decode_portrait({PortraitFormat::jpeg, Bytes(kLargestPortrait + 1)}, "/nonexistent");
    REQUIRE(std::holds_alternative<PortraitRefusal>(answer));
    CHECK(std::get<PortraitRefusal>(answer) == PortraitRefusal::too_large);
}

TEST_CASE("portraits with bytes changed at random never do worse than a refusal")
{
    std::mt19937 random{7};
    for (const auto& encoded :
         {portraits::jpeg(portraits::sample(60, 80)), portraits::jpeg2000(portraits::sample(60, 80), Wrapping::jp2)}) {
        for (int round = 0; round < 25; ++round) {
            auto hostile = encoded;
            for (int i = 0; i < 8; ++i)
                hostile[random() % hostile.size()] = static_cast<std::uint8_t>(random());
            const auto answer = decode(hostile);
            if (const auto* decoded = std::get_if<Picture>(&answer))
                CHECK(decoded->rgb.size() == std::size_t{3} * decoded->width_px * decoded->height_px);
            else
                CHECK(std::get<PortraitRefusal>(answer) != PortraitRefusal::timed_out);
        }
    }
}

TEST_CASE("a decoder that never answers is ended after the caller's patience")
{
    const auto answer = decode_by(Impostor{"exec sleep 600"}, 50ms);
    REQUIRE(std::holds_alternative<PortraitRefusal>(answer));
    CHECK(std::get<PortraitRefusal>(answer) == PortraitRefusal::timed_out);
}

TEST_CASE("a decoder that reads nothing cannot hold up the caller, however long the portrait")
{
    const auto answer = decode_by(Impostor{"exec sleep 600"}, 50ms, Bytes(kLargestPortrait));
    REQUIRE(std::holds_alternative<PortraitRefusal>(answer));
    CHECK(std::get<PortraitRefusal>(answer) == PortraitRefusal::timed_out);
}

TEST_CASE("a decoder that dies, talks without end or answers against the rule is not believed")
{
    for (const std::string line : {"exit 1", "kill -9 $$", "exec cat /dev/zero", "exec cat", "printf '\\0\\0\\0\\0\\1'",
                                   "printf '\\6\\0\\0\\0\\0\\0\\0\\0\\0'"}) {
        CAPTURE(line);
        const auto answer = decode_by(Impostor{line}, std::chrono::minutes{1}, Bytes(70000, 1));
        REQUIRE(std::holds_alternative<PortraitRefusal>(answer));
        CHECK(std::get<PortraitRefusal>(answer) == PortraitRefusal::decoder_died);
    }
}

TEST_CASE("the decoder inherits no descriptor and no environment")
{
    REQUIRE(*environ); // there is something to inherit
    const int inheritable = dup(STDIN_FILENO);
    REQUIRE(inheritable > STDERR_FILENO);
    // Where it got neither it answers status 1, unknown format; with one of them it dies.
    const auto answer = decode_by(Impostor{"read -r first </proc/$$/environ; [ -z \"$first\" ] && [ ! -e /proc/$$/fd/" +
                                           std::to_string(inheritable) + " ] && printf '\\1\\0\\0\\0\\0\\0\\0\\0\\0'"},
                                  std::chrono::minutes{1});
    close(inheritable);
    REQUIRE(std::holds_alternative<PortraitRefusal>(answer));
    CHECK(std::get<PortraitRefusal>(answer) == PortraitRefusal::unknown_format);
}

TEST_CASE("a missing decoder is a fault of the installation")
{
    CHECK_THROWS_AS(decode_portrait({PortraitFormat::jpeg, {1}}, "/nonexistent/gishe-portrait-decoder"),
                    hardware::Error);
}
