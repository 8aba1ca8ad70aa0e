#pragma once

#include "portal/domain/mail_outbox.hpp"
#include "portal/http/pages.hpp"
#include "portal/settings.hpp"

namespace portal::http {
/// In the words of the catalog, in English.
std::string_view mail_subject(domain::MailKind kind);

/// The words of mails: templates `mail-….mustache` as plain text and `mail.mustache` as HTML around the same words.
class MailPages final : public domain::MailWriter {
public:
    /// `public_url` begins every link, without a slash at its end.
    MailPages(const Pages& pages, const Texts& texts, Municipality municipality, std::string public_url);
    domain::MailText write(const domain::Mail& mail) const override;

private:
    const Pages& pages_;
    const Texts& texts_;
    Municipality municipality_;
    std::string public_url_;
};
} // namespace portal::http
