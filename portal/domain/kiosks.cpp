#include "portal/domain/kiosks.hpp"

#include <algorithm>

#include "portal/contract/kiosk_name.hpp"
#include "portal/contract/signing.hpp"
#include "portal/domain/database.hpp"

namespace portal::domain {
namespace {
using namespace std::chrono_literals;
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; ///< Crockford base 32: nothing looks alike
constexpr std::size_t kCodeLength = 20;                                    ///< 100 random bits
constexpr std::size_t kGroup = 5;
constexpr auto kClockSkew = 5min; ///< a kiosk whose clock is a little behind can use its certificate at once

/// What the kiosk's user typed, as the hash knows it: upper case, look-alikes unified, without marks and fingerprint.
std::string canonical(std::string_view code)
{
    std::string plain;
    for (char c : code.substr(0, code.find('.'))) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        if (kAlphabet.find(c) != std::string_view::npos) plain += c;
    }
    return plain;
}

std::string fresh_code()
{
    std::string code;
    for (const auto byte : contract::random_bytes(kCodeLength)) {
        if (!code.empty() && (code.size() + 1) % (kGroup + 1) == 0) code += '-';
        code += kAlphabet[byte % kAlphabet.size()];
    }
    return code;
}

KeyedHash hash_of_code(const Context& context, std::string_view code)
{
    return keyed_hash(context.keys.lookup, "enrolment-code", canonical(code));
}

/// Guesses of all networks together: whoever holds a real code is not hindered by them.
EnrolmentAnswer unknown_code(const Context& context)
{
    const auto transaction = context.database.begin();
    const auto wait = count_try(*transaction, context, "enrol", "", context.rules.enrolments_altogether);
    transaction->commit();
    if (wait) return *wait;
    return EnrolmentRefusal::unknown_code;
}

std::string printable(std::string_view text)
{
    std::string kept;
    for (const char c : text.substr(0, 64))
        if (c >= ' ' && c <= '~') kept += c;
    return kept;
}
} // namespace

std::string make_enrolment_code(const Context& context, std::string_view desk, std::string_view place,
                                std::string_view ca_fingerprint)
{
    const auto now = context.clock.now();
    const auto code = fresh_code();
    const auto transaction = context.database.begin();
    transaction->kiosks().add_code(hash_of_code(context, code), desk, place, now,
                                   now + context.rules.enrolment_code_life);
    transaction->audit().add(
        {"kiosk.code_made", now, ActorKind::operator_, {}, {}, {}, {}, {{"desk", std::string{desk}}}});
    transaction->commit();
    return code + "." + std::string{ca_fingerprint};
}

std::optional<TooMany> count_enrolment(const Context& context, std::string_view network)
{
    const auto transaction = context.database.begin();
    const auto wait =
        count_try(*transaction, context, "enrol", network_of(network), context.rules.enrolments_per_network);
    transaction->commit();
    return wait;
}

EnrolmentAnswer enrol_kiosk(const Context& context, KioskAuthority& authority,
                            const contract::EnrolmentRequest& request, std::string_view network)
{
    const auto now = context.clock.now();
    const auto code = context.database.read()->kiosks().find_code(hash_of_code(context, request.code));
    if (!code) return unknown_code(context);
    if (code->used) return EnrolmentRefusal::code_used;
    if (code->expires <= now) return EnrolmentRefusal::code_expired;
    const auto transaction = context.database.begin();
    if (!transaction->kiosks().use_code(code->id, now)) return EnrolmentRefusal::code_used;

    const auto number = transaction->kiosks().add(code->desk, code->place, now);
    const auto name = contract::kiosk_name(number);
    const auto until = now + context.rules.kiosk_certificate_life;
    const auto certificate = authority.sign(request.csr_pem, name, now - kClockSkew, until);
    if (!certificate) return EnrolmentRefusal::bad_request; // the code stays good
    transaction->kiosks().add_certificate(number, contract::key_id_of(certificate->public_key), *certificate,
                                          now - kClockSkew, until, printable(request.software));
    take_try_back(*transaction, context, "enrol", network_of(network));
    transaction->audit().add({"kiosk.enrolled", now, ActorKind::kiosk, {}, {}, number, {}, {}});
    transaction->commit();
    return contract::EnrolmentReply{name, code->desk, code->place, certificate->pem};
}

std::vector<Kiosk> list_kiosks(const Context& context)
{
    return context.database.read()->kiosks().all();
}

std::optional<Kiosk> revoke_kiosk(const Context& context, std::string_view name)
{
    const auto now = context.clock.now();
    const auto transaction = context.database.begin();
    const auto kiosks = transaction->kiosks().all();
    const auto found = std::ranges::find(kiosks, name, &Kiosk::name);
    if (found == kiosks.end()) return std::nullopt;
    if (transaction->kiosks().revoke(found->number, now)) {
        renew_epoch_keys(*transaction, context.keys, now);
        transaction->audit().add({"kiosk.revoked", now, ActorKind::operator_, {}, {}, found->number, {}, {}});
    }
    auto revoked = transaction->kiosks().find(found->number);
    transaction->commit();
    return revoked;
}

std::optional<Kiosk> kiosk_of_certificate(const Context& context, const Bytes& fingerprint)
{
    return context.database.read()->kiosks().find_by_certificate(fingerprint, context.clock.now());
}
} // namespace portal::domain
