#include "tests/portal/domain/test_portal.hpp"

#include <stdexcept>

#include "db/connection.hpp"
#include "db/database.hpp"
#include "db/migrations.hpp"
#include "portal/domain/recovery.hpp"

namespace tests {
namespace {
namespace domain = portal::domain;

constexpr domain::PasswordCost kCheapest{8, 1, 2, 20};

void migrate(const std::string& connection)
{
    db::migrate(connection, GISHE_MIGRATIONS);
}

/// Keeps every mail that is due.
struct Recorder final : domain::MailWriter, domain::MailGateway {
    domain::MailText write(const domain::Mail& mail) const override
    {
        mails.push_back(mail);
        return {};
    }
    void send(const std::string&, const domain::MailText&) override {}
    mutable std::vector<domain::Mail> mails;
};

domain::StaffMember staff(const domain::Context& context, const std::string& username, domain::Role role)
{
    return std::get<domain::StaffMember>(
        domain::add_staff(context, username, "Име на " + username, role, TestPortal::kPassword));
}
} // namespace

TestPortal::TestPortal(domain::Rules rules)
    : test_database_{migrate}, connection{test_database_.connection()}, keys{domain::generate_keys(clock.now())},
      database{db::open_database(connection, 6)}, passwords{keys.pepper, kCheapest}, context{*database, keys, passwords,
                                                                                             clock, rules},
      authority{domain::make_kiosk_authority(keys.kiosk_ca_key_pem, keys.kiosk_ca_certificate_pem)}
{
}

domain::AccountId TestPortal::newcomer(const std::string& username)
{
    const auto form = good_form(username);
    const auto transaction = database->begin();
    const auto hash = std::get<domain::PasswordHash>(passwords.hash(kPassword));
    const auto id =
        transaction->accounts().add({username, hash, form.names, form.email, form.phone, form.language, clock.now()});
    transaction->commit();
    return id.value();
}

domain::AccountId TestPortal::citizen(const std::string& username, const std::string& number)
{
    const auto id = newcomer(username);
    const auto transaction = database->begin();
    transaction->accounts().confirm_email(id, clock.now());
    transaction->commit();
    if (!number.empty() &&
        domain::claim_number(context, id, portal::contract::PersonalNumberKind::egn, number).index() != 0)
        throw std::logic_error{"the claim was refused"};
    return id;
}

domain::Account TestPortal::account(domain::AccountId id) const
{
    return domain::account_of(context, database->read()->accounts().profile(id).value());
}

domain::StaffMember TestPortal::clerk(const std::string& username)
{
    return staff(context, username, domain::Role::clerk);
}

domain::StaffMember TestPortal::supervisor(const std::string& username)
{
    return staff(context, username, domain::Role::supervisor);
}

void TestPortal::as_owner(const std::string& sql) const
{
    db::Connection owner{test_database_.owner_connection()};
    db::Connection::Transaction transaction{owner};
    owner.run({"as_owner", sql.c_str()});
    transaction.commit();
}

void TestPortal::pause(domain::AccountId account, domain::PauseReason reason)
{
    const auto transaction = database->begin();
    domain::begin_pause(*transaction, account, reason, clock.now());
    transaction->commit();
}

void TestPortal::set_password_by_mail(const std::string& email, const std::string& password)
{
    take_mail();
    domain::request_reset(context, {email, domain::Language::bulgarian, "192.0.2.1"});
    const auto line = take_mail().at(0).arguments.at("accounts"); // username, blank, token, end
    const auto token = line.substr(line.find(' ') + 1, line.size() - line.find(' ') - 2);
    const auto answer = domain::reset_password(context, {token, password, "192.0.2.1"});
    if (!std::holds_alternative<domain::PasswordReset>(answer)) throw std::logic_error{"the password was refused"};
    take_mail();
}

void TestPortal::confirm_phone(domain::AccountId account)
{
    const auto transaction = database->begin();
    transaction->phones().set(account, good_form("").phone, clock.now());
    transaction->commit();
}

std::vector<domain::Mail> TestPortal::take_mail()
{
    return mail_of(context);
}

domain::Registration good_form(const std::string& username)
{
    return {username,
            {"$argon2id$", "pepper"},
            {"Виктория", "Любомирова", "Константинова"},
            username + "@example.com",
            "+359888123456",
            domain::Language::bulgarian,
            {portal::contract::to_hex(portal::contract::random_bytes(16)), "192.0.2.1"},
            false};
}

std::vector<domain::Mail> mail_of(const domain::Context& context)
{
    Recorder recorder;
    domain::send_due_mail(context, recorder, recorder, 100);
    return recorder.mails;
}
} // namespace tests
