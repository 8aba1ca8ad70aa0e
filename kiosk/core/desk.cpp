#include "kiosk/core/desk.hpp"

#include <algorithm>

#include "config/log.hpp"
#include "kiosk/core/desk_ask.hpp"
#include "kiosk/core/evidence.hpp"

namespace kiosk {
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
