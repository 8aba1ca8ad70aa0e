#include "portal/http/staff_log_in.hpp"

#include "portal/http/refusals.hpp"
#include "portal/http/sign_in.hpp"

namespace portal::http {
namespace {
Response ask(Visit& visit, FormPage page)
{
    return page.page("staff-login", visit.text("Sign in to the staff pages"));
}

Response show(Visit& visit)
{
    return ask(visit, sign_in_form(visit));
}

Response log_in(Visit& visit)
{
    const auto answer = domain::staff_log_in(visit.site().context, sign_in_of(visit));
    refuse_for_now(answer);
    if (const auto* in = std::get_if<domain::StaffLoggedIn>(&answer)) return signed_in(kStaffCookie, in->token, "/");
    const bool known = std::holds_alternative<domain::RoleNotAllowed>(answer);
    return ask(visit,
               sign_in_form(visit, known ? visit.text("These pages are for supervisors. Clerks sign in at the kiosk.")
                                         : wrong_credentials(visit)));
}

Response log_out(Visit& visit, const domain::StaffMember&)
{
    domain::staff_log_out(visit.site().context, visit.session_token());
    return signed_out(kStaffCookie, "/login");
}
} // namespace

void add_staff_log_in_routes(Router& router, const Site& site)
{
    router.get("/login", for_any_staff(site, show));
    router.post("/login", for_any_staff(site, log_in));
    router.post("/logout", for_supervisor(site, log_out));
}
} // namespace portal::http
