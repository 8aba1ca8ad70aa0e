#include <iostream>

#include <nlohmann/json.hpp>

#include "db/database.hpp"
#include "db/message_words.hpp"
#include "portal/domain/database.hpp"
#include "portal/http/mail_pages.hpp"
#include "portal/http/text.hpp"
#include "portal/settings.hpp"

/// `every_letter portal.toml`: queues a letter of each kind, with each set of arguments that says something of its own,
/// in both languages. Writes a JSON line for each: `kind`, `language`, `address`, `subject` (in English) and `shown`,
/// what it has to hold.
namespace {
using portal::domain::Language;
using portal::domain::MailKind;
using Arguments = std::map<std::string, std::string>;

constexpr auto kUsername = "viki.lyubomirova";
constexpr auto kToken = "Zq3vT0mB7cXyL9sKd2nRfH5wUaJ8eGpQ1iOxVtCkMbE";

Arguments security(Arguments more = {})
{
    more.insert({{"username", kUsername}, {"time", "2026-11-27T06:40:00Z"}, {"alarm", kToken}});
    return more;
}

Arguments with_token(Arguments more = {})
{
    more.insert({{"username", kUsername}, {"time", "2026-11-27T06:40:00Z"}, {"token", kToken}});
    return more;
}

std::vector<Arguments> letters_of(MailKind kind)
{
    const std::string known = kUsername;
    const std::string token = kToken;
    switch (kind) {
    case MailKind::confirm_email:
    case MailKind::new_address:
        return {{{"username", known}, {"token", token}}};
    case MailKind::first_letter:
        return {{{"token", token}}};
    case MailKind::account_limit:
    case MailKind::new_address_full:
        return {{}};
    case MailKind::forgotten_username:
        return {
            {{"accounts", ""}}, {{"accounts", known + " \n"}}, {{"accounts", known + " \nivan-petrov \n!maria_2 \n"}}};
    case MailKind::forgotten_password:
        return {{{"accounts", ""}},
                {{"accounts", known + " " + token + "\n"}},
                {{"accounts", known + " " + token + "\nivan-petrov 2" + token + "\n!maria_2 \n"}},
                {{"accounts", known + " " + token + "\n"}, {"pause_ends", "yes"}},
                {{"accounts", "!maria_2 \n"}},
                {{"accounts", known + " " + token + "\n"}, {"by_staff", known}}};
    case MailKind::alarm_raised:
        return {{{"username", known}, {"time", "2026-11-27T06:40:00Z"}},
                {{"username", known}, {"time", "2026-11-27T06:40:00Z"}, {"email", "v***i@example.com"}},
                {{"username", known},
                 {"time", "2026-11-27T06:40:00Z"},
                 {"email", "v***i@example.com"},
                 {"displaced", "yes"}},
                {{"username", known}, {"time", "2026-11-27T06:40:00Z"}, {"elsewhere", "yes"}},
                {{"username", known}, {"time", "2026-11-27T06:40:00Z"}, {"inside", "yes"}},
                {{"username", known}, {"time", "2026-11-27T06:40:00Z"}, {"kept", "yes"}}};
    case MailKind::password_reset:
        return {security(), security({{"app", "yes"}}), security({{"expires", "2026-12-04"}}),
                security({{"app", "yes"}, {"expires", "2026-12-04"}}), security({{"stopped", "yes"}})};
    case MailKind::new_browser:
    case MailKind::wrong_codes:
        return {security({{"network", "198.51.100.7"}}), security({{"network", "2001:db8::7"}})};
    case MailKind::alarm_ended:
        return {security(), security({{"by_mail", "yes"}}), security({{"by_mail", "yes"}, {"app", "yes"}}),
                security({{"by_mail", "yes"}, {"app", "yes"}, {"expires", "2026-12-04"}}),
                security({{"factor_lost", "yes"}})};
    case MailKind::identity_verified:
    case MailKind::identity_renewed:
        return {security({{"desk", "12"}, {"place", "Serdika 5"}}),
                security({{"desk", "12"}, {"place", "Serdika 5"}, {"paused", "yes"}}),
                security({{"desk", "12"}, {"place", "Serdika 5"}, {"closing", "yes"}}),
                security({{"desk", "12"}, {"place", "Serdika 5"}, {"closing", "yes"}, {"paused", "yes"}})};
    case MailKind::identity_conflict:
        return {security(), security({{"open", "yes"}})};
    case MailKind::phone_changed:
        return {security(), security({{"removed", "yes"}})};
    case MailKind::second_factor:
        return {security({{"on", "yes"}}), security({{"off", "yes"}}), security({{"codes", "yes"}}),
                security({{"used", "yes"}}), security({{"lost", "yes"}})};
    case MailKind::account_closing:
        return {security({{"token", "2" + token}, {"expires", "2026-12-04"}})};
    case MailKind::password_changed:
    case MailKind::identity_ended:
    case MailKind::data_exported:
    case MailKind::account_kept:
        return {security()};
    case MailKind::entrance_closed:
        return {with_token()};
    case MailKind::closing_elsewhere:
        return {with_token({{"email", "n***a@example.com"}, {"closes", "2026-12-05"}, {"expires", "2026-12-04"}})};
    case MailKind::address_changing:
        return {with_token({{"email", "n***a@example.com"}, {"alarm", "2" + token}})};
    case MailKind::address_changed:
        return {with_token({{"email", "n***a@example.com"}})};
    case MailKind::account_closed:
        return {{{"username", known}, {"time", "2026-11-27T06:40:00Z"}}};
    case MailKind::document_expires:
    case MailKind::pass_expires:
        return {{{"username", known}, {"expires", "2026-12-04"}}};
    }
    throw std::logic_error{"a kind of letter without a case"};
}

std::vector<std::string> shown(const Arguments& arguments)
{
    std::vector<std::string> words;
    for (const auto& [name, value] : arguments) {
        if (name == "time") {
            const auto when = portal::contract::instant_from_rfc3339(value);
            words.push_back(portal::http::shown_date(when));
            words.push_back(portal::http::shown_time(when));
        } else if (name == "expires" || name == "closes") {
            words.push_back(portal::http::shown_date(portal::contract::date_from_iso(value)));
        } else if (name == "accounts") {
            std::istringstream names{value};
            for (std::string word; names >> word;)
                words.push_back(word.starts_with('!') ? word.substr(1) : word);
        } else if (value != "yes") {
            words.push_back(value);
        }
    }
    return words;
}

void queue_all(const portal::PortalSettings& settings)
{
    const auto keys = portal::domain::load_key_files(settings.keys_folder);
    const auto database = db::open_database(settings.database_connection, settings.database_pool);
    portal::domain::PasswordHasher passwords{keys.pepper, settings.password_cost, keys.older.pepper};
    const portal::domain::SystemClock clock;
    const portal::domain::Context context{*database, keys, passwords, clock, settings.rules};
    const auto transaction = database->begin();
    for (const auto& [kind, word] : db::kMailKinds) {
        int number = 0;
        for (const auto& arguments : letters_of(kind)) {
            ++number;
            for (const auto& [language, name] : {std::pair{Language::bulgarian, "bg"}, {Language::english, "en"}}) {
                const auto address = std::string{word} + "." + std::to_string(number) + "." + name + "@example.com";
                queue_mail(*transaction, context, kind, language, address, arguments, {});
                std::cout << nlohmann::json{{"kind", word},
                                            {"language", name},
                                            {"address", address},
                                            {"subject", portal::http::mail_subject(kind)},
                                            {"shown", shown(arguments)}}
                          << '\n';
            }
        }
    }
    transaction->commit();
}
} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "every_letter portal.toml\n";
        return 64; // EX_USAGE
    }
    try {
        queue_all(portal::read_settings(argv[1]));
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
