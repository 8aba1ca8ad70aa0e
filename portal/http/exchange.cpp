#include "portal/http/exchange.hpp"

#include <algorithm>

namespace portal::http {
namespace {
char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
} // namespace

bool HeaderLess::operator()(std::string_view a, std::string_view b) const
{
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                        [](char x, char y) { return lower(x) < lower(y); });
}

void Fields::add(std::string name, std::string value)
{
    fields_.emplace_back(std::move(name), std::move(value));
}

std::string_view Fields::get(std::string_view name) const
{
    const auto found =
        std::ranges::find(fields_, name, [](const auto& field) -> std::string_view { return field.first; });
    return found == fields_.end() ? std::string_view{} : found->second;
}

bool Fields::has(std::string_view name) const
{
    return std::ranges::any_of(fields_, [name](const auto& field) { return field.first == name; });
}

std::string_view Request::header(std::string_view name) const
{
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view{} : found->second;
}

std::string_view Request::cookie(std::string_view name) const
{
    std::string_view rest = header("Cookie");
    while (!rest.empty()) {
        const auto end = std::min(rest.find(';'), rest.size());
        auto pair = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
    }
    return {};
}

Response& Response::set(std::string name, std::string value)
{
    headers.erase(name);
    return add(std::move(name), std::move(value));
}

Response& Response::add(std::string name, std::string value)
{
    headers.emplace(std::move(name), std::move(value));
    return *this;
}

Response see_other(std::string_view local_path)
{
    Response response;
    response.status = 303;
    response.set("Location", std::string{local_path});
    response.set("Cache-Control", "no-store");
    return response;
}

Response json(int status, std::string body)
{
    Response response;
    response.status = status;
    response.content_type = status < 400 ? "application/json" : "application/problem+json";
    response.body = std::move(body);
    response.set("Cache-Control", "no-store");
    return response;
}

void set_cookie(Response& response, std::string_view name, std::string_view value)
{
    response.add("Set-Cookie",
                 std::string{name} + "=" + std::string{value} + "; Path=/; Secure; HttpOnly; SameSite=Lax");
}

void set_lasting_cookie(Response& response, std::string_view name, std::string_view value, std::chrono::seconds life)
{
    response.add("Set-Cookie", std::string{name} + "=" + std::string{value} +
                                   "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(life.count()));
}

void drop_cookie(Response& response, std::string_view name)
{
    response.add("Set-Cookie", std::string{name} + "=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
}
} // namespace portal::http
