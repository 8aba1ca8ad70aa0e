#include "config/log.hpp"
#include "kiosk/core/desk_ask.hpp"
#include "kiosk/core/evidence.hpp"

/// The citizen step: a pass or a username becomes an account.
namespace kiosk {
namespace contract = portal::contract;
using Tone = FieldMessage::Tone;

namespace {
std::string code_of(contract::PassFault fault)
{
    switch (fault) {
    case contract::PassFault::not_a_pass:
        return "not_a_pass";
    case contract::PassFault::unknown_version:
        return "pass_newer_than_program";
    case contract::PassFault::unknown_epoch:
        return "pass_key_unknown";
    case contract::PassFault::bad_signature:
        return "pass_forged";
    case contract::PassFault::damaged:
        break;
    }
    return "pass_damaged";
}

contract::AccountClaim claim_of(const contract::AccountView& account)
{
    using Number = contract::AccountClaim::Number;
    contract::AccountClaim claim;
    claim.names = account.names;
    claim.number = account.number_present ? Number::present : Number::absent;
    claim.number_masked = account.number_masked;
    claim.birth_date = account.birth_date;
    claim.sex = account.sex;
    return claim;
}
} // namespace

std::string shown_scan(std::string_view text)
{
    constexpr std::size_t kLongest = 24;
    constexpr std::size_t kDigitsShown = 4;
    std::string shown;
    std::size_t digits = 0;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        const bool inside = (byte & 0xC0) == 0x80; // a letter of several bytes is kept whole
        if (shown.size() >= kLongest && !inside) return shown + "…";
        digits = letter >= '0' && letter <= '9' ? digits + 1 : 0;
        const bool control = byte < 0x20;
        shown += control ? ' ' : digits > kDigitsShown ? '*' : letter;
    }
    return shown;
}

void Desk::name_account(const std::string& text)
{
    citizen_.entered = text;
    citizen_.message.reset();
    using Shape = contract::ScanShape;
    switch (contract::shape_of_scan(text)) {
    case Shape::pass_qr:
        citizen_.entered.clear();
        return open_pass(text, false);
    case Shape::pass_code: {
        const auto code = contract::parse_pass_code(text);
        if (!code) return say(Tone::bad, "pass_code_wrong", shown_scan(text));
        citizen_.entered = contract::grouped_pass_code(*code);
        return look_up({std::nullopt, code, std::nullopt}, std::nullopt);
    }
    case Shape::can:
    case Shape::username: {
        const auto username = contract::parse_username(text);
        if (const auto* name = std::get_if<std::string>(&username))
            return look_up({std::nullopt, std::nullopt, *name}, std::nullopt);
        return say(Tone::bad, "not_a_username", shown_scan(text));
    }
    case Shape::mrz:
    case Shape::personal_number:
        wipe_text(citizen_.entered);
        return keep_for_document(text);
    case Shape::wrong_layout:
        return say(Tone::caution, "wrong_layout", shown_scan(text));
    case Shape::other:
        return say(Tone::caution, "not_a_pass", shown_scan(text));
    }
}

/// `keys_are_fresh`: the portal was asked for this week's key just now, so a missing one stays missing.
void Desk::open_pass(const std::string& digits, bool keys_are_fresh)
{
    const auto header = contract::read_pass_header(digits);
    if (const auto* fault = std::get_if<contract::PassFault>(&header)) return say(Tone::caution, code_of(*fault));
    const auto* key = state_.knowledge->pass_key(std::get<contract::PassHeader>(header).epoch);
    if (!key && !keys_are_fresh) {
        citizen_.state = CitizenView::State::looking_up;
        refresh();
        return parts_.sync.pull([self = weak_from_this(), run = ++run_, digits] {
            const auto me = self.lock();
            if (!me || me->run_ != run) return;
            me->citizen_.state = CitizenView::State::waiting;
            me->open_pass(digits, true);
        });
    }
    if (!key) return say(Tone::caution, "pass_key_unknown");
    const auto opened = contract::open_pass(digits, *key);
    if (const auto* fault = std::get_if<contract::PassFault>(&opened)) return say(Tone::bad, code_of(*fault));
    const auto& pass = std::get<contract::CounterPass>(opened);
    if (pass.expires <= parts_.clock.now()) return say(Tone::bad, "pass_expired");
    look_up({pass.id, std::nullopt, std::nullopt}, pass);
}

void Desk::look_up(const contract::LookUpRequest& request, const std::optional<contract::CounterPass>& pass)
{
    citizen_.state = CitizenView::State::looking_up;
    refresh();
    using Found = Answer<contract::AccountView>;
    ask(
        parts_.portal_worker,
        [&portal = parts_.portal, token = session_->token, request]() -> Found {
            if (token.empty()) return Unreachable{"signed in without the portal"};
            return portal.look_up(token, request);
        },
        [request, pass](Desk& desk, const std::optional<Found>& found) {
            if (!found) return desk.fail_look_up(Tone::bad, "program_fault");
            contract::LookUpContent content{request.username.value_or(""), request.pass, "found", false};
            if (const auto* problem = std::get_if<contract::Problem>(&*found)) {
                content.answer = problem->code;
                return desk.record_look_up(content, [problem = *problem, username = content.username](Desk& me) {
                    me.take_refused_look_up(problem, username);
                });
            }
            if (const auto* account = std::get_if<contract::AccountView>(&*found)) {
                return desk.record_look_up(
                    content, [request, account = *account](Desk& me) { me.take_account(account, request); });
            }
            if (!desk.session_->token.empty()) desk.state_.connection = StripView::Connection::offline;
            desk.parts_.sync.poke();
            if (!pass && !request.username) return desk.fail_look_up(Tone::caution, "pass_code_needs_portal");
            content.answer = pass ? "pass_opened" : "not_asked";
            content.offline = true;
            desk.record_look_up(content, [request, pass](Desk& me) {
                pass ? me.take_pass_alone(*pass) : me.take_username_alone(*request.username);
            });
        });
}

