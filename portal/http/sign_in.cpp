#include "portal/http/sign_in.hpp"

namespace portal::http {
domain::LogIn sign_in_of(const Visit& visit)
{
    domain::LogIn form;
    form.username = visit.field("username");
    form.password = visit.request().form.get("password");
    form.network = visit.request().client;
    form.agent = visit.request().header("User-Agent");
    form.shared = !visit.field("shared").empty();
    return form;
}

FormPage sign_in_form(Visit& visit)
{
    FormPage page{visit};
    page.value("username", visit.field("username"));
    page.value("password", "");
    page.value("shared", visit.field("shared"));
    return page;
}

FormPage sign_in_form(Visit& visit, std::string fault)
{
    auto page = sign_in_form(visit);
    page.fault("username", std::move(fault));
    return page;
}

std::string wrong_credentials(const Visit& visit)
{
    return visit.text("The username or the password is wrong. Check both and try again.");
}

Response signed_in(std::string_view cookie, std::string_view token, std::string_view local_path)
{
    auto response = see_other(local_path);
    set_cookie(response, cookie, token);
    return response;
}

Response signed_out(std::string_view cookie, std::string_view local_path)
{
    auto response = see_other(local_path);
    drop_cookie(response, cookie);
    response.set("Clear-Site-Data", "\"cache\", \"storage\"");
    return response;
}
} // namespace portal::http
