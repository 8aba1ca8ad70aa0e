#include "portal/http/activity_words.hpp"

#include <algorithm>
#include <array>

namespace portal::http {
namespace {
using domain::ActorKind;

struct Wording {
    std::string_view kind;
    std::string_view english;
    std::string_view detail{}; ///< whose value decides between several wordings of a kind
};

constexpr std::array kWords{
    Wording{"account.registered", N_("The account was made")},
    Wording{"account.looked_up", N_("The account was looked up by its username"), "username"},
    Wording{"account.looked_up", N_("The account was looked up by its counter pass"), "pass_qr"},
    Wording{"account.looked_up", N_("The account was looked up by the digits of its counter pass"), "pass_code"},
    Wording{"account.looked_up_at_desk", N_("The account was looked up at a counter without a connection")},
    Wording{"account.paused", N_("The account was paused: the password was set anew by a letter"), "reset_by_mail"},
    Wording{"account.paused", N_("The account was paused: lost two-factor protection was taken away"),
            "second_factor_lost"},
    Wording{"account.paused", N_("The account was paused: somebody told that an act was not theirs"), "alarm"},
    Wording{"account.pause_ended", N_("The pause of the account ended")},
    Wording{"account.closing_begun", N_("The account was closed, and could be kept for some days")},
    Wording{"account.kept", N_("The account was kept after all")},
    Wording{"account.closed", N_("The account was closed for good")},
    Wording{"act.read", N_("A report with your visit was read")},
    Wording{"act.exported", N_("A report with your visit was saved as a file")},
    Wording{"case.read", N_("A case about your account was read")},
    Wording{"data.exported", N_("Your data were taken along")},
    Wording{"email.confirmed", N_("The e-mail address was confirmed")},
    Wording{"identity.verified", N_("Your identity was verified")},
    Wording{"identity.renewed", N_("Your identity was verified again")},
    Wording{"identity.overtaken", N_("A visit arrived that was older than your last one")},
    Wording{"identity.not_bound", N_("A visit was recorded, and waits for a check")},
    Wording{"identity.refused", N_("Your identity was not verified")},
    Wording{"login.succeeded", N_("A sign-in")},
    Wording{"login.failed", N_("A sign-in with a wrong password")},
    Wording{"logout", N_("A sign-out")},
    Wording{"number.claimed", N_("The personal number was given")},
    Wording{"number.withdrawn", N_("The personal number was removed")},
    Wording{"pass.issued", N_("A counter pass was taken")},
    Wording{"alarm.raised", N_("Somebody told that an act was not theirs")},
    Wording{"alarm.ended", N_("The municipality looked into the alarm and ended it")},
    Wording{"email.change_asked", N_("Another e-mail address was asked for")},
    Wording{"email.change_stopped", N_("The change of the e-mail address was stopped")},
    Wording{"email.change_withdrawn", N_("The change of the e-mail address was withdrawn")},
    Wording{"email.changed", N_("The e-mail address was changed")},
    Wording{"email.corrected", N_("The e-mail address was corrected before it was confirmed")},
    Wording{"email.restored", N_("The e-mail address from before was brought back")},
    Wording{"entrance.closed", N_("After many wrong passwords none was taken from unknown browsers")},
    Wording{"entrance.opened", N_("Passwords are taken from all browsers again")},
    Wording{"identity.ended", N_("The verification ended by another personal number")},
    Wording{"language.chosen", N_("The language was chosen")},
    Wording{"names.changed", N_("The names were changed")},
    Wording{"names.claimed", N_("Other names were given, and wait for the counter")},
    Wording{"names.claim_withdrawn", N_("The names that waited for the counter were withdrawn")},
    Wording{"notices.chosen", N_("The notices were chosen")},
    Wording{"password.changed", N_("The password was changed")},
    Wording{"password.reset_asked", N_("A link to a new password was asked for")},
    Wording{"password.reset", N_("The password was set anew by a letter")},
    Wording{"phone.change_asked", N_("A code was sent to a telephone")},
    Wording{"phone.confirmed", N_("The telephone was confirmed")},
    Wording{"phone.removed", N_("The telephone was removed")},
    Wording{"second_factor.enrolled", N_("Two-factor protection was turned on")},
    Wording{"second_factor.removed", N_("Two-factor protection was turned off")},
    Wording{"second_factor.removed_as_lost", N_("Lost two-factor protection was taken away")},
    Wording{"second_factor.codes_renewed", N_("New recovery codes were made")},
    Wording{"second_factor.recovery_code_used", N_("A recovery code was used")},
    Wording{"second_factor.wrong_code", N_("A wrong code was given")},
    Wording{"session.all_ended", N_("All sessions were ended")},
    Wording{"session.ended", N_("A session was ended")},
    Wording{"session.others_ended", N_("All other sessions were ended")},
};

/// Who did these is told by the letter alone: its reader.
constexpr std::array<std::string_view, 8> kByLink{"account.kept",    "alarm.raised",    "email.change_stopped",
                                                  "email.changed",   "email.confirmed", "email.restored",
                                                  "entrance.opened", "password.reset"};

/// The detail by which wordings of one kind differ.
std::string_view detail_of(std::string_view kind)
{
    return kind == "account.looked_up" ? "by" : "reason";
}
} // namespace

std::string hidden_network(std::string_view address)
{
    const char part = address.find(':') == std::string_view::npos ? '.' : ':';
    const auto second = address.find(part, address.find(part) + 1);
    if (address.find(part) == std::string_view::npos || second == std::string_view::npos) return {};
    return std::string{address.substr(0, second)} + (part == '.' ? ".*.*" : ":*");
}

std::string ActivityWords::detail(const domain::AuditEvent& event, const std::string& name) const
{
    const auto found = event.details.find(name);
    return found == event.details.end() ? "" : found->second;
}

std::string ActivityWords::act(const domain::AuditEvent& event) const
{
    const auto value = detail(event, std::string{detail_of(event.kind)});
    const auto found = std::ranges::find_if(kWords, [&](const Wording& wording) {
        return wording.kind == event.kind && (wording.detail.empty() || wording.detail == value);
    });
    auto words = visit_.text(found == kWords.end() ? N_("An act on the account") : found->english);
    if (event.kind == "identity.refused" && !value.empty()) words += ": " + codes_(value);
    if (const auto network = hidden_network(detail(event, "network")); !network.empty())
        words += ", " + filled(visit_.text("network {network}"), {{"network", network}});
    return words;
}

std::string ActivityWords::actor(const domain::PlacedEvent& placed) const
{
    const auto& [event, desk, place] = placed;
    switch (event.actor_kind) {
    case ActorKind::citizen:
        if (!event.actor && std::ranges::find(kByLink, event.kind) != kByLink.end())
            return visit_.text("By a link from a letter");
        return event.actor && event.actor == event.account ? visit_.text("You") : visit_.text("Not known who");
    case ActorKind::clerk:
        return filled(visit_.text("Clerk at {desk}, {place}"), {{"desk", desk}, {"place", place}});
    case ActorKind::supervisor:
        return visit_.text("A supervisor");
    case ActorKind::kiosk:
        return filled(visit_.text("The counter {desk}, {place}"), {{"desk", desk}, {"place", place}});
    case ActorKind::operator_:
        return visit_.text("The operator");
    case ActorKind::portal:
        return visit_.text("The portal");
    }
    throw std::logic_error{"unknown actor"};
}
} // namespace portal::http
