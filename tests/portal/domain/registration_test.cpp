#include "portal/domain/registration.hpp"

#include <algorithm>
#include <thread>

#include <doctest/doctest.h>

#include "portal/domain/email_confirmation.hpp"
#include "portal/domain/registration_letter.hpp"
#include "tests/portal/domain/test_portal.hpp"

using namespace portal::domain;
using tests::good_form;
using tests::TestPortal;

namespace {
bool has(const RegistrationAnswer& answer, RegistrationFault fault)
{
    const auto* faults = std::get_if<std::vector<RegistrationFault>>(&answer);
    return faults && std::find(faults->begin(), faults->end(), fault) != faults->end();
}

RegistrationAnswer register_with(const TestPortal& portal, const std::string& username, const std::string& email)
{
    auto form = good_form(username);
    form.email = email;
    return register_account(portal.context, form);
}

void confirm_with(TestPortal& portal, const std::string& username, const std::string& email)
{
    register_with(portal, username, email);
    const auto token = portal.take_mail().at(0).arguments.at("token");
    REQUIRE(std::holds_alternative<AccountId>(confirm_email(portal.context, token, "192.0.2.1")));
}

std::variant<std::string, RegistrationFault> choose(const TestPortal& portal, std::string_view typed)
{
    return choose_username(portal.context, typed, good_form("anybody").asker);
}

std::int64_t waiting_mail(const TestPortal& portal)
{
    return portal.database->begin()->mail().waiting();
}
} // namespace

TEST_CASE("a registered citizen is unverified, with an address still to be confirmed")
{
    TestPortal portal;
    const auto answer = register_account(portal.context, good_form("viki.k"));
    REQUIRE(std::holds_alternative<Registered>(answer));
    CHECK(std::get<Registered>(answer).username == "viki.k");
    CHECK_FALSE(std::get<Registered>(answer).confirmed);
    const auto account = portal.account(std::get<Registered>(answer).account);
    CHECK(account.phone == "+359888123456");
    CHECK_FALSE(account.email_confirmed);
    CHECK_FALSE(account.verification);
    CHECK(payment_gate(account, sofia_day(portal.clock.now())) == GateClosed::email_unconfirmed);
}

TEST_CASE("names as people have them are taken, and tidied")
{
    const auto names = [](const char* given, const char* fathers, const char* family) {
        return std::get<PersonNames>(read_names({{given, fathers, family}, false}));
    };
    CHECK(names("Анна‐Мария", "", " О’Конър ") == PersonNames{"Анна-Мария", "", "О'Конър"});
    CHECK(names("Jean  Luc", "de", "d’Artagnan-Núñez") == PersonNames{"Jean Luc", "de", "d'Artagnan-Núñez"});
    CHECK(names("Нгуен", "Тхи Ким", "Ли") == PersonNames{"Нгуен", "Тхи Ким", "Ли"});
    CHECK(names("Ахмед", "Ел-Саид", "ибн Ал Рашид") == PersonNames{"Ахмед", "Ел-Саид", "ибн Ал Рашид"});
    CHECK(names("Ян", "", "О").family == "О");
    CHECK(names("María José", "", "St. John").family == "St. John");
}

TEST_CASE("all that is wrong with the names is told at once")
{
    const auto faults = [](const char* given, const char* fathers, const char* family) {
        return std::get<std::vector<RegistrationFault>>(read_names({{given, fathers, family}, false}));
    };
    CHECK(faults(" ", "Любомир0ва", "") == std::vector{RegistrationFault::given_name_missing,
                                                       RegistrationFault::fathers_name_wrong,
                                                       RegistrationFault::family_name_missing});
    CHECK(faults("Виктoрия", "", "1234") == std::vector{RegistrationFault::given_name_wrong, // a Latin o in it
                                                        RegistrationFault::family_name_wrong});
}

TEST_CASE("who has one name only says so, and writes it in whichever field")
{
    for (const PersonNames& typed :
         {PersonNames{"Сукарно", "", " "}, PersonNames{"", "Сукарно", ""}, PersonNames{"", "", "Сукарно"}})
        CHECK(std::get<PersonNames>(read_names({typed, true})) == PersonNames{"", "", "Сукарно"});
    for (const PersonNames& typed : {PersonNames{}, PersonNames{"Сукарно", "", "Сукарно"}})
        CHECK(std::get<std::vector<RegistrationFault>>(read_names({typed, true})) ==
              std::vector{RegistrationFault::one_name_missing});
    CHECK(std::get<std::vector<RegistrationFault>>(read_names({{"С4", "", ""}, true})) ==
          std::vector{RegistrationFault::given_name_wrong});
    CHECK(std::get<std::vector<RegistrationFault>>(read_names({{"Сукарно", "", ""}, false})) ==
          std::vector{RegistrationFault::family_name_missing});
}

