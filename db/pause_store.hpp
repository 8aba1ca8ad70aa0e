#pragma once

#include "db/words.hpp"
#include "db/work.hpp"
#include "portal/domain/pause.hpp"

namespace db {
inline constexpr std::array<std::pair<domain::PauseReason, const char*>, 3> kPauseReasons{
    {{domain::PauseReason::reset_by_mail, "reset_by_mail"},
     {domain::PauseReason::second_factor_lost, "second_factor_lost"},
     {domain::PauseReason::alarm, "alarm"}}};

/// Pauses of citizens' accounts.
class PauseStore final : public domain::PauseStore {
public:
    explicit PauseStore(Work& work) : work_{work} {}

    bool begin(domain::AccountId account, domain::PauseReason reason, Instant now) override;
    void renew(domain::AccountId account, domain::PauseReason reason, Instant now) override;
    bool end(domain::AccountId account, domain::PauseReason reason, domain::PauseEnd by, Instant when) override;
    std::vector<domain::AccountId> begun_by(domain::PauseReason reason, Instant then, unsigned most) override;
    std::optional<domain::Pause> of_account(domain::AccountId account) override;
    std::optional<Instant> open_since(domain::AccountId account, domain::PauseReason reason) override;

private:
    Work& work_;
};
} // namespace db
