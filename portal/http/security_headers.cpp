#include "portal/http/security_headers.hpp"

namespace portal::http {
namespace {
void put(Response& response, const char* name, const char* value)
{
    if (!response.headers.contains(name)) response.set(name, value);
}
} // namespace

void add_security_headers(Response& response)
{
    put(response, "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; worker-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'");
    put(response, "Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    put(response, "X-Content-Type-Options", "nosniff");
    put(response, "Referrer-Policy", "same-origin");
    put(response, "Cross-Origin-Opener-Policy", "same-origin");
    put(response, "Cross-Origin-Resource-Policy", "same-origin");
    put(response, "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
    put(response, "Cache-Control", "no-store");
}
} // namespace portal::http
