#pragma once

#include "portal/http/exchange.hpp"

namespace portal::http {
/// A page behind a link of a letter: its address holds a token, which no other site may learn.
inline Response link_page(Response response)
{
    response.set("Referrer-Policy", "no-referrer");
    return response;
}
} // namespace portal::http
