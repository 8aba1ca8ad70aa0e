#include "portal/http/information.hpp"

#include <array>

#include "portal/domain/closing.hpp"

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

/// What the municipality has set and the pages tell of.
void put_rules(PageData& data, const Visit& visit)
{
    const auto& rules = visit.site().context.rules;
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(rules.session_idle).count();
    data.set("shared", rules.accounts_per_email > 1);
    data.set("accounts", std::to_string(rules.accounts_per_email));
    data.set("days", std::to_string(domain::kKeepable.count()));
    data.set("idle", visit.counted("{n} minute", "{n} minutes", minutes));
}
} // namespace

void add_information_routes(Router& router, const Site& site)
{
    for (const auto& page : kPages)
        router.get(page.path, for_everybody(site, [page](CitizenVisit& visit) {
                       PageData data;
                       data.set("at_" + std::string{page.name}, true);
                       put_rules(data, visit);
                       return visit.page(page.name, visit.text(page.title), std::move(data));
                   }));
}
} // namespace portal::http
