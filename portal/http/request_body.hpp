#pragma once

#include <httplib.h>

#include <string>
#include <string_view>

#include "portal/http/exchange.hpp"
#include "portal/http/router.hpp"

/// How a request's body is read off the server library. For `server.cpp` alone.
namespace portal::http {
/// Empty: there is none.
std::string_view header_of(const httplib::Request& request, const std::string& name);
bool says_it_has_a_body(const httplib::Request& request);
/// Throws `HttpError` 400 for what is no UTF-8, or holds a zero byte.
void refuse_broken_text(const Fields& fields);

/// A request's body, read once.
class Body {
public:
    Body(const httplib::Request& request, const httplib::ContentReader& read) : request_{request}, read_{read} {}

    template <class... Receivers>
    bool read(Receivers... receivers)
    {
        begun_ = true;
        return read_(std::move(receivers)...);
    }
    /// Takes a body that nobody wanted. Left in the socket, it would break the connection while nginx still sends, and
    /// the visitor would get nginx's 502 instead of our refusal.
    void drain();
    const httplib::Request& request() const { return request_; }

private:
    const httplib::Request& request_;
    const httplib::ContentReader& read_;
    bool begun_{false};
};

/// Form or body of `to`. Throws `HttpError`: 413 for more than the route takes, 400 for what is broken.
void read_body(Body& from, const BodyRule& rule, Request& to);
} // namespace portal::http
