#include "portal/service.hpp"

#include <csignal>
#include <pthread.h>
#include <sodium.h>

#include "config/log.hpp"
#include "db/database.hpp"
#include "portal/domain/breached_passwords.hpp"
#include "portal/gateways/background_work.hpp"
#include "portal/gateways/smtp.hpp"
#include "portal/gateways/text_folder.hpp"
#include "portal/gateways/text_sender.hpp"
#include "portal/http/entrances.hpp"
#include "portal/http/mail_pages.hpp"
#include "portal/http/static_files.hpp"
#include "portal/http/text_messages.hpp"

namespace portal {
namespace {
/// Signals are taken by `sigwait` in the main thread; every thread started later inherits the mask.
sigset_t block_end_signals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return signals;
}

gateways::SmtpOptions smtp_options(const MailSettings& mail)
{
    return {mail.smtp_url, mail.from, mail.user, mail.password_file ? config::read_secret(*mail.password_file) : "",
            mail.timeout};
}

http::ServerOptions server_options(const Entrance& entrance)
{
    http::ServerOptions options;
    options.listen = entrance.socket;
    options.threads = entrance.threads;
    return options;
}
} // namespace

void serve(const PortalSettings& settings, const domain::Clock& clock)
{
    if (sodium_init() < 0) throw std::runtime_error{"libsodium cannot start"};
    const auto signals = block_end_signals();
    const auto keys = domain::load_key_files(settings.keys_folder);
    domain::PasswordHasher passwords{keys.pepper, settings.password_cost, keys.older.pepper};
    const auto database = db::open_database(settings.database_connection, settings.database_pool);
    std::optional<domain::BreachedPasswords> breached;
    if (settings.breached_passwords)
        breached.emplace(*settings.breached_passwords);
    else
        config::log::warn("passwords.unlisted"); // compared with no list
    const domain::Context context{*database, keys, passwords, clock, settings.rules, breached ? &*breached : nullptr};
    const auto authority = domain::make_kiosk_authority(keys.kiosk_ca_key_pem, keys.kiosk_ca_certificate_pem);
    const http::KioskIdentity identity{context, keys.kiosk_ca_certificate_pem};

    const http::Texts texts{settings.http.locale};
    const http::Pages pages{settings.http.templates, texts};
    const http::StaticFiles files{settings.http.static_files};
    const http::Site site{context, texts, pages, settings.municipality, files.prefix()};

    auto citizens = http::citizens_entrance(server_options(settings.http.citizens), site, files);
    auto staff = http::staff_entrance(server_options(settings.http.staff), site, files);
    auto kiosks = http::kiosk_entrance(server_options(settings.http.kiosks), context, identity, *authority,
                                       settings.http.largest_body);

    const http::MailPages letters{pages, texts, settings.municipality, settings.http.public_url};
    gateways::Smtp smtp{smtp_options(settings.mail)};
    const gateways::BackgroundWork background{context, letters, smtp};
    const http::TextMessages texting{pages, settings.municipality};
    std::optional<gateways::TextFolder> text_folder;
    std::optional<gateways::TextSender> text_sender;
    if (settings.texts_folder) {
        text_folder.emplace(*settings.texts_folder, clock);
        text_sender.emplace(context, texting, *text_folder);
    }
    for (auto* server : {citizens.get(), staff.get(), kiosks.get()})
        server->start();
    config::log::info("portal.started");
    int signal = 0;
    sigwait(&signals, &signal);
    config::log::info("portal.ending");
    for (auto* server : {citizens.get(), staff.get(), kiosks.get()})
        server->stop();
}
} // namespace portal
