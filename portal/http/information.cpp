#include "portal/http/information.hpp"

#include <array>

namespace portal::http {
namespace {
struct Page {
    const char* path;
    const char* name;
    std::string_view title;
};

constexpr std::array kPages{
    Page{"/", "home", N_("E-services from home")},
    Page{"/procedure", "procedure", N_("Registration procedure")},
    Page{"/help", "help", N_("Questions and answers")},
    Page{"/contact", "contact", N_("Contact us")},
    Page{"/privacy", "privacy", N_("Privacy policy")},
    Page{"/terms", "terms", N_("Terms of use")},
    Page{"/accessibility", "accessibility", N_("Accessibility statement")},
};
} // namespace

void add_information_routes(Router& router, const Site& site)
{
    for (const auto& page : kPages)
        router.get(page.path, for_everybody(site, [page](CitizenVisit& visit) {
                       PageData data;
                       data.set("at_" + std::string{page.name}, true);
                       return visit.page(page.name, visit.text(page.title), std::move(data));
                   }));
}
} // namespace portal::http
