#include <cstdlib>
#include <iostream>

#include <sodium.h>

#include "db/database.hpp"
#include "portal/domain/database.hpp"
#include "portal/domain/personal_number.hpp"
#include "portal/settings.hpp"
#include "tests/browser/forward_clock.hpp"
#include "tests/portal/domain/test_kiosk.hpp"

/// `visit portal.toml DAYS USERNAME…`: each of them comes to the counter of the demo's clerk, who verifies them. Their
/// documents bear names and number of their accounts; the first one is valid for DAYS, each next one for as many more.
namespace {
namespace contract = portal::contract;
namespace domain = portal::domain;

constexpr auto kDesk = "12-B"; // in letters of both languages
constexpr auto kPlace = "Serdika 5";
constexpr auto kClerk = "r.stoilova";

contract::DocumentEvidence document_of(const domain::Context& context, const domain::AccountRow& account,
                                       const domain::NumberRow& number, std::chrono::days valid)
{
    contract::DocumentEvidence document;
    document.kind = "identity_card";
    document.issuer = "BGR";
    document.number = "641000027";
    document.native_names = account.names;
    const auto& [given, fathers, family] = account.names;
    document.latin_names = {contract::zone_form(given + " " + fathers), "", contract::zone_form(family)};
    document.personal_number = domain::open_number(context.keys, account.id, number);
    document.birth_date = contract::birth_date_of(document.personal_number).value();
    document.sex = contract::sex_of(document.personal_number).value();
    document.expiry = std::chrono::sys_days{domain::sofia_day(context.clock.now())} + valid;
    document.assurance = contract::Assurance::chip_genuine;
    return document;
}

contract::VerificationContent verification_of(const domain::Context& context, const std::string& username,
                                              std::chrono::days valid)
{
    const auto transaction = context.database.read();
    const auto account = transaction->accounts().find_by_username(username).value();
    contract::VerificationContent content;
    content.username = username;
    content.reference = contract::AccountReference::username;
    content.document = document_of(context, account, transaction->numbers().find(account.id).value(), valid);
    content.face_compared = true;
    content.citizen_confirmed_account = true;
    return content;
}

void receive(const portal::PortalSettings& settings, const std::string& password, std::chrono::days valid,
             const std::vector<std::string>& usernames)
{
    const auto keys = domain::load_key_files(settings.keys_folder);
    domain::PasswordHasher passwords{keys.pepper, settings.password_cost, keys.older.pepper};
    const auto database = db::open_database(settings.database_connection, settings.database_pool);
    const ForwardClock clock;
    const domain::Context context{*database, keys, passwords, clock, settings.rules};
    const auto authority = domain::make_kiosk_authority(keys.kiosk_ca_key_pem, keys.kiosk_ca_certificate_pem);
    tests::TestKiosk kiosk{context, *authority, {kDesk, kPlace, kClerk, password}};
    auto longest = valid;
    for (const auto& username : usernames) {
        const auto receipt = kiosk.tell(verification_of(context, username, longest));
        if (receipt.outcome != contract::ReceiptOutcome::accepted)
            throw std::runtime_error{username + " was not verified: " + receipt.reason};
        longest += valid;
    }
}
} // namespace

int main(int argc, char** argv)
{
    const char* password = std::getenv("GISHE_DEMO_PASSWORD");
    if (argc < 4 || !password) {
        std::cerr << "GISHE_TEST_CLOCK=FILE GISHE_DEMO_PASSWORD=… visit portal.toml DAYS USERNAME…\n";
        return 64; // EX_USAGE
    }
    try {
        if (sodium_init() < 0) throw std::runtime_error{"libsodium cannot start"};
        receive(portal::read_settings(argv[1]), password, std::chrono::days{std::atoi(argv[2])},
                {argv + 3, argv + argc});
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
