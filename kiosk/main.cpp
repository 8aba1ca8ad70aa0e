#include <atomic>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <wx/app.h>
#include <wx/log.h>
#include <wx/timer.h>
#include <wx/utils.h>

#include "config/log.hpp"
#include "config/settings.hpp"
#include "hardware/error.hpp"
#include "hardware/optics/portrait.hpp"
#include "hardware/scanner/symbology.hpp"
#include "kiosk/core/appearance.hpp"
#include "kiosk/core/clock.hpp"
#include "kiosk/core/desk.hpp"
#include "kiosk/core/file_key_vault.hpp"
#include "kiosk/core/record_book.hpp"
#include "kiosk/core/screen_details.hpp"
#include "kiosk/core/sync_engine.hpp"
#include "kiosk/core/worker.hpp"
#include "kiosk/devices/chip_reader.hpp"
#include "kiosk/devices/counter_camera.hpp"
#include "kiosk/devices/serial_scans.hpp"
#include "kiosk/devices/trust_folder.hpp"
#include "kiosk/net/enrolment.hpp"
#include "kiosk/net/http_portal_client.hpp"
#include "kiosk/outbox/set_aside.hpp"
#include "kiosk/outbox/sqlite_outbox.hpp"
#include "kiosk/settings.hpp"
#include "kiosk/ui/main_window.hpp"
#include "kiosk/ui/start_failure.hpp"
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

Language language_of(const KioskSettings& settings)
{
    return settings.ui_language == "en" ? Language::english : Language::bulgarian;
}

/// What of the counter needs no window: constructed before there is one, from files that may be damaged.
struct Foundations {
    KioskSettings settings;
    DeskIdentity identity;
    SystemClock clock;
    ScreenDetails details;
    net::HttpPortalClient desk_portal;
    net::HttpPortalClient sync_portal;
    outbox::SqliteOutbox outbox;
    FileKeyVault vault;
    RecordBook book;
    Appearance appearance;

    explicit Foundations(const KioskSettings& given)
        : settings{given}, identity{net::load_identity(settings.state_folder)},
          details{clock,
                  {.certificate_until = certificate_until(settings.state_folder / "kiosk.pem"),
                   .municipality = settings.municipality,
                   .office = settings.office,
                   .software = "gishe-kiosk " GISHE_VERSION}},
          desk_portal{address_of(settings)}, sync_portal{address_of(settings)},
          outbox{settings.state_folder / "outbox.sqlite"}, vault{settings.state_folder, {}}, book{identity.kiosk,
                                                                                                  outbox, vault},
          appearance{kept_appearance(settings.state_folder).value_or(Appearance{.language = language_of(settings)})}
    {
    }
};

/// Everything concrete of one counter, constructed once and taken apart in the opposite order: the desk first, then
/// the devices, at last the workers, which are joined while the UI thread still lives.
class Station {
public:
    explicit Station(Foundations& base)
        : base_{base}, decoder_{std::filesystem::read_symlink("/proc/self/exe").parent_path() /
                                "gishe-portrait-decoder"},
          reader_{base.settings.reader_name, base.settings.trust_folder},
          camera_{base.settings.camera_source, [this](const hardware::optics::Picture& frame) { preview(frame); }}
    {
        SyncEngine::Parts sync{.worker = sync_worker_,
                               .ui = ui_,
                               .portal = base_.sync_portal,
                               .outbox = base_.outbox,
                               .vault = base_.vault,
                               .clock = base_.clock,
                               .keep_trust_files = [folder = base_.settings.trust_folder](const auto& files) {
                                   devices::keep_trust_files(folder, files);
                               }};
        sync_ = std::make_shared<SyncEngine>(std::move(sync), SyncEngine::Pace{});
        desk_ = Desk::open(base_.identity,
                           {.ui = ui_,
                            .portal_worker = portal_worker_,
                            .disk_worker = disk_worker_,
                            .reader_worker = reader_worker_,
                            .camera_worker = camera_worker_,
                            .portal = base_.desk_portal,
                            .book = base_.book,
                            .vault = base_.vault,
                            .reader = reader_,
                            .camera = camera_,
                            .sync = *sync_,
                            .clock = base_.clock},
                           [this](const View& view) {
                               if (window_) window_->show(base_.details.added_to(view));
                           });
        window_ = new kiosk::ui::MainWindow{
            *desk_, [this](auto portrait, auto ready) { decode(std::move(portrait), std::move(ready)); },
            base_.appearance, [this](const Appearance& appearance) { keep(appearance); }, base_.settings.scanner_quiet};
        window_->Bind(wxEVT_DESTROY, [this](wxWindowDestroyEvent& event) {
            if (event.GetEventObject() == window_) window_ = nullptr;
            event.Skip();
        });
        window_->show(base_.details.added_to(desk_->view()));
        if (const auto& device = base_.settings.scanner_serial; !device.empty())
            scanner_ = std::make_unique<devices::SerialScans>(
                device, ui_,
                [this](hardware::scanner::MarkedScan scan) {
                    const bool code = scan.source == hardware::scanner::Source::code;
                    code ? desk_->scanned_code(std::move(scan.text)) : desk_->scanned(std::move(scan.text));
                },
                [this](bool present) { show_scanner(present ? StripView::Scanner::ready : StripView::Scanner::lost); });
        ticking_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { desk_->tick(); });
        ticking_.Start(1000);
    }

    void show()
    {
        if (base_.settings.full_screen)
            window_->ShowFullScreen(true);
        else
            window_->Show();
    }

