#include <iostream>

#include <nlohmann/json.hpp>

#include "db/crowd.hpp"
#include "portal/gishectl/commands.hpp"

namespace gishectl {
namespace {
namespace contract = portal::contract;
namespace domain = portal::domain;
using namespace std::chrono;

constexpr auto kPassword = "gishe-demo-2026";

struct DemoCitizen {
    const char* username = "";
    contract::PersonNames names;
    const char* email = "";
    const char* phone = "";
    const char* number = "";
    bool claims_number = false; ///< typed at home; otherwise the counter takes it from the document
    const char* batch = "";     ///< what the numbers of the obligations begin with
};
const DemoCitizen kCitizens[]{
    {"viki.konstantinova",
     {"Виктория", "Любомирова", "Константинова"},
     "viki@example.com",
     "+359888123456",
     "8506156591",
     true,
     "2026-004117"},
    {"ivan.petrov",
     {"Иван", "Георгиев", "Петров"},
     "ivan@example.com",
     "+359888654321",
     "7903123447",
     false,
     "2026-004230"},
};

struct DemoStaff {
    const char* username;
    const char* name;
    domain::Role role;
};
const DemoStaff kStaff[]{
    {"r.stoilova", "Р. Стоилова", domain::Role::clerk},
    {"supervisor", "Д. Маринова", domain::Role::supervisor},
};

/// An obligation of every demo citizen; amounts in euro cents.
struct DemoObligation {
    const char* number;
    const char* bulgarian;
    const char* english;
    domain::Cents amount;
    month_day due;
};
const DemoObligation kObligations[]{
    {"01", "Данък недвижими имоти и такса битови отпадъци", "Property tax and household waste fee", 18742,
     November / 30},
    {"02", "Данък върху превозните средства", "Vehicle tax", 9654, October / 31},
    {"03", "Такса за притежаване на куче (годишна)", "Dog ownership fee (yearly)", 1227, March / 31},
};

domain::PasswordHash hash_of(const domain::Context& context, std::string_view password)
{
    const auto hashed = context.passwords.hash(password);
    const auto* hash = std::get_if<domain::PasswordHash>(&hashed);
    if (!hash) throw CommandError{"busy, try again"};
    return *hash;
}

contract::PersonalNumber number_of(const DemoCitizen& citizen)
{
    return std::get<contract::PersonalNumber>(
        contract::parse_personal_number(contract::PersonalNumberKind::egn, citizen.number));
}

void seed_citizen(const domain::Context& context, const DemoCitizen& citizen)
{
    if (context.database.read()->accounts().username_taken(citizen.username)) return;
    const auto now = context.clock.now();
    const auto password = hash_of(context, kPassword);
    const auto transaction = context.database.begin();
    const auto id = transaction->accounts().add(
        {citizen.username, password, citizen.names, citizen.email, citizen.phone, domain::Language::bulgarian, now});
    if (!id) return;
    transaction->accounts().confirm_email(*id, now);
    if (citizen.claims_number)
        transaction->numbers().put(*id, domain::protect_number(context.keys, *id, number_of(citizen)), now);
    transaction->audit().add({"account.registered", now, domain::ActorKind::operator_, {}, id, {}, {}, {}});
    transaction->commit();
}

void seed_staff(const domain::Context& context, const DemoStaff& staff)
{
    if (context.database.read()->staff().credentials(staff.username)) return;
    const auto answer = domain::add_staff(context, staff.username, staff.name, staff.role, kPassword);
    if (!std::holds_alternative<domain::StaffMember>(answer))
        throw CommandError{std::string{staff.username} + ": could not be added"};
}

/// The next time this day comes.
domain::Date next(month_day day, domain::Date today)
{
    const domain::Date this_year = today.year() / day;
    return this_year >= today ? this_year : (today.year() + years{1}) / day;
}

void seed_obligations(const domain::Context& context, const DemoCitizen& citizen)
{
    const auto now = context.clock.now();
    const auto person = domain::hash_of_number(context.keys.lookup, number_of(citizen));
    const auto transaction = context.database.begin();
    if (!transaction->obligations().of_person(person).empty()) return;
    for (const auto& demo : kObligations)
        transaction->obligations().add(person,
                                       {0, std::string{citizen.batch} + "-" + demo.number, demo.bulgarian, demo.english,
                                        demo.amount, next(demo.due, domain::sofia_day(now))},
                                       now);
    transaction->commit();
}

nlohmann::json everybody()
{
    nlohmann::json json{{"password", kPassword}};
    for (const auto& citizen : kCitizens)
        json["citizens"].push_back({{"username", citizen.username}, {"email", citizen.email}});
    for (const auto& staff : kStaff)
        json["staff"].push_back({{"username", staff.username},
                                 {"name", staff.name},
                                 {"role", staff.role == domain::Role::clerk ? "clerk" : "supervisor"}});
    return json;
}
} // namespace

void seed_demo(Office& office)
{
    if (!office.settings().demo_people)
        throw CommandError{"demo people have a password that everybody knows, and nothing was added. Where no citizen "
                           "uses this portal, set people = true in the section [demo] of its configuration"};
    const auto& context = office.context();
    for (const auto& citizen : kCitizens) {
        seed_citizen(context, citizen);
        seed_obligations(context, citizen);
    }
    for (const auto& staff : kStaff)
        seed_staff(context, staff);
    const auto people = everybody();
    if (office.json) {
        std::cout << people.dump() << "\n";
        return;
    }
    std::cout << "demo people, all with the password " << kPassword << ":\n";
    for (const auto& citizen : kCitizens)
        std::cout << "  citizen     " << citizen.username << "\n";
    for (const auto& staff : kStaff)
        std::cout << "  " << (staff.role == domain::Role::clerk ? "clerk       " : "supervisor  ") << staff.username
                  << "\n";
}

void seed_crowd(Office& office, std::int64_t accounts)
{
    const auto& context = office.context();
    const auto& connection = office.settings().database_connection;
    const auto there = db::last_of_crowd(connection);
    const auto missing = accounts - there;
    if (missing > 0)
        db::add_crowd(connection, context.keys, {there + 1, missing, hash_of(context, kPassword), context.clock.now()});
    if (office.json) {
        std::cout << nlohmann::json{{"accounts", std::max(there, accounts)}}.dump() << "\n";
        return;
    }
    std::cout << "invented accounts beside them: " << std::max(there, accounts) << "\n";
}
} // namespace gishectl
