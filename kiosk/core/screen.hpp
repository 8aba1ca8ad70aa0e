#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "hardware/document/reading.hpp"
#include "portal/contract/comparison.hpp"
#include "portal/contract/wire.hpp"

/// What the counter shows, as plain values: `kiosk/core` makes them, `kiosk/ui` paints them and translates every code
/// into words. The whole picture is a new `View` whenever anything changes; the window compares and repaints what
/// differs.
namespace kiosk {
using portal::contract::Instant;

/// The strip: always visible.
struct StripView {
    std::string desk;  ///< `Гише 12`
    std::string place; ///< `ул. „Московска“ 33`
    std::string clerk; ///< empty before sign-in
    /// `refused`: the portal answers, and refuses this counter.
    enum class Connection { connecting, online, offline, refused } connection{};
    enum class Reader { none, ready, card_present, reading, failed } reader{};
    unsigned queue{};                 ///< records that wait for a receipt
    std::optional<Instant> last_sync; ///< last successful exchange with the portal
    bool file_keys{};                 ///< keys are in files: demo only, and said so
    /// Why records do not go to the portal, besides a lost connection.
    enum class Trouble {
        none,
        portal_refuses,
        certificate_refused, ///< the portal lets this counter in no more: revoked, or expired
        portal_unreadable,   ///< it answers what this program does not understand
        records_not_taken,   ///< it takes no records from here, or its receipts are wrong
        sync_fault,
        outbox_behind, ///< an old copy: nothing can be recorded in it
        disk_refuses   ///< nothing can be recorded now
    } trouble{};
    std::chrono::seconds clock_ahead{};   ///< of this computer; zero while it is near enough to the portal's
    std::optional<Instant> offline_since; ///< shown beside "offline"
    std::string municipality;             ///< `Столична община`; may be empty
    std::string office; ///< `Деловодно обслужване, архив и ГРАО`; may be empty
    /// A scanner that types like a keyboard cannot be seen by the program.
    enum class Scanner { keyboard, ready, lost } scanner{};
};

/// A code of something to tell at the field, and the raw text it is about (shown shortened; never a personal number or
/// zone).
struct FieldMessage {
    enum class Tone { neutral, good, caution, bad } tone{};
    std::string code; ///< `not_a_pass`, `unknown_username`, `pass_expired`, `wrong_can`, `portal_unreachable`, …
    std::string raw;
    std::optional<Instant> not_before{}; ///< when the same may be tried again
};

/// Before a clerk is there: whose counter it is, how it stands, and the two fields.
struct SignInView {
    enum class State { ready, not_enrolled, checking } state{};
    std::optional<FieldMessage> message;                     ///< `wrong_password`, `portal_unreachable`, …
    std::string username;                                    ///< kept after a failed try
    unsigned key_days{7};                                    ///< so long a sign-in lasts without the portal
    std::optional<portal::contract::Date> certificate_until; ///< of the kiosk's certificate
    enum class Certificate { valid, ends_soon, ended } certificate{};
    std::string software; ///< `gishe-kiosk 0.1.0`
};

/// Step 1: the pass or the username.
struct CitizenView {
    enum class State { waiting, looking_up } state{};
    std::string entered; ///< kept after a failed try
    unsigned citizen{};  ///< another one for each citizen and account: what was typed before is theirs no more
    std::optional<FieldMessage> message;
    bool camera_on{};
    unsigned verified_today{}, refused_today{}; ///< at this desk
};

/// The account as far as it is known. `names` are shown only from the comparison on, so that nobody is prompted.
struct AccountSummary {
    std::string username;
    std::string email_masked; ///< empty: not known without a connection
    std::optional<portal::contract::AccountState> state;
    std::optional<Instant> pass_expires;
    portal::contract::AccountReference reference{};
    bool to_be_compared_by_portal{}; ///< typed without a connection
};

/// Step 1, with an account: is it the citizen's?
struct FoundView {
    AccountSummary account;
    std::string entered;
    std::optional<FieldMessage> message; ///< `account_closed`, `confirm_account_first`, …
};

/// Step 2: a chip being read, a zone, or the form.
struct DocumentView {
    enum class State { waiting, reading, failed, zone_read } state{};
    std::string can; ///< as typed so far or accepted
    std::optional<FieldMessage>
        message; ///< `wrong_can`, `card_removed`, `not_a_travel_document`, `wrong_check_digit`, …
    hardware::document::Stage stage{};
    unsigned percent{};
    std::optional<std::chrono::seconds> left;
    /// One stage of the reading; `at`: when it ended, since the beginning; `done` of `total` in bytes.
    struct StageLine {
        hardware::document::Stage stage{};
        enum class State { waiting, running, done, failed, not_reached } state{};
        std::optional<std::chrono::milliseconds> at;
        std::size_t done{}, total{};
    };
    std::vector<StageLine> stages;
    std::optional<hardware::document::Access> access;
    /// What the chip says of its bearer while the portrait is still on its way: nothing of it is checked yet.
    struct ChipZone {
        std::string names; ///< Latin capitals
        std::string number;
        std::optional<portal::contract::Date> expiry;
    };
    std::shared_ptr<const ChipZone> zone; ///< null: not there yet; wiped when the last holder lets go
    bool camera_on{};
    std::string personal_number;           ///< scanned alone: for the form
    bool by_hand{};                        ///< the form for typing a document is open (F2)
    std::vector<std::string> typed_faults; ///< a code for each of its fields that is not right, in their order
};

/// Typed document of the F2 road.
struct TypedDocument {
    std::string kind; ///< `identity_card`, `passport`, `residence_permit`
    std::string number;
    portal::contract::PersonNames names;
    std::string personal_number;
    std::string birth_date; ///< ДД.ММ.ГГГГ as typed, or ММ.ГГГГ and ГГГГ where the document tells no more
    std::string expiry_date; ///< empty: without expiry
};

/// One check of the document in plain words; the window knows the sentence of each code.
struct CheckLine {
    /// `issuer_signature`, `chip_genuine`, `revocation`, `document_status`, `zone_check_digits`, `validity`, …
    std::string code;
    enum class Result { passed, failed, not_possible } result{};
    std::string reason; ///< code, empty when passed
};

/// The document as the side column has it.
struct DocumentSummary {
    std::string kind;
    std::string number;
    portal::contract::Assurance assurance{};
    std::string latin_names;
    std::optional<portal::contract::Date> expiry;
};

/// Step 3: account and document side by side.
struct CompareView {
    portal::contract::Comparison comparison;
    std::optional<portal::contract::PersonalNumberKind> number_kind; ///< of the document's personal number
    std::vector<CheckLine> checks;
    bool may_adopt_names{}; ///< F6: device-read document and equal personal number
    bool names_adopted{};
    bool needs_second_person{};          ///< typed document: cannot be confirmed by one clerk alone
    std::optional<FieldMessage> message; ///< `names_differ`, `not_now`, …
};

/// Something to look for on the document itself, and whether the clerk has ticked it.
struct FeatureLine {
    portal::contract::SecurityFeature feature;
    bool seen{};
};

/// Step 4: what F8 will record.
struct DecideView {
    std::string names; ///< as they will stand
    bool names_adopted{};
    portal::contract::Comparison::Summary summary{};
    unsigned usual_differences{};
    portal::contract::Verdict number{}; ///< of the personal number
    std::vector<CheckLine> checks;
    bool recording{};                    ///< F8 was pressed: being written to the outbox
    std::optional<FieldMessage> message; ///< `outbox_failed`, `outbox_behind`, `features_left`
    /// Each has to be ticked before F8 where no chip proves the document; empty: nothing to tick.
    std::vector<FeatureLine> features;
};

/// The reasons of a refusal, one of which F8 records.
struct RefuseView {
    std::vector<portal::contract::RefusalReason> reasons;
    std::string suggested; ///< code of the reason to select at first
    bool recording{};
    std::optional<FieldMessage> message;
};

/// What was recorded, and what the portal has said to it so far.
struct DoneView {
    enum class Kind { verified, refused } kind{};
    std::string record_number; ///< `12-000417`
    Instant recorded{};
    std::optional<portal::contract::Receipt> receipt; ///< empty: waiting for the portal
    bool offline{};
    std::string names;
    std::string username;
    std::string email_masked;
    std::optional<portal::contract::AccountState> account; ///< before the visit; empty: not known without a connection
    std::optional<portal::contract::Date> valid_until;
    std::optional<portal::contract::RefusalReason> refusal;
    std::string clerk;
};

/// Two minutes without input: nothing of the case is on the screen, the clerk's password brings it back.
struct HiddenView {
    std::string clerk;
    std::optional<FieldMessage> message;
    bool checking{};
    std::optional<Instant> cleared_at; ///< when the case will be cleared
    bool recorded{};                   ///< the case is over and its decision stands
};

/// What the page shows.
using StepView = std::variant<SignInView, CitizenView, FoundView, DocumentView, CompareView, DecideView, RefuseView,
                              DoneView, HiddenView>;

/// A record that has no receipt yet: nothing personal, it is sealed for the portal.
struct WaitingRecord {
    std::string number; ///< `12-000420`
    Instant recorded{};
    DoneView::Kind kind{};
    bool operator==(const WaitingRecord&) const = default;
};

/// The side column: the case so far.
struct SideView {
    std::optional<AccountSummary> account;
    bool citizen_confirmed{};
    std::optional<DocumentSummary> document;
    std::shared_ptr<const hardware::document::Portrait>
        portrait;                         ///< null: none; decoded by the window's own child process
    std::vector<WaitingRecord> waiting;   ///< newest first; while records do not reach the portal
    unsigned other_waiting{};             ///< sign-ins and look-ups that wait too
    std::optional<Instant> offline_until; ///< how long the counter may go on without the portal
};

/// Keys mean one thing on all screens; a key that never applies is not listed, a closed one is `enabled == false`.
enum class Action {
    help,          ///< F1 why, help
    by_hand,       ///< F2
    camera,        ///< F3
    refuse,        ///< F4
    print,         ///< F5
    other_road,    ///< F6 this step's other road
    second_person, ///< F7
    decide,        ///< F8
    end_service,   ///< F9
    back,          ///< Esc
    next           ///< Enter, the safe action
};
/// One key of the bar.
struct KeyView {
    Action action{};
    bool enabled{};
};

/// The whole picture at one moment.
struct View {
    StripView strip;
    SideView side;
    StepView step;
    std::vector<KeyView> keys;
    std::optional<std::chrono::seconds> hides_in; ///< set in the last 15 seconds before the screen hides
};

/// What the window tells the counter. UI thread only; no call blocks.
class Counter {
public:
    virtual ~Counter() = default;
    virtual const View& view() const = 0;

    virtual void sign_in(std::string username, std::string password) = 0;
    virtual void sign_out() = 0;
    /// A whole scan or a typed text with Enter, wherever the focus was: told apart by its shape.
    virtual void scanned(std::string text) = 0;
    /// The same out of a bar code or QR code, known for one: it may name an account, but is no reading of a document.
    virtual void scanned_code(std::string text) = 0;
    virtual void press(Action action) = 0;
    virtual void enter_can(std::string digits) = 0;
    virtual void enter_document(TypedDocument document) = 0;
    /// The lines of a zone as they were typed, with or without line ends.
    virtual void enter_zone(std::string lines) = 0;
    virtual void see_feature(std::string code, bool seen) = 0; ///< a tick of the list, or its taking back
    virtual void refuse(std::string reason_code) = 0;
    virtual void unlock(std::string password) = 0; ///< from `HiddenView`
    virtual void activity() = 0;                   ///< any key or mouse input: keeps the screen open
};
} // namespace kiosk
