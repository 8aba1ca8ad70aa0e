#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "portal/domain/breached_passwords.hpp"
#include "portal/domain/database.hpp"
#include "portal/settings.hpp"

namespace gishectl {
/// Settings, keys and database of one run, each opened when a command first needs it.
class Office {
public:
    std::filesystem::path config{"/etc/gishe/portal.toml"};
    bool json{};

    const portal::PortalSettings& settings();
    const portal::domain::Context& context();

private:
    struct Opened {
        explicit Opened(const portal::PortalSettings& settings);
        portal::domain::SystemClock clock;
        std::unique_ptr<portal::domain::Database> database;
        portal::domain::PortalKeys keys;
        portal::domain::PasswordHasher passwords;
        std::optional<portal::domain::BreachedPasswords> breached;
        portal::domain::Context context;
    };
    std::optional<portal::PortalSettings> settings_;
    std::unique_ptr<Opened> opened_;
};
} // namespace gishectl