void Desk::record_look_up(const contract::LookUpContent& content, std::function<void(Desk&)> then)
{
    write(content, session_->key, [then = std::move(then)](Desk& desk, const std::optional<Recorded>& recorded) {
        if (!recorded) return desk.fail_look_up(Tone::bad, desk.why_not_recorded());
        desk.citizen_.state = CitizenView::State::waiting;
        then(desk);
    });
}

void Desk::fail_look_up(Tone tone, std::string code)
{
    citizen_.state = CitizenView::State::waiting;
    say(tone, std::move(code));
}

void Desk::take_refused_look_up(const contract::Problem& problem, const std::string& username)
{
    if (problem.code == "sign_in_again") {
        sign_out();
        return refuse_sign_in(Tone::caution, "session_expired");
    }
    citizen_.message = FieldMessage{Tone::bad, problem.code, username, not_before(problem)};
    refresh();
}

void Desk::take_account(const contract::AccountView& account, const contract::LookUpRequest& request)
{
    using Reference = contract::AccountReference;
    begin_account();
    const Reference reference = request.pass        ? Reference::pass_qr
                                : request.pass_code ? Reference::pass_code
                                                    : Reference::username;
    case_.account =
        AccountSummary{account.username, account.email_masked, account.state, account.pass_expires, reference, false};
    case_.pass = reference == Reference::username ? std::nullopt : account.pass;
    case_.claim = claim_of(account);
    if (account.number_hash)
        case_.number_hash = NumberHash{*account.number_hash, account.number_salt, account.number_epoch};
    // A key of this week, made since the last exchange, is here before the document is.
    if (case_.number_hash && !state_.knowledge->pass_key(case_.number_hash->epoch)) parts_.sync.pull({});
    show_account();
}

void Desk::take_pass_alone(const contract::CounterPass& pass)
{
    using Number = contract::AccountClaim::Number;
    begin_account();
    case_.account = AccountSummary{
        pass.content.username, "", std::nullopt, pass.expires, contract::AccountReference::pass_qr, false};
    case_.pass = pass.id;
    case_.claim.names = pass.content.names;
    case_.claim.number = pass.content.number_hash ? Number::present : Number::absent;
    if (pass.content.number_hash) case_.number_hash = NumberHash{*pass.content.number_hash, pass.id, pass.epoch};
    case_.offline = true;
    show_account();
}

void Desk::take_username_alone(const std::string& username)
{
    begin_account();
    case_.account =
        AccountSummary{username, "", std::nullopt, std::nullopt, contract::AccountReference::username, true};
    case_.claim.number = contract::AccountClaim::Number::unknown;
    case_.offline = true;
    show_account();
}

/// A document that was read before stays: the citizen only named another account.
void Desk::begin_account()
{
    std::string entered = citizen_.entered;
    case_.wipe_account();
    case_.entered = std::move(entered);
}

void Desk::show_account()
{
    if (case_.entered.empty()) case_.entered = case_.account->username;
    enter(Step::found);
    using State = contract::AccountState;
    if (case_.account->state == State::closed)
        say(Tone::bad, "account_closed");
    else if (case_.account->state == State::paused)
        say(Tone::bad, "account_paused");
    else if (case_.account->state == State::verified)
        say(Tone::caution, "account_verified");
    else if (zone_)
        say(Tone::good, "document_waits");
}

/// The field is empty then: one Enter must not open the account that was the wrong one.
void Desk::name_other_account()
{
    case_.wipe_account();
    wipe_text(citizen_.entered);
    citizen_.state = CitizenView::State::waiting;
    citizen_.message.reset();
    ++citizens_;
    enter(Step::citizen);
}

void Desk::scanned(std::string text)
{
    if (hidden_ || recording_ || text.find_first_not_of(" \t\r\n") == std::string::npos) return;
    last_input_ = parts_.clock.ticks();
    const auto shape = contract::shape_of_scan(text);
    const bool pass = shape == contract::ScanShape::pass_qr || shape == contract::ScanShape::pass_code;
    switch (step_) {
    case Step::sign_in:
        return;
    case Step::citizen:
        if (citizen_.state == CitizenView::State::waiting) name_account(text);
        return;
    case Step::found:
        if (shape == contract::ScanShape::mrz || shape == contract::ScanShape::personal_number)
            return keep_for_document(text);
        if (!pass) return say(Tone::caution, "confirm_account_first");
        name_other_account();
        return name_account(text);
    case Step::document:
        return take_document_scan(text);
    case Step::done:
        if (!pass) return;
        clear_case();
        enter(Step::citizen);
        return name_account(text);
    case Step::compare:
    case Step::decide:
    case Step::refuse:
        return say(Tone::caution, "not_now");
    }
}
} // namespace kiosk
