#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <wx/app.h>
#include <wx/log.h>
#include <wx/timer.h>

#include "config/log.hpp"
#include "config/settings.hpp"
#include "hardware/error.hpp"
#include "hardware/optics/portrait.hpp"
#include "hardware/scanner/serial_scanner.hpp"
#include "kiosk/core/clock.hpp"
#include "kiosk/core/desk.hpp"
#include "kiosk/core/file_key_vault.hpp"
#include "kiosk/core/record_book.hpp"
#include "kiosk/core/screen_details.hpp"
#include "kiosk/core/sync_engine.hpp"
#include "kiosk/core/worker.hpp"
#include "kiosk/devices/chip_reader.hpp"
#include "kiosk/devices/code_camera.hpp"
#include "kiosk/devices/trust_folder.hpp"
#include "kiosk/net/enrolment.hpp"
#include "kiosk/net/http_portal_client.hpp"
#include "kiosk/outbox/sqlite_outbox.hpp"
#include "kiosk/settings.hpp"
#include "kiosk/ui/main_window.hpp"
#include "kiosk/ui/wx_ui.hpp"

namespace {
using namespace kiosk;

kiosk::ui::Picture for_the_window(const hardware::optics::Picture& picture)
{
    return {static_cast<int>(picture.width_px), static_cast<int>(picture.height_px), picture.rgb};
}

net::PortalAddress address_of(const KioskSettings& settings)
{
    return {.url = settings.portal_url,
            .ca_file = settings.portal_ca_file,
            .certificate_file = settings.state_folder / "kiosk.pem",
            .key_file = settings.state_folder / "kiosk.key",
            .timeout = settings.portal_timeout};
}

/// Everything concrete of one counter, constructed once and taken apart in the opposite order: the desk first, then
/// the devices, at last the workers, which are joined while the UI thread still lives.
class Station {
public:
    Station(const KioskSettings& settings, DeskIdentity identity)
        : full_screen_{settings.full_screen}, decoder_{std::filesystem::read_symlink("/proc/self/exe").parent_path() /
                                                       "gishe-portrait-decoder"},
          details_{clock_, certificate_until(settings.state_folder / "kiosk.pem")}, desk_portal_{address_of(settings)},
          sync_portal_{address_of(settings)}, outbox_{settings.state_folder / "outbox.sqlite"},
          vault_{settings.state_folder, {}}, book_{identity.kiosk, outbox_, vault_}, reader_{settings.reader_name,
                                                                                             settings.trust_folder},
          camera_{settings.camera_source, [this](hardware::optics::Picture frame) { preview(std::move(frame)); }}
    {
        SyncEngine::Parts sync{.worker = sync_worker_,
                               .ui = ui_,
                               .portal = sync_portal_,
                               .outbox = outbox_,
                               .vault = vault_,
                               .clock = clock_,
                               .keep_trust_files = [folder = settings.trust_folder](const auto& files) {
                                   devices::keep_trust_files(folder, files);
                               }};
        sync_ = std::make_shared<SyncEngine>(std::move(sync), SyncEngine::Pace{});
        desk_ = Desk::open(std::move(identity),
                           {.ui = ui_,
                            .portal_worker = portal_worker_,
                            .disk_worker = disk_worker_,
                            .reader_worker = reader_worker_,
                            .camera_worker = camera_worker_,
                            .portal = desk_portal_,
                            .book = book_,
                            .vault = vault_,
                            .reader = reader_,
                            .camera = camera_,
                            .sync = *sync_,
                            .clock = clock_},
                           [this](const View& view) {
                               if (window_) window_->show(details_.added_to(view));
                           });
        const bool bulgarian = settings.ui_language != "en";
        window_ = new kiosk::ui::MainWindow{
            *desk_,
            [this](auto portrait, auto ready) { decode(std::move(portrait), std::move(ready)); },
            {.language = bulgarian ? kiosk::ui::Language::bulgarian : kiosk::ui::Language::english}};
        window_->Bind(wxEVT_DESTROY, [this](wxWindowDestroyEvent& event) {
            if (event.GetEventObject() == window_) window_ = nullptr;
            event.Skip();
        });
        window_->show(details_.added_to(desk_->view()));
        if (!settings.scanner_serial.empty()) open_serial_scanner(settings.scanner_serial);
        ticking_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { desk_->tick(); });
        ticking_.Start(1000);
    }

    void show()
    {
        if (full_screen_)
            window_->ShowFullScreen(true);
        else
            window_->Show();
    }

private:
    /// On the camera's thread: the frame goes to the window, unless the last one has not been painted yet.
    void preview(hardware::optics::Picture frame)
    {
        if (frame_waits_.exchange(true)) return;
        ui_.post([this, frame = for_the_window(frame)] {
            frame_waits_ = false;
            if (window_) window_->show_frame(frame);
        });
    }

