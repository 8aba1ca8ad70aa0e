#include "kiosk/devices/code_camera.hpp"

#include <atomic>
#include <future>
#include <vector>

#include <doctest/doctest.h>

#include "hardware/error.hpp"
#include "tests/hardware/optics/drawing.hpp"

using namespace kiosk;

TEST_CASE("Without a configured camera the start says so")
{
    devices::CodeCamera camera{"", nullptr};
    CHECK_THROWS_AS(camera.start([](const std::string&) {}, [] {}), hardware::Error);
}

TEST_CASE("A device that is not there is told as a failure")
{
    devices::CodeCamera camera{"v4l2src device=/dev/no-such-camera", nullptr};
    std::promise<void> failed;
    camera.start([](const std::string&) {}, [&] { failed.set_value(); });
    failed.get_future().wait();
    camera.stop();
}

TEST_CASE("A code that lies before the camera comes as its text, once")
{
    const drawing::Folder folder;
    const auto file = folder.path / "pass.png";
    drawing::write(drawing::on_table(drawing::qr_code("4821093755601170"), 480, 360), file, drawing::FileKind::png);
    std::promise<void> ended;
    std::vector<std::string> seen; // the camera's own thread alone touches it until the end
    devices::CodeCamera camera{"filesrc location=" + file.string() + " ! pngdec ! imagefreeze num-buffers=5", nullptr};
    camera.start([&](std::string text) { seen.push_back(std::move(text)); }, [&] { ended.set_value(); });
    ended.get_future().wait();
    camera.stop();
    CHECK(seen == std::vector<std::string>{"4821093755601170"});
}

TEST_CASE("Frames for the eye come while the camera runs")
{
    std::promise<void> first;
    std::atomic<bool> told{false};
    devices::CodeCamera camera{"videotestsrc", [&](const hardware::optics::Picture& picture) {
                                   if (told.exchange(true)) return;
                                   CHECK(picture.width_px > 0);
                                   first.set_value();
                               }};
    camera.start([](const std::string&) {}, [] {});
    first.get_future().wait();
    camera.stop();
}
