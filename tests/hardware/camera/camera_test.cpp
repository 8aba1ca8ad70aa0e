#include "hardware/camera/camera.hpp"

#include <array>
#include <condition_variable>
#include <fstream>
#include <future>
#include <mutex>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

#include "hardware/optics/qr.hpp"
#include "tests/hardware/optics/drawing.hpp"

using namespace hardware::camera;
using namespace std::chrono_literals;

namespace {
/// Collects what a camera says; its waits end when it was said, or after a time that no sound camera needs.
class Watcher {
public:
    Camera::Callbacks callbacks()
    {
        return {[this](CameraFrame frame) { note([&] { frames_.push_back(std::move(frame)); }); },
                [this](CameraEnd end) { note([&] { ends_.push_back(std::move(end)); }); }};
    }
    std::vector<CameraFrame> frames(std::size_t count)
    {
        std::unique_lock lock{mutex_};
        REQUIRE(changed_.wait_for(lock, 60s, [&] { return frames_.size() >= count; }));
        return frames_;
    }
    CameraEnd end(std::size_t number = 0)
    {
        std::unique_lock lock{mutex_};
        REQUIRE(changed_.wait_for(lock, 60s, [&] { return ends_.size() > number; }));
        return ends_[number];
    }
    std::size_t frame_count()
    {
        const std::scoped_lock lock{mutex_};
        return frames_.size();
    }

private:
    template <typename Change>
    void note(Change change)
    {
        {
            const std::scoped_lock lock{mutex_};
            change();
        }
        changed_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<CameraFrame> frames_;
    std::vector<CameraEnd> ends_;
};
} // namespace

TEST_CASE("a running camera delivers grey frames and coloured previews of the same moment")
{
    Watcher watcher;
    Camera camera{"videotestsrc pattern=red ! video/x-raw,width=322,height=240", watcher.callbacks()};
    camera.start();
    const auto frames = watcher.frames(2);
    camera.stop();
    for (const auto& frame : frames) {
        REQUIRE(frame.grey.width_px == 322);
        REQUIRE(frame.grey.height_px == 240);
        REQUIRE(frame.preview.rgb.size() == std::size_t{3} * 322 * 240);
        const std::size_t middle = 120 * 322 + 160;
        CHECK(frame.preview.rgb[3 * middle] > 240);
        CHECK(frame.preview.rgb[3 * middle + 1] < 20);
        CHECK(frame.grey.pixels[middle] > 60);
        CHECK(frame.grey.pixels[middle] < 90);
    }
}

TEST_CASE("a QR code is read from a picture file in place of a camera")
{
    const drawing::Folder folder;
    const auto file = folder.path / "code.png";
    drawing::write(drawing::on_table(drawing::qr_code("123456"), 331, 240), file, drawing::FileKind::png);
    Watcher watcher;
    Camera camera{"filesrc location=" + file.string() + " ! pngdec", watcher.callbacks()};
    camera.start();
    CHECK(hardware::optics::read_qr(watcher.frames(1)[0].grey) == "123456");
    CHECK(watcher.end().reason == EndReason::end_of_stream);
}

TEST_CASE("the end of a stream comes after its last frame")
{
    Watcher watcher;
    Camera camera{"videotestsrc num-buffers=1", watcher.callbacks()};
    camera.start();
    CHECK(watcher.end().reason == EndReason::end_of_stream);
    CHECK(watcher.frame_count() == 1);
}

TEST_CASE("a slow receiver gets the newest frame, not all of them")
{
    constexpr std::size_t kFrames = 50;
    constexpr std::size_t kFrameBytes = 16 * 16;
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    std::promise<void> first_came;
    std::promise<void> all_were_made;
    std::promise<std::size_t> ended;
    std::size_t count = 0;
    // Every frame also goes into the pipe, so that the test knows when they were all made.
    Camera camera{"videotestsrc num-buffers=50 ! video/x-raw,format=GRAY8,width=16,height=16,framerate=1000/1 ! "
                  "tee name=t t. ! queue ! fdsink sync=false fd=" +
                      std::to_string(ends[1]) + " t.",
                  {[&, made = all_were_made.get_future().share()](const CameraFrame&) {
                       if (++count == 1) first_came.set_value();
                       made.wait();
                   },
                   [&](const CameraEnd&) { ended.set_value(count); }}};
    camera.start();
    REQUIRE(first_came.get_future().wait_for(60s) == std::future_status::ready);
    std::array<char, kFrameBytes> frame{};
    std::size_t received = 0;
    while (received < kFrames * kFrameBytes) {
        const auto part = read(ends[0], frame.data(), frame.size());
        REQUIRE(part > 0);
        received += static_cast<std::size_t>(part);
    }
    all_were_made.set_value();
    auto all = ended.get_future();
    REQUIRE(all.wait_for(60s) == std::future_status::ready);
    CHECK(all.get() <= 3); // the first, and the newest with at most one that was under way
    camera.stop();
    close(ends[0]);
    close(ends[1]);
}

TEST_CASE("a missing device ends with a reason that starting again can mend")
{
    Watcher watcher;
    Camera camera{"v4l2src device=/dev/video97", watcher.callbacks()};
    camera.start();
    const auto end = watcher.end();
    CHECK(end.reason == EndReason::not_found);
    CHECK(end.detail.find("/dev/video97") != std::string::npos);
    camera.start();
    CHECK(watcher.end(1).reason == EndReason::not_found);
    CHECK(watcher.frame_count() == 0);
}

TEST_CASE("a string that is no pipeline is told as a bad source")
{
    for (const std::string source : {"", "!", "nosuchelement", "videotestsrc nosuchproperty=1", "videotestsrc !"}) {
        CAPTURE(source);
        Watcher watcher;
        Camera camera{source, watcher.callbacks()};
        camera.start();
        CHECK(watcher.end().reason == EndReason::bad_source);
    }
}

TEST_CASE("a file that is no picture ends in failure")
{
    const drawing::Folder folder;
    const auto file = folder.path / "text.png";
    std::ofstream{file} << std::string(10000, 'x');
    Watcher watcher;
    Camera camera{"filesrc location=" + file.string() + " ! pngdec", watcher.callbacks()};
    camera.start();
    CHECK(watcher.end().reason == EndReason::failed);
}

TEST_CASE("no callback comes after stop, and a stopped camera starts again")
{
    Watcher watcher;
    Camera camera{"videotestsrc is-live=true ! video/x-raw,width=64,height=48", watcher.callbacks()};
    camera.start();
    watcher.frames(1);
    camera.stop();
    const auto count = watcher.frame_count();
    camera.stop();
    camera.start();
    CHECK(watcher.frames(count + 1).size() > count);
}
