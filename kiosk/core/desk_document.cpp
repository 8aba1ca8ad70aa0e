#include <algorithm>
#include <utility>

#include "config/log.hpp"
#include "kiosk/core/desk_ask.hpp"
#include "kiosk/core/evidence.hpp"
#include "kiosk/core/typed_document.hpp"
#include "portal/contract/sofia_time.hpp"

/// The document step: a chip, a zone or the form becomes a document.
namespace kiosk {
namespace contract = portal::contract;
namespace document = hardware::document;
using Line = DocumentView::StageLine;
using Tone = FieldMessage::Tone;

namespace {
/// What share of a reading each stage takes, in percent: the portrait is by far the longest.
constexpr unsigned kShare[] = {10, 10, 60, 10, 10};
constexpr unsigned kTellTimeFrom = 15; ///< percent: before that the time left is a guess

std::vector<Line> all_stages()
{
    using document::Stage;
    std::vector<Line> lines;
    for (const auto stage : {Stage::opening, Stage::data, Stage::portrait, Stage::signature, Stage::chip})
        lines.push_back({stage, Line::State::waiting, std::nullopt, 0, 0});
    lines.front().state = Line::State::running;
    return lines;
}

FieldMessage message_of(document::ReadError error, bool by_zone)
{
    using document::ReadError;
    switch (error) {
    case ReadError::no_reader:
        return {Tone::caution, "no_reader", ""};
    case ReadError::no_card:
        return {Tone::neutral, "put_card", ""};
    case ReadError::card_removed:
        return {Tone::caution, "card_removed", ""};
    case ReadError::wrong_secret:
        return {Tone::bad, by_zone ? "zone_not_of_this_card" : "wrong_can", ""};
    case ReadError::blocked:
        return {Tone::bad, "can_blocked", ""};
    case ReadError::not_a_travel_document:
        return {Tone::bad, "not_a_travel_document", ""};
    case ReadError::protocol_violation:
        return {Tone::bad, "chip_unreadable", ""};
    case ReadError::timeout:
        return {Tone::caution, "chip_silent", ""};
    case ReadError::unsupported:
        return {Tone::caution, "chip_unsupported", ""};
    case ReadError::stopped:
        break;
    }
    return {Tone::neutral, "reading_stopped", ""};
}

FieldMessage message_of(const document::MrzRefusal& refusal)
{
    switch (refusal.fault) {
    case document::MrzFault::wrong_check_digit:
        return {Tone::bad, "wrong_check_digit", ""};
    case document::MrzFault::wrong_date:
        return {Tone::bad, "zone_wrong_date", ""};
    case document::MrzFault::wrong_character:
    case document::MrzFault::wrong_shape:
        break;
    }
    return {Tone::bad, "zone_unreadable", ""};
}

/// What the chip was read for stands in the zone that was scanned: Enter goes on with it.
FieldMessage message_with_zone(document::ReadError error)
{
    using document::ReadError;
    switch (error) {
    case ReadError::not_a_travel_document:
    case ReadError::unsupported:
        return {Tone::good, "zone_without_chip", ""};
    case ReadError::card_removed:
    case ReadError::no_card:
    case ReadError::stopped:
        return {Tone::good, "zone_read", ""};
    default:
        return {Tone::caution, "zone_chip_unreadable", ""};
    }
}

/// A chip that is shown to be forged and gives no zone to compare: nothing to try again.
FieldMessage message_of_forgery(const document::Reading& reading)
{
    for (const auto& check : reading.checks)
        if (check.id == document::CheckId::mrz && check.result == document::CheckResult::failed)
            return {Tone::bad, "chip_zone_wrong", ""};
    return {Tone::bad, "document_forged", ""};
}

bool six_digits(std::string_view text)
{
    return text.size() == 6 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}
/// No calendar has the last day on the chip: the document may be valid for ever or long expired.
bool has_impossible_expiry(const document::Reading& reading)
{
    return std::any_of(reading.checks.begin(), reading.checks.end(), [](const document::Check& check) {
        return check.id == document::CheckId::document_validity && check.result == document::CheckResult::not_possible;
    });
}
} // namespace

contract::Date Desk::today() const
{
    return contract::sofia_day(parts_.clock.now());
}

void Desk::begin_document()
{
    document_ = {};
    wipe_secret();
    enter(Step::document);
    if (auto zone = std::exchange(zone_, std::nullopt)) take_zone(std::move(*zone));
}

/// A scan that came before its step: a zone is the document as soon as the account is confirmed, a number stands in the
/// form then.
void Desk::keep_for_document(const std::string& text)
{
    if (contract::shape_of_scan(text) == contract::ScanShape::personal_number) {
        scanned_number_ = text;
        return say(Tone::neutral, "personal_number_kept");
    }
    auto parsed = document::parse_mrz(text, today());
    if (const auto* refusal = std::get_if<document::MrzRefusal>(&parsed)) {
        const auto message = message_of(*refusal);
        return say(message.tone, message.code, message.raw);
    }
    forget_secret();
    zone_ = std::get<document::Mrz>(std::move(parsed));
    say(Tone::good, step_ == Step::citizen ? "document_kept" : "document_waits");
}

void Desk::wipe_secret()
{
    if (!secret_) return;
    if (auto* can = std::get_if<document::Can>(&*secret_)) wipe_text(can->digits);
    if (auto* key = std::get_if<document::MrzKey>(&*secret_)) wipe_text(key->information);
    secret_.reset();
}

/// The secret and the zone that opened or might open the chip.
void Desk::forget_secret()
{
    wipe_secret();
    if (zone_) {
        for (std::string* text : {&zone_->document_number, &zone_->surname, &zone_->given_names,
                                  &zone_->optional_data_1, &zone_->optional_data_2})
            wipe_text(*text);
        if (zone_->personal_number) wipe_text(*zone_->personal_number);
    }
    zone_.reset();
}

void Desk::take_document_scan(const std::string& text)
{
    using Shape = contract::ScanShape;
    switch (contract::shape_of_scan(text)) {
    case Shape::can:
        return enter_can(text);
    case Shape::mrz: {
        if (stop_reading_) return;
        auto parsed = document::parse_mrz(text, today());
        if (const auto* refusal = std::get_if<document::MrzRefusal>(&parsed)) {
            message_ = message_of(*refusal);
            return refresh();
        }
        return take_zone(std::get<document::Mrz>(std::move(parsed)));
    }
    case Shape::pass_qr:
    case Shape::pass_code:
        return say(Tone::caution, "expected_document_got_pass");
    case Shape::personal_number:
        return keep_for_document(text);
    case Shape::wrong_layout:
        return say(Tone::caution, "wrong_layout");
    case Shape::username:
    case Shape::other:
        return say(Tone::caution, "not_a_document", shown_scan(text));
    }
}

/// With a card on the reader the zone opens the chip; without one Enter goes on with the zone alone.
void Desk::take_zone(document::Mrz zone)
{
    stop_camera();
    zone_ = std::move(zone);
    wipe_text(document_.can);
    document_.stages.clear();
    document_.state = DocumentView::State::zone_read;
    document_.by_hand = false;
    secret_ = document::MrzKey{document::mrz_information(*zone_)};
    if (reader_ == ReaderState::card_present) return read_chip(*secret_);
    say(Tone::good, "zone_read");
}

void Desk::enter_can(std::string digits)
{
    if (hidden_ || step_ != Step::document || stop_reading_) return;
    last_input_ = parts_.clock.ticks();
    document_.can = digits;
    if (!six_digits(digits)) return say(Tone::caution, "can_is_six_digits");
    read_chip(document::Can{std::move(digits)});
}

void Desk::read_chip(const document::Secret& secret)
{
    secret_ = secret;
    if (reader_ == ReaderState::card_mute) return say(Tone::caution, "chip_silent");
    if (reader_ != ReaderState::card_present) {
        const bool reader = reader_ == ReaderState::ready;
        return say(reader ? Tone::neutral : Tone::caution, reader ? "put_card" : "no_reader");
    }
    stop_reading_ = std::make_shared<std::atomic<bool>>(false);
    card_came_back_ = false;
    document_.state = DocumentView::State::reading;
    document_.by_hand = false;
    document_.stages = all_stages();
    document_.stage = document::Stage::opening;
    document_.percent = 0;
    document_.left.reset();
    document_.access.reset();
    document_.zone.reset();
    message_.reset();
    strip_.reader = StripView::Reader::reading;
    document::ReadOptions options;
    options.secret = secret;
    options.judged_on = today();
    options.stop = [stop = stop_reading_] { return stop->load(); };
    const unsigned run = run_ + 1; // of the question that is asked below
    options.progress = [self = weak_from_this(), &ui = parts_.ui, run](const document::Progress& progress) {
        const ReadProgress told{progress.stage,
                                progress.done,
                                progress.total,
                                progress.elapsed,
                                progress.access ? std::optional{*progress.access} : std::nullopt,
                                progress.mrz ? zone_of_chip(*progress.mrz) : nullptr};
        ui.post([self, run, told] {
            const auto me = self.lock();
            if (me && me->run_ == run) me->take_progress(told);
        });
    };
    ask(
        parts_.reader_worker, [&reader = parts_.reader, options] { return reader.read(options); },
        [](Desk& desk, std::optional<document::Reading> reading) { desk.take_reading(std::move(reading)); });
    refresh();
}

void Desk::take_progress(const ReadProgress& progress)
{
    const auto current = static_cast<std::size_t>(progress.stage);
    unsigned percent = 0;
    for (std::size_t at = 0; at < document_.stages.size(); ++at) {
        auto& line = document_.stages[at];
        if (at < current && line.state != Line::State::done) {
            line.state = Line::State::done;
            line.at = progress.elapsed;
        }
        if (at < current) percent += kShare[at];
    }
    auto& line = document_.stages.at(current);
    line.state = Line::State::running;
    line.done = progress.done;
    line.total = progress.total;
    if (progress.total != 0)
        percent += static_cast<unsigned>(kShare[current] * std::min(progress.done, progress.total) / progress.total);
    document_.stage = progress.stage;
    document_.percent = percent;
    document_.access = progress.access;
    document_.zone = progress.zone;
    document_.left.reset();
    if (percent >= kTellTimeFrom)
        document_.left = std::chrono::ceil<std::chrono::seconds>(progress.elapsed * (100 - percent) / percent);
    refresh();
}

void Desk::take_reading(std::optional<document::Reading> reading)
{
    stop_reading_.reset();
    document_.zone.reset(); // what was read to its end stands in the document
    show_reader();
    const bool by_zone = secret_ && std::holds_alternative<document::MrzKey>(*secret_);
    // A chip that was shown to be forged stays so, however its reading ended.
    const bool forged = reading && reading->outcome == document::Outcome::not_genuine;
    case_.forgery_shown = case_.forgery_shown || forged;
    const bool usable = reading && reading->mrz && !reading->error && !has_impossible_expiry(*reading);
    if (usable || (forged && reading->mrz))
        return take_document(document_of_chip(std::move(*reading), zone_ ? &*zone_ : nullptr, today()));
    end_stages();
    if (!reading) {
        message_ =
            zone_ ? message_with_zone(document::ReadError::no_reader) : FieldMessage{Tone::bad, "reader_failed", ""};
    } else {
        const auto error = reading->error.value_or(document::ReadError::protocol_violation);
        if (!reading->error_detail.empty()) config::log::warn("card.not_read", {{"error", reading->error_detail}});
        if (error == document::ReadError::wrong_secret) forget_secret();
        message_ = forged  ? message_of_forgery(*reading)
                   : zone_ ? message_with_zone(error)
                           : message_of(error, by_zone);
        if (zone_ && message_->tone == Tone::good) document_.stages.clear();
        if (error == document::ReadError::stopped || error == document::ReadError::blocked) wipe_secret();
    }
    if (message_->code == "wrong_can") document_.can.clear();
    const bool removed = reading && reading->error == document::ReadError::card_removed;
    if (removed && card_came_back_ && secret_) return read_chip(*secret_);
    document_.state = zone_ ? DocumentView::State::zone_read : DocumentView::State::failed;
    refresh();
}

/// What the reading came to, and what it did not reach.
void Desk::end_stages()
{
    for (auto& line : document_.stages) {
        if (line.state == Line::State::running) line.state = Line::State::failed;
        if (line.state == Line::State::waiting) line.state = Line::State::not_reached;
    }
}

/// The reading ends at its next command; its answer then says that it was stopped.
void Desk::stop_reading()
{
    if (stop_reading_) *stop_reading_ = true;
}

/// The same when the step is left: nobody waits for the answer.
void Desk::abandon_reading()
{
    if (!stop_reading_) return;
    stop_reading();
    stop_reading_.reset();
    document_.zone.reset();
    show_reader();
}

void Desk::enter_document(TypedDocument typed)
{
    if (hidden_ || step_ != Step::document || stop_reading_) return;
    last_input_ = parts_.clock.ticks();
    auto read = document_of_typed(typed, today());
    if (auto* faults = std::get_if<TypedFaults>(&read)) {
        message_.reset();
        document_.typed_faults = std::move(*faults);
        return refresh();
    }
    take_document(std::get<ReadDocument>(std::move(read)));
}

void Desk::enter_zone(std::string lines)
{
    if (hidden_ || step_ != Step::document || stop_reading_) return wipe_text(lines);
    last_input_ = parts_.clock.ticks();
    std::string zone = zone_of_typed(lines);
    wipe_text(lines);
    auto parsed = document::parse_mrz(zone, today());
    wipe_text(zone);
    if (const auto* refusal = std::get_if<document::MrzRefusal>(&parsed)) {
        message_ = message_of(*refusal);
        return refresh();
    }
    take_document(document_of_typed_zone(std::get<document::Mrz>(parsed), today()));
}

void Desk::take_document(ReadDocument read)
{
    forget_secret();
    wipe_text(document_.can);
    wipe_text(scanned_number_);
    case_.forgery_shown = case_.forgery_shown || read.forged;
    case_.drop_document(); // nothing of another one is true of this
    case_.document = std::move(read);
    compare();
    enter(Step::compare);
}
} // namespace kiosk