    void decode(std::shared_ptr<const hardware::document::Portrait> portrait,
                std::function<void(std::optional<kiosk::ui::Picture>)> ready)
    {
        portrait_worker_.post([this, portrait = std::move(portrait), ready = std::move(ready)] {
            std::optional<kiosk::ui::Picture> picture;
            try {
                const auto answer = hardware::optics::decode_portrait(*portrait, decoder_);
                if (const auto* decoded = std::get_if<hardware::optics::Picture>(&answer))
                    picture = for_the_window(*decoded);
            } catch (const std::exception& error) {
                config::log::warn("portrait.fault", {{"error", error.what()}});
            }
            ui_.post([ready, picture = std::move(picture)] { ready(picture); });
        });
    }

    void open_serial_scanner(const std::string& device)
    {
        hardware::scanner::SerialScanner::Settings settings;
        settings.device = device;
        hardware::scanner::SerialScanner::Callbacks callbacks{
            .scan = [this](std::string text) { ui_.post([this, text = std::move(text)] { desk_->scanned(text); }); },
            .connected = [] { config::log::info("scanner.connected"); },
            .disconnected =
                [](const std::string& why) {
                    config::log::warn("scanner.lost", {{"error", why}});
                },
            .overlong = [] { config::log::warn("scanner.overlong"); }};
        scanner_ = std::make_unique<hardware::scanner::SerialScanner>(std::move(settings), std::move(callbacks));
    }

    bool full_screen_;
    std::filesystem::path decoder_;
    kiosk::ui::WxUi ui_;
    SystemClock clock_;
    ScreenDetails details_;
    net::HttpPortalClient desk_portal_;
    net::HttpPortalClient sync_portal_;
    outbox::SqliteOutbox outbox_;
    FileKeyVault vault_;
    RecordBook book_;
    devices::ChipReader reader_;
    std::atomic<bool> frame_waits_{};
    devices::CodeCamera camera_;
    kiosk::ui::MainWindow* window_ = nullptr; ///< wx deletes it
    Worker portal_worker_{"portal"};
    Worker sync_worker_{"sync"};
    Worker disk_worker_{"disk"};
    Worker reader_worker_{"reader"};
    Worker camera_worker_{"camera"};
    Worker portrait_worker_{"portrait"};
    std::shared_ptr<SyncEngine> sync_;
    std::shared_ptr<Desk> desk_;
    std::unique_ptr<hardware::scanner::SerialScanner> scanner_;
    wxTimer ticking_;
};

class KioskApp final : public wxApp {
public:
    explicit KioskApp(KioskSettings settings) : settings_{std::move(settings)} {}

    bool OnInit() override
    {
        wxLog::EnableLogging(false); // what wx would pop up belongs to no clerk
        wxSetAssertHandler(
            [](const wxString& file, int line, const wxString&, const wxString& condition, const wxString&) {
                config::log::error("window.assert", {{"at", fmt::format("{}:{}", file.utf8_string(), line)},
                                                     {"condition", condition.utf8_string()}});
            });
        station_ = std::make_unique<Station>(settings_, net::load_identity(settings_.state_folder));
        station_->show();
        return true;
    }

    int OnExit() override
    {
        station_.reset();
        return wxApp::OnExit();
    }

private:
    KioskSettings settings_;
    std::unique_ptr<Station> station_;
};
} // namespace

wxIMPLEMENT_APP_NO_MAIN(wxApp);

int main(int argc, char** argv)
{
    CLI::App options{"gishe-kiosk: the program of the counter"};
    std::string file;
    std::string code;
    options.set_version_flag("--version", GISHE_VERSION);
    options.add_option("--config", file, "configuration file")->required();
    options.add_option("--enrol", code, "enrol this counter with a one-time code, then end");
    CLI11_PARSE(options, argc, argv);
    try {
        auto settings = KioskSettings::load(file);
        config::log::set_level(config::log::level_of(settings.log_level));
        if (!code.empty()) {
            const auto identity = net::enrol(settings.portal_url, settings.portal_ca_file, settings.state_folder, code);
            std::cout << "enrolled as " << identity.kiosk << ", " << identity.desk << '\n';
            return EXIT_SUCCESS;
        }
        wxApp::SetInstance(new KioskApp{std::move(settings)});
        int count = 1; // wx and GTK take no options from here
        return wxEntry(count, argv);
    } catch (const std::exception& error) {
        std::cerr << "gishe-kiosk: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
}
