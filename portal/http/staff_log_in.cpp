#include "portal/http/staff_log_in.hpp"

#include "portal/http/form_page.hpp"

namespace portal::http {
namespace {
Response ask(Visit& visit, FormPage& page)
{
    return page.page("staff-login", visit.text("Sign in to the staff pages"));
}

Response show(Visit& visit)
{
    FormPage page{visit};
    page.value("username", "");
    page.value("password", "");
    return ask(visit, page);
}

Response log_in(Visit& visit)
{
    domain::LogIn form;
    form.username = visit.field("username");
    form.password = visit.request().form.get("password");
    form.network = visit.request().client;
    form.agent = visit.request().header("User-Agent");
    const auto answer = domain::staff_log_in(visit.site().context, form);
    if (const auto* in = std::get_if<domain::StaffLoggedIn>(&answer)) {
        Response response = see_other("/");
        set_cookie(response, kStaffCookie, in->token);
        return response;
    }
    if (const auto* many = std::get_if<domain::TooMany>(&answer)) throw HttpError{429, "too_many_requests", many->wait};
    if (std::holds_alternative<domain::Busy>(answer)) throw HttpError{503, "busy", kBusyWait};
    FormPage page{visit};
    page.value("username", visit.field("username"));
    page.value("password", "");
    page.fault("username", std::holds_alternative<domain::RoleNotAllowed>(answer)
                               ? visit.text("These pages are for supervisors. Clerks sign in at the kiosk.")
                               : visit.text("The username or the password is wrong. Check both and try again."));
    return ask(visit, page);
}

Response log_out(Visit& visit, const domain::StaffMember&)
{
    domain::staff_log_out(visit.site().context, visit.session_token());
    Response response = see_other("/login");
    drop_cookie(response, kStaffCookie);
    response.set("Clear-Site-Data", "\"cache\", \"storage\"");
    return response;
}
} // namespace

void add_staff_log_in_routes(Router& router, const Site& site)
{
    router.get("/login", for_any_staff(site, show));
    router.post("/login", for_any_staff(site, log_in));
    router.post("/logout", for_supervisor(site, log_out));
}
} // namespace portal::http
