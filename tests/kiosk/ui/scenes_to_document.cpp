#include "tests/kiosk/ui/scene_parts.hpp"

#include <utility>

namespace gallery {
namespace {
using namespace kiosk;
using namespace std::chrono_literals;
using Tone = FieldMessage::Tone;

const auto kCitizenKeys = {std::pair{Action::help, true},   std::pair{Action::by_hand, false},
                           std::pair{Action::camera, true}, std::pair{Action::end_service, true},
                           std::pair{Action::back, false},  std::pair{Action::next, true}};

View citizen(std::optional<FieldMessage> message = std::nullopt, std::string entered = {})
{
    CitizenView step;
    step.message = std::move(message);
    step.entered = std::move(entered);
    step.verified_today = 14;
    step.refused_today = 2;
    return view(step, keys(kCitizenKeys));
}

View sign_in(SignInView step)
{
    step.certificate_until = std::chrono::year{2027} / 11 / 2;
    step.software = "gishe-kiosk 0.1.0";
    auto made = view(std::move(step), keys({{Action::next, true}}));
    made.strip.clerk.clear();
    made.strip.file_keys = true;
    return made;
}

View found(AccountSummary account, std::string entered)
{
    auto made = view(FoundView{account, std::move(entered), {}}, keys({{Action::help, true},
                                                                       {Action::refuse, true},
                                                                       {Action::other_road, true},
                                                                       {Action::end_service, true},
                                                                       {Action::back, true},
                                                                       {Action::next, true}}));
    made.side.account = std::move(account);
    return made;
}

View document_step(DocumentView step)
{
    const bool reading = step.state == DocumentView::State::reading;
    auto made = view(std::move(step), keys({{Action::help, true},
                                            {Action::by_hand, !reading},
                                            {Action::camera, !reading},
                                            {Action::refuse, !reading},
                                            {Action::end_service, true},
                                            {Action::back, true},
                                            {Action::next, false}}));
    made.strip.reader = reading ? StripView::Reader::reading : StripView::Reader::ready;
    made.side.account = account();
    made.side.citizen_confirmed = true;
    return made;
}

DocumentView reading()
{
    using hardware::document::Stage;
    using State = DocumentView::StageLine::State;
    DocumentView step;
    step.state = DocumentView::State::reading;
    step.can = "641903";
    step.stage = Stage::portrait;
    step.percent = 62;
    step.left = 3s;
    step.access = hardware::document::Access{};
    step.stages = {{Stage::opening, State::done, 400ms, 0, 0},
                   {Stage::data, State::done, 1100ms, 0, 0},
                   {Stage::portrait, State::running, {}, 11 * 1024, 18 * 1024},
                   {Stage::signature, State::waiting, {}, 0, 0},
                   {Stage::chip, State::waiting, {}, 0, 0}};
    step.zone = std::make_shared<DocumentView::ChipZone>(
        DocumentView::ChipZone{"VIKTORIA LYUBOMIROVA KONSTANTINOVA", "641000027", kExpiry});
    return step;
}
/// Every other word that ends a reading, or answers what was scanned or typed instead.
void add_ends_of_readings(const Add& add)
{
    for (const auto& [code, tone] : {std::pair{"no_reader", Tone::caution},
                                     {"put_card", Tone::neutral},
                                     {"can_is_six_digits", Tone::caution},
                                     {"can_blocked", Tone::bad},
                                     {"zone_not_of_this_card", Tone::bad},
                                     {"not_a_travel_document", Tone::bad},
                                     {"document_forged", Tone::bad},
                                     {"chip_unreadable", Tone::bad},
                                     {"chip_silent", Tone::caution},
                                     {"chip_unsupported", Tone::caution},
                                     {"reader_failed", Tone::bad},
                                     {"reading_stopped", Tone::neutral},
                                     {"zone_unreadable", Tone::bad},
                                     {"expected_document_got_pass", Tone::caution}}) {
        DocumentView step;
        step.state = DocumentView::State::failed;
        step.message = FieldMessage{tone, code, ""};
        add(code, document_step(step));
    }
    for (const auto* code : {"wrong_check_digit", "zone_wrong_date"}) {
        DocumentView step;
        step.message = FieldMessage{Tone::bad, code, ""};
        add(code, document_step(step));
    }
    for (const auto& [code, tone] : {std::pair{"zone_read", Tone::good}, {"zone_chip_unreadable", Tone::caution}}) {
        auto step = reading(); // the zone is there, the chip gave up in the middle
        step.state = DocumentView::State::zone_read;
        step.message = FieldMessage{tone, code, ""};
        step.zone.reset();
        step.stages[2].state = DocumentView::StageLine::State::failed;
        for (auto stage : {3U, 4U})
            step.stages[stage].state = DocumentView::StageLine::State::not_reached;
        if (tone == Tone::good) step.stages.clear();
        auto made = document_step(step);
        made.keys.back().enabled = true;
        add(code, made);
    }
}
} // namespace

void add_scenes_to_document(const Add& add)
{
    SignInView ready;
    add("sign-in", sign_in(ready));
    ready.message = FieldMessage{Tone::bad, "wrong_password", ""};
    ready.username = "r.stoilova";
    add("sign-in-wrong", sign_in(ready));
    ready.message = FieldMessage{Tone::caution, "too_many_requests", "", kMorning + 14min + 10s};
    add("sign-in-too-many", sign_in(ready));
    ready = {};
    ready.state = SignInView::State::not_enrolled;
    add("sign-in-not-enrolled", sign_in(ready));
    ready = {};
    ready.certificate = SignInView::Certificate::ends_soon;
    auto troubled = sign_in(ready);
    troubled.strip = offline(troubled.strip);
    troubled.strip.reader = StripView::Reader::none;
    troubled.strip.scanner = StripView::Scanner::lost;
    add("sign-in-troubled", troubled);
    auto shut_out = sign_in({});
    shut_out.strip.connection = StripView::Connection::refused;
    shut_out.strip.trouble = StripView::Trouble::certificate_refused;
    add("sign-in-shut-out", shut_out);
    add("citizen", citizen());
    add("citizen-wrong-scan", citizen(FieldMessage{Tone::caution, "not_a_pass", "BCD 002 1 SCT BGSO…"}));
    add("citizen-unknown", citizen(FieldMessage{Tone::bad, "unknown_username", ""}, "viki.konstantinov"));
    auto next_one = citizen();
    std::get<CitizenView>(next_one.step).citizen = 1;
    add("citizen-next", next_one);
    auto camera = citizen();
    std::get<CitizenView>(camera.step).camera_on = true;
    add("citizen-camera", camera);
    auto no_network = citizen(FieldMessage{Tone::caution, "pass_code_needs_portal", ""}, "4821 0937 5560 1170");
    no_network.strip = offline(no_network.strip);
    tell_what_waits(no_network.side);
    add("citizen-offline", no_network);
    auto trouble = citizen();
    trouble.strip.trouble = StripView::Trouble::outbox_behind;
    add("citizen-trouble", trouble);
    auto clock = citizen(FieldMessage{Tone::caution, "portal_is_back", ""});
    clock.strip.clock_ahead = -11min;
    add("citizen-clock", clock);
    add("found", found(account(), "4821 0937 5560 1170"));
    auto typed = account();
    typed.email_masked.clear();
    typed.state.reset();
    typed.pass_expires.reset();
    typed.to_be_compared_by_portal = true;
    auto without_portal = found(typed, typed.username);
    without_portal.strip = offline(without_portal.strip);
    tell_what_waits(without_portal.side);
    add("found-offline", without_portal);
    auto pass_alone = account();
    pass_alone.email_masked.clear();
    pass_alone.state.reset();
    auto pass_without_portal = found(pass_alone, pass_alone.username);
    pass_without_portal.strip = offline(pass_without_portal.strip);
    add("found-offline-pass", pass_without_portal);
    auto confirmed = account();
    confirmed.state = portal::contract::AccountState::verified;
    auto again = found(confirmed, confirmed.username);
    std::get<FoundView>(again.step).message = FieldMessage{Tone::caution, "account_verified", "", {}};
    add("found-verified", again);
    add("document", document_step({}));
    add("document-reading", document_step(reading()));
    DocumentView wrong;
    wrong.state = DocumentView::State::failed;
    wrong.message = FieldMessage{Tone::bad, "wrong_can", ""};
    add("document-wrong-can", document_step(wrong));
    auto pulled = reading();
    pulled.state = DocumentView::State::failed;
    pulled.message = FieldMessage{Tone::caution, "card_removed", ""};
    pulled.zone.reset();
    pulled.stages[2].state = DocumentView::StageLine::State::failed;
    for (auto stage : {3U, 4U})
        pulled.stages[stage].state = DocumentView::StageLine::State::not_reached;
    add("document-removed", document_step(pulled));
    DocumentView wrong_zone;
    wrong_zone.state = DocumentView::State::failed;
    wrong_zone.message = FieldMessage{Tone::bad, "chip_zone_wrong", ""};
    add("document-zone-wrong", document_step(wrong_zone));
    DocumentView zone;
    zone.state = DocumentView::State::zone_read;
    zone.message = FieldMessage{Tone::good, "zone_without_chip", ""};
    auto zone_read = document_step(zone);
    zone_read.keys.back().enabled = true;
    add("document-zone", zone_read);
    DocumentView camera_on;
    camera_on.camera_on = true;
    add("document-camera", document_step(camera_on));
    camera_on.message = FieldMessage{Tone::caution, "several_documents", ""};
    add("document-camera-several", document_step(camera_on));
    DocumentView by_hand;
    by_hand.by_hand = true;
    by_hand.typed_faults = {"typed_number_missing", "typed_given_name_missing", "typed_family_name_missing",
                            "typed_birth_date_missing"};
    add("document-by-hand", document_step(by_hand));
    by_hand.typed_faults = {"typed_personal_number_wrong", "typed_birth_date_wrong", "typed_expiry_wrong"};
    add("document-by-hand-wrong", document_step(by_hand));
    add_ends_of_readings(add);
}
} // namespace gallery
