#include "db/database.hpp"

#include "db/account_store.hpp"
#include "db/audit_store.hpp"
#include "db/case_store.hpp"
#include "db/change_store.hpp"
#include "db/email_token_store.hpp"
#include "db/epoch_key_store.hpp"
#include "db/kiosk_store.hpp"
#include "db/known_browser_store.hpp"
#include "db/mail_store.hpp"
#include "db/message_store.hpp"
#include "db/name_claim_store.hpp"
#include "db/notice_store.hpp"
#include "db/number_store.hpp"
#include "db/obligation_store.hpp"
#include "db/own_data_store.hpp"
#include "db/pass_store.hpp"
#include "db/pause_store.hpp"
#include "db/pending_sign_in_store.hpp"
#include "db/phone_store.hpp"
#include "db/pool.hpp"
#include "db/record_store.hpp"
#include "db/reminder_store.hpp"
#include "db/report_store.hpp"
#include "db/second_factor_store.hpp"
#include "db/session_store.hpp"
#include "db/staff_store.hpp"
#include "db/text_store.hpp"
#include "db/throttle_store.hpp"
#include "db/verification_store.hpp"

namespace db {
namespace {
/// The stores over a borrowed connection.
template <class Stores>
class Opened : public Stores {
public:
    explicit Opened(std::unique_ptr<Pool::Loan> loan) : loan_{std::move(loan)}, work_{**loan_} {}

    domain::AccountStore& accounts() override { return accounts_; }
    domain::EmailTokenStore& email_tokens() override { return email_tokens_; }
    domain::PauseStore& pauses() override { return pauses_; }
    domain::SessionStore& sessions() override { return sessions_; }
    domain::PendingSignInStore& pending_sign_ins() override { return pending_sign_ins_; }
    domain::SecondFactorStore& second_factors() override { return second_factors_; }
    domain::KnownBrowserStore& known_browsers() override { return known_browsers_; }
    domain::PasswordFailureStore& password_failures() override { return password_failures_; }
    domain::ThrottleStore& throttle() override { return throttle_; }
    domain::NameClaimStore& name_claims() override { return name_claims_; }
    domain::NumberStore& numbers() override { return numbers_; }
    domain::PhoneStore& phones() override { return phones_; }
    domain::NoticeStore& notices() override { return notices_; }
    domain::PassStore& passes() override { return passes_; }
    domain::EpochKeyStore& epoch_keys() override { return epoch_keys_; }
    domain::ObligationStore& obligations() override { return obligations_; }
    domain::StaffStore& staff() override { return staff_; }
    domain::KioskStore& kiosks() override { return kiosks_; }
    domain::RecordStore& records() override { return records_; }
    domain::VerificationStore& verifications() override { return verifications_; }
    domain::CaseStore& cases() override { return cases_; }
    domain::ChangeStore& changes() override { return changes_; }
    domain::ReportStore& reports() override { return reports_; }
    domain::AuditStore& audit() override { return audit_; }
    domain::MailStore& mail() override { return mail_; }
    domain::MessageStore& messages() override { return messages_; }
    domain::OwnDataStore& own_data() override { return own_data_; }
    domain::ReminderStore& reminders() override { return reminders_; }
    domain::TextStore& texts() override { return texts_; }

protected:
    Connection& connection() { return work_; }

private:
    std::unique_ptr<Pool::Loan> loan_;
    Connection& work_;
    AccountStore accounts_{work_};
    EmailTokenStore email_tokens_{work_};
    PauseStore pauses_{work_};
    SessionStore sessions_{work_};
    PendingSignInStore pending_sign_ins_{work_};
    SecondFactorStore second_factors_{work_};
    KnownBrowserStore known_browsers_{work_};
    PasswordFailureStore password_failures_{work_};
    ThrottleStore throttle_{work_};
    NameClaimStore name_claims_{work_};
    NumberStore numbers_{work_};
    PhoneStore phones_{work_};
    NoticeStore notices_{work_};
    PassStore passes_{work_};
    EpochKeyStore epoch_keys_{work_};
    ObligationStore obligations_{work_};
    StaffStore staff_{work_};
    KioskStore kiosks_{work_};
    RecordStore records_{work_};
    VerificationStore verifications_{work_};
    CaseStore cases_{work_};
    ChangeStore changes_{work_};
    ReportStore reports_{work_};
    AuditStore audit_{work_};
    MailStore mail_{work_};
    MessageStore messages_{work_};
    OwnDataStore own_data_{work_};
    ReminderStore reminders_{work_};
    TextStore texts_{work_};
};

class Transaction final : public Opened<domain::Transaction> {
public:
    explicit Transaction(std::unique_ptr<Pool::Loan> loan) : Opened{std::move(loan)}, transaction_{connection()} {}
    void commit() override { transaction_.commit(); }

private:
    Connection::Transaction transaction_;
};

class Database final : public domain::Database {
public:
    Database(const std::string& connection, std::size_t pool) : pool_{connection, pool} {}

    std::unique_ptr<domain::Transaction> begin() override { return std::make_unique<Transaction>(pool_.borrow()); }
    std::unique_ptr<domain::Stores> read() override { return std::make_unique<Opened<domain::Stores>>(pool_.borrow()); }

    void ping() override
    {
        static constexpr Statement kPing{"ping", "SELECT"};
        (**pool_.borrow()).run(kPing);
    }

private:
    Pool pool_;
};
} // namespace

std::unique_ptr<domain::Database> open_database(const std::string& connection, std::size_t pool)
{
    return std::make_unique<Database>(connection, pool);
}
} // namespace db
