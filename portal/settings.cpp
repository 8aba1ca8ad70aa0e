#include "portal/settings.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <thread>

namespace portal {
namespace {
using namespace std::chrono_literals;

Entrance entrance(config::Settings& settings, const std::string& name, std::int64_t threads)
{
    return {settings.path("http." + name + ".socket"),
            static_cast<std::size_t>(settings.integer("http." + name + ".threads", 1, 512, threads))};
}

HttpSettings http(config::Settings& settings)
{
    HttpSettings http;
    http.citizens = entrance(settings, "citizens", 16);
    http.kiosks = entrance(settings, "kiosks", 8);
    http.staff = entrance(settings, "staff", 4);
    http.public_url = settings.text("http.public_url");
    while (http.public_url.ends_with('/'))
        http.public_url.pop_back();
    http.templates = settings.path("http.templates");
    http.static_files = settings.path("http.static");
    http.locale = settings.path("http.locale");
    http.largest_body = static_cast<std::size_t>(settings.integer("http.largest_body", 1024, 64 << 20, 4 << 20));
    return http;
}

MailSettings mail(config::Settings& settings)
{
    return {settings.text("mail.smtp_url"), settings.text("mail.from"), settings.text("mail.user", ""),
            settings.optional_path("mail.password_file"), settings.seconds("mail.timeout_seconds", 30s)};
}

MunicipalityWords words(config::Settings& settings, const std::string& language, const MunicipalityWords& otherwise)
{
    const auto text = [&](const char* name, const std::string& value) {
        return settings.text("municipality." + language + "." + name, value);
    };
    return {
        text("name", otherwise.name),   text("department", otherwise.department), text("address", otherwise.address),
        text("hours", otherwise.hours), text("cash_desks", otherwise.cash_desks), text("bank", otherwise.bank)};
}

/// Letters count as 10 to 35, the first four characters come last, and what is left of 97 is 1. Source: ISO 13616-1.
bool is_iban(const std::string& text)
{
    constexpr std::size_t kShortest = 15;
    constexpr std::size_t kLongest = 34;
    if (text.size() < kShortest || text.size() > kLongest) return false;
    unsigned rest = 0;
    for (const char c : text.substr(4) + text.substr(0, 4)) {
        if (c >= '0' && c <= '9')
            rest = (rest * 10 + static_cast<unsigned>(c - '0')) % 97;
        else if (c >= 'A' && c <= 'Z')
            rest = (rest * 100 + static_cast<unsigned>(c - 'A' + 10)) % 97;
        else
            return false;
    }
    return rest == 1;
}

/// As people read it. Money sent to a mistyped account is hard to get back.
std::string iban(config::Settings& settings)
{
    auto text = settings.text("municipality.iban", "");
    std::erase(text, ' ');
    if (!text.empty() && !is_iban(text)) throw config::SettingsError{"municipality.iban: its check digits are wrong"};
    for (std::size_t at = 4; at < text.size(); at += 5)
        text.insert(at, 1, ' ');
    return text;
}

Municipality municipality(config::Settings& settings)
{
    const MunicipalityWords bulgarian{"Столична община",
                                      "отдел „Деловодно обслужване, архив и\u00a0ГРАО“",
                                      "ул.\u00a0„Московска“\u00a033",
                                      "понеделник–петък, 8:30–\u206017:30\u00a0ч.",
                                      "",
                                      ""};
    const MunicipalityWords english{"Sofia Municipality",
                                    "Records, Archive and Civil Registration Department",
                                    "33\u00a0Moskovska St.",
                                    "Monday–Friday, 8:30–\u206017:30",
                                    "",
                                    ""};
    return {words(settings, "bg", bulgarian),
            words(settings, "en", english),
            settings.text("municipality.email", "portal@example.bg"),
            settings.text("municipality.phone", ""),
            iban(settings),
            settings.text("municipality.bic", "")};
}

/// More at a time would only make each of them longer. Without the setting a quarter of the citizens' threads at most.
unsigned hashes_at_once(config::Settings& settings, std::int64_t citizens_threads)
{
    const auto cores = std::max<std::int64_t>(1, std::thread::hardware_concurrency());
    const auto wanted =
        settings.integer("passwords.at_once", 1, 64, std::min(cores, std::max<std::int64_t>(1, citizens_threads / 4)));
    if (wanted > cores)
        throw config::SettingsError{"passwords.at_once: " + std::to_string(wanted) + " is more than the " +
                                    std::to_string(cores) + " processors that there are"};
    return static_cast<unsigned>(wanted);
}

domain::PasswordCost password_cost(config::Settings& settings, std::size_t citizens_threads)
{
    const auto number = [&](std::string_view key, std::int64_t least, std::int64_t most, std::int64_t otherwise) {
        return static_cast<unsigned>(settings.integer(key, least, most, otherwise));
    };
    const auto threads = static_cast<std::int64_t>(citizens_threads);
    domain::PasswordCost cost;
    cost.memory_kib = number("passwords.memory_kib", 8, 1 << 20, 65536);
    cost.passes = number("passwords.passes", 1, 16, 3);
    cost.at_once = hashes_at_once(settings, threads);
    // A thread of the citizens' entrance at least is left for pages.
    const auto most = std::max<std::int64_t>(0, threads - cost.at_once - 1);
    cost.waiting = number("passwords.waiting", 0, most, std::min(most, threads / 2));
    return cost;
}

/// Parted by blanks.
std::vector<std::string> calling_codes(config::Settings& settings, const std::vector<std::string>& otherwise)
{
    std::istringstream words{settings.text("texts.prefixes", "")};
    const std::vector<std::string> codes{std::istream_iterator<std::string>{words}, {}};
    const auto is_code = [](const std::string& word) {
        return word.size() > 1 && word.size() <= 16 && word[0] == '+' &&
               std::all_of(word.begin() + 1, word.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (!std::ranges::all_of(codes, is_code))
        throw config::SettingsError{"texts.prefixes: calling codes like +359, parted by blanks"};
    return codes.empty() ? otherwise : codes;
}

domain::Rules rules(config::Settings& settings)
{
    domain::Rules rules;
    rules.session_idle = settings.seconds("limits.session_idle_seconds", rules.session_idle);
    rules.session_longest = settings.seconds("limits.session_longest_seconds", rules.session_longest);
    rules.throttle_window = settings.seconds("limits.throttle_window_seconds", rules.throttle_window);
    const auto number = [&](std::string_view key, unsigned otherwise) {
        return static_cast<unsigned>(settings.integer(key, 1, 1'000'000, otherwise));
    };
    rules.accounts_per_email = number("limits.accounts_per_email", rules.accounts_per_email);
    rules.failures_per_account_and_network =
        number("limits.failures_per_account_and_network", rules.failures_per_account_and_network);
    rules.failures_per_network = number("limits.failures_per_network", rules.failures_per_network);
    // Not more: NIST SP 800-63B §5.2.2.
    rules.failures_in_a_row = static_cast<unsigned>(settings.integer("limits.failures_in_a_row", 1, 100, 100));
    rules.checks_per_account_and_network =
        number("limits.checks_per_account_and_network", rules.checks_per_account_and_network);
    rules.registrations_per_network = number("limits.registrations_per_network", rules.registrations_per_network);
    rules.lookups_per_clerk = number("limits.lookups_per_clerk", rules.lookups_per_clerk);
    rules.lookups_per_kiosk = number("limits.lookups_per_kiosk", rules.lookups_per_kiosk);
    rules.lookups_per_clerk_and_day = number("limits.lookups_per_clerk_and_day", rules.lookups_per_clerk_and_day);
    rules.usernames_per_network = number("limits.usernames_per_network", rules.usernames_per_network);
    rules.challenges_per_network = number("limits.challenges_per_network", rules.challenges_per_network);
    rules.first_letters_per_network = number("limits.first_letters_per_network", rules.first_letters_per_network);
    rules.proof_of_work = number("limits.proof_of_work", rules.proof_of_work);
    rules.passes_per_account = number("limits.passes_per_account", rules.passes_per_account);
    rules.number_changes_per_account = number("limits.number_changes_per_account", rules.number_changes_per_account);
    rules.name_changes_per_account = number("limits.name_changes_per_account", rules.name_changes_per_account);
    rules.mails_per_address = number("limits.mails_per_address", rules.mails_per_address);
    rules.mails_per_account = number("limits.mails_per_account", rules.mails_per_account);
    rules.mails_again_per_address = number("limits.mails_again_per_address", rules.mails_again_per_address);
    rules.mails_per_network_and_address =
        number("limits.mails_per_network_and_address", rules.mails_per_network_and_address);
    rules.mails_per_site = number("limits.mails_per_site", rules.mails_per_site);
    rules.texts_per_account = number("limits.texts_per_account", rules.texts_per_account);
    rules.texts_per_phone = number("limits.texts_per_phone", rules.texts_per_phone);
    rules.texts_per_network = number("limits.texts_per_network", rules.texts_per_network);
    rules.texts_in_all = number("limits.texts_in_all", rules.texts_in_all);
    rules.texts_elsewhere = number("limits.texts_elsewhere", rules.texts_elsewhere);
    rules.text_prefixes = calling_codes(settings, rules.text_prefixes);
    rules.recoveries_per_network = number("limits.recoveries_per_network", rules.recoveries_per_network);
    rules.recovery_mails_per_address = number("limits.recovery_mails_per_address", rules.recovery_mails_per_address);
    rules.pause_after_reset = std::chrono::days{settings.integer("limits.pause_after_reset_days", 0, 3650, 0)};
    return rules;
}
} // namespace

PortalSettings read_settings(const std::filesystem::path& file)
{
    auto settings = config::Settings::load(file);
    PortalSettings all;
    all.database_connection = settings.text("database.connection");
    all.database_owner = settings.text("database.owner_connection", "");
    all.database_pool = static_cast<std::size_t>(settings.integer("database.pool", 1, 64, 6));
    all.migrations = settings.path("database.migrations");
    all.keys_folder = settings.path("keys.folder");
    all.http = http(settings);
    all.mail = mail(settings);
    all.municipality = municipality(settings);
    all.password_cost = password_cost(settings, all.http.citizens.threads);
    all.breached_passwords = settings.optional_path("passwords.breached");
    all.rules = rules(settings);
    all.texts_folder = settings.optional_path("texts.folder");
    all.rules.sends_texts = all.texts_folder.has_value();
    all.demo_people = settings.flag("demo.people", false);
    all.log_level = settings.text("log.level", "info");
    settings.refuse_unknown();
    return all;
}
} // namespace portal
