#include "portal/gishectl/office.hpp"

#include "db/database.hpp"

namespace gishectl {
Office::Opened::Opened(const portal::PortalSettings& settings)
    : database{db::open_database(settings.database_connection, settings.database_pool)},
      keys{portal::domain::load_key_files(settings.keys_folder)},
      passwords{keys.pepper, settings.password_cost, keys.older.pepper}, context{*database, keys, passwords, clock,
                                                                                 settings.rules}
{
    if (!settings.breached_passwords) return;
    breached.emplace(*settings.breached_passwords);
    context.breached = &*breached;
}

const portal::PortalSettings& Office::settings()
{
    if (!settings_) settings_ = portal::read_settings(config);
    return *settings_;
}

const portal::domain::Context& Office::context()
{
    if (!opened_) opened_ = std::make_unique<Opened>(settings());
    return opened_->context;
}
} // namespace gishectl
