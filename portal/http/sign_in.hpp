#pragma once

#include "portal/http/form_page.hpp"

/// What the sign-in of citizens and that of staff have in common: a form of username and password, and a cookie.
namespace portal::http {
/// The form as sent, with who sent it.
domain::LogIn sign_in_of(const Visit& visit);
/// The form to show: empty at first; after a try with its username and what was wrong, translated.
FormPage sign_in_form(Visit& visit);
FormPage sign_in_form(Visit& visit, std::string fault);
/// One text for an unknown username and a wrong password.
std::string wrong_credentials(const Visit& visit);

/// To a page of ours, with the cookie of the session.
Response signed_in(std::string_view cookie, std::string_view token, std::string_view local_path);
/// To a page of ours, without it; the browser forgets what it kept of our pages.
Response signed_out(std::string_view cookie, std::string_view local_path);
} // namespace portal::http
