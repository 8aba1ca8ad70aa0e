#pragma once

#include "db/work.hpp"
#include "portal/domain/mail_outbox.hpp"

namespace db {
/// The queue of mail, within one transaction.
class MailStore final : public domain::MailStore {
public:
    explicit MailStore(Work& work) : work_{work} {}

    void queue(domain::MailKind kind, domain::Language language, const domain::Sealed& content,
               std::optional<domain::AccountId> account, Instant now, Instant useless_after) override;
    std::optional<domain::QueuedMail> claim(Instant now, Instant until) override;
    void sent(std::int64_t id, Instant now) override;
    void failed(std::int64_t id, Instant try_again) override;
    bool refused(std::int64_t id, Instant now, Instant try_again, unsigned most) override;
    bool note_account(std::int64_t mail, domain::AccountId account) override;
    void give_up_of(domain::AccountId account, Instant now) override;
    std::size_t give_up_useless(Instant now) override;
    std::int64_t waiting() override;
    std::size_t forget(Instant over_before, unsigned most) override;

private:
    Work& work_;
};
} // namespace db
