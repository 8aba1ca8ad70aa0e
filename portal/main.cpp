#include <CLI/CLI.hpp>
#include <iostream>

#include "config/log.hpp"
#include "portal/service.hpp"

/// `gishe-portal`: the service behind nginx, on the machine's clock.
int main(int argc, char** argv)
{
    CLI::App app{"The municipality's portal: citizens' pages, staff pages and the kiosks' API, behind nginx.",
                 "gishe-portal"};
    std::filesystem::path file;
    app.add_option("--config", file, "portal.toml")->required()->check(CLI::ExistingFile);
    app.set_version_flag("--version", "gishe-portal " GISHE_VERSION);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 64; // EX_USAGE
    }
    try {
        const auto settings = portal::read_settings(file);
        config::log::set_level(config::log::level_of(settings.log_level));
        portal::serve(settings, portal::domain::SystemClock{});
        return 0;
    } catch (const config::SettingsError& error) {
        std::cerr << error.what() << '\n';
        return 2;
    } catch (const std::exception& error) {
        config::log::error("portal.stopped", {{"error", error.what()}});
        return 1;
    }
}
