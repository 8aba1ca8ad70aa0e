#include "portal/domain/audit.hpp"

#include "portal/domain/database.hpp"

namespace portal::domain {
void note_own_act(Transaction& transaction, const char* kind, AccountId account, Instant now)
{
    transaction.audit().add({kind, now, ActorKind::citizen, account, account, {}, {}, {}});
}
} // namespace portal::domain
