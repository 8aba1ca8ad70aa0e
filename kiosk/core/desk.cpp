#include "kiosk/core/desk.hpp"

#include <algorithm>

#include "config/log.hpp"
#include "kiosk/core/desk_ask.hpp"
#include "kiosk/core/evidence.hpp"

namespace kiosk {
namespace {
constexpr Ticks kWarnBefore{15'000};
} // namespace

bool is_near(std::chrono::seconds clock_ahead)
{
    constexpr std::chrono::minutes kTolerance{2}; // the portal bears five: an operator has to hear of it before
    return std::chrono::abs(clock_ahead) <= kTolerance;
}

std::shared_ptr<Desk> Desk::open(DeskIdentity identity, Parts parts, std::function<void(const View&)> changed)
{
    std::shared_ptr<Desk> desk{new Desk{std::move(identity), parts, std::move(changed)}};
    desk->start();
    return desk;
}

Desk::Desk(DeskIdentity identity, Parts parts, std::function<void(const View&)> changed)
    : identity_{std::move(identity)}, parts_{parts}, changed_{std::move(changed)}, last_input_{parts.clock.ticks()}
{
    strip_.desk = identity_.desk;
    strip_.place = identity_.place;
    strip_.file_keys = parts_.vault.keys_in_files();
    if (identity_.kiosk.empty()) sign_in_.state = SignInView::State::not_enrolled;
}

Desk::~Desk()
{
    stop_reading();
    stop_camera();
}

void Desk::start()
{
    parts_.reader.watch([self = weak_from_this(), &ui = parts_.ui](ReaderState state) {
        ui.post([self, state] {
            if (const auto me = self.lock()) me->take(state);
        });
    });
    if (!identity_.kiosk.empty()) {
        parts_.sync.start([self = weak_from_this()](const SyncReport& report) {
            if (const auto me = self.lock()) me->take(report);
        });
    }
    refresh();
}

void Desk::refresh()
{
    strip_.clerk = session_ ? session_->key.identity.display_name : "";
    strip_.connection = state_.connection;
    strip_.queue = state_.queue;
    strip_.last_sync = state_.last_sync;
    strip_.trouble = state_.trouble;
    strip_.clock_ahead = is_near(state_.clock_ahead) ? std::chrono::seconds{} : state_.clock_ahead;
    view_.strip = strip_;
    view_.side = side_view();
    view_.step = step_view();
    view_.keys = keys();
    view_.hides_in = hides_in();
    if (changed_) changed_(view_);
}

StepView Desk::step_view() const
{
    if (hidden_) return hidden_view_;
    switch (step_) {
    case Step::sign_in: {
        SignInView sign_in = sign_in_;
        sign_in.key_days = policy().clerk_key_days;
        return sign_in;
    }
    case Step::citizen: {
        CitizenView citizen = citizen_;
        citizen.camera_on = camera_on_;
        citizen.citizen = citizens_;
        citizen.verified_today = state_.today.verified;
        citizen.refused_today = state_.today.refused;
        if (!citizen.message && citizen.state == CitizenView::State::waiting) {
            if (portal_is_back()) citizen.message = FieldMessage{FieldMessage::Tone::caution, "portal_is_back", ""};
            if (too_long_offline()) citizen.message = message_or("too_long_offline");
        }
        return citizen;
    }
    case Step::found:
        return FoundView{case_.account.value(), case_.entered, message_};
    case Step::document: {
        DocumentView document = document_;
        document.camera_on = camera_on_;
        document.message = message_;
        document.personal_number = scanned_number_;
        return document;
    }
    case Step::compare:
        return CompareView{case_.comparison,    number_kind(),         checks_to_show(), may_adopt_names(),
                           case_.names_adopted, needs_second_person(), message_};
    case Step::decide: {
        return DecideView{portal::contract::full_name(names_to_stand()),
                          case_.names_adopted,
                          case_.comparison.summary,
                          case_.comparison.usual_differences,
                          verdict_of_number(),
                          case_.document->checks,
                          recording_,
                          message_or(closed_because()),
                          features()};
    }
    case Step::refuse: {
        RefuseView refuse = refuse_;
        refuse.recording = recording_;
        refuse.message = message_or(too_long_offline() ? "too_long_offline" : "");
        return refuse;
    }
    case Step::done:
        break;
    }
    return done_;
}

SideView Desk::side_view() const
{
    SideView side;
    if (hidden_ || step_ == Step::sign_in) return side;
    side.account = case_.account;
    side.citizen_confirmed = case_.citizen_confirmed;
    if (case_.document) {
        side.document = summary_of(*case_.document);
        side.portrait = case_.document->portrait;
    }
    using Connection = StripView::Connection;
    if (state_.connection == Connection::online || state_.connection == Connection::connecting) return side;
    for (const auto& one : state_.waiting)
        side.waiting.push_back(
            {record_number(identity_.kiosk, one.number), one.recorded,
             one.kind == RecordKind::verification ? DoneView::Kind::verified : DoneView::Kind::refused});
    side.other_waiting = state_.queue - std::min(state_.queue, static_cast<unsigned>(state_.waiting.size()));
    if (session_) side.offline_until = std::min(session_->key.identity.expires, decides_until());
    return side;
}

void Desk::take(const SyncReport& report)
{
    const auto known = report.knowledge ? report.knowledge : state_.knowledge;
    state_ = report;
    state_.knowledge = known;
    for (const auto& receipt : report.receipts) {
        if (step_ != Step::done || receipt.record != done_record_) continue;
        done_.receipt = receipt;
        done_.offline = false;
    }
    if (step_ == Step::done && !done_.receipt) done_.offline = state_.connection != StripView::Connection::online;
    if (signing_in_when_known_) {
        signing_in_when_known_ = false;
        if (known && known->complete()) return ask_sign_in();
        using Trouble = StripView::Trouble;
        if (state_.trouble == Trouble::disk_refuses) return refuse_sign_in(FieldMessage::Tone::bad, "outbox_failed");
        return refuse_sign_in(FieldMessage::Tone::caution, "portal_unreachable");
    }
    refresh();
}

void Desk::take(ReaderState state)
{
    reader_ = state;
    if (stop_reading_) { // the reading itself tells what became of the card
        card_came_back_ = state == ReaderState::card_present;
        return;
    }
    show_reader();
    if (state == ReaderState::card_present && step_ == Step::document && secret_) return read_chip(*secret_);
    if (state == ReaderState::card_mute && step_ == Step::document)
        return say(FieldMessage::Tone::caution, "chip_silent");
    refresh();
}

void Desk::show_reader()
{
    using Shown = StripView::Reader;
    switch (reader_) {
    case ReaderState::none:
        strip_.reader = Shown::none;
        break;
    case ReaderState::ready:
        strip_.reader = Shown::ready;
        break;
    case ReaderState::card_present:
    case ReaderState::card_mute:
        strip_.reader = Shown::card_present;
        break;
    case ReaderState::failed:
        strip_.reader = Shown::failed;
        break;
    }
}

void Desk::start_camera()
{
    if (camera_on_) return;
    camera_on_ = true;
    const unsigned run = ++camera_run_;
    // Whatever the camera tells comes back to the UI thread and counts only while this run of the camera lasts.
    const auto on_ui = [self = weak_from_this(), &ui = parts_.ui, run](std::function<void(Desk&)> act) {
        ui.post([self, run, act = std::move(act)] {
            const auto me = self.lock();
            if (me && me->camera_on_ && me->camera_run_ == run) act(*me);
        });
    };
    const auto broken = [on_ui] {
        on_ui([](Desk& desk) {
            desk.stop_camera();
            desk.say(FieldMessage::Tone::caution, "camera_failed");
        });
    };
    parts_.camera_worker.post([&camera = parts_.camera, on_ui, broken] {
        try {
            camera.start(
                [on_ui](Sighting sight) {
                    on_ui([sight = std::move(sight)](Desk& desk) {
                        sight.kind == Sighting::Kind::zone ? desk.scanned(sight.text) : desk.scanned_code(sight.text);
                    });
                },
                broken);
        } catch (const std::exception& error) {
            config::log::warn("camera.fault", {{"error", error.what()}});
            broken();
        }
    });
}

/// A code holds whatever somebody wrote into it: only the print on a document shows that a device has read its zone.
void Desk::scanned_code(std::string text)
{
    if (hidden_ || recording_ || step_ == Step::sign_in) return;
    last_input_ = parts_.clock.ticks();
    const auto shape = portal::contract::shape_of_scan(text);
    if (shape == portal::contract::ScanShape::mrz || shape == portal::contract::ScanShape::personal_number)
        return say(FieldMessage::Tone::caution, "code_is_no_document");
    scanned(std::move(text));
}

void Desk::stop_camera()
{
    if (!camera_on_) return;
    camera_on_ = false;
    ++camera_run_;
    parts_.camera_worker.post([&camera = parts_.camera] { camera.stop(); });
}

void Desk::tick()
{
    if (!identity_.kiosk.empty()) parts_.sync.tick();
    if (!session_) return;
    const Ticks idle = parts_.clock.ticks() - last_input_;
    const auto& limits = policy();
    const bool expired = session_->key.identity.expires <= parts_.clock.now();
    if (expired && step_ == Step::citizen && citizen_.state == CitizenView::State::waiting) {
        sign_out();
        return refuse_sign_in(FieldMessage::Tone::caution, "session_expired");
    }
    if (!hidden_ && idle >= std::chrono::seconds{limits.hide_after_seconds}) return hide();
    if (hidden_ && hidden_view_.cleared_at && idle >= std::chrono::seconds{limits.clear_after_seconds}) {
        clear_case();
        step_ = Step::citizen;
        hidden_view_.cleared_at.reset();
        return refresh();
    }
    if (view_.hides_in != hides_in()) refresh();
}

std::optional<std::chrono::seconds> Desk::hides_in() const
{
    if (!session_ || hidden_) return std::nullopt;
    const Ticks left = std::chrono::seconds{policy().hide_after_seconds} - (parts_.clock.ticks() - last_input_);
    if (left > kWarnBefore) return std::nullopt;
    return std::max(std::chrono::ceil<std::chrono::seconds>(left), std::chrono::seconds{0});
}

void Desk::hide()
{
    hidden_ = true;
    stop_camera();
    hidden_view_ = {};
    hidden_view_.clerk = session_->key.identity.display_name;
    hidden_view_.recorded = step_ == Step::done;
    const Ticks idle = parts_.clock.ticks() - last_input_;
    hidden_view_.cleared_at = parts_.clock.now() + std::chrono::seconds{policy().clear_after_seconds} -
                              std::chrono::duration_cast<std::chrono::seconds>(idle);
    refresh();
}

void Desk::activity()
{
    if (hidden_) return;
    last_input_ = parts_.clock.ticks();
    if (view_.hides_in) refresh();
}

void Desk::enter(Step step)
{
    stop_camera();
    abandon_reading();
    forget_questions();
    message_.reset();
    recording_ = false;
    step_ = step;
    refresh();
}

void Desk::clear_case()
{
    stop_camera();
    abandon_reading();
    forget_questions();
    case_.wipe();
    forget_secret();
    for (std::string* text :
         {&scanned_number_, &citizen_.entered, &document_.can, &done_.names, &done_.username, &done_.email_masked})
        wipe_text(*text);
    citizen_ = {};
    ++citizens_;
    document_ = {};
    refuse_ = {};
    done_ = {};
    message_.reset();
    recording_ = false;
}

void Desk::say(FieldMessage::Tone tone, std::string code, std::string raw)
{
    FieldMessage message{tone, std::move(code), std::move(raw)};
    (step_ == Step::citizen ? citizen_.message : message_) = std::move(message);
    refresh();
}

const portal::contract::Policy& Desk::policy() const
{
    static const portal::contract::Policy kUntilKnown;
    return state_.knowledge ? state_.knowledge->policy() : kUntilKnown;
}

/// By this clock: so long what the counter knows is fresh enough to decide by without the portal.
Instant Desk::decides_until() const
{
    return state_.knowledge->as_of() + state_.clock_ahead + std::chrono::hours{policy().offline_hours};
}

bool Desk::too_long_offline() const
{
    return state_.connection != StripView::Connection::online && decides_until() <= parts_.clock.now();
}

/// What there is to say of the step; else this, where it is anything.
std::optional<FieldMessage> Desk::message_or(const std::string& code) const
{
    if (message_ || code.empty()) return message_;
    return FieldMessage{FieldMessage::Tone::caution, code, ""};
}

void Desk::press(Action action)
{
    if (hidden_ || step_ == Step::sign_in || recording_) return;
    const auto open = keys();
    const auto key = std::find_if(open.begin(), open.end(), [&](const KeyView& one) { return one.action == action; });
    if (key == open.end()) return;
    if (!key->enabled) return refresh(); // what closed it may have come with the time
    switch (action) {
    case Action::end_service:
        clear_case();
        return enter(Step::citizen);
    case Action::camera:
        camera_on_ ? stop_camera() : start_camera();
        return refresh();
    case Action::by_hand:
        stop_camera();
        if (step_ == Step::document) document_.by_hand = !document_.by_hand;
        document_.typed_faults.clear();
        return refresh();
    case Action::refuse:
        return open_refusal();
    case Action::decide:
        if (step_ == Step::decide) confirm();
        return;
    case Action::other_road:
        return step_ == Step::found ? name_other_account() : toggle_adoption();
    case Action::next:
        return go_on();
    case Action::back:
        return go_back();
    case Action::help:
    case Action::print:
    case Action::second_person:
        return; // the window's own
    }
}

void Desk::go_on()
{
    switch (step_) {
    case Step::found:
        case_.citizen_confirmed = true;
        if (zone_) case_.drop_document(); // the newer scan is the document
        if (case_.document) {
            compare();
            return enter(Step::compare);
        }
        return begin_document();
    case Step::document:
        if (zone_) take_document(document_of_zone(*zone_, today()));
        return;
    case Step::compare:
        if (case_.comparison.summary != portal::contract::Comparison::Summary::stop) return enter(Step::decide);
        return case_.comparison.stop_reason == "different_person" ? name_other_account() : open_refusal();
    case Step::done:
        clear_case();
        return enter(Step::citizen);
    case Step::citizen:
        wipe_text(citizen_.entered); // what was there is not in the field any more
        return say(FieldMessage::Tone::neutral, "nothing_entered");
    case Step::sign_in:
    case Step::decide:
    case Step::refuse:
        return;
    }
}

void Desk::go_back()
{
    switch (step_) {
    case Step::citizen:
        forget_questions();
        citizen_.state = CitizenView::State::waiting;
        return refresh();
    case Step::found:
        return name_other_account();
    case Step::document:
        if (stop_reading_) return stop_reading();
        if (document_.by_hand) {
            document_.by_hand = false;
            document_.typed_faults.clear();
            return refresh();
        }
        return enter(Step::found);
    case Step::compare:
        case_.drop_document();
        return begin_document();
    case Step::decide:
        return enter(Step::compare);
    case Step::refuse:
        return enter(refused_from_);
    case Step::sign_in:
    case Step::done:
        return;
    }
}
} // namespace kiosk
