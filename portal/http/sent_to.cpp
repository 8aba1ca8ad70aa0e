#include "portal/http/sent_to.hpp"

#include "portal/domain/sealed_form.hpp"

namespace portal::http {
namespace {
constexpr std::string_view kCookie = "__Host-sent-to";
constexpr std::string_view kPurpose = "sent-to";
constexpr std::string_view kEmail = "email";
constexpr std::chrono::hours kLife{1};

/// Empty: it is too old, or not ours.
std::string address_in(const domain::Context& context, std::string_view cookie)
{
    const auto opened = domain::open_form(context.keys, kPurpose, cookie, kLife, context.clock.now());
    const auto* form = std::get_if<domain::SealedForm>(&opened);
    return form ? std::string{form->answer(kEmail)} : std::string{};
}
} // namespace

Response letter_sent(const Visit& visit, std::string_view local_path, std::string_view email)
{
    const auto& context = visit.site().context;
    auto form = domain::begin_form(context.clock.now());
    form.answers.emplace(kEmail, email);
    auto response = see_other(local_path);
    set_cookie(response, kCookie, domain::seal_form(context.keys, kPurpose, form));
    return response;
}

Response page_of_letter(CitizenVisit& visit, std::string_view name, const std::string& title, PageData data)
{
    const auto cookie = visit.request().cookie(kCookie);
    const auto address = address_in(visit.site().context, cookie);
    data.set("address", address.empty() ? PageData{false} : PageData{"email", address});
    auto response = visit.page(name, title, std::move(data));
    if (!cookie.empty()) drop_cookie(response, kCookie);
    return response;
}
} // namespace portal::http
