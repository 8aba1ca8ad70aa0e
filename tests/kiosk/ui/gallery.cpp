#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <wx/app.h>
#include <wx/cmdline.h>
#include <wx/image.h>
#include <wx/log.h>

#include "kiosk/ui/main_window.hpp"
#include "kiosk/ui/native.hpp"
#include "tests/kiosk/ui/painted.hpp"
#include "tests/kiosk/ui/scenes.hpp"

/// kiosk_gallery [--scene NAME] [--english] [--contrast] [--scale PERCENT] [--width PX] [--quiet MS] [--list | --check]
///
/// Shows one state of the window and writes a line for everything that the window tells the counter. `scene NAME` on
/// the standard input shows another one and answers `shown NAME` once it is painted; the end of input ends the program.
/// `hold NAME` does so too, but says `held NAME` and stops just before the painting, until `go`.
/// `after-key NAME` answers `waits` and does so too at the next key, as an answer does that comes just then.
/// `--check` goes through all scenes, writes a line for everything that is cut off or out of sight and ends; with 1 if
/// there was any.
namespace {
void tell(const std::string& line)
{
    std::cout << line << std::endl;
}

void tell_appearance(const kiosk::Appearance& appearance)
{
    tell(std::string{"appearance "} + (appearance.language == kiosk::Language::english ? "en" : "bg") +
         (appearance.high_contrast ? " contrast " : " usual ") + std::to_string(std::lround(appearance.scale * 100)));
}

const char* name_of(kiosk::Action action)
{
    static constexpr const char* kNames[] = {"help",          "by_hand", "camera",      "refuse", "print", "other_road",
                                             "second_person", "decide",  "end_service", "back",   "next"};
    return kNames[static_cast<std::size_t>(action)];
}

/// Writes down what it is told.
class WritingCounter final : public kiosk::Counter {
public:
    kiosk::View shown;
    const kiosk::View& view() const override { return shown; }
    void sign_in(std::string username, std::string password) override
    {
        tell("sign_in " + username + " " + std::to_string(password.size()));
    }
    void sign_out() override { tell("sign_out"); }
    void scanned(std::string text) override
    {
        std::replace(text.begin(), text.end(), '\n', '|');
        tell("scanned " + text);
    }
    void scanned_code(std::string text) override
    {
        std::replace(text.begin(), text.end(), '\n', '|');
        tell("scanned_code " + text);
    }
    void press(kiosk::Action action) override { tell(std::string{"press "} + name_of(action)); }
    void enter_can(std::string digits) override { tell("enter_can " + digits); }
    void enter_document(kiosk::TypedDocument document) override
    {
        tell("enter_document " + document.number + " " + document.names.given);
    }
    void enter_zone(std::string lines) override { tell("enter_zone " + std::to_string(lines.size())); }
    void see_feature(std::string code, bool seen) override { tell((seen ? "see " : "unsee ") + code); }
    void refuse(std::string reason_code) override { tell("refuse " + reason_code); }
    void unlock(std::string password) override { tell("unlock " + std::to_string(password.size())); }
    void activity() override {}
};

/// From this width on each page is whole at 100 %.
constexpr int kWholePageWidth = 1280;

/// A grey face of 240 × 309 pixels stands for the decoded portrait.
kiosk::ui::Picture drawn_portrait()
{
    kiosk::ui::Picture picture{240, 309, {}};
    picture.rgb.resize(240U * 309U * 3U);
    for (int y = 0; y < 309; ++y) {
        for (int x = 0; x < 240; ++x) {
            const double dx = (x - 120) / 62.0;
            const double dy = (y - 130) / 84.0;
            const double sx = (x - 120) / 105.0;
            const double sy = (y - 330) / 110.0;
            const bool head = dx * dx + dy * dy < 1;
            const bool shoulders = sx * sx + sy * sy < 1;
            const auto shade = static_cast<std::uint8_t>(head ? 205 - y / 6 : shoulders ? 96 : 226);
            auto* const pixel = &picture.rgb[static_cast<std::size_t>(y * 240 + x) * 3U];
            pixel[0] = shade;
            pixel[1] = static_cast<std::uint8_t>(head ? shade - 28 : shade);
            pixel[2] = static_cast<std::uint8_t>(head ? shade - 46 : shade + 6);
        }
    }
    return picture;
}
} // namespace

