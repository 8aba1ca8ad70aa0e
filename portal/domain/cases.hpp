#pragma once

#include <vector>

#include "portal/contract/record.hpp"
#include "portal/domain/context.hpp"
#include "portal/domain/page_of.hpp"

/// Conflicts that a supervisor has to look at. Nothing is dropped or overwritten: both sides stay as they are.
namespace portal::domain {
/// A line of the list. It names no citizen.
struct CaseLine {
    std::int64_t id{};
    std::int64_t records{1}; ///< that it stands for, of one kiosk, account and reason
    std::string reason;      ///< `person_on_other_account`, `pass_used`, `chain_broken`, …: the receipt's; or `alarm`
    Instant opened{};
    std::string clerk; ///< empty, like the next one, where it is about an account alone
    std::string desk;
};

/// What a counter saw of a document, out of the sealed record.
struct SeenDocument {
    std::string kind; ///< `identity_card`, `passport`, `residence_permit`
    std::string number;
    contract::PersonalNumber personal_number;
    std::optional<Date> expiry;
    std::vector<std::string> features_seen; ///< codes of the policy
};
/// One side of a conflict: what a counter recorded. Of a case about an account alone the account, and when it was
/// opened.
struct CaseSide {
    std::int64_t record{}; ///< row of the record; 0: a case about the account alone
    std::optional<AccountId> account;
    std::string username; ///< empty, like the next three, where no account was named
    std::string names;
    std::string names_claimed; ///< that wait for the counter; empty: none do
    std::string email_masked;
    std::optional<SeenDocument> document; ///< of a verification that can be read
    std::string assurance;                ///< `chip_genuine`, …; empty where no document was read
    std::string clerk;
    std::string desk;
    std::string kiosk;
    std::uint64_t number{}; ///< of the record in its kiosk's chain
    Instant time{};         ///< the kiosk's clock
    bool offline{};
    std::string outcome; ///< `accepted`, `conflict`, `refused`
};
struct Case {
    std::int64_t id{};
    std::string reason;
    Instant opened{};
    CaseSide arrived;
    std::optional<CaseSide> other; ///< what stood there before
    std::int64_t records{1};       ///< that it stands for; `arrived` is the first of them
    Instant latest{};              ///< when the last of them arrived

    bool of_account() const { return arrived.record == 0; } ///< and of no record
};

/// Open cases, newest first, page by page, and the one that is looked at.
struct OpenCases {
    PageOf at;
    std::vector<CaseLine> lines; ///< of this page
    std::optional<Case> chosen;  ///< the asked one, or else the page's newest; empty: there is none
};
/// The accounts of the chosen case hear of it in their audit trails. `page`: a number out of range is the nearest one.
OpenCases read_cases(const Context& context, StaffId reader, std::optional<std::int64_t> asked, std::int64_t page = 1);
/// Open cases with both sides, newest first.
struct CaseTable {
    PageOf at;
    std::vector<Case> cases;
};
/// A file of them, and one after the other every open case; all accounts in it hear of it.
CaseTable export_cases(const Context& context, StaffId reader, std::int64_t file = 1);

/// A side as it is stored.
struct CaseSideRow {
    CaseSide side;               ///< without the document
    contract::Envelope envelope; ///< header and sealed content alone
    KeyId sealed_to;
};
/// A case as it is stored.
struct CaseRow {
    std::int64_t id{};
    std::string reason;
    Instant opened{};
    CaseSideRow arrived;
    std::optional<CaseSideRow> other;
    std::int64_t records{1};
    Instant latest{};
};
/// Cases within one transaction. Records and cases are named by their rows.
struct CaseStore {
    virtual ~CaseStore() = default;
    /// Opens a case about a record and returns its id.
    virtual std::int64_t open(std::string_view reason, std::int64_t record, std::optional<std::int64_t> other_record,
                              Instant now) = 0;
    /// Opens a case about an account alone, unless one of this reason is open.
    virtual void open_of_account(std::string_view reason, AccountId account, Instant now) = 0;
    /// Closes such a case and names its account; empty where there is none that is open.
    virtual std::optional<AccountId> close_of_account(std::string_view reason, std::int64_t id, Instant now) = 0;
    /// The case that waits already about a record of this kiosk, account (or none) and reason.
    virtual std::optional<std::int64_t> find_open(KioskNumber kiosk, std::string_view reason,
                                                  std::optional<AccountId> account) = 0;
    /// Has an open case stand for one more record.
    virtual void attach(std::int64_t id, std::int64_t record) = 0;
    virtual std::int64_t count_open() = 0;
    /// At most `most`, newest first, without the `from` newest.
    virtual std::vector<CaseLine> open_lines(std::int64_t from, std::int64_t most) = 0;
    virtual std::optional<CaseRow> open_case(std::int64_t id) = 0;
    /// The same page by page, each with both sides.
    virtual std::vector<CaseRow> open_cases(std::int64_t from, std::int64_t most) = 0;
};
} // namespace portal::domain
