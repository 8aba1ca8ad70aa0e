#include "portal/domain/mail_limits.hpp"

#include "config/log.hpp"
#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
/// Nobody there gets a letter for the rest of the day: the operator hears of it, once.
bool site_wrote_enough(Transaction& transaction, const Context& context, std::string_view network)
{
    const auto most = context.rules.mails_per_site;
    const auto letters = count(transaction, context, "mail-site", site_of(network), kDay).count;
    if (letters == most + 1) config::log::warn("mail.enough_of_site", {{"letters", static_cast<long long>(most)}});
    return letters > most;
}
} // namespace

bool network_wrote_enough(Transaction& transaction, const Context& context, std::string_view email,
                          std::string_view network)
{
    return count_try(transaction, context, "mail-network", network_of(network) + " " + mailbox_of(email),
                     context.rules.mails_per_network_and_address, kDay) ||
           site_wrote_enough(transaction, context, network);
}
} // namespace portal::domain
