#include "portal/http/sent_to.hpp"

#include "portal/http/form.hpp"

namespace portal::http {
namespace {
constexpr std::string_view kCookie = "__Host-sent-to";

std::string address_in(std::string_view cookie)
{
    try {
        const auto bytes = contract::from_hex(cookie);
        const std::string address{bytes.begin(), bytes.end()};
        return is_utf8(address) ? address : std::string{};
    } catch (const contract::Malformed&) {
        return {};
    }
}
} // namespace

Response letter_sent(std::string_view local_path, std::string_view email)
{
    auto response = see_other(local_path);
    set_cookie(response, kCookie, contract::to_hex(contract::bytes_of(email)));
    return response;
}

Response page_of_letter(CitizenVisit& visit, std::string_view name, const std::string& title, PageData data)
{
    const auto cookie = visit.request().cookie(kCookie);
    const auto address = address_in(cookie);
    data.set("address", address.empty() ? PageData{false} : PageData{"email", address});
    auto response = visit.page(name, title, std::move(data));
    if (!cookie.empty()) drop_cookie(response, kCookie);
    return response;
}
} // namespace portal::http
