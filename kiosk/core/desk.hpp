#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/core/camera.hpp"
#include "kiosk/core/case.hpp"
#include "kiosk/core/clerk_sign_in.hpp"
#include "kiosk/core/clock.hpp"
#include "kiosk/core/document_reader.hpp"
#include "kiosk/core/executor.hpp"
#include "kiosk/core/key_vault.hpp"
#include "kiosk/core/password.hpp"
#include "kiosk/core/portal_client.hpp"
#include "kiosk/core/record_book.hpp"
#include "kiosk/core/screen.hpp"
#include "kiosk/core/sync_engine.hpp"

namespace kiosk {
/// Who this kiosk is, from its enrolment.
struct DeskIdentity {
    std::string kiosk; ///< `kiosk-12`; empty: not enrolled
    std::string desk;  ///< `Гише 12`
    std::string place; ///< `ул. „Московска“ 33`
};

/// The counter: one case at a time, from sign-in to the record. Everything slow happens on the workers and comes back
/// by `ui.post` with a run number; an answer to a question that nobody asks any more is dropped. Made, called and
/// dropped on the UI thread.
class Desk final : public Counter, public std::enable_shared_from_this<Desk> {
public:
    /// What the counter works with; all of it outlives the desk.
    struct Parts {
        Executor& ui;
        Executor& portal_worker; ///< `portal` is used on it only
        Executor& disk_worker;   ///< `book`, `vault`
        Executor& reader_worker;
        Executor& camera_worker;
        PortalClient& portal;
        RecordBook& book;
        KeyVault& vault;
        DocumentReader& reader;
        Camera& camera;
        SyncEngine& sync;
        const Clock& clock;
    };
    /// `changed` is called after every change with `view()`.
    static std::shared_ptr<Desk> open(DeskIdentity identity, Parts parts, std::function<void(const View&)> changed);
    ~Desk() override;

    void tick(); ///< every second: hides, clears, syncs

    const View& view() const override { return view_; }
    void sign_in(std::string username, std::string password) override;
    void sign_out() override;
    void scanned(std::string text) override;
    void scanned_code(std::string text) override;
    void press(Action action) override;
    void enter_can(std::string digits) override;
    void enter_document(TypedDocument document) override;
    void enter_zone(std::string lines) override;
    void see_feature(std::string code, bool seen) override;
    void refuse(std::string reason_code) override;
    void unlock(std::string password) override;
    void activity() override;

private:
    enum class Step { sign_in, citizen, found, document, compare, decide, refuse, done };
    struct Session {
        ClerkKey key;
        std::string token; ///< empty: signed in without the portal
        unsigned wrong_passwords{};
    };
    struct ReadProgress { ///< `hardware::document::Progress` without its pointers, to travel between threads
        hardware::document::Stage stage{};
        std::size_t done{}, total{};
        std::chrono::milliseconds elapsed{};
        std::optional<hardware::document::Access> access;
        std::shared_ptr<const DocumentView::ChipZone> zone;
    };

    Desk(DeskIdentity identity, Parts parts, std::function<void(const View&)> changed);

    // desk.cpp: the picture, the devices, time, the way between the steps
    void start();
    void refresh();
    StepView step_view() const;
    SideView side_view() const;
    void take(const SyncReport& report);
    void take(ReaderState state);
    void show_reader();
    void start_camera();
    void sighted(const Sighting& sight);
    void stop_camera();
    void hide();
    std::optional<std::chrono::seconds> hides_in() const;
    void enter(Step step);
    void clear_case();
    void go_on();
    void go_back();
    void say(FieldMessage::Tone tone, std::string code, std::string raw = {});
    const portal::contract::Policy& policy() const;
    Instant decides_until() const;
    bool too_long_offline() const;
    std::optional<FieldMessage> message_or(const std::string& code) const;
    /// Does `question` on `worker`; back on the UI thread calls `answered(desk, result)`, the result empty after a
    /// fault, unless something else was asked or the step was left meanwhile.
    template <class Question, class Answered>
    void ask(Executor& worker, Question question, Answered answered);
    void forget_questions() { ++run_; }

    // desk_keys.cpp
    std::vector<KeyView> keys() const;

    // desk_sign_in.cpp
    void ask_sign_in();
    void take_sign_in(const SignInTry& tried);
    void sign_in_without_portal();
    void begin_session(const ClerkKey& key, const std::string& token);
    void refuse_sign_in(FieldMessage::Tone tone, std::string code, std::optional<Instant> not_before = {});
    std::optional<Instant> not_before(const portal::contract::Problem& problem) const;

