#pragma once

#include <vector>

#include "portal/domain/audit.hpp"
#include "portal/domain/context.hpp"
#include "portal/domain/mail_outbox.hpp"
#include "portal/domain/page_of.hpp"

/// What owners see of their accounts: who looked at them or changed them, and which letters went out.
namespace portal::domain {
/// A page of a long list, newest first.
struct Activity {
    PageOf at;
    std::vector<PlacedEvent> events;
};
/// `page`: a number out of range is the nearest one.
Activity activity_of(const Context& context, AccountId account, std::int64_t page = 1);

/// Likewise; letters are kept for a while only: housekeeping.hpp.
struct Messages {
    PageOf at;
    std::vector<MailTrace> mails;
};
Messages messages_of(const Context& context, AccountId account, std::int64_t page = 1);
} // namespace portal::domain
