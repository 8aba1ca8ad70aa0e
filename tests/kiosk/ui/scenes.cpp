#include "tests/kiosk/ui/scenes.hpp"

#include <utility>

namespace gallery {
namespace {
using namespace kiosk;
using namespace std::chrono_literals;
using portal::contract::ComparedField;
using portal::contract::Comparison;
using portal::contract::Field;
using portal::contract::Verdict;
using Tone = FieldMessage::Tone;

constexpr Instant kMorning{std::chrono::sys_days{std::chrono::year{2026} / 11 / 18} + 8h + 42min}; // 10:42 in Sofia
constexpr portal::contract::Date kExpiry{std::chrono::year{2033} / 2 / 28};

StripView strip(StripView::Reader reader = StripView::Reader::ready)
{
    StripView strip;
    strip.desk = "Гише 12";
    strip.place = "ул. „Московска“ 33";
    strip.clerk = "Р. Стоилова";
    strip.connection = StripView::Connection::online;
    strip.reader = reader;
    strip.last_sync = kMorning;
    strip.municipality = "Столична община";
    strip.office = "Деловодно обслужване, архив и ГРАО";
    return strip;
}

StripView offline(StripView strip)
{
    strip.connection = StripView::Connection::offline;
    strip.offline_since = kMorning + 16min;
    strip.queue = 5;
    return strip;
}

void tell_what_waits(SideView& side)
{
    side.waiting = {{"12-000420", kMorning + 34min, DoneView::Kind::verified},
                    {"12-000419", kMorning + 27min, DoneView::Kind::refused},
                    {"12-000418", kMorning + 20min, DoneView::Kind::verified}};
    side.other_waiting = 2;
    side.offline_until = kMorning + 6 * 24h;
}

AccountSummary account()
{
    AccountSummary account;
    account.username = "viki.konstantinova";
    account.email_masked = "v***a@example.com";
    account.state = portal::contract::AccountState::unverified;
    account.pass_expires = kMorning + 7 * 24h;
    return account;
}

DocumentSummary document(portal::contract::Assurance assurance = portal::contract::Assurance::chip_genuine)
{
    return {"identity_card", "641000027", assurance, "VIKTORIYA LYUBOMIROVA KONSTANTINOVA", kExpiry};
}

std::vector<KeyView> keys(std::initializer_list<std::pair<Action, bool>> listed)
{
    std::vector<KeyView> keys;
    for (const auto& [action, enabled] : listed)
        keys.push_back({action, enabled});
    return keys;
}

View view(StepView step, std::vector<KeyView> keys)
{
    View view;
    view.strip = strip();
    view.step = std::move(step);
    view.keys = std::move(keys);
    return view;
}

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
    return step;
}

ComparedField row(Field field, Verdict verdict, std::string account, std::string latin, std::string document,
                  std::vector<std::pair<std::size_t, std::size_t>> marks = {}, std::string reason = {})
{
    return {
        field, verdict, std::move(account), std::move(latin), std::move(document), std::move(marks), std::move(reason)};
}

Comparison usual()
{
    Comparison comparison;
    comparison.summary = Comparison::Summary::match_with_usual_differences;
    comparison.usual_differences = 2;
    comparison.fields = {
        row(Field::given_name, Verdict::variant, "Виктория", "VIKTORIA", "VIKTORIYA", {{7, 8}}, "ia_iya"),
        row(Field::fathers_name, Verdict::truncated, "Любомирова", "LYUBOMIROVA", "LYUBO…", {{5, 8}},
            "prefix_of_field"),
        row(Field::family_name, Verdict::exact, "Константинова", "KONSTANTINOVA", "KONSTANTINOVA"),
        row(Field::personal_number, Verdict::exact, "850615****", "", "850615****"),
        row(Field::birth_date, Verdict::exact, "15.06.1985", "", "15.06.1985"),
        row(Field::sex, Verdict::exact, "female", "", "female"),
        row(Field::validity, Verdict::exact, "", "", "28.02.2033")};
    return comparison;
}

Comparison other_person()
{
    auto comparison = usual();
    comparison.summary = Comparison::Summary::stop;
    comparison.stop_reason = "different_person";
    comparison.fields[3] =
        row(Field::personal_number, Verdict::mismatch, "640309****", "", "850615****", {{0, 6}}, "different_person");
    comparison.fields[4] = row(Field::birth_date, Verdict::mismatch, "09.03.1964", "", "15.06.1985",
                               {{0, 2}, {3, 5}, {8, 10}}, "birth_date_differs");
    return comparison;
}

std::vector<CheckLine> checks()
{
    using Result = CheckLine::Result;
    return {{"issuer_signature", Result::passed, ""},
            {"chip_genuine", Result::passed, ""},
            {"validity", Result::passed, ""},
            {"document_status", Result::not_possible, "not_checked"}};
}

View compare(Comparison comparison, bool second_person = false)
{
    const bool stop = comparison.summary == Comparison::Summary::stop;
    CompareView step;
    step.comparison = std::move(comparison);
    step.number_kind = portal::contract::PersonalNumberKind::egn;
    step.checks = checks();
    step.may_adopt_names = !stop;
    step.needs_second_person = second_person;
    auto made = view(step, keys({{Action::help, true},
                                 {Action::refuse, true},
                                 {Action::other_road, true},
                                 {Action::end_service, true},
                                 {Action::back, true},
                                 {Action::next, !second_person}}));
    if (stop)
        made.keys = keys({{Action::help, true},
                          {Action::refuse, true},
                          {Action::decide, false},
                          {Action::end_service, true},
                          {Action::back, true},
                          {Action::next, true}});
    made.strip.reader = StripView::Reader::card_present;
    made.side.account = account();
    made.side.citizen_confirmed = true;
    made.side.document = document();
    made.side.portrait = std::make_shared<hardware::document::Portrait>();
    return made;
}

/// Everything agrees, and the chip is not what it says.
View forged(const std::string& failed)
{
    auto comparison = usual();
    comparison.summary = Comparison::Summary::stop;
    comparison.stop_reason = "suspected_forgery";
    auto made = compare(comparison);
    auto& step = std::get<CompareView>(made.step);
    using Result = CheckLine::Result;
    step.checks = {
        {failed, Result::failed, ""}, {"validity", Result::passed, ""}, {"document_status", Result::not_possible, ""}};
    for (const char* other : {"issuer_signature", "chip_genuine"})
        if (failed != other) step.checks.push_back({other, Result::passed, ""});
    made.side.document = document(portal::contract::Assurance::chip_unproven);
    return made;
}

/// Another name, and no number in the account by which the document's could be taken.
View differs_without_number()
{
    auto comparison = usual();
    comparison.summary = Comparison::Summary::differences;
    comparison.fields[2] = row(Field::family_name, Verdict::mismatch, "Стоянова", "STOYANOVA", "KONSTANTINOVA",
                               {{0, 13}}, "letters_differ");
    comparison.fields[3] = row(Field::personal_number, Verdict::absent, "", "", "850615****", {}, "not_given");
    auto made = compare(comparison);
    std::get<CompareView>(made.step).may_adopt_names = false;
    made.keys = keys({{Action::help, true},
                      {Action::refuse, true},
                      {Action::end_service, true},
                      {Action::back, true},
                      {Action::next, false}});
    return made;
}

View long_names()
{
    auto comparison = usual();
    comparison.summary = Comparison::Summary::differences;
    comparison.fields[0] =
        row(Field::given_name, Verdict::mismatch, "Александрина-Магдалена Христофорова",
            "ALEKSANDRINA-MAGDALENA HRISTOFOROVA", "ALEKSANDRINA MAGDALENA", {{0, 22}}, "letters_differ");
    auto made = compare(comparison);
    made.side.account->username = "aleksandrina-magdalena.hristofor";
    made.side.account->email_masked = "a***a@administrativno-obsluzhvane.example.com";
    made.strip.clerk = "Александрина-Магдалена Константинова";
    return made;
}

View decide(bool recording = false, std::optional<FieldMessage> message = std::nullopt)
{
    DecideView step;
    step.names = "Виктория Любомирова Константинова";
    step.summary = Comparison::Summary::match_with_usual_differences;
    step.usual_differences = 2;
    step.checks = checks();
    step.recording = recording;
    step.message = std::move(message);
    auto made = compare(usual());
    made.step = step;
    made.keys = keys({{Action::help, true},
                      {Action::refuse, true},
                      {Action::decide, true},
                      {Action::end_service, true},
                      {Action::back, true}});
    return made;
}

std::vector<portal::contract::RefusalReason> reasons()
{
    return {{"document_expired", "Документът е с изтекъл срок", "The document has expired",
             "Валидна лична карта или удостоверение за подмяната ѝ.",
             "A valid identity card, or the slip of its renewal."},
            {"different_person", "Профилът е на друг човек", "The account belongs to somebody else", "", ""},
            {"face_differs", "Лицето не съвпада със снимката", "The face differs from the portrait", "", ""},
            {"no_personal_number", "Документът няма ЕГН или ЛНЧ", "The document has no EGN or LNCh",
             "Документ, в който има ЕГН или ЛНЧ.", "A document with an EGN or LNCh."},
            {"suspected_forgery", "Съмнение за неистински документ", "A forged document is suspected", "", ""}};
}

/// More than the list shows at once.
View refuse_with_many_reasons(std::optional<FieldMessage> message = std::nullopt)
{
    RefuseView step;
    step.message = std::move(message);
    for (int number = 1; number <= 14; ++number) {
        const auto text = std::to_string(number);
        step.reasons.push_back({"reason_" + text, "Основание № " + text, "Reason no. " + text,
                                number % 2 == 0 ? "Друг валиден документ за самоличност" : "", ""});
    }
    auto made = compare(usual());
    made.step = step;
    made.keys = keys({{Action::help, true}, {Action::decide, true}, {Action::end_service, true}, {Action::back, true}});
    return made;
}

View refuse(bool recording = false, std::optional<FieldMessage> message = std::nullopt)
{
    RefuseView step;
    step.reasons = reasons();
    step.recording = recording;
    step.message = std::move(message);
    step.suggested = "document_expired";
    auto made = compare(usual());
    made.step = step;
    made.keys = keys({{Action::help, true}, {Action::decide, true}, {Action::end_service, true}, {Action::back, true}});
    return made;
}

DoneView done_step()
{
    DoneView step;
    step.record_number = "12-000417";
    step.recorded = kMorning + 5min + 12s;
    step.names = "Виктория Любомирова Константинова";
    step.username = "viki.konstantinova";
    step.email_masked = "v***a@example.com";
    step.account = portal::contract::AccountState::unverified;
    step.valid_until = kExpiry;
    step.clerk = "Р. Стоилова";
    return step;
}

View done(DoneView step)
{
    auto made = compare(usual());
    made.step = std::move(step);
    made.strip.reader = StripView::Reader::ready;
    made.keys = keys({{Action::help, true}, {Action::print, true}, {Action::end_service, true}, {Action::next, true}});
    return made;
}

portal::contract::Receipt receipt(portal::contract::ReceiptOutcome outcome)
{
    portal::contract::Receipt receipt;
    receipt.outcome = outcome;
    receipt.received = kMorning + 5min + 13s;
    return receipt;
}

View done_offline()
{
    auto step = done_step();
    step.offline = true;
    step.email_masked.clear();
    step.account.reset();
    step.record_number = "12-000420";
    auto made = done(step);
    made.strip = offline(made.strip);
    tell_what_waits(made.side);
    return made;
}
} // namespace