    // desk_unlock.cpp
    void take_unlock(bool right, const std::shared_ptr<const Password>& password);
    bool portal_is_back() const;
    void ask_session(const std::shared_ptr<const Password>& password);
    void take_session(const SignInTry& tried, const std::string& username,
                      const std::shared_ptr<const Password>& password);

    // desk_citizen.cpp
    void name_account(const std::string& text);
    void open_pass(const std::string& digits, bool keys_are_fresh);
    void look_up(const portal::contract::LookUpRequest& request,
                 const std::optional<portal::contract::CounterPass>& pass);
    void record_look_up(const portal::contract::LookUpContent& content, std::function<void(Desk&)> then);
    void fail_look_up(FieldMessage::Tone tone, std::string code);
    void take_refused_look_up(const portal::contract::Problem& problem, const std::string& username);
    void take_account(const portal::contract::AccountView& account, const portal::contract::LookUpRequest& request);
    void take_pass_alone(const portal::contract::CounterPass& pass);
    void take_username_alone(const std::string& username);
    void begin_account();
    void show_account();
    void name_other_account();

    // desk_document.cpp
    portal::contract::Date today() const;
    void begin_document();
    void wipe_secret();
    void forget_secret();
    void keep_for_document(const std::string& text);
    void take_document_scan(const std::string& text);
    void take_zone(hardware::document::Mrz zone);
    void read_chip(const hardware::document::Secret& secret);
    void take_progress(const ReadProgress& progress);
    void take_reading(std::optional<hardware::document::Reading> reading);
    void end_stages();
    void stop_reading();
    void abandon_reading();
    void take_document(ReadDocument read);

    // desk_features.cpp
    std::vector<FeatureLine> features() const;
    bool features_left() const;
    bool features_begun() const;

    // desk_decision.cpp
    void compare();
    std::optional<portal::contract::PersonalNumberKind> number_kind() const;
    std::vector<CheckLine> checks_to_show() const;
    bool may_adopt_names() const;
    void toggle_adoption();
    portal::contract::PersonNames names_to_stand() const;
    bool needs_second_person() const;
    portal::contract::Verdict verdict_of_number() const;
    bool has_open_difference() const;
    std::string closed_because() const;
    void open_refusal();
    void confirm();
    DoneView done_of_case() const;
    void record(const portal::contract::RecordContent& content, const DoneView& done);
    void write(const portal::contract::RecordContent& content, const ClerkKey& key,
               std::function<void(Desk&, const std::optional<Recorded>&)> then);
    std::string why_not_recorded() const;

    DeskIdentity identity_;
    Parts parts_;
    std::function<void(const View&)> changed_;
    View view_;

    Step step_{Step::sign_in};
    Step refused_from_{Step::citizen};
    bool hidden_{};
    unsigned run_{};
    unsigned camera_run_{};
    bool camera_on_{};
    Ticks last_input_{};
    bool signing_in_when_known_{};             ///< the clerk was quicker than the first exchange with the portal
    std::shared_ptr<const Password> password_; ///< between the try and its answer only

    SyncReport state_;
    StripView strip_;
    ReaderState reader_{};
    std::optional<Session> session_;
    Case case_;
    std::optional<hardware::document::Secret> secret_; ///< kept to read again when the card comes back
    std::optional<hardware::document::Mrz> zone_;      ///< scanned, and not yet a document
    std::string scanned_number_;                       ///< personal number, for the form
    std::shared_ptr<std::atomic<bool>> stop_reading_;  ///< there while a chip is being read
    bool card_came_back_{};                            ///< while it was being read

    SignInView sign_in_;
    CitizenView citizen_;
    unsigned citizens_{};
    DocumentView document_;
    RefuseView refuse_;
    DoneView done_;
    HiddenView hidden_view_;
    std::optional<FieldMessage> message_; ///< of the steps from `found` on
    bool recording_{};
    portal::contract::RecordId done_record_{};
};

/// Whether a clock that is ahead of the portal's by this much does no harm.
bool is_near(std::chrono::seconds clock_ahead);
/// A scan as it may be shown: shortened, longer runs of digits covered.
std::string shown_scan(std::string_view text);
} // namespace kiosk