TEST_CASE("a person with one name has an account")
{
    TestPortal portal;
    auto form = good_form("sukarno");
    form.names = {"", "", "Сукарно"};
    const auto registered = std::get<Registered>(register_account(portal.context, form));
    CHECK(portal.account(registered.account).names == form.names);
}

TEST_CASE("a telephone may be left empty, not written wrongly")
{
    CHECK(std::get<std::string>(read_phone(" ")).empty());
    CHECK(std::get<std::string>(read_phone("0888/123-456")) == "+359888123456");
    CHECK(std::get<RegistrationFault>(read_phone("+")) == RegistrationFault::phone_wrong);
}

TEST_CASE("an address that no letter reaches is no e-mail address")
{
    CHECK(std::get<std::string>(read_email(" viki@Example.com ")) == "viki@example.com");
    CHECK(std::get<RegistrationFault>(read_email("viki")) == RegistrationFault::email_wrong);
}

TEST_CASE("a personal number is no username")
{
    TestPortal portal;
    for (const char* typed : {"8506156591", "850615-6591"})
        CHECK(std::get<RegistrationFault>(choose(portal, typed)) == RegistrationFault::username_no_letter);
}

TEST_CASE("a username that letters would show as a link is refused")
{
    TestPortal portal;
    for (const auto* typed : {"win-euro.net", "Sofia-Glavno.COM", "WWW.x.vip", " evil.com- "})
        CHECK(std::get<RegistrationFault>(choose(portal, typed)) == RegistrationFault::username_like_site);
    for (const auto* typed : {"ivan.petrov", "maria.stoeva-ivanova", "abcdefghijklmnopqrstuvwxyzabcdef"})
        CHECK(std::get<std::string>(choose(portal, typed)) == typed);
}

TEST_CASE("a username in other letter case is the same username")
{
    TestPortal portal;
    CHECK(std::get<std::string>(choose(portal, " VIKI ")) == "viki");
    register_account(portal.context, good_form("viki"));
    CHECK(std::get<RegistrationFault>(choose(portal, "VIKI")) == RegistrationFault::username_taken);
    CHECK(std::get<RegistrationFault>(choose(portal, "vi")) == RegistrationFault::username_length);
    CHECK(std::get<std::string>(choose(portal, "free")) == "free");
}

TEST_CASE("a network that asks for very many usernames learns of none, and can register all the same")
{
    TestPortal portal;
    register_account(portal.context, good_form("viki"));
    for (unsigned i = 0; i < portal.context.rules.usernames_per_network; ++i)
        CHECK(std::holds_alternative<RegistrationFault>(choose(portal, "viki")));
    CHECK(std::get<std::string>(choose(portal, "viki")) == "viki");
    CHECK(has(register_account(portal.context, good_form("viki")), RegistrationFault::username_taken));
    CHECK(std::holds_alternative<Registered>(register_account(portal.context, good_form("free"))));
}

TEST_CASE("one form asks for so many usernames and passwords, from whatever networks")
{
    TestPortal portal;
    register_account(portal.context, good_form("viki"));
    const auto asker = [&](unsigned network) { return Asker{"form", "192.0.2." + std::to_string(network)}; };
    unsigned told = 0;
    while (std::holds_alternative<RegistrationFault>(choose_username(portal.context, "viki", asker(told))))
        ++told;
    CHECK(told < portal.context.rules.usernames_per_network);
    unsigned hashed = 0;
    while (std::holds_alternative<PasswordHash>(
        choose_password(portal.context, TestPortal::kPassword, {"viki", {}}, asker(hashed))))
        ++hashed;
    CHECK(hashed < portal.context.rules.usernames_per_network);
    CHECK(std::holds_alternative<TooMany>(
        choose_password(portal.context, TestPortal::kPassword, {"viki", {}}, asker(0))));
}

