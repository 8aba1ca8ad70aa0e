#include "portal/http/csrf.hpp"

#include <sodium.h>

#include "portal/contract/types.hpp"

namespace portal::http {
std::string csrf_token(std::string_view secret)
{
    const auto labelled = contract::bytes_of("gishe-csrf-v1\n" + std::string{secret});
    return contract::to_hex(contract::sha256(labelled));
}

bool sent_by_other_site(const Request& request)
{
    const auto site = request.header("Sec-Fetch-Site");
    return !site.empty() && site != "same-origin" && site != "none";
}

bool has_token_of(const Request& request, std::string_view secret)
{
    const auto given = request.form.get("csrf");
    const auto wanted = csrf_token(secret);
    return !secret.empty() && given.size() == wanted.size() &&
           sodium_memcmp(given.data(), wanted.data(), wanted.size()) == 0;
}

std::string make_visit()
{
    return contract::to_hex(contract::random_bytes(32));
}
} // namespace portal::http
