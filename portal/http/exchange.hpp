#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// One request and its answer, free of any server library.
namespace portal::http {
/// Compares header names without regard to ASCII letter case.
struct HeaderLess {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const;
};
using Headers = std::multimap<std::string, std::string, HeaderLess>;

/// Names and values in the order they came. Values are decoded and are whatever the other side sent.
class Fields {
public:
    void add(std::string name, std::string value);
    /// The first value of that name; empty where there is none.
    std::string_view get(std::string_view name) const;
    bool has(std::string_view name) const;
    const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

/// One request with its body read; the texts of query and form are UTF-8 without zero bytes.
struct Request {
    std::string method;
    std::string path; ///< decoded, without the query
    Fields query;
    Headers headers;    ///< values decoded once by the server already: never decode them again
    Fields form;        ///< of an urlencoded or multipart body
    std::string body;   ///< of any other body
    std::string client; ///< address of the client, from the `X-Real-IP` that nginx sets; empty without
    std::map<std::string, std::string, std::less<>> captured; ///< `{name}` segments of the route

    std::string_view header(std::string_view name) const; ///< first value, empty where there is none
    /// Value of a cookie, empty where there is none.
    std::string_view cookie(std::string_view name) const;
};

/// One answer. A control character in a header makes it a fault.
struct Response {
    int status{200};
    Headers headers;
    std::string content_type;
    std::string body;

    Response& set(std::string name, std::string value); ///< replaces what stood there
    Response& add(std::string name, std::string value); ///< for `Set-Cookie`
};

/// An answer that a handler throws to end the request: the error handler gives it its page or its problem details.
struct HttpError {
    int status{};
    std::string code;                   ///< stable: `csrf`, `not_found`, `too_large`, …
    std::chrono::seconds retry_after{}; ///< for 429 and 503; 0: not said
};
/// While too many passwords are being checked: the code of the refusal, and when to come again.
constexpr std::string_view kBusy = "busy";
constexpr std::chrono::seconds kBusyWait{5};

Response see_other(std::string_view local_path); ///< 303: the browser fetches that page next
Response json(int status, std::string body);
/// `__Host-` cookies only: Secure, HttpOnly, SameSite=Lax, for this session of the browser.
void set_cookie(Response& response, std::string_view name, std::string_view value);
/// Likewise, but kept for so long.
void set_lasting_cookie(Response& response, std::string_view name, std::string_view value, std::chrono::seconds life);
void drop_cookie(Response& response, std::string_view name);
} // namespace portal::http
