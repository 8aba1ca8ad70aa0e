#pragma once

#include "portal/domain/record_judgement.hpp"

/// What a genuine record does to the account it names. Used by `take_records` alone.
namespace portal::domain {
/// What came of it; `row` is where the record stands.
struct Effect {
    std::optional<AccountId> account;
    std::optional<std::int64_t> verification;
    std::optional<Objection> objection; ///< set: nothing was changed
};
/// In the transaction that writes the record; locks the account.
Effect apply_record(Transaction& transaction, const Context& context, const Kiosk& kiosk, const ArrivedRecord& record,
                    std::int64_t row);
} // namespace portal::domain
