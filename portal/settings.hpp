#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.hpp"
#include "portal/domain/context.hpp"

/// The keys of `portal.toml`, read by `gishe-portal` and `gishectl` alike: portal/README.md lists them.
namespace portal {
/// One entrance: a unix socket behind nginx, with a thread pool of its own.
struct Entrance {
    std::filesystem::path socket;
    std::size_t threads{};
};

/// The section `http`: entrances, and the folders of what pages are made from.
struct HttpSettings {
    Entrance citizens;
    Entrance kiosks;
    Entrance staff;
    std::string public_url; ///< without a slash at the end: begins every link in a mail
    std::filesystem::path templates;
    std::filesystem::path static_files;
    std::filesystem::path locale;
    std::size_t largest_body{}; ///< bytes
};

/// The section `mail`. `timeout` is of one message.
struct MailSettings {
    std::string smtp_url; ///< `smtp://127.0.0.1:2525`, `smtps://…`
    std::string from;     ///< `Столична община <portal@example.bg>`
    std::string user;     ///< empty: no log-in
    std::optional<std::filesystem::path> password_file;
    std::chrono::seconds timeout{};
};

/// What the pages say of the municipality, in one language.
struct MunicipalityWords {
    std::string name;       ///< `Столична община`
    std::string department; ///< `отдел „Деловодно обслужване, архив и ГРАО“`
    std::string address;    ///< `ул. „Московска“ 33`
    std::string hours;      ///< `понеделник–петък, 8:30–17:30 ч.`
    std::string cash_desks; ///< where and when money is taken; may be empty
    std::string bank;       ///< where the account is; may be empty
};
/// The section `municipality`.
struct Municipality {
    MunicipalityWords bulgarian;
    MunicipalityWords english;
    std::string email; ///< for questions of citizens
    std::string phone; ///< may be empty
    std::string iban;  ///< in fours, for bank transfers; may be empty
    std::string bic;   ///< may be empty
};

/// The whole file, checked.
struct PortalSettings {
    std::string database_connection; ///< libpq: `host=/run/postgresql dbname=gishe`; a member of `gishe_service`
    std::string database_owner;      ///< likewise, of the role that owns the tables; empty: no migrations from here
    std::size_t database_pool{};
    std::filesystem::path migrations;
    std::filesystem::path keys_folder;
    HttpSettings http;
    MailSettings mail;
    std::optional<std::filesystem::path> texts_folder; ///< empty: no text messages are sent
    Municipality municipality;
    domain::PasswordCost password_cost;
    std::optional<std::filesystem::path> breached_passwords; ///< a list of passwords that are not taken
    domain::Rules rules;
    bool demo_people{}; ///< may hold people whose password everybody knows
    std::string log_level;
};

/// Throws `config::SettingsError` on a missing, wrong or unknown key.
PortalSettings read_settings(const std::filesystem::path& file);
} // namespace portal
