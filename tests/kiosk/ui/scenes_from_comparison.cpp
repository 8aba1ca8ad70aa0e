#include "tests/kiosk/ui/scene_parts.hpp"

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

/// Everything agrees, and one check more is told of.
View compare_with(CheckLine line)
{
    auto made = compare(usual());
    auto& lines = std::get<CompareView>(made.step).checks;
    lines.insert(lines.begin() + 2, std::move(line));
    return made;
}

/// Everything agrees, and the chip is not what it says.
View forged(const std::string& failed, const std::string& reason)
{
    auto comparison = usual();
    comparison.summary = Comparison::Summary::stop;
    comparison.stop_reason = "suspected_forgery";
    auto made = compare(comparison);
    auto& step = std::get<CompareView>(made.step);
    using Result = CheckLine::Result;
    step.checks = {{failed, Result::failed, reason},
                   {"validity", Result::passed, ""},
                   {"document_status", Result::not_possible, ""}};
    if (failed == "issuer_signature")
        step.checks.push_back({"chip_genuine", Result::not_possible, "signature_not_proven"});
    else
        step.checks.push_back({"issuer_signature", Result::passed, ""});
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

/// No chip proves the document: so many of its features are ticked.
View decide_by_features(std::size_t seen, bool portrait = false)
{
    auto made = decide(false, FieldMessage{Tone::caution, "features_left", ""});
    auto& step = std::get<DecideView>(made.step);
    const auto feature = [&](std::string code, std::string bulgarian, std::string english) {
        const bool ticked = step.features.size() < seen;
        step.features.push_back(
            {{std::move(code), {"identity_card"}, std::move(bulgarian), std::move(english)}, ticked});
    };
    feature("tilt_image", "При накланяне защитното изображение се променя: сменя цвета или рисунъка си",
            "When the document is tilted, its security image changes colour or picture");
    feature("untouched_data", "Снимката и данните са част от материала: няма следи от изстъргване, рязане или лепене",
            "Portrait and data are part of the material: no trace of scraping, cutting or glue");
    feature("fine_lines", "Фонът е от тънки непрекъснати линии, а не от точки като при копие",
            "The background is of fine unbroken lines, not of dots as in a copy");
    feature("raised_print", "Част от печата е релефна и се усеща с пръст",
            "Part of the print is raised and can be felt with a finger");
    feature("number_on_both_sides", "Номерът отпред е същият като в машинночитаемата зона на гърба",
            "The number on the front is the one in the machine readable zone on the back");
    const bool open = seen >= step.features.size();
    if (open) step.message.reset();
    for (auto& key : made.keys)
        if (key.action == Action::decide) key.enabled = open;
    using portal::contract::Assurance;
    made.side.document = document(portrait ? Assurance::chip_unproven : Assurance::mrz_by_device);
    if (!portrait) made.side.portrait.reset();
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

void add_scenes_from_comparison(const Add& add)
{
    add("compare", compare(usual()));
    add("compare-mismatch", compare(other_person()));
    add("compare-forged", forged("issuer_signature", "signature_wrong"));
    add("compare-revoked", forged("issuer_signature", "signer_revoked"));
    add("compare-copied-chip", forged("chip_genuine", "chip_has_not_the_key"));
    add("compare-outdated-list",
        compare_with({"revocation", CheckLine::Result::not_possible, "revocation_list_outdated"}));
    add("compare-downgraded", compare_with({"chip_access", CheckLine::Result::not_possible, "downgraded_to_bac"}));
    auto two_gaps = compare_with({"chip_access", CheckLine::Result::not_possible, "downgraded_to_bac"});
    auto& gaps = std::get<CompareView>(two_gaps.step).checks;
    gaps.insert(gaps.begin() + 2, {"revocation", CheckLine::Result::not_possible, "no_revocation_list"});
    add("compare-two-gaps", two_gaps);
    gaps.insert(gaps.begin() + 2, {"zone_check_digits", CheckLine::Result::not_possible, "wrong_date_birth_date"});
    add("compare-three-gaps", two_gaps);
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
    add("decide-features", decide_by_features(2));
    add("decide-features-seen", decide_by_features(5));
    add("decide-features-beside-portrait", decide_by_features(0, true));
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
    disputed.receipt->reason = "clerk_disabled_since";
    add("done-conflict-of-counter", done(disputed));
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
}
} // namespace gallery
