#include "portal/http/security_headers.hpp"

#include "portal/contract/types.hpp"

namespace portal::http {
namespace {
constexpr std::size_t kNonceSize = 16;

void put(Response& response, const char* name, const char* value)
{
    if (!response.headers.contains(name)) response.set(name, value);
}
} // namespace

std::string make_nonce()
{
    return contract::to_base64(contract::random_bytes(kNonceSize));
}

std::string page_policy(std::string_view nonce)
{
    return "default-src 'none'; script-src 'nonce-" + std::string{nonce} +
           "'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; "
           "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";
}

void add_security_headers(Response& response)
{
    // What is no page of ours runs, loads and sends nothing.
    put(response, "Content-Security-Policy",
        "default-src 'none'; form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'");
    put(response, "Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    put(response, "X-Content-Type-Options", "nosniff");
    put(response, "Referrer-Policy", "same-origin");
    put(response, "Cross-Origin-Opener-Policy", "same-origin");
    put(response, "Cross-Origin-Resource-Policy", "same-origin");
    put(response, "Permissions-Policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), serial=(), usb=()");
    put(response, "Cache-Control", "no-store");
}
} // namespace portal::http
