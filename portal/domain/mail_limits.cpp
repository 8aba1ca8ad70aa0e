#include "portal/domain/mail_limits.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
bool network_wrote_enough(Transaction& transaction, const Context& context, std::string_view email,
                          std::string_view network)
{
    return count_try(transaction, context, "mail-network", network_of(network) + " " + mailbox_of(email),
                     context.rules.mails_per_network_and_address, kDay) ||
           count_try(transaction, context, "mail-site", site_of(network), context.rules.mails_per_site, kDay);
}
} // namespace portal::domain
