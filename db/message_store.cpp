#include "db/message_store.hpp"

#include "db/message_words.hpp"
#include "db/words.hpp"

namespace db {
namespace {
/// All of an account, with what tells text messages from letters.
constexpr auto kMessages = R"(
    (SELECT false AS text, id, kind, queued_at, sent_at, given_up_at FROM mail WHERE account_id = $1
     UNION ALL
     SELECT false, id, kind, queued_at, sent_at, given_up_at
     FROM mail JOIN letter_account ON mail_id = id WHERE letter_account.account_id = $1
     UNION ALL
     SELECT true, id, kind, queued_at, sent_at, given_up_at FROM text_message WHERE account_id = $1) AS message)";
constexpr Statement kCount{"message_count", "SELECT count(*) AS messages FROM $columns", kMessages};
constexpr Statement kOfAccount{"message_of_account", R"(
    SELECT text, kind, queued_at, sent_at, given_up_at IS NOT NULL AS given_up FROM $columns
    ORDER BY queued_at DESC, text, id DESC OFFSET $2 LIMIT $3)",
                               kMessages};

domain::MessageTrace trace_of(const Row& row)
{
    domain::MessageTrace trace{{}, row.instant("queued_at"), row.optional_instant("sent_at"), row.flag("given_up")};
    if (row.flag("text"))
        trace.kind = enum_of(kTextKinds, row.text("kind"));
    else
        trace.kind = enum_of(kMailKinds, row.text("kind"));
    return trace;
}
} // namespace

std::int64_t MessageStore::count_of_account(domain::AccountId account)
{
    return work_.one(kCount, {account}).integer("messages");
}

std::vector<domain::MessageTrace> MessageStore::of_account(domain::AccountId account, std::int64_t before,
                                                           std::int64_t most)
{
    std::vector<domain::MessageTrace> messages;
    for (const auto& row : work_.rows(kOfAccount, {account, before, most}))
        messages.push_back(trace_of(row));
    return messages;
}
} // namespace db
