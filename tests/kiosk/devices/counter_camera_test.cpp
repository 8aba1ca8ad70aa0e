#include "kiosk/devices/counter_camera.hpp"

#include <atomic>
#include <future>
#include <vector>

#include <doctest/doctest.h>

#include "hardware/error.hpp"
#include "tests/hardware/optics/zone_drawing.hpp"

using namespace kiosk;

TEST_CASE("Without a configured camera the start says so")
{
    devices::CounterCamera camera{"", nullptr};
    CHECK_THROWS_AS(camera.start([](const Sighting&) {}, [] {}), hardware::Error);
}

TEST_CASE("A device that is not there is told as a failure")
{
    devices::CounterCamera camera{"v4l2src device=/dev/no-such-camera", nullptr};
    std::promise<void> failed;
    camera.start([](const Sighting&) {}, [&] { failed.set_value(); });
    failed.get_future().wait();
    camera.stop();
}

TEST_CASE("A code that lies before the camera comes as its text, once")
{
    const drawing::Folder folder;
    const auto file = folder.path / "pass.png";
    drawing::write(drawing::on_table(drawing::qr_code("4821093755601170"), 480, 360), file, drawing::FileKind::png);
    std::promise<void> ended;
    std::vector<std::string> seen; // a thread of the camera alone touches it until the end
    devices::CounterCamera camera{"filesrc location=" + file.string() + " ! pngdec ! imagefreeze num-buffers=5",
                                  nullptr};
    camera.start(
        [&](Sighting sight) {
            CHECK(sight.kind == Sighting::Kind::code);
            seen.push_back(std::move(sight.text));
        },
        [&] { ended.set_value(); });
    ended.get_future().wait();
    camera.stop();
    CHECK(seen == std::vector<std::string>{"4821093755601170"});
}

TEST_CASE("A zone that lies before the camera comes as its lines")
{
    const drawing::Folder folder;
    const auto file = folder.path / "card.png";
    const drawing::Zone zone{"IDBGRAA12345667<<<<<<<<<<<<<<<", "8506151F3302288BGR8506156591<8",
                             "KONSTANTINOVA<<VIKTORIYA<LYUBO"};
    drawing::write(drawing::document_with(zone), file, drawing::FileKind::png);
    std::promise<Sighting> seen;
    devices::CounterCamera camera{"filesrc location=" + file.string() + " ! pngdec ! imagefreeze", nullptr};
    camera.start([&](Sighting sight) { seen.set_value(std::move(sight)); }, [] {});
    const auto sight = seen.get_future().get();
    camera.stop();
    CHECK(sight.kind == Sighting::Kind::zone);
    CHECK(sight.text == zone[0] + zone[1] + zone[2]);
}

TEST_CASE("Two documents before the camera are told, and neither zone is")
{
    const drawing::Folder folder;
    const auto file = folder.path / "both.png";
    const drawing::Zone zone{"IDBGRAA12345667<<<<<<<<<<<<<<<", "8506151F3302288BGR8506156591<8",
                             "KONSTANTINOVA<<VIKTORIYA<LYUBO"};
    auto other = zone;
    other[2].replace(0, 3, "PET");
    const auto both = drawing::one_above_other(drawing::document_with(zone, {"OCRB", 22}),
                                               drawing::document_with(other, {"OCRB", 22}));
    drawing::write(both, file, drawing::FileKind::png);
    std::promise<Sighting> seen;
    devices::CounterCamera camera{"filesrc location=" + file.string() + " ! pngdec ! imagefreeze", nullptr};
    camera.start([&](Sighting sight) { seen.set_value(std::move(sight)); }, [] {});
    const auto sight = seen.get_future().get();
    camera.stop();
    CHECK(sight.kind == Sighting::Kind::several_documents);
    CHECK(sight.text.empty());
}

TEST_CASE("Frames for the eye come while the camera runs")
{
    std::promise<void> first;
    std::atomic<bool> told{false};
    devices::CounterCamera camera{"videotestsrc", [&](const hardware::optics::Picture& picture) {
                                      if (told.exchange(true)) return;
                                      CHECK(picture.width_px > 0);
                                      first.set_value();
                                  }};
    camera.start([](const Sighting&) {}, [] {});
    first.get_future().wait();
    camera.stop();
}
