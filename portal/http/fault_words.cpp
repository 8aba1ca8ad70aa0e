#include "portal/http/fault_words.hpp"

#include <algorithm>
#include <array>

namespace portal::http {
namespace {
using domain::RegistrationFault;

struct Wording {
    RegistrationFault fault;
    std::string_view field;
    std::string_view english;
};
constexpr std::array kWordings{
    Wording{RegistrationFault::given_name_missing, "given", N_("Enter your given name.")},
    Wording{RegistrationFault::given_name_wrong, "given",
            N_("The given name holds something other than letters, or letters of two alphabets. Write it as on your ID "
               "card.")},
    Wording{RegistrationFault::fathers_name_wrong, "fathers",
            N_("The father's name holds something other than letters, or letters of two alphabets. Write it as on your "
               "ID card.")},
    Wording{RegistrationFault::family_name_missing, "family", N_("Enter your family name.")},
    Wording{RegistrationFault::family_name_wrong, "family",
            N_("The family name holds something other than letters, or letters of two alphabets. Write it as on your "
               "ID card.")},
    Wording{
        RegistrationFault::one_name_missing, "family",
        N_("You marked that the document has one name only. Write that one name, and leave the other fields empty.")},
    Wording{RegistrationFault::email_wrong, "email",
            N_("Enter an e-mail address in Latin letters, such as name@example.com.")},
    Wording{RegistrationFault::phone_wrong, "phone", N_("Enter a telephone number such as 0888 123 456.")},
    Wording{RegistrationFault::username_length, "username", N_("The username must have from 3 to 32 characters.")},
    Wording{RegistrationFault::username_characters, "username",
            N_("Use only Latin letters, digits, full stop, hyphen and underscore in the username.")},
    Wording{RegistrationFault::username_no_letter, "username",
            N_("The username must have at least one letter. Do not use your personal number as a username.")},
    Wording{RegistrationFault::username_like_site, "username",
            N_("This username reads like the address of a site. Leave out the full stop, or what follows it.")},
    Wording{RegistrationFault::username_taken, "username", N_("This username is taken. Choose another one.")},
};
} // namespace

std::string_view field_of(RegistrationFault fault)
{
    return std::ranges::find(kWordings, fault, &Wording::fault)->field;
}

void put_faults(FormPage& page, const Visit& visit, const std::vector<RegistrationFault>& faults)
{
    for (const auto& wording : kWordings)
        if (std::ranges::find(faults, wording.fault) != faults.end())
            page.fault(wording.field, visit.text(wording.english));
}
} // namespace portal::http
