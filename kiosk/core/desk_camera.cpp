#include "config/log.hpp"
#include "kiosk/core/desk.hpp"

/// The camera of the desk, and codes that it or a scanner sees.
namespace kiosk {
void Desk::start_camera()
{
    if (camera_on_) return;
    camera_on_ = true;
    const unsigned run = ++camera_run_;
    // Whatever the camera tells comes back to the UI thread and counts only while this run of the camera lasts.
    const auto on_ui = [self = weak_from_this(), &ui = parts_.ui, run](std::function<void(Desk&)> act) {
        ui.post([self, run, act = std::move(act)] {
            const auto me = self.lock();
            if (me && me->camera_on_ && me->camera_run_ == run) act(*me);
        });
    };
    const auto broken = [on_ui] {
        on_ui([](Desk& desk) {
            desk.stop_camera();
            desk.say(FieldMessage::Tone::caution, "camera_failed");
        });
    };
    parts_.camera_worker.post([&camera = parts_.camera, on_ui, broken] {
        try {
            camera.start(
                [on_ui](Sighting sight) { on_ui([sight = std::move(sight)](Desk& desk) { desk.sighted(sight); }); },
                broken);
        } catch (const std::exception& error) {
            config::log::warn("camera.fault", {{"error", error.what()}});
            broken();
        }
    });
}

void Desk::sighted(const Sighting& sight)
{
    switch (sight.kind) {
    case Sighting::Kind::code:
        return scanned_code(sight.text);
    case Sighting::Kind::zone:
        return scanned(sight.text);
    case Sighting::Kind::several_documents:
        if (!hidden_ && !recording_) say(FieldMessage::Tone::caution, "several_documents");
    }
}

/// A code holds whatever somebody wrote into it: only the print on a document shows that a device has read its zone.
void Desk::scanned_code(std::string text)
{
    if (hidden_ || recording_ || step_ == Step::sign_in) return;
    last_input_ = parts_.clock.ticks();
    const auto shape = portal::contract::shape_of_scan(text);
    if (shape == portal::contract::ScanShape::mrz || shape == portal::contract::ScanShape::personal_number)
        return say(FieldMessage::Tone::caution, "code_is_no_document");
    scanned(std::move(text));
}

void Desk::stop_camera()
{
    if (!camera_on_) return;
    camera_on_ = false;
    ++camera_run_;
    parts_.camera_worker.post([&camera = parts_.camera] { camera.stop(); });
}
} // namespace kiosk
