#pragma once

#include "db/work.hpp"
#include "portal/domain/text_outbox.hpp"

namespace db {
/// The queue of text messages, within one transaction.
class TextStore final : public domain::TextStore {
public:
    explicit TextStore(Work& work) : work_{work} {}

    void queue(domain::TextKind kind, domain::Language language, const domain::Sealed& content,
               std::optional<domain::AccountId> account, Instant now, Instant useless_after) override;
    std::optional<domain::QueuedText> claim(Instant now, Instant until) override;
    void sent(std::int64_t id, Instant now) override;
    void failed(std::int64_t id, Instant try_again) override;
    bool refused(std::int64_t id, Instant now, Instant try_again, unsigned most) override;
    void give_up_of(domain::AccountId account, Instant now) override;
    std::size_t give_up_useless(Instant now) override;
    std::int64_t waiting() override;
    std::size_t forget(Instant over_before, unsigned most) override;

private:
    Work& work_;
};
} // namespace db