class Gallery final : public wxApp {
public:
    bool OnInit() override
    {
        std::string first = "sign-in";
        kiosk::Appearance appearance;
        int width = 1280;
        auto quiet = kiosk::ui::LoneKeys::kUsualQuiet;
        for (int i = 1; i < argc; ++i) {
            const std::string option = argv[i].utf8_string();
            const auto value = [&] { return argv[++i].utf8_string(); };
            if (option == "--scene") first = value();
            if (option == "--english") appearance.language = kiosk::Language::english;
            if (option == "--contrast") appearance.high_contrast = true;
            if (option == "--scale") appearance.scale = std::stoi(value()) / 100.0;
            if (option == "--quiet") quiet = std::chrono::milliseconds{std::stoi(value())};
            if (option == "--width") width = std::stoi(value());
            if (option == "--check") checks_ = true;
            if (option == "--list") {
                for (const auto& scene : scenes_)
                    tell(scene.name);
                return false;
            }
        }
        may_scroll_ = appearance.scale > 1.0 || width < kWholePageWidth;
        wxLog::EnableLogging(false);
        wxSetAssertHandler(
            [](const wxString& file, int line, const wxString&, const wxString& condition, const wxString& message) {
                std::cerr << file << ':' << line << ": " << condition << ' ' << message << std::endl;
                std::abort();
            });
        counter_.shown = scene(first);
        window_ = new kiosk::ui::MainWindow{counter_, [](auto, auto ready) { ready(drawn_portrait()); }, appearance,
                                            [](const kiosk::Appearance& changed) { tell_appearance(changed); }, quiet};
        window_->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
            event.Skip(); // to the window, which hears of the key before the scene
            if (!after_key_.empty()) CallAfter([this, name = std::exchange(after_key_, {})] { show(name); });
        });
        window_->SetClientSize(width, 720);
        window_->Move(0, 0);
        if (checks_) {
            width < kWholePageWidth ? static_cast<void>(window_->Show())
                                    : static_cast<void>(window_->ShowFullScreen(true));
            CallAfter([this] { check(0); });
            return true;
        }
        window_->Show();
        CallAfter([this, first] { announce(first); });
        reader_ = std::thread{[this] { read_orders(); }};
        return true;
    }

    int OnExit() override
    {
        if (reader_.joinable()) reader_.join();
        return wxApp::OnExit();
    }

    int OnRun() override
    {
        const int code = wxApp::OnRun();
        return cut_ ? EXIT_FAILURE : code;
    }

private:
    const kiosk::View& scene(const std::string& name) const
    {
        const auto found = std::find_if(scenes_.begin(), scenes_.end(), [&](const auto& s) { return s.name == name; });
        if (found == scenes_.end()) throw std::invalid_argument{name};
        return found->view;
    }

    /// The second frame has what the first one's sizes led to.
    void when_settled(std::function<void()> then)
    {
        CallAfter([this, then = std::move(then)] {
            kiosk::ui::native::after_painting(*window_, [this, then] {
                CallAfter(
                    [this, then] { kiosk::ui::native::after_painting(*window_, [this, then] { CallAfter(then); }); });
            });
        });
    }

    void announce(const std::string& name)
    {
        when_settled([name] { tell("shown " + name); });
    }

    void check(std::size_t number)
    {
        if (number == scenes_.size()) {
            window_->Destroy();
            return;
        }
        counter_.shown = scenes_[number].view;
        window_->show(counter_.shown);
        when_settled([this, number] {
            const bool face = std::holds_alternative<kiosk::CompareView>(counter_.shown.step);
            for (const auto& lines : {gallery::cut_off(*window_, may_scroll_), gallery::out_of_sight(*window_),
                                      face ? gallery::face_out_of_sight(*window_) : std::vector<std::string>{}})
                for (const auto& line : lines) {
                    tell(scenes_[number].name + ": " + line);
                    cut_ = true;
                }
            check(number + 1);
        });
    }

    void show(const std::string& name)
    {
        counter_.shown = scene(name);
        window_->show(counter_.shown);
        announce(name);
    }

    /// The window's own work for the scene comes before the second call.
    void hold(const std::string& name)
    {
        counter_.shown = scene(name);
        window_->show(counter_.shown);
        CallAfter([this, name] {
            tell("held " + name);
            go_on_.acquire();
            announce(name);
        });
    }

    void read_orders()
    {
        for (std::string line; std::getline(std::cin, line);) {
            const auto blank = line.find(' ');
            const auto order = line.substr(0, blank);
            const auto name = blank == std::string::npos ? std::string{} : line.substr(blank + 1);
            if (order == "scene") CallAfter([this, name] { show(name); });
            if (order == "hold") CallAfter([this, name] { hold(name); });
            if (order == "go") go_on_.release();
            if (order == "after-key")
                CallAfter([this, name] {
                    after_key_ = name;
                    tell("waits");
                });
        }
        CallAfter([this] { window_->Destroy(); });
    }

    std::vector<gallery::Scene> scenes_ = gallery::scenes();
    WritingCounter counter_;
    kiosk::ui::MainWindow* window_ = nullptr;
    std::thread reader_;
    std::binary_semaphore go_on_{0};
    std::string after_key_; ///< the scene that follows upon it
    bool checks_{};
    bool may_scroll_{};
    bool cut_{};
};

wxIMPLEMENT_APP(Gallery);
