#include "kiosk/devices/code_camera.hpp"

#include <atomic>
#include <future>

#include <doctest/doctest.h>

#include "hardware/error.hpp"

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
