#include "portal/domain/open_requests.hpp"

#include "portal/domain/database.hpp"
#include "portal/domain/second_factor.hpp"

namespace portal::domain {
void end_open_requests(Transaction& transaction, const Context& context, AccountId account)
{
    const auto now = context.clock.now();
    for (const auto purpose : {LinkPurpose::reset_password, LinkPurpose::new_address})
        transaction.email_tokens().supersede(purpose, account, now);
    transaction.phones().end_request(account);
    forgive_wrong_codes(transaction, context, account);
}
} // namespace portal::domain