std::vector<Scene> scenes()
{
    std::vector<Scene> all;
    const auto add = [&](std::string name, View view) { all.push_back({std::move(name), std::move(view)}); };
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
    pulled.stages[2].state = DocumentView::StageLine::State::failed;
    for (auto stage : {3U, 4U})
        pulled.stages[stage].state = DocumentView::StageLine::State::not_reached;
    add("document-removed", document_step(pulled));
    DocumentView zone;
    zone.state = DocumentView::State::zone_read;
    zone.message = FieldMessage{Tone::good, "zone_without_chip", ""};
    auto zone_read = document_step(zone);
    zone_read.keys.back().enabled = true;
    add("document-zone", zone_read);
    DocumentView camera_on;
    camera_on.camera_on = true;
    add("document-camera", document_step(camera_on));
    DocumentView by_hand;
    by_hand.by_hand = true;
    by_hand.typed_faults = {"typed_number_missing", "typed_family_name_missing", "typed_birth_date_wrong"};
    add("document-by-hand", document_step(by_hand));
    add("compare", compare(usual()));
    add("compare-mismatch", compare(other_person()));
    add("compare-forged", forged("issuer_signature"));
    add("compare-copied-chip", forged("chip_genuine"));
    add("compare-differs-without-number", differs_without_number());
    add("compare-long-names", long_names());
    add("compare-second-person", compare(usual(), true));
    add("decide", decide());
    auto decide_offline = decide();
    decide_offline.strip = offline(decide_offline.strip);
    tell_what_waits(decide_offline.side);
    add("decide-offline", decide_offline);
    auto new_number = decide();
    std::get<DecideView>(new_number.step).number = Verdict::absent;
    add("decide-new-number", new_number);
    add("decide-disk-full", decide(false, FieldMessage{Tone::bad, "outbox_failed", ""}));
    add("refuse", refuse());
    add("refuse-recording", refuse(true));
    add("refuse-disk-full", refuse(false, FieldMessage{Tone::bad, "outbox_failed", ""}));
    add("refuse-many", refuse_with_many_reasons());
    add("refuse-many-disk-full", refuse_with_many_reasons(FieldMessage{Tone::bad, "outbox_failed", ""}));
    auto taken = done_step();
    taken.receipt = receipt(portal::contract::ReceiptOutcome::accepted);
    add("done", done(taken));
    auto unconfirmed = taken;
    unconfirmed.account = portal::contract::AccountState::email_unconfirmed;
    add("done-email-unconfirmed", done(unconfirmed));
    unconfirmed.receipt.reset();
    add("done-email-unconfirmed-sending", done(unconfirmed));
    auto not_known = taken;
    not_known.account.reset();
    not_known.email_masked.clear();
    add("done-account-not-known", done(not_known));
    add("done-sending", done(done_step()));
    add("done-offline", done_offline());
    auto disputed = done_step();
    disputed.receipt = receipt(portal::contract::ReceiptOutcome::conflict);
    disputed.receipt->reason = "person_on_other_account";
    add("done-conflict", done(disputed));
    auto refused = done_step();
    refused.kind = DoneView::Kind::refused;
    refused.refusal = reasons().front();
    refused.receipt = taken.receipt;
    add("done-refused", done(refused));
    auto hiding = compare(usual());
    hiding.hides_in = 9s;
    add("compare-hides-soon", hiding);
    HiddenView hidden;
    hidden.clerk = "Р. Стоилова";
    hidden.cleared_at = kMorning + 10min;
    add("hidden", view(hidden, {}));
    return all;
}
} // namespace gallery