TEST_CASE("whoever has many passwords hashed for forms of registration waits behind everybody else")
{
    TestPortal portal;
    PasswordHasher full{portal.keys.pepper, {8, 1, 0, 20}}; // where everybody has to wait
    const Context pressed{*portal.database, portal.keys, full, portal.clock, portal.context.rules};
    const auto choose_in = [&](const Context& context, unsigned i) {
        const auto of_subscriber = "2001:db8:1:" + std::to_string(i) + "::1";
        return choose_password(context, TestPortal::kPassword, {"viki", {}},
                               {"form " + std::to_string(i), of_subscriber});
    };
    for (unsigned i = 0; i < 60; ++i)
        REQUIRE(std::holds_alternative<PasswordHash>(choose_in(portal.context, i)));
    CHECK(std::holds_alternative<Busy>(choose_in(pressed, 60)));
    CHECK(std::holds_alternative<PasswordHash>(choose_in(portal.context, 61))); // nobody else is there
}

TEST_CASE("a password is judged with its username, and opens the account that it was chosen for")
{
    TestPortal portal;
    const auto chosen = [&](std::string_view typed) {
        return choose_password(portal.context, typed, {"konstantinova", {}}, {"form", "192.0.2.1"});
    };
    CHECK(std::get<PasswordFault>(chosen("кратка")) == PasswordFault::too_short);
    CHECK(std::get<PasswordFault>(chosen("my konstantinova 7")) == PasswordFault::contains_username);
    auto form = good_form("konstantinova");
    form.password = std::get<PasswordHash>(chosen(TestPortal::kPassword));
    REQUIRE(std::holds_alternative<Registered>(register_account(portal.context, form)));
    CHECK(std::holds_alternative<LoggedIn>(
        log_in(portal.context, {"konstantinova", TestPortal::kPassword, "192.0.2.1", "Firefox"})));
}

TEST_CASE("of many registrations of one username at the same moment exactly one succeeds")
{
    TestPortal portal;
    constexpr int kAtOnce = 6;
    std::atomic<int> registered{0};
    std::atomic<int> taken{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < kAtOnce; ++i)
        threads.emplace_back([&, email = std::to_string(i) + "@example.com"] {
            const auto answer = register_with(portal, "viki", email);
            registered += std::holds_alternative<Registered>(answer) ? 1 : 0;
            taken += has(answer, RegistrationFault::username_taken) ? 1 : 0;
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(registered == 1);
    CHECK(taken == kAtOnce - 1);
    CHECK(waiting_mail(portal) == 1);
}

TEST_CASE("a page that is sent twice, also at the same moment, makes one account and one letter")
{
    TestPortal portal;
    const auto form = good_form("viki");
    std::atomic<AccountId> sum{0};
    const auto send = [&] { sum += std::get<Registered>(register_account(portal.context, form)).account; };
    std::thread first{send};
    std::thread second{send};
    first.join();
    second.join();
    const auto account = portal.database->begin()->accounts().find_by_username("viki");
    REQUIRE(account);
    CHECK(sum == 2 * account->id);
    CHECK(waiting_mail(portal) == 1);
}

TEST_CASE("one form makes one account, whatever is changed in it afterwards")
{
    TestPortal portal;
    auto form = good_form("viki");
    register_account(portal.context, form);
    CHECK(form_finished(portal.context, form.asker.form));
    form.username = "another";
    CHECK(std::holds_alternative<FormFinished>(register_account(portal.context, form)));
    CHECK_FALSE(portal.database->begin()->accounts().username_taken("another"));
}

TEST_CASE("a finished form hands out no account that another form made")
{
    TestPortal portal;
    const auto owners = good_form("viki");
    register_account(portal.context, owners);
    auto strangers = good_form("stranger");
    strangers.password.phc += "another salt";
    register_account(portal.context, strangers);
    strangers.username = owners.username;
    strangers.email = owners.email;
    CHECK(std::holds_alternative<FormFinished>(register_account(portal.context, strangers)));
}

TEST_CASE("a form whose username was taken meanwhile goes on with another one")
{
    TestPortal portal;
    register_account(portal.context, good_form("viki"));
    auto form = good_form("viki");
    CHECK(has(register_account(portal.context, form), RegistrationFault::username_taken));
    CHECK_FALSE(form_finished(portal.context, form.asker.form));
    form.username = "viki2";
    CHECK(std::holds_alternative<Registered>(register_account(portal.context, form)));
}

TEST_CASE("the fourth account with one address is made like the others, and only the mailbox learns of it")
{
    TestPortal portal;
    for (const auto* username : {"first", "second", "third"})
        confirm_with(portal, username, "Shared@example.com");
    CHECK(std::holds_alternative<Registered>(register_with(portal, "fourth", "shared@example.com")));
    CHECK(portal.database->begin()->accounts().username_taken("fourth"));
    const auto mails = portal.take_mail();
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].kind == MailKind::account_limit);
}

