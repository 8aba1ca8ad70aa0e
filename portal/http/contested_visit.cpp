#include "portal/http/contested_visit.hpp"

#include "portal/http/text.hpp"

namespace portal::http {
PageData contested_visit(const domain::Account& account)
{
    if (!account.contested) return PageData{false};
    PageData data;
    data.set("day", shown_date(*account.contested));
    data.set("hour", shown_time(*account.contested));
    data.set("no_mailbox", !account.email_confirmed);
    return data;
}
} // namespace portal::http
