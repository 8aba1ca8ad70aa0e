#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "portal/domain/accounts.hpp"
#include "portal/domain/sessions.hpp"
#include "portal/domain/staff.hpp"
#include "portal/http/exchange.hpp"
#include "portal/http/pages.hpp"
#include "portal/http/router.hpp"
#include "portal/settings.hpp"

/// What the pages of one entrance share, and one visit to them.
namespace portal::http {
constexpr std::string_view kSessionCookie = "__Host-session";
constexpr std::string_view kStaffCookie = "__Host-staff";
constexpr std::string_view kBrowserCookie = "__Host-known"; ///< domain/known_browsers.hpp
constexpr std::string_view kLanguageCookie = "__Host-language";

/// Made once in `main`, alive as long as the servers.
struct Site {
    const domain::Context& context;
    const Texts& texts;
    const Pages& pages;
    Municipality municipality;
    std::string assets; ///< `/static/…`: changes with the content, so that browsers may keep the files
};

/// One request for a page. Reads cookies, writes no state.
class Visit {
public:
    /// `session_cookie`: which of the cookies holds this entrance's session.
    Visit(const Site& site, const Request& request, std::string_view session_cookie);

    const Site& site() const { return site_; }
    const Request& request() const { return request_; }
    Language language() const { return language_; }
    void speak(Language language) { language_ = language; }             ///< from here on, whatever the cookie says
    std::string_view field(std::string_view name) const;                ///< of the form, trimmed
    const std::string& session_token() const { return session_token_; } ///< empty: none

    std::string text(std::string_view english) const { return site_.texts.text(language_, english); }
    std::string counted(std::string_view english_one, std::string_view english_many, std::int64_t number) const
    {
        return site_.texts.counted(language_, english_one, english_many, number);
    }

    /// Token of the forms on this page; makes the visit's cookie where there is none.
    std::string csrf();
    /// Whether the form is of a page of ours: of the session, or where there is none, also of one that has ended.
    bool has_own_form() const;
    /// Whether the form is of a page that this browser got before its visitor signed in.
    bool has_form_from_before() const;
    /// Throws `HttpError` 403 for a form that is not ours.
    void require_own_form() const;

    /// Renders a template with what all pages share: municipality, languages, and for who is signed in name and form
    /// token. `title` is translated already.
    Response page(std::string_view name, const std::string& title, PageData data, int status = 200);

    /// Fields of a form that was filled in before: this page shows it again.
    bool shows_form_again() const { return request_.method == "GET" && !request_.form.all().empty(); }

    /// Shown in the header instead of "sign in"; empty: nobody is signed in.
    void set_signed_in(std::string name);
    /// The language of who is signed in, unless this browser has chosen one.
    void prefer(Language language);

protected:
    /// For the page's warning before the session ends.
    void set_session_end(PageData data) { session_end_ = std::move(data); }

private:
    std::string_view secret() const;
    std::string language_link(std::string_view code) const;

    const Site& site_;
    const Request& request_;
    Language language_;
    std::string session_token_;
    std::string visit_;
    bool visit_is_new_{false};
    std::string signed_in_;
    PageData session_end_{false};
};

/// A citizen's visit. The session is resumed on construction, only where there is its cookie.
class CitizenVisit : public Visit {
public:
    CitizenVisit(const Site& site, const Request& request);
    const std::optional<domain::Account>& account() const { return account_; }
    const std::optional<domain::Session>& session() const { return session_; } ///< where there is an account
    bool session_expired() const { return !session_token().empty() && !account_; }

private:
    std::optional<domain::Account> account_;
    std::optional<domain::Session> session_;
};

/// When the session of this visit ends, unless its citizen does something.
struct SessionEnd {
    std::chrono::seconds left{};
    std::string until; ///< the hour in Sofia
    bool last{};       ///< whatever its citizen does
};
/// Of who is signed in.
SessionEnd session_end_of(const CitizenVisit& visit);

/// A page for everybody. A POST must come from a form of ours.
Handler for_everybody(const Site& site, std::function<Response(CitizenVisit&)> handle);
/// The button of a sign-in. A form that is sent twice meets the session that it began, and gets the answer of `inside`.
Handler for_sign_in(const Site& site, std::function<Response(CitizenVisit&)> handle,
                    std::function<Response(CitizenVisit&)> inside);
/// Whether a page of an account is also there while the account is being closed: closing.hpp.
enum class WhileClosing { shut, open };
/// A page for the account's owner; others sign in first and come back. A form that comes after its session's end is
/// kept for them: held_form.hpp.
Handler for_citizen(const Site& site, std::function<Response(CitizenVisit&, const domain::Account&)> handle,
                    WhileClosing closing = WhileClosing::shut);
/// A page for supervisors; others sign in first.
Handler for_supervisor(const Site& site, std::function<Response(Visit&, const domain::StaffMember&)> handle);
/// A staff page before sign-in.
Handler for_any_staff(const Site& site, std::function<Response(Visit&)> handle);

/// Answers `?lang=` of a GET: a cookie, and the same page without it. Empty where it is not asked.
std::optional<Response> language_switch(const Request& request);
} // namespace portal::http
