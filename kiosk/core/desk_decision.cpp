#include <algorithm>

#include "kiosk/core/desk_ask.hpp"
#include "kiosk/core/document_names.hpp"

/// Comparing, deciding, refusing, recording.
namespace kiosk {
namespace contract = portal::contract;
using Summary = contract::Comparison::Summary;
using Tone = FieldMessage::Tone;

namespace {
bool is_name(contract::Field field)
{
    return field == contract::Field::given_name || field == contract::Field::fathers_name ||
           field == contract::Field::family_name;
}

std::vector<contract::FieldVerdict> verdicts_of(const contract::Comparison& comparison)
{
    std::vector<contract::FieldVerdict> verdicts;
    for (const auto& field : comparison.fields)
        verdicts.push_back({field.field, field.verdict});
    return verdicts;
}
} // namespace

void Desk::compare()
{
    auto& claim = case_.claim;
    const auto& facts = case_.document->facts;
    claim.number_matches.reset();
    if (case_.number_hash && facts.number) {
        if (const auto* key = state_.knowledge->pass_key(case_.number_hash->epoch))
            claim.number_matches =
                contract::pass_number_hash(*key, case_.number_hash->salt, *facts.number) == case_.number_hash->hash;
    }
    case_.names_adopted = false;
    case_.comparison = contract::compare(claim, facts, today());
    if (case_.forgery_shown) {
        case_.comparison.summary = Summary::stop;
        case_.comparison.stop_reason = "suspected_forgery";
    }
}

std::optional<contract::PersonalNumberKind> Desk::number_kind() const
{
    const auto& number = case_.document->facts.number;
    return number ? std::optional{number->kind} : std::nullopt;
}

/// The failed ones first. What an earlier document of the case showed stands among them, and no later one mends it.
std::vector<CheckLine> Desk::checks_to_show() const
{
    using Result = CheckLine::Result;
    auto checks = case_.document->checks;
    if (case_.forgery_shown && !case_.document->forged) checks.push_back({"document_before", Result::failed, ""});
    std::stable_partition(checks.begin(), checks.end(),
                          [](const CheckLine& check) { return check.result == Result::failed; });
    return checks;
}

bool Desk::may_adopt_names() const
{
    const bool names_differ =
        std::any_of(case_.comparison.fields.begin(), case_.comparison.fields.end(), [](const auto& field) {
            return is_name(field.field) && field.verdict != contract::Verdict::exact;
        });
    return case_.comparison.summary != Summary::stop && names_differ && case_.claim.names &&
           case_.claim.number_matches == true && adoptable_names(*case_.document, case_.comparison);
}

void Desk::toggle_adoption()
{
    case_.names_adopted = !case_.names_adopted;
    refresh();
}

contract::PersonNames Desk::names_to_stand() const
{
    if (!case_.names_adopted && case_.claim.names) return *case_.claim.names;
    if (const auto names = adoptable_names(*case_.document, case_.comparison)) return *names;
    const auto& facts = case_.document->facts;
    return facts.native_names.value_or(contract::PersonNames{facts.given_names_zone, "", facts.surname_zone});
}

bool Desk::needs_second_person() const
{
    return case_.document->evidence.assurance == contract::Assurance::typed && policy().typed_needs_second_person;
}

contract::Verdict Desk::verdict_of_number() const
{
    const auto& rows = case_.comparison.fields;
    const auto number = std::find_if(rows.begin(), rows.end(),
                                     [](const auto& row) { return row.field == contract::Field::personal_number; });
    return number == rows.end() ? contract::Verdict::absent : number->verdict;
}

/// Something differs that is not settled: other or missing names that were not adopted, another birth date or sex.
bool Desk::has_open_difference() const
{
    return std::any_of(case_.comparison.fields.begin(), case_.comparison.fields.end(), [&](const auto& field) {
        return contract::differs(field) && !(is_name(field.field) && case_.names_adopted);
    });
}

/// Why F8 is closed; empty: it is open.
std::string Desk::closed_because() const
{
    if (case_.comparison.summary == Summary::stop) return case_.comparison.stop_reason;
    if (has_open_difference()) return "data_differ";
    if (needs_second_person()) return "needs_second_person";
    if (session_->key.identity.expires <= parts_.clock.now()) return "session_expired";
    if (too_long_offline()) return "too_long_offline";
    if (features_left()) return "features_left";
    return "";
}

void Desk::open_refusal()
{
    if (step_ == Step::refuse) return;
    const bool compared = step_ == Step::compare || step_ == Step::decide;
    std::string suggested = compared ? case_.comparison.stop_reason : "";
    if (compared && suggested.empty() && has_open_difference()) suggested = "names_differ";
    const bool feature_missed = step_ == Step::decide && features_begun();
    if (case_.forgery_shown || feature_missed) suggested = "suspected_forgery";
    refuse_ = {};
    refuse_.reasons = policy().refusal_reasons;
    if (state_.knowledge->reason(suggested)) refuse_.suggested = suggested;
    refused_from_ = step_;
    enter(Step::refuse);
}

void Desk::confirm()
{
    const auto& facts = case_.document->facts;
    if (!facts.number) return;
    contract::VerificationContent content;
    content.username = case_.account->username;
    content.reference = case_.account->reference;
    content.pass = case_.pass;
    content.document = case_.document->evidence;
    for (const auto& line : features())
        content.document.features_seen.push_back(line.feature.code);
    content.verdicts = verdicts_of(case_.comparison);
    content.face_compared = true;
    if (case_.names_adopted) content.adopted_names = adoptable_names(*case_.document, case_.comparison);
    content.citizen_confirmed_account = case_.citizen_confirmed;
    content.offline = case_.offline;
    DoneView done = done_of_case();
    done.kind = DoneView::Kind::verified;
    done.names = contract::full_name(names_to_stand());
    done.valid_until = facts.expiry;
    record(content, done);
}

void Desk::refuse(std::string reason_code)
{
    if (hidden_ || step_ != Step::refuse || recording_) return;
    const auto* reason = state_.knowledge->reason(reason_code);
    if (!reason) return say(Tone::caution, "choose_reason");
    if (too_long_offline()) return refresh();
    contract::RefusalContent content;
    if (case_.account) content.username = case_.account->username;
    content.pass = case_.pass;
    content.reason = reason_code;
    if (case_.document) {
        content.document_kind = case_.document->evidence.kind;
        content.assurance = case_.document->evidence.assurance;
        content.verdicts = verdicts_of(case_.comparison);
    }
    content.offline = case_.offline;
    DoneView done = done_of_case();
    done.kind = DoneView::Kind::refused;
    done.refusal = *reason;
    record(content, done);
}

DoneView Desk::done_of_case() const
{
    DoneView done;
    done.clerk = session_->key.identity.display_name;
    if (case_.account) {
        done.username = case_.account->username;
        done.email_masked = case_.account->email_masked;
        done.account = case_.account->state;
    }
    return done;
}

/// Only what is durable is shown as recorded; `recording_` lets a second key press write nothing.
void Desk::record(const contract::RecordContent& content, const DoneView& done)
{
    recording_ = true;
    message_.reset();
    last_input_ = parts_.clock.ticks();
    write(content, session_->key, [done](Desk& desk, const std::optional<Recorded>& recorded) {
        desk.recording_ = false;
        if (!recorded) return desk.say(Tone::bad, desk.why_not_recorded());
        desk.done_ = done;
        desk.done_record_ = recorded->id;
        desk.done_.record_number = record_number(desk.identity_.kiosk, recorded->number);
        desk.done_.recorded = recorded->time;
        desk.done_.offline = desk.state_.connection != StripView::Connection::online;
        auto& count = done.kind == DoneView::Kind::verified ? desk.state_.today.verified : desk.state_.today.refused;
        ++count;
        desk.state_.waiting.insert(
            desk.state_.waiting.begin(),
            {recorded->number, recorded->time,
             done.kind == DoneView::Kind::verified ? RecordKind::verification : RecordKind::refusal});
        desk.enter(Step::done);
    });
    refresh();
}

std::string Desk::why_not_recorded() const
{
    return state_.trouble == StripView::Trouble::outbox_behind ? "outbox_behind" : "outbox_failed";
}

void Desk::write(const contract::RecordContent& content, const ClerkKey& key,
                 std::function<void(Desk&, const std::optional<Recorded>&)> then)
{
    ask(
        parts_.disk_worker,
        [&book = parts_.book, &clock = parts_.clock, content, key, knowledge = state_.knowledge] {
            return book.write(content, key, *knowledge, clock.now());
        },
        [then = std::move(then)](Desk& desk, const std::optional<Recorded>& recorded) {
            using Trouble = StripView::Trouble;
            auto& trouble = desk.state_.trouble;
            if (!recorded && trouble != Trouble::outbox_behind) trouble = Trouble::disk_refuses;
            if (recorded) {
                if (trouble == Trouble::disk_refuses) trouble = Trouble::none;
                ++desk.state_.queue;
                desk.parts_.sync.poke();
            }
            then(desk, recorded);
        });
}
} // namespace kiosk
