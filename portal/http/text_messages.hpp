#pragma once

#include "portal/domain/text_outbox.hpp"
#include "portal/http/pages.hpp"
#include "portal/settings.hpp"

namespace portal::http {
/// What a message is about, for lists; English, to be translated.
std::string_view text_subject(domain::TextKind kind);
/// The words of text messages: templates `text-….mustache`, one line each.
class TextMessages final : public domain::TextWriter {
public:
    TextMessages(const Pages& pages, Municipality municipality);
    std::string write(const domain::TextMessage& message) const override;

private:
    const Pages& pages_;
    Municipality municipality_;
};
} // namespace portal::http
