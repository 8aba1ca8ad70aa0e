#include "portal/http/text_messages.hpp"

namespace portal::http {
namespace {
struct Message {
    std::string_view name; ///< of the template
    std::string_view subject;
};

Message message_of(domain::TextKind kind)
{
    switch (kind) {
    case domain::TextKind::phone_code:
        return {"text-phone-code", N_("A code for the telephone")};
    case domain::TextKind::phone_replaced:
        return {"text-phone-replaced", N_("The telephone was changed")};
    case domain::TextKind::visit:
        return {"text-visit", N_("A visit at the counter")};
    case domain::TextKind::document_expires:
        return {"text-document-expires", N_("Your identity document expires soon")};
    case domain::TextKind::pass_expires:
        return {"text-pass-expires", N_("Your counter pass expires soon")};
    }
    throw std::logic_error{"a text message without words"};
}
} // namespace

std::string_view text_subject(domain::TextKind kind)
{
    return message_of(kind).subject;
}

TextMessages::TextMessages(const Pages& pages, Municipality municipality)
    : pages_{pages}, municipality_{std::move(municipality)}
{
}

std::string TextMessages::write(const domain::TextMessage& message) const
{
    const auto& words = message.language == Language::bulgarian ? municipality_.bulgarian : municipality_.english;
    PageData data;
    for (const auto& [name, value] : message.arguments)
        data.set(name, value);
    if (const auto time = message.arguments.find("time"); time != message.arguments.end()) {
        const auto when = contract::instant_from_rfc3339(time->second);
        data.set("day", shown_date(when));
        data.set("hour", shown_time(when));
    }
    if (const auto expires = message.arguments.find("expires"); expires != message.arguments.end())
        data.set("expires", shown_date(contract::date_from_iso(expires->second)));
    data.set("municipality", words.name);
    data.set("contact", municipality_.email);
    auto text = pages_.render(message_of(message.kind).name, message.language, data);
    while (text.ends_with('\n'))
        text.pop_back();
    return text;
}
} // namespace portal::http
