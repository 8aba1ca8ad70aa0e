#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/core/camera.hpp"
#include "kiosk/core/case.hpp"
#include "kiosk/core/clock.hpp"
#include "kiosk/core/document_reader.hpp"
#include "kiosk/core/executor.hpp"
#include "kiosk/core/key_vault.hpp"
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
    void press(Action action) override;
    void enter_can(std::string digits) override;
    void enter_document(TypedDocument document) override;
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
    using LookUp = portal::contract::LookUpRequest;

    Desk(DeskIdentity identity, Parts parts, std::function<void(const View&)> changed);

    // desk.cpp: the picture, the devices, time
    void start();
    void refresh();
    StepView step_view() const;
    SideView side_view() const;
    void take(const SyncReport& report);
    void take(ReaderState state);
    void show_reader(StripView::Reader reader);
    void start_camera();
    void stop_camera();
    void hide();
    void enter(Step step);
    void clear_case();
    /// Does `question` on `worker`; back on the UI thread calls `answer(desk, result)`, the result empty after a fault,
    /// unless something else was asked or the step was left meanwhile.
    template <class Question, class Answered>
    void ask(Executor& worker, Question question, Answered answer);
    void forget_questions() { ++run_; }

    // desk_sign_in.cpp
    void ask_sign_in();
    void take_sign_in(Answer<portal::contract::ClerkSessionReply> answer,
                      std::shared_ptr<portal::contract::FileSigner> signer);
    void sign_in_without_portal();
    void begin_session(ClerkKey key, std::string token);
    void refuse_sign_in(FieldMessage::Tone tone, std::string code);

    // desk_citizen.cpp
    void name_account(const std::string& text);
    void open_pass(const std::string& digits, bool keys_are_fresh);
    void look_up(LookUp request, std::optional<portal::contract::CounterPass> pass);
    void take_account(const portal::contract::AccountView& account, portal::contract::AccountReference reference);
    void take_pass_alone(const portal::contract::CounterPass& pass);
    void take_username_alone(const std::string& username);
    void record_look_up(portal::contract::LookUpContent content, std::function<void(Desk&)> then);
    void say_to_citizen_step(FieldMessage::Tone tone, std::string code, std::string raw = {});

    // desk_document.cpp
    void take_document_scan(const std::string& text);
    void read_chip(hardware::document::Secret secret);
    void take_progress(const hardware::document::Progress& progress);
    void take_reading(std::optional<hardware::document::Reading> reading);
    void stop_reading();
    void take_document(ReadDocument document);
    void say_to_document_step(FieldMessage::Tone tone, std::string code, std::string raw = {});

    // desk_decision.cpp
    void compare();
    bool may_adopt_names() const;
    bool needs_second_person() const;
    bool may_decide() const;
    void open_refusal(std::string suggested);
    void confirm();
    void record(portal::contract::RecordContent content, DoneView done);

    // keys.cpp
    std::vector<KeyView> keys() const;

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
    bool signing_in_when_known_{}; ///< the clerk was quicker than the first exchange with the portal
    std::string password_;         ///< between the try and its answer only

    SyncReport state_;
    StripView strip_;
    std::optional<Session> session_;
    Case case_;
    std::optional<hardware::document::Secret> secret_; ///< kept to read again when the card comes back
    std::optional<hardware::document::Mrz> zone_;
    std::shared_ptr<std::atomic<bool>> stop_reading_; ///< set while a chip is being read

    SignInView sign_in_;
    CitizenView citizen_;
    std::optional<FieldMessage> message_; ///< of the steps after these two
    DocumentView document_;
    RefuseView refuse_;
    bool recording_{};
    DoneView done_;
    portal::contract::RecordId done_record_{};
    HiddenView hidden_view_;
};
} // namespace kiosk
