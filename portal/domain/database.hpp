#pragma once

#include <memory>

#include "portal/domain/accounts.hpp"
#include "portal/domain/audit.hpp"
#include "portal/domain/cases.hpp"
#include "portal/domain/changes.hpp"
#include "portal/domain/counter_pass.hpp"
#include "portal/domain/kiosks.hpp"
#include "portal/domain/known_browsers.hpp"
#include "portal/domain/letter_link.hpp"
#include "portal/domain/mail_outbox.hpp"
#include "portal/domain/messages.hpp"
#include "portal/domain/names.hpp"
#include "portal/domain/notices.hpp"
#include "portal/domain/obligations.hpp"
#include "portal/domain/own_data.hpp"
#include "portal/domain/pause.hpp"
#include "portal/domain/pending_sign_in.hpp"
#include "portal/domain/personal_number.hpp"
#include "portal/domain/phone.hpp"
#include "portal/domain/records.hpp"
#include "portal/domain/reminders.hpp"
#include "portal/domain/reports.hpp"
#include "portal/domain/second_factor.hpp"
#include "portal/domain/sessions.hpp"
#include "portal/domain/staff.hpp"
#include "portal/domain/text_outbox.hpp"
#include "portal/domain/throttle.hpp"

/// All stores, for looking alone or inside one transaction.
namespace portal::domain {
/// One store a subject.
struct Stores {
    virtual ~Stores() = default;
    virtual AccountStore& accounts() = 0;
    virtual EmailTokenStore& email_tokens() = 0;
    virtual PauseStore& pauses() = 0;
    virtual SessionStore& sessions() = 0;
    virtual PendingSignInStore& pending_sign_ins() = 0;
    virtual SecondFactorStore& second_factors() = 0;
    virtual KnownBrowserStore& known_browsers() = 0;
    virtual PasswordFailureStore& password_failures() = 0;
    virtual ThrottleStore& throttle() = 0;
    virtual NameClaimStore& name_claims() = 0;
    virtual NumberStore& numbers() = 0;
    virtual PhoneStore& phones() = 0;
    virtual NoticeStore& notices() = 0;
    virtual PassStore& passes() = 0;
    virtual EpochKeyStore& epoch_keys() = 0;
    virtual ObligationStore& obligations() = 0;
    virtual StaffStore& staff() = 0;
    virtual KioskStore& kiosks() = 0;
    virtual RecordStore& records() = 0;
    virtual VerificationStore& verifications() = 0;
    virtual CaseStore& cases() = 0;
    virtual ChangeStore& changes() = 0;
    virtual ReportStore& reports() = 0;
    virtual AuditStore& audit() = 0;
    virtual MailStore& mail() = 0;
    virtual MessageStore& messages() = 0;
    virtual OwnDataStore& own_data() = 0;
    virtual ReminderStore& reminders() = 0;
    virtual TextStore& texts() = 0;
};

/// What is done through these stores happens together or not at all; undone at the end unless committed.
struct Transaction : Stores {
    virtual void commit() = 0;
};

/// Every member throws `DatabaseUnavailable` where PostgreSQL is away.
struct Database {
    virtual ~Database() = default;
    /// Waits for a free connection, as `read` does.
    virtual std::unique_ptr<Transaction> begin() = 0;
    /// Sees at each question what is committed by then, without the cost of a transaction. A store that would change or
    /// lock something throws `Fault`.
    virtual std::unique_ptr<Stores> read() = 0;
    /// For a health check: asks the database one small question.
    virtual void ping() = 0;
};
} // namespace portal::domain
