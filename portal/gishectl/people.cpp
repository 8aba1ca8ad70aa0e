#include <fstream>
#include <iostream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "portal/gishectl/commands.hpp"

namespace gishectl {
namespace {
namespace domain = portal::domain;

std::string password_from_stdin()
{
    std::string line;
    if (!std::getline(std::cin, line) || line.empty()) throw CommandError{"no password on standard input"};
    return line;
}

/// 20 characters, letters and digits that do not look alike: about 99 bits.
std::string fresh_password()
{
    constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz23456789";
    std::string password;
    for (const auto byte : portal::contract::random_bytes(20))
        password += kLetters[byte % kLetters.size()];
    return password;
}

const char* word_of(domain::Role role)
{
    return role == domain::Role::clerk ? "clerk" : "supervisor";
}

const char* words_of(domain::StaffRefusal refusal)
{
    switch (refusal) {
    case domain::StaffRefusal::username_wrong:
        return "the username needs 3 to 32 of a-z, 0-9, full stop, hyphen, underscore, and a letter among them";
    case domain::StaffRefusal::username_taken:
        return "the username is taken";
    case domain::StaffRefusal::password_weak:
        return "the password needs 12 to 128 characters, without the username, the name or the city, and not one that "
               "is on the list of known ones";
    case domain::StaffRefusal::busy:
        return "busy, try again";
    }
    throw std::logic_error{"unknown refusal"};
}

domain::Role role_of(const std::string& text)
{
    if (text == "clerk") return domain::Role::clerk;
    if (text == "supervisor") return domain::Role::supervisor;
    throw CommandError{text + ": the role is clerk or supervisor"};
}

std::string fingerprint_of(const NewKiosk& kiosk)
{
    if (!kiosk.ca_fingerprint.empty()) {
        if (kiosk.ca_fingerprint.size() != 64 ||
            kiosk.ca_fingerprint.find_first_not_of("0123456789abcdef") != std::string::npos)
            throw CommandError{"the fingerprint needs 64 lower-case hex digits"};
        return kiosk.ca_fingerprint;
    }
    std::ifstream stream{kiosk.ca, std::ios::binary};
    if (!stream) throw CommandError{kiosk.ca.string() + ": cannot be read"};
    return domain::certificate_fingerprint(std::string{std::istreambuf_iterator<char>{stream}, {}});
}
} // namespace

void add_staff(Office& office, const NewStaff& staff)
{
    const auto role = role_of(staff.role);
    const auto password = staff.password_from_stdin ? password_from_stdin() : fresh_password();
    const auto answer = domain::add_staff(office.context(), staff.username, staff.name, role, password);
    if (const auto* refusal = std::get_if<domain::StaffRefusal>(&answer)) throw CommandError{words_of(*refusal)};
    const auto& member = std::get<domain::StaffMember>(answer);
    if (office.json) {
        nlohmann::json json{{"id", member.id}, {"username", member.username}, {"role", staff.role}};
        if (!staff.password_from_stdin) json["password"] = password;
        std::cout << json.dump() << "\n";
        return;
    }
    std::cout << "added " << member.username << " (" << staff.role << ")\n";
    if (!staff.password_from_stdin) std::cout << "password, shown this once: " << password << "\n";
}

void list_staff(Office& office)
{
    auto json = nlohmann::json::array();
    for (const auto& member : domain::list_staff(office.context())) {
        json.push_back({{"id", member.id},
                        {"username", member.username},
                        {"name", member.display_name},
                        {"role", word_of(member.role)},
                        {"state", member.disabled ? "disabled" : "active"}});
        if (member.disabled) json.back()["disabled"] = portal::contract::to_rfc3339(*member.disabled);
        if (!office.json)
            std::cout << member.username << "  " << member.display_name << ", " << word_of(member.role)
                      << (member.disabled ? "  (disabled " + portal::contract::to_rfc3339(*member.disabled) + ")" : "")
                      << "\n";
    }
    if (office.json) std::cout << json.dump() << "\n";
}

void disable_staff(Office& office, const std::string& username)
{
    if (!domain::disable_staff(office.context(), username)) throw CommandError{username + ": no such member of staff"};
    if (office.json)
        std::cout << nlohmann::json{{"disabled", username}}.dump() << "\n";
    else
        std::cout << "disabled " << username << "; sessions ended\n";
}

void make_kiosk_code(Office& office, const NewKiosk& kiosk)
{
    const auto fingerprint = fingerprint_of(kiosk);
    const auto code = domain::make_enrolment_code(office.context(), kiosk.desk, kiosk.place, fingerprint);
    if (office.json)
        std::cout << nlohmann::json{{"code", code}, {"desk", kiosk.desk}, {"place", kiosk.place}}.dump() << "\n";
    else
        std::cout << code << "\n";
}

void list_kiosks(Office& office)
{
    auto json = nlohmann::json::array();
    for (const auto& kiosk : domain::list_kiosks(office.context())) {
        json.push_back({{"kiosk", kiosk.name}, {"desk", kiosk.desk}, {"place", kiosk.place}});
        if (kiosk.revoked) json.back()["revoked"] = portal::contract::to_rfc3339(*kiosk.revoked);
        if (!office.json)
            std::cout << kiosk.name << "  " << kiosk.desk << ", " << kiosk.place
                      << (kiosk.revoked ? "  (revoked " + portal::contract::to_rfc3339(*kiosk.revoked) + ")" : "")
                      << "\n";
    }
    if (office.json) std::cout << json.dump() << "\n";
}

void revoke_kiosk(Office& office, const std::string& name)
{
    const auto kiosk = domain::revoke_kiosk(office.context(), name);
    if (!kiosk) throw CommandError{name + ": no such kiosk"};
    if (office.json)
        std::cout << nlohmann::json{{"revoked", kiosk->name}}.dump() << "\n";
    else
        std::cout << "revoked " << kiosk->name << " (" << kiosk->desk << "); its certificate opens nothing any more\n";
}
} // namespace gishectl
