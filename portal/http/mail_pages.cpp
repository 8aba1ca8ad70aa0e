#include "portal/http/mail_pages.hpp"

#include <sstream>

namespace portal::http {
namespace {
using domain::MailKind;

struct Letter {
    std::string_view name; ///< of the template
    std::string_view subject;
};

Letter letter_of(MailKind kind)
{
    switch (kind) {
    case MailKind::confirm_email:
        return {"mail-confirm", N_("Confirm your e-mail address")};
    case MailKind::first_letter:
        return {"mail-first-letter", N_("Go on with your registration")};
    case MailKind::account_limit:
        return {"mail-limit", N_("A registration with your e-mail address")};
    case MailKind::identity_verified:
        return {"mail-verified", N_("Your identity is verified")};
    case MailKind::identity_renewed:
        return {"mail-renewed", N_("Your identity was verified again")};
    case MailKind::new_address:
        return {"mail-new-address", N_("Confirm your new e-mail address")};
    case MailKind::new_address_full:
        return {"mail-new-address-full", N_("This e-mail address cannot be used")};
    case MailKind::address_changing:
        return {"mail-address-changing", N_("Your e-mail address is to change")};
    case MailKind::address_changed:
        return {"mail-address-changed", N_("Your e-mail address has changed")};
    case MailKind::identity_ended:
        return {"mail-identity-ended", N_("Your identity is no longer verified")};
    case MailKind::phone_changed:
        return {"mail-phone-changed", N_("The telephone of your account")};
    case MailKind::second_factor:
        return {"mail-second-factor", N_("Two-factor protection of your account")};
    case MailKind::wrong_codes:
        return {"mail-wrong-codes", N_("Wrong codes for your account")};
    case MailKind::data_exported:
        return {"mail-data-exported", N_("Your data were taken along")};
    case MailKind::identity_conflict:
        return {"mail-conflict", N_("A clerk is checking your visit")};
    case MailKind::account_closing:
        return {"mail-account-closing", N_("Your account will be closed")};
    case MailKind::account_kept:
        return {"mail-account-kept", N_("Your account is kept")};
    case MailKind::closing_elsewhere:
        return {"mail-closing-elsewhere", N_("An account that had your address will be closed")};
    case MailKind::account_closed:
        return {"mail-account-closed", N_("Your account is closed")};
    case MailKind::document_expires:
        return {"mail-document-expires", N_("Your identity document expires soon")};
    case MailKind::pass_expires:
        return {"mail-pass-expires", N_("Your counter pass expires soon")};
    case MailKind::forgotten_username:
        return {"mail-username", N_("Your username in the e-portal")};
    case MailKind::forgotten_password:
        return {"mail-password", N_("A new password for the e-portal")};
    case MailKind::password_reset:
        return {"mail-password-reset", N_("Your password was set anew")};
    case MailKind::password_changed:
        return {"mail-password-changed", N_("Your password was changed")};
    case MailKind::new_browser:
        return {"mail-new-browser", N_("A sign-in from a new browser")};
    case MailKind::entrance_closed:
        return {"mail-entrance-closed", N_("Many wrong passwords for your account")};
    case MailKind::alarm_raised:
        return {"mail-alarm", N_("E-payment is stopped")};
    case MailKind::alarm_ended:
        return {"mail-alarm-ended", N_("The municipality has looked into your case")};
    }
    throw std::logic_error{"a mail without words"};
}

/// Of the letters that name all accounts of an address: `MailKind` says how they are written.
void put_accounts(PageData& data, const std::string& lines)
{
    PageData list{PageData::type::list};
    bool linked = false;
    std::istringstream rest{lines};
    for (std::string line; std::getline(rest, line);) {
        const bool unconfirmed = line.starts_with('!');
        const auto blank = line.find(' ');
        PageData account;
        account.set("username", line.substr(unconfirmed ? 1 : 0, blank - (unconfirmed ? 1 : 0)));
        account.set("unconfirmed", unconfirmed);
        const auto token = line.substr(blank + 1);
        account.set("link", token.empty() ? PageData{false} : PageData{"token", token});
        linked = linked || !token.empty();
        list << account;
    }
    data.set("any", !lines.empty());
    data.set("linked", linked);
    data.set("accounts", list);
}

/// Blank lines part paragraphs; a line that is one link becomes a link. `text` has no markup of its own.
PageData paragraphs_of(const std::string& text)
{
    PageData list{PageData::type::list};
    for (std::size_t from = 0; from < text.size();) {
        const auto end = std::min(text.find("\n\n", from), text.size());
        auto paragraph = text.substr(from, end - from);
        while (paragraph.ends_with('\n'))
            paragraph.pop_back();
        PageData data;
        data.set("link", paragraph.starts_with("https://") ? PageData{"url", paragraph} : PageData{false});
        data.set("words", paragraph);
        list << data;
        from = end + 2;
    }
    return list;
}
} // namespace

std::string_view mail_subject(domain::MailKind kind)
{
    return letter_of(kind).subject;
}

MailPages::MailPages(const Pages& pages, const Texts& texts, Municipality municipality, std::string public_url)
    : pages_{pages}, texts_{texts}, municipality_{std::move(municipality)}, public_url_{std::move(public_url)}
{
}

domain::MailText MailPages::write(const domain::Mail& mail) const
{
    const auto& words = mail.language == Language::bulgarian ? municipality_.bulgarian : municipality_.english;
    PageData data;
    for (const auto& [name, value] : mail.arguments)
        data.set(name, value);
    if (const auto lines = mail.arguments.find("accounts"); lines != mail.arguments.end())
        put_accounts(data, lines->second);
    if (const auto time = mail.arguments.find("time"); time != mail.arguments.end()) {
        const auto when = contract::instant_from_rfc3339(time->second);
        data.set("day", shown_date(when));
        data.set("hour", shown_time(when));
    }
    for (const auto* day : {"expires", "closes"})
        if (const auto given = mail.arguments.find(day); given != mail.arguments.end())
            data.set(day, shown_date(contract::date_from_iso(given->second)));
    data.set("url", public_url_);
    data.set("municipality", words.name);
    data.set("department", words.department);
    data.set("address", words.address);
    data.set("contact", municipality_.email);

    const auto letter = letter_of(mail.kind);
    domain::MailText text;
    text.subject = texts_.text(mail.language, letter.subject);
    text.text = pages_.render(letter.name, mail.language, data);
    data.set("subject", text.subject);
    data.set("paragraphs", paragraphs_of(text.text));
    text.html = pages_.render("mail", mail.language, std::move(data));
    return text;
}
} // namespace portal::http