private:
    /// On the camera's thread: the frame goes to the window, unless the last one has not been painted yet.
    void preview(const hardware::optics::Picture& frame)
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

    void keep(const Appearance& appearance)
    {
        disk_worker_.post([state = base_.settings.state_folder, appearance] {
            try {
                keep_appearance(state, appearance);
            } catch (const std::exception& error) {
                config::log::warn("appearance.not_kept", {{"error", error.what()}});
            }
        });
    }

    void show_scanner(StripView::Scanner state)
    {
        base_.details.scanner_is(state);
        if (window_) window_->show(base_.details.added_to(desk_->view()));
    }

    Foundations& base_;
    std::filesystem::path decoder_;
    kiosk::ui::WxUi ui_;
    devices::ChipReader reader_;
    std::atomic<bool> frame_waits_{};
    devices::CounterCamera camera_;
    kiosk::ui::MainWindow* window_ = nullptr; ///< wx deletes it
    Worker portal_worker_{"portal"};
    Worker sync_worker_{"sync"};
    Worker disk_worker_{"disk"};
    Worker reader_worker_{"reader"};
    Worker camera_worker_{"camera"};
    Worker portrait_worker_{"portrait"};
    std::shared_ptr<SyncEngine> sync_;
    std::shared_ptr<Desk> desk_;
    std::unique_ptr<devices::SerialScans> scanner_;
    wxTimer ticking_;
};

/// The counter, or the reason why there is none: wx tells nobody what its `OnInit` throws.
class KioskApp final : public wxApp {
public:
    explicit KioskApp(Foundations& base) : base_{&base}, language_{base.appearance.language} {}
    KioskApp(std::string failure, Language language) : failure_{std::move(failure)}, language_{language} {}

    bool OnInit() override
    {
        wxLog::EnableLogging(false); // what wx would pop up belongs to no clerk
        wxSetAssertHandler(
            [](const wxString& file, int line, const wxString&, const wxString& condition, const wxString&) {
                config::log::error("window.assert", {{"at", fmt::format("{}:{}", file.utf8_string(), line)},
                                                     {"condition", condition.utf8_string()}});
            });
        if (base_) {
            try {
                station_ = std::make_unique<Station>(*base_);
                station_->show();
                return true;
            } catch (const std::exception& error) {
                failure_ = error.what();
                print(failure_);
            }
        }
        kiosk::ui::tell_start_failure(failure_, language_);
        return false;
    }

    static void print(const std::string& failure) { std::cerr << "gishe-kiosk: " << failure << std::endl; }

    int OnExit() override
    {
        station_.reset();
        return wxApp::OnExit();
    }

private:
    Foundations* base_ = nullptr;
    std::string failure_;
    Language language_;
    std::unique_ptr<Station> station_;
};

void enrol(const KioskSettings& settings, const std::string& code)
{
    const auto records = settings.state_folder / "outbox.sqlite";
    if (std::filesystem::exists(records)) outbox::SqliteOutbox{records}.head(); // throws before the code is used up
    std::optional<outbox::SetAside> kept;
    const auto identity =
        net::enrol(settings.portal_url, settings.portal_ca_file, settings.state_folder, code,
                   [&](const std::string& before) { kept = outbox::set_aside(settings.state_folder, before); });
    std::cout << "enrolled as " << identity.kiosk << ", " << identity.desk << '\n';
    if (!kept) return;
    std::cout << "records of the enrolment before are kept in " << kept->folder.string();
    if (kept->unsent != 0) std::cout << ", " << kept->unsent << " of them never sent";
    std::cout << '\n';
}

/// Not from the command line: every user of the machine reads that of every process.
std::string code_from_standard_input()
{
    if (isatty(STDIN_FILENO) != 0) std::cout << "One-time code: " << std::flush;
    std::string code;
    std::getline(std::cin, code);
    while (!code.empty() && std::isspace(static_cast<unsigned char>(code.back())) != 0)
        code.pop_back();
    if (code.empty()) throw std::runtime_error{"no one-time code on the standard input"};
    return code;
}

/// wx and GTK take no options from the command line.
int run(KioskApp* app, char** argv)
{
    wxApp::SetInstance(app);
    int count = 1;
    return wxEntry(count, argv);
}

bool has_display()
{
    return wxGetEnv("DISPLAY", nullptr) || wxGetEnv("WAYLAND_DISPLAY", nullptr);
}
} // namespace

wxIMPLEMENT_APP_NO_MAIN(wxApp);

int main(int argc, char** argv)
{
    CLI::App options{"The program of the counter", "gishe-kiosk"};
    std::string file;
    bool enrols = false;
    options.set_version_flag("--version", "gishe-kiosk " GISHE_VERSION);
    options.add_option("--config", file, "configuration file")->required();
    options.add_flag("--enrol", enrols, "enrol this counter with the one-time code on the standard input, then end");
    try {
        options.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return options.exit(error) == 0 ? EXIT_SUCCESS : 64; // EX_USAGE
    }
    auto language = Language::bulgarian;
    try {
        const auto settings = KioskSettings::load(file);
        language = language_of(settings);
        config::log::set_level(config::log::level_of(settings.log_level));
        if (enrols) {
            enrol(settings, code_from_standard_input());
            return EXIT_SUCCESS;
        }
        Foundations base{settings};
        return run(new KioskApp{base}, argv);
    } catch (const std::exception& error) {
        KioskApp::print(error.what());
        if (!enrols && has_display()) run(new KioskApp{error.what(), language}, argv);
        return EXIT_FAILURE;
    }
}