TEST_CASE("known or not, or full, an address gets one letter for a registration, and no password is hashed for it")
{
    TestPortal portal;
    confirm_with(portal, "viki", "viki@example.com");
    for (const auto* username : {"first", "second", "third"})
        confirm_with(portal, username, "shared@example.com");
    PasswordHasher full{portal.keys.pepper, {8, 1, 0, 0}}; // answers `Busy` to every hash
    const Context context{*portal.database, portal.keys, full, portal.clock, {}};
    for (const std::string known : {"viki", "shared", "stranger"}) {
        CAPTURE(known);
        const auto email = known + "@example.com";
        CHECK(std::get<std::string>(read_email(email)) == email);
        const auto letter = send_first_letter(context, email, Language::bulgarian, "192.0.2.1");
        CHECK(std::get<FirstLetterSent>(letter).email == email);
        auto form = good_form("new-" + known);
        form.email = email;
        const auto registered = std::get<Registered>(register_account(context, form));
        CHECK(registered.email == email);
        CHECK_FALSE(registered.confirmed);
        const auto mails = portal.take_mail();
        REQUIRE(mails.size() == 2);
        for (const auto& mail : mails)
            CHECK(mail.recipient == email);
    }
}

TEST_CASE("accounts that nobody confirmed use up no address")
{
    TestPortal portal;
    for (const auto* username : {"stranger1", "stranger2", "stranger3"})
        register_with(portal, username, "viki@example.com");
    portal.take_mail();
    confirm_with(portal, "viki", "viki@example.com");
}

TEST_CASE("of links that wait for one address only as many as may share it can be used")
{
    TestPortal portal;
    for (const auto* username : {"first", "second", "third", "fourth"})
        register_with(portal, username, "shared@example.com");
    std::vector<std::string> tokens;
    for (const auto& mail : portal.take_mail())
        tokens.push_back(mail.arguments.at("token"));
    REQUIRE(tokens.size() == 4);
    for (std::size_t i = 0; i < 3; ++i)
        CHECK(std::holds_alternative<AccountId>(confirm_email(portal.context, tokens[i], "192.0.2.1")));
    CHECK(std::holds_alternative<AddressFull>(confirm_email(portal.context, tokens[3], "192.0.2.1")));
}

TEST_CASE("one mailbox gets so many letters and no more, in whatever letter case it is written")
{
    Rules rules;
    rules.mails_per_address = 2;
    TestPortal portal{rules};
    CHECK(std::holds_alternative<Registered>(register_with(portal, "first", "viki@example.com")));
    CHECK(std::holds_alternative<Registered>(register_with(portal, "second", "Viki@example.com")));
    CHECK(std::holds_alternative<Registered>(register_with(portal, "third", "VIKI@Example.com")));
    CHECK(waiting_mail(portal) == 2);
}

TEST_CASE("asking which usernames are taken is limited, too")
{
    Rules rules;
    rules.registrations_per_network = 1;
    TestPortal portal{rules};
    portal.citizen("viki");
    CHECK(has(register_account(portal.context, good_form("viki")), RegistrationFault::username_taken));
    CHECK(std::holds_alternative<TooMany>(register_account(portal.context, good_form("viki"))));
}

TEST_CASE("registrations from one network are limited within the window")
{
    Rules rules;
    rules.registrations_per_network = 1;
    TestPortal portal{rules};
    CHECK(std::holds_alternative<Registered>(register_account(portal.context, good_form("first"))));
    CHECK(std::holds_alternative<TooMany>(register_account(portal.context, good_form("second"))));
    portal.clock.forward(rules.throttle_window);
    CHECK(std::holds_alternative<Registered>(register_account(portal.context, good_form("second"))));
}

TEST_CASE("a refused registration leaves nothing behind")
{
    TestPortal portal;
    register_account(portal.context, good_form("viki"));
    const auto before = waiting_mail(portal);
    register_account(portal.context, good_form("viki"));
    CHECK(waiting_mail(portal) == before);
}
